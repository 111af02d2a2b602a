"""Browser regions: handed to a host with a browser, and executed there by the same engine."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flow_builder.domain.ids import now
from flow_builder.domain.plan import Region, Step, steps, walk
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.engine.breaker import Breakers
from flow_builder.engine.drain import Drain
from flow_builder.engine.failures import Failures, step_error
from flow_builder.engine.host import Frame, Interruption, Journal, Meter, RegionRequest, RegionResult
from flow_builder.engine.pages import Pages, page_records, tail, thread
from flow_builder.engine.prepared import PreparedPlan, level, shared
from flow_builder.engine.scope import BLOCKED, Outcome, Scope
from flow_builder.engine.state import SET_VARS, RunState
from flow_builder.engine.step import failed, settle
from flow_builder.errors import Interrupted, NodeError, NotFound

if TYPE_CHECKING:
    import httpx

    from flow_builder.engine.host import Host
    from flow_builder.engine.run import Execution

_DRAIN_SECONDS = 60.0
"""What a step under way may take when its worker is told to end; Spot gives two minutes for it and for what follows."""
_ATTEMPTS = 3
"""How often a region is executed when its worker or browser is lost."""


class _Collector:
    """The run's journal, which also keeps what a region recorded."""

    def __init__(self, journal: Journal, meter: Meter | None) -> None:
        self._journal = journal
        self._meter = meter
        self._begun: list[str] = []
        self.found: list[StepRecord] = []

    async def record(self, record: StepRecord) -> None:
        """Stores and keeps a result; a write that is canceled meanwhile has been handed over and will be done."""
        if self._meter is not None and record.node in self._begun:
            self._begun.remove(record.node)
            self._meter.leave(record.node)
        try:
            await self._journal.record(record)
        except asyncio.CancelledError:
            self.found.append(record)
            raise
        self.found.append(record)

    def note(self, record: StepRecord) -> None:
        """Stores and keeps a skipped step."""
        self._journal.note(record)
        self.found.append(record)

    def emit(self, type_: str, **data: Any) -> None:
        """Passes an event on."""
        if self._meter is not None and type_ == "step.started":
            self._begun.append(data["node"])
            self._meter.begin(data["node"])
        self._journal.emit(type_, **data)

    def give_up(self) -> None:
        """Takes note that steps which have begun will not be recorded: their worker is lost, or they were canceled."""
        while self._meter is not None and self._begun:
            self._meter.leave(self._begun.pop())


async def visit(execution: "Execution", region: Region, scope: Scope, failures: Failures) -> None:
    """Executes a region: here when this host can, else on the host's browser lane, recorded step by recorded step."""
    state = execution.state
    if region.lane != "browser" or state.browser is not None:
        await execution.visit(region.body, scope, failures)
        return
    collector = _Collector(state.journal, state.meter)
    collector.found += _recorded(state, region, scope)
    if _next(execution, region, scope) is None:
        _pass_on(state, region, scope, collector.found)
        await execution.visit(region.body, scope, failures)
        return
    with execution.working():
        lost = await _dispatch(execution, region, scope, collector)
    _pass_on(state, region, scope, collector.found)
    for record in collector.found:
        if record.path == scope.path:
            state.recorded[record.node, record.path] = record
        if record.type == SET_VARS and isinstance(record.output, dict):
            state.vars.update(record.output)
    if lost is None:
        await execution.visit(region.body, scope, failures)
    else:
        await _give_up(execution, region, scope, failures, lost)
    for record in collector.found:
        state.recorded.pop((record.node, record.path), None)


async def lose(execution: "Execution", region: Region, scope: Scope, failures: Failures, error: NodeError) -> None:
    """Gives a region up whose host was lost for good; what it has recorded counts."""
    _pass_on(execution.state, region, scope, _recorded(execution.state, region, scope))
    await _give_up(execution, region, scope, failures, error)


def _recorded(state: RunState, region: Region, scope: Scope) -> list[StepRecord]:
    """Returns the results of a region's steps that exist already."""
    if not state.recorded:
        return []
    nodes, depth = {step.node for step in steps(region.body)}, len(scope.path)
    return [record for (node, path), record in state.recorded.items() if node in nodes and path[:depth] == scope.path]


def _pass_on(state: RunState, region: Region, scope: Scope, found: list[StepRecord]) -> None:
    """Keeps at hand what the region's records tell of the sessions that later regions use."""
    mine = page_records(state, found) if region.carries else []
    if not mine:
        return
    taken = {thread(each, scope.path) for each in region.takes}
    for where in {thread(each, scope.path) for each in region.carries}:
        before = state.tails.get(where, []) if where in taken else []
        state.tails[where] = tail(state, [*before, *mine])


async def _dispatch(execution: "Execution", region: Region, scope: Scope, collector: _Collector) -> NodeError | None:
    """Has the region executed, again when its worker is lost; returns the error when that does not help."""
    for attempt in range(1, _ATTEMPTS + 1):
        request = await _request(execution.state, region, scope, collector.found, attempt)
        try:
            await execution.state.host.run_region(region, request, collector)
        except NodeError as error:
            execution.state.journal.emit("region.lost", region=region.id, attempt=attempt, message=error.message)
            if attempt == _ATTEMPTS or not error.retryable:
                return error
        else:
            return None
        finally:
            collector.give_up()
    return None


def _next(execution: "Execution", region: Region, scope: Scope) -> Step | None:
    """Returns the first step of the region that has to be executed, or None when all is recorded or passed over."""
    probe = Scope(execution.state.roots)
    probe.outcomes = dict(scope.outcomes)
    for step in level(region.body):
        recorded = execution.state.recorded.get((step.node, scope.path))
        if recorded is not None:
            probe.remember(recorded)
            continue
        decision = execution.decide(step, probe)
        if decision == "run":
            return step
        probe.outcomes[step.node] = BLOCKED if decision == "block" else Outcome(Status.SKIPPED)
    return None


async def _give_up(execution: "Execution", region: Region, scope: Scope, failures: Failures, error: NodeError) -> None:
    """Records the step at which the region was lost as failed; what the region had left is blocked."""
    state = execution.state
    lost_at = _next(execution, region, scope)
    for step in shared(region.body):
        record = state.recorded.get((step.node, scope.path))
        if record is None and step is lost_at:
            time = now()
            record = StepRecord(step.node, step.key, step.type, scope.path, Status.RUNNING, started_at=time)
            record = await failed(state, state.prepared[step.node], record, step_error(error, step.key))
            record.attempts = _ATTEMPTS
            await settle(state, scope, record)
        if record is None:
            scope.outcomes[step.node] = BLOCKED
        else:
            execution.recall(step, scope, failures, record)


async def _request(
    state: RunState, region: Region, scope: Scope, recorded: list[StepRecord], attempt: int
) -> RegionRequest:
    inside = list(steps(region.body))
    sources = {link.source for step in inside for link in step.links}
    keys = {key for step in inside for key in step.reads} | {state.prepared.steps[node].key for node in sources}
    frames = []
    for each in scope.frames():
        records = []
        for node, outcome in each.outcomes.items():
            step = state.prepared.steps[node]
            if outcome.blocked or (node not in sources and step.key not in keys):
                continue
            output = await state.load(each, step.key) if step.key in keys else None
            records.append(
                StepRecord(node, step.key, step.type, each.path, outcome.status, ports=outcome.ports, output=output)
            )
        frames.append(Frame(each.loop, each.index, each.item, records))
    return RegionRequest(
        run=state.run,
        document=state.prepared.document,
        region=region.id,
        path=scope.path,
        input=state.input,
        vars=state.vars,
        env=state.roots["env"],
        frames=frames,
        recorded=list(recorded),
        attempt=attempt,
        earlier={where: state.tails.get(where, []) for where in (thread(each, scope.path) for each in region.takes)},
    )


def find_region(prepared: PreparedPlan, region: str) -> Region:
    """Returns a plan's region by id."""
    for node in walk(prepared.plan.root):
        if isinstance(node, Region) and node.id == region:
            return node
    raise NotFound(f"The plan has no region {region!r}.", code="region.not_found")


async def execute_region(
    prepared: PreparedPlan,
    request: RegionRequest,
    host: "Host",
    browser: Any,
    http: "Callable[[], httpx.AsyncClient]",
    breakers: Breakers,
    interruption: Interruption | None = None,
) -> RegionResult:
    """Executes a region in a worker; `browser` is its open-session registry, closed by the caller.

    Raises Interrupted when `interruption` asked for it; what the region's sessions are is kept then.
    """
    from flow_builder.engine.run import Execution

    region = find_region(prepared, request.region)
    state = RunState(
        prepared,
        host,
        request.input,
        request.env,
        http=http,
        breakers=breakers,
        browser=browser,
        recorded=request.recorded,
    )
    state.vars.update(request.vars)
    scope = Scope(state.roots)
    for number, frame in enumerate(request.frames):
        if number:
            scope = Scope(scope.roots, scope, frame.loop, frame.index, frame.item)
        for record in frame.records:
            scope.remember(record)
    pages = state.pages = Pages(state, region, scope, request)
    await pages.begin()
    execution = Execution(state)
    if interruption is not None:
        drain = execution.drain = Drain(execution)
        interruption.heed(lambda: drain.ask(_DRAIN_SECONDS))
    try:
        ending = await execution.run(region.body, scope)
        if execution.abandoned:
            await asyncio.sleep(0)  # takes the cancellation that came too late
    except asyncio.CancelledError:
        if not execution.abandoned:
            raise
        _take_back_cancellation()
        await pages.rest_all()
        raise Interrupted("The browser worker was told to end.") from None
    if ending.stopped:
        return RegionResult("stopped", vars=state.vars)
    await pages.rest()
    return RegionResult("failed" if ending.error else "done", ending.error, state.vars)


def _take_back_cancellation() -> None:
    task = asyncio.current_task()
    if task is not None:
        task.uncancel()
