"""API keys: made, listed, revoked; and who asks with one."""

import hmac
import secrets
from collections.abc import Collection
from hashlib import sha256

from flow_builder.domain.api_key import PREFIX, ApiKey
from flow_builder.domain.caller import Caller
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.principal import Principal, Role, Scope
from flow_builder.errors import Forbidden, InvalidInput, LimitExceeded, NotFound, Unauthenticated
from flow_builder.services.app import App
from flow_builder.services.membership import role_of
from flow_builder.store.api_keys import StoredKey

MOST_KEYS = 200
"""Of a workspace."""
_SECRET_BYTES = 32
_SHOWN_CHARS = 12
_USED_EVERY_MS = 60_000
_ID = "key_"


async def create_key(
    app: App, principal: Principal, name: str, role: Role, scopes: Collection[Scope], expires_at: int | None
) -> tuple[ApiKey, str]:
    """Makes a key for somebody in a workspace and returns it with its text, which is shown this once.

    Raises Forbidden `api_key.role` for a role above one's own, InvalidInput `api_key.expired`, LimitExceeded
    `api_key.too_many`.
    """
    if not principal.role.covers(role):
        raise Forbidden(
            f"A key cannot have the role {role}: yours is {principal.role}.", code="api_key.role", field="/role"
        )
    at = now()
    if expires_at is not None and expires_at <= at:
        raise InvalidInput("The key would have expired already.", code="api_key.expired", field="/expires_at")
    workspace = principal.workspace
    if len((await app.stores.api_keys.find(workspace, MOST_KEYS, None))[0]) >= MOST_KEYS:
        raise LimitExceeded(
            f"A workspace has {MOST_KEYS} API keys at most.",
            code="api_key.too_many",
            hint="Revoke some that are not used any more.",
        )
    id_ = new_id("key", at)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    text = f"{PREFIX}{id_.removeprefix(_ID)}_{secret}"
    key = ApiKey(
        id=id_,
        name=name,
        user=principal.user or principal.id,
        role=role,
        scopes=tuple(sorted(set(scopes))),
        prefix=text[: len(PREFIX) + _SHOWN_CHARS],
        created_at=at,
        expires_at=expires_at,
    )
    await app.stores.api_keys.create(StoredKey(key, workspace, _digest(secret)))
    return key, text


async def list_keys(app: App, principal: Principal, limit: int, cursor: str | None) -> tuple[list[ApiKey], str | None]:
    """Returns the keys that somebody made, of admins those of the whole workspace, and the cursor of the next page."""
    found, after = await app.stores.api_keys.find(principal.workspace, limit, cursor)
    return [key for key in found if _may_see(principal, key)], after


async def read_key(app: App, principal: Principal, key: str) -> ApiKey:
    """Returns a key; NotFound, also when it is somebody else's and the asker no admin."""
    found = await app.stores.api_keys.get(principal.workspace, key)
    if not _may_see(principal, found):
        raise NotFound(f"There is no API key {key!r}.", code="api_key.not_found")
    return found


async def revoke_key(app: App, principal: Principal, key: str) -> None:
    """Ends a key: from then on no host takes it; NotFound as of `read_key`."""
    await read_key(app, principal, key)
    await app.stores.api_keys.delete(principal.workspace, key)


async def authenticate(app: App, caller: Caller, token: str) -> Principal:
    """Returns who asks with a key: its maker's role at this moment, or the key's own if that is less.

    Raises Unauthenticated `auth.key`, `auth.key_expired`; NotFound for another workspace than the key's.
    """
    id_, _, secret = token.removeprefix(PREFIX).partition("_")
    stored = await app.stores.api_keys.look_up(_ID + id_)
    genuine = hmac.compare_digest(_digest(secret), stored.digest if stored is not None else _digest(""))
    if stored is None or not genuine:
        raise Unauthenticated(
            "This API key is not valid.",
            code="auth.key",
            hint="It was revoked, or you did not copy all of it. Make a new one.",
        )
    key = stored.key
    if key.expires_at is not None and key.expires_at <= now():
        raise Unauthenticated("This API key has expired.", code="auth.key_expired", hint="Make a new one.")
    role = await role_of(app, key.user, stored.workspace)
    if role is None:
        raise Unauthenticated(
            "The person who made this API key is not a member of its workspace any more.",
            code="auth.key",
            hint="A member can make a new one.",
        )
    if caller.workspace not in {None, stored.workspace}:
        raise NotFound(
            f"There is no workspace {caller.workspace!r} for this API key.",
            code="workspace.not_found",
            hint="A key is bound to the workspace it was made in; X-Workspace can be left out.",
        )
    if key.used_at is None or key.used_at + _USED_EVERY_MS <= now():
        await app.stores.api_keys.note_use(key)
    least = key.role if role.covers(key.role) else role
    return Principal("key", key.id, stored.workspace, least, frozenset(key.scopes), key.user)


def _may_see(principal: Principal, key: ApiKey) -> bool:
    return principal.role.covers(Role.ADMIN) or key.user == (principal.user or principal.id)


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
