"""Webhooks and forms of flows, as their owner sees them: `/flows/{flow}/webhook`, `/flows/{flow}/form`."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from flow_builder.api.deps import Base, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.run import Run
from flow_builder.services import webhooks

router = APIRouter(prefix="/flows/{flow}/webhook", tags=["webhooks"])


class WebhookView(BaseModel):
    """A flow's webhook."""

    flow: str
    url: str = Field(description="Where calls start the flow's newest version, or its draft while there is none.")
    test_url: str = Field(description="Where calls are kept to be looked at.")
    curl: str = Field(description="A call to try, for a shell.")
    version: int | None = Field(description="The version these settings are of, null for the draft.")
    published: bool
    settings: dict[str, Any]


class CapturedInput(BaseModel):
    """A request, in the shape of the trigger's output."""

    method: str
    headers: dict[str, str]
    query: dict[str, Any]
    body: Any


class Refusal(BaseModel):
    """Why a call would have been refused."""

    code: str
    message: str


class CaptureView(BaseModel):
    """A call that the test address was sent; `input` can be pinned as the trigger's output."""

    id: str
    at: int
    bytes: int
    problem: Refusal | None = Field(description="Why the webhook itself would have refused it.")
    run: str | None = Field(description="Run of the draft that it started.")
    truncated: bool = Field(description="Whether only the beginning of the body was kept, as text.")
    input: CapturedInput


@router.get("", response_model=WebhookView)
async def read(flow: str, app: TheApp, workspace: Workspace, base: Base) -> Response:
    """Returns the addresses of a flow's webhook, its settings and a sample call."""
    return reply(await webhooks.describe_webhook(app, workspace, flow, base))


@router.post("/rotate", response_model=WebhookView)
async def rotate(flow: str, app: TheApp, workspace: Workspace, base: Base) -> Response:
    """Gives the addresses another secret; the old ones lead nowhere from then on."""
    return reply(await webhooks.rotate_webhook(app, workspace, flow, base))


@router.get("/captures", response_model=Page[CaptureView])
async def captures(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Lists what the test address was sent, newest first: the last 20 calls of seven days."""
    return page(await webhooks.list_captures(app, workspace, flow), None)


@router.delete("/captures", status_code=204)
async def clear_captures(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Drops all calls that the test address was sent."""
    await webhooks.clear_captures(app, workspace, flow)
    return Response(status_code=204)


@router.get("/captures/{capture}", response_model=CaptureView)
async def capture(flow: str, capture: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns one call that the test address was sent."""
    return reply(await webhooks.get_capture(app, workspace, flow, capture))


@router.post("/captures/{capture}/run", status_code=201, response_model=Run)
async def run_capture(flow: str, capture: str, app: TheApp, workspace: Workspace) -> Response:
    """Runs the flow's draft on a call that the test address was sent."""
    return reply(await webhooks.run_capture(app, workspace, flow, capture), 201)
