"""The run as a whole: ending, pauses, sub-flows, compensation, recovery, seeds, queueing."""

import asyncio
from typing import Any

import pytest

from flow_builder.domain.status import Status
from flow_builder.engine.run import Ending, Execution
from flow_builder.errors import Conflict, NotFound
from tests.support.machine import WORKSPACE, Bench, flow


async def pause_of(bench: Bench) -> dict[str, Any]:
    """Waits until the store has an open pause and returns it."""
    while True:
        pauses, _ = await bench.machine.runs.open_pauses(WORKSPACE)
        if pauses:
            return pauses[0]
        await asyncio.sleep(0)


async def status_is(bench: Bench, run: Any, status: Status) -> None:
    """Waits until a run has this status."""
    while (await bench.machine.runs.get(WORKSPACE, run.id)).status is not status:
        await asyncio.sleep(0.005)


async def test_cancel_ends_a_run_and_what_is_under_way(bench: Bench) -> None:
    run = await bench.start(flow([{"key": "a", "type": "probe.hold"}, {"key": "b", "type": "probe.value"}], ["a>b"]))
    await bench.probes.arrival("gate").wait()
    await bench.machine.cancel(WORKSPACE, run.id)
    ended = await bench.end(run)
    assert ended.status is Status.CANCELED
    assert (await bench.records(run))["a", ""].status is Status.CANCELED
    with pytest.raises(Conflict):
        await bench.machine.cancel(WORKSPACE, run.id)


async def test_a_run_that_is_ended_at_its_very_end_is_ended_all_the_same() -> None:
    class AtTheEnd(Execution):
        async def visit(self, *_: object) -> None:
            self.end(Ending(Status.CANCELED))

    ending = await AtTheEnd(None).run(None, None)  # type: ignore[arg-type]
    assert ending.status is Status.CANCELED
    await asyncio.sleep(0)  # the cancellation has been taken and does not hit what follows


async def test_a_run_of_another_workspace_is_not_found(bench: Bench) -> None:
    run = await bench.run(flow([{"key": "a", "type": "probe.value"}]))
    with pytest.raises(NotFound):
        await bench.machine.runs.get("other", run.id)
    with pytest.raises(NotFound):
        await bench.machine.cancel("other", run.id)


async def test_a_run_that_takes_too_long_times_out(bench: Bench) -> None:
    run = await bench.run(flow([{"key": "a", "type": "probe.hold"}], settings={"timeout_s": 0.05}))
    assert run.status is Status.TIMED_OUT


async def test_an_approval_waits_survives_a_restart_and_goes_on(bench: Bench) -> None:
    nodes = [
        {"key": "before", "type": "probe.value", "config": {"value": 1}},
        {"key": "ask", "type": "core.approval", "config": {"message": "Go on?"}},
        {"key": "yes", "type": "probe.value", "config": {"value": "{{ steps.ask.decision }}"}},
        {"key": "no", "type": "probe.value"},
    ]
    run = await bench.start(flow(nodes, ["before>ask", "ask.approved>yes", "ask.rejected>no"]))
    token = (await pause_of(bench))["token"]
    await status_is(bench, run, Status.WAITING)
    await bench.restart()
    assert (await pause_of(bench))["token"] == token
    await bench.machine.pauses.answer(token, {"decision": "approve", "by": "ann"})
    ended = await bench.end(run)
    assert ended.status is Status.SUCCEEDED
    assert bench.probes.calls["before"] == 1
    records = await bench.records(run)
    assert records["yes", ""].status is Status.SUCCEEDED
    assert records["no", ""].status is Status.SKIPPED
    with pytest.raises(Conflict):
        await bench.machine.pauses.answer(token, {"decision": "approve"})


async def test_an_answer_given_while_the_host_is_down_is_not_lost(bench: Bench) -> None:
    run = await bench.start(flow([{"key": "ask", "type": "core.approval", "config": {"message": "?"}}]))
    token = (await pause_of(bench))["token"]
    await bench.machine.close()
    await bench.machine.runs.answer_pause(token, {"decision": "reject"})
    await bench.restart()
    await bench.end(run)
    assert (await bench.records(run))["ask", ""].ports == ("rejected",)


async def test_a_wait_ends_by_itself(bench: Bench) -> None:
    nodes = [
        {"key": "w", "type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": 0.05}}},
        {"key": "after", "type": "probe.value", "config": {"value": 1}},
    ]
    run = await bench.run(flow(nodes, ["w>after"]))
    assert run.status is Status.SUCCEEDED
    assert run.output == 1


async def test_a_run_is_waiting_only_when_all_its_branches_wait(bench: Bench) -> None:
    run = await bench.start(
        flow([{"key": "ask", "type": "core.approval", "config": {"message": "?"}}, {"key": "h", "type": "probe.hold"}])
    )
    await pause_of(bench)
    await bench.probes.arrival("gate").wait()
    assert (await bench.machine.runs.get(WORKSPACE, run.id)).status is Status.RUNNING
    bench.probes.gate("gate").set()
    await status_is(bench, run, Status.WAITING)


async def test_a_subflow_gives_its_output_or_its_error(bench: Bench) -> None:
    bench.flows["child"] = flow([{"key": "c", "type": "probe.value", "config": {"value": "{{ input.x * 2 }}"}}])
    bench.flows["bad"] = flow([{"key": "c", "type": "probe.fail"}])
    call = {"type": "core.subflow", "config": {"flow": "child", "input": {"x": 21}}}
    run = await bench.run(flow([{"key": "s", **call}]))
    assert run.output["output"] == 42
    call = {"type": "core.subflow", "config": {"flow": "bad"}}
    run = await bench.run(flow([{"key": "s", **call}]))
    assert run.error is not None
    assert run.error["code"] == "subflow.failed"
    assert run.error["details"]["error"]["code"] == "probe.failed"


async def test_a_subflow_can_be_started_and_left(bench: Bench) -> None:
    bench.flows["child"] = flow([{"key": "c", "type": "probe.hold"}])
    run = await bench.run(flow([{"key": "s", "type": "core.subflow", "config": {"flow": "child", "wait": False}}]))
    assert run.status is Status.SUCCEEDED
    child = await bench.machine.runs.get(WORKSPACE, run.output["run"])
    assert child.parent == run.id
    bench.probes.gate("gate").set()
    assert (await bench.end(child)).status is Status.SUCCEEDED


async def test_flows_that_call_each_other_come_to_an_end(bench: Bench) -> None:
    bench.flows["f"] = flow([{"key": "s", "type": "core.subflow", "config": {"flow": "f"}}])
    run = await bench.run(bench.flows["f"])
    inner = run.error or {}
    while inner["code"] == "subflow.failed":
        inner = inner["details"]["error"]
    assert inner["code"] == "subflow.too_deep"


async def test_completed_steps_are_undone_in_reverse_when_the_run_fails(bench: Bench) -> None:
    nodes = [
        {"key": "a", "type": "probe.effect", "compensate_with": "undo_a", "config": {"value": 1}},
        {"key": "b", "type": "probe.effect", "compensate_with": "undo_b", "config": {"value": 2}},
        {"key": "boom", "type": "probe.fail"},
        {"key": "undo_a", "type": "probe.value", "config": {"value": "{{ steps.a }}"}},
        {"key": "undo_b", "type": "probe.value", "config": {"value": "{{ steps.b }}"}},
    ]
    run = await bench.run(flow(nodes, ["a>b", "b>boom"]))
    assert run.status is Status.FAILED
    assert bench.probes.order == ["a", "b", "boom", "undo_b", "undo_a"]
    assert (await bench.outputs(run))["undo_b"] == 2


async def test_a_restart_does_not_repeat_recorded_steps(bench: Bench) -> None:
    nodes = [
        {"key": "a", "type": "probe.effect", "config": {"value": [1]}},
        {"key": "h", "type": "probe.hold"},
        {"key": "b", "type": "probe.value", "config": {"value": "{{ steps.a }}"}},
    ]
    run = await bench.start(flow(nodes, ["a>h", "h>b"]))
    await bench.probes.arrival("gate").wait()
    await bench.restart()
    bench.probes.gate("gate").set()
    ended = await bench.end(run)
    assert ended.output == [1]
    assert bench.probes.calls["a"] == 1
    events = await bench.events(run)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))


async def test_seeds_are_not_executed(bench: Bench) -> None:
    nodes = [
        {"key": "a", "type": "probe.value", "config": {"value": 1}},
        {"key": "b", "type": "probe.value", "config": {"value": "{{ steps.a + 1 }}"}},
    ]
    first = await bench.run(flow(nodes, ["a>b"]))
    seed = (await bench.records(first))["a", ""]
    seed.output, seed.seeded = 10, True
    again = await bench.run(flow(nodes, ["a>b"]), records=[seed], resumed_from=first.id)
    assert again.output == 11
    assert bench.probes.calls == {"a": 1, "b": 2}


async def test_one_node_can_be_run_alone(bench: Bench) -> None:
    nodes = [{"key": key, "type": "probe.value", "config": {"value": key}} for key in ("a", "b", "c")]
    run = await bench.run(flow(nodes, ["a>b", "b>c"]), only=["b"], forced=["b"])
    assert run.status is Status.SUCCEEDED
    assert set(await bench.outputs(run)) == {"b"}


async def test_runs_above_the_flows_concurrency_wait_their_turn(bench: Bench) -> None:
    document = flow([{"key": "h", "type": "probe.hold"}], settings={"concurrency": 2})
    runs = [await bench.start(document) for _ in range(4)]
    assert [run.status for run in runs] == [Status.RUNNING, Status.RUNNING, Status.QUEUED, Status.QUEUED]
    await bench.machine.cancel(WORKSPACE, runs[2].id)
    bench.probes.gate("gate").set()
    ended = [await bench.end(run) for run in runs]
    assert [run.status for run in ended] == ["succeeded", "succeeded", "canceled", "succeeded"]
    assert bench.probes.most_together == 2


async def test_a_reply_comes_before_the_run_ends(bench: Bench) -> None:
    from flow_builder.domain.documents import document_hash, load_document
    from flow_builder.domain.ids import new_id
    from flow_builder.domain.run import Run

    nodes = [
        {"key": "r", "type": "http.webhook_reply", "config": {"body": {"ok": True}}},
        {"key": "h", "type": "probe.hold"},
    ]
    document = load_document(flow(nodes, ["r>h"]))
    bench.documents[document_hash(document)] = document
    run = Run(id=new_id("r"), workspace=WORKSPACE, flow="f", flow_name="t", document=document_hash(document))
    running, reply = await bench.machine.run_for_reply(run, document, 5)
    assert reply is not None
    assert reply["body"] == {"ok": True}
    assert running.status is Status.RUNNING
    bench.probes.gate("gate").set()
    assert (await bench.end(run)).status is Status.SUCCEEDED


async def test_32_runs_at_once_never_meet_a_lock(bench: Bench) -> None:
    nodes = [
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 10}, "concurrency": 5}},
        {"key": "v", "type": "probe.effect", "parent": "each", "config": {"value": "{{ item + input }}"}},
        {"key": "sum", "type": "probe.value", "config": {"value": "{{ steps.each.items[9] }}"}},
    ]
    document = flow(nodes, ["each>sum"], settings={"concurrency": 32})
    runs = await asyncio.gather(*(bench.start(document, number) for number in range(32)))
    ended = await asyncio.gather(*(bench.end(run) for run in runs))
    assert [(run.status, run.output) for run in ended] == [(Status.SUCCEEDED, number + 9) for number in range(32)]
