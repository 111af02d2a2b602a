"""Reads a date or time and works with it: adds, goes to the start of a month, changes the zone, formats, compares.

* **Value**: ISO text, e-mail dates, most usual forms (`21 Nov 2026`, `11/21/2026 5pm`), `now`, `today`, `tomorrow`,
  `yesterday`, or seconds or milliseconds since 1970. With *Day first*, `03/04/2026` is the 3rd of April. Say a
  **format** where the form is known; then anything else is an error.
* Formats: `YYYY-MM-DD HH:mm:ss`, `D.M.YYYY`, `dddd, D MMMM`, `[quoted text]`, `SSS`, `Z`; or `%` codes; when writing also
  the names `iso`, `date`, `time`, `rfc2822`, `unix`, `unix_ms`. Names of months and days are English.
* **Zone**: of values that have none of their own, and of the result. Values with another zone are converted.
* **Operations** are applied in order. Years, months, weeks and days count on the calendar: "plus one day" keeps the
  clock over a change to daylight saving, the 31st of January plus one month is the end of February. Hours, minutes and
  seconds count exactly. A local time that daylight saving skips moves on by an hour.
* `value` is ISO text, `timestamp` milliseconds, `text` the formatted text, `difference` a number.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._dates import (
    Unit,
    add,
    difference,
    end_of,
    format_moment,
    milliseconds,
    parse_moment,
    start_of,
    zone,
    zone_name,
)

Zone = Annotated[str, AfterValidator(zone_name), Field(max_length=64)]


class Add(NodeConfig):
    """Adds; negative numbers go back."""

    op: Literal["add"]
    years: int = Field(default=0, ge=-10_000, le=10_000, title="Years")
    months: int = Field(default=0, ge=-100_000, le=100_000, title="Months")
    weeks: int = Field(default=0, ge=-1_000_000, le=1_000_000, title="Weeks")
    days: int = Field(default=0, ge=-5_000_000, le=5_000_000, title="Days")
    hours: float = Field(default=0, ge=-1e8, le=1e8, title="Hours")
    minutes: float = Field(default=0, ge=-1e10, le=1e10, title="Minutes")
    seconds: float = Field(default=0, ge=-1e11, le=1e11, title="Seconds")


class Start(NodeConfig):
    """Goes to the start of a unit."""

    op: Literal["start_of"]
    unit: Unit = Field(title="Unit")


class End(NodeConfig):
    """Goes to the end of a unit: its last millisecond."""

    op: Literal["end_of"]
    unit: Unit = Field(title="Unit")


class ToZone(NodeConfig):
    """Shows the same moment in another zone."""

    op: Literal["to_zone"]
    zone: Zone = Field(title="Zone", description="`America/New_York`, `UTC`, `+02:00`")


class Format(NodeConfig):
    """Writes it as text, under `text`."""

    op: Literal["format"]
    format: str = Field(title="Format", min_length=1, max_length=200)


class Difference(NodeConfig):
    """How much later it is than another moment, under `difference`."""

    op: Literal["difference"]
    other: Any = Field(default="now", title="Other")
    unit: Unit = Field(default="day", title="Unit")
    whole: bool = Field(default=False, title="Whole units", description="Cut off the fraction.")


Operation = Annotated[Add | Start | End | ToZone | Format | Difference, Field(discriminator="op")]


class Config(NodeConfig):
    """What to read and what to do with it."""

    value: Any = Field(default="now", title="Value")
    format: str = Field(default="auto", min_length=1, max_length=200, title="Format", description="Of the value.")
    day_first: bool = Field(default=False, title="Day first", description="Read 03/04/2026 as the 3rd of April.")
    zone: Zone = Field(default="UTC", title="Zone", description="`Europe/Oslo`, `UTC`, `+02:00`")
    week_starts: Literal["monday", "sunday"] = Field(default="monday", title="Weeks start on")
    operations: list[Operation] = Field(default_factory=list, title="Operations", max_length=50)


class Parts(BaseModel):
    """The numbers of a moment in its zone."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    weekday: int
    """1 is Monday, 7 Sunday."""
    iso_year: int
    iso_week: int
    day_of_year: int
    quarter: int
    zone: str
    offset_minutes: int


class Output(NodeOutput):
    """The moment."""

    value: str
    timestamp: int
    text: str | None = None
    difference: float | int | None = None
    parts: Parts


def _parts(moment: datetime) -> Parts:
    offset = moment.utcoffset()
    iso = moment.isocalendar()
    return Parts(
        year=moment.year,
        month=moment.month,
        day=moment.day,
        hour=moment.hour,
        minute=moment.minute,
        second=moment.second,
        weekday=moment.isoweekday(),
        iso_year=iso.year,
        iso_week=iso.week,
        day_of_year=moment.timetuple().tm_yday,
        quarter=(moment.month - 1) // 3 + 1,
        zone=str(moment.tzinfo),
        offset_minutes=round(offset.total_seconds() / 60) if offset else 0,
    )


def _difference(config: Config, moment: datetime, step: Difference, now: datetime) -> float | int:
    other = parse_moment(step.other, "auto", zone(config.zone), day_first=config.day_first, now=now)
    found = difference(moment, other, step.unit)
    return int(found) if step.whole or found == int(found) else round(found, 9)


def _moved(config: Config, moment: datetime, step: Add | Start | End | ToZone) -> datetime:
    first = 6 if config.week_starts == "sunday" else 0
    match step:
        case Add():
            seconds = step.hours * 3600 + step.minutes * 60 + step.seconds
            months, days = step.years * 12 + step.months, step.weeks * 7 + step.days
            return add(moment, months=months, days=days, seconds=seconds)
        case Start(unit=unit):
            return start_of(moment, unit, week_start=first)
        case End(unit=unit):
            return end_of(moment, unit, week_start=first)
        case ToZone():
            return moment.astimezone(zone(step.zone))


async def run(config: Config, ctx: Context) -> Output:
    """Returns the moment; NodeError `data.bad_date`."""
    now = datetime.now(UTC)
    local = zone(config.zone)
    moment = parse_moment(config.value, config.format, local, day_first=config.day_first, now=now).astimezone(local)
    text: str | None = None
    apart: float | int | None = None
    for step in config.operations:
        match step:
            case Format(format=form):
                text = format_moment(moment, form)
            case Difference():
                apart = _difference(config, moment, step, now)
            case _:
                moment = _moved(config, moment, step)
    return Output(
        value=moment.isoformat(), timestamp=milliseconds(moment), text=text, difference=apart, parts=_parts(moment)
    )


EXAMPLES = (
    Example(
        "A German date, as ISO",
        {"value": "{{ input.date }}", "format": "DD.MM.YYYY HH:mm", "zone": "Europe/Berlin"},
        input={"date": "21.11.2026 09:30"},
        check=lambda o: (o["value"], o["timestamp"]) == ("2026-11-21T09:30:00+01:00", 1795249800000),
    ),
    Example(
        "End of next month, written out",
        {
            "value": "2026-01-31",
            "operations": [
                {"op": "add", "months": 1},
                {"op": "end_of", "unit": "month"},
                {"op": "format", "format": "dddd, D MMMM YYYY"},
            ],
        },
        check=lambda o: o["text"] == "Saturday, 28 February 2026" and o["value"] == "2026-02-28T23:59:59.999000+00:00",
    ),
    Example(
        "The same moment elsewhere",
        {"value": "2026-07-01T12:00:00Z", "operations": [{"op": "to_zone", "zone": "America/New_York"}]},
        check=lambda o: o["value"] == "2026-07-01T08:00:00-04:00",
    ),
    Example(
        "Days between",
        {"value": "2026-03-01", "operations": [{"op": "difference", "other": "2026-02-01", "unit": "day"}]},
        check=lambda o: (o["difference"], o["text"]) == (28, None),
    ),
    Example("No date", {"value": "soon"}, error="data.bad_date"),
    Example("No such zone", {"zone": "Europe/Atlantis"}, error="config.invalid"),
)

NODE = NodeType(
    id="data.date_time",
    title="Date and time",
    config=Config,
    output=Output,
    run=run,
    icon="calendar-clock",
    examples=EXAMPLES,
)
