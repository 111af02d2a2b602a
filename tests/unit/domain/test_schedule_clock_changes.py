"""Cron through every clock change of many zones, against a plain reading of the rules, minute by minute."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter

from flow_builder.domain.schedule import ScheduleSpec, occurrences

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",  # changes at midnight
    "Africa/Cairo",  # the same, on Fridays
    "Asia/Beirut",
    "Africa/Casablanca",  # twice a year around Ramadan, backwards
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Chatham",  # 45 minutes off, changes at 2:45
    "America/Santiago",
    "Asia/Kolkata",  # never
)
EXPRESSIONS = (
    "30 2 * * *",
    "15,45 0-3 * * *",
    "5 1,2,3 * * *",
    "0 0 * * *",
    "0 0 1 * MON",
    "59 23 * * SUN",
    "0 * * * *",
    "*/10 * * * *",
    "*/10 2 * * *",
    "*/20 5 * * *",
    "25 */2 * * *",
    "* 0 * * *",
)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def spec(expression: str, zone: str) -> ScheduleSpec:
    return ScheduleSpec.model_validate({"timing": {"kind": "cron", "expression": expression}, "timezone": zone})


@cache
def changes(zone: str) -> list[datetime]:
    """Returns the moments of 2026 and 2027 at which a zone's clocks change."""
    found = []
    at, end, info = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC), ZoneInfo(zone)
    while at < end:
        if at.astimezone(info).utcoffset() != (at + DAY).astimezone(info).utcoffset():
            low, high = at, at + DAY
            while high - low > MINUTE:
                middle = low + timedelta(minutes=(high - low) // MINUTE // 2)
                if middle.astimezone(info).utcoffset() == low.astimezone(info).utcoffset():
                    low = middle
                else:
                    high = middle
            found.append(high)
        at += DAY
    return found


def plain(expression: str, zone: str, start: datetime, end: datetime) -> list[datetime]:
    """Returns when a job is due, by Debian cron's rules read plainly."""
    info = ZoneInfo(zone)
    minute, hour = expression.split()[:2]
    moments = [start + MINUTE * number for number in range((end - start) // MINUTE)]
    if minute.startswith("*") or hour.startswith("*"):  # follows the clock on the wall
        return [each for each in moments if _fits(expression, each.astimezone(info))]
    return sorted({due for due in _once_each(expression, info, start, end) if start <= due < end})


def _once_each(expression: str, info: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yields a job's set times: of two the first, and for one that is left out the moment of the change."""
    local = (start - 2 * HOUR).astimezone(info).replace(tzinfo=None)
    last = (end + 2 * HOUR).astimezone(info).replace(tzinfo=None)
    while local < last:
        if _fits(expression, local):
            due = local.replace(tzinfo=info).astimezone(UTC)
            if due.astimezone(info).replace(tzinfo=None) != local:  # left out
                due = next(each for each in changes(info.key) if abs(each - due) < DAY)
            yield due
        local += MINUTE


def _fits(expression: str, local: datetime) -> bool:
    minutes, hours, days, months, weekdays = map(_numbers, expression.split())
    both = expression.split()[2].startswith("*") or expression.split()[4].startswith("*")
    on_day, on_weekday = local.day in days, local.isoweekday() % 7 in weekdays
    return (
        local.minute in minutes
        and local.hour in hours
        and local.month in months
        and ((on_day and on_weekday) if both else (on_day or on_weekday))
    )


@cache
def _numbers(field: str) -> frozenset[int]:
    found: set[int] = set()
    for part in field.replace("MON", "1").replace("SUN", "0").split(","):
        span, _, step = part.partition("/")
        low, _, high = span.partition("-") if span != "*" else ("0", "-", "59")
        found |= set(range(int(low), int(high or low) + 1, int(step or 1)))
    return frozenset(found)


def ours(expression: str, zone: str, after: datetime, end: datetime) -> list[datetime]:
    found = occurrences(spec(expression, zone), 0, round(after.timestamp() * 1_000))
    moments = (datetime.fromtimestamp(each / 1_000, UTC) for each in found)
    return list(takewhile(lambda each: each < end, moments))


@pytest.mark.parametrize("zone", ZONES)
def test_cron_through_clock_changes_is_as_the_rules_say(zone: str) -> None:
    for change in changes(zone) or [datetime(2027, 3, 28, tzinfo=UTC)]:
        start, end = change - 9 * HOUR, change + 9 * HOUR
        for expression in EXPRESSIONS:
            expected = plain(expression, zone, start, end)
            for minutes in (-540, -40, -1, 0, 20, 70):
                after = change + minutes * MINUTE
                assert ours(expression, zone, after, end) == [each for each in expected if each > after], (
                    f"{expression} after {after.astimezone(ZoneInfo(zone))}"
                )


@pytest.mark.parametrize(
    ("zone", "number"), [("Europe/Berlin", 4), ("Australia/Lord_Howe", 4), ("Asia/Kolkata", 0), ("Africa/Cairo", 4)]
)
def test_the_changes_tested_are_all_there_are(zone: str, number: int) -> None:
    assert len(changes(zone)) == number


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Sydney", "America/Sao_Paulo"])
@pytest.mark.parametrize("expression", ["30 7 * * 1-5", "0 0 29 2 *", "45 23 31 * *", "0 12 13 * 5", "5 4 1,15 */3 *"])
def test_six_years_in_zones_agree_with_another_library(zone: str, expression: str) -> None:
    start = datetime(2024, 1, 1, tzinfo=ZoneInfo(zone))
    end = datetime(2030, 1, 1, tzinfo=ZoneInfo(zone))
    theirs = takewhile(lambda each: each < end, croniter(expression, start).all_next(datetime))
    assert ours(expression, zone, start, end.astimezone(UTC)) == [each.astimezone(UTC) for each in theirs]


@pytest.mark.parametrize(
    ("timing", "due"),
    [
        ({"kind": "once", "at": "2027-03-28T02:30"}, ["2027-03-28T03:00+02:00"]),
        ({"kind": "once", "at": "2027-10-31T02:30"}, []),
        ({"kind": "every", "n": 1, "unit": "days"}, ["2027-03-28T03:00+02:00", "2027-03-29T02:30+02:00"]),
    ],
)
def test_days_and_single_times_that_are_left_out_come_right_after_the_jump(
    timing: dict[str, Any], due: list[str]
) -> None:
    zone = ZoneInfo("Europe/Berlin")
    asked = ScheduleSpec.model_validate({"timing": timing, "timezone": zone.key})
    anchor = datetime(2027, 3, 27, 2, 30, tzinfo=zone)
    after = anchor if due else datetime(2027, 10, 31, 2, 10, tzinfo=zone, fold=1)  # its time has passed once
    found = islice(occurrences(asked, _ms(anchor), _ms(after)), 2)
    assert [datetime.fromtimestamp(each / 1_000, zone).isoformat(timespec="minutes") for each in found] == due


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)
