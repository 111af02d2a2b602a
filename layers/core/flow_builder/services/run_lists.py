"""Lists of runs, and what is done with many of them at once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from flow_builder.domain.ids import first_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.errors import Conflict, FlowBuilderError, StorageError
from flow_builder.services import dead_letters
from flow_builder.services.app import App
from flow_builder.services.resume import Resume, resume_run
from flow_builder.services.runs import Start, start_run
from flow_builder.services.searching import search

MAX_AT_ONCE = 1_000
"""Runs that one request starts again at most."""

_FAILED = frozenset({Status.FAILED, Status.TIMED_OUT})


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs are wanted; what is None or empty does not matter. Times are milliseconds since the epoch."""

    flow: str | None = None
    status: frozenset[Status] = frozenset()
    trigger: str | None = None
    schedule: str | None = None
    since: int | None = None
    """Started to exist at this time or later."""
    until: int | None = None
    """Started to exist before this time."""
    text: str = ""
    """In the flow's name, the run's id or its error, whatever the case."""
    oldest: bool = False
    """The oldest come first instead of the newest."""

    def fits(self, run: Run) -> bool:
        """Tells whether a run is wanted, apart from flow and time."""
        said = (run.error or {}).get("message", "")
        return (
            (not self.status or run.status in self.status)
            and self.trigger in (None, run.trigger)
            and self.schedule in (None, run.schedule)
            and self.text.casefold() in f"{run.flow_name} {run.id} {said}".casefold()
        )

    @property
    def between(self) -> tuple[str, str] | None:
        """The range of run ids that the times mean."""
        if self.since is None and self.until is None:
            return None
        until = now() + 1_000 if self.until is None else self.until
        return first_id("r", self.since or 0), first_id("r", max(until, 0))


async def list_runs(
    app: App, workspace: str, wanted: RunFilter = RunFilter(), limit: int = 50, cursor: str | None = None
) -> tuple[list[Run], str | None]:
    """Returns runs, newest first, and the cursor of the next page.

    A page of a search may hold fewer than `limit` runs, or none, and still have a cursor.
    """
    store = app.stores.runs

    async def read(limit: int, cursor: str | None) -> tuple[list[Run], str | None]:
        return await store.find(
            workspace, flow=wanted.flow, between=wanted.between, oldest=wanted.oldest, limit=limit, cursor=cursor
        )

    return await search(read, wanted.fits, limit, cursor)


async def retry_run(
    app: App,
    workspace: str,
    run: str,
    *,
    newest: bool = False,
    idempotency_key: str | None = None,
    request: str | None = None,
    background: bool = False,
) -> Run:
    """Starts a run with another one's input: of the same version, or with `newest` of the flow's newest one.

    Raises NotFound, Conflict `run.not_ended`, InvalidInput `input.schema` when the newest version wants another input.
    """
    before = await app.stores.runs.get(workspace, run)
    if not is_final(before.status):
        raise Conflict(f"The run is still {before.status}.", code="run.not_ended", hint="Cancel it first.")
    what = Start(
        input=before.input,
        trigger="retry",
        retry_of=run,
        idempotency_key=idempotency_key,
        request=request,
        background=background,
    )
    if newest:
        return await start_run(app, workspace, replace(what, flow=before.flow))
    document = await app.stores.flows.document(workspace, before.document)
    return await start_run(
        app, workspace, replace(what, recorded_flow=before.flow, document=document, version=before.version)
    )


@dataclass(frozen=True, slots=True)
class Again:
    """What became of one run that was to be started again: the new run, or why there is none."""

    run: str
    started: str | None = None
    code: str | None = None
    message: str | None = None


async def again(
    app: App, workspace: str, wanted: RunFilter, *, resume: bool, newest: bool, key: str, limit: int = MAX_AT_ONCE
) -> list[Again]:
    """Starts failed runs again, oldest first: from their failed steps, or with `resume` off from the beginning.

    The same `key` starts none of them twice. Runs of the list that did not fail are left out.
    """
    failed = replace(wanted, status=(wanted.status or _FAILED) & _FAILED)
    runs = [run async for run in _all(app, workspace, failed, limit)]
    return [await _one(app, workspace, run, resume=resume, newest=newest, key=key) for run in reversed(runs)]


async def _all(app: App, workspace: str, wanted: RunFilter, limit: int) -> AsyncIterator[Run]:
    cursor: str | None = None
    count = 0
    while wanted.status:
        page, cursor = await list_runs(app, workspace, wanted, 200, cursor)
        for run in page:
            if count == limit:
                return
            count += 1
            yield run
        if cursor is None:
            return


async def _one(app: App, workspace: str, run: Run, *, resume: bool, newest: bool, key: str) -> Again:
    once = f"again:{key}:{run.id}"
    try:
        if resume:
            started = await resume_run(app, workspace, run.id, Resume(newest=newest, background=True), once)
        else:
            started = await retry_run(app, workspace, run.id, newest=newest, idempotency_key=once, background=True)
    except StorageError:
        raise
    except FlowBuilderError as error:
        if not resume:
            lost = Start(flow=run.flow, input=run.input, trigger="retry", retry_of=run.id, idempotency_key=once)
            await dead_letters.bury(app, workspace, "bulk", lost, error)
        return Again(run.id, code=error.code, message=error.message)
    return Again(run.id, started.id)
