"""What EventBridge is told comes due whenever the schedule does: checked with a reader of its cron that knows nothing of ours."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_builder.domain.schedule import ScheduleSpec, occurrences
from flow_builder.schedules.expressions import expressions

START = datetime(2026, 1, 1, tzinfo=UTC)
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]


def spec(timing: dict[str, Any], **more: Any) -> ScheduleSpec:
    return ScheduleSpec.model_validate({"timing": timing, **more})


def cron(text: str) -> ScheduleSpec:
    return spec({"kind": "cron", "expression": text})


def texts(found: ScheduleSpec, anchor: int = 0) -> list[str]:
    return [each.text for each in expressions(found, anchor)]


def matches(expression: str, moment: datetime) -> bool:
    """Tells whether a `cron(…)` of EventBridge comes due, by the reference in its user guide."""
    minutes, hours, days, months, weekdays, _ = expression.removeprefix("cron(").removesuffix(")").split()
    assert "?" in (days, weekdays), "one of the days must be ?"
    weekday = moment.isoweekday() % 7 + 1
    return (
        _fits(minutes, moment.minute, ())
        and _fits(hours, moment.hour, ())
        and _fits(months, moment.month, ("", *_MONTHS))
        and _day(days, moment)
        and _weekday(weekdays, weekday, moment)
    )


def _fits(field: str, value: int, names: tuple[str, ...]) -> bool:
    def number(text: str) -> int:
        return names.index(text) if text in names else int(text)

    if field in ("*", "?"):
        return True
    ends = [[number(end) for end in part.split("-")] for part in field.split(",")]
    return any(each[0] <= value <= each[-1] for each in ends)


def _last(moment: datetime) -> int:
    return (moment.replace(day=28) + timedelta(days=4)).replace(day=1).toordinal() - moment.replace(day=1).toordinal()


def _day(field: str, moment: datetime) -> bool:
    last = moment.replace(day=_last(moment))
    if field == "LW":
        while last.isoweekday() > 5:
            last -= timedelta(days=1)
    return moment.day == last.day if field.startswith("L") else _fits(field, moment.day, ())


def _weekday(field: str, weekday: int, moment: datetime) -> bool:
    if field.endswith("L"):
        return weekday == int(field[0]) and moment.day + 7 > _last(moment)
    if "#" in field:
        return weekday == int(field[0]) and (moment.day - 1) // 7 + 1 == int(field[2])
    return _fits(field, weekday, ("", *_DAYS))


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("30 7 * * MON-FRI", ["cron(30 7 ? * MON,TUE,WED,THU,FRI *)"]),
        ("*/15 * * * *", ["cron(0,15,30,45 * * * ? *)"]),
        ("0 9-17 1,15 * *", ["cron(0 9-17 1,15 * ? *)"]),
        ("0 0 1 * 1", ["cron(0 0 1 * ? *)", "cron(0 0 ? * MON *)"]),
        ("0 0 1 * 0-6", ["cron(0 0 * * ? *)"]),
        ("0 0 */2 * 7", ["cron(0 0 ? * SUN *)"]),
        ("0 0 L * *", ["cron(0 0 L * ? *)"]),
        ("0 0 1,L * *", ["cron(0 0 1 * ? *)", "cron(0 0 L * ? *)"]),
        ("0 0 * * 5#2", ["cron(0 0 ? * 6#2 *)"]),
        ("0 0 * * 5L", ["cron(0 0 ? * 6L *)"]),
    ],
    ids=["weekdays", "steps", "ranges", "union", "every-day", "both", "last", "and-last", "nth", "last-friday"],
)
def test_cron_expressions_are_written_as_eventbridge_has_them(given_text: str, wanted: list[str]) -> None:
    assert texts(cron(given_text)) == wanted


def field(least: int, most: int) -> st.SearchStrategy[str]:
    number = st.integers(least, most)
    span = st.tuples(number, number).map(lambda ends: f"{min(ends)}-{max(ends)}")
    step = st.tuples(st.one_of(st.just("*"), span), st.integers(1, 9)).map(lambda each: f"{each[0]}/{each[1]}")
    one = st.one_of(number.map(str), span, step)
    return st.one_of(st.just("*"), st.lists(one, min_size=1, max_size=3).map(",".join))


CRONS = st.tuples(
    field(0, 59),
    field(0, 23),
    st.one_of(field(1, 28), st.sampled_from(["L", "LW", "3,L"])),
    field(1, 12),
    st.one_of(field(0, 7), st.sampled_from(["1#2", "5L", "1,5L"])),
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(CRONS)
def test_whenever_a_schedule_is_due_eventbridge_calls(text: str) -> None:
    found = cron(text)
    told = texts(found)
    assert all(len(each) <= 256 for each in told)
    for due in islice(occurrences(found, 0, round(START.timestamp() * 1_000)), 30):
        moment = datetime.fromtimestamp(due / 1_000, UTC)
        assert any(matches(each, moment) for each in told), moment


def test_intervals_and_moments_have_expressions_of_their_own() -> None:
    anchor = round(datetime(2026, 3, 4, 22, 59, 30, tzinfo=UTC).timestamp() * 1_000)
    assert texts(spec({"kind": "every", "n": 1, "unit": "hours"})) == ["rate(1 hour)"]
    assert texts(spec({"kind": "every", "n": 90, "unit": "minutes"})) == ["rate(90 minutes)"]
    [days] = expressions(spec({"kind": "every", "n": 3, "unit": "days"}, timezone="Europe/Berlin"), anchor)
    assert (days.text, days.timezone) == ("cron(0 0 * * ? *)", "Europe/Berlin")
    [weeks] = expressions(spec({"kind": "every", "n": 2, "unit": "weeks"}), anchor)
    assert weeks.text == "cron(0 23 ? * WED *)"
    [once] = expressions(spec({"kind": "once", "at": "2026-12-24T08:00"}, timezone="Europe/Berlin"), anchor)
    assert (once.text, once.timezone, once.repeats) == ("at(2026-12-24T07:00:00)", "UTC", False)
