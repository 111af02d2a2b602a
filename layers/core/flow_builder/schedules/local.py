"""The embedded clock of one machine: sleeps until the next schedule is due and looks at it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from flow_builder.background import BackgroundJob
from flow_builder.domain.ids import now
from flow_builder.domain.schedule import Schedule
from flow_builder.store.schedules import ScheduleStore

log = logging.getLogger(__name__)

_LONGEST_SLEEP_S = 60.0
"""The wall clock may be set, and a machine may sleep; so it never sleeps for long itself."""
_TROUBLE_S = 5.0
_LATE_S = 30.0
"""A look that takes longer is stuck."""

Look = Callable[[Schedule], Awaitable[object]]
"""Settles, advances and starts what a due schedule asks for."""


class LocalClock:
    """Implements Schedules; several clocks on one store do no harm, because every change is conditional."""

    def __init__(self, store: ScheduleStore, look: Look) -> None:
        self._store = store
        self._look = look
        self._changed = asyncio.Event()
        self._job = BackgroundJob(self._tick, "schedules have to wait", trouble_s=_TROUBLE_S, wake=self._changed)

    def start(self) -> None:
        """Begins to look at what is due, what came due before included."""
        self._job.start()

    async def put(self, schedule: Schedule) -> None:  # noqa: ARG002 - it reads them in the store
        """Looks again when to wake up."""
        self._changed.set()

    async def remove(self, schedule: Schedule) -> None:  # noqa: ARG002 - same
        """Looks again when to wake up."""
        self._changed.set()

    @property
    def running(self) -> bool:
        """Tells whether it looks at schedules, and has done so when it meant to."""
        return self._job.is_alive(_LATE_S)

    async def close(self) -> None:
        """Stops; what is claimed by then is started by the next clock."""
        await self._job.close()

    async def _tick(self) -> float:
        """Looks at everything due and returns how many seconds to sleep."""
        due = await self._store.due(now())
        results = await asyncio.gather(*(self._look(each) for each in due), return_exceptions=True)
        trouble = False
        for schedule, result in zip(due, results, strict=True):
            if isinstance(result, BaseException):
                trouble = True
                log.error("schedule %s has to wait", schedule.id, exc_info=result)
        if due:
            return _TROUBLE_S if trouble else 0.0
        following = await self._store.next_look()
        return _LONGEST_SLEEP_S if following is None else min(max(0.0, (following - now()) / 1_000), _LONGEST_SLEEP_S)
