"""How a schedule's state moves: overlaps, missed times, failures, claims."""

from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_builder.domain.schedule import Schedule
from flow_builder.domain.schedule_state import LATE_MS, MAX_WAITING, advanced, armed, not_started, settled, started
from flow_builder.domain.status import Status

MINUTE = 60_000


def schedule(**more: Any) -> Schedule:
    timing = {"kind": "every", "n": 1, "unit": "minutes"}
    made = Schedule.model_validate({"id": "s", "workspace": "w", "flow": "f", "timing": timing, **more})
    return armed(made, 0)


class Clock:
    """A schedule that is looked at; its runs start at once."""

    def __init__(self, **more: Any) -> None:
        self.schedule = schedule(**more)
        self._ids = count()
        self.runs: dict[str, int] = {}

    def look(self, minutes: float) -> dict[str, int]:
        """Returns the runs that start at that time, with the minute each came due."""
        new: dict[str, int] = {}
        while (
            moved := advanced(self.schedule, round(minutes * MINUTE), lambda: f"r{next(self._ids)}")
        ) != self.schedule:
            self.schedule = moved
            for run, due in moved.starting.items():
                new[run] = due // MINUTE
                self.schedule = started(self.schedule, run)
        self.runs |= new
        return new

    def end(self, run: str, status: Status = Status.SUCCEEDED) -> None:
        self.schedule = settled(self.schedule, {run: status})


def test_each_time_starts_one_run() -> None:
    clock = Clock(overlap="parallel")
    assert clock.look(0.5) == {}
    assert clock.look(1) == {"r0": 1}
    assert clock.look(1.5) == {}
    assert clock.look(2) == {"r1": 2}


def test_while_a_run_goes_on_the_next_is_left_out() -> None:
    clock = Clock(overlap="skip")
    clock.look(1)
    assert clock.look(2) == {}
    assert clock.schedule.skipped == 1
    clock.end("r0")
    assert clock.look(3) == {"r1": 3}


def test_waiting_times_start_in_order_as_runs_end() -> None:
    clock = Clock(overlap="queue")
    clock.look(1)
    assert clock.look(2) == clock.look(3) == {}
    clock.end("r0")
    assert clock.look(3.5) == {"r1": 2}
    clock.end("r1")
    assert clock.look(3.6) == {"r2": 3}


def test_a_queue_has_an_end() -> None:
    clock = Clock(overlap="queue")
    for minute in range(1, MAX_WAITING + 4):
        clock.look(minute)
    assert (len(clock.schedule.waiting), clock.schedule.skipped) == (MAX_WAITING, 2)


def test_missed_times_are_made_up_for_with_one_run() -> None:
    clock = Clock(missed="run_once")
    assert clock.look(100.25) == {"r0": 1}
    assert clock.schedule.next_at == 101 * MINUTE


def test_missed_times_can_be_left_out() -> None:
    clock = Clock(missed="skip")
    assert clock.look(100.25) == {}
    assert (clock.schedule.skipped, clock.schedule.next_at) == (1, 101 * MINUTE)


def test_a_little_late_is_not_missed() -> None:
    clock = Clock(missed="skip")
    assert clock.look(1 + LATE_MS / MINUTE) == {"r0": 1}


def test_failures_in_a_row_disable_it() -> None:
    clock = Clock(disable_after=3)
    for minute in (1, 2):
        clock.look(minute)
        clock.end(f"r{minute - 1}", Status.FAILED)
    clock.look(3)
    clock.end("r2", Status.TIMED_OUT)
    assert clock.schedule.disabled == "3 runs in a row failed."
    assert clock.look(4) == {}


def test_a_success_in_between_counts_from_the_beginning_and_canceled_runs_do_not_count() -> None:
    clock = Clock(disable_after=2)
    for minute, status in enumerate((Status.FAILED, Status.SUCCEEDED, Status.FAILED, Status.CANCELED), 1):
        clock.look(minute)
        clock.end(f"r{minute - 1}", status)
    assert (clock.schedule.failures, clock.schedule.disabled) == (1, None)


def test_a_run_that_cannot_start_counts_as_failed() -> None:
    claimed = advanced(schedule(disable_after=1), MINUTE, lambda: "r0")
    after = not_started(claimed, "r0", {"code": "flow.not_found", "message": "gone"})
    assert (after.starting, after.error, after.next_at) == ({}, {"code": "flow.not_found", "message": "gone"}, None)


def test_a_paused_schedule_is_not_due() -> None:
    assert schedule(paused=True).next_at is None


_EVENTS = st.lists(st.one_of(st.floats(0.01, 5), st.sampled_from(["ok", "bad"])), max_size=40)


@pytest.mark.parametrize("overlap", ["skip", "queue", "parallel"])
@given(events=_EVENTS)
def test_no_time_ever_starts_two_runs_and_order_is_kept(overlap: str, events: list[float | str]) -> None:
    clock, minutes = Clock(overlap=overlap, disable_after=0), 0.0
    for event in events:
        if isinstance(event, float):
            minutes += event
            clock.look(minutes)
        elif clock.schedule.open_runs:
            clock.end(clock.schedule.open_runs[0], Status.SUCCEEDED if event == "ok" else Status.FAILED)
        if overlap != "parallel":
            assert len(clock.schedule.open_runs) <= 1
    due = list(clock.runs.values())
    assert due == sorted(set(due))
