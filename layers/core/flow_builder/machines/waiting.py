"""Runs that wait for their turn: tickets are all that is in memory of them, the rest comes when they begin."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from flow_builder.errors import StorageError
from flow_builder.machines.active import Active
from flow_builder.machines.queue import FairQueue, Place, Ticket

log = logging.getLogger(__name__)

_RETRY_S = 5.0


class WaitingRuns:
    """The queue with what is needed to let its runs begin, to cancel them and to wait for them.

    Args:
        load: Reads a run from the store into memory; None when there is nothing to execute.
        launch: Begins to execute a run in memory.
        per_workspace: Runs of one workspace at the same time.
        in_all: Runs of all workspaces at the same time.
    """

    def __init__(
        self,
        load: Callable[[Ticket], Awaitable[Active | None]],
        launch: Callable[[Active], None],
        *,
        per_workspace: int,
        in_all: int,
    ) -> None:
        self.queue = FairQueue(self._turn, per_workspace=per_workspace, in_all=in_all)
        self._load = load
        self._launch = launch
        self._tickets: dict[str, Ticket] = {}
        self._coming: dict[str, asyncio.Task[Active | None]] = {}
        self._begun: dict[str, asyncio.Future[Active | None]] = {}
        self._background: set[asyncio.Task[Any]] = set()

    def keep(self, ticket: Ticket) -> None:
        """Takes care of a stored run: it begins at its turn. One that is not kept is looked after by its starter."""
        self._tickets[ticket.run] = ticket

    def get(self, workspace: str, run: str) -> Ticket | None:
        """Returns the ticket of a run that is kept."""
        ticket = self._tickets.get(run)
        return ticket if ticket is not None and ticket.workspace == workspace else None

    def places(self, workspace: str, runs: Iterable[str]) -> dict[str, Place]:
        """Returns where those of some runs stand that are queued."""
        tickets = (self.get(workspace, run) for run in runs)
        return self.queue.places(ticket for ticket in tickets if ticket is not None)

    async def begun(self, ticket: Ticket) -> Active | None:
        """Waits until a run is in memory and returns it; None when it ended without."""
        if ticket.run not in self._begun:
            self._begun[ticket.run] = asyncio.get_running_loop().create_future()
        return await asyncio.shield(self._begun[ticket.run])

    async def withdraw(self, ticket: Ticket) -> Active | None:
        """Takes a run out of the queue and returns it, to be ended; one that has its slot begins all the same.

        When the store fails, the run waits on, behind the others of its flow.
        """
        if not ticket.holds_slot:
            self.queue.leave(ticket)
        try:
            return await self._bring(ticket)
        except StorageError:
            if not ticket.holds_slot and ticket.run in self._tickets:
                self.queue.enter(ticket)
            raise

    async def close(self) -> None:
        """Lets no further run begin."""
        self.queue.close()
        tasks = [*self._coming.values(), *self._background]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _turn(self, ticket: Ticket) -> None:
        if ticket.run in self._tickets:
            task = asyncio.get_running_loop().create_task(self._begin(ticket))
            self._background.add(task)
            task.add_done_callback(self._background.discard)

    async def _begin(self, ticket: Ticket) -> None:
        try:
            active = await self._bring(ticket)
        except StorageError as error:
            log.warning("run %s has to wait: %s (%s)", ticket.run, error.message, error.code)
            self.queue.leave(ticket)
            await asyncio.sleep(_RETRY_S)
            if ticket.run in self._tickets:
                self.queue.enter(ticket)
            return
        if active is not None:
            self._launch(active)

    async def _bring(self, ticket: Ticket) -> Active | None:
        """Loads a run; whoever asks while it is coming gets the same one."""
        task = self._coming.get(ticket.run)
        if task is None:
            task = self._coming[ticket.run] = asyncio.get_running_loop().create_task(self._loaded(ticket))
        return await asyncio.shield(task)

    async def _loaded(self, ticket: Ticket) -> Active | None:
        try:
            active = await self._load(ticket)
        finally:
            del self._coming[ticket.run]
        del self._tickets[ticket.run]
        if (waiter := self._begun.pop(ticket.run, None)) is not None:
            waiter.set_result(active)
        if active is None:
            self.queue.leave(ticket)
        return active
