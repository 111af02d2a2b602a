"""Pauses and sub-flows: steps that wait for something outside the run."""

import asyncio
from typing import TYPE_CHECKING, Any

from flow_builder.domain import limits
from flow_builder.domain.ids import now
from flow_builder.domain.plan import Step
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord, path_text
from flow_builder.domain.value import JSON
from flow_builder.engine.context import StepContext
from flow_builder.engine.failures import step_error
from flow_builder.engine.host import StepIdentity
from flow_builder.engine.payload import encode
from flow_builder.engine.scope import Scope
from flow_builder.engine.step import error_of, failed, finish, spill, split, upstream
from flow_builder.errors import LimitExceeded, NodeError
from flow_builder.nodes.base import AGAIN, Suspend

if TYPE_CHECKING:
    from flow_builder.engine.run import Execution


async def pause(execution: "Execution", step: Step, scope: Scope) -> StepRecord:
    """Executes an approval, wait or webhook wait: asks, waits for the answer, makes the output of it."""
    return await _controlled(execution, step, scope, _paused)


async def call(execution: "Execution", step: Step, scope: Scope) -> StepRecord:
    """Executes a sub-flow step: starts the flow once per step identity and waits for it if asked to."""
    return await _controlled(execution, step, scope, _called)


async def _controlled(execution: "Execution", step: Step, scope: Scope, work: Any) -> StepRecord:
    state = execution.state
    prepared = state.prepared[step.node]
    record = StepRecord(step.node, step.key, step.type, scope.path, Status.RUNNING, started_at=now())
    state.journal.emit("step.started", node=step.node, key=step.key, path=path_text(scope.path))
    try:
        await state.prefetch(scope, step.reads)
        if step.disabled:
            output: Any = await upstream(state, step, scope)
        else:
            output = await work(execution, step, scope)
        value, ports = split(prepared, output)
        raw = encode(value, state.redactor)
    except (Exception, asyncio.CancelledError) as raised:  # noqa: BLE001 - a node may raise anything
        return await failed(state, prepared, record, error_of(state, raised, step))
    return await spill(state, finish(prepared, record, raw, ports), raw)


async def give_up(execution: "Execution", step: Step, scope: Scope, error: NodeError) -> StepRecord:
    """Returns the record of a step whose wait cannot come to an end."""
    record = StepRecord(step.node, step.key, step.type, scope.path, Status.RUNNING, started_at=now())
    return await failed(execution.state, execution.state.prepared[step.node], record, step_error(error, step.key))


async def _paused(execution: "Execution", step: Step, scope: Scope) -> Any:
    state = execution.state
    prepared = state.prepared[step.node]
    identity = StepIdentity(state.run.id, step.node, scope.path)
    assert prepared.type.run is not None
    while True:
        config = prepared.config(scope.roots)
        context = StepContext(state, step, scope, await upstream(state, step, scope), 1)
        asked = await prepared.type.run(config, context)
        if not isinstance(asked, Suspend):
            return asked
        answer = await state.host.suspend(identity, step.key, asked)
        assert prepared.type.resume is not None
        given = prepared.type.resume(config, answer)
        if given is not AGAIN:
            return given


async def _called(execution: "Execution", step: Step, scope: Scope) -> JSON:
    state = execution.state
    if state.run.depth >= limits.MAX_SUBFLOW_DEPTH:
        raise LimitExceeded(
            f"Flows call each other more than {limits.MAX_SUBFLOW_DEPTH} deep.",
            code="subflow.too_deep",
            hint="A flow probably calls itself; give the recursion an end.",
        )
    config: Any = state.prepared[step.node].config(scope.roots)
    identity = StepIdentity(state.run.id, step.node, scope.path)
    done = await state.host.call_flow(identity, config.flow, config.input, wait=config.wait)
    if config.wait and done["status"] != Status.SUCCEEDED:
        inner = done.get("error") or {}
        cause = _cause(inner)
        raise NodeError(
            f"The called run {done['run']} ended {done['status']}: {cause.get('message', 'no error was given')}",
            code="subflow.failed",
            hint=cause.get("hint"),
            details={"run": done["run"], "status": done["status"], "error": inner},
        )
    return done


def _cause(error: dict[str, Any]) -> dict[str, Any]:
    """Returns the error that began a chain of flows that failed because the flow they called did."""
    while error.get("code") == "subflow.failed" and isinstance(below := error.get("details", {}).get("error"), dict):
        error = below
    return error
