"""Approvals: `/approvals`."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page, PauseView
from flow_builder.services import approvals

router = APIRouter(prefix="/approvals", tags=["approvals"])


class Decision(BaseModel):
    """An answer to an approval."""

    model_config = ConfigDict(extra="forbid")

    decision: str
    by: str | None = None
    comment: str = ""
    form: Any = None


@router.get("", response_model=Page[PauseView])
async def find(app: TheApp, workspace: Workspace, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Lists what waits for somebody, oldest first."""
    return page(*await approvals.list_approvals(app, workspace, limit, cursor))


@router.post("/{token}", response_model=PauseView)
async def decide(token: str, body: Decision, app: TheApp, workspace: Workspace) -> Response:
    """Answers an approval; the run goes on."""
    return reply(await approvals.decide(app, workspace, token, body.model_dump()))
