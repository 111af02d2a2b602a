"""Runs of the cloud from start to end: their queue, their ends, and what finds them when something got lost."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.errors import Conflict, HostError, LimitExceeded, NotFound
from flow_builder.machines.cloud.handler import answer
from flow_builder.services import executions
from flow_builder.services.ends import Taker
from flow_builder.store.progress import Progress
from flow_builder.store.table import Delete, Update
from tests.support.cloud import WORKSPACE
from tests.support.cloud_bench import CloudBench
from tests.support.conditions import eventually, until
from tests.support.machine import flow

EFFECT = {"type": "probe.effect"}
ASK = {"key": "ask", "type": "core.approval", "config": {"message": "May we?"}}
ONE = flow([{"key": "do", **EFFECT, "config": {"value": "{{ input }}"}}])


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[CloudBench]:
    made = CloudBench(tmp_path)
    yield made
    await made.close()


async def opened(bench: CloudBench, count: int = 1) -> list[dict[str, Any]]:
    """Returns the open pauses when there are so many."""
    while len(found := (await bench.runs.open_pauses(WORKSPACE))[0]) != count:
        await asyncio.sleep(0.005)
    return found


async def test_a_run_is_told_and_counted_once_whatever_is_told_twice(tmp_path: Path) -> None:
    told: list[str] = []

    async def take(run: Run) -> None:
        told.append(run.status.value)

    bench = CloudBench(tmp_path, Taker("test", lambda _: True, take))
    run = await bench.end(await bench.start(ONE, 7))
    assert (run.status.value, run.output, told) == ("succeeded", 7, ["succeeded"])
    assert await bench.machine.under_way(WORKSPACE) == {}
    await bench.ends.settle(run)
    assert told == ["succeeded"]
    await bench.close()


async def test_a_taker_that_fails_is_called_again_when_the_end_is_told_again(tmp_path: Path) -> None:
    failing = [True]

    async def take(_: Run) -> None:
        if failing:
            raise HostError("not now")

    bench = CloudBench(tmp_path, Taker("test", lambda _: True, take))
    bench.account.told = lambda _: asyncio.sleep(0)
    run = await bench.start(ONE, 1)
    await bench.machine.wait(WORKSPACE, run.id, 20)
    with pytest.raises(HostError, match="not taken by test"):
        await bench.ends.settle(await bench.runs.get(WORKSPACE, run.id))
    assert await bench.runs.untold([run]) == [run]
    failing.clear()
    assert await bench.ends.sweep(None) == 1  # type: ignore[arg-type]
    assert await bench.runs.untold([run]) == []
    await bench.close()


async def test_the_same_key_starts_one_run(bench: CloudBench) -> None:
    first = await bench.start(ONE, 1, key="k")
    again = await bench.start(ONE, 1, key="k")
    assert first.id == again.id
    await bench.end(first)
    assert bench.probes.calls["do"] == 1


HOLD = flow([{"key": "hold", "type": "probe.hold", "config": {"value": "{{ input }}"}}])
ALONE = flow(HOLD["nodes"], settings={"concurrency": 1})


@pytest.mark.parametrize(("document", "limits"), [(ALONE, {}), (HOLD, {"runs_at_once": 1})], ids=["flow", "workspace"])
async def test_runs_over_a_limit_wait_for_their_turn(
    tmp_path: Path, document: dict[str, Any], limits: dict[str, int]
) -> None:
    bench = CloudBench(tmp_path, **limits)
    runs = [await bench.start(document, number) for number in range(3)]
    await bench.probes.arrival("gate").wait()
    places = await bench.machine.places(WORKSPACE, [run.id for run in runs])
    assert [places[run.id].position for run in runs[1:]] == [1, 2]
    assert (await bench.machine.queue_of(WORKSPACE)).executing(WORKSPACE) == 1
    assert await bench.machine.under_way(WORKSPACE, "f") == {"running": 1, "queued": 2}
    canceled = await bench.machine.cancel(WORKSPACE, runs[1].id)
    assert canceled.status.value == "canceled"
    bench.probes.gate("gate").set()
    assert [(await bench.end(run)).status.value for run in runs] == ["succeeded", "canceled", "succeeded"]
    assert bench.probes.calls["hold"] == 2
    assert await bench.machine.admission.slots.taken(WORKSPACE) == []
    await bench.close()


async def test_limits_hold_when_many_start_at_the_same_time(tmp_path: Path) -> None:
    bench = CloudBench(tmp_path, runs_at_once=2)
    bench.probes.gate("gate").set()
    runs = await asyncio.gather(*(bench.start(HOLD, number) for number in range(12)))
    assert {(await bench.end(run)).status.value for run in runs} == {"succeeded"}
    assert bench.probes.most_together <= 2
    await bench.close()


async def test_a_canceled_run_stops_its_execution_and_what_it_waits_for(bench: CloudBench) -> None:
    run = await bench.start(flow([ASK]))
    await opened(bench)
    canceled = await bench.machine.cancel(WORKSPACE, run.id)
    assert canceled.status.value == "canceled"
    await until(lambda: bench.account.ended.get(run.id, ("", ""))[0] == "ABORTED")
    assert (await bench.runs.open_pauses(WORKSPACE))[0] == []
    with pytest.raises(Conflict, match="already"):
        await bench.machine.cancel(WORKSPACE, run.id)
    assert (await bench.end(run)).error["code"] == "run.canceled"  # type: ignore[index]
    with pytest.raises(NotFound):
        await bench.machine.cancel(WORKSPACE, "r_unknown")


async def test_the_runs_that_a_run_calls_end_with_it(bench: CloudBench) -> None:
    bench.cloud.flows["g"] = flow([ASK])
    run = await bench.start(flow([{"key": "call", "type": "core.subflow", "config": {"flow": "g", "input": 1}}]))
    [pause] = await opened(bench)
    assert pause["run"] != run.id
    await bench.machine.cancel(WORKSPACE, run.id)
    assert (await bench.runs.get(WORKSPACE, pause["run"])).status.value == "canceled"


# ---- waiting


async def test_a_run_that_waits_says_so_and_others_get_its_slot(tmp_path: Path) -> None:
    bench = CloudBench(tmp_path, runs_at_once=1)
    nodes = [{"key": "before", **EFFECT}, ASK, {"key": "after", **EFFECT, "config": {"value": "{{ input }}"}}]
    run = await bench.start(flow(nodes, ["before>ask", "ask.approved>after"]), 1)
    [pause] = await opened(bench)
    await eventually(lambda: bench.is_status(run, "waiting"))
    assert (await bench.end(await bench.start(ONE, 2))).status.value == "succeeded"
    await bench.machine.answer(pause["token"], {"decision": "approve", "by": "ann"})
    ended = await bench.end(run)
    assert (ended.status.value, ended.output) == ("succeeded", 1)
    events = [event["type"] for event in await bench.runs.events(WORKSPACE, run.id) if event["type"].startswith("run.")]
    assert events == ["run.started", "run.waiting", "run.running", "run.succeeded"]
    assert await bench.machine.admission.slots.taken(WORKSPACE) == []
    with pytest.raises(Conflict, match="already"):
        await bench.machine.answer(pause["token"], {"decision": "approve"})
    await bench.close()


async def test_a_run_waits_only_when_nothing_else_of_it_is_under_way(bench: CloudBench) -> None:
    document = flow([ASK, {"key": "hold", "type": "probe.hold"}, {"key": "then", **EFFECT}], ["hold>then"])
    run = await bench.start(document)
    await bench.probes.arrival("gate").wait()
    [pause] = await opened(bench)
    await until(bench.cloud.held.is_set)
    assert await bench.status(run) == "running"
    bench.probes.gate("gate").set()
    await eventually(lambda: bench.is_status(run, "waiting"))
    assert bench.probes.calls["then"] == 1
    await bench.machine.answer(pause["token"], {"decision": "approve", "by": "ann"})
    assert (await bench.end(run)).status.value == "succeeded"


async def test_a_run_out_of_time_still_notes_who_waits_for_an_answer(bench: CloudBench) -> None:
    run = await bench.cloud.create(flow([ASK], settings={"timeout_s": 5}))
    asked = {"workspace": WORKSPACE, "run": run.id, "path": "", "at": "ask"}
    await answer(bench.cloud.services, {**asked, "do": "pause"})
    begun = {"started_at": now() - 60_000}
    await bench.cloud.table.update(Update(f"R#{WORKSPACE}#{run.id}", "RUN", set=begun))
    await bench.cloud.table.write(Delete(f"R#{WORKSPACE}#{run.id}", "CLOCK"))
    await answer(bench.cloud.services, {**asked, "do": "hold", "token": "t"})
    [pause] = await opened(bench)
    assert pause["task"] == "t"


async def test_time_spent_waiting_does_not_count(bench: CloudBench) -> None:
    nodes = [ASK, {"key": "after", **EFFECT}]
    run = await bench.start(flow(nodes, ["ask.approved>after"], settings={"timeout_s": 60}))
    [pause] = await opened(bench)
    await until(bench.cloud.held.is_set)
    progress = Progress(bench.cloud.table, WORKSPACE, run.id)
    await progress.rest(now() - 3_600_000)
    begun = {"started_at": now() - 3_600_000}
    await bench.cloud.table.update(Update(f"R#{WORKSPACE}#{run.id}", "RUN", set=begun))
    await bench.machine.answer(pause["token"], {"decision": "approve", "by": "ann"})
    assert (await bench.end(run)).status.value == "succeeded"


async def test_a_flow_that_waits_is_out_of_time_all_the_same(bench: CloudBench) -> None:
    nodes = [{"key": "hold", "type": "probe.hold"}, {"key": "then", **EFFECT}, ASK]
    run = await bench.start(flow(nodes, ["hold>then", "then>ask"], settings={"timeout_s": 60}))
    await bench.probes.arrival("gate").wait()
    begun = {"started_at": now() - 61_000}
    await bench.cloud.table.update(Update(f"R#{WORKSPACE}#{run.id}", "RUN", set=begun))
    bench.probes.gate("gate").set()
    ended = await bench.end(run)
    assert (ended.status.value, ended.error["code"]) == ("timed_out", "run.timeout")  # type: ignore[index]
    assert bench.probes.calls["then"] == 0


# ---- calls that are left


async def test_a_long_pause_between_attempts_is_a_state_and_attempts_count_on(bench: CloudBench) -> None:
    retry = {"max_attempts": 3, "interval_s": 30, "jitter": False}
    node = {"key": "try", "type": "probe.fail", "config": {"times": 2, "retryable": True, "value": 7}, "retry": retry}
    bench.cloud.interpreter.until = waited(bench)
    run = await bench.end(await bench.start(flow([node])))
    assert (run.status.value, run.output, bench.probes.calls["try"]) == ("succeeded", 7, 3)
    [record] = await bench.runs.records(WORKSPACE, run.id)
    assert record.attempts == 3
    assert [round(each) for each in bench.cloud.slept] == [30, 60]


async def test_a_call_short_of_time_hands_over_before_its_next_step(bench: CloudBench) -> None:
    nodes = [{"key": f"n{number}", **EFFECT} for number in range(4)]
    edges = [f"n{number}>n{number + 1}" for number in range(3)]
    bench.cloud.seconds = 50.0
    run = await bench.end(await bench.start(flow(nodes, edges, settings={"durability": "fast"})))
    assert run.status.value == "succeeded"
    assert bench.probes.order == ["n0", "n1", "n2", "n3"], "each once, one by each call"
    assert [each[0] for each in bench.cloud.asked] == ["region"] * 4 + ["finish"]


async def test_a_canceled_run_begins_no_further_step(bench: CloudBench) -> None:
    nodes = [{"key": "hold", "type": "probe.hold"}, {"key": "next", **EFFECT}]
    run = await bench.start(flow(nodes, ["hold>next"], settings={"durability": "fast"}))
    await bench.probes.arrival("gate").wait()
    bench.account.executions[run.id] = asyncio.shield(bench.account.executions[run.id])  # type: ignore[assignment]
    await bench.machine.cancel(WORKSPACE, run.id)
    bench.probes.gate("gate").set()
    await until(lambda: run.id in bench.account.ended)
    assert bench.probes.calls["next"] == 0
    assert await bench.status(run) == "canceled"


# ---- answers


async def test_who_started_a_run_gets_its_answer_before_its_end(bench: CloudBench) -> None:
    reply = {"key": "say", "type": "http.webhook_reply", "config": {"status": 201, "body": {"n": "{{ input }}"}}}
    run, document = bench.made(flow([reply, {"key": "hold", "type": "probe.hold"}], ["say>hold"]), 5)
    found, said = await bench.machine.run_for_reply(run, document, 20)
    assert (found.status.value, said and said["status"], said and said["body"]) == ("running", 201, {"n": 5})
    bench.probes.gate("gate").set()
    await bench.end(run)
    quick, document = bench.made(ONE, 6)
    found, said = await bench.machine.run_for_reply(quick, document, 20)
    assert (found.output, said) == (6, None)


def waited(bench: CloudBench) -> Any:
    """Returns what takes note of how long a state would wait, and does not."""

    async def until_then(moment: str) -> None:
        bench.cloud.slept.append(datetime.fromisoformat(moment).timestamp() - now() / 1_000)

    return until_then


# ---- what goes wrong


async def test_a_stopped_execution_cancels_its_run(bench: CloudBench) -> None:
    run = await bench.start(flow([ASK]))
    await opened(bench)
    await bench.account.stop("", run.id, "by hand")
    assert (await bench.end(run)).status.value == "canceled"


async def test_an_execution_out_of_time_ends_its_run_as_timed_out(bench: CloudBench) -> None:
    late = await bench.start(flow([ASK], settings={"timeout_s": 5}))
    await opened(bench)
    given = json.dumps({"workspace": WORKSPACE, "run": late.id, "path": ""})
    await bench.ends.heard({"status": "TIMED_OUT", "name": late.id, "input": given})
    ended = await bench.end(late)
    assert (ended.status.value, ended.error) == (
        "timed_out",
        {"code": "run.timeout", "message": "The run took longer than its 5 s.", "node": ""},
    )


async def test_a_run_whose_execution_did_not_start_is_started_by_the_sweep(
    bench: CloudBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executions, "_YOUNG_MS", -1)
    bench.account.refused = 2
    run = await bench.start(ONE, 3)
    assert await bench.status(run) == "queued"
    assert await bench.ends.sweep(None) == 1  # type: ignore[arg-type]
    assert (await bench.end(run)).output == 3


async def test_a_machine_that_somebody_deleted_is_made_anew(bench: CloudBench) -> None:
    await bench.end(await bench.start(ONE, 1))
    bench.account.machines.clear()
    assert (await bench.end(await bench.start(ONE, 2))).output == 2


async def test_a_run_whose_end_was_told_to_nobody_is_found_by_the_sweep(
    bench: CloudBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executions, "_YOUNG_MS", -1)
    bench.account.told = lambda _: asyncio.sleep(0)
    run = await bench.start(ONE, 3)
    await bench.machine.wait(WORKSPACE, run.id, 20)
    assert await bench.ends.sweep(None) == 1  # type: ignore[arg-type]
    assert await bench.runs.untold([run]) == []


async def test_a_run_ends_as_it_began_whatever_is_published_meanwhile(bench: CloudBench) -> None:
    before = flow([ASK, {"key": "old", **EFFECT, "config": {"value": "old"}}], ["ask.approved>old"])
    run = await bench.start(before)
    [pause] = await opened(bench)
    other, changed = bench.made(flow([ASK, {"key": "new", **EFFECT}], ["ask.approved>new"]))
    await bench.machine.publish(WORKSPACE, "f", changed, other.document, 2)
    await bench.machine.forget(WORKSPACE, "f")
    assert len(bench.account.machines) == 2, "a machine stays while runs of it are under way"
    await bench.machine.answer(pause["token"], {"decision": "approve", "by": "ann"})
    ended = await bench.end(run)
    assert (ended.status.value, ended.output) == ("succeeded", "old")
    assert await bench.ends.sweep(None) == 1  # type: ignore[arg-type]
    assert bench.account.machines == {}
    assert await bench.ends.sweep(None) == 0  # type: ignore[arg-type]


async def test_a_machine_that_is_too_large_for_aws_is_refused(bench: CloudBench) -> None:
    ask = {"type": "core.approval", "config": {"message": "May we?"}}
    nodes = [{"key": f"ask_{number}", "name": f"{number} {'x' * 80}", **ask} for number in range(600)]
    edges = [f"ask_{number}.approved>ask_{number + 1}" for number in range(599)]
    with pytest.raises(LimitExceeded, match="state machine takes") as raised:
        await bench.start(flow(nodes, edges))
    assert raised.value.code == "limit.states"
    assert bench.account.machines == {}


async def test_publishing_the_same_again_makes_nothing_new(bench: CloudBench) -> None:
    run, document = bench.made(ONE)
    for _ in range(2):
        await bench.machine.publish(WORKSPACE, "f", document, run.document, 1)
        await bench.machine.share(WORKSPACE, "f", [(1, 100)])
    [version] = bench.account.machines
    assert bench.account.aliases == {f"{version.rpartition(':')[0]}:live": [(version, 100)]}
    other, changed = bench.made(flow([{"key": "other", **EFFECT}]))
    await bench.machine.publish(WORKSPACE, "f", changed, other.document, 2)
    assert len(bench.account.machines) == 2
    await bench.machine.forget(WORKSPACE, "f")
    assert bench.account.machines == {}
