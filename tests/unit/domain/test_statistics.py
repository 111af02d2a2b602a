"""Counts of ended runs: they add up in any order, and durations come out again closely."""

import random
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flow_builder.domain.run import Run
from flow_builder.domain.statistics import added, counted, duration_class, durations, summary

CLOSE = 2 ** (1 / 8) - 1


def ended(status: str = "succeeded", ms: int | None = 5, **more: Any) -> Run:
    started = None if ms is None else 1_000
    finished = 1_000 + (ms or 0)
    facts = {"workspace": "w", "flow": "f", "flow_name": "F", "status": status, "started_at": started}
    return Run(id="r", finished_at=finished, **facts, **more)


def of(values: list[int]) -> dict[str, Any]:
    return durations(added(counted(ended(ms=each)) for each in values))


def test_a_summary_says_how_runs_went() -> None:
    runs = [ended(steps_done=3, credits=7), ended("failed", 9, steps_done=2, steps_failed=1, trigger="schedule")]
    runs += [ended("canceled", None), ended("timed_out", 40)]
    said = summary(added(map(counted, runs)))
    assert said == {
        "runs": 4,
        "steps": 5,
        "steps_failed": 1,
        "credits": 7,
        "by_status": {"canceled": 1, "failed": 1, "succeeded": 1, "timed_out": 1},
        "by_trigger": {"manual": 3, "schedule": 1},
        "success_rate": 0.3333,
        "duration": {
            "count": 3,
            "sum_ms": 54,
            "mean_ms": 18.0,
            "min_ms": 5.0,
            "max_ms": 40.0,
            "p50_ms": 9.0,
            "p95_ms": 40.0,
        },
    }


def test_nothing_counted_is_nothing_said() -> None:
    said = summary({})
    assert (said["runs"], said["success_rate"], said["by_status"]) == (0, None, {})
    assert said["duration"] == {
        "count": 0,
        "sum_ms": 0,
        "mean_ms": None,
        "min_ms": None,
        "max_ms": None,
        "p50_ms": None,
        "p95_ms": None,
    }


def test_only_canceled_runs_have_no_success_rate() -> None:
    assert summary(counted(ended("canceled", None)))["success_rate"] is None


def test_durations_below_16_ms_are_exact() -> None:
    assert len({duration_class(ms) for ms in range(17)}) == 17


@given(st.lists(st.integers(0, 86_400_000), min_size=1, max_size=200))
def test_quantiles_are_at_most_a_class_off(values: list[int]) -> None:
    found = of(values)
    ranked = sorted(values)
    assert (found["count"], found["sum_ms"]) == (len(values), sum(values))
    for name, true in {
        "min_ms": ranked[0],
        "max_ms": ranked[-1],
        "p50_ms": ranked[-(-len(ranked) // 2) - 1],
        "p95_ms": ranked[-(-len(ranked) * 95 // 100) - 1],
    }.items():
        assert abs(found[name] - true) <= CLOSE * true + 0.1, name


@given(st.lists(st.tuples(st.sampled_from(["succeeded", "failed"]), st.integers(0, 10_000)), max_size=60), st.data())
def test_counts_of_parts_add_up_to_those_of_the_whole(facts: list[tuple[str, int]], data: st.DataObject) -> None:
    counts = [counted(ended(status, ms)) for status, ms in facts]
    cut = data.draw(st.integers(0, len(counts)))
    shuffled = random.Random(cut).sample(counts, len(counts))
    parts = [added(shuffled[:cut]), added(shuffled[cut:])]
    assert added(parts) == added(counts)
    assert isinstance(added(parts), Counter)
