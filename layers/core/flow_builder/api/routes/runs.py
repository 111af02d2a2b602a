"""Runs: `/runs`."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, IdempotencyKey, Limit, TheApp, Wait, Workspace, fingerprint, page, reply
from flow_builder.api.shapes import AgainView, Events, Page, StepView
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.services import run_lists, runs
from flow_builder.services.comparing import Comparison, compare_runs
from flow_builder.services.exports import MEDIA, Form, What, export_run
from flow_builder.services.queue import QueuePlace, place_of
from flow_builder.services.resume import Resume, resume_run
from flow_builder.services.run_lists import RunFilter
from flow_builder.services.steps import Iteration, StepFilter, list_iterations, list_steps
from flow_builder.store.runs import record_dict

router = APIRouter(prefix="/runs", tags=["runs"])

Statuses = Annotated[frozenset[Status], Query(description="May be given several times.")]
After = Annotated[int, Query(ge=0, description="Number of the last event seen.")]


def _once(route: str, key: str | None, *asked: Any) -> tuple[str | None, str | None]:
    """Returns the key of a start, which counts for its route, and the digest of what was asked."""
    return (None, None) if key is None else (f"{route}:{key}", fingerprint(*asked))


class StartBody(BaseModel):
    """What to execute: a stored flow by id, or a document."""

    model_config = ConfigDict(extra="forbid")

    flow: str | None = None
    document: dict[str, Any] | str | None = Field(default=None, description="A document, as an object or as text.")
    version: int | None = Field(default=None, ge=1)
    draft: bool = False
    input: Any = None
    only: str | None = Field(default=None, description="Key of the one node to execute.")
    until: str | None = Field(default=None, description="Key of the node to end with.")
    based_on: str | None = Field(default=None, description="Run whose results serve the nodes before `only`.")
    pinned: bool = Field(default=False, description="Use pinned outputs instead of executing those nodes.")
    trigger: Literal["manual", "api"] = "api"


class ResumeBody(BaseModel):
    """What to do again, and with what changes."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_step: str | None = Field(default=None, alias="from")
    set_: dict[str, Any] = Field(default_factory=dict, alias="set", max_length=1_000)
    failed_items: bool = False
    newest: bool = False
    document: dict[str, Any] | str | None = None


@router.post("", status_code=201, response_model=Run, responses={200: {"model": Run, "description": "It has ended."}})
async def start(
    body: StartBody,
    app: TheApp,
    workspace: Workspace,
    wait: Wait = 0,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Starts a run; with `wait` the answer comes at its end, or after that many seconds.

    The same request with the same Idempotency-Key gives the same run. The status is 201, or 200 for a run that has ended.
    """
    given = body.model_dump(exclude={"document"})
    document = load_document(body.document) if body.document is not None else None
    key, request = _once("start", idempotency_key, body)
    what = runs.Start(**given, document=document, idempotency_key=key, request=request)
    run = await runs.start_run(app, workspace, what)
    if wait > 0:
        run = await runs.get_run(app, workspace, run.id, wait)
    return reply(run, 200 if is_final(run.status) else 201, {"location": f"/api/v1/runs/{run.id}"})


class RetryBody(BaseModel):
    """With which version a run is started again."""

    model_config = ConfigDict(extra="forbid")

    newest: bool = Field(default=False, description="The flow's newest version instead of the run's own.")


class AgainBody(BaseModel):
    """Which failed runs are started again, and how."""

    model_config = ConfigDict(extra="forbid")

    flow: str | None = None
    trigger: str | None = None
    since: int | None = Field(default=None, ge=0, description="Milliseconds since the epoch.")
    until: int | None = Field(default=None, ge=0, description="Milliseconds since the epoch.")
    resume: bool = Field(default=True, description="Go on from what failed, instead of from the beginning.")
    newest: bool = False
    limit: int = Field(default=run_lists.MAX_AT_ONCE, ge=1, le=run_lists.MAX_AT_ONCE)


@router.get("", response_model=Page[Run])
async def find(
    app: TheApp,
    workspace: Workspace,
    flow: str | None = None,
    status: Statuses = frozenset(),
    trigger: str | None = None,
    schedule: str | None = None,
    since: Annotated[int | None, Query(ge=0, description="Milliseconds since the epoch.")] = None,
    until: Annotated[int | None, Query(ge=0, description="Milliseconds since the epoch.")] = None,
    q: Annotated[str, Query(max_length=200, description="Text in the flow's name, the run's id or its error.")] = "",
    oldest: Annotated[bool, Query(description="The oldest first instead of the newest.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists runs, newest first; a page of a search may be short and still have a cursor."""
    wanted = RunFilter(flow, status, trigger, schedule, since, until, q, oldest)
    return page(*await run_lists.list_runs(app, workspace, wanted, limit, cursor))


@router.post("/again", response_model=AgainView)
async def again(
    body: AgainBody, app: TheApp, workspace: Workspace, idempotency_key: Annotated[str, Header(max_length=100)]
) -> Response:
    """Starts failed runs again, oldest first; the same Idempotency-Key starts none of them twice."""
    wanted = RunFilter(flow=body.flow, trigger=body.trigger, since=body.since, until=body.until)
    done = await run_lists.again(
        app, workspace, wanted, resume=body.resume, newest=body.newest, key=idempotency_key, limit=body.limit
    )
    return reply({"items": done})


class RunView(Run):
    """A run, and where it stands while it is queued."""

    queue: QueuePlace | None = None


@router.get("/{run}", response_model=RunView)
async def read(run: str, app: TheApp, workspace: Workspace, wait: Wait = 0) -> Response:
    """Returns a run; with `wait`, at its end or after that many seconds. A queued one says where it stands."""
    found = await runs.get_run(app, workspace, run, wait)
    place = await place_of(app, found)
    return reply(found if place is None else {**found.model_dump(mode="json"), "queue": place})


@router.get("/{run}/document", response_model=FlowDocument)
async def document(run: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns the document that the run executes."""
    return reply(dump_document(await runs.run_document(app, workspace, run)))


@router.get("/{run}/steps", response_model=Page[StepView])
async def steps(
    run: str,
    app: TheApp,
    workspace: Workspace,
    status: Statuses = frozenset(),
    parent: Annotated[str | None, Query(description="Key of a container: the steps in it.")] = None,
    path: Annotated[str | None, Query(description="One iteration, such as `3.0`; empty: outside of loops.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Lists the recorded steps, by iteration and node; a page of a search may be short and still have a cursor."""
    wanted = StepFilter(status, parent, path)
    found, following = await list_steps(app, workspace, run, wanted, limit, cursor)
    return page([record_dict(each) for each in found], following)


@router.get("/{run}/steps/{step}/iterations", response_model=Page[Iteration])
async def iterations(
    run: str,
    step: str,
    app: TheApp,
    workspace: Workspace,
    path: Annotated[str, Query(description="Iteration of the loops around it, such as `3.0`.")] = "",
    status: Statuses = frozenset(),
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Lists the iterations of a loop with the number of their steps by status; `path` of each leads to these."""
    return page(*await list_iterations(app, workspace, run, step, path, status, limit, cursor))


@router.get("/{run}/steps/{step}/output", response_model=Any)
async def output(run: str, step: str, app: TheApp, workspace: Workspace, path: str = "") -> Response:
    """Returns a step's whole output, also when it is large; `path` is its iteration, such as `3.0`."""
    return reply(await runs.step_output(app, workspace, run, step, path))


@router.get("/{run}/events", response_model=Events)
async def events(run: str, app: TheApp, workspace: Workspace, after: After = 0, wait: Wait = 0) -> Response:
    """Returns events numbered above `after`; with `wait`, as soon as there is one."""
    found = await runs.watch(app, workspace, run, after, wait)
    return reply({"items": found, "after": found[-1]["seq"] if found else after})


@router.get("/{run}/logs", response_model=Events)
async def logs(
    run: str,
    app: TheApp,
    workspace: Workspace,
    after: After = 0,
    limit: Limit = 1_000,
    q: Annotated[str, Query(max_length=200, description="Text in the message, the step or the fields.")] = "",
    level: Annotated[list[Literal["debug", "info", "warning", "error"]], Query()] = [],  # noqa: B006 - never changed
) -> Response:
    """Returns log lines and failures; `after` of the answer goes on, null at the end."""
    found, last = await runs.read_logs(app, workspace, run, after, limit, text=q, levels=frozenset(level))
    return reply({"items": found, "after": last})


@router.get("/{run}/compare/{other}", response_model=Comparison)
async def compare(run: str, other: str, app: TheApp, workspace: Workspace) -> Response:
    """Compares two runs: the steps that went otherwise, input, output, document."""
    return reply(await compare_runs(app, workspace, run, other))


@router.get("/{run}/export", responses={200: {"content": {media: {} for media in MEDIA.values()}}})
async def export(
    run: str,
    app: TheApp,
    workspace: Workspace,
    what: What = "results",
    form: Annotated[Form, Query(alias="format")] = "json",
    step: Annotated[str | None, Query(description="Results of this step instead of the run's output.")] = None,
) -> Response:
    """Returns a run's results, steps or logs as a file."""
    file = await export_run(app, workspace, run, what, form, step)
    shown = {"content-disposition": f'attachment; filename="{file.name}"', "content-security-policy": "sandbox"}
    return Response(file.data, media_type=file.media, headers=shown)


@router.post("/{run}/retry", status_code=201, response_model=Run)
async def retry(
    run: str,
    app: TheApp,
    workspace: Workspace,
    body: RetryBody | None = None,
    wait: Wait = 0,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Starts a new run with this one's input, from the beginning."""
    newest = body is not None and body.newest
    key, request = _once("retry", idempotency_key, run, newest)
    started = await run_lists.retry_run(app, workspace, run, newest=newest, idempotency_key=key, request=request)
    if wait > 0:
        started = await runs.get_run(app, workspace, started.id, wait)
    return reply(started, 201, {"location": f"/api/v1/runs/{started.id}"})


@router.post("/{run}/cancel", response_model=Run)
async def cancel(run: str, app: TheApp, workspace: Workspace) -> Response:
    """Ends a run as canceled."""
    return reply(await runs.cancel_run(app, workspace, run))


@router.post("/{run}/resume", status_code=201, response_model=Run)
async def resume(
    run: str,
    app: TheApp,
    workspace: Workspace,
    body: ResumeBody | None = None,
    wait: Wait = 0,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Starts a new run with this one's recorded steps, but for what is to be done again."""
    said = body or ResumeBody()
    document = load_document(said.document) if said.document is not None else None
    how = Resume(said.from_step, said.set_, said.failed_items, said.newest, document)
    resumed = await resume_run(app, workspace, run, how, *_once("resume", idempotency_key, run, said))
    if wait > 0:
        resumed = await runs.get_run(app, workspace, resumed.id, wait)
    return reply(resumed, 201, {"location": f"/api/v1/runs/{resumed.id}"})
