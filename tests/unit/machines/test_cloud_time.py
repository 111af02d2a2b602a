"""Steps that take longer than a call of the function has left, or than any call has."""

from collections.abc import AsyncIterator, Callable
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from flow_builder.compiler import compile_flow
from flow_builder.domain.documents import load_document
from flow_builder.machines.cloud.watch import Watch
from flow_builder.nodes import CATALOGUE
from tests.support.cloud_bench import CloudBench
from tests.support.machine import flow

HOLD: dict[str, Any] = {"key": "hold", "type": "probe.hold"}
EFFECT: dict[str, Any] = {"type": "probe.effect"}
BRIEF = 0.05


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[CloudBench]:
    made = CloudBench(tmp_path)
    yield made
    await made.close()


def has(monkeypatch: pytest.MonkeyPatch, *seconds: float | None) -> None:
    """Lets attempts have so long, one after the other, and those after them as long as they like."""
    left = chain(seconds, repeat(None))
    monkeypatch.setattr(Watch, "longest", lambda _: next(left))


def asked(bench: CloudBench) -> list[str]:
    return [do for do, _, _ in bench.cloud.asked]


def opening(bench: CloudBench) -> Callable[[str, str, int], None]:
    """Returns what opens the gate as soon as something is asked for again."""

    def look(_do: str, _at: str, times: int) -> None:
        if times:
            bench.probes.gate("gate").set()

    return look


async def test_a_step_that_no_call_has_time_for_has_failed_and_is_not_asked_for_again(
    bench: CloudBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(monkeypatch, BRIEF)
    bench.cloud.seconds = 60.0
    nodes = [{**HOLD, "on_error": "branch"}, {"key": "then", **EFFECT, "config": {"value": "{{ steps.hold.error }}"}}]
    run = await bench.end(await bench.start(flow(nodes, ["hold.error>then"])))
    assert (run.status.value, run.output["code"]) == ("succeeded", "step.too_long")
    assert asked(bench) == ["region", "region", "finish"]
    assert bench.probes.calls == {"hold": 1, "then": 1}


async def test_a_step_that_began_late_in_a_call_gets_another_one(
    bench: CloudBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(monkeypatch, None, BRIEF)
    bench.cloud.seconds = 900.0
    bench.cloud.lose = opening(bench)
    document = flow([{"key": "first", **EFFECT}, HOLD], ["first>hold"], settings={"durability": "fast"})
    run = await bench.end(await bench.start(document))
    assert run.status.value == "succeeded"
    assert asked(bench) == ["region", "region", "finish"]
    assert bench.probes.calls == {"first": 1, "hold": 2}


async def test_a_region_that_cannot_be_left_is_asked_for_again_by_its_machine(
    bench: CloudBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    has(monkeypatch, BRIEF)
    bench.cloud.seconds = 900.0
    bench.cloud.lose = opening(bench)
    run = await bench.end(await bench.start(flow([HOLD])))
    assert (run.status.value, bench.probes.calls) == ("succeeded", {"hold": 2})
    assert bench.cloud.slept == [2.0]


def test_attempts_that_take_longer_than_a_call_together_are_spread_over_several() -> None:
    retry = {"max_attempts": 3, "interval_s": 1}
    node = {"key": "a", "type": "http.request", "config": {"url": "https://x.example"}, "timeout_s": 301}
    machines = [compile_flow(load_document(flow([each])), CATALOGUE).asl for each in (node, {**node, "retry": retry})]
    assert ["a: again?" in (machine or {})["States"] for machine in machines] == [False, True]


@pytest.mark.parametrize(("type_", "seconds", "warned"), [("http.request", 841, True), ("http.request", 840, False)])
def test_a_step_that_may_take_longer_than_a_call_is_a_warning(type_: str, seconds: int, warned: bool) -> None:
    node = {"key": "a", "type": type_, "config": {"url": "https://x.example"}, "timeout_s": seconds}
    found = compile_flow(load_document(flow([node])), CATALOGUE).diagnostics
    assert [(each.code, each.node) for each in found if each.severity == "warning"] == (
        [("limit.step_time", "a")] if warned else []
    )
