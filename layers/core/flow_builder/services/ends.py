"""What happens after a run: those concerned are told of its end, then it is counted; nothing of that is ever lost.

A run's marker in the store outlives the run. It goes in the very transaction that counts the run, once all takers have
taken its end. A host that dies in between finds the marker when it starts again, and tells the end again: takers may
hear of an end more than once and act on it once, and each run is counted exactly once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from flow_builder.domain.event import Event, EventType
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.errors import Conflict, FlowBuilderError, HostError
from flow_builder.services.bus import Bus
from flow_builder.store.rules import MAX_WRITES
from flow_builder.store.runs import RunStore
from flow_builder.store.statistics import chunks, count_ops

log = logging.getLogger(__name__)

_GATHER_S = 0.025
"""How long ends are gathered before they are counted together."""
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 300.0
_CLOSING_S = 5.0


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody concerned by the ends of runs.

    `take` acts on an end and may be called again for the same one, then it must change nothing. When it raises it is
    called again, half a second later at first and every five minutes in the end; other runs do not wait for that.
    """

    name: str
    concerns: Callable[[Run], bool]
    """Tells at once whether an end is any of its business; most are not."""
    take: Callable[[Run], Awaitable[object]]


class Ends:
    """Tells the ends of runs to takers and counts the runs."""

    def __init__(self, runs: RunStore, bus: Bus, takers: Sequence[Taker] = ()) -> None:
        self._runs = runs
        self._bus = bus
        self._takers = takers
        self.counted: Callable[[Run], None] = lambda _: None
        """Called with each run that `settle` has counted, once."""
        self._telling: set[asyncio.Task[None]] = set()
        self._told: dict[str, Run] = {}
        self._counting: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    def take(self, run: Run) -> None:
        """Takes note of the end of a run, which is stored; returns at once."""
        if self._closing.is_set():
            return  # its marker stays for the next start
        concerned = [taker for taker in self._takers if taker.concerns(run)]
        if not concerned:
            self._count_soon(run)
            return
        task = asyncio.get_running_loop().create_task(self._tell(run, concerned))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def settle(self, run: Run) -> None:
        """Tells the end of a run and counts it before this returns, for hosts that do not live on afterwards.

        Raises HostError `run.unsettled` when somebody could not take it: the run's marker stays, and the end is to be told again.
        """
        if not await self._runs.untold([run]):
            return
        failed = [each.name for each in self._takers if each.concerns(run) and not await _has_taken(each, run)]
        if failed:
            raise HostError(f"The end of run {run.id} was not taken by {', '.join(failed)}.", code="run.unsettled")
        for each in await self._counted([run]):
            self.counted(each)
            self._publish(each)

    async def close(self) -> None:
        """Finishes what is being told and counted, within seconds; the rest is told at the next start."""
        self._closing.set()
        if self._telling:
            await asyncio.wait(self._telling, timeout=_CLOSING_S)
        if self._counting is not None:
            await asyncio.wait([self._counting], timeout=_CLOSING_S)
        left = [*self._telling, *([self._counting] if self._counting is not None else [])]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _tell(self, run: Run, takers: Sequence[Taker]) -> None:
        pause = _FIRST_PAUSE_S
        while takers := [taker for taker in takers if not await _has_taken(taker, run)]:
            if await self._closed_within(pause):
                return
            pause = min(2 * pause, _LONGEST_PAUSE_S)
        self._count_soon(run)

    async def _closed_within(self, seconds: float) -> bool:
        """Waits; returns True as soon as the host closes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        return self._closing.is_set()

    def _count_soon(self, run: Run) -> None:
        self._told[run.id] = run
        if self._counting is None:
            self._counting = asyncio.get_running_loop().create_task(self._count())

    async def _count(self) -> None:
        """Counts what was told until nothing is left."""
        pause = _FIRST_PAUSE_S
        try:
            while self._told:
                await self._closed_within(_GATHER_S)
                try:
                    await self._count_told()
                    pause = _FIRST_PAUSE_S
                except FlowBuilderError as error:
                    log.warning("ended runs are not counted yet: %s (%s)", error.message, error.code)
                    if await self._closed_within(pause):
                        return
                    pause = min(2 * pause, _LONGEST_PAUSE_S)
        finally:
            self._counting = None

    async def _count_told(self) -> None:
        for chunk in chunks(list(self._told.values()), MAX_WRITES):
            counted = await self._counted(chunk)
            for run in chunk:
                del self._told[run.id]
            for run in counted:
                self._publish(run)

    async def _counted(self, runs: list[Run]) -> list[Run]:
        """Counts runs and removes their markers at once; returns those that nobody had counted before."""
        while runs:
            try:
                await self._runs.table.write(*count_ops(runs), *(self._runs.told_op(run) for run in runs))
            except Conflict:
                runs = await self._runs.untold(runs)
            else:
                return runs
        return []

    def _publish(self, run: Run) -> None:
        type_: EventType = "RunCompleted" if run.status is Status.SUCCEEDED else "RunFailed"
        if self._bus.wants(type_):
            self._bus.publish(Event(type=type_, workspace=run.workspace, subject=run.id, data=facts(run)))


def facts(run: Run) -> dict[str, object]:
    """Returns what is told of a run's end: no input and no output."""
    return {
        "flow": run.flow,
        "flow_name": run.flow_name,
        "version": run.version,
        "trigger": run.trigger,
        "status": run.status.value,
        "error": run.error,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
    }


async def _has_taken(taker: Taker, run: Run) -> bool:
    try:
        await taker.take(run)
    except FlowBuilderError as error:
        log.warning("the end of run %s waits: %s failed: %s (%s)", run.id, taker.name, error.message, error.code)
    except Exception:
        log.exception("the end of run %s waits: %s failed", run.id, taker.name)
    else:
        return True
    return False
