"""Executes a plan: walks the tree, decides by the join rule what runs, keeps failures within their scope."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from flow_builder.domain.ids import now
from flow_builder.domain.plan import PlanNode, Step, Task
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.domain.value import JSON, StepError
from flow_builder.engine import compensation, containers, tree
from flow_builder.engine.drain import Drain
from flow_builder.engine.failures import Failures, first_of
from flow_builder.engine.host import Meter
from flow_builder.engine.prepared import shared
from flow_builder.engine.scope import BLOCKED, Outcome, Scope
from flow_builder.engine.state import RunState
from flow_builder.engine.step import execute, settle


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run, or a region of one, ended."""

    status: Status
    output: JSON = None
    error: dict[str, Any] | None = None
    stopped: bool = False
    """Whether `core.stop` ended it."""


def stopping(step: Step, said: dict[str, Any]) -> Ending:
    """Returns the ending that a `core.stop` step asks for with its output."""
    status = Status(said.get("status", "succeeded"))
    message = said.get("message") or "The flow stopped itself."
    error = {"code": "flow.stopped", "message": message, "node": step.key} if status is Status.FAILED else None
    return Ending(status, said.get("output"), error, stopped=True)


class Execution:
    """One run's way through its plan, in one host.

    `only` limits execution to these node ids (None: all); steps outside are blocked unless recorded.
    `forced` runs steps whatever their incoming edges say, for running a node without what is before it.
    """

    def __init__(
        self, state: RunState, *, only: frozenset[str] | None = None, forced: frozenset[str] = frozenset()
    ) -> None:
        self.state = state
        self.only = only
        self.forced = forced
        self.ending: Ending | None = None
        self.abandoned = False
        self.over = False
        self.drain: Drain | None = None
        """What brings the execution to rest before its end, in a host that may be told to end."""
        self.busy = 0
        """Steps under way that are not waiting for anybody."""
        self.on_quiet: Callable[[], None] | None = None
        """Called whenever `busy` falls to 0."""
        self.compensable: list[tuple[StepRecord, Scope]] = []
        self._task: asyncio.Task[Any] | None = None

    # ---- the run as a whole

    async def run(self, root: PlanNode, scope: Scope, sinks: tuple[str, ...] = ()) -> Ending:
        """Executes a plan or region to its end; raises StorageError, or CancelledError when the host is closing."""
        self._task = asyncio.current_task()
        failures = Failures()
        try:
            await self.visit(root, scope, failures)
        except asyncio.CancelledError:
            if self.ending is None or self._task is None:
                raise
            self._task.uncancel()
        except BaseExceptionGroup as group:
            raise first_of(group) from None
        finally:
            self.over = True
        if self.ending is not None:
            await self._absorb()
            return self.ending
        if failures.first is not None:
            return Ending(Status.FAILED, error=failures.first.model_dump(exclude_none=True))
        return Ending(Status.SUCCEEDED, output=await containers.result(self.state, scope, sinks))

    async def _absorb(self) -> None:
        """Takes a cancellation that came when there was nothing left to cancel, before it hits what follows."""
        if self._task is not None and self._task.cancelling():
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0)
            self._task.uncancel()

    async def compensate(self) -> None:
        """Undoes the completed steps that name a compensating node, last first."""
        await compensation.run(self)

    def end(self, ending: Ending) -> None:
        """Ends the run at once: what is under way is canceled; the first call counts, unless the run is over."""
        if self.ending is None and not self.over:
            self.ending = ending
            if self._task is not None:
                self._task.cancel()

    def stop(self, step: Step, said: dict[str, Any]) -> None:
        """Ends the run as a `core.stop` step says."""
        self.end(stopping(step, said))

    def abandon(self) -> None:
        """Stops executing without ending the run, because the host closes; nothing is recorded any more."""
        self.abandoned = True
        if self._task is not None:
            self._task.cancel()

    async def visit(self, node: PlanNode, scope: Scope, failures: Failures) -> None:
        """Executes one plan node and what is below it."""
        if type(node) is Task:
            await self.step(node.step, scope, failures)
        else:
            await tree.VISITS[type(node)](self, node, scope, failures)

    async def together(self, work: list[Callable[[], Coroutine[Any, Any, None]]], limit: int | None = None) -> None:
        """Runs coroutines at the same time, at most `limit` of them."""
        if limit is None or limit >= len(work):
            async with asyncio.TaskGroup() as group:
                for each in work:
                    group.create_task(each())
            return
        queue = iter(work)

        async def worker() -> None:
            for each in queue:
                await each()

        async with asyncio.TaskGroup() as group:
            for _ in range(limit):
                group.create_task(worker())

    # ---- one step

    @contextmanager
    def working(self) -> Iterator[None]:
        """Counts a step as under way."""
        self.busy += 1
        try:
            yield
        finally:
            self._rested()

    def _rested(self) -> None:
        self.busy -= 1
        if not self.busy and self.on_quiet is not None:
            self.on_quiet()

    def decide(self, step: Step, scope: Scope) -> str:
        """Returns `run`, `skip` or `block` for a step whose incoming edges are decided."""
        if step.node in self.forced:
            return "run"
        if self.only is not None and step.node not in self.only:
            return "block"
        return scope.state(step.links)

    async def step(
        self,
        step: Step,
        scope: Scope,
        failures: Failures,
        work: Callable[[], Coroutine[Any, Any, StepRecord]] | None = None,
        body: PlanNode | None = None,
    ) -> Outcome:
        """Brings one step to its outcome: recorded before, skipped, blocked, or executed now by `work`.

        `body` is the inside of a container that shares this scope; it is passed over when the container is.
        """
        recorded = self.state.recorded.get((step.node, scope.path)) if self.state.recorded else None
        if recorded is not None:
            return self.recall(step, scope, failures, recorded, body)
        decision = self.decide(step, scope)
        if decision != "run":
            outcome = self._pass(step, scope, skipped=decision == "skip")
            if body is not None:
                self._pass_all(body, scope, skipped=decision == "skip")
            return outcome
        try:
            if self.drain is not None and work is None:
                await self.drain.enter()
            if self.state.meter is not None:
                record = await self._metered(self.state.meter, step, scope, work)
            elif work is not None:
                record = await work()
            else:
                self.busy += 1
                try:
                    record = await execute(self.state, self.state.prepared[step.node], scope)
                finally:
                    self._rested()
        except asyncio.CancelledError:
            self._canceled(step, scope)
            raise
        outcome = await settle(self.state, scope, record)
        self._account(step, scope, failures, record)
        if self.drain is not None and work is None:
            self.drain.leave()
        return outcome

    async def _metered(
        self,
        meter: Meter,
        step: Step,
        scope: Scope,
        work: Callable[[], Coroutine[Any, Any, StepRecord]] | None,
    ) -> StepRecord:
        """Executes a step whose price is set aside meanwhile."""
        await meter.take(step.node)
        try:
            if work is not None:
                return await work()
            with self.working():
                return await execute(self.state, self.state.prepared[step.node], scope)
        finally:
            meter.leave(step.node)

    def recall(
        self, step: Step, scope: Scope, failures: Failures, record: StepRecord, body: PlanNode | None = None
    ) -> Outcome:
        """Takes a result over that was recorded before."""
        if body is not None:
            for inner in shared(body):
                known = self.state.recorded.get((inner.node, scope.path))
                if known is not None:
                    scope.remember(known)
        outcome = scope.remember(record)
        self._account(step, scope, failures, record)
        return outcome

    def _account(self, step: Step, scope: Scope, failures: Failures, record: StepRecord) -> None:
        if record.status is Status.SUCCEEDED and step.compensate_with is not None:
            self.compensable.append((record, scope))
        if record.status is Status.FAILED and not record.ports:
            failures.add(self.state.prepared.order[step.node], StepError.model_validate(record.error))

    def _pass(self, step: Step, scope: Scope, *, skipped: bool) -> Outcome:
        if not skipped:
            scope.outcomes[step.node] = BLOCKED
            return BLOCKED
        time = now()
        record = StepRecord(
            step.node, step.key, step.type, scope.path, Status.SKIPPED, attempts=0, started_at=time, finished_at=time
        )
        self.state.journal.note(record)
        return scope.remember(record)

    def pass_over(self, node: PlanNode, scope: Scope) -> None:
        """Marks everything of a dead case as skipped, or blocked, without walking into it."""
        for step, body in tree.with_bodies(node):
            if (step.node, scope.path) in self.state.recorded:
                scope.remember(self.state.recorded[step.node, scope.path])
                continue
            skipped = self.decide(step, scope) == "skip"
            self._pass(step, scope, skipped=skipped)
            if body is not None:
                self._pass_all(body, scope, skipped=skipped)

    def _pass_all(self, node: PlanNode, scope: Scope, *, skipped: bool) -> None:
        for step, body in tree.with_bodies(node):
            if (step.node, scope.path) not in self.state.recorded:
                self._pass(step, scope, skipped=skipped)
            if body is not None:
                self._pass_all(body, scope, skipped=skipped)

    def _canceled(self, step: Step, scope: Scope) -> None:
        if self.abandoned:
            return
        time = now()
        record = StepRecord(
            step.node, step.key, step.type, scope.path, Status.CANCELED, started_at=time, finished_at=time
        )
        self.state.journal.note(record)
