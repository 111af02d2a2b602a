"""Dates and times: reading, writing, adding, boundaries, differences. Times always carry a zone."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flow_builder.domain.date_format import TOKEN, TOKENS, strptime_format
from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError

Unit = Literal["year", "quarter", "month", "week", "day", "hour", "minute", "second"]
_SECONDS: Final = {"week": 604_800.0, "day": 86_400.0, "hour": 3_600.0, "minute": 60.0, "second": 1.0}
_MILLISECONDS_FROM: Final = 100_000_000_000
"""Numbers from here on are milliseconds since 1970 (from 1973 on), smaller ones seconds (until the year 5138)."""


def bad_date(text: JSON, reason: str, hint: str | None = None) -> NodeError:
    """Returns the error for what is no date."""
    return NodeError(
        f"{str(text)[:100]!r} is not a date: {reason}.",
        code="data.bad_date",
        hint=hint or "Say the format, such as `DD.MM.YYYY HH:mm`.",
        details={"value": str(text)[:200]},
    )


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo:
    """Returns a time zone by its IANA name, or an offset such as `+02:00`; ValueError if there is no such one."""
    if name.upper() in {"UTC", "Z"}:
        return UTC
    if re.fullmatch(r"[+-]\d\d:\d\d", name):
        offset = datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
        assert offset is not None
        return offset
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {name!r}; names are such as Europe/Oslo") from error


def zone_name(name: str) -> str:
    """Returns the name of a zone that exists; ValueError otherwise."""
    zone(name)
    return name


def format_moment(moment: datetime, text: str) -> str:  # noqa: PLR0911 - a table of names
    """Returns a moment as text: by name (iso, date, time, rfc2822, unix, unix_ms), by tokens or by `%` codes."""
    match text:
        case "iso":
            return moment.isoformat()
        case "date":
            return moment.date().isoformat()
        case "time":
            return moment.time().isoformat("seconds")
        case "rfc2822":
            return format_datetime(moment)
        case "unix":
            return str(int(moment.timestamp()))
        case "unix_ms":
            return str(milliseconds(moment))
    if "%" in text:
        return moment.strftime(text)
    return TOKEN.sub(lambda match: _written(match, moment), text)


def _written(match: re.Match[str], moment: datetime) -> str:
    if match[1] is not None:
        return match[1]
    token = match[0]
    numbers = {"M": moment.month, "D": moment.day, "H": moment.hour}
    if token in numbers:
        return str(numbers[token])
    if token == "SSS":  # noqa: S105 - a format token
        return f"{moment.microsecond // 1000:03d}"
    if token == "YYYY":  # noqa: S105 - a format token; %Y does not pad years below 1000
        return f"{moment.year:04d}"
    if token == "Z":  # noqa: S105 - a format token
        return moment.isoformat()[-6:] if moment.utcoffset() else "Z"
    return "%" if token == "%" else moment.strftime(TOKENS[token])  # noqa: S105 - as above


def milliseconds(moment: datetime) -> int:
    """Returns milliseconds since 1970."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def parse_moment(value: JSON, form: str, local: tzinfo, *, day_first: bool, now: datetime) -> datetime:
    """Returns a moment; without a zone of its own it is in `local`. NodeError `data.bad_date`.

    `form` is `auto` or a format. Numbers are seconds or milliseconds since 1970.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise bad_date(value, "it is neither text nor a number", "A step that was skipped reads as null.")
    if isinstance(value, int | float):
        return _from_number(value, local)
    text = value.strip()
    if form != "auto":
        try:
            found = datetime.strptime(text, strptime_format(form))  # noqa: DTZ007 - the zone follows
        except ValueError as error:
            raise bad_date(value, f"it does not fit the format {form!r}", "Check the format.") from error
        return _zoned(found, local)
    return _zoned(_auto(text, now.astimezone(local), day_first=day_first), local)


def _from_number(value: float, local: tzinfo) -> datetime:
    seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else value
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(local)
    except (OverflowError, ValueError) as error:
        raise bad_date(value, "the number is too large") from error


def _zoned(found: datetime, local: tzinfo) -> datetime:
    return found if found.tzinfo else exact(found.replace(tzinfo=local))


def _auto(text: str, now: datetime, *, day_first: bool) -> datetime:
    days = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if text.lower() == "now":
        return now
    midnight = datetime(now.year, now.month, now.day)  # noqa: DTZ001 - gets its zone afterwards
    if text.lower() in days:
        return midnight + timedelta(days=days[text.lower()])
    if re.fullmatch(r"-?\d{9,}(\.\d+)?", text):
        return _from_number(float(text), UTC)
    for reader in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return reader(text)
        except (ValueError, TypeError, IndexError):
            continue
    return _guess(text, midnight, day_first=day_first)


def _guess(text: str, midnight: datetime, *, day_first: bool) -> datetime:
    from dateutil import parser

    try:
        found, ignored = (
            parser.parse(text, dayfirst=day_first, default=midnight),
            not any(each.isdigit() for each in text),
        )
    except (ValueError, OverflowError, TypeError) as error:
        raise bad_date(text, "its form is unknown") from error
    if ignored:
        raise bad_date(text, "it has no digits")
    return found


def exact(moment: datetime) -> datetime:
    """Returns a moment that exists: a local time skipped by daylight saving moves on by what was skipped."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo)


def add(moment: datetime, *, months: int = 0, days: int = 0, seconds: float = 0) -> datetime:
    """Returns a moment later (or earlier).

    Months and days count on the calendar: the clock stays, the 31st becomes the last of a shorter month. Seconds
    count exactly. NodeError `data.bad_date` outside the years 1 to 9999.
    """
    try:
        if months:
            year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
            moment = moment.replace(year=year, month=month + 1, day=min(moment.day, days_in(year, month + 1)))
        moment = exact(moment + timedelta(days=days))
        return (moment.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(moment.tzinfo)
    except (OverflowError, ValueError) as error:
        raise bad_date(moment.isoformat(), "the result is outside the years 1 to 9999") from error


def days_in(year: int, month: int) -> int:
    """Returns how many days a month has; ValueError outside the years 1 to 9999."""
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) if (year, month) != (9999, 12) else None
    return (following - timedelta(days=1)).day if following else 31


def start_of(moment: datetime, unit: Unit, *, week_start: int = 0) -> datetime:  # noqa: PLR0911 - a table of units
    """Returns the first moment of the year, quarter, …; weeks begin on `week_start` (0 is Monday)."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    match unit:
        case "year":
            return exact(day.replace(month=1, day=1))
        case "quarter":
            return exact(day.replace(month=(moment.month - 1) // 3 * 3 + 1, day=1))
        case "month":
            return exact(day.replace(day=1))
        case "week":
            return exact(day - timedelta(days=(moment.weekday() - week_start) % 7))
        case "day":
            return exact(day)
        case "hour":
            return moment.replace(minute=0, second=0, microsecond=0)
        case "minute":
            return moment.replace(second=0, microsecond=0)
        case "second":
            return moment.replace(microsecond=0)


def end_of(moment: datetime, unit: Unit, *, week_start: int = 0) -> datetime:
    """Returns the last millisecond of the year, quarter and so on."""
    start = start_of(moment, unit, week_start=week_start)
    months = {"year": 12, "quarter": 3, "month": 1}.get(unit, 0)
    days = {"week": 7, "day": 1}.get(unit, 0)
    seconds = _SECONDS[unit] if not months and not days else 0
    return add(add(start, months=months, days=days, seconds=seconds), seconds=-0.001)


def difference(a: datetime, b: datetime, unit: Unit) -> float:
    """Returns `a - b` in a unit: exact time from hours down, calendar days and weeks, months with their fraction."""
    if unit in {"hour", "minute", "second"}:
        # Two moments of one zone are subtracted by their clocks, so the zone goes first.
        return (a.astimezone(UTC) - b.astimezone(UTC)).total_seconds() / _SECONDS[unit]
    a = a.astimezone(b.tzinfo)
    if unit in {"day", "week"}:
        wall = a.replace(tzinfo=None) - b.replace(tzinfo=None)
        return wall.total_seconds() / _SECONDS[unit]
    return _months(a, b) / {"month": 1, "quarter": 3, "year": 12}[unit]


def _months(a: datetime, b: datetime) -> float:
    whole = (a.year - b.year) * 12 + a.month - b.month
    anchor = add(b, months=whole)
    if anchor == a:
        return float(whole)
    step = 1 if a > anchor else -1
    other = add(b, months=whole + step)
    return whole + step * ((a - anchor) / (other - anchor))
