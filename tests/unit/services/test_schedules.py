"""Schedules on a real host: armed, fired once, followed by publishing; two hosts on one store."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.schedule import Schedule
from flow_builder.errors import Conflict
from flow_builder.services import schedules
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow

HOURLY = {"timing": {"kind": "every", "n": 1, "unit": "hours"}}


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


def greeter(**config: Any) -> dict[str, Any]:
    return flow(
        [
            {"key": "go", "type": "trigger.manual"},
            {"key": "say", "type": "core.log", "config": {"message": "hi"}, **config},
        ],
        ("go>say",),
    )


async def scheduled(host: Api, document: dict[str, Any] | None = None, **spec: Any) -> dict[str, Any]:
    found = await host.ok("POST", "/flows", json=document or greeter())
    made: dict[str, Any] = await host.ok("POST", "/schedules", json={"flow": found["id"], "spec": {**HOURLY, **spec}})
    return made


async def bring_forward(host: Api, schedule: str, at: int | None = None) -> Schedule:
    """Makes a schedule due at a time, now unless it is given, and tells the clock."""
    found = await host.app.stores.schedules.get("local", schedule)
    saved = await host.app.stores.schedules.save(found.model_copy(update={"next_at": at or now()}))
    await host.app.clock.put(saved)
    return saved


async def runs_of(host: Api, schedule: dict[str, Any]) -> list[dict[str, Any]]:
    found = await host.ok("GET", "/runs", params={"flow": schedule["flow"]})
    return [each for each in found["items"] if each["schedule"] == schedule["id"]]


async def test_a_due_schedule_starts_its_flow_with_its_input(host: Api) -> None:
    made = await scheduled(host, input={"limit": 3})
    due = (await bring_forward(host, made["id"])).next_at
    runs = await eventually(lambda: runs_of(host, made))
    assert [(each["trigger"], each["scheduled_at"], each["input"]) for each in runs] == [
        ("schedule", due, {"limit": 3})
    ]
    assert (await host.ok("GET", f"/schedules/{made['id']}"))["last_at"] == due


async def test_a_schedule_shows_its_next_five_times(host: Api) -> None:
    made = await scheduled(host)
    times = made["next_times"]
    assert [later - earlier for earlier, later in itertools.pairwise(times)] == [3_600_000] * 4
    assert times[0] == made["next_at"]


async def test_a_claim_that_a_dead_host_left_behind_is_started_once(host: Api) -> None:
    made = await scheduled(host)
    found = await host.app.stores.schedules.get("local", made["id"])
    await host.app.stores.schedules.save(found.model_copy(update={"starting": {"r_claimed": 1_000}}))
    await host.app.clock.put(found)
    runs = await eventually(lambda: runs_of(host, made))
    assert [(each["id"], each["scheduled_at"]) for each in runs] == [("r_claimed", 1_000)]


async def test_two_hosts_looking_at_once_start_each_time_once(host: Api) -> None:
    made = await scheduled(host, overlap="parallel")
    for _ in range(10):
        stale = await bring_forward(host, made["id"])
        await asyncio.gather(*(schedules.look(host.app, stale) for _ in range(8)))
    await eventually(lambda: _settled(host, made["id"]))
    runs = await runs_of(host, made)
    assert len(runs) == len({each["scheduled_at"] for each in runs}) == 10


async def _settled(host: Api, schedule: str) -> bool:
    return not (await host.app.stores.schedules.get("local", schedule)).busy


async def test_failing_runs_disable_it_and_going_on_begins_anew(host: Api) -> None:
    made = await scheduled(host, greeter(type="core.assert", config={"that": False, "message": "no"}), disable_after=2)
    for number in (1, 2):
        await bring_forward(host, made["id"])
        await eventually(lambda: _failed(host, made["id"], number))  # noqa: B023 - awaited within the turn
    found = await host.ok("GET", f"/schedules/{made['id']}")
    assert (found["disabled"], found["next_at"], found["next_times"]) == ("2 runs in a row failed.", None, [])
    again = await host.ok("POST", f"/schedules/{made['id']}/go-on")
    assert (again["disabled"], again["failures"], len(again["next_times"])) == (None, 0, 5)


async def _failed(host: Api, schedule: str, number: int) -> bool:
    return (await host.app.stores.schedules.get("local", schedule)).failures == number


async def test_a_waiting_time_starts_when_the_run_before_it_ends(host: Api) -> None:
    slow = greeter(type="core.approval", config={"message": "ok?"})
    made = await scheduled(host, slow, overlap="queue")
    await bring_forward(host, made["id"])
    (first,) = await eventually(lambda: runs_of(host, made))
    await bring_forward(host, made["id"])
    await eventually(lambda: _waiting(host, made["id"]))
    await host.ok("POST", f"/runs/{first['id']}/cancel")
    assert len(await eventually(lambda: _several(host, made))) == 2


async def _waiting(host: Api, schedule: str) -> bool:
    return bool((await host.app.stores.schedules.get("local", schedule)).waiting)


async def _several(host: Api, schedule: dict[str, Any]) -> list[dict[str, Any]]:
    found = await runs_of(host, schedule)
    return found if len(found) > 1 else []


async def test_a_paused_schedule_is_not_due(host: Api) -> None:
    made = await scheduled(host)
    paused = await host.ok("POST", f"/schedules/{made['id']}/pause")
    assert (paused["paused"], paused["next_at"], paused["next_times"]) == (True, None, [])


async def test_why_a_run_could_not_start_is_said_at_the_schedule(host: Api) -> None:
    made = await scheduled(host, disable_after=1)
    await host.ok("PUT", f"/flows/{made['flow']}", json=greeter(type="core.nothing"))
    await bring_forward(host, made["id"])
    await eventually(lambda: _failed(host, made["id"], 1))
    found = await host.ok("GET", f"/schedules/{made['id']}")
    assert found["error"]["code"] == "flow.invalid"
    assert found["disabled"] == "The last run failed."


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ({"timing": {"kind": "cron", "expression": "0 0 31 2 *"}}, "input.invalid"),
        ({"timing": {"kind": "once", "at": "2020-01-01T00:00"}}, "schedule.never"),
        ({"timing": {"kind": "every", "n": 1, "unit": "hours"}, "ends_at": 1}, "schedule.never"),
        ({"timing": {"kind": "every", "n": 1, "unit": "hours"}, "timezone": "Mars/Base"}, "input.invalid"),
    ],
)
async def test_a_schedule_that_cannot_be_is_refused(host: Api, spec: dict[str, Any], code: str) -> None:
    found = await host.ok("POST", "/flows", json=greeter())
    said = await host.refused("POST", "/schedules", 422, json={"flow": found["id"], "spec": spec})
    assert said["code"] == code


async def test_a_change_to_another_revision_is_a_conflict(host: Api) -> None:
    made = await scheduled(host)
    body = {"spec": {"timing": {"kind": "cron", "expression": "0 8 * * *"}, "timezone": "Europe/Berlin"}}
    changed = await host.ok("PUT", f"/schedules/{made['id']}", json=body, headers={"if-match": f'"{made["rev"]}"'})
    assert changed["timing"]["expression"] == "0 8 * * *"
    said = await host.refused(
        "PUT", f"/schedules/{made['id']}", 409, json=body, headers={"if-match": f'"{made["rev"]}"'}
    )
    assert said["code"] == "schedule.changed"


async def test_a_published_trigger_makes_the_schedule_and_its_removal_ends_it(host: Api) -> None:
    def drawn(**config: Any) -> dict[str, Any]:
        return flow([{"key": "daily", "type": "trigger.schedule", "config": config}], ())

    timing = {"kind": "cron", "expression": "0 6 * * *"}
    found = await host.ok("POST", "/flows", json=drawn(timing=timing))
    assert (await host.ok("GET", "/schedules"))["items"] == []
    await host.ok("POST", f"/flows/{found['id']}/publish")
    (made,) = (await host.ok("GET", "/schedules", params={"flow": found["id"]}))["items"]
    assert (made["name"], made["timing"]["expression"]) == ("daily", "0 6 * * *")
    await host.ok("POST", f"/schedules/{made['id']}/pause")
    await host.ok("PUT", f"/flows/{found['id']}", json=drawn(timing=timing, timezone="Asia/Tokyo"))
    await host.ok("POST", f"/flows/{found['id']}/publish")
    (moved,) = (await host.ok("GET", "/schedules"))["items"]
    assert (moved["timezone"], moved["paused"], moved["id"]) == ("Asia/Tokyo", True, made["id"])
    await host.ok("PUT", f"/flows/{found['id']}", json=greeter())
    await host.ok("POST", f"/flows/{found['id']}/publish")
    assert (await host.ok("GET", "/schedules"))["items"] == []


async def test_a_trigger_that_comes_due_too_often_cannot_be_published(
    host: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flow_builder.domain.limits.MIN_SCHEDULE_INTERVAL_S", 300.0)
    node = {
        "key": "often",
        "type": "trigger.schedule",
        "config": {"timing": {"kind": "cron", "expression": "0,1 0 1 1 *"}},
    }
    found = await host.ok("POST", "/flows", json=flow([node], ()))
    said = await host.refused("POST", f"/flows/{found['id']}/publish", 422)
    assert said["code"] == "schedule.too_often"
    assert (await host.ok("GET", f"/flows/{found['id']}/versions"))["items"] == []


async def test_another_workspace_has_no_such_schedule(host: Api) -> None:
    made = await scheduled(host)
    foreign = await host.app.stores.schedules.find("other")
    assert foreign == ([], None)
    with pytest.raises(Exception, match="no schedule"):
        await host.app.stores.schedules.get("other", made["id"])


async def test_one_save_wins(host: Api) -> None:
    made = await scheduled(host)
    found = await host.app.stores.schedules.get("local", made["id"])
    await host.app.stores.schedules.save(found)
    with pytest.raises(Conflict):
        await host.app.stores.schedules.save(found)
