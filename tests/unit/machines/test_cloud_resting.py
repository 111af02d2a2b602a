"""When a run of the cloud is `waiting`: when nothing else of it is under way, also inside of loops side by side."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.run import Run
from tests.support.cloud import WORKSPACE
from tests.support.cloud_bench import CloudBench
from tests.support.conditions import eventually, until
from tests.support.machine import flow

EFFECT = {"type": "probe.effect"}
ASK = {"key": "ask", "parent": "each", "type": "core.approval", "config": {"message": "May we?"}}


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[CloudBench]:
    made = CloudBench(tmp_path, runs_at_once=1)
    yield made
    await made.close()


def each(times: int, **config: Any) -> dict[str, Any]:
    return {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": times}, **config}}


async def opened(bench: CloudBench, count: int) -> list[dict[str, Any]]:
    """Returns the open pauses once there are so many."""

    async def look() -> list[dict[str, Any]]:
        found = (await bench.runs.open_pauses(WORKSPACE))[0]
        return found if len(found) == count else []

    return await eventually(look)


async def answered(bench: CloudBench, *pauses: dict[str, Any]) -> None:
    for pause in pauses:
        await bench.machine.answer(pause["token"], {"decision": "approve", "by": "ann"})


async def events(bench: CloudBench, run: Run) -> list[str]:
    found = await bench.runs.events(WORKSPACE, run.id)
    return [each["type"] for each in found if each["type"].startswith("run.")]


async def test_a_run_waits_when_all_iterations_that_may_be_under_way_do(bench: CloudBench) -> None:
    body = {"key": "do", "parent": "each", **EFFECT}
    run = await bench.start(flow([each(3, concurrency=2), ASK, body], ["ask.approved>do"]))
    first, second = await opened(bench, 2)
    await eventually(lambda: bench.is_status(run, "waiting"))
    await answered(bench, first)  # the third iteration begins, and waits
    third = next(pause for pause in await opened(bench, 2) if pause["token"] != second["token"])
    await eventually(lambda: bench.is_status(run, "waiting"))
    await answered(bench, second)  # two have ended, and the last one waits
    await opened(bench, 1)
    await until(lambda: bench.probes.calls["do"] == 2)
    await eventually(lambda: bench.is_status(run, "waiting"))
    await answered(bench, third)
    assert (await bench.end(run)).status.value == "succeeded"
    assert await bench.machine.admission.slots.taken(WORKSPACE) == []
    assert await events(bench, run) == ["run.started", *["run.waiting", "run.running"] * 3, "run.succeeded"]


@pytest.mark.parametrize("concurrency", [1, 2])
async def test_a_run_does_not_wait_while_something_beside_a_pause_is_under_way(
    bench: CloudBench, concurrency: int
) -> None:
    hold = {"key": "hold", "parent": "each", "type": "probe.hold"}
    nodes = [each(1, concurrency=concurrency), ASK, hold, {"key": "after", "parent": "each", **EFFECT}]
    run = await bench.start(flow(nodes, ["ask.approved>after"]))
    [pause] = await opened(bench, 1)
    await bench.probes.arrival("gate").wait()
    await until(bench.cloud.held.is_set)
    assert await bench.status(run) == "running"
    bench.probes.gate("gate").set()
    await eventually(lambda: bench.is_status(run, "waiting"))
    await answered(bench, pause)
    assert (await bench.end(run)).status.value == "succeeded"


async def test_loops_in_loops_wait_together(bench: CloudBench) -> None:
    inner = {**each(2, concurrency=2), "key": "inner", "parent": "each"}
    run = await bench.start(flow([each(2, concurrency=2), inner, {**ASK, "parent": "inner"}]))
    pauses = await opened(bench, 4)
    await eventually(lambda: bench.is_status(run, "waiting"))
    await answered(bench, *pauses)
    assert (await bench.end(run)).status.value == "succeeded"
