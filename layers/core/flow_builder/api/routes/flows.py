"""Flows: `/flows`. Bodies are flow documents as JSON or YAML text."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as PathParameter
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.credit_shapes import PublishedVersion
from flow_builder.api.deps import Cursor, IfMatch, Limit, TheApp, Workspace, page, reply, revision
from flow_builder.api.openapi import DOCUMENT_BODY
from flow_builder.api.shapes import AccessView, Explanation, FlowView, MachineView, Page, Validation
from flow_builder.domain.diff import DocumentDiff
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.flow import CanarySpec, CanaryView, Flow, FlowVersion, Folder, Tags
from flow_builder.services import canaries, estimates, flows, imports
from flow_builder.services.aws_access import aws_access
from flow_builder.services.documents import explain

router = APIRouter(prefix="/flows", tags=["flows"])


_CREATED = 201


class RollBack(BaseModel):
    """What is said about a new version."""

    model_config = ConfigDict(extra="forbid")

    message: str = Field(default="", max_length=2_000)


class Publish(RollBack):
    """What is said about a new version, and whether it is tried out first."""

    canary: CanarySpec | None = Field(
        default=None, description="Have a part of the runs try it out; all of them execute the first version of a flow."
    )


class Organise(BaseModel):
    """Where a flow lies; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    folder: Folder | None = None
    tags: Tags | None = None


class VersionTags(BaseModel):
    """What a version is called besides its number."""

    model_config = ConfigDict(extra="forbid")

    tags: Tags


class Duplicate(BaseModel):
    """How the copy is called."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, min_length=1, max_length=200)


def shown(app: TheApp, flow: Flow, document: FlowDocument, status: int = 200, *, number: int | None = None) -> Response:
    """Answers a flow with a document and what the compiler says about it."""
    value: dict[str, Any] = {
        **flow.model_dump(mode="json"),
        "document": dump_document(document),
        "diagnostics": app.diagnoses.of(document),
    }
    if number is not None:
        value["shown_version"] = number
    headers = {"etag": f'"{flow.rev}"'}
    if status == _CREATED:
        headers["location"] = f"/api/v1/flows/{flow.id}"
    return reply(value, status, headers)


@router.post("", status_code=201, response_model=FlowView, openapi_extra=DOCUMENT_BODY)
async def create(request: Request, app: TheApp, workspace: Workspace) -> Response:
    """Stores a document as a new flow; it may have problems still, `diagnostics` lists them."""
    flow, document = await flows.create_flow(app, workspace, await request.body())
    return shown(app, flow, document, 201)


@router.get("", response_model=Page[Flow])
async def find(
    app: TheApp,
    workspace: Workspace,
    q: Annotated[str, Query(max_length=200, description="Text in name, description, folder or tags.")] = "",
    tag: str | None = None,
    folder: Annotated[str | None, Query(description="Flows in it and in the folders below, by folder.")] = None,
    deleted: Annotated[bool, Query(description="Flows in the trash.")] = False,
    sort: Annotated[
        Literal["changed", "folder"], Query(description="By time of change, or by folder and name.")
    ] = "changed",
    reverse: Annotated[bool, Query(description="The other way round.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists flows, the last changed first; a page of a search may be short and still have a cursor."""
    wanted = flows.Wanted(q, tag, folder, deleted, sort, reverse)
    return page(*await flows.list_flows(app, workspace, wanted, limit, cursor))


@router.post("/validate", response_model=Validation, openapi_extra=DOCUMENT_BODY)
async def validate(request: Request, app: TheApp) -> Response:
    """Checks a document and says what a run of it would cost; stores nothing: `{"valid", "diagnostics", "estimate"}`."""
    return reply(flows.validate(app, await request.body()))


@router.post("/compile", response_model=Explanation, openapi_extra=DOCUMENT_BODY)
async def compile_(
    request: Request,
    app: TheApp,
    target: Annotated[
        Literal["plan", "asl"], Query(description="`asl`: its state machine for AWS, too, as `machine`.")
    ] = "plan",
) -> Response:
    """Compiles a document and returns its plan as a tree with regions."""
    return reply(explain(load_document(await request.body()), app.catalogue, target))


@router.get("/{flow}", response_model=FlowView)
async def read(flow: str, app: TheApp, workspace: Workspace, version: int | None = None) -> Response:
    """Returns a flow with its draft, or with the document of a published version."""
    found, document = await flows.read_flow(app, workspace, flow, version)
    return shown(app, found, document, number=version)


@router.put("/{flow}", response_model=FlowView, openapi_extra=DOCUMENT_BODY)
async def save(flow: str, request: Request, app: TheApp, workspace: Workspace, if_match: IfMatch = None) -> Response:
    """Replaces the draft; 409 when the flow has another revision than If-Match says."""
    found, document = await flows.save_flow(app, workspace, flow, await request.body(), revision(if_match))
    return shown(app, found, document)


@router.patch("/{flow}", response_model=Flow)
async def organise(flow: str, body: Organise, app: TheApp, workspace: Workspace, if_match: IfMatch = None) -> Response:
    """Moves a flow to a folder and sets its tags."""
    found = await flows.organise_flow(app, workspace, flow, folder=body.folder, tags=body.tags, rev=revision(if_match))
    return reply(found, headers={"etag": f'"{found.rev}"'})


@router.delete("/{flow}", status_code=204)
async def delete(
    flow: str,
    app: TheApp,
    workspace: Workspace,
    purge: Annotated[bool, Query(description="Remove a flow in the trash for good.")] = False,
) -> Response:
    """Puts a flow in the trash, from where it can be restored; with `purge` one that is there goes for good."""
    if purge:
        await flows.purge_flow(app, workspace, flow)
    else:
        await flows.delete_flow(app, workspace, flow)
    return Response(status_code=204)


@router.post("/{flow}/restore", response_model=Flow)
async def restore(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Takes a flow out of the trash."""
    return reply(await flows.restore_flow(app, workspace, flow))


@router.post("/{flow}/duplicate", status_code=201, response_model=FlowView)
async def duplicate(flow: str, app: TheApp, workspace: Workspace, body: Duplicate | None = None) -> Response:
    """Stores a copy of the draft as a new flow."""
    copied, document = await flows.duplicate_flow(app, workspace, flow, body.name if body else None)
    return shown(app, copied, document, 201)


@router.get("/{flow}/diff", response_model=DocumentDiff)
async def diff(
    flow: str,
    app: TheApp,
    workspace: Workspace,
    before: Annotated[int | None, Query(ge=1, description="A version; without it the draft.")] = None,
    after: Annotated[int | None, Query(ge=1, description="A version; without it the draft.")] = None,
) -> Response:
    """Returns what differs between two versions, or a version and the draft: nodes, fields, edges."""
    return reply(await flows.diff_versions(app, workspace, flow, before, after))


@router.post("/{flow}/versions/{version}/roll-back", status_code=201, response_model=PublishedVersion)
async def roll_back(
    flow: str, version: int, app: TheApp, workspace: Workspace, body: RollBack | None = None
) -> Response:
    """Makes an old version the newest one and the draft; the versions in between stay."""
    _, rolled = await flows.roll_back_flow(app, workspace, flow, version, body.message if body else "")
    return reply(await estimates.priced(app, workspace, rolled), 201)


@router.post("/{flow}/publish", status_code=201, response_model=PublishedVersion)
async def publish(
    flow: str, app: TheApp, workspace: Workspace, body: Publish | None = None, if_match: IfMatch = None
) -> Response:
    """Makes the draft the next numbered version and says what runs of it cost; an unchanged draft gives the latest again."""
    said = body or Publish()
    version = await flows.publish_flow(app, workspace, flow, said.message, revision(if_match), said.canary)
    return reply(await estimates.priced(app, workspace, version), 201)


@router.get("/{flow}/canary", response_model=CanaryView)
async def canary(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns the version that is tried out, and how its runs and those of the other one have ended."""
    return reply(await canaries.status(app, workspace, flow))


@router.post("/{flow}/canary/promote", response_model=Flow)
async def promote(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Lets all runs execute the version that is tried out."""
    return reply(await canaries.promote(app, workspace, flow))


@router.post("/{flow}/canary/withdraw", response_model=Flow)
async def withdraw(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Lets no run execute the version that is tried out any more; it stays among the versions."""
    return reply(await canaries.withdraw(app, workspace, flow))


@router.get("/{flow}/versions", response_model=Page[FlowVersion])
async def versions(flow: str, app: TheApp, workspace: Workspace, limit: Limit = 100) -> Response:
    """Lists the published versions, newest first."""
    return page(await flows.list_versions(app, workspace, flow, limit), None)


@router.put("/{flow}/versions/{version}/tags", response_model=FlowVersion)
async def tag_version(
    flow: str, version: Annotated[int, PathParameter(ge=1)], body: VersionTags, app: TheApp, workspace: Workspace
) -> Response:
    """Gives a published version other tags."""
    return reply(await flows.tag_version(app, workspace, flow, version, body.tags))


@router.get("/{flow}/versions/{version}/machine", response_model=MachineView)
async def machine(
    flow: str, version: Annotated[int, PathParameter(ge=1)], app: TheApp, workspace: Workspace
) -> Response:
    """Returns a published version as the state machine that AWS Step Functions executes."""
    return reply(await flows.machine_of_version(app, workspace, flow, version))


@router.get("/{flow}/access", response_model=AccessView)
async def access(
    flow: str,
    app: TheApp,
    workspace: Workspace,
    version: Annotated[int | None, Query(ge=1, description="Without it the draft.")] = None,
) -> Response:
    """Returns what a flow calls of AWS, and its own role there, which hosts on AWS make when it is published."""
    found = await aws_access(app, workspace, flow, version)
    role = found.role.model_dump(mode="json")
    return reply(
        {"policy": found.policy, "role": role["arn"], "versions": role["versions"], "problem": role["problem"]}
    )


@router.get(
    "/{flow}/export",
    response_class=PlainTextResponse,
    responses={200: {"content": {"application/yaml": {}, "application/json": {}}}},
)
async def export(
    flow: str,
    app: TheApp,
    workspace: Workspace,
    version: int | None = None,
    form: Annotated[
        Literal["yaml", "json", "recorder"],
        Query(alias="format", description="`recorder`: its browser part for Chrome DevTools' Recorder."),
    ] = "yaml",
) -> Response:
    """Returns the document as text, or what Chrome DevTools' Recorder can replay of it as JSON."""
    if form == "recorder":
        text = await imports.export_recorder(app, workspace, flow, version)
        return Response(text, media_type="application/json")
    text = await flows.export_flow(app, workspace, flow, version, form)
    return Response(text, media_type=f"application/{form}")
