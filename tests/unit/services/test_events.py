"""What a host tells its bus: flows, runs, steps, approvals and schedules."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.event import Event
from flow_builder.domain.ids import now
from flow_builder.services import flows
from tests.support.api import Api, api
from tests.support.conditions import until
from tests.support.machine import flow


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


@pytest.fixture
def heard(host: Api) -> list[Event]:
    found: list[Event] = []

    async def hear(event: Event) -> None:
        found.append(event)

    host.app.bus.subscribe(hear)
    return found


def said(heard: list[Event]) -> list[tuple[str, str]]:
    return [(event.type, event.subject) for event in heard]


async def test_flows_tell_how_they_change(host: Api, heard: list[Event]) -> None:
    document = flow([{"key": "a", "type": "core.merge"}], id="f")
    await host.ok("POST", "/flows", json=document)
    await host.ok("PUT", "/flows/f", json={**document, "name": "renamed"})
    await host.ok("PATCH", "/flows/f", json={"tags": ["x"]})
    await host.ok("POST", "/flows/f/publish", json={"message": "first"})
    await host.ok("POST", "/flows/f/publish", json={"message": "same again"})
    copied, _ = await flows.duplicate_flow(host.app, "local", "f")
    await host.ok("DELETE", "/flows/f")
    await host.ok("POST", "/flows/f/restore")
    await host.ok("POST", "/flows/f/versions/1/roll-back", json={})
    await host.ok("DELETE", "/flows/f")
    await host.ok("DELETE", "/flows/f", params={"purge": True})
    await until(lambda: len(heard) == 10)
    assert said(heard) == [
        ("FlowCreated", "f"),
        ("FlowUpdated", "f"),
        ("FlowUpdated", "f"),
        ("FlowPublished", "f"),
        ("FlowCreated", copied.id),
        ("FlowDeleted", "f"),
        ("FlowUpdated", "f"),
        ("FlowUpdated", "f"),
        ("FlowDeleted", "f"),
        ("FlowDeleted", "f"),
    ]
    published = heard[3].data
    assert (published["name"], published["version"], published["message"]) == ("renamed", 1, "first")
    assert [event.data["purged"] for event in heard if event.type == "FlowDeleted"] == [False, False, True]
    assert {event.workspace for event in heard} == {"local"}


async def test_runs_tell_of_their_begin_their_steps_and_their_end(host: Api, heard: list[Event]) -> None:
    nodes = [
        {"key": "a", "type": "core.merge", "config": {"value": "secret output"}},
        {"key": "b", "type": "core.assert", "config": {"that": False, "message": "no"}},
    ]
    run = await host.run(flow(nodes, ("a>b",)))
    await until(lambda: len(heard) == 4)
    assert sorted(said(heard)) == sorted(
        (type_, run["id"]) for type_ in ("RunStarted", "StepExecuted", "StepFailed", "RunFailed")
    )
    found = {event.type: event.data for event in heard}
    assert found["RunStarted"] == {"flow": run["flow"], "flow_name": "test", "trigger": "api"}
    assert (found["StepExecuted"]["key"], found["StepFailed"]["key"]) == ("a", "b")
    assert found["StepFailed"]["error"]["message"] == "no"
    assert found["RunFailed"]["error"] == run["error"]
    assert "secret output" not in str(heard)


async def test_an_approval_that_is_asked_for_is_told(host: Api, heard: list[Event]) -> None:
    document = flow([{"key": "ask", "type": "core.approval", "config": {"message": "Pay?"}}])
    run = await host.ok("POST", "/runs", json={"document": document})

    def asked() -> list[Event]:
        return [event for event in heard if event.type == "ApprovalRequested"]

    await until(asked)
    (event,) = asked()
    pauses = await host.ok("GET", "/approvals")
    assert event.subject == pauses["items"][0]["token"]
    assert (event.data["run"], event.data["key"], event.data["message"]) == (run["id"], "ask", "Pay?")


async def test_timers_ask_for_no_approval(host: Api, heard: list[Event]) -> None:
    wait = {"key": "w", "type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": 0.01}}}
    await host.run(flow([wait]))
    await until(lambda: any(event.type == "RunCompleted" for event in heard))
    assert "ApprovalRequested" not in {event.type for event in heard}


async def test_schedules_tell_when_they_fire_and_when_they_are_disabled(host: Api, heard: list[Event]) -> None:
    check = {"key": "b", "type": "core.assert", "config": {"that": False, "message": "no"}}
    await host.ok("POST", "/flows", json=flow([check], id="f"))
    spec: dict[str, Any] = {"timing": {"kind": "every", "n": 1, "unit": "hours"}, "disable_after": 1}
    made = await host.ok("POST", "/schedules", json={"flow": "f", "spec": spec})
    stored = await host.app.stores.schedules.get("local", made["id"])
    saved = await host.app.stores.schedules.save(stored.model_copy(update={"next_at": now()}))
    await host.app.clock.put(saved)
    await until(lambda: any(event.type == "ScheduleDisabled" for event in heard))
    found = {event.type: event for event in heard if event.type.startswith("Schedule")}
    assert {event.subject for event in found.values()} == {made["id"]}
    assert (found["ScheduleFired"].data["flow"], found["ScheduleFired"].data["scheduled_at"]) == ("f", saved.next_at)
    assert found["ScheduleDisabled"].data["reason"] == "The last run failed."


async def test_nobody_pays_for_events_of_steps_that_nobody_wants(host: Api) -> None:
    assert not host.app.bus.wants("StepExecuted")
    assert not host.app.bus.wants("StepFailed")
