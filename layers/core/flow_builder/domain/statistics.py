"""What is counted of ended runs: sums that can be added up over hours, days and flows.

Durations are counted by class: each is 9 % wider than the one before, and keeps how many durations fell into it and
their sum. Quantiles, the shortest and the longest come from the means of their classes: at most 9 % off, and exact
below 16 ms or where a class holds one duration.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log2
from typing import Any

from flow_builder.domain.run import Run
from flow_builder.domain.status import Status

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS

_CLASSES_PER_DOUBLING = 8
_SUMS = ("runs", "steps", "steps_failed", "credits")
_JUDGED = (Status.SUCCEEDED, Status.FAILED, Status.TIMED_OUT)


def counted(run: Run) -> dict[str, int]:
    """Returns what one ended run adds; its duration is from its start to its end, if it ever started."""
    counts = {
        "runs": 1,
        "steps": run.steps_done,
        "steps_failed": run.steps_failed,
        "credits": run.credits,
        f"status_{run.status}": 1,
        f"trigger_{run.trigger}": 1,
    }
    if run.started_at is not None and run.finished_at is not None:
        ms = max(0, run.finished_at - run.started_at)
        class_ = duration_class(ms)
        counts |= {f"n_{class_}": 1, f"ms_{class_}": ms}
    return {name: count for name, count in counts.items() if count}


def duration_class(ms: int) -> int:
    """Returns the class of a duration in whole milliseconds."""
    return 0 if ms < 1 else 1 + int(_CLASSES_PER_DOUBLING * log2(ms))


def added(all_counts: Iterable[Mapping[str, float]]) -> Counter[str]:
    """Returns the sums of several counts."""
    total: Counter[str] = Counter()
    for counts in all_counts:
        for name, count in counts.items():
            total[name] += int(count)
    return total


def summary(counts: Mapping[str, float]) -> dict[str, Any]:
    """Returns counts as they are shown; the success rate leaves canceled runs out and is None without others."""
    judged = sum(counts.get(f"status_{status}", 0) for status in _JUDGED)
    return {
        **{name: int(counts.get(name, 0)) for name in _SUMS},
        "by_status": _named(counts, "status_"),
        "by_trigger": _named(counts, "trigger_"),
        "success_rate": round(counts.get("status_succeeded", 0) / judged, 4) if judged else None,
        "duration": durations(counts),
    }


def durations(counts: Mapping[str, float]) -> dict[str, Any]:
    """Returns count, sum, mean, shortest, longest, median and 95th percentile of durations, in milliseconds."""
    classes = sorted((int(name[2:]), int(count)) for name, count in counts.items() if name.startswith("n_") and count)
    means = [(count, counts.get(f"ms_{class_}", 0) / count) for class_, count in classes]
    count = sum(count for count, _ in means)
    if not count:
        return {"count": 0, "sum_ms": 0, **dict.fromkeys(("mean_ms", "min_ms", "max_ms", "p50_ms", "p95_ms"))}
    total = sum(int(counts.get(f"ms_{class_}", 0)) for class_, _ in classes)
    return {
        "count": count,
        "sum_ms": total,
        "mean_ms": round(total / count, 1),
        "min_ms": round(means[0][1], 1),
        "max_ms": round(means[-1][1], 1),
        "p50_ms": round(_quantile(means, 0.5), 1),
        "p95_ms": round(_quantile(means, 0.95), 1),
    }


def _quantile(means: list[tuple[int, float]], share: float) -> float:
    """Returns the mean of the class that holds the duration above so great a share of all."""
    wanted = share * sum(count for count, _ in means)
    for count, mean in means:
        wanted -= count
        if wanted <= 0:
            return mean
    return means[-1][1]


def _named(counts: Mapping[str, float], prefix: str) -> dict[str, int]:
    return {name.removeprefix(prefix): int(counts[name]) for name in sorted(counts) if name.startswith(prefix)}
