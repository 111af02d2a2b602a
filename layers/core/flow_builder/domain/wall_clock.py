"""What the clock on the wall of a zone says, and when: cron jobs and local times through clock changes.

Fields are matched against plain local times; what a zone's clock changes make of them is decided here. (CronSim's own
reckoning with zones misses times where clocks change by other than whole hours, and goes back in time when it is asked
in the middle of an hour that comes twice.)
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from cronsim import CronSim

_LARGEST_CHANGE = timedelta(hours=3)
_SECOND = timedelta(seconds=1)


def instants(expression: str, zone: tzinfo, after: datetime) -> Iterator[datetime]:
    """Yields when a cron job comes due after a moment, in order, in UTC; by the rules of Debian's cron.

    With a star in minute or hour it follows the clock on the wall: times left out are left out, times that come twice
    count twice. One at set times counts once for each, and is made up for right after the jump.
    """
    minute, hour = expression.split()[:2]
    local = after.astimezone(zone).replace(tzinfo=None) - _LARGEST_CHANGE
    times = CronSim(expression, local)
    found = _shown(times, zone) if minute.startswith("*") or hour.startswith("*") else _set(times, zone)
    last = after
    for moment in found:
        if moment > last:
            yield moment
            last = moment


def instant(local: datetime, zone: tzinfo) -> datetime:
    """Returns when it is a local time, in UTC: the first time if it comes twice, the jump if it is left out."""
    before, after = _offsets(local, zone)
    if before >= after:
        return (local - before).replace(tzinfo=UTC)
    low, high = (local - after).replace(tzinfo=UTC), (local - before).replace(tzinfo=UTC)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=(high - low) // _SECOND // 2)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def _set(times: Iterator[datetime], zone: tzinfo) -> Iterator[datetime]:
    for local in times:
        yield instant(local, zone)


def _shown(times: Iterator[datetime], zone: tzinfo) -> Iterator[datetime]:
    again: list[datetime] = []
    for local in times:
        before, after = _offsets(local, zone)
        if before > after:
            again.append((local - after).replace(tzinfo=UTC))
        else:
            yield from again
            again.clear()
        if before >= after:
            yield (local - before).replace(tzinfo=UTC)


def _offsets(local: datetime, zone: tzinfo) -> tuple[timedelta, timedelta]:
    """Returns the offsets before and after a change that a local time falls into; both are the same outside of one."""
    first, second = local.replace(tzinfo=zone).utcoffset(), local.replace(tzinfo=zone, fold=1).utcoffset()
    assert first is not None
    assert second is not None
    return first, second
