"""Executes one step: resolve, validate, run, retry, apply `on_error`, make the record."""

import asyncio
import logging
import time
from dataclasses import replace
from typing import Any

from flow_builder.domain import limits
from flow_builder.domain.ids import now
from flow_builder.domain.plan import Step
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord, item_count, path_text
from flow_builder.domain.value import JSON, StepError
from flow_builder.engine.cache import cache_key, cached
from flow_builder.engine.context import StepContext
from flow_builder.engine.failures import step_error
from flow_builder.engine.payload import CONTAINER_BYTES, decode, encode, preview
from flow_builder.engine.prepared import Prepared
from flow_builder.engine.retry import delay_before_next
from flow_builder.engine.scope import Outcome, Scope
from flow_builder.engine.state import SET_VARS, RunState
from flow_builder.errors import NodeError
from flow_builder.nodes.base import NodeConfig, Routed

log = logging.getLogger(__name__)

_ALMOST = 0.85
"""The last of several attempts may have so much of its time limit, where a host has no more."""


def split(prepared: Prepared, result: Any) -> tuple[Any, tuple[str, ...]]:
    """Returns (output, live ports) of what a node's `run` returned."""
    if isinstance(result, Routed):
        return result.output, result.ports
    return result, prepared.step.ports[:1]


async def upstream(state: RunState, step: Step, scope: Scope) -> JSON:
    """Returns the output that comes in over the first live edge; the run's input for an entry."""
    if not step.links:
        return state.input
    source = scope.first_live(step.links)
    return None if source is None else await state.load(scope, state.prepared.steps[source].key)


async def _attempt(
    state: RunState, prepared: Prepared, scope: Scope, number: int
) -> tuple[bytes, tuple[str, ...], bool]:
    step = prepared.step
    input_ = await upstream(state, step, scope)
    config = prepared.config(scope.roots)
    context = StepContext(state, step, scope, input_, number)
    if step.policy.cache is not None:
        return await _cached_attempt(state, prepared, config, context)
    output, ports = split(prepared, await _guarded(state, prepared, config, context))
    return encode(output, state.redactor), ports, False


async def _timed_attempt(
    state: RunState, prepared: Prepared, scope: Scope, number: int
) -> tuple[bytes, tuple[str, ...], bool]:
    """Executes an attempt within the step's time limit and that of the host, if they have one."""
    limit, longest = prepared.step.policy.timeout_s, state.patience.longest()
    if longest is None and limit is None:
        return await _attempt(state, prepared, scope, number)
    if longest is None or (limit is not None and _ALMOST * limit <= longest):
        async with asyncio.timeout(limit if longest is None else min(limit or longest, longest)):
            return await _attempt(state, prepared, scope, number)
    clock = asyncio.timeout(longest)
    try:
        async with clock:
            return await _attempt(state, prepared, scope, number)
    except TimeoutError:
        if clock.expired():
            state.patience.late(longest)
        raise


async def _cached_attempt(
    state: RunState, prepared: Prepared, config: NodeConfig, context: StepContext
) -> tuple[bytes, tuple[str, ...], bool]:
    cache = prepared.step.policy.cache
    assert cache is not None

    async def work() -> dict[str, Any]:
        output, ports = split(prepared, await _guarded(state, prepared, config, context))
        made_by = {"node": prepared.step.key, "type": prepared.step.type}
        return {"output": decode(encode(output, state.redactor)), "ports": list(ports), "made_by": made_by}

    key = cache_key(prepared.step, config.model_dump(mode="json"), context.input)
    envelope, reused = await cached(state.backend, state.run.workspace, key, cache.ttl_s, work)
    return encode(envelope["output"], state.redactor), tuple(envelope["ports"]), reused


async def _guarded(state: RunState, prepared: Prepared, config: NodeConfig, context: StepContext) -> Any:
    """Calls the node's `run` behind the circuit breaker of its outside dependency."""
    node_type = prepared.type
    assert node_type.run is not None
    if state.pages is not None and prepared.step.lane == "browser":
        await state.pages.awaken(config, context)
    dependency = node_type.dependency(config) if node_type.dependency else None
    if dependency is None:
        return await node_type.run(config, context)
    state.breakers.check(state.run.workspace, dependency)
    started = time.monotonic()
    ok = False
    try:
        result = await node_type.run(config, context)
        ok = True
        return result
    except Exception as error:
        ok = not step_error(error, "").retryable
        raise
    finally:
        state.breakers.report(state.run.workspace, dependency, ok=ok, seconds=time.monotonic() - started)


async def execute(state: RunState, prepared: Prepared, scope: Scope) -> StepRecord:
    """Executes a step with its retries and returns its record, not stored yet; never raises but for cancellation."""
    step = prepared.step
    record = StepRecord(step.node, step.key, step.type, scope.path, Status.RUNNING, started_at=now())
    state.journal.emit("step.started", node=step.node, key=step.key, path=path_text(scope.path))
    if step.disabled:
        return finish(prepared, record, encode(await upstream(state, step, scope), state.redactor))
    await state.prefetch(scope, step.reads)
    attempt = state.patience.attempts(step, scope.path)
    while True:
        attempt += 1
        try:
            raw, ports, reused = await _timed_attempt(state, prepared, scope, attempt)
        except (Exception, SystemExit, GeneratorExit, asyncio.CancelledError) as raised:  # noqa: BLE001 - a node may raise anything
            error = error_of(state, await explained(state, step, raised), step)
            delay = delay_before_next(step.policy.retry, attempt, error)
            if delay is None:
                record.attempts = attempt
                return await failed(state, prepared, record, error)
            state.journal.emit(
                "step.retrying",
                node=step.node,
                key=step.key,
                path=path_text(scope.path),
                attempt=attempt,
                delay_s=round(delay, 3),
                error=error.model_dump(exclude_none=True),
            )
            await state.patience.rest(step, scope.path, attempt, delay)
        else:
            record.attempts, record.cached = attempt, reused
            record = finish(prepared, record, raw, ports)
            return await spill(state, record, raw)


async def explained(state: RunState, step: Step, raised: BaseException) -> BaseException:
    """Returns what a browser step's failure is really about, such as a captcha in the way, or the error as it is."""
    if state.browser is None or step.lane != "browser" or not isinstance(raised, NodeError):
        return raised
    found: NodeError = await state.browser.explain(raised)
    return found


def error_of(state: RunState, raised: BaseException, step: Step) -> StepError:
    """Returns the step's error, redacted; passes a real cancellation on."""
    task = asyncio.current_task()
    if isinstance(raised, asyncio.CancelledError) and task is not None and task.cancelling():
        raise raised
    error = step_error(raised, step.key)
    if error.code == "node.crashed":
        log.warning("node %s (%s) crashed", step.key, step.type, exc_info=raised)
    clean: dict[str, Any] = state.redactor.clean(error.model_dump())
    return StepError.model_validate(clean)


def finish(prepared: Prepared, record: StepRecord, raw: bytes, ports: tuple[str, ...] | None = None) -> StepRecord:
    """Completes the record of a step that succeeded with its output and live ports."""
    record.status = Status.SUCCEEDED
    record.ports = prepared.step.ports[:1] if ports is None else ports
    record.output = decode(raw)
    record.finished_at = now()
    return record


async def spill(state: RunState, record: StepRecord, raw: bytes) -> StepRecord:
    """Moves a large output to blob storage; the record keeps a preview."""
    if len(raw) <= limits.INLINE_BYTES:
        return record
    artifact = await state.backend.blob_put(raw, f"{record.key}.json", "application/json")
    return replace(record, blob=artifact.artifact, preview=preview(raw))


async def failed(
    state: RunState, prepared: Prepared, record: StepRecord, error: StepError, output: JSON = None
) -> StepRecord:
    """Completes the record of a failed step by its `on_error`; adds evidence of the pages for browser steps."""
    step = prepared.step
    shown = error.model_dump(exclude_none=True)
    record.status = Status.FAILED
    record.error = shown
    record.finished_at = now()
    if step.policy.on_error == "fail":
        record.output = output
    else:
        record.output = {**(output if isinstance(output, dict) else {}), "error": shown}
        record.ports = ("error",) if step.policy.on_error == "branch" else step.ports[:1]
    if state.browser is not None and step.lane == "browser":
        for name, data, content_type in await state.browser.evidence(step.key):
            file = state.redactor.clean_file(data) if content_type.startswith("text/") else data
            artifact = await state.backend.blob_put(file, name, content_type)
            record.artifacts.append(artifact.model_dump())
    if record.output is None:
        return record
    raw = encode(record.output, state.redactor, CONTAINER_BYTES)
    record.output = decode(raw)
    return await spill(state, record, raw)


async def settle(state: RunState, scope: Scope, record: StepRecord) -> Outcome:
    """Stores a finished record and makes its result visible; nothing that depends on it starts before this returns."""
    step = state.prepared.steps[record.node]
    if state.browser is not None and step.lane == "browser":
        facts = state.redactor.clean(await state.browser.page_state())  # addresses and texts of the page
        record.meta = {**record.meta, **facts}
    value = record.output
    if record.blob is not None:
        if (items := item_count(value)) is not None:
            record.meta = {**record.meta, "items": items}
        record.output = None
    await state.journal.record(record)
    if step.type == SET_VARS and isinstance(value, dict):
        state.vars.update(value)
    outcome = scope.remember(record)
    if record.blob is not None and step.referenced:
        scope.values[record.key] = value
    return outcome
