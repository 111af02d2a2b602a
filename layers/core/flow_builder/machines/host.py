"""One run's view of the local host: browser regions on the lane, pauses in the store, sub-flows on the machine."""

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

from flow_builder.domain.ids import now
from flow_builder.domain.plan import Region
from flow_builder.domain.step import path_text
from flow_builder.domain.value import JSON
from flow_builder.engine.host import Journal, RegionRequest, RegionResult, StepIdentity
from flow_builder.errors import Conflict, NodeError
from flow_builder.machines.pauses import new_pause
from flow_builder.nodes.base import Backend, RunInfo, Suspend

if TYPE_CHECKING:
    from flow_builder.machines.active import Active
    from flow_builder.machines.executor import Executor
    from flow_builder.machines.local import LocalMachine


class LocalHost:
    """Implements engine.host.Host for one run."""

    def __init__(
        self, machine: "LocalMachine", executor: "Executor", active: "Active", run: RunInfo, backend: Backend
    ) -> None:
        self._machine = machine
        self._executor = executor
        self._active = active
        self._asked: set[str] = set()
        self.run = run
        self.journal: Journal = active.journal
        self.backend = backend

    async def run_region(
        self,
        region: Region,  # noqa: ARG002 - the request names it
        request: RegionRequest,
        journal: Journal,
    ) -> RegionResult:
        """Executes a browser region on the lane."""
        if self._machine.lane is None:
            raise NodeError(
                "This host has no browser workers.",
                code="browser.no_lane",
                hint="Start the host with at least one (FLOW_BROWSER_WORKERS).",
            )
        return await self._machine.lane.run_region(request, journal, self.backend)

    async def suspend(self, step: StepIdentity, key: str, request: Suspend) -> dict[str, Any]:
        """Waits for the time or an answer; goes on waiting for the same one after a restart."""
        pause = await self._pause(step, key, request)
        if pause["status"] == "answered":
            answered: dict[str, Any] = pause["answer"]
            return answered
        self.journal.emit(
            "step.waiting",
            node=step.node,
            key=key,
            path=path_text(step.path),
            kind=pause["kind"],
            until=pause["until"],
            token=pause["token"],
            message=pause["request"].get("message"),
        )
        try:
            await self._executor.paused(self._active, +1)
            return await self._wait(pause)
        except asyncio.CancelledError:
            await self._withdraw(pause["token"])
            raise
        finally:
            if self._active.execution is not None and not self._active.execution.abandoned:
                await self._executor.paused(self._active, -1)

    async def _pause(self, step: StepIdentity, key: str, request: Suspend) -> dict[str, Any]:
        store = self._machine.runs
        again = step.text in self._asked
        self._asked.add(step.text)
        if not again:
            known = await store.pause(self.run.workspace, self.run.id, step.node, step.path)
            if known is not None:
                return known
        pause = new_pause(self.run, step, key, request)
        await store.open_pause(pause, step.path, again=again)
        return {**pause, "status": "open"}

    async def _wait(self, pause: dict[str, Any]) -> dict[str, Any]:
        """Returns the answer of an open pause, made by somebody or by the clock."""
        token = pause["token"]
        future = self._machine.pauses.expect(token)
        try:
            stored = await self._machine.runs.pause_by_token(token)  # answered between opening and waiting
            if stored is not None and stored["status"] == "answered":
                answered: dict[str, Any] = stored["answer"]
                return answered
            left = None if pause["until"] is None else max(0.0, (pause["until"] - now()) / 1000)
            async with asyncio.timeout(left):
                return await future
        except TimeoutError:
            try:
                done = await self._machine.runs.answer_pause(token, {"timed_out": True})
            except Conflict:
                done = await self._machine.runs.pause_by_token(token) or {}
            given: dict[str, Any] = done["answer"]
            return given
        finally:
            self._machine.pauses.forget(token)

    async def _withdraw(self, token: str) -> None:
        """Answers a pause that nobody needs to answer any more, unless the run goes on at the next start."""
        if self._active.execution is not None and not self._active.execution.abandoned:
            with contextlib.suppress(Conflict):
                await self._machine.runs.answer_pause(token, {"canceled": True})

    async def call_flow(self, step: StepIdentity, flow: str, input_: JSON, *, wait: bool) -> dict[str, Any]:
        """Starts another flow once per step identity, and waits for its end if asked to."""
        child = await self._machine.start_child(self._active.run, step, flow, input_)
        if not wait:
            return {"run": child.id}
        try:
            done = await self._machine.wait(child.workspace, child.id, None)
        except asyncio.CancelledError:
            if self._active.execution is not None and not self._active.execution.abandoned:
                await self._machine.cancel_quietly(child.workspace, child.id)
            raise
        output = done.output
        if output is None and done.output_blob is not None:
            output = from_json(await self.backend.blob_get(done.output_blob))
        return {"run": done.id, "status": done.status.value, "output": output, "error": done.error}
