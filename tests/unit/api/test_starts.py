"""Runs that messages and events ask for, and what a host without jobs does every few minutes."""

import json
from typing import Any

from flow_builder.services.starts import take_messages, take_schedule
from flow_builder.services.sweep import sweep
from tests.support.api import Api
from tests.support.machine import flow

ADD = flow([{"key": "out", "type": "core.merge", "config": {"value": "{{ input.n + 1 }}"}}])


def record(number: int, body: str | dict[str, Any]) -> dict[str, Any]:
    return {"messageId": f"m{number}", "body": body if isinstance(body, str) else json.dumps(body)}


async def test_a_message_starts_one_run_however_often_it_comes(host: Api) -> None:
    made = (await host.ok("POST", "/flows", json=ADD))["id"]
    asked = {"workspace": "local", "flow": made, "input": {"n": 1}}
    again = {**asked, "id": "order-1"}
    records = [record(1, asked), record(1, asked), record(2, again), record(3, again)]
    assert await take_messages(host.app, records) == []
    found = (await host.ok("GET", "/runs", params={"flow": made}))["items"]
    assert len(found) == 2
    ended = await host.ok("GET", f"/runs/{found[0]['id']}", params={"wait": 20})
    assert (ended["status"], ended["trigger"], ended["output"]) == ("succeeded", "api", 2)


async def test_what_cannot_be_started_is_a_dead_letter_and_what_cannot_be_read_comes_again(host: Api) -> None:
    records = [record(1, {"workspace": "local", "flow": "flow_gone"}), record(2, "no JSON"), record(3, {"flow": "x"})]
    assert await take_messages(host.app, records) == ["m2", "m3"]
    (letter,) = (await host.ok("GET", "/dead-letters"))["items"]
    assert (letter["flow"], letter["error"]["code"]) == ("flow_gone", "flow.not_found")


async def test_a_schedule_that_is_gone_starts_nothing(host: Api) -> None:
    await take_schedule(host.app, "local", "sched_gone")
    assert (await host.ok("GET", "/runs"))["items"] == []


async def test_a_sweep_does_each_part_whatever_becomes_of_the_others(host: Api) -> None:
    async def broken(_: object) -> int:
        raise RuntimeError("no")

    async def fine(_: object) -> int:
        return 3

    said = await sweep(host.app, ("broken", broken), ("fine", fine))
    assert (said.pop("broken"), said.pop("fine")) == (-1, 3)
    assert set(said.values()) == {0}
