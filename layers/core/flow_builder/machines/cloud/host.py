"""One run's view of a host that never waits: what would be waited for leaves the call."""

from dataclasses import dataclass
from typing import Any, Protocol

from pydantic_core import from_json

from flow_builder.domain.ids import now
from flow_builder.domain.plan import Region
from flow_builder.domain.run import Run
from flow_builder.domain.status import is_final
from flow_builder.domain.step import path_text
from flow_builder.domain.value import JSON
from flow_builder.engine.host import Journal, RegionRequest, RegionResult, StepIdentity
from flow_builder.errors import Conflict, NodeError
from flow_builder.lanes import BrowserLane
from flow_builder.machines.pauses import new_pause
from flow_builder.nodes.base import Backend, RunInfo, Suspend
from flow_builder.store.progress import Progress
from flow_builder.store.runs import RunStore

_NO_END_S = 31_536_000
"""How long a pause without an end is held open; it is opened again then."""


@dataclass(frozen=True, slots=True)
class Child:
    """A called run that the machine has to execute: its machine, and the name of that execution."""

    run: Run
    machine: str


class Calls(Protocol):
    """Who makes the runs of called flows."""

    async def child(self, parent: Run, step: StepIdentity, flow: str, input_: JSON) -> Child:
        """Returns the run that a step calls, made once per step identity; NotFound, CompileFailed."""
        ...

    async def start(self, child: Child) -> None:
        """Starts its execution, once."""
        ...


class Away(BaseException):
    """Leaves the call: the step waits for something outside of it. No Exception, since it is no step's failure."""

    def __init__(self, go: str, **more: Any) -> None:
        super().__init__(go)
        self.go = go
        self.more = more


class CloudHost:
    """Implements engine.host.Host for one call."""

    def __init__(
        self,
        run: Run,
        info: RunInfo,
        journal: Journal,
        backend: Backend,
        runs: RunStore,
        calls: Calls,
        lane: BrowserLane | None = None,
    ) -> None:
        self._run = run
        self._runs = runs
        self._calls = calls
        self._lane = lane
        self._asked = False
        self.run = info
        self.journal = journal
        self.backend = backend

    async def run_region(self, region: Region, request: RegionRequest, journal: Journal) -> RegionResult:  # noqa: ARG002
        """Executes a browser region; NodeError where there is no browser: the machine asks a worker, and nobody else."""
        if self._lane is None:
            raise NodeError("This host has no browser workers.", code="browser.no_lane")
        return await self._lane.run_region(request, journal, self.backend)

    async def suspend(self, step: StepIdentity, key: str, request: Suspend) -> dict[str, Any]:
        """Returns the answer of the step's pause if there is one, else leaves with what is to be waited for."""
        pause = await self._pause(step, key, request)
        if pause["status"] == "answered":
            answered: dict[str, Any] = pause["answer"]
            return answered
        until = pause["until"]
        if until is not None and until <= now():
            return await self._end(pause)
        left = _NO_END_S if until is None else max(1, -(-(until - now()) // 1_000))
        raise Away("timer" if pause["kind"] == "timer" else "hold", seconds=left, until=until)

    async def _pause(self, step: StepIdentity, key: str, request: Suspend) -> dict[str, Any]:
        known = None
        if not self._asked:
            known = await self._runs.pause(self.run.workspace, self.run.id, step.node, step.path)
        again, self._asked = self._asked, True
        if known is not None:
            return known
        pause = new_pause(self.run, step, key, request)
        await self._runs.open_pause(pause, step.path, again=again)
        told = {"kind": pause["kind"], "until": pause["until"], "token": pause["token"]}
        message = pause["request"].get("message")
        self.journal.emit("step.waiting", node=step.node, key=key, path=path_text(step.path), **told, message=message)
        return {**pause, "status": "open"}

    async def _end(self, pause: dict[str, Any]) -> dict[str, Any]:
        """Returns the answer of a pause whose time is up: the clock's, unless somebody was faster."""
        try:
            done = await self._runs.answer_pause(pause["token"], {"timed_out": True})
        except Conflict:
            done = await self._runs.pause_by_token(pause["token"]) or {}
        given: dict[str, Any] = done["answer"]
        return given

    async def call_flow(self, step: StepIdentity, flow: str, input_: JSON, *, wait: bool) -> dict[str, Any]:
        """Returns how the called run ended; leaves for the machine to execute it if it has not."""
        child = await self._calls.child(self._run, step, flow, input_)
        if not wait:
            await self._calls.start(child)
            return {"run": child.run.id}
        done = child.run
        if not is_final(done.status):
            await Progress(self._runs.table, self._run.workspace, self._run.id).has_child(done.id)
            raise Away("run", machine=child.machine, name=done.id, child=done.id)
        output = done.output
        if output is None and done.output_blob is not None:
            output = from_json(await self.backend.blob_get(done.output_blob))
        return {"run": done.id, "status": done.status.value, "output": output, "error": done.error}
