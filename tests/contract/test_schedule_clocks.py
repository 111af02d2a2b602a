"""Clocks: the local one and EventBridge Scheduler on the stand-in look at a schedule when it is due, and only then."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.schedule import Cron, Schedule
from flow_builder.domain.schedule_state import armed
from flow_builder.schedules import Schedules
from flow_builder.schedules.eventbridge import EventBridgeClock, connect
from flow_builder.schedules.local import LocalClock
from flow_builder.store.schedules import ScheduleStore
from flow_builder.store.sqlite import SqliteTable
from tests.support.conditions import eventually
from tests.support.standin_server import REGION, StandIn


@dataclass
class Place:
    """A clock, and how a test learns what it has looked at."""

    clock: Schedules
    store: ScheduleStore
    looked: Callable[[], Awaitable[list[str]]]
    client: Any = None
    group: str = ""
    seen: list[str] = field(default_factory=list)

    async def add(self, timing: dict[str, Any], **more: Any) -> Schedule:
        schedule = Schedule.model_validate(
            {"timing": timing, "id": f"sched_{uuid4().hex[:12]}", "workspace": "w", "flow": "f", "created_at": now()}
            | more
        )
        made = await self.store.create(armed(schedule, now()))
        await self.clock.put(made)
        return made

    async def change(self, schedule: Schedule, **fields: Any) -> Schedule:
        changed = await self.store.save(armed(schedule.model_copy(update=fields), now()))
        await self.clock.put(changed)
        return changed

    def names(self) -> list[str]:
        found = self.client.list_schedules(GroupName=self.group)["Schedules"]
        return sorted(each["Name"] for each in found)

    def told(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get_schedule(Name=name, GroupName=self.group)
        return found


def soon(seconds: float) -> dict[str, Any]:
    at = datetime.fromtimestamp(now() / 1_000 + seconds, UTC)
    return {"kind": "once", "at": at.replace(tzinfo=None).isoformat(timespec="seconds")}


@pytest.fixture
async def local(tmp_path: Path) -> AsyncIterator[Place]:
    table = SqliteTable(tmp_path / "state.db")
    store = ScheduleStore(table)
    seen: list[str] = []

    async def look(schedule: Schedule) -> None:
        seen.append(schedule.id)
        await store.save(schedule.model_copy(update={"next_at": None}))

    async def looked() -> list[str]:
        return seen

    clock = LocalClock(store, look)
    clock.start()
    yield Place(clock, store, looked)
    await clock.close()
    await table.close()


@pytest.fixture
async def aws(standin: StandIn, tmp_path: Path) -> AsyncIterator[Place]:
    table = SqliteTable(tmp_path / "state.db")
    sqs = boto3.client("sqs", region_name=REGION, endpoint_url=standin.url)
    client = connect(REGION, standin.url)
    group = f"group-{uuid4().hex[:8]}"
    client.create_schedule_group(Name=group)
    queue = sqs.create_queue(QueueName=group)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    role = "arn:aws:iam::000000000000:role/scheduler"
    clock = EventBridgeClock(client, table, group=group, target=arn, role=role, dead_letters=f"{arn}-dead")
    seen: list[str] = []

    async def looked() -> list[str]:
        found = await asyncio.to_thread(sqs.receive_message, QueueUrl=queue, MaxNumberOfMessages=10)
        for message in found.get("Messages", ()):
            body = json.loads(message["Body"])
            assert body["workspace"] == "w"
            seen.append(body["schedule"])
        return seen

    yield Place(clock, ScheduleStore(table), looked, client, group)
    await table.close()
    client.close()
    sqs.close()


_TICKS = pytest.param("aws", id="aws", marks=[pytest.mark.standin, pytest.mark.nightly])
"""The stand-in looks every ten seconds what is due."""


@pytest.fixture(params=["local", _TICKS])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


async def test_what_is_due_is_looked_at_and_what_is_paused_or_gone_is_not(place: Place) -> None:
    assert place.clock.running
    paused = await place.add(soon(1))
    await place.change(paused, paused=True)
    gone = await place.add(soon(1))
    await place.store.delete("w", gone.id)
    await place.clock.remove(gone)
    due = await place.add(soon(2))

    async def has_come() -> bool:
        return due.id in await place.looked()

    await eventually(has_come)
    assert await place.looked() == [due.id]


@pytest.mark.standin
async def test_a_union_of_days_takes_two_schedules_that_follow_changes(aws: Place) -> None:
    both = {"kind": "cron", "expression": "0 7 1 * MON"}
    schedule = await aws.add(both, timezone="Europe/Berlin", ends_at=4_102_444_800_000)
    one, two = map(aws.told, aws.names())
    assert {one["ScheduleExpression"], two["ScheduleExpression"]} == {"cron(0 7 1 * ? *)", "cron(0 7 ? * MON *)"}
    assert {one["ScheduleExpressionTimezone"], two["ScheduleExpressionTimezone"]} == {"Europe/Berlin"}
    assert one["Target"]["DeadLetterConfig"]["Arn"].endswith("-dead")
    assert one["EndDate"].year == 2100
    schedule = await aws.change(schedule, timing=_cron("0 7 1 * *"))
    assert len(aws.names()) == 1
    schedule = await aws.change(schedule, paused=True)
    assert aws.names() == []
    schedule = await aws.change(schedule, paused=False)
    assert len(aws.names()) == 1
    await aws.clock.remove(schedule)
    assert aws.names() == []
    await aws.clock.remove(schedule)


@pytest.mark.standin
async def test_what_eventbridge_knows_is_not_told_again(aws: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = await aws.add({"kind": "every", "n": 5, "unit": "minutes"})
    [name] = aws.names()
    assert aws.told(name)["ScheduleExpression"] == "rate(5 minutes)"
    assert aws.told(name)["StartDate"].timestamp() * 1_000 >= (schedule.next_at or 0)

    def refuse(**_: Any) -> None:
        raise AssertionError("told again")

    monkeypatch.setattr(aws.client, "create_schedule", refuse)
    later = schedule.model_copy(update={"next_at": (schedule.next_at or 0) + 300_000, "last_at": schedule.next_at})
    await aws.clock.put(later)


def _cron(text: str) -> Any:
    return Cron(kind="cron", expression=text)
