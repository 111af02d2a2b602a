"""Who asks: somebody who is signed in, the machine's own user, or nobody yet, on a machine without accounts."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from flow_builder.auth.tokens import Claims, Kind, invalid
from flow_builder.domain.caller import Caller
from flow_builder.domain.principal import Principal
from flow_builder.errors import Unauthenticated
from flow_builder.services import guests
from flow_builder.services.app import App
from flow_builder.services.membership import LOCAL, role_or_missing

Believer = Callable[[App, Caller, Claims], Awaitable[Principal]]
"""(app, who calls, what their access token says, which is genuine) -> who asks."""


async def with_access_token(app: App, caller: Caller, token: str) -> Principal:
    """Returns whom an access token speaks for; Unauthenticated, NotFound `workspace.not_found`."""
    claims = await app.stores.signing_keys.read(token)
    believer = BELIEVERS.get(claims.kind)
    if believer is None:
        raise invalid()
    return await believer(app, caller, claims)


async def with_host_token(app: App, caller: Caller, token: str) -> Principal:
    """Returns the machine's own user, who can read the host's token in the data folder."""
    if app.folder is None or not hmac.compare_digest(token.encode(), app.folder.token.encode()):
        raise invalid()
    return await _local(app, caller)


async def without_token(app: App, caller: Caller) -> Principal:
    """Returns whoever sits at a machine without accounts; Unauthenticated for everybody else."""
    if not await is_open(app):
        raise Unauthenticated(
            "Nobody is signed in.", hint="Sign in, and send the access token as `Authorization: Bearer …`."
        )
    if not caller.here:
        raise Unauthenticated(
            "This host has no accounts yet, and until then answers just the machine it runs on.",
            code="auth.elsewhere",
            hint="Create the owner's account on that machine.",
        )
    return await _local(app, caller)


async def is_open(app: App) -> bool:
    """Tells whether this host has no accounts yet and needs none: whoever sits at it may do all."""
    return app.settings.accounts == "auto" and await app.stores.accounts.owner() is None


async def _local(app: App, caller: Caller) -> Principal:
    workspace = caller.workspace or app.settings.workspace
    return Principal("local", LOCAL, workspace, await role_or_missing(app, LOCAL, workspace))


async def _user(app: App, caller: Caller, claims: Claims) -> Principal:
    user = await app.stores.accounts.standing(claims.subject, claims.session)
    if user is None:
        raise Unauthenticated("This session has ended.", code="auth.session", hint="Sign in again.")
    workspace = caller.workspace or user.workspace
    role = await role_or_missing(app, user.id, workspace)
    return Principal("user", user.id, workspace, role, user=user.id, session=claims.session)


BELIEVERS: Mapping[Kind, Believer] = MappingProxyType({"user": _user, "guest": guests.believe})
"""By whom access tokens say they speak for."""
