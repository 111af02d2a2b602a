"""Runs of one flow at the same time: as many as its `concurrency`, the others wait their turn."""

from collections import deque
from collections.abc import Callable

from flow_builder.machines.active import Active


class Slots:
    """Counts the runs of each flow that are executing; `launch` is called with a queued one when its turn comes."""

    def __init__(self, launch: Callable[[Active], None]) -> None:
        self._launch = launch
        self._taken: dict[tuple[str, str], int] = {}
        self._queues: dict[tuple[str, str], deque[Active]] = {}
        self._closed = False

    def is_free(self, active: Active) -> bool:
        """Tells whether a run may start now without overtaking another."""
        flow = _flow(active)
        return self._taken.get(flow, 0) < active.prepared.plan.settings.concurrency and flow not in self._queues

    def take(self, active: Active) -> None:
        """Gives a run its slot; a run that goes on after a pause gets one even when all are taken."""
        if not active.holds_slot:
            self._taken[_flow(active)] = self._taken.get(_flow(active), 0) + 1
            active.holds_slot = True

    def give(self, active: Active) -> None:
        """Takes a run's slot back and lets the next ones start."""
        if not active.holds_slot:
            return
        active.holds_slot = False
        flow = _flow(active)
        self._taken[flow] -= 1
        queue = self._queues.get(flow)
        while queue and not self._closed and self._taken[flow] < queue[0].prepared.plan.settings.concurrency:
            following = queue.popleft()
            self.take(following)
            self._launch(following)
        if not queue:
            self._queues.pop(flow, None)
            if not self._taken[flow]:
                del self._taken[flow]

    def enqueue(self, active: Active) -> None:
        """Lets a run wait for its turn."""
        self._queues.setdefault(_flow(active), deque()).append(active)

    def withdraw(self, active: Active) -> None:
        """Takes a waiting run out of its queue."""
        queue = self._queues[_flow(active)]
        queue.remove(active)
        if not queue:
            del self._queues[_flow(active)]

    def close(self) -> None:
        """Lets no further run start."""
        self._closed = True


def _flow(active: Active) -> tuple[str, str]:
    return active.run.workspace, active.run.flow
