"""A host's metrics in the text format that Prometheus reads."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flow_builder import __version__
from flow_builder.domain.ids import now
from flow_builder.lanes.processes import ProcessLane
from flow_builder.services.app import App
from flow_builder.services.meters import Histogram, Labels

if TYPE_CHECKING:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
    from prometheus_client.metrics_core import Metric

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_STORE_FILES = ("state.db", "state.db-wal")


async def render(app: App) -> bytes:
    """Returns all metrics of this host."""
    # The library takes 50 ms to load, which hosts that nobody watches need not spend.
    from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector, generate_latest

    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collector(app, await app.stores.schedules.next_look()))
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    return generate_latest(registry)


@dataclass(frozen=True, slots=True, eq=False)
class _Collector:
    """Hands what was counted, and what is going on now, to the library."""

    app: App
    next_look: int | None

    def collect(self) -> "Iterator[Metric]":
        yield from self._counted()
        yield from self._timed()
        yield from self._now()
        yield from self._browsers()

    def describe(self) -> "list[Metric]":
        """Returns nothing: names are not checked against other collectors'."""
        return []

    def _counted(self) -> "Iterator[Metric]":
        meters = self.app.meters
        yield _counter("flow_http_requests", "Requests answered.", ("method", "route", "status"), meters.requests)
        yield _counter("flow_runs", "Runs that ended.", ("trigger", "status"), meters.runs)
        yield _counter("flow_steps", "Steps that ended, of runs that ended.", ("status",), meters.steps)

    def _timed(self) -> "Iterator[Metric]":
        meters = self.app.meters
        yield _histograms(
            "flow_http_request_duration_seconds",
            "From a request to the end of its answer.",
            ("method", "route"),
            meters.request_seconds,
        )
        yield _histograms(
            "flow_run_duration_seconds", "From a run's begin to its end.", ("trigger",), meters.run_seconds
        )
        single = (
            ("flow_schedule_lag_seconds", "From when a schedule was due to its run.", meters.schedule_lag),
            ("flow_store_commit_duration_seconds", "Commits of the state file.", meters.commit_seconds),
            ("flow_store_commit_calls", "Calls that one commit served.", meters.commit_calls),
            ("flow_event_loop_lag_seconds", "How late the event loop was, twice a second.", meters.loop_lag),
        )
        for name, about, histogram in single:
            yield _histograms(name, about, (), {(): histogram})

    def _now(self) -> "Iterator[Metric]":
        load = self.app.machine.load
        yield _gauge("flow_runs_active", "Runs that have not ended.", ("state",), {(k,): v for k, v in load.items()})
        overdue = 0.0 if self.next_look is None else max(0.0, (now() - self.next_look) / 1_000)
        yield _gauge("flow_schedule_overdue_seconds", "How long the next schedule is due.", (), {(): overdue})
        circuits = self.app.machine.breakers.states(self.app.settings.workspace)
        waiting = sum(each.state == "open" for each in circuits)
        yield _gauge("flow_circuits_open", "Outside dependencies that are not called for now.", (), {(): waiting})
        files = [self.app.settings.data / name for name in _STORE_FILES]
        size = sum(file.stat().st_size for file in files if file.exists())
        yield _gauge("flow_store_bytes", "Size of the state file with its log.", (), {(): size})
        disk = shutil.disk_usage(self.app.settings.data)
        room: dict[Labels, float] = {("free",): disk.free, ("used",): disk.total - disk.free}
        yield _gauge("flow_disk_bytes", "The disk that the data folder is on.", ("state",), room)
        yield _gauge("flow_build_info", "The version that runs.", ("version",), {(__version__,): 1})

    def _browsers(self) -> "Iterator[Metric]":
        lane = self.app.machine.lane
        if isinstance(lane, ProcessLane):
            load = lane.load
            workers: dict[Labels, float] = {("busy",): load.busy, ("idle",): load.idle}
            yield _gauge("flow_browser_workers", "Browser worker processes.", ("state",), workers)
            yield _gauge("flow_browser_workers_limit", "Browser workers at most.", (), {(): load.size})
            yield _gauge("flow_browser_sessions", "Browser sessions that are open.", (), {(): load.sessions})


def _counter(name: str, about: str, labels: Labels, values: Mapping[Labels, int]) -> "CounterMetricFamily":
    from prometheus_client.core import CounterMetricFamily

    family = CounterMetricFamily(name, about, labels=labels)
    for key, value in values.items():
        family.add_metric(key, value)
    return family


def _gauge(name: str, about: str, labels: Labels, values: Mapping[Labels, float]) -> "GaugeMetricFamily":
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(name, about, labels=labels)
    for key, value in values.items():
        family.add_metric(key, value)
    return family


def _histograms(name: str, about: str, labels: Labels, found: Mapping[Labels, Histogram]) -> "HistogramMetricFamily":
    from prometheus_client.core import HistogramMetricFamily

    family = HistogramMetricFamily(name, about, labels=labels)
    for key, histogram in found.items():
        buckets: list[tuple[str, float]] = []
        count = 0
        for bound, more in zip((*histogram.bounds, float("inf")), histogram.counts, strict=True):
            count += more
            buckets.append((f"{bound:g}" if bound != float("inf") else "+Inf", count))
        family.add_metric(key, buckets, histogram.total)
    return family
