"""Webhooks of flows, as their owner sees them: `/webhooks`, `/flows/{flow}/webhook`."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from flow_builder.api.deps import Base, Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.run import Run
from flow_builder.services import webhooks

router = APIRouter(tags=["webhooks"])
_ONE = "/flows/{flow}/webhook"


class WebhookSummary(BaseModel):
    """A webhook of the workspace, with what came in lately."""

    flow: str
    name: str
    state: webhooks.State = Field(
        description="What becomes of a call: it starts the newest version (`on`) or, while there is none, the `draft`; or "
        "nothing, since the newest version has no webhook (`unpublished`), its node is disabled (`off`) or not set up "
        "right (`broken`)."
    )
    version: int | None = Field(description="The newest version, null while there is only the draft.")
    url: str
    test_url: str
    methods: list[str] = Field(description="Empty where no call starts anything.")
    proof: str | None = Field(description="How callers prove who they are; null where no call starts anything.")
    last_call_at: int | None = Field(description="When the last call started a run, of the flow's newest 50 runs.")
    last_run: str | None = Field(description="The run that it started.")
    captures: int = Field(description="Calls that the test address was sent and that are kept.")
    captured_at: int | None


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


@router.get("/webhooks", response_model=Page[WebhookSummary])
async def find(app: TheApp, workspace: Workspace, base: Base, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists the webhooks of the workspace with their addresses and what came in lately."""
    return page(*await webhooks.list_webhooks(app, workspace, base, limit, cursor))


@router.get(_ONE, response_model=WebhookView)
async def read(flow: str, app: TheApp, workspace: Workspace, base: Base) -> Response:
    """Returns the addresses of a flow's webhook, its settings and a sample call."""
    return reply(await webhooks.describe_webhook(app, workspace, flow, base))


@router.post(_ONE + "/rotate", response_model=WebhookView)
async def rotate(flow: str, app: TheApp, workspace: Workspace, base: Base) -> Response:
    """Gives the addresses another secret; the old ones lead nowhere from then on."""
    return reply(await webhooks.rotate_webhook(app, workspace, flow, base))


@router.get(_ONE + "/captures", response_model=Page[CaptureView])
async def captures(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Lists what the test address was sent, newest first: the last 20 calls of seven days."""
    return page(await webhooks.list_captures(app, workspace, flow), None)


@router.delete(_ONE + "/captures", status_code=204)
async def clear_captures(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Drops all calls that the test address was sent."""
    await webhooks.clear_captures(app, workspace, flow)
    return Response(status_code=204)


@router.get(_ONE + "/captures/{capture}", response_model=CaptureView)
async def capture(flow: str, capture: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns one call that the test address was sent."""
    return reply(await webhooks.get_capture(app, workspace, flow, capture))


@router.post(_ONE + "/captures/{capture}/run", status_code=201, response_model=Run)
async def run_capture(flow: str, capture: str, app: TheApp, workspace: Workspace) -> Response:
    """Runs the flow's draft on a call that the test address was sent."""
    return reply(await webhooks.run_capture(app, workspace, flow, capture), 201)
