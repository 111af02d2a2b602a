"""Waits: for a time, until a moment, or until something holds.

* **Seconds** from now; 0 goes on at once.
* **Until a moment**: a date and time. One without an offset is in `zone` (UTC unless set); one in the past goes on at
  once.
* **Until a condition holds**: the expression is evaluated every `every_s` seconds, with `vars` as they are by then;
  after `max_s` seconds the step fails with `wait.timed_out`.

A waiting run costs nothing: it is put aside and survives restarts.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator

from flow_builder.errors import NodeError
from flow_builder.nodes.base import AGAIN, Again, Context, Example, NodeConfig, NodeOutput, NodeType, PerItem, Suspend
from flow_builder.nodes.truth import truthy

_LONGEST_S = 365 * 86_400


class _Until(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Seconds(_Until):
    """For a time."""

    kind: Literal["seconds"] = "seconds"
    seconds: float = Field(ge=0, le=_LONGEST_S, title="Seconds")


class At(_Until):
    """Until a moment."""

    kind: Literal["at"]
    at: datetime = Field(title="Date and time", description="ISO 8601, such as `2026-12-24T18:00:00+01:00`.")
    zone: str = Field(default="UTC", title="Time zone", description="IANA name; used when the time has no offset.")

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"There is no time zone {zone!r}; use an IANA name such as `Europe/Berlin`.") from error
        return zone

    def moment(self) -> datetime:
        """Returns the moment in UTC."""
        at = self.at if self.at.tzinfo else self.at.replace(tzinfo=ZoneInfo(self.zone))
        return at.astimezone(UTC)


class Condition(_Until):
    """Until something holds, looked at now and then."""

    kind: Literal["condition"]
    condition: PerItem = Field(title="Condition", json_schema_extra={"x-per-item": True})
    every_s: float = Field(default=5.0, ge=0.05, le=86_400, title="Look every (seconds)")
    max_s: float = Field(default=3_600.0, gt=0, le=_LONGEST_S, title="Give up after (seconds)")


class Config(NodeConfig):
    """What is waited for."""

    until: Annotated[Seconds | At | Condition, Field(discriminator="kind")] = Field(title="Wait")


class Output(NodeOutput):
    """When the wait was over."""

    waited_until: datetime


async def run(config: Config, ctx: Context) -> Output | Suspend:
    """Returns at once when there is nothing to wait for, else suspends the step."""
    if isinstance(config.until, Condition):
        return await _look(config.until, ctx)
    now = datetime.now(UTC)
    if isinstance(config.until, At):
        end = _milliseconds(config.until.moment())
    else:
        end = _milliseconds(now) + round(config.until.seconds * 1_000)
    return Output(waited_until=now) if end <= _milliseconds(now) else Suspend("timer", end)


async def _look(until: Condition, ctx: Context) -> Output | Suspend:
    now = datetime.now(UTC)
    if truthy(ctx.evaluate(until.condition)):
        return Output(waited_until=now)
    at, end = _milliseconds(now), await _deadline(until, ctx, _milliseconds(now))
    if at >= end:
        raise NodeError(
            f"The condition did not hold within {until.max_s:g} seconds.", code="wait.timed_out", field="/until/max_s"
        )
    return Suspend("timer", min(end, at + max(1, round(until.every_s * 1_000))))


async def _deadline(until: Condition, ctx: Context, now: int) -> int:
    # Kept outside the step, because `run` starts from nothing at every look, perhaps in another process.
    key = f"core.wait/{ctx.idempotency_key}"
    kept = await ctx.backend.cache_get(key)
    if kept is None:
        kept = {"end": now + round(until.max_s * 1_000)}
        await ctx.backend.cache_put(key, kept, until.max_s + 2 * until.every_s + 86_400)
    return int(kept["end"])


def resume(config: Config, answer: dict[str, Any]) -> Output | Again:
    """Returns the output once the time is up, or asks to look again."""
    return AGAIN if isinstance(config.until, Condition) else Output(waited_until=datetime.now(UTC))


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)


EXAMPLES = (
    Example(
        "Nothing to wait for", {"until": {"kind": "seconds", "seconds": 0}}, check=lambda out: "waited_until" in out
    ),
    Example(
        "Until a moment that has passed",
        {"until": {"kind": "at", "at": "2020-01-01T12:00:00", "zone": "Europe/Berlin"}},
        check=lambda out: "waited_until" in out,
    ),
    Example(
        "Until it holds, and it does",
        {"until": {"kind": "condition", "condition": "{{ input.ready }}", "every_s": 10, "max_s": 600}},
        input={"ready": True},
        check=lambda out: "waited_until" in out,
        needs="backend",
    ),
)

NODE = NodeType(
    id="core.wait",
    title="Wait",
    config=Config,
    output=Output,
    run=run,
    resume=resume,
    kind="pause",
    lane="control",
    icon="timer",
    examples=EXAMPLES,
)
