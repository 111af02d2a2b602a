"""The machine of the cloud: runs are executions of state machines, and all that is known of them is in the store.

Any number of processes work on the same runs; none keeps anything of them in memory. A process that dies between two
writes leaves something that `Sweep` or the next caller finds and finishes.
"""

import asyncio
import contextlib
import logging
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.flow_role import FlowRole
from flow_builder.domain.plan import Plan
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.step import StepRecord
from flow_builder.engine.breaker import Breakers
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.engine.run import Ending
from flow_builder.errors import Conflict, FlowBuilderError, NotFound, StorageError
from flow_builder.machines.cloud import tokens
from flow_builder.machines.cloud.admission import Admission, Store
from flow_builder.machines.cloud.closing import close
from flow_builder.machines.cloud.deployed import Deployed
from flow_builder.machines.cloud.roles import FlowRoles
from flow_builder.machines.journal import Listener
from flow_builder.machines.queue import FairQueue, Place
from flow_builder.machines.treasury import Treasury, expected
from flow_builder.nodes.base import NodeType
from flow_builder.realtime import Hub
from flow_builder.store.progress import Progress
from flow_builder.store.runs import RunStore

log = logging.getLogger(__name__)

_PLANS_KEPT = 50
_FIRST_LOOK_S = 0.05
_LONGEST_LOOK_S = 1.0
_LONGEST_WAIT_S = 25.0
"""API Gateway gives an answer of its own after 30 s."""


class Executions(tokens.Tokens, Protocol):
    """Who executes machines."""

    async def start(self, machine: str, run: str, input_: dict[str, Any]) -> None:
        """Starts the execution of a run, once; NotFound when there is no such machine."""
        ...

    async def stop(self, machine: str, run: str, cause: str) -> None:
        """Stops the execution of a run; one that is over, or never began, is fine."""
        ...

    async def status(self, machine: str, run: str) -> dict[str, Any] | None:
        """Returns `status`, `error` and `cause` of a run's execution; None when there is none."""
        ...

    async def redrive(self, machine: str, run: str) -> bool:
        """Lets an execution that failed, was stopped or timed out go on where it was; False when it cannot."""
        ...


async def _anybody(_: str) -> None:
    return None


class CloudMachine:
    """Implements machines.Machine.

    Args:
        runs: The repository of runs.
        hub: Told of new events.
        catalogue: Node types by id.
        compile_plan: Document -> plan; raises CompileFailed.
        load_document: (workspace, hash) -> the stored document of a run; NotFound.
        deployed: Makes the machines.
        executions: Executes them.
        env: workspace -> workspace variables.
        runs_at_once: Runs of one workspace that execute at the same time; further ones are queued.
        roles: Makes the roles of flows in AWS, where they have some.
    """

    lane = None

    def __init__(
        self,
        *,
        runs: RunStore,
        hub: Hub,
        catalogue: Mapping[str, NodeType],
        compile_plan: Callable[[FlowDocument], Plan],
        load_document: Callable[[str, str], Awaitable[FlowDocument]],
        deployed: Deployed,
        executions: Executions,
        env: Callable[[str], Awaitable[dict[str, str]]],
        runs_at_once: int = 100,
        roles: FlowRoles | None = None,
    ) -> None:
        self.runs = runs
        self.hub = hub
        self.env = env
        self.deployed = deployed
        self.executions = executions
        self.roles = roles
        self.admission = Admission(runs, self._begin, per_workspace=runs_at_once)
        self.treasury: Treasury | None = None
        """Reserves credits, where they are counted."""
        self.admit: Callable[[str], Awaitable[None]] = _anybody
        """Raises when nothing may start in a workspace."""
        self.on_events: Listener = lambda _run, _events: None
        self.ended: Callable[[Run], Awaitable[None]] = self.release
        """Told of the end of a run that has no execution to tell it; normally `RunEnds.settle`."""
        self._catalogue = catalogue
        self._compile = compile_plan
        self._load_document = load_document
        self._plans: OrderedDict[str, PreparedPlan] = OrderedDict()
        self._breakers = Breakers()

    # ---- starting

    def prepare(self, document: FlowDocument, hash_: str) -> PreparedPlan:
        """Returns the prepared plan of a document, compiled at most once per hash; CompileFailed."""
        found = self._plans.get(hash_)
        if found is None:
            found = self._plans[hash_] = PreparedPlan(self._compile(document), self._catalogue, hash_)
            if len(self._plans) > _PLANS_KEPT:
                self._plans.popitem(last=False)
        return found

    async def start(
        self, run: Run, document: FlowDocument, records: Sequence[StepRecord] = (), idempotency_key: str | None = None
    ) -> Run:
        """Stores the run and starts its execution, at its turn; with a known key returns the earlier run instead."""
        return (await self._start(run, document, records, idempotency_key))[0]

    async def _start(
        self, run: Run, document: FlowDocument, records: Sequence[StepRecord], idempotency_key: str | None
    ) -> tuple[Run, bool]:
        await self.admit(run.workspace)
        prepared = self.prepare(document, run.document)
        run.estimate = expected(run, prepared, records)
        machine = await self.deployed.arn(run.workspace, run.flow, prepared.plan)
        limit = prepared.plan.settings.concurrency
        store = self._storing(run, records, idempotency_key, machine, limit)
        stored, created, has_slot = await self.admission.enter(run, limit, store, forced=run.parent is not None)
        if created and has_slot:
            await self._begin(stored)
        return stored, created

    def _storing(
        self, run: Run, records: Sequence[StepRecord], idempotency_key: str | None, machine: str, limit: int
    ) -> Store:
        """Returns what stores a run with its place in the queue and further writes, among them what is reserved for it."""
        named = Progress(self.runs.table, run.workspace, run.id).machine_op(machine)

        async def store(place: Any, also: Sequence[Any]) -> tuple[Run, bool]:
            async def create(more: Sequence[Any] = ()) -> tuple[Run, bool]:
                try:
                    return await self.runs.create(run, records, idempotency_key, place, [named, *also, *more])
                except Conflict:
                    if place is None:
                        await self.admission.check(run, limit)  # so that nobody tries again what cannot be
                    raise

            return await (create() if self.treasury is None else self.treasury.reserve(run, create))

        return store

    async def _begin(self, run: Run) -> None:
        """Starts the execution of a run that has a slot; what cannot be started now is found by the sweep."""
        try:
            await self.launch(run)
        except FlowBuilderError as error:
            log.warning("run %s is started later: %s (%s)", run.id, error.message, error.code)

    async def launch(self, run: Run) -> None:
        """Starts the execution of a run, once; a machine that somebody has deleted is made anew."""
        machine = await Progress(self.runs.table, run.workspace, run.id).machine()
        given = first_input(run)
        if machine is not None:
            try:
                await self.executions.start(machine, run.id, given)
            except NotFound:
                log.warning("the machine of run %s is gone and made anew", run.id)
            else:
                return
        prepared = self.prepare(await self._load_document(run.workspace, run.document), run.document)
        machine = await self.deployed.lost(run.workspace, run.flow, prepared.plan)
        await self.runs.table.write(Progress(self.runs.table, run.workspace, run.id).machine_op(machine))
        await self.executions.start(machine, run.id, given)

    async def run_for_reply(
        self, run: Run, document: FlowDocument, timeout_s: float, idempotency_key: str | None = None
    ) -> tuple[Run, dict[str, Any] | None]:
        """Starts a run and waits for its end or its `webhook_reply`; it may still be queued or going on afterwards."""
        started, created = await self._start(run, document, (), idempotency_key)
        progress = Progress(self.runs.table, started.workspace, started.id)
        reply: dict[str, Any] | None = None

        async def answered() -> bool:
            nonlocal reply
            reply = await progress.reply() if created else None
            return reply is not None

        return await self._watch(started.workspace, started.id, timeout_s, answered), reply

    # ---- watching

    @property
    def breakers(self) -> Breakers:
        """The circuit breakers of this process; each other process has its own."""
        return self._breakers

    @property
    def load(self) -> Counter[str]:
        """Returns nothing: no process has runs of its own."""
        return Counter()

    async def wait(self, workspace: str, run: str, timeout_s: float | None) -> Run:
        """Returns the run at its end, or as it is after the time."""
        return await self._watch(workspace, run, timeout_s)

    async def _watch(
        self,
        workspace: str,
        run: str,
        timeout_s: float | None,
        enough: Callable[[], Awaitable[bool]] | None = None,
    ) -> Run:
        """Looks at a run again and again, less often the longer it takes, until it has ended or it is enough."""
        deadline = time.monotonic() + min(_LONGEST_WAIT_S if timeout_s is None else timeout_s, _LONGEST_WAIT_S)
        pause = _FIRST_LOOK_S
        while True:
            found = await self.runs.get(workspace, run)
            if (enough is not None and await enough()) or is_final(found.status):
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                return found
            await asyncio.sleep(min(pause, left))
            pause = min(1.5 * pause, _LONGEST_LOOK_S)

    async def wait_events(self, workspace: str, run: str, after: int, timeout_s: float) -> list[dict[str, Any]]:
        """Returns events numbered above `after`, waiting for the first one up to the time; [] when none came."""
        found: list[dict[str, Any]] = []

        async def came() -> bool:
            found[:] = await self.runs.events(workspace, run, after)
            return bool(found)

        await self._watch(workspace, run, timeout_s, came)
        return found

    async def queue_of(self, workspace: str) -> FairQueue:
        """Returns a workspace's queue as it is stored."""
        return (await self.admission.read(workspace))[0]

    async def places(self, workspace: str, runs: Iterable[str]) -> dict[str, Place]:
        """Returns where those of some runs stand that are queued."""
        queue, tickets = await self.admission.read(workspace)
        return queue.places(tickets[run] for run in runs if run in tickets)

    async def under_way(self, workspace: str, flow: str | None = None) -> Counter[str]:
        """Returns how many runs of a workspace, or of one of its flows, have not ended, by status."""
        found = [run async for run in self.runs.unfinished(workspace)]
        return Counter(run.status.value for run in found if flow is None or run.flow == flow)

    # ---- ending

    async def cancel(self, workspace: str, run: str) -> Run:
        """Ends a run as canceled, and the runs that it calls; NotFound, or Conflict if it has ended."""
        stored = await self.runs.get(workspace, run)
        error = {"code": "run.canceled", "message": "The run was canceled.", "node": ""}
        canceled, was_it = await self.end(stored, Ending(Status.CANCELED, error=error))
        if not was_it:
            raise Conflict(f"The run has already ended ({canceled.status}).", code="run.ended")
        return canceled

    async def end(self, run: Run, ending: Ending) -> tuple[Run, bool]:
        """Ends a run from outside, with its execution and those that it calls; returns it and whether this ended it."""
        ended, was_it = await close(self.runs, run, ending, await self._price(run), self.on_events)
        if not was_it:
            return ended, False
        progress = Progress(self.runs.table, run.workspace, run.id)
        machine = await progress.machine()
        if machine is not None:
            await self.executions.stop(machine, run.id, f"The run was ended: {ending.status}.")
        for child in await progress.children():
            await self.cancel_quietly(run.workspace, child)
        try:
            await self.ended(ended)
        except FlowBuilderError as error:
            log.warning("the end of run %s is told later: %s (%s)", run.id, error.message, error.code)
        return ended, True

    async def late(self, run: Run) -> Ending:
        """Returns how a run ends that took longer than it may."""
        said = f"The run took longer than its {await self.time_limit(run):g} s."
        return Ending(Status.TIMED_OUT, error={"code": "run.timeout", "message": said, "node": ""})

    async def time_limit(self, run: Run) -> float:
        """Returns how many seconds a run may take, not counting those in which it waits."""
        return (await self._load_document(run.workspace, run.document)).settings.timeout_s

    async def _price(self, run: Run) -> Callable[[str], int]:
        try:
            prepared = self.prepare(await self._load_document(run.workspace, run.document), run.document)
        except FlowBuilderError:
            return lambda _: 0  # nobody is charged for what nobody can read any more
        return prepared.price

    async def cancel_quietly(self, workspace: str, run: str) -> None:
        """Cancels a run if it has not ended."""
        with contextlib.suppress(Conflict, NotFound):
            await self.cancel(workspace, run)

    async def answer(self, token: str, answer: dict[str, Any]) -> dict[str, Any]:
        """Answers an open pause and lets its run go on; NotFound, or Conflict when it is answered already."""
        if await self.runs.pause_by_token(token) is None:
            raise NotFound("Nothing waits for this answer.", code="pause.not_found", hint="The link may be mistyped.")
        return await tokens.answer(self.runs, self.executions, token, answer)

    async def release(self, run: Run) -> None:
        """Takes away the slot of a run that ended, and lets others have it."""
        await self.admission.leave(run)

    # ---- flows

    async def publish(self, workspace: str, flow: str, document: FlowDocument, hash_: str, number: int) -> None:
        """Makes the version of a flow's machine that executes its new version; again is fine."""
        plan = self.prepare(document, hash_).plan
        await self.deployed.publish(workspace, flow, plan, number)
        if self.roles is not None:
            await self.roles.note(workspace, flow, number, plan)

    async def share(self, workspace: str, flow: str, weights: Sequence[tuple[int, int]]) -> None:
        """Lets the machine's alias say how many of a hundred runs each of one or two versions gets, and the role fit them."""
        await self.deployed.share(workspace, flow, weights)
        if self.roles is not None:
            await self.roles.follow(workspace, flow, [number for number, _ in weights])

    async def role(self, workspace: str, flow: str) -> FlowRole | None:
        """Returns the role of a flow in AWS; None for one that has none and needs none."""
        return None if self.roles is None else await self.roles.read(workspace, flow)

    async def forget(self, workspace: str, flow: str) -> None:
        """Removes a flow's machine and role; while runs of it are under way they stay, since these would end with them.

        What stays, for that or because AWS cannot be asked, is removed by the sweep.
        """
        await self.deployed.abandon(workspace, flow)
        try:
            await self.forget_abandoned(workspace, flow)
        except StorageError as error:
            log.warning("the machine of flow %s is removed later: %s (%s)", flow, error.message, error.code)

    async def forget_abandoned(self, workspace: str, flow: str) -> bool:
        """Removes machine and role of a flow that is gone, unless runs of it are under way; tells whether it did."""
        if sum((await self.under_way(workspace, flow)).values()):
            return False
        if self.roles is not None:
            await self.roles.forget(workspace, flow)
        await self.deployed.forget(workspace, flow)
        return True


def first_input(run: Run) -> dict[str, Any]:
    """Returns what a machine is started with."""
    return {"workspace": run.workspace, "run": run.id, "path": ""}
