"""Executions of state machines: their ends become ends of runs, and what was lost on the way is found again.

Step Functions tells each change of status at least once, and late at times. All that is done here may be done twice.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.engine.run import Ending
from flow_builder.errors import FlowBuilderError, NotFound
from flow_builder.machines.cloud.deadlines import run_deadline
from flow_builder.machines.cloud.machine import CloudMachine
from flow_builder.services.app import App
from flow_builder.services.ends import Ends
from flow_builder.store.progress import Progress
from flow_builder.store.runs import RunStore

log = logging.getLogger(__name__)

_YOUNG_MS = 60_000
"""A run is left alone for so long: whoever started it may be at it still."""
_REDRIVES = 2
_GOING_ON = frozenset({"RUNNING", "PENDING_REDRIVE"})


class RunEnds:
    """Brings runs to their ends when their executions have ended, and tells these to whoever is concerned."""

    def __init__(self, runs: RunStore, machine: CloudMachine, ends: Ends) -> None:
        self._runs = runs
        self._machine = machine
        self._ends = ends

    async def heard(self, detail: Mapping[str, Any]) -> None:
        """Takes a `Step Functions Execution Status Change`; raises when not all could be told, to be called again.

        Executions that are no runs (batches of loops) are none of its business.
        """
        given = json.loads(detail.get("input") or "{}")
        if detail["status"] in _GOING_ON or given.get("run") != detail["name"] or given.get("path"):
            return
        try:
            run = await self._runs.get(given["workspace"], given["run"])
        except NotFound:
            return
        await self._over(run, detail["status"], str(detail.get("cause") or detail.get("error") or ""))

    async def _over(self, run: Run, status: str, cause: str) -> None:
        """Takes note that the execution of a run is over."""
        if is_final(run.status):
            await self.settle(run)
            return
        if status == "FAILED" and await self._driven_again(run):
            log.warning("the machine of run %s failed and goes on: %s", run.id, cause[:500])
            return
        # It has settled the end, unless the store failed; then the sweep does.
        await self._machine.end(run, await self._ending(run, status, cause))

    async def _driven_again(self, run: Run) -> bool:
        """Lets a machine go on that failed although hosts never fail: AWS did, so it may work now."""
        progress = Progress(self._runs.table, run.workspace, run.id)
        machine = await progress.machine()
        if machine is None or await progress.count_redrive() > _REDRIVES:
            return False
        return await self._machine.executions.redrive(machine, run.id)

    async def _ending(self, run: Run, status: str, cause: str) -> Ending:
        if status == "TIMED_OUT":
            return await self._machine.late(run)
        if status == "ABORTED":
            said = {"code": "run.canceled", "message": "The run's execution was stopped.", "node": ""}
            return Ending(Status.CANCELED, error=said)
        error = {
            "code": "engine.unfinished",
            "message": "The run's state machine ended before the run did.",
            "node": "",
            "retryable": True,
            "hint": "Resume the run; what it has done is kept.",
            "details": {"cause": cause[:2_000]},
        }
        return Ending(Status.FAILED, error=error)

    async def settle(self, run: Run) -> None:
        """Gives the slot of an ended run to the next one, tells its end and counts it; again is fine."""
        await self._machine.release(run)
        await self._ends.settle(run)

    async def sweep(self, _: App) -> int:
        """Finds runs whose start or end was lost, and those that are out of time, and machines of flows that are gone.

        Returns how many needed help.
        """
        helped = 0
        queued: set[str] = set()
        async for workspace, run, place in self._runs.active():
            if place is not None:
                queued.add(workspace)
                continue
            try:
                helped += await self._helped(await self._runs.get(workspace, run))
            except NotFound:
                continue
            except FlowBuilderError as error:
                log.warning("run %s has to wait for help: %s (%s)", run, error.message, error.code)
        for workspace in queued:
            helped += await self._machine.admission.advance(workspace)
        for workspace, flow in await self._machine.deployed.abandoned():
            helped += await self._machine.forget_abandoned(workspace, flow)
        return helped

    async def _helped(self, run: Run) -> bool:
        """Does what a run lacks; False when it lacks nothing."""
        if is_final(run.status):
            await self.settle(run)
            return True
        if now() - max(run.created_at, run.started_at or 0) < _YOUNG_MS:
            return False
        machine = await Progress(self._runs.table, run.workspace, run.id).machine()
        found = None if machine is None else await self._machine.executions.status(machine, run.id)
        if found is None:
            return await self._never_begun(run)
        if found["status"] not in _GOING_ON:
            await self._over(run, found["status"], str(found["cause"] or found["error"] or ""))
            return True
        return await self._out_of_time(run)

    async def _never_begun(self, run: Run) -> bool:
        if run.parent is None:
            await self._machine.launch(run)
            return True
        parent = await self._runs.get(run.workspace, run.parent)
        if is_final(parent.status):  # whose machine would have executed it
            await self._machine.cancel_quietly(run.workspace, run.id)
        return is_final(parent.status)

    async def _out_of_time(self, run: Run) -> bool:
        limit = await self._machine.time_limit(run)
        deadline = await run_deadline(Progress(self._runs.table, run.workspace, run.id), run, limit)
        if run.status is not Status.RUNNING or deadline is None or now() < deadline + _YOUNG_MS:
            return False
        await self._machine.end(run, await self._machine.late(run))
        return True
