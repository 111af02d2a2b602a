"""Invitations to workspaces: by mail, for one address, good once."""

import hmac
import secrets
from hashlib import sha256

from flow_builder.domain.account import User, canonical
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Principal, Role
from flow_builder.domain.workspace import INVITED_MS, Invitation, OwnWorkspace
from flow_builder.errors import Conflict, Forbidden, InvalidInput, LimitExceeded, NotFound
from flow_builder.services.app import App
from flow_builder.services.membership import role_of
from flow_builder.services.workspaces import person_of
from flow_builder.store.invitations import StoredInvitation, accepting

MOST_INVITATIONS = 100
"""Of a workspace at once."""
PREFIX = "fbi_"
_SECRET_BYTES = 32
_ID = "inv_"


async def invite(app: App, principal: Principal, email: str, role: Role, base: str) -> Invitation:
    """Mails somebody a link with which they become a member.

    `base` is where people reach this host. Raises Forbidden `invitation.role`, InvalidInput `invitation.owner`, Conflict
    `invitation.exists`, LimitExceeded `invitation.too_many`.
    """
    if role is Role.OWNER:
        raise InvalidInput("Nobody can be invited as an owner.", code="invitation.owner", field="/role")
    if not principal.role.covers(role):
        raise Forbidden(
            "You cannot invite anybody to a higher role than your own.", code="invitation.role", field="/role"
        )
    workspace = principal.workspace
    standing, _ = await app.stores.invitations.find(workspace, MOST_INVITATIONS, None)
    if len(standing) >= MOST_INVITATIONS:
        raise LimitExceeded(f"A workspace has {MOST_INVITATIONS} open invitations at most.", code="invitation.too_many")
    if any(canonical(each.email) == canonical(email) and each.expires_at > now() for each in standing):
        raise Conflict(
            "This address has already been invited.", code="invitation.exists", hint="Send that invitation again."
        )
    at = now()
    made = Invitation(
        id=new_id("inv", at),
        email=email,
        role=role,
        by=person_of(principal),
        created_at=at,
        sent_at=at,
        expires_at=at + INVITED_MS,
    )
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    await app.stores.invitations.create(StoredInvitation(made, workspace, _digest(secret)))
    app.mail.later(_send(app, workspace, made, secret, base))
    return made


async def send_again(app: App, principal: Principal, invitation: str, base: str) -> Invitation:
    """Mails a new link, good for a week; the one before is worth nothing from then on; NotFound."""
    before = await app.stores.invitations.get(principal.workspace, invitation)
    at = now()
    sent = before.invitation.model_copy(update={"sent_at": at, "expires_at": at + INVITED_MS})
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    try:
        await app.stores.invitations.replace(StoredInvitation(sent, principal.workspace, _digest(secret)))
    except Conflict:
        await app.stores.invitations.get(principal.workspace, invitation)  # it was accepted or taken back: NotFound
        raise
    app.mail.later(_send(app, principal.workspace, sent, secret, base))
    return sent


async def accept_invitation(app: App, principal: Principal, token: str) -> OwnWorkspace:
    """Makes who asks a member, if it is their address that was invited; accepting twice is once.

    Raises NotFound `invitation.invalid`, Forbidden `invitation.account`, `invitation.address`, Conflict `member.exists`.
    """
    stored = await _genuine(app, token)
    user = await _user(app, principal)
    if stored.accepted_by == user.id:
        return await _joined(app, stored, user.id)
    if not stored.open:
        raise _invalid()
    invitation = stored.invitation
    if not user.verified or canonical(user.email) != canonical(invitation.email):
        raise Forbidden(
            "This invitation is for another e-mail address than your account's.",
            code="invitation.address",
            hint="Sign in as who was invited, confirm your address, or ask for an invitation to this one.",
        )
    member = Member(user=user.id, workspace=stored.workspace, role=invitation.role)
    try:
        await app.stores.workspaces.add(member, accepting(stored, user.id))
    except Conflict as error:
        again = await _genuine(app, token)
        if again.accepted_by == user.id:
            return await _joined(app, again, user.id)
        if again.open and await role_of(app, user.id, stored.workspace) is not None:
            raise Conflict("You are already a member.", code="member.exists") from error
        raise _invalid() from error
    return await _joined(app, stored, user.id)


async def _genuine(app: App, token: str) -> StoredInvitation:
    """Returns the invitation that a link is for; NotFound `invitation.invalid`."""
    id_, _, secret = token.removeprefix(PREFIX).partition("_")
    found = await app.stores.invitations.look_up(_ID + id_)
    if found is None or not hmac.compare_digest(_digest(secret), found.digest):
        raise _invalid()
    return found


async def _user(app: App, principal: Principal) -> User:
    if principal.kind != "user":
        raise Forbidden(
            "Invitations are for people with an account.", code="invitation.account", hint="Sign in, or sign up."
        )
    return await app.stores.accounts.get(principal.id)


async def _joined(app: App, stored: StoredInvitation, user: str) -> OwnWorkspace:
    role = await role_of(app, user, stored.workspace)
    if role is None:
        raise _invalid()
    found = await app.stores.workspaces.get(stored.workspace)
    return OwnWorkspace(**found.model_dump(), role=role)


async def _send(app: App, workspace: str, invitation: Invitation, secret: str, base: str) -> None:
    name = (await app.stores.workspaces.get(workspace)).name
    token = f"{PREFIX}{invitation.id.removeprefix(_ID)}_{secret}"
    text = (
        f"You are invited to the workspace “{name}” as {invitation.role}.\n\n"
        f"{base}/invitations#{token}\n\n"
        "Sign in with this address to accept, within a week. If you know nothing of it, do nothing.\n"
    )
    await app.mail.send(invitation.email, f"Invitation to {name}", text, INVITED_MS // 1_000)


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _invalid() -> NotFound:
    return NotFound(
        "This invitation is not valid any more.",
        code="invitation.invalid",
        hint="It was used or taken back, or its time is up: ask for a new one.",
    )
