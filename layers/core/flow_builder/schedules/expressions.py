"""When a schedule is due, as EventBridge Scheduler says it: `at(…)`, `rate(…)` and `cron(…)`.

A call by a schedule is only the sign to look at it: whether it is due, the schedule's own state says. So what is written
here may come due more often than the schedule, and as late as the service is (60 s), but never before it, and it leaves
nothing out but local times that a clock change leaves out, which the sweep makes up for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim

from flow_builder.domain.schedule import Cron, Every, Once, ScheduleSpec, next_times

_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_MINUTES, _HOURS, _MONTH_DAYS, _MONTHS, _WEEK_DAYS = 60, 24, 31, 12, 7
_SUNDAY = 7
"""A second number for Sunday, as in most crons."""
_LAST, _LAST_WEEKDAY = CronSim.LAST, CronSim.LAST_WEEKDAY


@dataclass(frozen=True, slots=True)
class Expression:
    """What one schedule of EventBridge is told."""

    text: str
    timezone: str
    repeats: bool = True


def expressions(spec: ScheduleSpec, anchor: int) -> tuple[Expression, ...]:
    """Returns what comes due whenever a schedule does; several where one cannot say it.

    `anchor` is what intervals count from. Days of month and of week are joined by *or* in cron and by nothing here: that
    takes two. Intervals of several days or weeks come due at their time of each day or weekday.
    """
    match spec.timing:
        case Cron(expression=text):
            return tuple(Expression(each, spec.timezone) for each in _cron(text))
        case Every(n=n, unit="minutes" | "hours" as unit):
            return (Expression(f"rate({n} {unit if n > 1 else unit.removesuffix('s')})", "UTC"),)
        case Every(unit=unit):
            start = anchor if spec.starts_at is None else spec.starts_at
            local = datetime.fromtimestamp(start / 1_000, ZoneInfo(spec.timezone))
            if local.second or local.microsecond:
                local = local.replace(second=0, microsecond=0) + timedelta(minutes=1)
            day = "?" if unit == "days" else _DAYS[local.isoweekday() % 7]
            month_day = "*" if unit == "days" else "?"
            return (Expression(f"cron({local.minute} {local.hour} {month_day} * {day} *)", spec.timezone),)
        case Once():
            times = next_times(spec, anchor, 0, 1)
            moment = datetime.fromtimestamp(times[0] / 1_000, UTC) if times else datetime.now(UTC)
            return (Expression(f"at({moment:%Y-%m-%dT%H:%M:%S})", "UTC", repeats=False),)


def _cron(text: str) -> tuple[str, ...]:
    parsed = CronSim(text, datetime(2024, 1, 1, tzinfo=UTC))
    head = f"{_numbers(parsed.minutes, range(_MINUTES))} {_numbers(parsed.hours, range(_HOURS))}"
    months = _numbers(parsed.months, range(1, _MONTHS + 1))
    days = "*" if len(parsed.days) == _MONTH_DAYS else _month_days(parsed.days)
    weekdays = _weekdays(parsed.weekdays)
    by_day = [f"cron({head} {each} {months} ? *)" for each in days.split("|")]
    by_weekday = [f"cron({head} ? {months} {each} *)" for each in weekdays.split("|")]
    if parsed.day_and:
        # Where both must hold, the weekdays say enough: what looks at the schedule knows the days of month.
        return tuple(by_day if weekdays == "*" else by_weekday)
    return (f"cron({head} * {months} ? *)",) if "*" in (days, weekdays) else (*by_day, *by_weekday)


def _numbers(values: Iterable[int], whole: range) -> str:
    """Returns numbers as a list of ranges, `*` for all of them."""
    found = sorted(set(values))
    if found == list(whole):
        return "*"
    parts: list[list[int]] = []
    for value in found:
        if parts and value == parts[-1][-1] + 1:
            parts[-1].append(value)
        else:
            parts.append([value])
    return ",".join(_part(part) for part in parts)


def _part(values: list[int]) -> str:
    first, last = values[0], values[-1]
    return str(first) if first == last else f"{first},{last}" if last == first + 1 else f"{first}-{last}"


def _month_days(values: Iterable[int]) -> str:
    """Returns days of month; what stands alone is separated by `|`."""
    plain = [value for value in values if value > 0]
    found = [_numbers(plain, range(1, _MONTH_DAYS + 1))] if plain else []
    found += [name for value, name in ((_LAST, "L"), (_LAST_WEEKDAY, "LW")) if value in set(values)]
    return "|".join(found)


def _weekdays(values: Iterable[int | tuple[int, int]]) -> str:
    """Returns days of week by their names; the last or nth one of a month stands alone, separated by `|`."""
    plain = sorted({value % _SUNDAY for value in values if isinstance(value, int)})
    if len(plain) == _WEEK_DAYS:
        return "*"
    found = [",".join(_DAYS[value] for value in plain)] if plain else []
    for value in sorted(value for value in values if isinstance(value, tuple)):
        day = value[0] % _SUNDAY + 1
        found.append(f"{day}L" if value[1] == _LAST else f"{day}#{value[1]}")
    return "|".join(found)
