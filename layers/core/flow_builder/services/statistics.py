"""Dashboard statistics, from what was counted at the ends of runs: no run is read for them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flow_builder.domain.ids import now
from flow_builder.domain.statistics import DAY_MS, HOUR_MS, added, summary
from flow_builder.errors import InvalidInput
from flow_builder.services.app import App
from flow_builder.store.statistics import KEPT_MS, Bucket, Step

_DEFAULT_MS = 7 * DAY_MS
_BY_HOUR_MS = 3 * DAY_MS
"""Ranges up to this long are shown by hour, unless it is said otherwise, and their flows are ranked by hour."""
_RANKED = 10
_RANKED_FROM = 20_000
"""Counts that flows are ranked from at most, the newest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A time range in milliseconds since the epoch, of one flow or all; the last seven days without one."""

    since: int | None = None
    until: int | None = None
    flow: str | None = None
    timezone: str = "UTC"
    step: Step | None = None


async def read_statistics(app: App, workspace: str, asked: Asked) -> dict[str, Any]:
    """Returns totals, a series without gaps, the flows that stand out, and what is under way.

    Runs count in the hour they ended. The range begins with a whole hour or day; days are those of the timezone for the
    last 45 days, and of UTC before that (`timezone` says which). InvalidInput `statistics.range`, `statistics.timezone`.
    """
    at = now()
    zone = _zone(asked.timezone)
    until = at if asked.until is None else asked.until
    since = until - _DEFAULT_MS if asked.since is None else asked.since
    step = asked.step or ("hour" if until - since <= _BY_HOUR_MS else "day")
    _check(since, until, step)
    if step == "day" and since < at - KEPT_MS["hour"]:
        zone = UTC
    starts = span_starts(step, since, until, zone)
    source: Step = "day" if step == "day" and zone is UTC else "hour"
    found = await app.stores.statistics.find(workspace, source, starts[0], until - 1, flow=asked.flow)
    under_way = await app.machine.under_way(workspace, asked.flow)
    ranked, ranked_since = await _ranked(app, workspace, starts[0], until) if asked.flow is None else ({}, starts[0])
    return {
        "since": starts[0],
        "until": until,
        "timezone": "UTC" if zone is UTC else asked.timezone,
        "step": step,
        "totals": summary(added(bucket.counts for bucket in found)),
        "series": _series(starts, found),
        "flows": {name: ranked.get(name, []) for name in ("busiest", "failing", "slowest")},
        "ranked_since": ranked_since,
        "under_way": {status: under_way.get(status, 0) for status in ("queued", "running", "waiting")},
    }


def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput(
            f"{name[:100]!r} is not a timezone.",
            code="statistics.timezone",
            hint="One looks like Europe/Berlin.",
            field="?timezone",
        ) from error


def _check(since: int, until: int, step: Step) -> None:
    if not since < until:
        raise InvalidInput("The range ends before it begins.", code="statistics.range", field="?since")
    if until - since > KEPT_MS[step]:
        raise InvalidInput(
            f"Counts by {step} are kept for {KEPT_MS[step] // DAY_MS} days, a range cannot be longer.",
            code="statistics.range",
            hint="Ask for days instead of hours." if step == "hour" else None,
            field="?since",
        )
    if not 0 <= since < until < _LAST_MS:
        raise InvalidInput("The range is too far away.", code="statistics.range", field="?until")


_LAST_MS = 250_000_000_000_000
"""In the year 9892."""


def span_starts(step: Step, since: int, until: int, zone: tzinfo) -> list[int]:
    """Returns when each hour or local day of a range begins; the first one holds `since`."""
    if step == "hour":
        return list(range(since // HOUR_MS * HOUR_MS, until, HOUR_MS))
    day = datetime.fromtimestamp(since / 1_000, zone).date()
    found: list[int] = []
    while not found or found[-1] < until:
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        found.append(int(midnight.timestamp() * 1_000))
        day += timedelta(days=1)
    return found[:-1]


def _series(starts: Sequence[int], buckets: Sequence[Bucket]) -> list[dict[str, Any]]:
    """Returns one summary per start. An hour that two days of a timezone share belongs to the day it begins in."""
    places: list[list[Bucket]] = [[] for _ in starts]
    for bucket in buckets:
        places[max(0, bisect_right(starts, bucket.at) - 1)].append(bucket)
    return [
        {"at": start, **summary(added(each.counts for each in place))}
        for start, place in zip(starts, places, strict=True)
    ]


async def _ranked(app: App, workspace: str, since: int, until: int) -> tuple[dict[str, list[dict[str, Any]]], int]:
    """Returns the flows that stand out, and from when on they were ranked."""
    step: Step = "hour" if until - since <= _BY_HOUR_MS else "day"
    found, cut = await app.stores.statistics.by_flow(workspace, step, since, until - 1, _RANKED_FROM)
    by_flow: dict[str, list[Bucket]] = {}
    for bucket in found:
        by_flow.setdefault(bucket.flow or "", []).append(bucket)
    flows = [
        {"flow": flow, "flow_name": buckets[0].name, **summary(added(each.counts for each in buckets))}
        for flow, buckets in by_flow.items()
    ]
    ranked = {
        "busiest": _top(flows, lambda flow: flow["runs"]),
        "failing": _top(flows, _failures),
        "slowest": _top(flows, lambda flow: flow["duration"]["p95_ms"] or 0),
    }
    return ranked, found[-1].at if cut else since


def _failures(flow: dict[str, Any]) -> int:
    by_status: dict[str, int] = flow["by_status"]
    return by_status.get("failed", 0) + by_status.get("timed_out", 0)


def _top(flows: list[dict[str, Any]], weight: Callable[[dict[str, Any]], float]) -> list[dict[str, Any]]:
    """Returns the heaviest flows; those without weight are none of them."""
    return sorted((flow for flow in flows if weight(flow)), key=lambda flow: (-weight(flow), flow["flow"]))[:_RANKED]
