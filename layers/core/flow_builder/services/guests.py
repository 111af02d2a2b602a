"""Guests: one at a time for each network, for 72 hours, with everything that is theirs removed afterwards."""

import asyncio
import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

from flow_builder.auth.tokens import LIFE_S as ACCESS_S
from flow_builder.auth.tokens import Claims
from flow_builder.background import BackgroundJob
from flow_builder.domain.account import User
from flow_builder.domain.caller import Caller
from flow_builder.domain.guest import CONVERTED_CREDITS, CREDITS, LIFE_S, Guest, workspace_of
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import Conflict, Forbidden, NotFound, Unauthenticated
from flow_builder.services import audit, sign_ins
from flow_builder.services import credits as ledger
from flow_builder.services.app import App
from flow_builder.services.purge import purge_workspaces
from flow_builder.store.signing_keys import REALM

PREFIX = "fbg_"
_SECRET_BYTES = 32
_LOOK_EVERY_S = 60.0


@dataclass(frozen=True, slots=True)
class GuestGrant:
    """What a guest gets; `token` is None for one who has it already."""

    guest: Guest
    access_token: str
    token: str | None
    expires_in: int = ACCESS_S
    """Seconds for which the access token holds."""


async def enter(app: App, token: str | None, caller: Caller) -> GuestGrant:
    """Goes on as the guest whose token is given, if that one's time is not over; else makes one of the caller's network.

    A network has one guest in 72 hours, and just who holds its token goes on as that: others behind the same address
    are other people. Raises Conflict `guest.exists`, Forbidden `guest.closed`.
    """
    if app.settings.guests == "off":
        raise Forbidden("This host takes no guests.", code="guest.closed", hint="Sign up, or ask who runs the host.")
    if token is not None:
        known = await _genuine(app, token)
        if known is not None and known.stands(now()):
            return GuestGrant(known, await _access(app, known), None)
    at = now()
    id_ = new_id("guest", at)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    guest = Guest(id=id_, workspace=workspace_of(id_), created_at=at, expires_at=at + LIFE_S * 1_000)
    place = await _place(app, caller)
    try:
        await app.stores.guests.create(guest, _digest(secret), place)
    except Conflict as error:
        raise _taken(await app.stores.guests.held_until(place)) from error
    await ledger.open_account(app, guest.workspace, CREDITS)
    await sign_ins.tell_guest(app, guest.id, guest.workspace, caller)
    return GuestGrant(guest, await _access(app, guest), f"{PREFIX}{id_}.{secret}")


async def believe(app: App, caller: Caller, claims: Claims) -> Principal:
    """Returns the guest that an access token speaks for, read anew: Unauthenticated `guest.ended` once it is over."""
    guest = await app.stores.guests.standing(claims.subject)
    if guest is None:
        raise _ended()
    if caller.workspace is not None and caller.workspace != guest.workspace:
        raise NotFound(f"There is no workspace {caller.workspace!r}.", code="workspace.not_found")
    return Principal("guest", guest.id, guest.workspace, Role.OWNER, user=guest.id, session=claims.session)


async def convert(app: App, principal: Principal, token: str, caller: Caller) -> User:
    """Gives a guest's workspace with all that is in it to a user, and raises its balance to 200.

    An account that is younger than the guest gets it as its personal workspace, others as one more. The same user may
    ask again. Raises Unauthenticated `guest.ended`, Conflict `guest.converted`.
    """
    guest = await _genuine(app, token)
    if guest is None:
        raise _ended()
    if guest.user != principal.id:
        await _take_over(app, guest, principal.id)
    await ledger.raise_to(app, guest.workspace, CONVERTED_CREDITS, f"guest:{guest.id}")
    await app.stores.api_keys.move(guest.workspace, guest.id, principal.id)
    user = await app.stores.accounts.get(principal.id)
    await sign_ins.tell_conversion(app, user, guest.id, guest.workspace, caller)
    if user.created_at < guest.created_at or user.workspace == guest.workspace or not await _is_empty(app, user):
        return user
    before = user.workspace
    await audit.carry(app, before, guest.workspace)
    user = await app.stores.accounts.change(user.id, workspace=guest.workspace)
    await app.stores.workspaces.delete(user.id, before)
    await app.stores.workspaces.discard(before, at=0)  # the trash is emptied of it
    return user


async def _take_over(app: App, guest: Guest, user: str) -> None:
    if guest.status == "converted":
        raise _converted()
    if not guest.stands(now()):
        raise _ended()
    try:
        await app.stores.guests.convert(guest, user, Member(user=user, workspace=guest.workspace, role=Role.OWNER))
    except Conflict as error:
        again = await app.stores.guests.get(guest.id)
        if again is None or again.status == "leaving":
            raise _ended() from error
        if again.user != user:
            raise _converted() from error


async def _is_empty(app: App, user: User) -> bool:
    """Tells whether nothing was done yet in the workspace that came with an account."""
    stores, workspace = app.stores, user.workspace
    if len(await stores.workspaces.members(workspace)) > 1:
        return False
    found = await asyncio.gather(
        stores.flows.find(workspace, limit=1),
        stores.flows.find(workspace, limit=1, deleted=True),
        stores.runs.find(workspace, limit=1),
        stores.credentials.find(workspace, limit=1),
        stores.datasets.find(workspace, limit=1),
    )
    return workspace != app.settings.workspace and not any(items for items, *_ in found)


def leaving(app: App) -> BackgroundJob:
    """Returns what removes guests whose time is over, with all that is theirs, as soon as it is.

    What is half removed when a host closes goes on at the next start.
    """

    async def work() -> float:
        await remove_ended(app)
        expiry = await app.stores.guests.next_expiry()
        return _LOOK_EVERY_S if expiry is None else min(_LOOK_EVERY_S, max(0.01, (expiry - now()) / 1_000))

    return BackgroundJob(work, "guests whose time is over stay for now")


async def remove_ended(app: App) -> int:
    """Removes all guests whose time is over and what is theirs; returns how many those were."""
    removed = 0
    while ended := await app.stores.guests.going(now()):
        gone = [each for each in ended if await app.stores.guests.leave(each.id)]
        await purge_workspaces(app, [each.workspace for each in gone], [each.id for each in gone])
        for each in gone:
            await app.stores.guests.delete(each.id)
        removed += len(gone)
    return removed


async def _genuine(app: App, token: str) -> Guest | None:
    guest, _, secret = token.removeprefix(PREFIX).partition(".")
    if not token.startswith(PREFIX) or not guest or not secret:
        return None
    return await app.stores.guests.by_token(guest, _digest(secret))


async def _access(app: App, guest: Guest) -> str:
    return await app.stores.signing_keys.issue(Claims(guest.id, guest.id, "guest"))


async def _place(app: App, caller: Caller) -> str:
    """Returns what a network is known by; without this installation's key nobody can tell which one that is."""
    key = await app.vault.derive(REALM, "guests")
    return hmac.digest(key, caller.network.encode("utf-8", "surrogatepass"), sha256).hex()


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _taken(until: int) -> Conflict:
    return Conflict(
        "There is already a guest from this network address.",
        code="guest.exists",
        hint="Go on in the browser where the guest began, or make an account.",
        details={"until": until},
    )


def _converted() -> Conflict:
    return Conflict("An account has taken over this guest's workspace.", code="guest.converted", hint="Sign in.")


def _ended() -> Unauthenticated:
    return Unauthenticated(
        "The time as a guest is over.", code="guest.ended", hint="Make an account, which stays, or come back later."
    )
