"""Brings runs into memory: new ones, and those that the store holds from before."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.step import StepRecord
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.errors import FlowBuilderError, NotFound, StorageError
from flow_builder.machines.active import Active
from flow_builder.machines.journal import Listener, StoreJournal
from flow_builder.machines.queue import Ticket
from flow_builder.realtime import Hub
from flow_builder.store.runs import RunStore

_ALL = 10_000_000


class Reader:
    """Makes `Active` runs.

    Args:
        runs: The repository of runs.
        hub: Told of new events.
        load_document: (workspace, hash) -> the stored document of a run; NotFound.
        prepare: (document, hash) -> its plan; CompileFailed.
        ended: Told of runs that turn out to have ended.
        listen: Told of events, once they are stored.
    """

    def __init__(
        self,
        runs: RunStore,
        hub: Hub,
        load_document: Callable[[str, str], Awaitable[FlowDocument]],
        prepare: Callable[[FlowDocument, str], PreparedPlan],
        *,
        ended: Callable[[Run], None],
        listen: Listener,
    ) -> None:
        self._runs = runs
        self._hub = hub
        self._load_document = load_document
        self._prepare = prepare
        self._ended = ended
        self._listen = listen

    def make(self, run: Run, prepared: PreparedPlan, records: Sequence[StepRecord], events: int = 0) -> Active:
        """Returns a run in memory, with a ticket of its own; `events` is the number of its last event."""
        last = max((record.seq for record in records), default=0)
        journal = StoreJournal(self._runs, run, self._hub, prepared.price, self._listen, records=last, events=events)
        ticket = Ticket(run.id, run.workspace, run.flow, prepared.plan.settings.concurrency, run.is_background)
        active = Active(run, prepared, journal, ticket, asyncio.get_running_loop().create_future(), records)
        active.seconds_left = prepared.plan.settings.timeout_s
        return active

    async def read(self, workspace: str, run_id: str) -> Active | None:
        """Reads a run that has not ended; tells the end of one that has, and ends one that cannot go on."""
        try:
            run = await self._runs.get(workspace, run_id)
        except NotFound:
            return None  # it was removed
        if is_final(run.status):
            self._ended(run)
            return None
        try:
            document = await self._load_document(workspace, run.document)
            prepared = self._prepare(document, run.document)
        except StorageError:
            raise
        except FlowBuilderError as error:
            said = {"code": error.code, "message": f"The run cannot go on: {error.message}", "node": ""}
            ended = run.model_copy(update={"status": Status.FAILED, "error": said, "finished_at": now()})
            await self._runs.table.write(*self._runs.end_ops(run, ended))
            self._ended(ended)
            return None
        return await self._with_past(run, prepared)

    async def _with_past(self, run: Run, prepared: PreparedPlan) -> Active:
        stored = await self._runs.records(run.workspace, run.id)
        canceled = [record for record in stored if record.status is Status.CANCELED]
        records = [record for record in stored if record.status is not Status.CANCELED]
        await self._runs.forget(run.workspace, run.id, canceled)
        events = await self._runs.events(run.workspace, run.id, limit=_ALL)
        if run.status is Status.WAITING:
            run = await self._runs.change(run.workspace, run.id, Status.RUNNING, {})
        active = self.make(run, prepared, records, events[-1]["seq"] if events else 0)
        active.recovered = bool(events)
        active.journal.retell(records, events)
        return active
