"""What a host counts and times as it goes, for `/metrics`; a count costs a look into a dict and an addition.

Kept apart from the library that writes it down, whose own counters take ten times as long on every request.
"""

import asyncio
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from flow_builder.background import BackgroundJob
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status

QUICK = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
"""Seconds: commits, and how late the event loop is."""
REQUESTS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
RUNS = (0.01, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3_600.0, 14_400.0, 86_400.0)
SIZES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 1_000.0)

_LOOK_S = 0.5

Labels: TypeAlias = tuple[str, ...]


class Histogram:
    """Counts values by size; `bounds` are the upper ends of the buckets, one without end comes last."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def add(self, value: float) -> None:
        """Counts a value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


class Meters:
    """The counts of one host since it started."""

    def __init__(self) -> None:
        self.requests: Counter[Labels] = Counter()
        """By method, route and status."""
        self.request_seconds: dict[Labels, Histogram] = {}
        """By method and route."""
        self.runs: Counter[Labels] = Counter()
        """By trigger and status."""
        self.run_seconds: dict[Labels, Histogram] = {}
        """By trigger."""
        self.steps: Counter[Labels] = Counter()
        """By status."""
        self.schedule_lag = Histogram(RUNS)
        self.commit_seconds = Histogram(QUICK)
        self.commit_calls = Histogram(SIZES)
        self.loop_lag = Histogram(QUICK)
        self._watch = BackgroundJob(self._look, "nobody knows how late the event loop is", trouble_s=_LOOK_S)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Takes an answered request."""
        self.requests[method, route, str(status)] += 1
        known = self.request_seconds.get((method, route))
        if known is None:
            known = self.request_seconds[method, route] = Histogram(REQUESTS)
        known.add(seconds)

    def ended(self, run: Run) -> None:
        """Takes a run that ended."""
        self.runs[run.trigger, run.status.value] += 1
        self.steps["succeeded",] += run.steps_done - run.steps_failed
        self.steps["failed",] += run.steps_failed
        if run.started_at is not None and run.finished_at is not None:
            known = self.run_seconds.get((run.trigger,))
            if known is None:
                known = self.run_seconds[run.trigger,] = Histogram(RUNS)
            known.add((run.finished_at - run.started_at) / 1_000)
        if run.scheduled_at is not None and run.status is not Status.CANCELED:
            self.schedule_lag.add(max(0.0, (run.created_at - run.scheduled_at) / 1_000))

    def ending(self, then: Callable[[Run], None]) -> Callable[[Run], None]:
        """Returns a listener to ends of runs that counts each and passes it on."""

        def ended(run: Run) -> None:
            self.ended(run)
            then(run)

        return ended

    def committed(self, seconds: float, calls: int) -> None:
        """Takes a commit of the store that served so many calls."""
        self.commit_seconds.add(seconds)
        self.commit_calls.add(calls)

    def start(self) -> None:
        """Begins to watch how late the event loop is."""
        self._watch.start()

    async def close(self) -> None:
        """Stops watching."""
        await self._watch.close()

    async def _look(self) -> float:
        loop = asyncio.get_running_loop()
        due = loop.time() + _LOOK_S
        await asyncio.sleep(_LOOK_S)
        self.loop_lag.add(max(0.0, loop.time() - due))
        return 0.0
