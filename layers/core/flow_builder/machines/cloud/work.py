"""Regions: what one call executes of a plan, and what is left to do when such a call was lost."""

from flow_builder.domain.ids import now
from flow_builder.domain.plan import Branch, PlanNode, Region, Step, steps
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.engine import regions
from flow_builder.engine.failures import Failures, step_error
from flow_builder.engine.prepared import level
from flow_builder.engine.run import Execution
from flow_builder.engine.scope import Outcome, Scope
from flow_builder.engine.step import failed, settle
from flow_builder.errors import NodeError
from flow_builder.machines.cloud import carried, deadlines
from flow_builder.machines.cloud.call import Call
from flow_builder.machines.cloud.wire import Said


async def region(call: Call) -> Said:
    """Executes a region; answers which ports of the branching step at its end are live."""
    parts, head = call.plan.region(call.ask.at)
    execution, scope = await call.read(_own(parts, head), parts)
    pages = carried.page_regions(parts)
    for each in pages:
        await carried.take(call, execution, each)
    said = await _execute(call, execution, scope, parts, head)
    for each in pages:
        await carried.leave(call, execution, each)
    return said


async def lost(call: Call) -> Said:
    """Records the step at which a region was lost as failed, and executes what its failure leaves of the region."""
    parts, head = call.plan.region(call.ask.at)
    execution, scope = await call.read(_own(parts, head), parts)
    if pages := carried.page_regions(parts):
        return await _lost_pages(call, execution, scope, pages)
    first = _next(execution, scope, [*parts, *([] if head is None else [head])])
    if first is not None:
        record = await _given_up(call, execution, scope, first)
        await settle(execution.state, scope, record)
        execution.state.recorded[first.node, scope.path] = record
    return await _execute(call, execution, scope, parts, head)


async def _lost_pages(call: Call, execution: Execution, scope: Scope, pages: list[Region]) -> Said:
    """Records the step at which a browser region was lost; what the region had left is blocked, as on one machine."""
    for each in pages:
        await carried.take(call, execution, each)
        await regions.lose(execution, each, scope, Failures(), _lost(call))
        await carried.leave(call, execution, each)
    return call.said("")


async def _execute(call: Call, execution: Execution, scope: Scope, parts: list[PlanNode], head: Branch | None) -> Said:
    outcome: Outcome | None = None
    async with deadlines.within(call) as in_time:
        if not in_time:
            return call.said("", ports={f"c{index}": "no" for index in range(len(head.cases))} if head else {})
        for part in parts:
            await execution.visit(part, scope, Failures())
        if head is not None:
            outcome = await execution.step(head.step, scope, Failures())
            for port, body in head.cases:
                if port not in outcome.ports:
                    execution.pass_over(body, scope)
    if head is None:
        return call.said("")
    live = [port for port, _ in head.cases if outcome is not None and port in outcome.ports]
    ports = {f"c{index}": "yes" if port in live else "no" for index, (port, _) in enumerate(head.cases)}
    return call.said(live[0] if len(live) == 1 else "", ports=ports)


def _own(parts: list[PlanNode], head: Branch | None) -> list[Step]:
    """Returns the steps of a region, and those that are passed over when the case before them is dead."""
    return [step for part in (*parts, *([] if head is None else [head])) for step in steps(part)]


def _next(execution: Execution, scope: Scope, parts: list[PlanNode]) -> Step | None:
    """Returns the first step of a region that is to be executed still."""
    for part in parts:
        for step in level(part):
            if step.node not in scope.outcomes and execution.decide(step, scope) == "run":
                return step
    return None


async def _given_up(call: Call, execution: Execution, scope: Scope, step: Step) -> StepRecord:
    record = StepRecord(step.node, step.key, step.type, scope.path, Status.RUNNING, started_at=now(), attempts=3)
    prepared = execution.state.prepared[step.node]
    return await failed(execution.state, prepared, record, step_error(_lost(call), step.key))


def _lost(call: Call) -> NodeError:
    said = call.ask.error or {}
    return NodeError(
        "The step was lost three times: its host ended or took too long.",
        code="host.lost",
        hint="A step that takes more memory or time than a function has belongs into a browser region or a sub-flow.",
        details={"cause": str(said.get("Cause") or said.get("Error") or "")[:2_000]},
    )
