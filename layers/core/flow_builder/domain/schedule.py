"""When a flow is due: by cron, every so often, or once; in a timezone, between a start and an end.

Times are milliseconds since the epoch. A local time that a clock change leaves out is made up for right after the jump.
One that comes twice counts once for cron jobs at set hours, as in Debian's cron, and for days and weeks.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise, takewhile
from typing import Annotated, Any, Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from flow_builder.domain.wall_clock import instant, instants

OCCURRENCES_CHECKED = 1_000
"""How many occurrences a schedule's shortest interval is computed over, within 40 years."""

_HORIZON_MS = 40 * 366 * 86_400_000

_FIELDS = 5
_UNITS = {"minutes": 60, "hours": 3_600, "days": 86_400, "weeks": 604_800}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _cron(text: str) -> str:
    if len(text.split()) != _FIELDS:
        raise ValueError("a cron expression has five fields: minute, hour, day of month, month, day of week")
    try:
        next(CronSim(text, datetime(2024, 1, 1, tzinfo=UTC)))
    except CronSimError as error:
        raise ValueError(f"{str(error).lower()} in the cron expression") from error
    except StopIteration:
        raise ValueError("the cron expression never comes due") from None
    return " ".join(text.split())


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is not a timezone; one looks like Europe/Berlin") from None
    return name


def _local(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        raise ValueError("a local time has no offset, the schedule's timezone counts")
    return moment.replace(microsecond=0).isoformat()


class Cron(_Part):
    """A cron expression; days of month and of week are joined by *or* when both are restricted."""

    kind: Literal["cron"]
    expression: Annotated[str, Field(max_length=200), AfterValidator(_cron)] = Field(
        title="Cron expression", examples=["30 7 * * MON-FRI"]
    )


class Every(_Part):
    """A fixed interval counted from the schedule's start; days and weeks keep the local time of day."""

    kind: Literal["every"]
    n: int = Field(ge=1, le=10_000, title="Every")
    unit: Literal["minutes", "hours", "days", "weeks"] = Field(title="Unit")


class Once(_Part):
    """One moment, as a local time such as 2026-12-24T08:00."""

    kind: Literal["once"]
    at: Annotated[str, AfterValidator(_local)] = Field(title="At", examples=["2026-12-24T08:00"])


Timing: TypeAlias = Annotated[Cron | Every | Once, Field(discriminator="kind", title="When")]
Timezone: TypeAlias = Annotated[str, Field(max_length=64), AfterValidator(_zone)]


class ScheduleSpec(_Part):
    """What can be set of a schedule."""

    timing: Timing
    timezone: Timezone = Field(default="UTC", title="Timezone", description="IANA name, such as Europe/Berlin.")
    starts_at: int | None = Field(default=None, ge=0, title="Not before", description="Milliseconds since the epoch.")
    ends_at: int | None = Field(default=None, ge=0, title="Not after", description="Milliseconds since the epoch.")
    overlap: Literal["skip", "queue", "parallel"] = Field(
        default="skip",
        title="While an earlier run goes on",
        description="Leave this one out, let it wait, or start it.",
    )
    missed: Literal["skip", "run_once"] = Field(
        default="run_once",
        title="Missed while the host was down",
        description="Leave out, or make up for with one run.",
    )
    disable_after: int = Field(
        default=10, ge=0, le=1_000, title="Disable after failures", description="In a row; 0 never disables."
    )
    input: Any = Field(default=None, title="Input")


class Schedule(ScheduleSpec):
    """A flow's schedule with its state."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: str
    workspace: str
    flow: str
    name: str = ""
    node: str | None = None
    """Id of the trigger node it was published with; None for one made by itself."""
    paused: bool = False
    resting: bool = False
    """Its flow is in the trash."""
    disabled: str | None = None
    """Why it was disabled, or None."""
    next_at: int | None = None
    """When it is due next; None when it is paused, disabled or over."""
    last_at: int | None = None
    """The time it last came due."""
    starting: dict[str, int] = Field(default_factory=dict)
    """Run id -> time it came due, of runs that are claimed but not known to be stored yet."""
    open_runs: tuple[str, ...] = ()
    """Runs it started whose end has not been taken note of."""
    waiting: tuple[int, ...] = ()
    """Times it came due while an earlier run went on (`overlap: queue`), oldest first."""
    skipped: int = 0
    """How often it was left out because of `overlap` or `missed`."""
    failures: int = 0
    """Failed runs in a row."""
    error: dict[str, Any] | None = None
    """Why the last start failed, `{code, message}`, or None."""
    created_at: int = 0
    updated_at: int = 0
    rev: int = 1

    @property
    def busy(self) -> bool:
        """Tells whether a run it started goes on."""
        return bool(self.starting or self.open_runs)


def occurrences(spec: ScheduleSpec, anchor: int, after: int) -> Iterator[int]:
    """Yields the times a schedule is due, later than `after`, in order; `anchor` is what intervals count from."""
    start = anchor if spec.starts_at is None else spec.starts_at
    first = max(after, start - 1)
    zone = ZoneInfo(spec.timezone)
    for moment in _moments(spec.timing, zone, start, first):
        if spec.ends_at is not None and moment > spec.ends_at:
            return
        yield moment


def next_times(spec: ScheduleSpec, anchor: int, after: int, count: int) -> list[int]:
    """Returns the next `count` times a schedule is due, fewer when it ends before."""
    return list(islice(occurrences(spec, anchor, after), count))


def shortest_interval_s(spec: ScheduleSpec, anchor: int, after: int) -> float | None:
    """Returns the shortest time between two of the next 1,000 occurrences, or None when there are not two."""
    near = takewhile(lambda due: due < after + _HORIZON_MS, occurrences(spec, anchor, after))
    times = islice(near, OCCURRENCES_CHECKED)
    return min(((later - earlier) / 1_000 for earlier, later in pairwise(times)), default=None)


def _moments(timing: Timing, zone: ZoneInfo, start: int, after: int) -> Iterator[int]:
    match timing:
        case Cron(expression=expression):
            yield from map(_ms, instants(expression, zone, datetime.fromtimestamp(after / 1_000, UTC)))
        case Every(n=n, unit="minutes" | "hours" as unit):
            step = n * _UNITS[unit] * 1_000
            due = start + max(0, (after - start) // step + 1) * step
            while True:
                yield due
                due += step
        case Every():
            yield from _every_days(timing, zone, start, after)
        case Once(at=at):
            due = _ms(instant(datetime.fromisoformat(at), zone))
            if due > after:
                yield due


def _every_days(timing: Every, zone: ZoneInfo, start: int, after: int) -> Iterator[int]:
    first = datetime.fromtimestamp(start / 1_000, zone).replace(tzinfo=None)
    days = timing.n * _UNITS[timing.unit] // 86_400
    passed = datetime.fromtimestamp(after / 1_000, zone).replace(tzinfo=None) - first
    count = max(0, passed.days // days - 1)
    while True:
        due = _ms(instant(first + timedelta(days=days * count), zone))
        if due > after:
            yield due
        count += 1


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)
