"""Signing in and staying so: a session per place, short access tokens, refresh tokens that turn with each use."""

import logging
import secrets
from dataclasses import dataclass
from typing import Any

from flow_builder.auth import passwords, refresh
from flow_builder.auth.refresh import Turn
from flow_builder.auth.tokens import LIFE_S, Claims
from flow_builder.domain.account import Session, User, canonical
from flow_builder.domain.caller import Caller
from flow_builder.domain.ids import new_id, now
from flow_builder.errors import TooMany, Unauthenticated
from flow_builder.services import sign_ins, two_factor
from flow_builder.services.app import App
from flow_builder.store.signing_keys import REALM

GRACE_MS = 10_000
"""For how long the token of the turn before gives the next one again: two tabs may ask at the same moment."""
_FREE_TRIES = 5
_FIRST_WAIT_S = 2
_LONGEST_WAIT_S = 900

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody gets who is signed in."""

    user: User
    session: str
    access_token: str
    refresh_token: str
    expires_in: int = LIFE_S
    """Seconds for which the access token holds."""


async def sign_in(app: App, email: str, password: str, code: str | None, caller: Caller) -> Grant:
    """Signs somebody in; takes as long for an address without account.

    Raises Unauthenticated `auth.credentials`, `auth.code_required`, `auth.code`, and TooMany `auth.slow_down` for too many
    tries: those of one place at one account, so that no stranger elsewhere can keep its owner out.
    """
    subject = ("sign_in", canonical(email), caller.network)
    await slow_down(app, *subject)
    known = await app.stores.accounts.by_email(email)
    try:
        user = await _proven(app, known, password, code)
    except Unauthenticated as error:
        await sign_ins.tell_try(app, known, "auth_sign_in", caller, error)
        raise
    await app.stores.attempts.succeed(*subject)
    return await open_session(app, user, caller, "auth_sign_in")


async def _proven(app: App, user: User | None, password: str, code: str | None) -> User:
    """Returns a user whose password and code are right; Unauthenticated."""
    stored = (await app.stores.accounts.proofs(user.id)).password if user is not None else None
    if not await passwords.matches(stored, password) or user is None or stored is None:
        raise Unauthenticated(
            "The e-mail address or the password is wrong.",
            code="auth.credentials",
            hint="A forgotten password can be replaced by mail.",
        )
    if user.two_factor:
        await two_factor.demand(app, user, code)
    if passwords.outdated(stored):
        await app.stores.accounts.replace_password(user.id, stored, await passwords.hashed(password))
    return user


async def open_session(app: App, user: User, caller: Caller, operation: str, status: int = 200) -> Grant:
    """Signs a user in, who has proven who they are by an operation of the API that answers with this status."""
    at = now()
    made = Session(
        id=new_id("ses", at), user=user.id, created_at=at, used_at=at, address=caller.address, agent=caller.agent
    )
    salt = secrets.token_hex(16)
    await app.stores.accounts.open_session(made, salt)
    await sign_ins.tell(app, user, operation, caller, status, made.id)
    return await _grant(app, user, salt, Turn(user.id, made.id, 1))


async def refreshed(app: App, token: str, caller: Caller) -> Grant:
    """Returns new tokens for a refresh token, which is used up.

    One that was used before ends the session, since somebody else has it, too: Unauthenticated `auth.reused`. For ten
    seconds it gives the same next token instead. Unauthenticated `auth.refresh` when the session has ended.
    """
    accounts = app.stores.accounts
    turn, kept = await _genuine(app, token)
    if turn.number == kept["turn"]:
        if await accounts.turn(turn.subject, turn.session, turn.number, caller.address):
            return await _next(app, kept["salt"], turn)
        turn, kept = await _genuine(app, token)  # another request was faster, or ended the session
    if turn.number == kept["turn"] - 1 and now() - kept["turned_at"] <= GRACE_MS:
        return await _next(app, kept["salt"], turn)
    user = await accounts.standing(turn.subject, turn.session)
    await accounts.end_session(turn.subject, turn.session)
    log.warning("a refresh token was used twice; session %s has been ended", turn.session)
    error = Unauthenticated(
        "This refresh token was used before, so the session has been ended.",
        code="auth.reused",
        hint="Sign in again. If you did not use it twice yourself, somebody had a copy: change the password.",
    )
    if user is not None:
        await sign_ins.tell_try(app, user, "auth_refresh", caller, error, turn.session)
    raise error


async def sign_out(app: App, token: str, caller: Caller) -> None:
    """Ends the session of a refresh token; does nothing when it gives nothing any more."""
    try:
        turn, _ = await _genuine(app, token)
    except Unauthenticated:
        return
    user = await app.stores.accounts.standing(turn.subject, turn.session)
    if await app.stores.accounts.end_session(turn.subject, turn.session) and user is not None:
        await sign_ins.tell(app, user, "auth_sign_out", caller, 204, turn.session)


async def slow_down(app: App, *subject: str) -> None:
    """Counts a try; TooMany `auth.slow_down` when there were too many to allow this one already."""
    attempts = app.stores.attempts
    wait = await attempts.begin(*subject, free=_FREE_TRIES, first_s=_FIRST_WAIT_S, most_s=_LONGEST_WAIT_S)
    if wait:
        raise TooMany(
            "There were too many attempts.",
            retry_after=wait,
            code="auth.slow_down",
            hint="Wait, or reset the password.",
        )


async def _genuine(app: App, token: str) -> tuple[Turn, dict[str, Any]]:
    """Returns what a refresh token of ours says, and its session; Unauthenticated `auth.refresh`."""
    turn = refresh.parse(token)
    kept = await app.stores.accounts.session(turn.subject, turn.session)
    key = await app.vault.derive(REALM, "refresh")
    if kept is None or not refresh.genuine(key, kept["salt"], token):
        raise refresh.ended()
    return turn, kept


async def _next(app: App, salt: str, turn: Turn) -> Grant:
    user = await app.stores.accounts.standing(turn.subject, turn.session)
    if user is None:
        raise refresh.ended()
    return await _grant(app, user, salt, Turn(turn.subject, turn.session, turn.number + 1))


async def _grant(app: App, user: User, salt: str, turn: Turn) -> Grant:
    key = await app.vault.derive(REALM, "refresh")
    access = await app.stores.signing_keys.issue(Claims(user.id, turn.session, "user"))
    return Grant(user, turn.session, access, refresh.make(key, salt, turn))
