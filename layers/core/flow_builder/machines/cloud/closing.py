"""Runs that are ended from outside of their machine: canceled, out of time, lost."""

import contextlib
from collections.abc import Callable
from typing import Any

from flow_builder.domain.credits import is_platform_failure
from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.step import StepRecord
from flow_builder.engine.run import Ending
from flow_builder.errors import Conflict
from flow_builder.machines.cloud.journal import CloudJournal
from flow_builder.machines.journal import Listener
from flow_builder.store.progress import Progress
from flow_builder.store.runs import RunStore

_TRIES = 20


async def close(
    runs: RunStore, run: Run, ending: Ending, price: Callable[[str], int], listen: Listener
) -> tuple[Run, bool]:
    """Ends a run unless it has ended; returns it as it is stored then, and whether it was this call that ended it.

    What it still waits for is withdrawn. Raises Conflict when it keeps changing.
    """
    for _ in range(_TRIES):
        if is_final(run.status):
            return run, False
        ended = run.model_copy(update=await _changes(runs, run, ending, price))
        journal = CloudJournal(runs.table, Progress(runs.table, run.workspace, run.id), run, listen)
        ms = (ended.finished_at or 0) - (run.started_at or run.created_at)
        journal.emit(f"run.{ending.status}", error=ending.error, ms=ms)
        try:
            await journal.flush(*runs.end_ops(run, ended))
        except Conflict:
            run = await runs.get(run.workspace, run.id)
            continue
        await _withdraw(runs, run)
        return await runs.get(run.workspace, run.id), True
    raise Conflict(f"The run {run.id} changes too often to be ended.", code="run.changed")


async def _changes(runs: RunStore, run: Run, ending: Ending, price: Callable[[str], int]) -> dict[str, Any]:
    records = await runs.records(run.workspace, run.id)
    return {
        "status": ending.status,
        "output": ending.output,
        "error": ending.error,
        "finished_at": now(),
        **counts(records, price),
    }


async def _withdraw(runs: RunStore, run: Run) -> None:
    """Answers the pauses that nobody needs to answer any more."""
    for token in await runs.pauses_of(run.workspace, run.id):
        with contextlib.suppress(Conflict):
            await runs.answer_pause(token, {"canceled": True})


def counts(records: list[StepRecord], price: Callable[[str], int]) -> dict[str, int]:
    """Returns what a run executed and what that costs."""
    executed = [each for each in records if not each.seeded and each.status not in (Status.SKIPPED, Status.CANCELED)]
    prices = {id(each): 0 if each.cached else price(each.node) for each in executed}
    refunded = [each for each in executed if each.error is not None and is_platform_failure(each.error)]
    return {
        "steps_done": len(executed),
        "steps_failed": sum(each.status is Status.FAILED for each in executed),
        "credits": sum(prices.values()),
        "refundable": sum(prices[id(each)] for each in refunded),
    }
