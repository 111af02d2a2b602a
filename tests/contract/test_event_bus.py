"""What happens, told on an event bus of the stand-in, as a rule of somebody else hears it."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import boto3
import pytest

from flow_builder.domain.event import Event
from flow_builder.realtime.event_bus import EventBus, connect
from tests.support.conditions import eventually
from tests.support.standin_server import REGION, StandIn

pytestmark = pytest.mark.standin


@pytest.fixture
def queue(standin: StandIn) -> Iterator[tuple[Any, str, str]]:
    """Yields a client of SQS, a queue, and the name of a bus with a rule that puts all of its events there."""
    sqs = boto3.client("sqs", region_name=REGION, endpoint_url=standin.url)
    events = connect(REGION, standin.url)
    name = f"bus-{uuid4().hex[:8]}"
    events.create_event_bus(Name=name)
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name=name, EventBusName=name, EventPattern=json.dumps({"source": ["flow-builder"]}))
    rule = {"ArnEquals": {"aws:SourceArn": f"arn:aws:events:{REGION}:000000000000:rule/{name}/{name}"}}
    leave = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
    policy = {"Version": "2012-10-17", "Statement": [{**leave, "Resource": arn, "Condition": rule}]}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
    events.put_targets(Rule=name, EventBusName=name, Targets=[{"Id": "queue", "Arn": arn}])
    yield sqs, url, name
    sqs.close()
    events.close()


async def test_events_reach_rules_in_batches(standin: StandIn, queue: tuple[Any, str, str]) -> None:
    sqs, url, name = queue
    client = connect(REGION, standin.url)
    calls: list[int] = []
    put = client.put_events

    def counted(**given: Any) -> Any:
        calls.append(len(given["Entries"]))
        return put(**given)

    client.put_events = counted
    bus = EventBus(client, name)
    for number in range(23):
        await bus.hear(Event(type="RunCompleted", workspace="w", subject=f"r_{number}", data={"flow": "f"}))
    await bus.hear(Event(type="RunFailed", workspace="w", subject="r_big", data={"text": "x" * 300_000}))
    await bus.told()
    assert calls == [10, 10, 4]
    seen: dict[str, dict[str, Any]] = {}

    async def all_came() -> bool:
        found = await asyncio.to_thread(sqs.receive_message, QueueUrl=url, MaxNumberOfMessages=10)
        for message in found.get("Messages", ()):
            body = json.loads(message["Body"])
            seen[body["detail"]["subject"]] = body
        return len(seen) == 24

    await eventually(all_came)
    assert (seen["r_3"]["detail-type"], seen["r_3"]["detail"]["data"]) == ("RunCompleted", {"flow": "f"})
    assert seen["r_big"]["detail"]["truncated"]
    client.close()
