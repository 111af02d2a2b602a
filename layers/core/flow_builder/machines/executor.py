"""Takes a run through the engine, from admission to its end; it rests while all it does is wait."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from pydantic_core import to_json

from flow_builder.domain import limits
from flow_builder.domain.ids import now
from flow_builder.domain.status import Status
from flow_builder.domain.value import JSON
from flow_builder.engine.breaker import Breakers
from flow_builder.engine.host import Host
from flow_builder.engine.run import Ending, Execution
from flow_builder.engine.scope import Scope
from flow_builder.engine.state import RunState
from flow_builder.errors import StorageError
from flow_builder.machines.active import Active
from flow_builder.machines.queue import FairQueue
from flow_builder.machines.treasury import Treasury
from flow_builder.nodes.base import RunInfo
from flow_builder.store.runs import RunStore

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

_QUIET_S = 0.1


class Executor:
    """Takes admitted runs through the engine.

    `ended` is called at a run's end, `interrupted` when the store failed under it and it has to be gone on with later.
    """

    def __init__(
        self,
        runs: RunStore,
        queue: FairQueue,
        make_host: Callable[[Active, RunInfo], Host],
        env: Callable[[str], Awaitable[dict[str, str]]],
        http: "Callable[[], httpx.AsyncClient]",
        *,
        ended: Callable[[Active], None],
        interrupted: Callable[[Active], None],
    ) -> None:
        self._runs = runs
        self._queue = queue
        self._make_host = make_host
        self._env = env
        self._http = http
        self._ended = ended
        self._interrupted = interrupted
        self.breakers = Breakers()
        self.treasury: Treasury | None = None
        """Reserves credits, where they are counted."""
        self._resting: set[asyncio.Task[None]] = set()
        self._closing = False

    def close(self) -> None:
        """From now on a canceled run is one that goes on at the next start."""
        self._closing = True

    async def execute(self, active: Active) -> None:
        """Executes a run to its end, unless the host closes or the store fails."""
        try:
            if active.run.status is Status.QUEUED:
                active.run = await self._runs.begin(active.run, now())
            active.start_timer()
            ending = await self._walk(active)
            active.stop_timer()
            await self.finish(active, ending)
        except asyncio.CancelledError:
            if not self._closing:
                raise
        except StorageError as error:
            log.warning("run %s is interrupted: %s (%s)", active.run.id, error.message, error.code)
            active.journal.discard()
            self._interrupted(active)
        finally:
            active.stop_timer()
            self._queue.leave(active.ticket)

    async def _walk(self, active: Active) -> Ending:
        run = active.run
        info = RunInfo.of(run)
        plan = active.prepared.plan
        host = self._make_host(active, info)
        active.backend = host.backend
        state = RunState(
            active.prepared,
            host,
            run.input,
            {**plan.settings.env, **await self._env(run.workspace)},
            http=self._http,
            breakers=self.breakers,
            recorded=active.recorded,
            items=run.items,
        )
        state.meter = None if self.treasury is None else self.treasury.meter(active)
        begun = "run.recovered" if active.recovered else "run.started"
        active.journal.emit(begun, flow=run.flow, flow_name=run.flow_name, trigger=run.trigger)
        execution = active.execution = Execution(
            state,
            only=frozenset(run.only) if run.only is not None else None,
            forced=frozenset(run.forced),
        )
        execution.on_quiet = lambda: self._on_quiet(active)
        if active.ending is not None:
            return active.ending
        try:
            ending = await execution.run(plan.root, Scope(state.roots), active.prepared.sinks)
            if ending.status is Status.FAILED and execution.compensable:
                active.stop_timer()
                await execution.compensate()
        except StorageError:
            raise
        except Exception as error:
            log.exception("run %s broke the engine", run.id)
            broken = {"code": "engine.failed", "message": f"{type(error).__name__}: {error}", "node": ""}
            return Ending(Status.FAILED, error=broken)
        return ending

    async def finish(self, active: Active, ending: Ending) -> None:
        """Stores how a run ended and tells whoever waits for it."""
        async with active.changing:
            await self._finish(active, ending)
        self._ended(active)
        active.ended.set()
        active.answer(None)

    async def _finish(self, active: Active, ending: Ending) -> None:
        run, journal = active.run, active.journal
        output, blob = await self._spilled(active, ending.output)
        if active.prepared.has_pages and active.backend is not None:
            await active.backend.sessions_end()
        changes = {
            "output": output,
            "output_blob": blob,
            "error": ending.error,
            "finished_at": now(),
            "steps_done": journal.done,
            "steps_failed": journal.failed,
            "credits": journal.credits,
            "refundable": journal.refundable,
        }
        journal.emit(
            f"run.{ending.status}", error=ending.error, ms=changes["finished_at"] - (run.started_at or run.created_at)
        )
        ended = run.model_copy(update={**changes, "status": ending.status})
        await journal.write(*self._runs.end_ops(run, ended))
        active.run = ended if blob is None else ended.model_copy(update={"output": ending.output})

    async def _spilled(self, active: Active, output: JSON) -> tuple[JSON, str | None]:
        """Returns (output, None), or (None, blob key) for one that is too large to be kept inline."""
        raw = to_json(output)
        if len(raw) <= limits.INLINE_BYTES or active.backend is None:
            return output, None
        artifact = await active.backend.blob_put(raw, "output.json", "application/json")
        return None, artifact.artifact

    async def paused(self, active: Active, change: int) -> None:
        """Takes note that a step of the run begins (+1) or ends (-1) to wait; moves the run's status along."""
        active.pauses += change
        task = asyncio.get_running_loop().create_task(self._follow(active, change))
        self._resting.add(task)
        task.add_done_callback(self._resting.discard)
        # A run that is canceled meanwhile must know its status when it ends: what has begun to be stored is finished.
        await asyncio.shield(task)

    async def _follow(self, active: Active, change: int) -> None:
        async with active.changing:
            if change > 0:
                await self._rest(active)
            else:
                await self._wake(active)

    async def _wake(self, active: Active) -> None:
        """Lets a run go on that waited, unless it is ending; it gets a slot even when all are taken."""
        execution, run = active.execution, active.run
        if run.status is not Status.WAITING or execution is None or execution.ending is not None:
            return
        active.run = await self._runs.change(run.workspace, run.id, Status.RUNNING, {})
        active.journal.emit("run.running")
        self._queue.force(active.ticket)
        active.start_timer()

    async def _rest(self, active: Active) -> None:
        """Makes a run `waiting` if all that is under way in it waits: its clock stops, its slot is free."""
        execution, run = active.execution, active.run
        if not active.pauses or run.status is not Status.RUNNING or execution is None or execution.busy:
            return
        active.stop_timer()
        active.run = await self._runs.change(run.workspace, run.id, Status.WAITING, {})
        active.journal.emit("run.waiting")
        self._queue.leave(active.ticket)

    def _on_quiet(self, active: Active) -> None:
        """Looks a moment later whether a step that ended has left only waiting ones."""
        if active.pauses:
            asyncio.get_running_loop().call_later(_QUIET_S, self._rest_later, active)

    def _rest_later(self, active: Active) -> None:
        task = asyncio.get_running_loop().create_task(self._rest_now(active))
        self._resting.add(task)
        task.add_done_callback(self._resting.discard)

    async def _rest_now(self, active: Active) -> None:
        async with active.changing:
            await self._rest(active)
