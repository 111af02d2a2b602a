"""What follows from the end of a run: the flow's error flow and the flows that listen."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.services import dead_letters
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


def worker(name: str, *, fails: bool = False, **more: Any) -> dict[str, Any]:
    check = {"key": "check", "type": "core.assert", "config": {"that": not fails, "message": "no luck"}}
    return flow([{"key": "go", "type": "trigger.manual"}, check], ("go>check",), id=name, **{"name": name, **more})


def listener(name: str, which: dict[str, Any] | None = None, **config: Any) -> dict[str, Any]:
    config = {"which": which or {"kind": "any"}, **config}
    nodes = [
        {"key": "heard", "type": "trigger.flow_event", "config": config},
        {"key": "said", "type": "core.merge", "config": {"value": "{{ steps.heard.flow + ' ' + steps.heard.status }}"}},
    ]
    return flow(nodes, ("heard>said",), id=name, name=name)


def named(*flows: str) -> dict[str, Any]:
    return {"kind": "flows", "flows": list(flows)}


async def publish(host: Api, document: dict[str, Any]) -> None:
    await host.ok("POST", "/flows", json=document)
    await host.ok("POST", f"/flows/{document['id']}/publish", json={})


async def execute(host: Api, name: str) -> dict[str, Any]:
    found: dict[str, Any] = await host.ok("POST", "/runs", params={"wait": 20}, json={"flow": name})
    return found


async def all_told(host: Api) -> bool:
    """Tells whether nothing follows any more: every run has ended, and every end is told."""
    return not [each async for each in host.app.stores.runs.active()]


async def runs_of(host: Api, name: str) -> list[dict[str, Any]]:
    await eventually(lambda: all_told(host))
    found: list[dict[str, Any]] = (await host.ok("GET", "/runs", params={"flow": name}))["items"]
    return found


async def test_an_error_flow_is_started_when_a_run_fails(host: Api) -> None:
    rescue = flow([{"key": "r", "type": "core.merge", "config": {"value": "{{ input.error.message }}"}}], id="rescue")
    await publish(host, rescue)
    await publish(host, worker("bad", fails=True, settings={"error_flow": "rescue"}))
    failed = await execute(host, "bad")
    (run,) = await runs_of(host, "rescue")
    assert (run["trigger"], run["output"], run["chain"]) == ("error_flow", "no luck", ["bad"])
    assert run["input"]["run"] == failed["id"]


async def test_an_error_flow_that_fails_or_leads_back_to_the_failure_starts_no_other(host: Api) -> None:
    caller = flow(
        [{"key": "call", "type": "core.subflow", "config": {"flow": "bad"}}],
        id="rescue",
        settings={"error_flow": "rescue"},
    )
    await publish(host, worker("bad", fails=True, settings={"error_flow": "rescue"}))
    await publish(host, caller)
    await execute(host, "bad")
    assert len(await runs_of(host, "rescue")) == 1
    assert len(await runs_of(host, "bad")) == 2


async def test_an_error_flow_that_cannot_be_started_is_a_dead_letter(host: Api) -> None:
    await publish(host, worker("bad", fails=True, settings={"error_flow": "gone"}))
    run = await execute(host, "bad")
    await eventually(lambda: all_told(host))
    (letter,), _ = await dead_letters.list_dead_letters(host.app, "local")
    assert (letter.kind, letter.flow, letter.error["code"]) == ("error_flow", "gone", "flow.not_found")
    assert run["status"] == "failed"


async def test_a_flow_hears_the_ends_that_it_listens_for(host: Api) -> None:
    await publish(host, worker("good"))
    await publish(host, worker("bad", fails=True))
    await publish(host, worker("other", fails=True))
    await publish(host, listener("watch", named("good", "bad"), outcomes=["failed"]))
    run = await execute(host, "bad")
    await execute(host, "good")
    await execute(host, "other")
    (heard,) = await runs_of(host, "watch")
    assert (heard["trigger"], heard["status"], heard["output"], heard["chain"]) == (
        "flow_event",
        "succeeded",
        "bad failed",
        ["bad"],
    )
    assert heard["input"] == {
        "run": run["id"],
        "flow": "bad",
        "flow_name": "bad",
        "status": "failed",
        "error": run["error"],
        "output": None,
        "trigger": "api",
        "finished_at": run["finished_at"],
    }


async def test_the_output_is_handed_on_unless_that_is_switched_off(host: Api) -> None:
    await publish(host, flow([{"key": "v", "type": "core.merge", "config": {"value": {"n": 7}}}], id="good"))
    await publish(host, listener("full", named("good")))
    await publish(host, listener("bare", named("good"), with_output=False))
    await execute(host, "good")
    assert [run["input"]["output"] for run in await runs_of(host, "full")] == [{"n": 7}]
    assert [run["input"]["output"] for run in await runs_of(host, "bare")] == [None]


async def test_flows_are_heard_by_tag(host: Api) -> None:
    await publish(host, worker("tagged"))
    await publish(host, worker("plain"))
    await host.ok("PATCH", "/flows/tagged", json={"tags": ["nightly"]})
    await publish(host, listener("watch", {"kind": "tag", "tag": "nightly"}))
    await execute(host, "tagged")
    await execute(host, "plain")
    assert [run["output"] for run in await runs_of(host, "watch")] == ["tagged succeeded"]


async def test_flows_that_listen_to_any_flow_do_not_start_each_other(host: Api) -> None:
    await publish(host, worker("good"))
    for number in range(3):
        await publish(host, listener(f"watch{number}"))
    await execute(host, "good")
    assert [len(await runs_of(host, f"watch{number}")) for number in range(3)] == [1, 1, 1]


async def test_flows_that_name_each_other_do_not_go_round_in_circles(host: Api) -> None:
    await publish(host, worker("good"))
    await publish(host, listener("a", named("good", "b")))
    await publish(host, listener("b", named("a")))
    await execute(host, "good")
    assert [run["chain"] for run in await runs_of(host, "b")] == [["good", "a"]]
    assert len(await runs_of(host, "a")) == 1


async def test_a_listener_that_calls_what_it_listens_to_hears_itself_not(host: Api) -> None:
    await publish(host, worker("good"))
    nodes = [
        {"key": "heard", "type": "trigger.flow_event", "config": {"which": named("good"), "subflows": True}},
        {"key": "call", "type": "core.subflow", "config": {"flow": "good"}},
    ]
    await publish(host, flow(nodes, ("heard>call",), id="again"))
    await execute(host, "good")
    assert [run["status"] for run in await runs_of(host, "again")] == ["succeeded"]
    assert [run["trigger"] for run in await runs_of(host, "good")] == ["subflow", "api"]


async def test_called_runs_count_only_when_asked_for(host: Api) -> None:
    await publish(host, worker("inner"))
    await publish(host, flow([{"key": "call", "type": "core.subflow", "config": {"flow": "inner"}}], id="outer"))
    await publish(host, listener("without", named("inner")))
    await publish(host, listener("with", named("inner"), subflows=True))
    await execute(host, "outer")
    assert len(await runs_of(host, "without")) == 0
    assert len(await runs_of(host, "with")) == 1


async def test_runs_of_single_steps_and_of_error_flows_are_no_ends_of_flows(host: Api) -> None:
    await publish(host, worker("rescue"))
    await publish(host, worker("bad", fails=True, settings={"error_flow": "rescue"}))
    await publish(host, listener("watch"))
    await host.ok("POST", "/runs", params={"wait": 20}, json={"flow": "bad", "only": "go"})
    await execute(host, "bad")
    assert [run["output"] for run in await runs_of(host, "watch")] == ["bad failed"]
    assert len(await runs_of(host, "rescue")) == 1


async def test_listening_follows_versions_and_the_trash(host: Api) -> None:
    await publish(host, worker("good"))
    await publish(host, listener("watch", named("good")))

    async def heard_after() -> int:
        await execute(host, "good")
        return len(await runs_of(host, "watch"))

    assert await heard_after() == 1
    await host.ok("DELETE", "/flows/watch")
    assert await heard_after() == 1
    await host.ok("POST", "/flows/watch/restore")
    assert await heard_after() == 2
    await host.ok("PUT", "/flows/watch", json=listener("watch", named("nobody")))
    assert await heard_after() == 3, "a draft that is not published changes nothing"
    await host.ok("POST", "/flows/watch/publish", json={})
    assert await heard_after() == 3
    await host.ok("POST", "/flows/watch/versions/1/roll-back", json={})
    assert await heard_after() == 4
    await host.ok("DELETE", "/flows/watch")
    await host.ok("DELETE", "/flows/watch", params={"purge": True})
    assert await host.app.stores.flows.listeners("local") == {}
    letters, _ = await dead_letters.list_dead_letters(host.app, "local")
    assert letters == []


async def test_what_cannot_listen_is_not_published(host: Api) -> None:
    await host.ok("POST", "/flows", json=listener("alone", named("alone")))
    said = await host.refused("POST", "/flows/alone/publish", 422, json={})
    assert said["code"] == "flow_event.itself"
    await host.ok("POST", "/flows", json=listener("late", {"kind": "tag", "tag": "{{ env.TAG }}"}))
    said = await host.refused("POST", "/flows/late/publish", 422, json={})
    assert said["code"] == "flow_event.invalid"
