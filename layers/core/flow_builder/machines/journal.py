"""One run's journal on the store: numbers results and events, writes them together, announces them."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flow_builder.domain.credits import is_platform_failure
from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord, item_count, path_text
from flow_builder.errors import StorageError
from flow_builder.realtime import Hub
from flow_builder.store.runs import RunStore, run_key, step_item
from flow_builder.store.table import Absent, Item, Put, Write

log = logging.getLogger(__name__)

_FLUSH_S = 0.025
_BATCH = 90
_ABSENT = Absent()
_TOLD = frozenset(f"step.{status.value}" for status in (Status.SUCCEEDED, Status.FAILED, Status.SKIPPED))


Listener = Callable[[Run, Sequence[Mapping[str, Any]]], None]
"""Called with a run and its next events, once they are stored."""


class StoreJournal:
    """Writes a run's records and events.

    A record is on disk when `record` returns. Events follow within 25 ms, in chunks, and are announced then; those
    that a crash takes with it are told again at recovery, from the records (`retell`).
    """

    def __init__(
        self,
        store: RunStore,
        run: Run,
        hub: Hub,
        price: Callable[[str], int],
        listen: Listener,
        *,
        records: int = 0,
        events: int = 0,
    ) -> None:
        self._store = store
        self._table = store.table
        self._run = run
        self._partition = run_key(run.workspace, run.id)
        self._hub = hub
        self._price = price
        self._listen = listen
        self._records = records
        self._seq = events
        self._notes: list[Write] = []
        self._events: list[dict[str, Any]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._flushing: asyncio.Task[None] | None = None
        self.done = 0
        self.failed = 0
        self.credits = 0
        self.refundable = 0

    def emit(self, type_: str, **data: Any) -> None:
        """Adds a numbered event; stored and announced within 25 ms."""
        self._seq += 1
        self._events.append({"seq": self._seq, "at": now(), "type": type_, **data})
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_FLUSH_S, self._flush_later)

    def note(self, record: StepRecord) -> None:
        """Adds a result that follows from others; on disk with the next record, at the latest after 25 ms."""
        self._number(record)
        self._notes.append(Put(step_item(self._partition, record)))

    async def record(self, record: StepRecord) -> None:
        """Stores a result exactly once; durable when it returns. Conflict if there is one already."""
        self._count(record)
        self._number(record)
        item = step_item(self._partition, record)
        notes = await self._take_notes() if self._notes else []
        try:
            await self._table.write(Put(item, _ABSENT), *notes)
        except asyncio.CancelledError:
            # What was under way may or may not be stored, now or a moment later; the run's end makes sure of it.
            self._notes += [Put(item), *notes]
            raise

    def _count(self, record: StepRecord) -> None:
        self.done += 1
        self.failed += record.status is Status.FAILED
        price = 0 if record.cached else self._price(record.node)
        self.credits += price
        if record.error is not None and is_platform_failure(record.error):
            self.refundable += price

    def _number(self, record: StepRecord) -> None:
        self._records += 1
        record.seq = self._records
        self._tell(record)

    def _tell(self, record: StepRecord) -> None:
        self.emit(f"step.{record.status.value}", **summary(record))

    def retell(self, records: Sequence[StepRecord], events: Sequence[Mapping[str, Any]]) -> None:
        """Counts what an earlier process executed and emits the events that a crash kept from being stored."""
        told = {(event["node"], event["path"]) for event in events if event["type"] in _TOLD}
        for record in records:
            if not record.seeded and record.status is not Status.SKIPPED:
                self._count(record)
            if not record.seeded and (record.node, path_text(record.path)) not in told:
                self._tell(record)

    async def _take_notes(self) -> list[Write]:
        """Returns the notes to go with the next write, having written the others if they are too many."""
        notes, self._notes = self._notes, []
        while len(notes) > _BATCH:
            await self._table.write(*notes[:_BATCH])
            notes = notes[_BATCH:]
        return notes

    async def write(self, *ops: Write) -> None:
        """Executes writes together with the notes and events so far, then announces these."""
        notes = await self._take_notes()
        chunk, self._events = self._events, []
        if chunk:
            notes.append(Put(Item(self._partition, f"E#{chunk[0]['seq']:010d}", {"events": chunk})))
        if ops or notes:
            await self._table.write(*ops, *notes)
        if chunk:
            self._hub.publish(self._run.id, chunk[-1]["seq"])
            self._listen(self._run, chunk)
            self._feed(chunk)

    def _feed(self, chunk: Sequence[Mapping[str, Any]]) -> None:
        """Tells the workspace's feed how the run as a whole goes on."""
        run = self._run
        for event in chunk:
            if event["type"].startswith("run."):
                said = {"run": run.id, "flow": run.flow, "flow_name": run.flow_name, "trigger": run.trigger}
                self._hub.feed(run.workspace, {**said, **event})

    def _flush_later(self) -> None:
        self._timer = None
        if self._events:
            self._flushing = asyncio.get_running_loop().create_task(self._flush())

    async def _flush(self) -> None:
        try:
            await self.write()
        except StorageError as error:
            log.warning("events of run %s could not be stored: %s", self._run.id, error.message)

    def discard(self) -> None:
        """Forgets what is not written yet; the store failed, and the run will go on from what it holds."""
        self._notes, self._events = [], []
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def close(self) -> None:
        """Writes what is left."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._flushing is not None:
            await self._flushing
        await self._flush()


def summary(record: StepRecord) -> dict[str, Any]:
    """Returns what an event says of a finished step: no output, but how many items it has."""
    said: dict[str, Any] = {
        "node": record.node,
        "key": record.key,
        "path": path_text(record.path),
        "ports": list(record.ports),
        "ms": record.finished_at - record.started_at,
    }
    if (items := item_count(record.output)) is not None or (items := record.meta.get("items")) is not None:
        said["items"] = items
    if record.attempts > 1:
        said["attempts"] = record.attempts
    for name in ("error", "cached", "artifacts"):
        if value := getattr(record, name):
            said[name] = value
    if healed := record.meta.get("healed"):
        said["healed"] = healed
    return said
