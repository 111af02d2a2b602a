"""Digests of what people edit, for the audit log: they tell that something changed, never what it holds."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

from pydantic_core import to_json

from flow_builder.errors import NotFound
from flow_builder.services.app import App
from flow_builder.templates import bundled

Reader: TypeAlias = Callable[[App, str, str], Awaitable[Any]]
"""(app, workspace, id) -> the thing as it is stored; NotFound."""


async def _flow(app: App, workspace: str, flow: str) -> Any:
    found = await app.stores.flows.get(workspace, flow, deleted=True)
    return found, await app.stores.flows.draft(workspace, flow) if found.deleted_at is None else None


async def _template(app: App, workspace: str, template: str) -> Any:
    return None if template in bundled() else await app.stores.templates.get(workspace, template)


async def _workspace(app: App, _: str, id_: str) -> Any:
    store = app.stores.workspaces
    return await store.get(id_), await store.offered(id_), await store.members(id_)


async def _invitation(app: App, workspace: str, invitation: str) -> Any:
    return (await app.stores.invitations.get(workspace, invitation)).invitation


async def _key(app: App, workspace: str, key: str) -> Any:
    return (await app.stores.api_keys.get(workspace, key)).model_copy(update={"used_at": None})


async def _share(app: App, workspace: str, share: str) -> Any:
    found = await app.stores.shares.look_up(share)
    return None if found is None or found.workspace != workspace else found.share


async def _public(app: App, workspace: str, flow: str) -> Any:
    found = await app.stores.shares.public(flow)
    return None if found is None or found.workspace != workspace else found


async def _listing(app: App, _: str, listing: str) -> Any:
    stored = None
    with suppress(NotFound):  # a bundled template's listing is in the code
        stored = await app.stores.market.get(listing)
    return stored, await app.stores.market.counts(listing)


_BY_ID: Mapping[str, tuple[str, Reader]] = {
    "flows": ("flow", _flow),
    "healing": ("flow", _flow),
    "schedules": ("schedule", lambda app, workspace, id_: app.stores.schedules.get(workspace, id_)),
    "templates": ("template", _template),
    # What may be shown of it and its revision: that changes with the secret, and holds nothing of it.
    "credentials": ("credential", lambda app, workspace, id_: app.stores.credentials.get(workspace, id_)),
    "notifications": ("channel", lambda app, workspace, id_: app.stores.notifications.channel(workspace, id_)),
    "marketplace": ("listing", _listing),
    "api_keys": ("key", _key),
    "shares": ("share", _share),
    "shares_publish": ("flow", _public),
    "shares_withdraw": ("flow", _public),
    "credits": ("order", lambda app, workspace, id_: app.stores.orders.get(workspace, id_)),
    "budgets_replace_flow": ("flow", lambda app, workspace, id_: app.stores.ledger.budget(workspace, id_)),
    "workspaces_create": ("workspace", _workspace),
    "workspaces_restore": ("workspace", _workspace),
    "workspaces_change_member": ("user", lambda app, workspace, id_: app.stores.workspaces.member(id_, workspace)),
    "workspaces_remove_member": ("user", lambda app, workspace, id_: app.stores.workspaces.member(id_, workspace)),
    "workspaces_invite": ("invitation", _invitation),
    "workspaces_send_invitation": ("invitation", _invitation),
    "workspaces_revoke_invitation": ("invitation", _invitation),
}
"""By operation, or by the noun it begins with: which parameter of its path names the thing, and how it is read."""

_WHOLE: Mapping[str, Callable[[App, str], Awaitable[Any]]] = {
    "variables": lambda app, workspace: app.stores.variables.get(workspace),
    "politeness": lambda app, workspace: app.stores.politeness.policy(workspace),
    "budgets": lambda app, workspace: app.stores.ledger.budget(workspace),
    "workspaces": lambda app, workspace: _workspace(app, workspace, workspace),
}
"""Things of which a workspace has one."""


async def digest_of(
    app: App, workspace: str, operation: str, things: Mapping[str, str], made: str | None = None
) -> str | None:
    """Returns the digest of what an operation is about, or of what it has `made`; None when there is nothing to edit."""
    try:
        value = await _read(app, workspace, operation, things, made)
    except NotFound:
        return None
    return None if value is None else await app.stores.audit.digest(workspace, to_json(value, fallback=str))


async def _read(app: App, workspace: str, operation: str, things: Mapping[str, str], made: str | None) -> Any:
    noun = "api_keys" if operation.startswith("api_keys") else operation.partition("_")[0]
    if noun == "comments":
        id_ = things.get("comment") or made
        return None if id_ is None else await app.stores.comments.get(workspace, things["flow"], id_)
    found = _BY_ID.get(operation) or _BY_ID.get(noun)
    if found is not None:
        param, read = found
        id_ = things.get(param) or made
        return None if id_ is None else await read(app, workspace, id_)
    return await _WHOLE[noun](app, workspace) if noun in _WHOLE else None
