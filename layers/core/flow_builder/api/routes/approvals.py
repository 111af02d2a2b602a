"""Approvals: `/approvals`."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Base, Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page, PauseView
from flow_builder.services import approvals
from flow_builder.services.app import App
from flow_builder.services.approval_pages import approval_link

router = APIRouter(prefix="/approvals", tags=["approvals"])


class Decision(BaseModel):
    """An answer to an approval."""

    model_config = ConfigDict(extra="forbid")

    decision: str
    by: str | None = None
    comment: str = ""
    form: Any = None


class LinkBody(BaseModel):
    """Who is to answer."""

    model_config = ConfigDict(extra="forbid")

    by: str = Field(default="", max_length=200, description="One of the approvers, when it is for some people only.")


class ApprovalLink(BaseModel):
    """A page where an approval is answered without an account, until it is answered or its time is up."""

    url: str


@router.get("", response_model=Page[PauseView])
async def find(app: TheApp, workspace: Workspace, base: Base, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Lists what waits for somebody, oldest first; `link` leads to a page to answer it, if everybody may."""
    found, following = await approvals.list_approvals(app, workspace, limit, cursor)
    return page([{**each, "link": await _link(app, each, base)} for each in found], following)


async def _link(app: App, pause: dict[str, Any], base: str) -> str | None:
    free = pause["kind"] == "approval" and not pause["request"].get("approvers")
    return base + await approval_link(app, pause) if free else None


@router.post("/{token}", response_model=PauseView)
async def decide(token: str, body: Decision, app: TheApp, workspace: Workspace) -> Response:
    """Answers an approval; the run goes on."""
    return reply(await approvals.decide(app, workspace, token, body.model_dump()))


@router.post("/{token}/link", status_code=201, response_model=ApprovalLink)
async def link(token: str, app: TheApp, workspace: Workspace, base: Base, body: LinkBody | None = None) -> Response:
    """Makes a link to a page where the approval can be answered without an account."""
    pause = await approvals.read_approval(app, workspace, token)
    return reply({"url": base + await approval_link(app, pause, body.by if body else "")}, 201)
