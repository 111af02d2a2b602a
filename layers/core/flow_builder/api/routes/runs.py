"""Runs: `/runs`."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, Limit, TheApp, Wait, Workspace, page, reply
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.status import is_final
from flow_builder.services import runs
from flow_builder.services.resume import Resume, resume_run
from flow_builder.store.runs import record_dict

router = APIRouter(prefix="/runs", tags=["runs"])

After = Annotated[int, Query(ge=0, description="Number of the last event seen.")]


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


@router.post("", status_code=201)
async def start(
    body: StartBody,
    app: TheApp,
    workspace: Workspace,
    wait: Wait = 0,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Response:
    """Starts a run; with `wait` the answer comes at its end, or after that many seconds.

    The same Idempotency-Key gives the same run. The status is 201, or 200 for a run that has ended.
    """
    given = body.model_dump(exclude={"document"})
    document = load_document(body.document) if body.document is not None else None
    run = await runs.start_run(app, workspace, runs.Start(**given, document=document, idempotency_key=idempotency_key))
    if wait > 0:
        run = await runs.get_run(app, workspace, run.id, wait)
    return reply(run, 200 if is_final(run.status) else 201, {"location": f"/api/v1/runs/{run.id}"})


@router.get("")
async def find(
    app: TheApp, workspace: Workspace, flow: str | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Lists runs, newest first."""
    return page(*await runs.list_runs(app, workspace, flow, limit, cursor))


@router.get("/{run}")
async def read(run: str, app: TheApp, workspace: Workspace, wait: Wait = 0) -> Response:
    """Returns a run; with `wait`, at its end or after that many seconds."""
    return reply(await runs.get_run(app, workspace, run, wait))


@router.get("/{run}/document")
async def document(run: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns the document that the run executes."""
    return reply(dump_document(await runs.run_document(app, workspace, run)))


@router.get("/{run}/steps")
async def steps(run: str, app: TheApp, workspace: Workspace, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Lists the recorded steps, by iteration and node."""
    found, following = await runs.list_steps(app, workspace, run, limit, cursor)
    return page([record_dict(each) for each in found], following)


@router.get("/{run}/steps/{step}/output")
async def output(run: str, step: str, app: TheApp, workspace: Workspace, path: str = "") -> Response:
    """Returns a step's whole output, also when it is large; `path` is its iteration, such as `3.0`."""
    return reply(await runs.step_output(app, workspace, run, step, path))


@router.get("/{run}/events")
async def events(run: str, app: TheApp, workspace: Workspace, after: After = 0, wait: Wait = 0) -> Response:
    """Returns events numbered above `after`; with `wait`, as soon as there is one."""
    found = await runs.watch(app, workspace, run, after, wait)
    return reply({"items": found, "after": found[-1]["seq"] if found else after})


@router.get("/{run}/logs")
async def logs(run: str, app: TheApp, workspace: Workspace, after: After = 0, limit: Limit = 1_000) -> Response:
    """Returns log lines and failures; `after` of the answer goes on, null at the end."""
    found, last = await runs.read_logs(app, workspace, run, after, limit)
    return reply({"items": found, "after": last})


@router.post("/{run}/cancel")
async def cancel(run: str, app: TheApp, workspace: Workspace) -> Response:
    """Ends a run as canceled."""
    return reply(await runs.cancel_run(app, workspace, run))


@router.post("/{run}/resume", status_code=201)
async def resume(
    run: str, app: TheApp, workspace: Workspace, body: ResumeBody | None = None, wait: Wait = 0
) -> Response:
    """Starts a new run with this one's recorded steps, but for what is to be done again."""
    said = body or ResumeBody()
    document = load_document(said.document) if said.document is not None else None
    how = Resume(said.from_step, said.set_, said.failed_items, said.newest, document)
    resumed = await resume_run(app, workspace, run, how)
    if wait > 0:
        resumed = await runs.get_run(app, workspace, resumed.id, wait)
    return reply(resumed, 201, {"location": f"/api/v1/runs/{resumed.id}"})
