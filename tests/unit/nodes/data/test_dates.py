from typing import Any

import pytest

from tests.support.data_nodes import fail, give


async def moved(value: Any, *operations: dict[str, Any], zone: str = "Europe/Oslo", **more: Any) -> str:
    found = await give("data.date_time", {"value": value, "zone": zone, "operations": list(operations), **more})
    text: str = found["value"]
    return text


@pytest.mark.parametrize(
    ("start", "add", "expected"),
    [
        ("2026-03-28T12:00", {"days": 1}, "2026-03-29T12:00:00+02:00"),
        ("2026-03-28T12:00", {"hours": 24}, "2026-03-29T13:00:00+02:00"),
        ("2026-10-24T12:00", {"days": 1}, "2026-10-25T12:00:00+01:00"),
        ("2026-10-24T12:00", {"hours": 24}, "2026-10-25T11:00:00+01:00"),
        ("2026-03-28T02:30", {"days": 1}, "2026-03-29T03:30:00+02:00"),
        ("2026-10-25T02:30:00+02:00", {"hours": 1}, "2026-10-25T02:30:00+01:00"),
        ("2026-01-31", {"months": 1}, "2026-02-28T00:00:00+01:00"),
        ("2028-02-29", {"years": 1}, "2029-02-28T00:00:00+01:00"),
        ("2026-12-31", {"months": 2, "days": 1}, "2027-03-01T00:00:00+01:00"),
        ("2026-01-01", {"months": -1}, "2025-12-01T00:00:00+01:00"),
        ("2026-01-01", {"weeks": 1, "minutes": -1.5}, "2026-01-07T23:58:30+01:00"),
    ],
)
async def test_days_keep_the_clock_and_hours_count_exactly(start: str, add: dict[str, Any], expected: str) -> None:
    assert await moved(start, {"op": "add", **add}) == expected


async def test_a_time_that_daylight_saving_skips_moves_on() -> None:
    assert await moved("2026-03-29T02:30") == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize(
    ("unit", "start", "end"),
    [
        ("year", "2026-01-01T00:00:00+01:00", "2026-12-31T23:59:59.999000+01:00"),
        ("quarter", "2026-01-01T00:00:00+01:00", "2026-03-31T23:59:59.999000+02:00"),
        ("month", "2026-03-01T00:00:00+01:00", "2026-03-31T23:59:59.999000+02:00"),
        ("week", "2026-03-23T00:00:00+01:00", "2026-03-29T23:59:59.999000+02:00"),
        ("day", "2026-03-29T00:00:00+01:00", "2026-03-29T23:59:59.999000+02:00"),
        ("hour", "2026-03-29T15:00:00+02:00", "2026-03-29T15:59:59.999000+02:00"),
        ("minute", "2026-03-29T15:20:00+02:00", "2026-03-29T15:20:59.999000+02:00"),
    ],
)
async def test_starts_and_ends_on_the_day_the_clock_changes(unit: str, start: str, end: str) -> None:
    value = "2026-03-29T15:20:30.5"
    assert await moved(value, {"op": "start_of", "unit": unit}) == start
    assert await moved(value, {"op": "end_of", "unit": unit}) == end


async def test_weeks_may_start_on_sunday() -> None:
    week = {"op": "start_of", "unit": "week"}
    assert (await moved("2026-11-21", week, week_starts="sunday")).startswith("2026-11-15")
    assert (await moved("2026-11-22", week, week_starts="sunday")).startswith("2026-11-22")


@pytest.mark.parametrize(
    ("value", "other", "unit", "expected"),
    [
        ("2026-03-29T12:00", "2026-03-28T12:00", "day", 1),
        ("2026-03-29T12:00", "2026-03-28T12:00", "hour", 23),
        ("2026-03-31", "2026-02-28", "month", 1.096774194),
        ("2026-02-28", "2026-01-31", "month", 1),
        ("2026-07-01", "2026-01-01", "quarter", 2),
        ("2024-06-30", "2026-06-30", "year", -2),
        ("2026-01-15", "2026-01-01", "week", 2),
    ],
)
async def test_differences(value: str, other: str, unit: str, expected: float) -> None:
    operation = {"op": "difference", "other": other, "unit": unit}
    found = await give("data.date_time", {"value": value, "zone": "Europe/Oslo", "operations": [operation]})
    assert found["difference"] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-21", "2026-11-21T00:00:00+01:00"),
        ("2026-11-21T08:30:00Z", "2026-11-21T09:30:00+01:00"),
        ("Sat, 21 Nov 2026 09:30:00 +0100", "2026-11-21T09:30:00+01:00"),
        ("21 Nov 2026 5pm", "2026-11-21T17:00:00+01:00"),
        ("03/04/2026", "2026-03-04T00:00:00+01:00"),
        (1795249800, "2026-11-21T09:30:00+01:00"),
        (1795249800000, "2026-11-21T09:30:00+01:00"),
        ("1795249800", "2026-11-21T09:30:00+01:00"),
    ],
)
async def test_usual_forms_are_read(value: Any, expected: str) -> None:
    assert await moved(value) == expected


async def test_day_first_and_formats() -> None:
    assert (await moved("03/04/2026", day_first=True)).startswith("2026-04-03")
    assert await moved("5.1.26, 7:05", format="D.M.YY, H:mm") == "2026-01-05T07:05:00+01:00"
    assert await moved("2026-01-05 07:05 -0300", format="%Y-%m-%d %H:%M %z") == "2026-01-05T11:05:00+01:00"


@pytest.mark.parametrize("value", ["soon", "", "2026-13-01", None, True, [], 1e30, "99999999999999999999", "12:99"])
async def test_what_is_no_date_is_told(value: Any) -> None:
    assert (await fail("data.date_time", {"value": value})).code == "data.bad_date"


async def test_a_result_outside_the_calendar_is_told() -> None:
    for add in ({"years": 9000}, {"days": 4_000_000}, {"seconds": 1e11 - 1, "years": 7000}):
        config = {"value": "2026-01-01", "operations": [{"op": "add", **add}]}
        assert (await fail("data.date_time", config)).code == "data.bad_date"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("YYYY-MM-DD HH:mm:ss.SSS", "2026-03-05 17:04:09.250"),
        ("D.M.YY h A", "5.3.26 h PM"),
        ("ddd, D MMM [at] hh:mm A Z", "Thu, 5 Mar at 05:04 PM +01:00"),
        ("%d/%m/%y 100%%", "05/03/26 100%"),
        ("date", "2026-03-05"),
        ("time", "17:04:09"),
        ("unix", "1772726649"),
        ("rfc2822", "Thu, 05 Mar 2026 17:04:09 +0100"),
    ],
)
async def test_formats(form: str, expected: str) -> None:
    config = {
        "value": "2026-03-05T17:04:09.250",
        "zone": "Europe/Oslo",
        "operations": [{"op": "format", "format": form}],
    }
    assert (await give("data.date_time", config))["text"] == expected


async def test_the_parts() -> None:
    parts = (await give("data.date_time", {"value": "2027-01-03T23:30:00Z", "zone": "Asia/Kolkata"}))["parts"]
    assert parts == {
        "year": 2027,
        "month": 1,
        "day": 4,
        "hour": 5,
        "minute": 0,
        "second": 0,
        "weekday": 1,
        "iso_year": 2027,
        "iso_week": 1,
        "day_of_year": 4,
        "quarter": 1,
        "zone": "Asia/Kolkata",
        "offset_minutes": 330,
    }
