"""Members of workspaces: roles, leaving, and who owns the workspace."""

import asyncio
from contextlib import suppress
from typing import Any

from flow_builder.domain.ids import now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Principal, Role
from flow_builder.domain.workspace import OFFERED_MS, Offer
from flow_builder.errors import Conflict, Forbidden, InvalidInput, NotFound
from flow_builder.services.app import App
from flow_builder.services.membership import LOCAL
from flow_builder.services.workspaces import person_of, team


async def list_members(app: App, workspace: str) -> list[dict[str, Any]]:
    """Returns the members with their names and addresses, owners first."""
    found = await app.stores.workspaces.members(workspace)
    if not found and workspace == app.settings.workspace:
        found = [Member(user=LOCAL, workspace=workspace, role=Role.OWNER)]
    shown = await asyncio.gather(*(_shown(app, member) for member in found))
    ranks = list(Role)
    return sorted(shown, key=lambda each: (-ranks.index(each["role"]), each["name"].casefold(), each["user"]))


async def change_member(app: App, principal: Principal, user: str, role: Role) -> dict[str, Any]:
    """Gives a member another role.

    Raises NotFound `member.not_found`, Forbidden `member.role` for what just owners may, Conflict `member.last_owner`.
    """
    member = await _member(app, principal.workspace, user)
    if role is Role.OWNER:
        await team(app, principal.workspace)
    if Role.OWNER in {role, member.role} and principal.role is not Role.OWNER:
        raise _for_owners()
    if role is member.role:
        return await _shown(app, member)
    try:
        return await _shown(app, await app.stores.workspaces.change_role(member, role))
    except Conflict as error:
        raise await _refused(app, member) from error


async def remove_member(app: App, principal: Principal, user: str) -> None:
    """Ends somebody's membership, and with it what their API keys may; errors as of `change_member`."""
    member = await _member(app, principal.workspace, user)
    if member.role is Role.OWNER and principal.role is not Role.OWNER:
        raise _for_owners()
    await _remove(app, member)


async def leave(app: App, principal: Principal) -> None:
    """Ends one's own membership; Conflict `member.last_owner`."""
    await _remove(app, await _member(app, principal.workspace, person_of(principal)))


async def offer_workspace(app: App, principal: Principal, user: str) -> Offer:
    """Offers a team to another member, for a week; Conflict `workspace.personal`, NotFound, InvalidInput."""
    await team(app, principal.workspace)
    member = await _member(app, principal.workspace, user)
    if member.role is Role.OWNER:
        raise InvalidInput("This member is an owner already.", code="offer.owner", field="/user")
    at = now()
    offer = Offer(user=user, by=person_of(principal), created_at=at, expires_at=at + OFFERED_MS)
    await app.stores.workspaces.offer(principal.workspace, offer)
    return offer


async def read_offer(app: App, workspace: str) -> Offer:
    """Returns the offer that stands; NotFound `offer.not_found`."""
    found = await app.stores.workspaces.offered(workspace)
    if found is None:
        raise NotFound("The workspace is offered to nobody.", code="offer.not_found", hint="Offers end after a week.")
    return found


async def withdraw_offer(app: App, principal: Principal) -> None:
    """Takes an offer back, or turns it down; NotFound, Forbidden `offer.not_yours`."""
    offer = await read_offer(app, principal.workspace)
    if principal.role is not Role.OWNER and offer.user != person_of(principal):
        raise _not_yours()
    await app.stores.workspaces.withdraw(principal.workspace)


async def accept_offer(app: App, principal: Principal) -> None:
    """Makes who asks an owner, and who offered an admin; NotFound, Forbidden `offer.not_yours`, Conflict `offer.stale`."""
    offer = await read_offer(app, principal.workspace)
    if offer.user != person_of(principal):
        raise _not_yours()
    member = await _member(app, principal.workspace, offer.user)
    try:
        await app.stores.workspaces.hand_over(offer, member)
    except Conflict as error:
        raise Conflict(
            "Roles have changed since the workspace was offered.", code="offer.stale", hint="Ask for a new offer."
        ) from error


async def _remove(app: App, member: Member) -> None:
    try:
        await app.stores.workspaces.remove(member)
    except Conflict as error:
        raise await _refused(app, member) from error


async def _member(app: App, workspace: str, user: str) -> Member:
    found = await app.stores.workspaces.member(user, workspace)
    if found is None:
        raise NotFound(f"There is no member {user!r}.", code="member.not_found")
    return found


async def _refused(app: App, before: Member) -> Conflict | NotFound:
    """Returns why a change to a member did not happen."""
    member = await _member(app, before.workspace, before.user)
    if member.role is Role.OWNER is before.role:
        return Conflict(
            "A workspace has at least one owner.",
            code="member.last_owner",
            hint="Make somebody else an owner first, or delete the workspace.",
        )
    return Conflict("The member was changed in between.", code="member.changed", hint="Look at it again.")


async def _shown(app: App, member: Member) -> dict[str, Any]:
    found: dict[str, Any] = {"user": member.user, "role": member.role, "name": "", "email": None}
    with suppress(NotFound):
        user = await app.stores.accounts.get(member.user)
        found |= {"name": user.name, "email": user.email}
    return found


def _for_owners() -> Forbidden:
    return Forbidden("Only owners can make, change or remove owners.", code="member.role")


def _not_yours() -> Forbidden:
    return Forbidden("The workspace is offered to somebody else.", code="offer.not_yours")
