"""Containers whose parts are executed by several calls: how they begin, go on and end."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic_core import to_json

from flow_builder.domain import limits
from flow_builder.domain.ids import now
from flow_builder.domain.plan import Fork, Group, Loop, steps
from flow_builder.domain.status import Status
from flow_builder.domain.step import Path, StepRecord, path_text
from flow_builder.domain.value import JSON, StepError
from flow_builder.engine import containers
from flow_builder.engine.failures import Failures
from flow_builder.engine.prepared import level, shared
from flow_builder.engine.run import Execution
from flow_builder.engine.scope import Scope
from flow_builder.machines.cloud import reading
from flow_builder.machines.cloud.call import Call
from flow_builder.machines.cloud.wire import Said


def _holder(call: Call) -> Loop | Group:
    found = call.plan.holders[call.ask.at]
    assert isinstance(found, Loop | Group)
    return found


async def begin(call: Call) -> Said:
    """Begins a container unless it is skipped, blocked, disabled or recorded; answers what there is to do."""
    node = _holder(call)
    step = node.step
    body = node.body if isinstance(node, Group) else None
    execution, scope = await call.read([step, *(steps(node.body) if body else ())])
    is_new = (step.node, scope.path) not in execution.state.recorded
    if not is_new or execution.decide(step, scope) != "run" or step.disabled:
        work = containers.loop if isinstance(node, Loop) else containers.group
        await execution.step(step, scope, Failures(), lambda: work(execution, node, scope), body)  # type: ignore[arg-type]
        return call.said("pass")
    kept = await call.progress.container(step.node, scope.path)
    try:
        kept = kept or await _open(call, execution, node, scope)
    except Exception as raised:  # noqa: BLE001 - sorted by container_error
        error = containers.container_error(execution.state, raised, node)
        await execution.step(step, scope, Failures(), lambda: _close(execution, node, scope, {}, error))
        return call.said("pass")
    return call.said("run", **await _to_do(call, node, kept))


async def _open(call: Call, execution: Execution, node: Loop | Group, scope: Scope) -> dict[str, Any]:
    """Resolves the container's config and keeps what its parts need of it."""
    state, step = execution.state, node.step
    await state.prefetch(scope, step.reads)
    config: Any = state.prepared[step.node].config(scope.roots)
    kept: dict[str, Any] = {"started_at": now(), "at_once": getattr(config, "concurrency", None)}
    if isinstance(node, Loop):
        kept |= {"policy": config.on_item_error, "kind": config.over.kind}
        if config.over.kind != "while":
            kept |= await _kept_items(call, config.over.kind, containers.items_of(config))
    call.journal.emit("step.started", node=step.node, key=step.key, path=path_text(scope.path))
    return await call.progress.begin(step.node, scope.path, kept)


async def _kept_items(call: Call, kind: str, items: list[JSON]) -> dict[str, Any]:
    """Returns how a loop's items are kept: not at all for numbers, inline, or in chunks in blob storage."""
    if kind == "count":
        return {"count": len(items)}
    if len(to_json(items)) <= limits.INLINE_BYTES:
        return {"count": len(items), "items": items}
    chunks = []
    for start, some in _chunked(items):
        blob = await call.backend.blob_put(to_json(some), "items.json", "application/json")
        chunks.append([start, len(some), blob.artifact])
    return {"count": len(items), "chunks": chunks}


def _chunked(items: list[JSON]) -> Iterator[tuple[int, list[JSON]]]:
    """Yields items in chunks of about as much as is kept inline, each with its first index."""
    start, size = 0, 0
    for index, item in enumerate(items):
        more = len(to_json(item)) + 1
        if size and size + more > limits.INLINE_BYTES:
            yield start, items[start:index]
            start, size = index, 0
        size += more
    if items:
        yield start, items[start:]


async def _to_do(call: Call, node: Loop | Group, kept: dict[str, Any]) -> dict[str, Any]:
    """Returns what a Map needs besides the label: which iterations or branches, how many of them at once."""
    path = call.path
    if isinstance(node, Group):
        branches = len(node.body.branches) if isinstance(node.body, Fork) else 0
        items = [{"go": str(index)} for index in range(branches)]
        return {"items": items, "at_once": kept["at_once"] or branches} if kept["at_once"] is not None else {}
    iterations = [{"path": path_text((*path, index))} for index in range(kept.get("count", 0))]
    match call.ask.form:
        case "batches":
            return {"batch": [{"path": path_text(path)}]}
        case "mapped":
            return {"items": iterations, "at_once": kept["at_once"]}
        case "distributed":
            place = f"maps/{call.run.workspace}/{call.run.id}/{node.step.node}-{path_text(path) or 'run'}"
            await call.services.blobs.put(f"{place}/items.json", to_json(iterations), "application/json")
            return {"items_key": f"{place}/items.json", "results": f"{place}/results", "at_once": kept["at_once"]}
        case _:
            return {}


async def next_(call: Call) -> Said:
    """Answers whether a sequential loop goes on, and with which iteration: the one after that of the asked path."""
    node = _holder(call)
    assert isinstance(node, Loop)
    path = call.path
    last = call.ask.path[len(path)] if len(call.ask.path) > len(path) else None
    index = 0 if last is None else last + 1
    if call.ask.most and index % call.ask.most == 0 and index:
        batch = [{"path": path_text((*path, index - 1))}]
        return call.ask.said("rest", (*path, index - 1), batch=batch)
    kept = await call.progress.container(node.step.node, path) or {}
    goes_on = index < kept.get("count", 0)
    if kept["kind"] == "while" or (goes_on and kept["policy"] == "fail" and last is not None):
        goes_on = await _goes_on(call, node, kept, index)
    if not goes_on:
        return call.said("done")
    await call.progress.note(node.step.node, path, started=index + 1)
    return call.ask.said("more", (*path, index))


async def _goes_on(call: Call, node: Loop, kept: dict[str, Any], index: int) -> bool:
    """Tells whether a loop goes on after its last iteration: that has not failed, and the condition holds still."""
    execution, scope = await call.read([node.step])
    before = await _iteration(call, execution, node, scope, index - 1) if index else None
    await execution.state.prefetch(scope, node.step.reads)
    config: Any = execution.state.prepared[node.step.node].config(scope.roots)
    if before is not None and kept["policy"] == "fail":
        tally = containers.Tally()
        error = _failures(execution, node, before).first
        await containers.count(execution.state, node, before, config, tally, error)
        if tally.errors:
            return False
    if kept["kind"] != "while":
        return True
    try:
        return containers.holds(node, scope, config, index, before)
    except Exception as raised:  # noqa: BLE001 - sorted by container_error
        error = containers.container_error(execution.state, raised, node)
        await call.progress.note(node.step.node, scope.path, error=error.model_dump(exclude_none=True))
        return False


async def _iteration(call: Call, execution: Execution, node: Loop, scope: Scope, index: int) -> Scope:
    """Returns the scope of an iteration that has ended, with the results of its own steps."""
    path = (*scope.path, index)
    nodes = [step.node for step in shared(node.body)]
    table = call.services.runs.table
    for record in await reading.read_records(table, call.run.workspace, call.run.id, call.plan, nodes, path):
        execution.state.recorded[record.node, record.path] = record
    inner = await call.scope(execution, (*call.plan.loops(node.step.node), node), path)
    await execution.state.prefetch(inner, [step.key for step in shared(node.body)])
    return inner


def _failures(execution: Execution, node: Loop | Group, scope: Scope) -> Failures:
    """Returns the unhandled failures of a body."""
    return failures_in(execution, [step.node for step in level(node.body)], scope)


def failures_in(execution: Execution, nodes: Sequence[str], scope: Scope) -> Failures:
    """Returns the unhandled failures among the steps of one level, one for a step that should have been executed."""
    found, state = Failures(), execution.state
    for node in nodes:
        step, record = state.prepared.steps[node], state.recorded.get((node, scope.path))
        if record is None:
            if execution.decide(step, scope) == "run":
                found.add(state.prepared.order[node], unfinished(step.key))
        elif record.status is Status.FAILED and not record.ports:
            found.add(state.prepared.order[node], StepError.model_validate(record.error))
    return found


def unfinished(key: str) -> StepError:
    """Returns the error of a run whose machine ended before this step."""
    return StepError(
        code="engine.unfinished",
        message="The run's state machine ended before this step.",
        node=key,
        retryable=True,
        hint="Resume the run; what it has done is kept.",
    )


async def enter(call: Call) -> Said:
    """Answers whether an iteration of a concurrent loop may start: not when another has failed."""
    node = _holder(call)
    path = call.path
    kept = await call.progress.container(node.step.node, path) or {}
    if kept.get("policy") == "fail" and kept.get("failed"):
        return call.ask.said("pass", call.ask.path)
    await call.progress.entered(node.step.node, path, call.ask.path[len(path)])
    return call.ask.said("run", call.ask.path)


async def tell_loop(call: Call) -> None:
    """Notes at the loop around the part that an iteration has failed, if a step of this call makes it fail."""
    around = call.plan.containers(call.ask.at)
    if not call.path or not isinstance(around[-1], Loop):
        return
    if any(record.path == call.path and call.plan.containers(record.node) == around for record in call.journal.failed):
        await call.progress.note(around[-1].step.node, call.path[:-1], failed=True)


async def end(call: Call) -> Said:
    """Records a container's result, made of what its parts recorded."""
    node = _holder(call)
    step = node.step
    execution, scope = await call.read([step, *(shared(node.body) if isinstance(node, Group) else ())], [node])
    kept = await call.progress.container(step.node, scope.path) or {}
    is_late = step.policy.timeout_s is not None and now() > kept.get("started_at", 0) + step.policy.timeout_s * 1_000

    async def closed() -> StepRecord:
        if isinstance(node, Loop):
            return await _close_loop(call, execution, node, scope, kept, is_late=is_late)
        return await _close_group(execution, node, scope, kept, is_late=is_late)

    await execution.step(step, scope, Failures(), closed)
    return call.said("pass")


async def _close_group(
    execution: Execution, node: Group, scope: Scope, kept: dict[str, Any], *, is_late: bool
) -> StepRecord:
    error = _failures(execution, node, scope).first
    if is_late and error is not None and error.code == "engine.unfinished":
        error = containers.container_error(execution.state, TimeoutError(), node)
    return await _close(execution, node, scope, kept, error)


async def _close_loop(
    call: Call, execution: Execution, node: Loop, scope: Scope, kept: dict[str, Any], *, is_late: bool
) -> StepRecord:
    state = execution.state
    await state.prefetch(scope, node.step.reads)
    config: Any = state.prepared[node.step.node].config(scope.roots)
    tally = containers.Tally()
    stored = kept.get("error")
    error = StepError.model_validate(stored) if stored else None
    items = await reading.items_of(call.backend, kept)
    for index in await _started(call, node, scope.path, kept):
        tally.started += 1
        inner = _recorded_iteration(execution, node, scope, index, items[index] if index < len(items) else None)
        failure = _failures(execution, node, inner).first
        if is_late and failure is not None and failure.code == "engine.unfinished":
            error = containers.container_error(state, TimeoutError(), node)
            continue
        await containers.count(state, node, inner, config, tally, failure)
    return await _close(execution, node, scope, kept, error, tally)


async def _started(call: Call, node: Loop, path: Path, kept: dict[str, Any]) -> Sequence[int]:
    """Returns the iterations that have started, in order."""
    if kept["kind"] == "while" or "started" in kept:
        return range(kept.get("started", 0))
    entries = await call.progress.entries(node.step.node, path)
    return entries or range(kept.get("count", 0) if kept["policy"] != "fail" else 0)


def _recorded_iteration(execution: Execution, node: Loop, scope: Scope, index: int, item: JSON) -> Scope:
    """Returns the scope of an iteration whose results are all at hand."""
    inner = scope.iteration(node.step.key, index, containers.item_at(execution.state, node, scope, index, item))
    for step in shared(node.body):
        record = execution.state.recorded.get((step.node, inner.path))
        if record is not None:
            inner.remember(record)
    return inner


async def _close(
    execution: Execution,
    node: Loop | Group,
    scope: Scope,
    kept: dict[str, Any],
    error: StepError | None,
    tally: containers.Tally | None = None,
) -> StepRecord:
    step = node.step
    started_at = kept.get("started_at") or now()
    record = StepRecord(step.node, step.key, step.type, scope.path, Status.RUNNING, started_at=started_at)
    if isinstance(node, Group):
        return await containers.close_group(execution.state, node, scope, record, error)
    policy = kept.get("policy", "fail")
    return await containers.close_loop(execution.state, node, record, tally or containers.Tally(), policy, error)
