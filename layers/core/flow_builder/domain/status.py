"""Statuses of runs and steps, and the one table of allowed changes."""

from enum import StrEnum

from flow_builder.errors import IllegalTransition


class Status(StrEnum):
    """Status of a run or a step; only a step is ever `pending` or `skipped`, only a run `queued`."""

    QUEUED = "queued"
    PENDING = "pending"
    RUNNING = "running"
    WAITING = "waiting"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"
    TIMED_OUT = "timed_out"
    SKIPPED = "skipped"


_ENDS = frozenset({Status.SUCCEEDED, Status.FAILED, Status.CANCELED, Status.TIMED_OUT})

RUN_TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.RUNNING, Status.FAILED, Status.CANCELED, Status.TIMED_OUT}),
    Status.RUNNING: _ENDS | {Status.WAITING},
    Status.WAITING: _ENDS | {Status.RUNNING},
}
"""From -> to, for runs; a status that is no key is final."""

STEP_TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.RUNNING, Status.SKIPPED, Status.CANCELED}),
    Status.RUNNING: _ENDS | {Status.WAITING},
    Status.WAITING: _ENDS | {Status.RUNNING},
}
"""From -> to, for steps; a status that is no key is final."""


def is_final(status: Status) -> bool:
    """Tells whether nothing can follow this status."""
    return status not in RUN_TRANSITIONS and status not in STEP_TRANSITIONS


def allowed_before(status: Status) -> tuple[Status, ...]:
    """Returns the run statuses from which `status` may be reached, for conditional writes."""
    return tuple(before for before, after in RUN_TRANSITIONS.items() if status in after)


def check_transition(before: Status, after: Status, table: dict[Status, frozenset[Status]]) -> None:
    """Raises IllegalTransition unless `table` allows the change."""
    if after not in table.get(before, frozenset()):
        raise IllegalTransition(
            f"A status cannot change from {before} to {after}.", details={"from": before, "to": after}
        )
