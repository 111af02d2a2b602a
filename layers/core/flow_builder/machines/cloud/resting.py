"""A run whose parts all wait is `waiting`: its time stands still, and others get its slot."""

from contextlib import suppress

from flow_builder.domain.ids import now
from flow_builder.domain.plan import Call as CallNode
from flow_builder.domain.plan import Group, Loop, Pause, PlanNode, steps
from flow_builder.domain.status import Status
from flow_builder.engine.prepared import level
from flow_builder.engine.run import Execution
from flow_builder.engine.scope import Scope
from flow_builder.errors import Conflict
from flow_builder.machines.cloud.call import Call
from flow_builder.machines.cloud.wire import Said

_WAITS = frozenset({"hold", "timer"})


async def before(call: Call) -> None:
    """Lets a run go on that waited, when something of it is to be done."""
    if call.run.status is Status.WAITING and call.ask.do not in ("pause", "hold"):
        await _wake(call)


async def after(call: Call, said: Said) -> None:
    """Makes a run wait, or go on, by what a call has answered."""
    if call.ask.do == "finish" or not call.plan.pauses:
        return
    if call.ask.do == "pause" and said["go"] not in _WAITS:
        await _wake(call)
    if await _has_come_to_rest(call, said):
        await _rest(call)


async def _has_come_to_rest(call: Call, said: Said) -> bool:
    if call.plan.is_linear:
        return said["go"] in _WAITS
    return call.ask.do != "hold" and await _all_wait(call)


async def _wake(call: Call) -> None:
    with suppress(Conflict):
        call.run = await call.services.runs.change(call.run.workspace, call.run.id, Status.RUNNING, {})
        await call.progress.wake(now())
        call.journal.emit("run.running")
        if call.services.admission is not None:
            await call.services.admission.slots.force(call.run)


async def _rest(call: Call) -> None:
    with suppress(Conflict):
        call.run = await call.services.runs.change(call.run.workspace, call.run.id, Status.WAITING, {})
        await call.progress.rest(now())
        call.journal.emit("run.waiting")
        if call.services.admission is not None:
            await call.services.admission.leave(call.run)


async def _all_wait(call: Call) -> bool:
    """Tells whether nothing of a run is under way but what waits, by what is recorded.

    Of a loop whose iterations are side by side nobody knows how many have begun, so it counts as under way.
    """
    runs, run = call.services.runs, call.run
    tokens = await runs.pauses_of(run.workspace, run.id)
    if not tokens:
        return False
    found = [await runs.pause_by_token(token) for token in tokens]
    opened = {each["node"] for each in found if each is not None and each["status"] == "open"}
    if not opened:
        return False
    records = await runs.records(run.workspace, run.id)
    execution = call.execution([each for each in records if each.status is not Status.CANCELED])
    scope = Scope(execution.state.roots)
    for record in execution.state.recorded.values():
        if not record.path:
            scope.remember(record)
    return _waits(call, call.prepared.plan.root, execution, scope, opened)


def _waits(call: Call, part: PlanNode, execution: Execution, scope: Scope, opened: set[str]) -> bool:
    """Tells whether all steps of a part that could be under way wait, and at least one does."""
    ready = [
        step
        for step in level(part)
        if (step.node, ()) not in execution.state.recorded and execution.decide(step, scope) == "run"
    ]
    waiting = False
    for step in ready:
        holder = call.plan.holders[step.node]
        if isinstance(holder, CallNode):
            continue
        if isinstance(holder, Group):
            waits = _waits(call, holder.body, execution, scope, opened)
        elif isinstance(holder, Loop):
            inside = {each.node for each in steps(holder.body)}
            waits = holder.step.config.get("concurrency", 1) == 1 and not inside.isdisjoint(opened)
        else:
            waits = isinstance(holder, Pause) and step.node in opened
        if not waits:
            return False
        waiting = True
    return waiting
