"""The clock of the cloud: schedules of EventBridge Scheduler, each the sign to look at one of ours.

Keys (W = workspace, S = schedule id):

    CLOCK#W  S   what EventBridge was told of a schedule: a digest of it, and how many schedules it took
"""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from pydantic_core import to_json

from flow_builder.domain.schedule import Schedule
from flow_builder.schedules.expressions import Expression, expressions
from flow_builder.store import aws_calls
from flow_builder.store.table import Delete, Item, Put, Table

_SUBJECT = "EventBridge Scheduler"
_MISSING = frozenset({"ResourceNotFoundException"})
_EXISTS = frozenset({"ConflictException"})
_RETRIES = {"MaximumRetryAttempts": 10, "MaximumEventAgeInSeconds": 3_600}
_MINUTE_MS = 60_000


def connect(region: str, endpoint_url: str | None = None) -> Any:
    """Returns a client with credentials from the environment."""
    return aws_calls.connect("scheduler", region, endpoint_url)


class EventBridgeClock:
    """Implements Schedules; what EventBridge knows already is not told again.

    Args:
        client: Of EventBridge Scheduler; calls block, so each runs in a thread.
        table: Keeps what EventBridge was told.
        group: Group that schedules are in.
        target: ARN of the function that is called with `{"schedule", "workspace"}`.
        role: ARN of the role that calls it.
        dead_letters: ARN of the queue that calls end in which nobody took.
    """

    running = True
    """AWS sees to it."""

    def __init__(
        self, client: Any, table: Table, *, group: str, target: str, role: str, dead_letters: str | None = None
    ) -> None:
        self._client = client
        self._table = table
        self._group = group
        self._target = target
        self._role = role
        self._dead_letters = dead_letters

    async def put(self, schedule: Schedule) -> None:
        """Makes EventBridge's schedules follow; StorageError."""
        wanted = () if _rests(schedule) else expressions(schedule, schedule.created_at)
        digest = self._digest(schedule, wanted)
        item = await self._table.get(_pk(schedule), schedule.id)
        known: dict[str, Any] = item.doc if item else {"digest": "", "count": 0}
        if known["digest"] == digest:
            return
        for number, expression in enumerate(wanted):
            await self._save(self._definition(schedule, number, expression))
        for number in range(len(wanted), known["count"]):
            await self._delete(_name(schedule, number))
        kept = {"digest": digest, "count": len(wanted)}
        await self._table.write(Put(Item(_pk(schedule), schedule.id, kept)))

    async def remove(self, schedule: Schedule) -> None:
        """Removes EventBridge's schedules; StorageError."""
        item = await self._table.get(_pk(schedule), schedule.id)
        for number in range(item.doc["count"] if item else 0):
            await self._delete(_name(schedule, number))
        await self._table.write(Delete(_pk(schedule), schedule.id))

    def _digest(self, schedule: Schedule, wanted: tuple[Expression, ...]) -> str:
        ends = (schedule.starts_at, schedule.ends_at)
        # An interval counts from its start anew after a pause; so it does at EventBridge.
        said = [[each.text, each.timezone] for each in wanted], ends, self._target, self._role
        return sha256(to_json(said)).hexdigest()[:32]

    def _definition(self, schedule: Schedule, number: int, expression: Expression) -> dict[str, Any]:
        target: dict[str, Any] = {
            "Arn": self._target,
            "RoleArn": self._role,
            "Input": to_json({"workspace": schedule.workspace, "schedule": schedule.id}).decode(),
            "RetryPolicy": _RETRIES,
        }
        if self._dead_letters:
            target["DeadLetterConfig"] = {"Arn": self._dead_letters}
        found: dict[str, Any] = {
            "Name": _name(schedule, number),
            "GroupName": self._group,
            "ScheduleExpression": expression.text,
            "ScheduleExpressionTimezone": expression.timezone,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "State": "ENABLED",
            "Target": target,
            "ActionAfterCompletion": "DELETE",
        }
        if expression.repeats:
            found |= _ends(schedule, expression)
        return found

    async def _save(self, definition: dict[str, Any]) -> None:
        if not await self._call(self._client.create_schedule, fine=_EXISTS, **definition):
            await self._call(self._client.update_schedule, **definition)

    async def _delete(self, name: str) -> None:
        await self._call(self._client.delete_schedule, fine=_MISSING, Name=name, GroupName=self._group)

    async def _call(self, call: Any, *, fine: frozenset[str] = frozenset(), **given: Any) -> dict[str, Any]:
        """Returns the answer of a call, `{}` for errors that are fine."""
        return await aws_calls.ask(_SUBJECT, call, fine=fine, **given) or {}


def _rests(schedule: Schedule) -> bool:
    """Tells whether a schedule comes due no more, or not now: it is paused, disabled, over, or its flow in the trash."""
    return schedule.next_at is None


def _ends(schedule: Schedule, expression: Expression) -> dict[str, Any]:
    """Returns from when and until when a repeated schedule comes due."""
    found: dict[str, Any] = {}
    if schedule.next_at is not None and (expression.text.startswith("rate") or schedule.starts_at is not None):
        # Rounded up: a call that comes before its time would find nothing due.
        found["StartDate"] = datetime.fromtimestamp(-(-schedule.next_at // 1_000), UTC)
    if schedule.ends_at is not None:
        found["EndDate"] = datetime.fromtimestamp((schedule.ends_at + _MINUTE_MS) / 1_000, UTC)
    return found


def _name(schedule: Schedule, number: int) -> str:
    """Returns a name that is unique over all workspaces: 64 characters at most."""
    digest = sha256(f"{schedule.workspace}#{schedule.id}".encode()).hexdigest()
    return f"{re.sub(r'[^0-9A-Za-z_.-]', '-', schedule.id)[:40]}-{digest[:16]}-{number}"


def _pk(schedule: Schedule) -> str:
    return f"CLOCK#{schedule.workspace}"
