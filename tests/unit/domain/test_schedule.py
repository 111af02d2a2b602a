"""When schedules are due: cron rules, clock changes, intervals, ends."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from flow_builder.domain.schedule import ScheduleSpec, next_times, shortest_interval_s


def ms(text: str, zone: str = "UTC") -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1_000)


def cron(expression: str, timezone: str = "UTC", **more: Any) -> ScheduleSpec:
    return ScheduleSpec.model_validate(
        {"timing": {"kind": "cron", "expression": expression}, "timezone": timezone, **more}
    )


def every(n: int, unit: str, timezone: str = "UTC", **more: Any) -> ScheduleSpec:
    return ScheduleSpec.model_validate(
        {"timing": {"kind": "every", "n": n, "unit": unit}, "timezone": timezone, **more}
    )


def shown(spec: ScheduleSpec, after: str, count: int, anchor: str | None = None) -> list[str]:
    at = ms(after, spec.timezone)
    times = next_times(spec, at if anchor is None else ms(anchor, spec.timezone), at, count)
    zone = ZoneInfo(spec.timezone)
    return [datetime.fromtimestamp(each / 1_000, zone).isoformat(timespec="minutes") for each in times]


@pytest.mark.parametrize(
    ("expression", "after", "due"),
    [
        ("30 7 * * MON-FRI", "2026-11-20T08:00", ["2026-11-23T07:30+00:00", "2026-11-24T07:30+00:00"]),
        ("0 0 29 2 *", "2026-01-01T00:00", ["2028-02-29T00:00+00:00", "2032-02-29T00:00+00:00"]),
        ("0 0 31 * *", "2026-03-31T00:00", ["2026-05-31T00:00+00:00", "2026-07-31T00:00+00:00"]),
        ("0 12 13 * FRI", "2026-11-01T00:00", ["2026-11-06T12:00+00:00", "2026-11-13T12:00+00:00"]),
        ("0 12 * * 7", "2026-11-01T12:00", ["2026-11-08T12:00+00:00", "2026-11-15T12:00+00:00"]),
        ("*/20 9 1 1 *", "2026-11-01T00:00", ["2027-01-01T09:00+00:00", "2027-01-01T09:20+00:00"]),
    ],
)
def test_cron_comes_due_by_its_five_fields(expression: str, after: str, due: list[str]) -> None:
    assert shown(cron(expression), after, len(due)) == due


def test_days_of_month_and_week_are_joined_by_or() -> None:
    due = shown(cron("0 0 1 * MON"), "2026-11-28T00:00", 3)
    assert due == ["2026-11-30T00:00+00:00", "2026-12-01T00:00+00:00", "2026-12-07T00:00+00:00"]


@pytest.mark.parametrize(
    ("zone", "eve", "due"),
    [
        ("Europe/Berlin", "2027-03-27T12:00", "2027-03-28T03:00+02:00"),
        ("America/New_York", "2027-03-13T12:00", "2027-03-14T03:00-04:00"),
        ("Australia/Sydney", "2027-10-02T12:00", "2027-10-03T03:00+11:00"),
    ],
)
def test_a_time_that_the_clock_leaves_out_is_made_up_for(zone: str, eve: str, due: str) -> None:
    assert shown(cron("30 2 * * *", zone), eve, 1) == [due]


@pytest.mark.parametrize(
    ("zone", "eve", "day"),
    [
        ("Europe/Berlin", "2027-10-30T12:00", "2027-10-31"),
        ("America/New_York", "2027-11-06T12:00", "2027-11-07"),
        ("Australia/Sydney", "2027-04-03T12:00", "2027-04-04"),
    ],
)
def test_a_time_that_comes_twice_counts_once(zone: str, eve: str, day: str) -> None:
    hour = "01:30" if zone == "America/New_York" else "02:30"
    minute, first = hour.split(":")[1], hour.split(":", maxsplit=1)[0].lstrip("0")
    due = shown(cron(f"{minute} {first} * * *", zone), eve, 2)
    assert due[0][:16] == f"{day}T{hour}"
    assert due[1][:10] > day


def test_a_job_of_every_hour_follows_real_time_through_clock_changes() -> None:
    times = next_times(cron("0 * * * *", "Europe/Berlin"), 0, ms("2027-10-31T00:00", "Europe/Berlin"), 6)
    assert {later - earlier for earlier, later in pairwise(times)} == {3_600_000}


def test_days_keep_the_time_of_day_and_minutes_do_not() -> None:
    daily = shown(every(1, "days", "Europe/Berlin"), "2027-10-30T09:00", 3)
    assert daily == ["2027-10-31T09:00+01:00", "2027-11-01T09:00+01:00", "2027-11-02T09:00+01:00"]
    steady = next_times(every(90, "minutes", "Europe/Berlin"), 0, ms("2027-10-30T22:00", "Europe/Berlin"), 9)
    assert {later - earlier for earlier, later in pairwise(steady)} == {90 * 60_000}


def test_intervals_count_from_their_start() -> None:
    spec = every(6, "hours", starts_at=ms("2026-11-21T01:00"))
    assert shown(spec, "2026-11-20T00:00", 2) == ["2026-11-21T01:00+00:00", "2026-11-21T07:00+00:00"]
    assert shown(every(2, "weeks"), "2026-12-10T00:00", 2, anchor="2026-11-21T10:00") == [
        "2026-12-19T10:00+00:00",
        "2027-01-02T10:00+00:00",
    ]


def test_nothing_comes_due_before_the_start_or_after_the_end() -> None:
    spec = cron("0 * * * *", starts_at=ms("2026-11-21T05:00"), ends_at=ms("2026-11-21T06:30"))
    assert shown(spec, "2026-11-20T00:00", 9) == ["2026-11-21T05:00+00:00", "2026-11-21T06:00+00:00"]


def test_a_single_time_comes_due_once() -> None:
    once = ScheduleSpec.model_validate(
        {"timing": {"kind": "once", "at": "2026-12-24T08:00"}, "timezone": "America/New_York"}
    )
    assert shown(once, "2026-12-24T07:59", 3) == ["2026-12-24T08:00-05:00"]
    assert shown(once, "2026-12-24T08:00", 3) == []


@pytest.mark.parametrize(
    "timing",
    [
        {"kind": "cron", "expression": "0 0 31 2 *"},
        {"kind": "cron", "expression": "0 0 30 FEB *"},
        {"kind": "cron", "expression": "60 * * * *"},
        {"kind": "cron", "expression": "* * * *"},
        {"kind": "cron", "expression": "* * * * * *"},
        {"kind": "cron", "expression": "@daily"},
        {"kind": "every", "n": 0, "unit": "days"},
        {"kind": "once", "at": "2026-12-24T08:00+01:00"},
        {"kind": "once", "at": "tomorrow"},
    ],
)
def test_what_cannot_come_due_is_refused(timing: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ScheduleSpec.model_validate({"timing": timing})


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", "", "Europe"])
def test_a_timezone_must_exist(zone: str) -> None:
    with pytest.raises(ValidationError):
        cron("0 0 * * *", zone)


@pytest.mark.parametrize(
    ("expression", "seconds"),
    [("*/5 * * * *", 300), ("0,1 0 1 1 *", 60), ("0 0 29 2 *", 126_230_400), ("59 23,0 * * *", 3_600)],
)
def test_the_shortest_interval_is_found_over_many_occurrences(expression: str, seconds: float) -> None:
    at = ms("2026-11-21T00:00")
    assert shortest_interval_s(cron(expression), at, at) == seconds


def _field(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high)
    several = st.lists(number, min_size=2, max_size=4, unique=True).map(sorted)
    ranges = several.map(lambda found: f"{found[0]}-{found[-1]}")
    lists = several.map(lambda found: ",".join(map(str, found)))
    return st.one_of(st.just("*"), number.map(str), ranges, lists)


def _steps(low: int, high: int) -> st.SearchStrategy[str]:
    # Not for days: with a step there Debian's cron joins the two day fields by *and*, which croniter does not know.
    return st.one_of(_field(low, high), st.integers(1, high).map(lambda step: f"*/{step}"))


@given(
    fields=st.tuples(_steps(0, 59), _steps(0, 23), _field(1, 28), _steps(1, 12), _field(0, 6)),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - given there
)
def test_cron_agrees_with_another_library(fields: tuple[str, ...], start: datetime) -> None:
    expression, at = " ".join(fields), start.replace(microsecond=0)
    ours = next_times(cron(expression), 0, round(at.timestamp() * 1_000), 20)
    reference = croniter(expression, at)
    assert ours == [round(reference.get_next(datetime).timestamp() * 1_000) for _ in range(20)]


def test_ten_years_of_cron_agree_with_another_library() -> None:
    at, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    for expression in (
        "15 3 29 2 *",
        "0 6 L * *".replace("L", "31"),
        "5 4 1-7 * *",
        "0 0 * 2 1",
        "30 22 15 3,6,9,12 *",
    ):
        reference = croniter(expression, at)
        theirs = []
        while (due := reference.get_next(datetime)) < end:
            theirs.append(due)
        count = len(theirs)
        ours = next_times(cron(expression), 0, round(at.timestamp() * 1_000), count + 1)
        assert [datetime.fromtimestamp(each / 1_000, UTC) for each in ours[:count]] == theirs
        assert datetime.fromtimestamp(ours[count] / 1_000, UTC) >= end
