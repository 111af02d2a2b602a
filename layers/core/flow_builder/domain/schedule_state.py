"""How a schedule changes: it comes due, its runs end, it is paused. Pure, so that every host decides alike.

A run is claimed first (`starting`, with its id), then stored, then counted as open. A host that dies in between leaves
the claim behind, and whoever looks next stores the run under the claimed id: never twice, and never not at all.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flow_builder.domain.schedule import Schedule, next_times
from flow_builder.domain.status import Status

LATE_MS = 120_000
"""From this delay on a time counts as missed; EventBridge comes up to a minute late, and then a function has to start."""
MAX_WAITING = 100
"""Times that wait for an earlier run to end; further ones are left out."""


def armed(schedule: Schedule, at: int) -> Schedule:
    """Returns the schedule with the next time it is due after `at`; none while it is paused, disabled or at rest."""
    off = schedule.paused or schedule.resting or schedule.disabled is not None
    times = [] if off else next_times(schedule, schedule.created_at, at, 1)
    return schedule.model_copy(update={"next_at": times[0] if times else None})


def advanced(schedule: Schedule, at: int, new_run: Callable[[], str]) -> Schedule:
    """Returns the schedule after what came due until `at`, one time per call; runs to start are in `starting`."""
    due = schedule.next_at
    if due is not None and due <= at:
        late = at - due > LATE_MS
        following = armed(schedule, at if late else due).next_at
        schedule = schedule.model_copy(update={"next_at": following, "last_at": due})
        schedule = _skipped(schedule) if late and schedule.missed == "skip" else _due(schedule, due, new_run)
    if schedule.waiting and not schedule.busy:
        first, *rest = schedule.waiting
        schedule = _claimed(schedule.model_copy(update={"waiting": tuple(rest)}), first, new_run)
    return schedule


def _due(schedule: Schedule, due: int, new_run: Callable[[], str]) -> Schedule:
    occupied = schedule.busy or bool(schedule.waiting)
    if not occupied or schedule.overlap == "parallel":
        return _claimed(schedule, due, new_run)
    if schedule.overlap == "queue" and len(schedule.waiting) < MAX_WAITING:
        return schedule.model_copy(update={"waiting": (*schedule.waiting, due)})
    return _skipped(schedule)


def _claimed(schedule: Schedule, due: int, new_run: Callable[[], str]) -> Schedule:
    return schedule.model_copy(update={"starting": {**schedule.starting, new_run(): due}})


def _skipped(schedule: Schedule) -> Schedule:
    return schedule.model_copy(update={"skipped": schedule.skipped + 1})


def started(schedule: Schedule, run: str) -> Schedule:
    """Returns the schedule once a claimed run is stored."""
    rest = {each: due for each, due in schedule.starting.items() if each != run}
    return schedule.model_copy(update={"starting": rest, "open_runs": (*schedule.open_runs, run), "error": None})


def not_started(schedule: Schedule, run: str, error: Mapping[str, Any]) -> Schedule:
    """Returns the schedule when a claimed run cannot be started, which counts as a failure."""
    rest = {each: due for each, due in schedule.starting.items() if each != run}
    return _counted(schedule.model_copy(update={"starting": rest, "error": dict(error)}), failed=True)


def settled(schedule: Schedule, ended: Mapping[str, Status]) -> Schedule:
    """Returns the schedule after runs ended; canceled ones count neither as failure nor as success."""
    for run in schedule.open_runs:
        if run in ended:
            rest = tuple(each for each in schedule.open_runs if each != run)
            schedule = schedule.model_copy(update={"open_runs": rest})
            if ended[run] is not Status.CANCELED:
                schedule = _counted(schedule, failed=ended[run] is not Status.SUCCEEDED)
    return schedule


def _counted(schedule: Schedule, *, failed: bool) -> Schedule:
    failures = schedule.failures + 1 if failed else 0
    update: dict[str, Any] = {"failures": failures}
    if schedule.disable_after and failures >= schedule.disable_after and schedule.disabled is None:
        update |= {
            "disabled": "The last run failed." if failures == 1 else f"{failures} runs in a row failed.",
            "next_at": None,
            "waiting": (),
        }
    return schedule.model_copy(update=update)
