"""Prints measured figures beside a reference measured in the same run, as ratios."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path


def machine() -> str:
    """Returns one line about the machine that figures were measured on."""
    memory = 0.0
    info = Path("/proc/meminfo")
    if info.exists():
        memory = int(info.read_text().split()[1]) / 1024 / 1024
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, {platform.system()}"


def show(what: str, value: float, unit: str, reference: str = "", reference_value: float | None = None) -> None:
    """Prints one figure; with a reference, also its value and the ratio of the two."""
    line = f"{what:<58}{value:>12,.3f} {unit:<9}"
    if reference_value:
        line += f" {value / reference_value:>8.2f} x  {reference} ({reference_value:,.3f} {unit})"
    print(line, flush=True)  # noqa: T201 - printing is what a benchmark is for


def median_ms(work: Callable[[], object], times: int = 5) -> float:
    """Returns the median wall time of some calls in milliseconds, after one call to warm up."""
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)
