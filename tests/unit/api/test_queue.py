"""The queue as the API shows it: who waits where, what for."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.machines.queue import Ticket
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow

HI = {"key": "say", "type": "core.log", "config": {"message": "hi"}}
HOLDER = Ticket("r_holder", "local", "another", 1)


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    """A host with room for one run, which is taken."""
    HOLDER.holds_slot = False
    async with api(tmp_path / "data", runs_at_once=1) as made:
        made.app.machine.queue.force(HOLDER)
        yield made


async def stored(host: Api, *first: dict[str, Any]) -> str:
    nodes = [*first, HI]
    edges = [f"{first[0]['key']}>say"] if first else []
    return str((await host.ok("POST", "/flows", json=flow(nodes, edges)))["id"])


async def test_a_queued_run_says_where_it_stands_and_what_for(host: Api) -> None:
    one, other = await stored(host), await stored(host)
    started = [await host.ok("POST", "/runs", json={"flow": each}) for each in (one, one, other)]
    assert [each["status"] for each in started] == ["queued"] * 3
    shown = [(await host.ok("GET", f"/runs/{each['id']}"))["queue"] for each in started]
    assert [each["position"] for each in shown] == [1, 2, 1]
    assert shown[0] == {
        "position": 1,
        "waits_for": "workspace",
        "reason": "The workspace has as many runs under way as are allowed at once.",
        "limit": 1,
        "running": 1,
    }
    found = await host.ok("GET", "/queue")
    assert [(each["run"], each["position"]) for each in found["items"]] == [
        (each["id"], place) for each, place in sorted(zip(started, (1, 2, 1), strict=True), key=lambda e: e[0]["id"])
    ]
    assert (found["running"], found["queued"], found["limit"]) == (1, 3, 1)
    assert found["flows"] == [{"flow": one, "running": 0, "queued": 2}, {"flow": other, "running": 0, "queued": 1}]
    host.app.machine.queue.leave(HOLDER)
    ended = [await host.ok("GET", f"/runs/{each['id']}", params={"wait": 20}) for each in started]
    assert [each["status"] for each in ended] == ["succeeded"] * 3
    assert all("queue" not in each for each in ended)
    assert (await host.ok("GET", "/queue"))["items"] == []


async def test_the_queue_is_read_in_pages(host: Api) -> None:
    flow_ = await stored(host)
    started = [(await host.ok("POST", "/runs", json={"flow": flow_}))["id"] for _ in range(5)]
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = await host.ok("GET", "/queue", params={"limit": 2, **({"cursor": cursor} if cursor else {})})
        found += [each["run"] for each in page["items"]]
        if (cursor := page["cursor"]) is None:
            break
    assert found == sorted(started)


async def test_waiting_in_the_queue_ends_with_the_time(host: Api) -> None:
    flow_ = await stored(host)
    run = await host.ok("POST", "/runs", params={"wait": 0.05}, json={"flow": flow_})
    assert run["status"] == "queued"
    canceled = await host.ok("POST", f"/runs/{run['id']}/cancel")
    assert canceled["status"] == "canceled"
    assert (await host.ok("GET", "/queue"))["queued"] == 0


async def test_runs_started_again_in_numbers_let_others_go_first(host: Api) -> None:
    wrong = flow([{"key": "no", "type": "core.assert", "config": {"that": "{{ !!input.fine }}", "message": "no"}}])
    flow_ = (await host.ok("POST", "/flows", json=wrong))["id"]
    host.app.machine.queue.leave(HOLDER)
    for _ in range(3):
        await host.ok("POST", "/runs", params={"wait": 20}, json={"flow": flow_, "input": {}})
    HOLDER.holds_slot = False
    host.app.machine.queue.force(HOLDER)
    await eventually(lambda: _idle(host))
    again = await host.ok(
        "POST", "/runs/again", json={"flow": flow_, "resume": False}, headers={"idempotency-key": "k"}
    )
    mine = await host.ok("POST", "/runs", json={"flow": flow_, "input": {"fine": True}})
    items = (await host.ok("GET", "/queue"))["items"]
    assert {each["run"]: (each["background"], each["position"]) for each in items} == {
        mine["id"]: (False, 1),
        **{each["started"]: (True, number) for number, each in enumerate(again["items"], 2)},
    }


async def _idle(host: Api) -> bool:
    await asyncio.sleep(0)
    return host.app.machine.queue.executing("local") == 1
