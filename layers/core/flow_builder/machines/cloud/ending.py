"""The end of a run: how it ended, what is undone, what is stored of it."""

from typing import Any

from pydantic_core import to_json

from flow_builder.domain import limits
from flow_builder.domain.ids import now
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.step import StepRecord
from flow_builder.domain.value import JSON
from flow_builder.engine import containers
from flow_builder.engine.prepared import level, shared
from flow_builder.engine.run import Ending, Execution
from flow_builder.engine.scope import Scope
from flow_builder.machines.cloud.call import Call
from flow_builder.machines.cloud.closing import counts
from flow_builder.machines.cloud.containers import failures_in
from flow_builder.machines.cloud.wire import Said


async def finish(call: Call) -> Said:
    """Ends the run, once; answers its status."""
    run = call.run
    if is_final(run.status):
        return call.said(run.status.value)
    root = call.prepared.plan.root
    execution, scope = await call.read(list(shared(root)))
    ending = await _ending(call, execution, scope)
    if ending.status is Status.FAILED:
        await _compensate(call, execution, scope)
    await _store(call, ending)
    return call.said(ending.status.value)


async def _ending(call: Call, execution: Execution, scope: Scope) -> Ending:
    stopped = await call.progress.stopped()
    if stopped is not None:
        return Ending(Status(stopped["status"]), stopped["output"], stopped["error"], stopped=True)
    nodes = [step.node for step in level(call.prepared.plan.root)]
    error = failures_in(execution, nodes, scope).first
    if error is not None:
        return Ending(Status.FAILED, error=error.model_dump(exclude_none=True))
    return Ending(Status.SUCCEEDED, await containers.result(execution.state, scope, call.prepared.sinks))


async def _compensate(call: Call, execution: Execution, scope: Scope) -> None:
    """Undoes the completed steps that name a compensating node, those inside loops included."""
    if not call.prepared.plan.compensations:
        return
    for record in await _all_records(call):
        step = call.prepared.steps[record.node]
        execution.state.recorded[record.node, record.path] = record
        if record.status is Status.SUCCEEDED and step.compensate_with is not None:
            at = scope
            if record.path:
                at = await call.scope(execution, call.plan.loops(record.node), record.path)
            execution.compensable.append((record, at))
    await execution.compensate()


async def _all_records(call: Call) -> list[StepRecord]:
    """Returns all results of the run, in the order they were recorded."""
    found = await call.services.runs.records(call.run.workspace, call.run.id)
    return [record for record in found if record.status is not Status.CANCELED]


async def _store(call: Call, ending: Ending) -> None:
    run, runs = call.run, call.services.runs
    output, blob = await _spilled(call, ending.output)
    if call.prepared.has_pages:
        await call.backend.sessions_end()
    at = now()
    changes: dict[str, Any] = {
        "status": ending.status,
        "output": output,
        "output_blob": blob,
        "error": ending.error,
        "finished_at": at,
        **counts(await _all_records(call), call.prepared.price),
    }
    ms = at - (run.started_at or run.created_at)
    call.journal.emit(f"run.{ending.status}", error=ending.error, ms=ms)
    await call.journal.flush(*runs.end_ops(run, run.model_copy(update=changes)))


async def _spilled(call: Call, output: JSON) -> tuple[JSON, str | None]:
    """Returns (output, None), or (None, blob key) for one that is too large to be kept inline."""
    raw = to_json(output)
    if len(raw) <= limits.INLINE_BYTES:
        return output, None
    return None, (await call.backend.blob_put(raw, "output.json", "application/json")).artifact
