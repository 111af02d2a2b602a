"""Steps that wait for something outside the run, and the one that ends it: each asked until it has an end."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from flow_builder.domain.status import Status
from flow_builder.engine import control
from flow_builder.engine.failures import Failures
from flow_builder.engine.run import Execution, stopping
from flow_builder.engine.scope import Scope
from flow_builder.errors import NodeError
from flow_builder.machines.cloud import deadlines, tokens
from flow_builder.machines.cloud.call import Call
from flow_builder.machines.cloud.host import Away
from flow_builder.machines.cloud.wire import Said

_Work = Callable[[Execution, Any, Scope], Awaitable[Any]]


async def pause(call: Call) -> Said:
    """Goes on with a pause: asks, or takes the answer; answers what is to be waited for, or `pass`."""
    return await _asked(call, control.pause)


async def start(call: Call) -> Said:
    """Makes the run of a called flow; answers with its machine if it is to be waited for."""
    return await _asked(call, control.call)


async def called(call: Call) -> Said:
    """Takes the end of a called run; one whose machine did not bring it to an end has failed."""
    said = await _asked(call, control.call)
    if said["go"] != "run":
        return said
    step = call.plan.prepared.steps[call.ask.at]
    execution, scope = await call.read([step])

    async def lost() -> Any:
        error = NodeError(
            "The called run did not end.",
            code="subflow.lost",
            hint="Its own page says how far it came.",
            details={"run": said["child"]},
        )
        return await control.give_up(execution, step, scope, error)

    await execution.step(step, scope, Failures(), lost)
    return call.said("pass")


async def _asked(call: Call, work: _Work) -> Said:
    step = call.plan.prepared.steps[call.ask.at]
    execution, scope = await call.read([step])
    try:
        async with deadlines.within(call) as in_time:
            if in_time:
                await execution.step(step, scope, Failures(), lambda: work(execution, step, scope))  # type: ignore[arg-type, return-value]
    except Away as away:
        return call.said(away.go, **await _limited(call, away.more))
    return call.said("pass")


async def _limited(call: Call, more: dict[str, Any]) -> dict[str, Any]:
    """Returns what is to be waited for, no longer than the containers around the step may take."""
    if "seconds" not in more:
        return more
    seconds, until = more["seconds"], more["until"]
    if (left := await deadlines.milliseconds_left(call)) is not None:
        seconds = max(1, min(seconds, -(-left // 1_000)))
    at = None if until is None else datetime.fromtimestamp(until / 1_000, UTC).isoformat().replace("+00:00", "Z")
    return {"seconds": seconds, "until": at}


async def hold(call: Call) -> Said:
    """Notes which task waits for the answer of a step's pause."""
    runs, run = call.services.runs, call.run
    known = await runs.pause(run.workspace, run.id, call.ask.at, call.path)
    if known is None:
        await call.services.tokens.succeed(call.ask.token, {})
    else:
        await tokens.hold(runs, call.services.tokens, known, call.ask.token)
    return call.said("pass")


async def stop(call: Call) -> Said:
    """Executes a stop step and keeps how it ends the run; answers whether it does."""
    step = call.plan.prepared.steps[call.ask.at]
    execution, scope = await call.read([step])
    outcome = await execution.step(step, scope, Failures())
    if outcome.status is not Status.SUCCEEDED:
        return call.said("pass")
    ending = stopping(step, await execution.state.load(scope, step.key) or {})
    await call.progress.stop({"status": ending.status.value, "output": ending.output, "error": ending.error})
    return call.said("stop")
