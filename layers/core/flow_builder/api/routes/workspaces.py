"""Workspaces: `/workspaces`, those of who asks, and `/workspace`, the one that is asked in (header `X-Workspace`)."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Base, Cursor, Limit, TheApp, ThePrincipal, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.account import EmailAddress
from flow_builder.domain.principal import Role
from flow_builder.domain.workspace import GuestRole, Invitation, Offer, OwnWorkspace, WorkspaceLimits, WorkspaceName
from flow_builder.services import invitations, members, workspaces

router = APIRouter(tags=["workspaces"])

UserId = Annotated[str, Field(min_length=1, max_length=100)]


class Named(BaseModel):
    """What a workspace is called."""

    model_config = ConfigDict(extra="forbid")

    name: WorkspaceName


class Members(BaseModel):
    """The members of a workspace."""

    items: list["MemberView"]


class MemberView(BaseModel):
    """A member; `name` and `email` are those of the account."""

    user: str
    role: Role
    name: str
    email: str | None


class NewRole(BaseModel):
    """What a member may do from now on."""

    model_config = ConfigDict(extra="forbid")

    role: Role


class NewInvitation(BaseModel):
    """Whom to invite, and as what."""

    model_config = ConfigDict(extra="forbid")

    email: EmailAddress
    role: GuestRole = Role.EDITOR


class Acceptance(BaseModel):
    """What stands in the link after `#`."""

    model_config = ConfigDict(extra="forbid")

    token: str = Field(max_length=200)


class NewOffer(BaseModel):
    """The member to whom the workspace is offered."""

    model_config = ConfigDict(extra="forbid")

    user: UserId


class NewLimits(BaseModel):
    """How many runs the workspace may have under way at once."""

    model_config = ConfigDict(extra="forbid")

    runs_at_once: Annotated[int, Field(ge=1, le=10_000)] | None = Field(description="Null for what the host gives.")


class Workspaces(BaseModel):
    """Workspaces of who asks."""

    items: list[OwnWorkspace]


@router.get("/workspaces", response_model=Workspaces)
async def find(
    app: TheApp, principal: ThePrincipal, deleted: Annotated[bool, Query(description="Those in the trash.")] = False
) -> Response:
    """Lists the workspaces that who asks is a member of."""
    return reply({"items": await workspaces.list_workspaces(app, principal, deleted=deleted)})


@router.post("/workspaces", status_code=201, response_model=OwnWorkspace)
async def create(body: Named, app: TheApp, principal: ThePrincipal) -> Response:
    """Makes a team workspace; who asks is its owner."""
    return reply(await workspaces.create_workspace(app, principal, body.name), 201)


@router.post("/workspaces/{workspace}/restore", response_model=OwnWorkspace)
async def restore(workspace: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Takes a workspace out of the trash, within 30 days."""
    return reply(await workspaces.restore_workspace(app, principal, workspace))


@router.get("/workspace", response_model=OwnWorkspace)
async def read(app: TheApp, principal: ThePrincipal) -> Response:
    """Returns the workspace that is asked in, and one's role there."""
    return reply(await workspaces.read_workspace(app, principal))


@router.patch("/workspace", response_model=OwnWorkspace)
async def rename(body: Named, app: TheApp, principal: ThePrincipal) -> Response:
    """Gives the workspace another name."""
    return reply(await workspaces.rename_workspace(app, principal, body.name))


@router.get("/workspace/limits", response_model=WorkspaceLimits)
async def read_limits(app: TheApp, workspace: Workspace) -> Response:
    """Returns how many runs of the workspace may be under way at once; the others are queued."""
    return reply(workspaces.read_limits(app, await app.stores.workspaces.get(workspace)))


@router.put("/workspace/limits", response_model=WorkspaceLimits)
async def replace_limits(body: NewLimits, app: TheApp, principal: ThePrincipal) -> Response:
    """Gives the workspace a limit of its own, as far as the host allows; it holds at once."""
    return reply(await workspaces.limit_workspace(app, principal, body.runs_at_once))


@router.delete("/workspace", status_code=204)
async def delete(app: TheApp, principal: ThePrincipal) -> Response:
    """Puts the workspace into the trash; nobody gets in, and after 30 days it is gone for good."""
    await workspaces.delete_workspace(app, principal)
    return Response(status_code=204)


@router.get("/workspace/members", response_model=Members)
async def find_members(app: TheApp, workspace: Workspace) -> Response:
    """Lists the members, owners first."""
    return reply({"items": await members.list_members(app, workspace)})


@router.patch("/workspace/members/{user}", response_model=MemberView)
async def change_member(user: str, body: NewRole, app: TheApp, principal: ThePrincipal) -> Response:
    """Gives a member another role; a workspace has at least one owner."""
    return reply(await members.change_member(app, principal, user, body.role))


@router.delete("/workspace/members/{user}", status_code=204)
async def remove_member(user: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Ends a membership; what the member's API keys may ends with it."""
    await members.remove_member(app, principal, user)
    return Response(status_code=204)


@router.post("/workspace/leave", status_code=204)
async def leave(app: TheApp, principal: ThePrincipal) -> Response:
    """Ends one's own membership."""
    await members.leave(app, principal)
    return Response(status_code=204)


@router.get("/workspace/invitations", response_model=Page[Invitation])
async def find_invitations(app: TheApp, workspace: Workspace, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Lists invitations that nobody accepted yet."""
    return page(*await app.stores.invitations.find(workspace, limit, cursor))


@router.post("/workspace/invitations", status_code=201, response_model=Invitation)
async def invite(body: NewInvitation, app: TheApp, principal: ThePrincipal, base: Base) -> Response:
    """Mails somebody a link with which they become a member, if they have or make an account of this address."""
    return reply(await invitations.invite(app, principal, body.email, body.role, base), 201)


@router.post("/workspace/invitations/{invitation}/send", response_model=Invitation)
async def send_invitation(invitation: str, app: TheApp, principal: ThePrincipal, base: Base) -> Response:
    """Mails a new link; the one before ends."""
    return reply(await invitations.send_again(app, principal, invitation, base))


@router.delete("/workspace/invitations/{invitation}", status_code=204)
async def revoke_invitation(invitation: str, app: TheApp, workspace: Workspace) -> Response:
    """Takes an invitation back."""
    await app.stores.invitations.delete(workspace, invitation)
    return Response(status_code=204)


@router.post("/invitations/accept", response_model=OwnWorkspace)
async def accept(body: Acceptance, app: TheApp, principal: ThePrincipal) -> Response:
    """Makes who asks a member of the workspace that they were invited to."""
    return reply(await invitations.accept_invitation(app, principal, body.token))


@router.get("/workspace/offer", response_model=Offer)
async def read_offer(app: TheApp, workspace: Workspace) -> Response:
    """Returns to whom the workspace is offered."""
    return reply(await members.read_offer(app, workspace))


@router.put("/workspace/offer", response_model=Offer)
async def offer(body: NewOffer, app: TheApp, principal: ThePrincipal) -> Response:
    """Offers the workspace to a member, for a week."""
    return reply(await members.offer_workspace(app, principal, body.user))


@router.delete("/workspace/offer", status_code=204)
async def withdraw_offer(app: TheApp, principal: ThePrincipal) -> Response:
    """Takes the offer back, or turns it down."""
    await members.withdraw_offer(app, principal)
    return Response(status_code=204)


@router.post("/workspace/offer/accept", status_code=204)
async def accept_offer(app: TheApp, principal: ThePrincipal) -> Response:
    """Makes who asks an owner; who offered is an admin from then on."""
    await members.accept_offer(app, principal)
    return Response(status_code=204)
