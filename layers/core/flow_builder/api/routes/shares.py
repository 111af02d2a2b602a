"""What people without an account may look at: `/shares` makes links, `/shared/{token}` follows one, `/public/flows`."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Base, Cursor, Limit, TheApp, ThePrincipal, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import now
from flow_builder.domain.share import SHARED_MS, Kind, PublicFlow, Share, SharedRun, SharedStep
from flow_builder.services import shares

router = APIRouter(tags=["shares"])

Time = Annotated[int, Field(ge=0, le=9_999_999_999_999)]
StepLimit = Annotated[int, Query(ge=1, le=200)]


class NewShare(BaseModel):
    """What to make a link to."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    id: str = Field(min_length=1, max_length=200, description="Of the flow or run.")
    expires_at: Time | None = Field(
        default_factory=lambda: now() + SHARED_MS,
        description="Milliseconds since the epoch; 30 days from now if left out, null for never.",
    )


class MadeShare(Share):
    """A link with its address."""

    token: str = Field(description="Shown this once.")
    url: str = Field(description="A page for people; shown this once.")


class SharedFlow(BaseModel):
    """A flow as strangers see it; what is named like a secret is masked."""

    name: str
    description: str
    version: int | None
    document: FlowDocument


class Shared(BaseModel):
    """What a link shows; `cursor` leads to more steps of a run."""

    kind: Kind
    expires_at: int | None
    flow: SharedFlow | None = None
    run: SharedRun | None = None
    steps: list[SharedStep] | None = None
    cursor: str | None


class PublicFlowView(PublicFlow):
    """A public flow with the document of its latest version."""

    document: FlowDocument


@router.post("/shares", status_code=201, response_model=MadeShare)
async def create(body: NewShare, app: TheApp, principal: ThePrincipal, base: Base) -> Response:
    """Makes a link with which anybody may look at a flow or a run; it is shown this once."""
    made, token = await shares.create_share(app, principal, body.kind, body.id, body.expires_at)
    return reply({**made.model_dump(mode="json"), "token": token, "url": f"{base}/shared#{token}"}, 201)


@router.get("/shares", response_model=Page[Share])
async def find(app: TheApp, workspace: Workspace, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Lists the workspace's links, newest first."""
    return page(*await app.stores.shares.find(workspace, limit, cursor))


@router.delete("/shares/{share}", status_code=204)
async def revoke(share: str, app: TheApp, workspace: Workspace) -> Response:
    """Ends a link: from the next look on it shows nothing."""
    await app.stores.shares.delete(workspace, share)
    return Response(status_code=204)


@router.get("/shared/{token}", response_model=Shared)
async def follow(
    token: Annotated[str, Path(max_length=200)], app: TheApp, limit: StepLimit = 100, cursor: Cursor = None
) -> Response:
    """Returns what a link shows: a flow, or a run with a page of its steps."""
    return reply(await shares.open_share(app, token, limit, cursor))


@router.put("/flows/{flow}/public", response_model=PublicFlow)
async def publish(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Shows the latest version of a flow, and those that follow, to everybody."""
    return reply(await shares.publish(app, workspace, flow))


@router.delete("/flows/{flow}/public", status_code=204)
async def withdraw(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Shows a flow to nobody else any more."""
    await shares.withdraw(app, workspace, flow)
    return Response(status_code=204)


@router.get("/public/flows", response_model=Page[PublicFlow])
async def find_public(app: TheApp, limit: Annotated[int, Query(ge=1, le=100)] = 50, cursor: Cursor = None) -> Response:
    """Lists public flows, newest first; a page may be short and still have a cursor."""
    return page(*await shares.list_public(app, limit, cursor))


@router.get("/public/flows/{flow}", response_model=PublicFlowView)
async def read_public(flow: str, app: TheApp) -> Response:
    """Returns a public flow with its document; what is named like a secret is masked."""
    return reply(await shares.read_public(app, flow))
