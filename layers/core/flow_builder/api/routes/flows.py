"""Flows: `/flows`. Bodies are flow documents as JSON or YAML text."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from flow_builder.api.deps import Cursor, IfMatch, Limit, TheApp, Workspace, page, reply, revision
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.flow import Flow
from flow_builder.services import flows
from flow_builder.services.documents import diagnose, explain

router = APIRouter(prefix="/flows", tags=["flows"])


class Publish(BaseModel):
    """What is said about a new version."""

    model_config = ConfigDict(extra="forbid")

    message: str = ""


def _shown(
    app: TheApp, flow: Flow, document: FlowDocument, status: int = 200, *, number: int | None = None
) -> Response:
    value: dict[str, Any] = {
        **flow.model_dump(mode="json"),
        "document": dump_document(document),
        "diagnostics": diagnose(document, app.catalogue),
    }
    if number is not None:
        value["shown_version"] = number
    return reply(value, status, {"etag": f'"{flow.rev}"'})


@router.post("", status_code=201)
async def create(request: Request, app: TheApp, workspace: Workspace) -> Response:
    """Stores a document as a new flow; it may have problems still, `diagnostics` lists them."""
    flow, document = await flows.create_flow(app, workspace, await request.body())
    return _shown(app, flow, document, 201)


@router.get("")
async def find(app: TheApp, workspace: Workspace, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists flows, the last changed first."""
    return page(*await flows.list_flows(app, workspace, limit, cursor))


@router.post("/validate")
async def validate(request: Request, app: TheApp) -> Response:
    """Checks a document and stores nothing: `{"valid", "diagnostics"}`."""
    found = flows.validate(app, await request.body())
    return reply({"valid": not any(each["severity"] == "error" for each in found), "diagnostics": found})


@router.post("/compile")
async def compile_(request: Request, app: TheApp) -> Response:
    """Compiles a document and returns its plan as a tree with regions."""
    return reply(explain(load_document(await request.body()), app.catalogue))


@router.get("/{flow}")
async def read(flow: str, app: TheApp, workspace: Workspace, version: int | None = None) -> Response:
    """Returns a flow with its draft, or with the document of a published version."""
    found, document = await flows.read_flow(app, workspace, flow, version)
    return _shown(app, found, document, number=version)


@router.put("/{flow}")
async def save(flow: str, request: Request, app: TheApp, workspace: Workspace, if_match: IfMatch = None) -> Response:
    """Replaces the draft; 409 when the flow has another revision than If-Match says."""
    found, document = await flows.save_flow(app, workspace, flow, await request.body(), revision(if_match))
    return _shown(app, found, document)


@router.post("/{flow}/publish", status_code=201)
async def publish(
    flow: str, app: TheApp, workspace: Workspace, body: Publish | None = None, if_match: IfMatch = None
) -> Response:
    """Makes the draft the next numbered version; an unchanged draft gives the latest one again."""
    said = body or Publish()
    return reply(await flows.publish_flow(app, workspace, flow, said.message, revision(if_match)), 201)


@router.get("/{flow}/versions")
async def versions(flow: str, app: TheApp, workspace: Workspace, limit: Limit = 100) -> Response:
    """Lists the published versions, newest first."""
    return page(await flows.list_versions(app, workspace, flow, limit), None)


@router.get("/{flow}/export")
async def export(
    flow: str,
    app: TheApp,
    workspace: Workspace,
    version: int | None = None,
    form: Annotated[Literal["yaml", "json"], Query(alias="format")] = "yaml",
) -> Response:
    """Returns the document as text."""
    text = await flows.export_flow(app, workspace, flow, version, form)
    return Response(text, media_type=f"application/{form}")
