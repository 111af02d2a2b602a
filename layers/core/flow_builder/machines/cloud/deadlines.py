"""Time limits of containers whose parts are executed by several calls."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from flow_builder.domain.ids import now
from flow_builder.domain.plan import Group, Loop
from flow_builder.domain.run import Run
from flow_builder.machines.cloud.call import Call
from flow_builder.machines.cloud.watch import Leave
from flow_builder.store.progress import Progress


async def milliseconds_left(call: Call) -> int | None:
    """Returns what is left to the containers around the part, or None when none of them has a limit."""
    found: list[int] = []
    for container in call.plan.containers(call.ask.at):
        if (limit := container.step.policy.timeout_s) is not None:
            begun = await _begun(call, container)
            found.append(begun + round(limit * 1_000) - now())
    return min(found, default=None)


async def _begun(call: Call, container: Loop | Group) -> int:
    path = call.path[: len(call.plan.loops(container.step.node))]
    kept = await call.progress.container(container.step.node, path)
    return int(kept["started_at"]) if kept else now()


async def run_deadline(progress: Progress, run: Run, limit_s: float) -> int | None:
    """Returns when a run has to be over, in milliseconds: waiting does not count. None before it has begun."""
    if run.started_at is None:
        return None
    return run.started_at + round(limit_s * 1_000) + await progress.rested(now())


async def check_run(call: Call) -> None:
    """Ends a run that is out of time, where its machine does not: a flow that waits has no time limit there."""
    limit = call.prepared.plan.settings.timeout_s
    if not call.plan.waits or call.ask.do in ("hold", "finish"):
        return
    deadline = await run_deadline(call.progress, call.run, limit)
    if deadline is not None and now() > deadline:
        said = {"code": "run.timeout", "message": f"The run took longer than its {limit:g} s.", "node": ""}
        await call.progress.stop({"status": "timed_out", "output": None, "error": said})
        raise Leave


@asynccontextmanager
async def within(call: Call) -> AsyncIterator[bool]:
    """Yields whether there is time left, and cancels what is under way when it is up; the container's end says so."""
    left = await milliseconds_left(call)
    if left is None or left <= 0:
        yield left is None
        return
    try:
        async with asyncio.timeout(left / 1_000):
            yield True
    except TimeoutError:
        return
