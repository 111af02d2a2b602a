"""The journal of one call: results and events of a run that other calls write to at the same time."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.engine.state import SET_VARS
from flow_builder.errors import FlowBuilderError
from flow_builder.machines.journal import Listener, summary
from flow_builder.store.progress import Progress
from flow_builder.store.runs import run_key, step_item
from flow_builder.store.table import Absent, Item, Put, Table, Write

log = logging.getLogger(__name__)

_BATCH = 90
_TOLD_AFTER_S = 2.0
"""Events wait so long for a result to be stored with; those of a step that takes longer are stored by themselves."""


class CloudJournal:
    """Implements engine.host.Journal. Numbers are taken from the store right before something is written.

    A record is stored when `record` returns, with what was noted and told before it; `flush` stores the rest. Whoever is
    canceled in `record` leaves a write that goes on, since others' notes are in it; `flush` waits for it. `listen` is called
    with events once they are stored.
    """

    def __init__(
        self,
        table: Table,
        progress: Progress,
        run: Run,
        listen: Listener,
        price: Callable[[str], int] = lambda _: 0,
    ) -> None:
        self._table = table
        self._progress = progress
        self._run = run
        self._listen = listen
        self._price = price
        self._partition = run_key(run.workspace, run.id)
        self._notes: list[StepRecord] = []
        self._events: list[dict[str, Any]] = []
        self._left: set[asyncio.Task[None]] = set()
        """Writes under way that nobody waits for any more."""
        self._timer: asyncio.TimerHandle | None = None
        self._telling: asyncio.Task[None] | None = None
        self.credits = 0
        """What the run has cost when this call last stored something."""
        self.failed: list[StepRecord] = []
        """What this call recorded as failed and not handled."""

    def _cost(self, record: StepRecord) -> int:
        is_free = record.cached or record.seeded or record.status in (Status.SKIPPED, Status.CANCELED)
        return 0 if is_free else self._price(record.node)

    def emit(self, type_: str, **data: Any) -> None:
        """Adds an event; it gets its number when it is stored."""
        self._events.append({"at": now(), "type": type_, **data})
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_TOLD_AFTER_S, self._tell)

    def _tell(self) -> None:
        self._timer = None
        if self._events:
            self._telling = asyncio.ensure_future(self._told())

    async def _told(self) -> None:
        events = tuple(self._events)
        try:
            await self._write([])
        except FlowBuilderError as error:
            log.warning("events are stored with the next result: %s (%s)", error.message, error.code)
            self._events[:0] = events

    def note(self, record: StepRecord) -> None:
        """Adds a result that follows from others."""
        self._notes.append(record)

    async def record(self, record: StepRecord) -> None:
        """Stores a result exactly once, together with what came before it; Conflict if there is one already."""
        notes, self._notes = self._notes, []
        writing = asyncio.ensure_future(self._store(notes, record))
        try:
            await asyncio.shield(writing)
        except asyncio.CancelledError:
            self._left.add(writing)
            raise

    async def _store(self, notes: list[StepRecord], record: StepRecord) -> None:
        while len(notes) > _BATCH:
            await self._write(notes[:_BATCH])
            notes = notes[_BATCH:]
        await self._write([*notes, record], once=record)
        if record.status is Status.FAILED and not record.ports:
            self.failed.append(record)

    async def flush(self, *ops: Write) -> None:
        """Stores what is left, and executes writes with the last of it."""
        if self._timer is not None:
            self._timer.cancel()
        await self._all_told()
        while self._left:
            await asyncio.shield(next(iter(self._left)))
            self._left = {each for each in self._left if not each.done()}
        notes, self._notes = self._notes, []
        while len(notes) > _BATCH:
            await self._write(notes[:_BATCH])
            notes = notes[_BATCH:]
        if notes or self._events or ops:
            await self._write(notes, *ops)

    async def _all_told(self) -> None:
        """Waits for events that are being stored: what comes later has later numbers."""
        if self._telling is not None and self._telling is not asyncio.current_task():
            await asyncio.wait([self._telling])

    async def _write(self, records: list[StepRecord], *ops: Write, once: StepRecord | None = None) -> None:
        await self._all_told()
        for each in records:
            self.emit(f"step.{each.status.value}", **summary(each))
        events, self._events = self._events, []
        price = sum(self._cost(each) for each in records)
        last_record, last_event, self.credits = await self._progress.take_numbers(len(records), len(events), price)
        for number, each in enumerate(records, last_record + 1):
            each.seq = number
        writes: list[Write] = [
            Put(step_item(self._partition, each), Absent() if each is once else None) for each in records
        ]
        for each in records:
            if each.type == SET_VARS and isinstance(each.output, dict):
                writes += self._progress.variable_ops(each.output)
        chunk = [{"seq": number, **event} for number, event in enumerate(events, last_event + 1)]
        if chunk:
            writes.append(Put(Item(self._partition, f"E#{last_event + 1:010d}", {"events": chunk})))
        if writes or ops:
            await self._table.write(*writes, *ops)
        if chunk:
            self._listen(self._run, chunk)
