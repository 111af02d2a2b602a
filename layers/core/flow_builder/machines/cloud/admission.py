"""Which runs may execute now, where many processes start them: slots in the store, and the fair queue made of it.

The order is that of `machines.queue`. What a queue in memory knows is read from the store each time that somebody may
have got a turn; a slot is given by a conditional write, so that no limit is ever exceeded.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from flow_builder.domain.run import Run
from flow_builder.errors import Conflict, NotFound
from flow_builder.machines.queue import FairQueue, Ticket
from flow_builder.store.runs import Queued, RunStore
from flow_builder.store.slots import SlotStore
from flow_builder.store.table import Write

Store: TypeAlias = Callable[[Queued | None, Sequence[Write]], Awaitable[tuple[Run, bool]]]
"""(place in the queue, further writes) -> (the stored run, whether it is new)."""

_ANY = 1_000_000_000
_TRIES = 50
_SPREAD_S = 0.02


class NoRoomError(Exception):
    """A limit is reached, so the run has to wait for its turn. Not one of the product's errors: nobody ever sees it."""


class Admission:
    """Gives runs their slots. `begin` is called with each queued run whose turn has come; it must not raise.

    Args:
        runs: The repository of runs.
        begin: Starts the execution of a run that has a slot.
        per_workspace: Runs of one workspace at the same time, unless it has a limit of its own.
    """

    def __init__(self, runs: RunStore, begin: Callable[[Run], Awaitable[None]], *, per_workspace: int) -> None:
        self._runs = runs
        self._begin = begin
        self.slots = SlotStore(runs.table)
        self._per_workspace = per_workspace
        self._limits: dict[str, int] = {}

    def set_limit(self, workspace: str, limit: int | None) -> None:
        """Gives a workspace a limit of its own, or with None that of all."""
        if limit is None:
            self._limits.pop(workspace, None)
        else:
            self._limits[workspace] = limit

    def limit_of(self, workspace: str) -> int:
        """Returns how many runs of a workspace may execute at the same time."""
        return self._limits.get(workspace, self._per_workspace)

    async def enter(self, run: Run, limit: int, store: Store, *, forced: bool = False) -> tuple[Run, bool, bool]:
        """Stores a run with a slot, or with a place in the queue; returns it, whether it is new and has a slot.

        `limit` is how many runs of its flow may execute at the same time; one that is `forced` never waits.
        """
        await self.slots.open(run.workspace, run.flow)
        most = (None, None) if forced else (limit, self.limit_of(run.workspace))
        for _ in range(_TRIES):
            try:
                await self.check(run, limit)
                return *await store(None, self.slots.take_ops(run, *most)), True
            except NoRoomError:
                break
            except Conflict:
                await asyncio.sleep(random.uniform(0, _SPREAD_S))  # noqa: S311 - spreading load
        place = Queued(time.time_ns() // 1_000, run.flow, limit, run.is_background)
        stored, created = await store(place, ())
        if created:
            # Whoever left before this run stood in the queue has not seen it.
            await self.advance(run.workspace)
        return stored, created, False

    async def check(self, run: Run, limit: int) -> None:
        """Raises NoRoomError when there is no slot for a run; one that another run calls never waits."""
        if run.parent is None and not await self.slots.has_room(run, limit, self.limit_of(run.workspace)):
            raise NoRoomError

    async def leave(self, run: Run) -> None:
        """Takes a run's slot away and lets those begin whose turn has come."""
        await self.slots.leave(run)
        await self.advance(run.workspace)

    async def advance(self, workspace: str) -> int:
        """Lets queued runs begin that have room; returns how many."""
        turns: list[Ticket] = []
        queue, waiting = await self._made(workspace, turns.append)
        if not waiting:
            return 0
        queue.open()
        count = 0
        for ticket in turns:
            if ticket.run in waiting and (run := await self._take(ticket)) is not None:
                await self._begin(run)
                count += 1
        return count

    async def _take(self, ticket: Ticket) -> Run | None:
        """Gives a queued run its slot; None when somebody was faster, or there is no room after all."""
        try:
            run = await self._runs.get(ticket.workspace, ticket.run)
            ops = self.slots.take_ops(run, ticket.limit, self.limit_of(ticket.workspace))
            await self._runs.table.write(*ops, self._runs.unqueue_op(run))
        except (Conflict, NotFound):
            return None
        return run

    async def read(self, workspace: str) -> tuple[FairQueue, dict[str, Ticket]]:
        """Returns a workspace's queue as it is now, and the tickets of those who wait."""
        return await self._made(workspace, lambda _: None)

    async def _made(self, workspace: str, launch: Callable[[Ticket], None]) -> tuple[FairQueue, dict[str, Ticket]]:
        """Returns the queue, closed: those who might begin wait until it is opened."""
        queue = FairQueue(launch, per_workspace=self.limit_of(workspace), in_all=_ANY)
        queue.close()
        for taken in await self.slots.taken(workspace):
            queue.force(Ticket(taken.run, workspace, taken.flow, _ANY, taken.background))
        waiting: dict[str, Ticket] = {}
        for run, place in await self._runs.queue(workspace):
            ticket = waiting[run] = Ticket(run, workspace, place.flow, place.limit, place.background)
            queue.enter(ticket)
        return queue, waiting
