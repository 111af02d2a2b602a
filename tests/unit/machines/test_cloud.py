"""Flows executed as state machines: what random flows do not have, and what goes wrong in a cloud."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.compiler.lower import history
from flow_builder.domain.ids import now
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.machines.cloud.handler import answer
from tests.support.cloud import WORKSPACE, Cloud
from tests.support.machine import Bench, flow

VALUE = {"type": "probe.value"}
EFFECT = {"type": "probe.effect"}


@pytest.fixture
async def cloud(tmp_path: Path) -> AsyncIterator[Cloud]:
    made = Cloud(tmp_path)
    yield made
    await made.close()


def loop(over: Any, **config: Any) -> dict[str, Any]:
    return {"key": "each", "type": "core.loop", "config": {"over": over, **config}}


ITEMS = {"kind": "each", "items": "{{ input }}"}
BODY = {"key": "do", "parent": "each", **EFFECT, "config": {"value": "{{ item * 2 }}"}}


# ---- loops


async def test_a_long_loop_goes_on_from_batch_to_batch(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_OWN", 140)  # so that a batch has 10 iterations and not 714
    run, done = await cloud.run(flow([loop(ITEMS), BODY]), list(range(25)))
    assert run.output["items"] == [2 * item for item in range(25)]
    assert done.path.count("each: batch") == 3
    assert done.events < 50


async def test_the_items_of_a_distributed_map_go_through_storage(cloud: Cloud) -> None:
    run, done = await cloud.run(flow([loop(ITEMS, concurrency=50, on_item_error="collect"), BODY]), list(range(60)))
    assert run.output["items"] == [2 * item for item in range(60)]
    assert "each: each" in done.path
    assert done.events < 60


async def test_items_too_large_to_be_kept_inline_are_read_in_chunks(cloud: Cloud) -> None:
    items = [str(number) * 90_000 for number in range(8)]
    body = {**BODY, "config": {"value": "{{ item.length + index }}"}}
    run, _ = await cloud.run(flow([loop(ITEMS, max_iterations=20), body]), items)
    assert run.output["items"] == [90_000 + index for index in range(8)]


async def test_a_while_loop_sees_the_iteration_before(cloud: Cloud) -> None:
    over = {"kind": "while", "condition": "{{ index === 0 || steps.do < 5 }}"}
    body = {**BODY, "config": {"value": "{{ index * 2 }}"}}
    run, _ = await cloud.run(flow([loop(over), body]))
    assert run.output["items"] == [0, 2, 4, 6]


async def test_a_while_loop_without_end_fails_at_its_limit(cloud: Cloud) -> None:
    run, _ = await cloud.run(flow([loop({"kind": "while", "condition": "{{ true }}"}, max_iterations=3), BODY]))
    assert run.error is not None
    assert run.error["code"] == "loop.too_many_iterations"
    assert (await cloud.records(run))["each", ""].output["count"] == 3


async def test_after_a_failed_item_no_further_iteration_starts(cloud: Cloud) -> None:
    body = {"key": "do", "parent": "each", "type": "probe.fail", "config": {"times": "{{ index === 2 ? 99 : 0 }}"}}
    save = {"key": "save", "parent": "each", **EFFECT}
    run, _ = await cloud.run(flow([loop({"kind": "count", "times": 6}), body, save], ["do>save"]))
    assert run.status is Status.FAILED
    assert (await cloud.records(run))["each", ""].output["count"] == 3


async def test_iterations_side_by_side_stop_starting_after_one_has_failed(cloud: Cloud) -> None:
    body = {"key": "do", "parent": "each", "type": "probe.fail", "config": {"times": "{{ index === 0 ? 99 : 0 }}"}}
    save = {"key": "save", "parent": "each", **EFFECT}
    over = {"kind": "count", "times": 30}
    run, _ = await cloud.run(flow([loop(over, concurrency=2), body, save], ["do>save"]))
    assert run.error is not None
    assert run.error["details"]["index"] == 0
    assert (await cloud.records(run))["each", ""].output["count"] < 30


async def test_a_result_that_cannot_be_made_fails_its_iteration(cloud: Cloud) -> None:
    over = {"kind": "count", "times": 5}
    run, _ = await cloud.run(flow([loop(over, output="{{ index < 2 ? index : input.a.b }}"), BODY]))
    assert run.status is Status.FAILED
    output = (await cloud.records(run))["each", ""].output
    assert (output["items"], output["count"]) == ([0, 1], 3)


async def test_a_failure_that_a_try_takes_does_not_end_a_loop(cloud: Cloud) -> None:
    nodes = [
        loop({"kind": "count", "times": 8}, concurrency=2),
        {"key": "try", "parent": "each", "type": "core.try"},
        {"key": "bad", "parent": "try", "type": "probe.fail"},
        {"key": "save", "parent": "try", **EFFECT},
        {"key": "then", "parent": "each", **EFFECT},
    ]
    run, _ = await cloud.run(flow(nodes, ["bad>save", "try.error>then"]))
    assert run.status is Status.SUCCEEDED
    assert run.output["count"] == 8


async def test_loops_in_loops_know_both_items(cloud: Cloud) -> None:
    inner = {"key": "in", "parent": "each", "type": "core.loop", "config": {"over": {"kind": "each", "items": [1, 2]}}}
    body = {"key": "do", "parent": "in", **EFFECT, "config": {"value": "{{ steps.each.item * 10 + item }}"}}
    run, _ = await cloud.run(flow([loop(ITEMS, max_iterations=9), inner, body]), [1, 2])
    assert [each["items"] for each in run.output["items"]] == [[11, 12], [21, 22]]


async def test_variables_are_seen_by_later_calls(cloud: Cloud) -> None:
    made = {"key": "set", "parent": "each", "type": "core.set_vars", "config": {"values": {"last": "{{ item }}"}}}
    read = {"key": "read", **EFFECT, "config": {"value": "{{ vars.last }}"}}
    run, _ = await cloud.run(flow([loop(ITEMS), made, {**BODY}, read], ["set>do", "each>read"]), [1, 2, 3])
    assert run.output == 3


# ---- waiting


async def test_an_approval_holds_the_machine_until_it_is_answered(cloud: Cloud) -> None:
    nodes = [{"key": "ask", "type": "core.approval", "config": {"message": "May we?"}}, {"key": "yes", **EFFECT}]
    run = await cloud.create(flow([*nodes, {"key": "no", **EFFECT}], ["ask.approved>yes", "ask.rejected>no"]))
    machine = asyncio.ensure_future(cloud.execute(run))
    await cloud.held.wait()
    await cloud.answer({"decision": "approve", "by": "ann"})
    done = await machine
    assert done.status == "SUCCEEDED", done
    records = await cloud.records(run)
    assert {key: record.status.value for (key, _), record in records.items()} == {
        "ask": "succeeded",
        "yes": "succeeded",
        "no": "skipped",
    }
    started = [event for event in await cloud.runs.events(WORKSPACE, run.id) if event["type"] == "step.waiting"]
    assert [event["key"] for event in started] == ["ask"]


async def test_an_answer_that_comes_before_the_task_waits_is_not_lost(cloud: Cloud) -> None:
    nodes = [{"key": "ask", "type": "core.approval", "config": {"message": "May we?"}}]
    run = await cloud.create(flow(nodes))
    asked = await answer(cloud.services, event("pause", "ask", run.id))
    assert asked["go"] == "hold"
    await cloud.answer({"decision": "approve", "by": "ann"})
    done = await cloud.execute(run)
    assert done.status == "SUCCEEDED", done


async def test_an_approval_that_nobody_answers_times_out(cloud: Cloud) -> None:
    config = {"message": "May we?", "timeout_s": 1, "on_timeout": "reject"}
    run = await cloud.create(flow([{"key": "ask", "type": "core.approval", "config": config}]))
    asked = await answer(cloud.services, event("pause", "ask", run.id))
    assert (asked["go"], asked["seconds"] <= 2) == ("hold", True)
    [pause], _ = await cloud.runs.open_pauses(WORKSPACE)
    await cloud.table.update(past(pause["token"]))
    assert (await answer(cloud.services, event("pause", "ask", run.id)))["go"] == "pass"
    assert (await cloud.records(run))["ask", ""].ports == ("rejected",)


async def test_a_wait_is_a_state_that_ends_at_a_moment(cloud: Cloud) -> None:
    wait = {"key": "wait", "type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": 0.05}}}
    before = now() / 1_000
    run, done = await cloud.run(flow([wait, {"key": "then", **EFFECT}], ["wait>then"]))
    assert run.status is Status.SUCCEEDED
    assert "wait: time" in done.path
    assert cloud.slept[0] >= before


# ---- other flows, the end


async def test_a_called_flow_is_an_execution_of_its_own(cloud: Cloud) -> None:
    cloud.flows["double"] = flow([{"key": "out", **EFFECT, "config": {"value": "{{ input.n * 2 }}"}}])
    call = {"key": "call", "type": "core.subflow", "config": {"flow": "double", "input": {"n": 21}}}
    run, _ = await cloud.run(flow([call]))
    assert run.output["output"] == 42


async def test_a_called_flow_that_fails_fails_the_step(cloud: Cloud) -> None:
    cloud.flows["bad"] = flow([{"key": "out", "type": "probe.fail"}])
    call = {"key": "call", "type": "core.subflow", "config": {"flow": "bad"}, "on_error": "branch"}
    run, _ = await cloud.run(flow([call, {"key": "sorry", **EFFECT}], ["call.error>sorry"]))
    assert run.status is Status.SUCCEEDED
    assert (await cloud.records(run))["call", ""].error["code"] == "subflow.failed"  # type: ignore[index]


@pytest.mark.parametrize("inside", [False, True], ids=["at the top", "in a loop side by side"])
async def test_a_stop_ends_the_run_from_anywhere(cloud: Cloud, inside: bool) -> None:
    stop = {"key": "stop", "type": "core.stop", "config": {"status": "failed", "message": "Enough"}}
    nodes = [{**stop, **({"parent": "each"} if inside else {})}, {"key": "never", **EFFECT}]
    if inside:
        nodes.append(loop({"kind": "count", "times": 2}, concurrency=2))
    run, done = await cloud.run(flow(nodes, ["each>never" if inside else "stop>never"]))
    assert (run.status, run.error["message"]) == (Status.FAILED, "Enough")  # type: ignore[index]
    assert done.status == "FAILED"
    assert cloud.probes.calls["never"] == 0


async def test_a_failed_run_is_undone_last_first(cloud: Cloud) -> None:
    nodes = [
        {"key": "a", **EFFECT, "compensate_with": "undo_a"},
        {"key": "b", **EFFECT, "compensate_with": "undo_b"},
        {"key": "c", "type": "probe.fail"},
        {"key": "undo_a", **EFFECT},
        {"key": "undo_b", **EFFECT},
    ]
    run, _ = await cloud.run(flow(nodes, ["a>b", "b>c"]))
    assert run.status is Status.FAILED
    assert cloud.probes.order == ["a", "b", "c", "undo_b", "undo_a"]


async def test_a_large_output_goes_through_storage(cloud: Cloud) -> None:
    big = {"key": "big", **EFFECT, "config": {"value": "{{ 'x'.repeat(300000) }}"}}
    read = {"key": "read", **EFFECT, "config": {"value": "{{ steps.big.length }}"}}
    run, _ = await cloud.run(flow([big, read], ["big>read"]))
    assert run.output == 300_000


async def test_a_container_that_takes_too_long_fails(cloud: Cloud) -> None:
    nodes = [
        {"key": "try", "type": "core.try", "timeout_s": 0.05},
        {"key": "hold", "parent": "try", "type": "probe.hold"},
        {"key": "after", "parent": "try", **EFFECT},
        {"key": "late", **EFFECT},
    ]
    run, _ = await cloud.run(flow(nodes, ["hold>after", "try.error>late"]))
    assert run.status is Status.SUCCEEDED
    records = await cloud.records(run)
    assert records["try", ""].output["error"]["code"] == "step.timeout"
    assert ("after", "") not in records
    assert cloud.probes.calls["late"] == 1


async def test_what_a_run_was_given_is_not_executed_again(cloud: Cloud) -> None:
    given = StepRecord("a", "a", "probe.effect", (), Status.SUCCEEDED, ("out",), "kept", seq=1, seeded=True)
    nodes = [{"key": "a", **EFFECT}, {"key": "b", **EFFECT, "config": {"value": "{{ steps.a }}"}}]
    run, _ = await cloud.run(flow(nodes, ["a>b"]), records=[given])
    assert run.output == "kept"
    assert cloud.probes.order == ["b"]
    assert run.steps_done == 1


async def test_only_what_was_asked_for_is_executed(cloud: Cloud) -> None:
    nodes = [{"key": "a", **EFFECT}, {"key": "b", **EFFECT}, {"key": "c", **EFFECT}]
    run, _ = await cloud.run(flow(nodes, ["a>b", "b>c"]), only=["b"], forced=["b"])
    assert run.status is Status.SUCCEEDED
    assert cloud.probes.order == ["b"]


# ---- what goes wrong

CHAIN = flow(
    [
        {"key": "a", **EFFECT, "config": {"value": 1}},
        {"key": "t", "type": "core.try"},
        {"key": "b", "parent": "t", **EFFECT, "config": {"value": 2}},
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 2}}},
        {"key": "do", "parent": "each", **EFFECT, "config": {"value": "{{ index }}"}},
        {"key": "z", **EFFECT, "config": {"value": "{{ [steps.a, steps.b, steps.each.items] }}"}},
    ],
    ["a>t", "t>each", "each>z"],
)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_every_call_may_be_lost_once_and_nothing_is_done_twice(cloud: Cloud, when: str) -> None:
    cloud.lose = lambda _do, _at, times: when if times == 0 else None
    run, done = await cloud.run(CHAIN)
    assert (run.status, run.output) == (Status.SUCCEEDED, [1, 2, [0, 1]])
    assert done.status == "SUCCEEDED"
    assert cloud.probes.calls == {"a": 1, "b": 1, "do": 2, "z": 1}
    numbers = [event["seq"] for event in await cloud.runs.events(WORKSPACE, run.id)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert run.steps_done == 7


async def test_a_region_that_is_always_lost_fails_its_step_and_the_run_goes_on(cloud: Cloud) -> None:
    nodes = [{"key": "a", **EFFECT, "on_error": "branch"}, {"key": "b", **EFFECT}, {"key": "sorry", **EFFECT}]
    cloud.lose = lambda do, at, _times: "before" if (do, at) == ("region", "a") else None
    run, _ = await cloud.run(flow(nodes, ["a>b", "a.error>sorry"]))
    assert run.status is Status.SUCCEEDED
    records = await cloud.records(run)
    assert records["a", ""].error["code"] == "host.lost"  # type: ignore[index]
    assert cloud.probes.order == ["sorry"]
    assert cloud.slept == [2, 4]


async def test_a_machine_that_cannot_go_on_ends_the_run_as_failed(cloud: Cloud) -> None:
    cloud.lose = lambda do, at, _times: "before" if at == "each" else None
    run, done = await cloud.run(CHAIN)
    assert run.error is not None
    assert (run.error["code"], run.error["node"]) == ("engine.unfinished", "each")
    assert done.status == "FAILED"


async def test_the_same_call_twice_at_once_executes_a_step_once_in_the_store(cloud: Cloud) -> None:
    run = await cloud.create(flow([{"key": "a", **EFFECT}]))
    asked = event("region", "a", run.id)
    found = await asyncio.gather(*(answer(cloud.services, asked) for _ in range(2)), return_exceptions=True)
    assert any(isinstance(each, dict) for each in found)
    assert len(await cloud.runs.records(WORKSPACE, run.id)) == 1
    assert (await answer(cloud.services, asked))["go"] == ""


async def test_the_end_of_a_run_is_told_once(cloud: Cloud) -> None:
    run, _ = await cloud.run(flow([{"key": "a", **EFFECT}]))
    assert (await answer(cloud.services, event("finish", "", run.id)))["go"] == "succeeded"
    kinds = [each["type"] for each in await cloud.runs.events(WORKSPACE, run.id)]
    assert kinds == ["run.started", "step.started", "step.succeeded", "run.succeeded"]


async def test_both_hosts_tell_the_same_of_a_run(cloud: Cloud, tmp_path: Path) -> None:
    run, _ = await cloud.run(CHAIN)
    local_folder = tmp_path / "local"
    local_folder.mkdir()
    bench = Bench(local_folder)
    try:
        local = await bench.run(CHAIN)
        fields = {"status", "output", "error", "steps_done", "steps_failed", "credits", "refundable"}
        assert run.model_dump(include=fields) == local.model_dump(include=fields)
        told = [event["type"] for event in await bench.events(local)]
        assert sorted(event["type"] for event in await cloud.runs.events(WORKSPACE, run.id)) == sorted(told)
    finally:
        await bench.close()


def event(do: str, at: str, run: str) -> dict[str, Any]:
    """Returns what a task asks."""
    return {"do": do, "at": at, "workspace": WORKSPACE, "run": run, "path": ""}


def past(token: str) -> Any:
    """Returns the change after which a pause's time is up."""
    from flow_builder.store.table import Update

    return Update(f"PAUSE#{token}", "PAUSE", set={"until": now() - 1})
