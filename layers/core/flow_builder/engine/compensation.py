"""Compensation (saga): when a run fails, completed steps that name a compensating node are undone, last first."""

from typing import TYPE_CHECKING

from flow_builder.engine.step import execute

if TYPE_CHECKING:
    from flow_builder.engine.run import Execution


async def run(execution: "Execution") -> None:
    """Executes the compensating nodes of completed steps in reverse order of completion.

    A compensating step is recorded under the path of the step it undoes and sees that step's scope. One that fails
    is recorded as failed; the others are still executed.
    """
    state = execution.state
    for record, scope in sorted(execution.compensable, key=lambda each: each[0].seq, reverse=True):
        target = state.prepared.steps[record.node].compensate_with
        if target is None or (target, scope.path) in state.recorded:
            continue
        done = await execute(state, state.prepared[target], scope)
        await state.journal.record(done)
