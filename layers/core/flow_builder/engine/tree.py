"""How each kind of plan node is executed; the leaves' work is in step, containers, control and regions."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from flow_builder.domain.plan import (
    Branch,
    Call,
    Fork,
    Group,
    Loop,
    Pause,
    PlanNode,
    Region,
    Sequence,
    Step,
    StepHolder,
    Stop,
    children,
)
from flow_builder.domain.status import Status
from flow_builder.engine import containers, control, regions
from flow_builder.engine.failures import Failures
from flow_builder.engine.scope import Scope

if TYPE_CHECKING:
    from flow_builder.engine.run import Execution


def visitor(
    execution: "Execution", node: PlanNode, scope: Scope, failures: Failures
) -> Callable[[], Coroutine[Any, Any, None]]:
    """Returns the visit of a plan node as something to start later."""
    return lambda: execution.visit(node, scope, failures)


async def _sequence(execution: "Execution", node: Sequence, scope: Scope, failures: Failures) -> None:
    for item in node.items:
        await execution.visit(item, scope, failures)


async def _fork(execution: "Execution", node: Fork, scope: Scope, failures: Failures) -> None:
    await execution.together([visitor(execution, branch, scope, failures) for branch in node.branches])


async def _branch(execution: "Execution", node: Branch, scope: Scope, failures: Failures) -> None:
    outcome = await execution.step(node.step, scope, failures)
    live = [body for port, body in node.cases if port in outcome.ports]
    for port, body in node.cases:
        if port not in outcome.ports:
            execution.pass_over(body, scope)
    if len(live) == 1:
        await execution.visit(live[0], scope, failures)
    elif live:
        await execution.together([visitor(execution, body, scope, failures) for body in live])


async def _loop(execution: "Execution", node: Loop, scope: Scope, failures: Failures) -> None:
    await execution.step(node.step, scope, failures, lambda: containers.loop(execution, node, scope))


async def _group(execution: "Execution", node: Group, scope: Scope, failures: Failures) -> None:
    await execution.step(node.step, scope, failures, lambda: containers.group(execution, node, scope), node.body)


async def _pause(execution: "Execution", node: Pause, scope: Scope, failures: Failures) -> None:
    await execution.step(node.step, scope, failures, lambda: control.pause(execution, node.step, scope))


async def _call(execution: "Execution", node: Call, scope: Scope, failures: Failures) -> None:
    await execution.step(node.step, scope, failures, lambda: control.call(execution, node.step, scope))


async def _stop(execution: "Execution", node: Stop, scope: Scope, failures: Failures) -> None:
    step = node.step
    outcome = await execution.step(step, scope, failures)
    if outcome.status is not Status.SUCCEEDED:
        return
    said = await execution.state.load(scope, step.key) or {}
    execution.stop(step, said)
    await asyncio.get_running_loop().create_future()  # until the cancellation arrives


VISITS: dict[type, Callable[..., Coroutine[Any, Any, None]]] = {
    Sequence: _sequence,
    Fork: _fork,
    Branch: _branch,
    Loop: _loop,
    Group: _group,
    Pause: _pause,
    Call: _call,
    Stop: _stop,
    Region: regions.visit,
}
"""Kind of plan node -> its execution: (execution, node, scope, failures)."""


def with_bodies(node: PlanNode) -> list[tuple[Step, PlanNode | None]]:
    """Returns the steps of one level, each with its body if it is a container that shares the scope."""
    if isinstance(node, Group):
        return [(node.step, node.body)]
    if isinstance(node, Loop):
        return [(node.step, None)]
    found: list[tuple[Step, PlanNode | None]] = [(node.step, None)] if isinstance(node, StepHolder) else []
    for child in children(node):
        found += with_bodies(child)
    return found
