"""One call of the function: who asks, for what, and all that answering takes."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from flow_builder.domain.ids import now
from flow_builder.domain.plan import Loop, PlanNode, Step
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.domain.step import Path, StepRecord
from flow_builder.engine.breaker import Breakers
from flow_builder.engine.host import Meter
from flow_builder.engine.run import Execution
from flow_builder.engine.scope import Scope
from flow_builder.engine.state import SET_VARS, RunState
from flow_builder.errors import Conflict
from flow_builder.lanes import BrowserLane
from flow_builder.machines.cloud import reading
from flow_builder.machines.cloud.admission import Admission
from flow_builder.machines.cloud.host import Calls, CloudHost
from flow_builder.machines.cloud.journal import CloudJournal
from flow_builder.machines.cloud.plan import CloudPlan
from flow_builder.machines.cloud.tokens import Tokens
from flow_builder.machines.cloud.watch import Watch
from flow_builder.machines.cloud.wire import Ask, Said
from flow_builder.machines.journal import Listener
from flow_builder.machines.treasury import Spender
from flow_builder.nodes.base import Backend, RunInfo
from flow_builder.store.blobs import Blobs
from flow_builder.store.progress import Progress
from flow_builder.store.runs import RunStore

if TYPE_CHECKING:
    import httpx


def _nobody(_run: Run, _events: Sequence[Mapping[str, Any]]) -> None:
    return


@dataclass(frozen=True, slots=True)
class Services:
    """What calls share; made once for each process."""

    runs: RunStore
    blobs: Blobs
    load_plan: Callable[[str, str], Awaitable[CloudPlan]]
    """(workspace, document hash) -> its plan."""
    make_backend: Callable[[RunInfo], Backend]
    env: Callable[[str], Awaitable[dict[str, str]]]
    """workspace -> its variables."""
    http: "Callable[[], httpx.AsyncClient]"
    calls: Calls
    tokens: Tokens
    breakers: Breakers
    listen: Listener = _nobody
    """Told of a run's next events, once they are stored."""
    lane: BrowserLane | None = None
    """Where browser regions are executed, in a host that has browsers."""
    admission: Admission | None = None
    """Gives runs their slots, where they are counted."""
    meter: Callable[[Spender], Meter] | None = None
    """Watches over what a run uses for which credits were reserved."""


class Call:
    """A call under way, with the run's state as far as it concerns the part that is asked for."""

    def __init__(
        self,
        services: Services,
        ask: Ask,
        run: Run,
        plan: CloudPlan,
        env: dict[str, str],
        seconds: float = inf,
    ) -> None:
        self.services = services
        self.ask = ask
        self.run = run
        self.plan = plan
        self.prepared = plan.prepared
        self.progress = Progress(services.runs.table, run.workspace, run.id)
        self.journal = CloudJournal(services.runs.table, self.progress, run, services.listen, plan.prepared.price)
        self.attempts: dict[tuple[str, Path], int] = {}
        """How often earlier calls have tried steps that they left to this one."""
        self._env = env
        self.seconds = seconds
        """How long this call may take."""
        self._deadline = time.monotonic() + seconds
        info = RunInfo.of(run)
        self.backend = services.make_backend(info)
        self._host = CloudHost(run, info, self.journal, self.backend, services.runs, services.calls, services.lane)

    @property
    def may_leave(self) -> bool:
        """Whether the machine asks again for a part that this call leaves."""
        return self.ask.form == "again"

    @property
    def seconds_left(self) -> float:
        """How long this call may still take."""
        return self._deadline - time.monotonic()

    @property
    def path(self) -> Path:
        """The iteration that the part belongs to; what is asked for inside of a loop may name a deeper one."""
        return self.ask.path[: len(self.plan.loops(self.ask.at))]

    def said(self, go: str, **more: object) -> Said:
        """Returns the answer for the part's own iteration."""
        return self.ask.said(go, self.path, **more)

    def execution(self, records: Sequence[StepRecord]) -> Execution:
        """Returns the run's execution, with results that are at hand."""
        plan = self.prepared.plan
        state = RunState(
            self.prepared,
            self._host,
            self.run.input,
            {**plan.settings.env, **self._env},
            http=self.services.http,
            breakers=self.services.breakers,
            recorded=records,
            items=self.run.items,
        )
        only = frozenset(self.run.only) if self.run.only is not None else None
        execution = Execution(state, only=only, forced=frozenset(self.run.forced))
        state.meter = state.patience = Watch(self, execution)
        return execution

    async def read(self, own: Sequence[Step], inside: Sequence[PlanNode] = ()) -> tuple[Execution, Scope]:
        """Returns the execution and the part's scope, knowing what these steps refer to and the loops inside parts."""
        table, run = self.services.runs.table, self.run
        nodes = reading.referred(self.plan, own)
        records = await reading.read_records(table, run.workspace, run.id, self.plan, nodes, self.path)
        records += await reading.read_inside(table, run.workspace, run.id, inside, self.path)
        execution = self.execution(records)
        if self.may_leave:
            self.attempts = await self.progress.attempts()
        if self.plan.has_variables:
            execution.state.vars.update(await self.progress.variables())
        return execution, await self.scope(execution, self.plan.loops(self.ask.at), self.path)

    async def scope(self, execution: Execution, loops: tuple[Loop, ...], path: Path) -> Scope:
        """Returns the scope of an iteration."""
        return await reading.scope_at(execution.state, self.progress, loops, path)


async def open_call(services: Services, ask: Ask, seconds: float = inf) -> Call:
    """Returns a call that may take so long, for a run, which has begun then; NotFound."""
    run = await services.runs.get(ask.workspace, ask.run)
    plan = await services.load_plan(run.workspace, run.document)
    first = run.status is Status.QUEUED
    if first:
        run, first = await _begun(services.runs, run)
    call = Call(services, ask, run, plan, await services.env(run.workspace), seconds)
    if first:
        await _take_seeds(call)
        call.journal.emit("run.started", flow=run.flow, flow_name=run.flow_name, trigger=run.trigger)
    return call


async def _begun(runs: RunStore, run: Run) -> tuple[Run, bool]:
    """Lets a queued run begin; returns it and whether it was this call that did."""
    try:
        return await runs.begin(run, now()), True
    except Conflict:
        return await runs.get(run.workspace, run.id), False


async def _take_seeds(call: Call) -> None:
    """Keeps the variables of results that the run was given at its start."""
    if not call.plan.has_variables:
        return
    for record in await call.services.runs.records(call.run.workspace, call.run.id):
        if record.type == SET_VARS and isinstance(record.output, dict):
            await call.services.runs.table.write(*call.progress.variable_ops(record.output))
