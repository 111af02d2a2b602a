"""The machine of one machine: executes runs with the embedded engine, in this process.

Every run that has not ended has a marker in the store; `recover` goes on with all of them after a restart.
"""

import asyncio
import contextlib
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import now
from flow_builder.domain.plan import Plan
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.step import StepRecord
from flow_builder.domain.value import JSON
from flow_builder.engine.breaker import Breakers
from flow_builder.engine.host import StepIdentity
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.engine.run import Ending
from flow_builder.errors import Conflict, NotFound, StorageError
from flow_builder.machines.active import Active
from flow_builder.machines.executor import Executor
from flow_builder.machines.host import LocalHost
from flow_builder.machines.journal import Listener
from flow_builder.machines.pauses import Pauses
from flow_builder.machines.queue import FairQueue, Place, Ticket
from flow_builder.machines.reading import Reader
from flow_builder.machines.subflow import FindFlow, called
from flow_builder.machines.treasury import Treasury, expected
from flow_builder.machines.waiting import WaitingRuns
from flow_builder.nodes.base import Backend, NodeType, RunInfo
from flow_builder.realtime import Hub
from flow_builder.store.runs import Queued, RunStore

if TYPE_CHECKING:
    import httpx

    from flow_builder.lanes import BrowserLane

_PLANS_KEPT = 200
_RETRY_STORE_S = 5.0
"""Pause before a run that the store stopped (a full disk) is gone on with; it doubles each time, up to 5 minutes."""
_RETRY_STORE_MOST_S = 300.0


async def _no_variables(_: str) -> dict[str, str]:
    return {}


async def _anybody(_: str) -> None:
    return None


class LocalMachine:
    """Executes runs on this machine.

    Args:
        runs: The repository of runs.
        hub: Told of new events.
        catalogue: Node types by id.
        compile_plan: Document -> plan; raises CompileFailed.
        load_document: (workspace, hash) -> the stored document of a run; NotFound.
        find_flow: Finds the flow that a sub-flow step names.
        make_backend: The node services for one run; gets the function that answers the run's webhook.
        http: The shared client behind the network guard, made on first use.
        lane: Browser workers, or None.
        env: workspace -> workspace variables.
        runs_at_once: Runs of one workspace that execute at the same time; further ones are queued.
        host_runs_at_once: The same for all workspaces together.
    """

    def __init__(
        self,
        *,
        runs: RunStore,
        hub: Hub,
        catalogue: Mapping[str, NodeType],
        compile_plan: Callable[[FlowDocument], Plan],
        load_document: Callable[[str, str], Awaitable[FlowDocument]],
        find_flow: FindFlow,
        make_backend: Callable[[RunInfo, Callable[[dict[str, Any] | None], None]], Backend],
        http: "Callable[[], httpx.AsyncClient]",
        lane: "BrowserLane | None" = None,
        env: Callable[[str], Awaitable[dict[str, str]]] = _no_variables,
        runs_at_once: int = 100,
        host_runs_at_once: int = 400,
    ) -> None:
        self.runs = runs
        self.lane = lane
        self.hub = hub
        self.env = env
        self._catalogue = catalogue
        self._compile = compile_plan
        self._find_flow = find_flow
        self._plans: dict[str, PreparedPlan] = {}
        self._active: dict[str, Active] = {}
        self._order = 0
        self.pauses = Pauses(runs)
        self._reader = Reader(
            runs,
            hub,
            load_document,
            self.prepare,
            ended=lambda run: self.on_end(run),  # noqa: PLW0108 - set later
            listen=lambda run, events: self.on_events(run, events),  # noqa: PLW0108 - same
        )
        self._waiting = WaitingRuns(self._load, self._launch, per_workspace=runs_at_once, in_all=host_runs_at_once)
        self.queue = self._waiting.queue
        self._executor = Executor(
            runs, self.queue, self._host, env, http, ended=self._ended, interrupted=self._interrupted
        )
        self._make_backend = make_backend
        self.on_end: Callable[[Run], None] = lambda _: None
        """Called at the end of each run, and again after a restart until the run's marker is removed."""
        self.on_events: Listener = lambda _run, _events: None
        self.admit: Callable[[str], Awaitable[None]] = _anybody
        """Raises when nothing may start in a workspace."""
        self._background: set[asyncio.Task[Any]] = set()

    # ---- starting

    def prepare(self, document: FlowDocument, hash_: str) -> PreparedPlan:
        """Returns the prepared plan of a document, compiled at most once per hash; CompileFailed."""
        found = self._plans.get(hash_)
        if found is None:
            if len(self._plans) >= _PLANS_KEPT:
                del self._plans[next(iter(self._plans))]
            found = self._plans[hash_] = PreparedPlan(self._compile(document), self._catalogue, hash_)
        return found

    async def start(
        self, run: Run, document: FlowDocument, records: Sequence[StepRecord] = (), idempotency_key: str | None = None
    ) -> Run:
        """Stores the run and begins to execute it, at its turn; with a known key returns the earlier run instead."""
        started, _ = await self._start(run, document, records, idempotency_key)
        return started

    async def run_for_reply(
        self, run: Run, document: FlowDocument, timeout_s: float, idempotency_key: str | None = None
    ) -> tuple[Run, dict[str, Any] | None]:
        """Starts a run and waits for its end or its `webhook_reply`; it may still be queued or going on afterwards."""
        started, active = await self._start(run, document, (), idempotency_key)
        if active is None:
            return await self.wait(started.workspace, started.id, timeout_s), None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                if isinstance(active, Ticket):
                    active = await self._waiting.begun(active)
                if active is not None:
                    await asyncio.shield(active.answered)
        if isinstance(active, Active):
            return active.run, active.reply
        return await self.runs.get(started.workspace, started.id), None

    async def _start(
        self, run: Run, document: FlowDocument, records: Sequence[StepRecord], idempotency_key: str | None
    ) -> tuple[Run, Active | Ticket | None]:
        """Returns the stored run and what is in memory of it, None for one that was started before."""
        await self.admit(run.workspace)
        prepared = self.prepare(document, run.document)
        run.estimate = expected(run, prepared, records)
        active = self._reader.make(run, prepared, records)
        ticket = active.ticket
        # A called run never queues: its caller holds a slot while it waits, and flows may call themselves.
        if run.parent is not None:
            self.queue.force(ticket)
        else:
            self.queue.enter(ticket)
        if ticket.holds_slot:
            run.status, run.started_at = Status.RUNNING, now()
        self._active.setdefault(run.id, active)  # before others can find the run in the store
        try:
            stored, created = await self._store(run, records, idempotency_key, self._place(ticket))
        except BaseException:
            self._withdraw(active)
            raise
        if not created:
            self._withdraw(active)
            return stored, None
        self._active[run.id] = active
        return run, await self._admit(active)

    def count_credits(self, treasury: Treasury) -> None:
        """Has credits reserved for the runs that start or go on from now on."""
        self._executor.treasury = treasury

    async def _store(
        self, run: Run, records: Sequence[StepRecord], idempotency_key: str | None, place: Queued | None
    ) -> tuple[Run, bool]:
        """Stores a new run, where credits are counted together with what is reserved for it."""
        treasury = self._executor.treasury
        if treasury is None:
            return await self.runs.create(run, records, idempotency_key, place)
        return await treasury.reserve(run, lambda also: self.runs.create(run, records, idempotency_key, place, also))

    async def _admit(self, active: Active) -> Active | Ticket:
        """Lets a stored run begin, or wait for its turn as a ticket alone."""
        ticket = active.ticket
        if ticket.holds_slot:
            self._launch(active)
            return active
        if active.ending is not None:
            self.queue.leave(ticket)
            await self._executor.finish(active, active.ending)
            return active
        del self._active[ticket.run]
        self._enqueue(ticket)
        return ticket

    def _enqueue(self, ticket: Ticket) -> None:
        self._waiting.keep(ticket)
        self.queue.enter(ticket)

    def _place(self, ticket: Ticket) -> Queued | None:
        if ticket.holds_slot:
            return None
        self._order = max(self._order + 1, time.time_ns() // 1_000)
        return Queued(self._order, ticket.flow, ticket.limit, ticket.background)

    def _withdraw(self, active: Active) -> None:
        if self._active.get(active.run.id) is active:
            del self._active[active.run.id]
        self.queue.leave(active.ticket)

    def _launch(self, active: Active) -> None:
        active.task = asyncio.get_running_loop().create_task(self._executor.execute(active))

    async def start_child(self, parent: Run, step: StepIdentity, flow: str, input_: JSON) -> Run:
        """Starts the flow that a step calls, once per step identity."""
        child, document = await called(self._find_flow, parent, flow, input_)
        return await self.start(child, document, (), f"subflow:{step.text}")

    def _host(self, active: Active, info: RunInfo) -> LocalHost:
        return LocalHost(self, self._executor, active, info, self._make_backend(info, active.answer))

    # ---- after a run

    def _ended(self, active: Active) -> None:
        self._active.pop(active.run.id, None)
        self.on_end(active.run)

    def _interrupted(self, active: Active) -> None:
        self._later(self._go_on(active))

    async def _go_on(self, active: Active) -> None:
        """Goes on with a run that the store stopped, as after a restart."""
        await asyncio.sleep(min(_RETRY_STORE_S * 2**active.interruptions, _RETRY_STORE_MOST_S))
        self._active.pop(active.run.id, None)
        try:
            again = await self._recover(active.run.workspace, active.run.id)
            if again is None:
                active.run = await self.runs.get(active.run.workspace, active.run.id)
        except StorageError:
            active.interruptions += 1
            self._later(self._go_on(active))
            return
        if again is not None:
            again.interruptions = active.interruptions + 1
            if active.execution is not None and active.execution.ending is not None:
                again.end(active.execution.ending)
            again.answered.add_done_callback(lambda _: active.answer(again.reply))
            await again.ended.wait()
            active.run = again.run
        active.ended.set()
        active.answer(None)

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    # ---- watching and ending

    @property
    def breakers(self) -> Breakers:
        """The circuit breakers of this process; each browser worker has its own."""
        return self._executor.breakers

    @property
    def load(self) -> Counter[str]:
        """How many runs have not ended, by status."""
        found = Counter(active.run.status.value for active in self._active.values())
        found[Status.QUEUED.value] += self.queue.queued()
        return +found

    async def under_way(self, workspace: str, flow: str | None = None) -> Counter[str]:
        """Returns how many runs of a workspace, or of one of its flows, have not ended, by status."""
        runs = [active.run for active in self._active.values() if active.run.workspace == workspace]
        found = Counter(run.status.value for run in runs if flow is None or run.flow == flow)
        found[Status.QUEUED.value] += self.queue.queued(workspace, flow)
        return +found

    async def wait(self, workspace: str, run: str, timeout_s: float | None) -> Run:
        """Returns the run at its end, or as it is after the time."""
        active = self._active.get(run)
        ticket = self._waiting.get(workspace, run)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                if active is None and ticket is not None:
                    active = await self._waiting.begun(ticket)
                if active is not None and active.run.workspace == workspace:
                    await active.ended.wait()
        if active is None or active.run.workspace != workspace:
            return await self.runs.get(workspace, run)
        return active.run

    async def places(self, workspace: str, runs: Iterable[str]) -> dict[str, Place]:
        """Returns where those of some runs stand that are queued."""
        return self._waiting.places(workspace, runs)

    async def queue_of(self, workspace: str) -> FairQueue:  # noqa: ARG002 - all workspaces share one
        """Returns the queue of this host."""
        return self.queue

    async def answer(self, token: str, answer: dict[str, Any]) -> dict[str, Any]:
        """Answers an open pause and lets its run go on; NotFound, or Conflict when it is answered already."""
        return await self.pauses.answer(token, answer)

    async def publish(self, workspace: str, flow: str, document: FlowDocument, hash_: str, number: int) -> None:
        """Does nothing: a run's document is all that it takes to execute it here."""

    async def share(self, workspace: str, flow: str, weights: Sequence[tuple[int, int]]) -> None:
        """Does nothing: runs say which version they execute."""

    async def role(self, workspace: str, flow: str) -> None:
        """Returns None: flows of one machine have no roles in AWS."""

    async def forget(self, workspace: str, flow: str) -> None:
        """Does nothing: there is nothing but the flow itself."""

    async def wait_events(self, workspace: str, run: str, after: int, timeout_s: float) -> list[dict[str, Any]]:
        """Returns events numbered above `after`, waiting for the first one up to the time; [] when none came."""
        found = await self.runs.events(workspace, run, after)
        if found or timeout_s <= 0:
            return found
        stored = await self.runs.get(workspace, run)
        if is_final(stored.status):
            return await self.runs.events(workspace, run, after)
        await self.hub.wait(run, after, timeout_s)
        return await self.runs.events(workspace, run, after)

    async def cancel(self, workspace: str, run: str) -> Run:
        """Ends a run as canceled; NotFound, or Conflict if it has ended."""
        stored = await self.runs.get(workspace, run)
        ticket = self._waiting.get(workspace, run)
        active = self._active.get(run) if ticket is None else await self._waiting.withdraw(ticket)
        if is_final(stored.status) or active is None:
            raise _ended_already(stored)
        error = {"code": "run.canceled", "message": "The run was canceled.", "node": ""}
        ending = Ending(Status.CANCELED, error=error)
        if ticket is not None and not ticket.holds_slot and active.ending is None:
            active.ending = ending
            await self._executor.finish(active, ending)
        active.end(ending)
        await active.ended.wait()
        if active.run.status is not Status.CANCELED:
            raise _ended_already(active.run)
        return active.run

    async def cancel_quietly(self, workspace: str, run: str) -> None:
        """Cancels a run if it has not ended."""
        with contextlib.suppress(Conflict, NotFound):
            await self.cancel(workspace, run)

    # ---- recovery and shutdown

    async def recover(self) -> int:
        """Goes on with every run that has not ended and returns how many these are; one bad run harms no other.

        The ends of runs that nobody was told of are told.
        """
        count = 0
        queued: list[tuple[Queued, Ticket]] = []
        async for workspace, run, place in self.runs.active():
            if run in self._active or self._waiting.get(workspace, run) is not None:
                continue
            if place is not None:
                queued.append((place, Ticket(run, workspace, sys.intern(place.flow), place.limit, place.background)))
            else:
                count += await self._recover(workspace, run) is not None
        for place, ticket in sorted(queued, key=lambda each: each[0].order):
            self._order = place.order
            self._enqueue(ticket)
        return count + len(queued)

    async def _recover(self, workspace: str, run_id: str) -> Active | None:
        """Goes on with a run that had begun."""
        active = await self._reader.read(workspace, run_id)
        if active is not None:
            self.queue.force(active.ticket)
            self._active[run_id] = active
            self._launch(active)
        return active

    async def _load(self, ticket: Ticket) -> Active | None:
        """Reads a queued run."""
        active = await self._reader.read(ticket.workspace, ticket.run)
        if active is not None:
            active.ticket = ticket
            self._active[ticket.run] = active
        return active

    async def close(self) -> None:
        """Stops executing without ending any run; they go on at the next start."""
        self._executor.close()
        await self._waiting.close()
        for active in self._active.values():
            if active.execution is not None:
                active.execution.abandon()
            elif active.task is not None:
                active.task.cancel()
        for task in self._background:
            task.cancel()
        tasks = [active.task for active in self._active.values() if active.task is not None]
        await asyncio.gather(*tasks, *self._background, return_exceptions=True)
        for active in self._active.values():
            await active.journal.close()


def _ended_already(run: Run) -> Conflict:
    return Conflict(f"The run has already ended ({run.status}).", code="run.ended")
