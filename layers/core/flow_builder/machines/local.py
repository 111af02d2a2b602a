"""The machine of one machine: executes runs with the embedded engine, in this process.

Every run that has not ended has a marker in the store; `recover` goes on with all of them after a restart.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.plan import Plan
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.step import StepRecord
from flow_builder.domain.value import JSON
from flow_builder.engine.host import StepIdentity
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.engine.run import Ending
from flow_builder.errors import Conflict, FlowBuilderError, NotFound, StorageError
from flow_builder.machines.active import Active
from flow_builder.machines.executor import Executor
from flow_builder.machines.host import LocalHost
from flow_builder.machines.journal import Listener, StoreJournal
from flow_builder.machines.slots import Slots
from flow_builder.nodes.base import Backend, NodeType, RunInfo
from flow_builder.realtime import Hub
from flow_builder.store.runs import RunStore

if TYPE_CHECKING:
    import httpx

    from flow_builder.lanes import BrowserLane

_PLANS_KEPT = 200
_ALL = 10_000_000
_RETRY_STORE_S = 5.0
"""Pause before a run that the store stopped (a full disk) is gone on with; it doubles each time, up to 5 minutes."""
_RETRY_STORE_MOST_S = 300.0

FlowSource = Callable[[str, str], Awaitable[tuple[FlowDocument, str, int | None]]]
"""(workspace, flow id) -> (document, its hash, published version or None)."""


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
    """

    def __init__(
        self,
        *,
        runs: RunStore,
        hub: Hub,
        catalogue: Mapping[str, NodeType],
        compile_plan: Callable[[FlowDocument], Plan],
        load_document: Callable[[str, str], Awaitable[FlowDocument]],
        find_flow: FlowSource,
        make_backend: Callable[[RunInfo, Callable[[dict[str, Any] | None], None]], Backend],
        http: "Callable[[], httpx.AsyncClient]",
        lane: "BrowserLane | None" = None,
        env: Callable[[str], dict[str, str]] = lambda _: {},
    ) -> None:
        self.runs = runs
        self.lane = lane
        self.hub = hub
        self._catalogue = catalogue
        self._compile = compile_plan
        self._load_document = load_document
        self._find_flow = find_flow
        self._plans: dict[str, PreparedPlan] = {}
        self._active: dict[str, Active] = {}
        self._slots = Slots(self._launch)
        self._executor = Executor(
            runs, self._slots, self._host, env, http, ended=self._ended, interrupted=self._interrupted
        )
        self._make_backend = make_backend
        self._expected: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.on_end: Callable[[Run], None] = lambda _: None
        """Called at the end of each run, and again after a restart until the run's marker is removed."""
        self.on_events: Listener = lambda _run, _events: None
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
        """Stores the run and begins to execute it; with a known key returns the earlier run instead."""
        active = await self._start(run, document, records, idempotency_key)
        return active if isinstance(active, Run) else active.run

    async def run_for_reply(
        self, run: Run, document: FlowDocument, timeout_s: float, idempotency_key: str | None = None
    ) -> tuple[Run, dict[str, Any] | None]:
        """Starts a run and waits for its end or its `webhook_reply`; the run may still be going on afterwards."""
        active = await self._start(run, document, (), idempotency_key)
        if isinstance(active, Run):
            return await self.wait(active.workspace, active.id, timeout_s), None
        timer = asyncio.get_running_loop().call_later(timeout_s, active.answer, None)
        try:
            await active.answered
        finally:
            timer.cancel()
        return active.run, active.reply

    async def _start(
        self, run: Run, document: FlowDocument, records: Sequence[StepRecord], idempotency_key: str | None
    ) -> Active | Run:
        prepared = self.prepare(document, run.document)
        active = self._activate(run, prepared, records, events=0)
        # A called run never queues: its caller holds a slot while it waits, and flows may call themselves.
        if run.parent is not None or self._slots.is_free(active):
            self._slots.take(active)
            run.status, run.started_at = Status.RUNNING, now()
        self._active.setdefault(run.id, active)  # before others can find the run in the store
        try:
            stored, created = await self.runs.create(run, records, idempotency_key)
        except BaseException:
            self._withdraw(active)
            raise
        if not created:
            self._withdraw(active)
            return stored
        self._admit(active)
        return active

    def _admit(self, active: Active) -> None:
        self._active[active.run.id] = active
        if active.holds_slot:
            self._launch(active)
        else:
            self._slots.enqueue(active)

    def _withdraw(self, active: Active) -> None:
        if self._active.get(active.run.id) is active:
            del self._active[active.run.id]
        self._slots.give(active)

    def _launch(self, active: Active) -> None:
        active.task = asyncio.get_running_loop().create_task(self._executor.execute(active))

    def _activate(self, run: Run, prepared: PreparedPlan, records: Sequence[StepRecord], events: int) -> Active:
        last = max((record.seq for record in records), default=0)
        journal = StoreJournal(
            self.runs,
            run,
            self.hub,
            prepared.price,
            self.on_events,
            records=last,
            events=events,
        )
        active = Active(run, prepared, journal, asyncio.get_running_loop().create_future(), records)
        active.seconds_left = prepared.plan.settings.timeout_s
        return active

    async def start_child(self, parent: Run, step: StepIdentity, flow: str, input_: JSON) -> Run:
        """Starts the flow that a step calls, once per step identity."""
        document, hash_, version = await self._find_flow(parent.workspace, flow)
        child = Run(
            id=new_id("r"),
            workspace=parent.workspace,
            flow=flow,
            flow_name=document.name,
            version=version,
            document=hash_,
            trigger="subflow",
            input=input_,
            parent=parent.id,
            depth=parent.depth + 1,
            chain=[*parent.chain, parent.flow],
            created_at=now(),
        )
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

    # ---- pauses

    def expect(self, token: str) -> asyncio.Future[dict[str, Any]]:
        """Returns the future that an answer to this pause completes."""
        return self._expected.setdefault(token, asyncio.get_running_loop().create_future())

    def forget(self, token: str) -> None:
        """Stops expecting an answer."""
        self._expected.pop(token, None)

    async def answer(self, token: str, answer: dict[str, Any]) -> dict[str, Any]:
        """Answers an open pause and lets its run go on; NotFound, or Conflict when it is answered already."""
        pause = await self.runs.pause_by_token(token)
        if pause is None:
            raise NotFound("There is no such pause.", code="pause.not_found", hint="The link may be mistyped.")
        try:
            done = await self.runs.answer_pause(token, answer)
        except Conflict as error:
            raise Conflict("This has been answered already.", code="pause.answered") from error
        future = self._expected.get(token)
        if future is not None and not future.done():
            future.set_result(answer)
        return done

    # ---- watching and ending

    async def wait(self, workspace: str, run: str, timeout_s: float | None) -> Run:
        """Returns the run at its end, or as it is after the time."""
        active = self._active.get(run)
        if active is None or active.run.workspace != workspace:
            return await self.runs.get(workspace, run)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await active.ended.wait()
        return active.run

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
        active = self._active.get(run)
        if is_final(stored.status) or active is None:
            raise Conflict(f"The run has ended already ({stored.status}).", code="run.ended")
        error = {"code": "run.canceled", "message": "The run was canceled.", "node": ""}
        ending = Ending(Status.CANCELED, error=error)
        if active.task is None:
            self._slots.withdraw(active)
            await self._executor.finish(active, ending)
        else:
            active.end(ending)
            await active.ended.wait()
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
        async for workspace, run in self.runs.active():
            if run not in self._active:
                count += await self._recover(workspace, run) is not None
        return count

    async def _recover(self, workspace: str, run_id: str) -> Active | None:
        run = await self.runs.get(workspace, run_id)
        if is_final(run.status):
            self.on_end(run)
            return None
        try:
            document = await self._load_document(workspace, run.document)
            prepared = self.prepare(document, run.document)
        except FlowBuilderError as error:
            said = {"code": error.code, "message": f"The run cannot go on: {error.message}", "node": ""}
            ended = run.model_copy(update={"status": Status.FAILED, "error": said, "finished_at": now()})
            await self.runs.table.write(self.runs.end_op(run, ended))
            self.on_end(ended)
            return None
        stored = await self.runs.records(workspace, run_id)
        records = [record for record in stored if record.status is not Status.CANCELED]
        await self.runs.forget(workspace, run_id, [record for record in stored if record.status is Status.CANCELED])
        events = await self.runs.events(workspace, run_id, limit=_ALL)
        if run.status is Status.WAITING:
            run = await self.runs.change(workspace, run_id, Status.RUNNING, {})
        active = self._activate(run, prepared, records, events[-1]["seq"] if events else 0)
        active.recovered = bool(events)
        active.journal.retell(records, events)
        if run.status is not Status.QUEUED or self._slots.is_free(active):
            self._slots.take(active)
        self._admit(active)
        return active

    async def close(self) -> None:
        """Stops executing without ending any run; they go on at the next start."""
        self._executor.close()
        self._slots.close()
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
