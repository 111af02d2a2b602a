"""Loops, try and parallel: a body executed once or per iteration, and one result made of it."""

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import flow_builder.expressions as expr
from flow_builder.domain.ids import now
from flow_builder.domain.plan import Fork, Group, Loop, PlanNode, Step, steps
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord, path_text
from flow_builder.domain.value import JSON, StepError
from flow_builder.engine.failures import Failures, first_of
from flow_builder.engine.payload import CONTAINER_BYTES, encode
from flow_builder.engine.scope import Scope
from flow_builder.engine.state import RunState
from flow_builder.engine.step import error_of, failed, finish, spill, upstream
from flow_builder.errors import NodeError, StorageError
from flow_builder.nodes.core.loop import each_items
from flow_builder.nodes.truth import truthy

if TYPE_CHECKING:
    from flow_builder.engine.run import Execution


async def result(state: RunState, scope: Scope, sinks: tuple[str, ...]) -> JSON:
    """Returns the result of a body: its only sink's output, or an object of all sinks' outputs by key."""
    keys = [state.prepared.steps[node].key for node in sinks]
    if len(keys) == 1:
        return await state.load(scope, keys[0])
    return {key: await state.load(scope, key) for key in keys} if keys else None


def _begin(execution: "Execution", node: Loop | Group, scope: Scope) -> StepRecord:
    step = node.step
    execution.state.journal.emit("step.started", node=step.node, key=step.key, path=path_text(scope.path))
    return StepRecord(step.node, step.key, step.type, scope.path, Status.RUNNING, started_at=now())


async def group(execution: "Execution", node: Group, scope: Scope) -> StepRecord:
    """Executes a try or parallel container once and returns its record."""
    state, step = execution.state, node.step
    prepared = state.prepared[step.node]
    record = _begin(execution, node, scope)
    if step.disabled:
        return finish(prepared, record, encode(await upstream(state, step, scope), state.redactor))
    failures = Failures()
    try:
        await state.prefetch(scope, step.reads)
        limit = getattr(prepared.config(scope.roots), "concurrency", None)
        async with asyncio.timeout(step.policy.timeout_s):
            await _body(execution, node.body, scope, failures, limit)
        error = failures.first
    except (Exception, asyncio.CancelledError) as raised:  # noqa: BLE001 - sorted by container_error
        error = container_error(state, raised, node)
    return await close_group(state, node, scope, record, error)


async def close_group(
    state: RunState, node: Group, scope: Scope, record: StepRecord, error: StepError | None
) -> StepRecord:
    """Completes the record of a try or parallel container whose body has ended, with an error or without."""
    prepared = state.prepared[node.step.node]
    if error is None:
        raw = encode(await result(state, scope, node.sinks), state.redactor, CONTAINER_BYTES)
        return await spill(state, finish(prepared, record, raw), raw)
    if prepared.type.kind == "try":
        raw = encode({"error": error.model_dump(exclude_none=True)}, state.redactor)
        return finish(prepared, record, raw, ("error",))
    return await failed(state, prepared, record, error)


async def _body(execution: "Execution", body: PlanNode, scope: Scope, failures: Any, limit: int | None) -> None:
    if limit is not None and isinstance(body, Fork):
        await execution.together(
            [lambda branch=branch: execution.visit(branch, scope, failures) for branch in body.branches],  # type: ignore[misc]
            limit,
        )
    else:
        await execution.visit(body, scope, failures)


def container_error(state: RunState, raised: BaseException, node: Loop | Group) -> StepError:
    """Returns the error of a container that could not go on; what stops the whole host or run is passed on."""
    if isinstance(raised, BaseExceptionGroup):
        raised = first_of(raised)
    if isinstance(raised, StorageError):
        raise raised
    return error_of(state, raised, node.step)


@dataclass(slots=True)
class Tally:
    """What a loop has so far; `results` is by index, because iterations may overtake each other."""

    results: dict[int, JSON] = field(default_factory=dict)
    errors: dict[int, tuple[JSON, StepError]] = field(default_factory=dict)
    started: int = 0

    def output(self, policy: str) -> dict[str, Any]:
        """Returns the loop's output: `collect` keeps failed places as null, others drop them."""
        kept = [
            self.results.get(index) for index in range(self.started) if index in self.results or policy == "collect"
        ]
        shown = sorted(self.errors.items()) if policy != "skip" else []
        return {
            "items": kept,
            "errors": [
                {"index": index, "item": item, "error": error.model_dump(exclude_none=True)}
                for index, (item, error) in shown
            ],
            "count": self.started,
            "succeeded": len(self.results),
            "failed": len(self.errors),
        }


async def loop(execution: "Execution", node: Loop, scope: Scope) -> StepRecord:
    """Executes a loop container and returns its record; a failed loop keeps the results it has."""
    state, step = execution.state, node.step
    prepared = state.prepared[step.node]
    record = _begin(execution, node, scope)
    if step.disabled:
        return finish(prepared, record, encode(await upstream(state, step, scope), state.redactor))
    tally = Tally()
    policy = "fail"
    error = None
    try:
        await state.prefetch(scope, step.reads)
        config: Any = prepared.config(scope.roots)
        policy = config.on_item_error
        async with asyncio.timeout(step.policy.timeout_s):
            if config.over.kind == "while":
                await _while(execution, node, scope, config, tally)
            else:
                await _each(execution, node, scope, config, tally)
    except (Exception, asyncio.CancelledError) as raised:  # noqa: BLE001 - sorted by container_error
        error = container_error(state, raised, node)
    return await close_loop(state, node, record, tally, policy, error)


async def close_loop(
    state: RunState, node: Loop, record: StepRecord, tally: Tally, policy: str, error: StepError | None
) -> StepRecord:
    """Completes the record of a loop whose iterations have ended; `error` is why it could not go on, if it could not."""
    prepared = state.prepared[node.step.node]
    if error is not None:
        return await failed(state, prepared, record, error, tally.output(policy))
    if tally.errors and policy == "fail":
        first = tally.errors[min(tally.errors)][1]
        details = {**first.details, "index": min(tally.errors)}
        return await failed(
            state, prepared, record, first.model_copy(update={"details": details}), tally.output(policy)
        )
    raw = encode(tally.output(policy), state.redactor, CONTAINER_BYTES)
    return await spill(state, finish(prepared, record, raw), raw)


async def _each(execution: "Execution", node: Loop, scope: Scope, config: Any, tally: Tally) -> None:
    items = items_of(config)
    queue = iter(enumerate(items))

    async def worker() -> None:
        for index, item in queue:
            if tally.errors and config.on_item_error == "fail":
                return
            await _iteration(execution, node, scope, config, tally, index, item)

    if config.concurrency == 1 or len(items) <= 1:
        await worker()
        return
    async with asyncio.TaskGroup() as tasks:
        for _ in range(min(config.concurrency, len(items))):
            tasks.create_task(worker())


def items_of(config: Any) -> list[JSON]:
    """Returns what a for-each or counting loop iterates over; NodeError when it is no list or there are too many."""
    items = list(range(config.over.times)) if config.over.kind == "count" else each_items(config.over.items)
    if len(items) > config.max_iterations:
        raise NodeError(
            f"The loop has {len(items):,} items; its limit is {config.max_iterations:,}.",
            code="loop.too_many_iterations",
            hint="Raise max_iterations, or split the list.",
        )
    return items


async def _while(execution: "Execution", node: Loop, scope: Scope, config: Any, tally: Tally) -> None:
    before: Scope | None = None
    for index in itertools.count():
        if not holds(node, scope, config, index, before):
            return
        before = await _iteration(execution, node, scope, config, tally, index, None)
        if tally.errors and config.on_item_error == "fail":
            return


def holds(node: Loop, scope: Scope, config: Any, index: int, before: Scope | None) -> bool:
    """Tells whether a while loop's condition holds before an iteration; `before` is the scope of the one before it.

    Raises NodeError `loop.too_many_iterations` where the limit is reached, ExpressionError.
    """
    if index >= config.max_iterations:
        raise NodeError(
            f"The loop's condition still holds after {config.max_iterations:,} iterations.",
            code="loop.too_many_iterations",
            hint="Raise max_iterations, or check the condition.",
        )
    look = scope.iteration(node.step.key, index, None)
    if before is not None:
        look.values = {**before.values, **look.values}
    else:
        look.values |= dict.fromkeys((each.key for each in _body_steps(node)), None)
    return truthy(expr.evaluate(config.over.condition, look.roots))


def _body_steps(node: Loop) -> list[Step]:
    return list(steps(node.body))


async def _iteration(
    execution: "Execution", node: Loop, scope: Scope, config: Any, tally: Tally, index: int, item: JSON
) -> Scope:
    inner = scope.iteration(node.step.key, index, item_at(execution.state, node, scope, index, item))
    tally.started += 1
    failures = Failures()
    await execution.visit(node.body, inner, failures)
    await count(execution.state, node, inner, config, tally, failures.first)
    return inner


def item_at(state: RunState, node: Loop, scope: Scope, index: int, item: JSON) -> JSON:
    """Returns an iteration's item, or what took its place when the run was resumed."""
    if not state.items:
        return item
    return state.items.get(f"{node.step.node}@{path_text((*scope.path, index))}", item)


async def count(state: RunState, node: Loop, inner: Scope, config: Any, tally: Tally, error: StepError | None) -> None:
    """Takes an iteration that has ended into the tally: its result, or its error."""
    if error is None:
        try:
            tally.results[inner.index] = await _iteration_result(state, node, inner, config)
            return
        except Exception as raised:  # noqa: BLE001 - whatever the output expression does is the iteration's failure
            error = error_of(state, raised, node.step)
    tally.errors[inner.index] = (inner.item, error)


async def _iteration_result(state: RunState, node: Loop, inner: Scope, config: Any) -> JSON:
    if config.output is None:
        return await result(state, inner, node.sinks)
    await state.prefetch(inner, [each.key for each in _body_steps(node)])
    return expr.evaluate(config.output, inner.roots)
