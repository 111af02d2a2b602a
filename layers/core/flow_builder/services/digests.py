"""Digests of what people edit, for the audit log: they tell that something changed, never what it holds."""

from collections.abc import Awaitable, Callable, Mapping
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


_BY_ID: Mapping[str, tuple[str, Reader]] = {
    "flows": ("flow", _flow),
    "healing": ("flow", _flow),
    "schedules": ("schedule", lambda app, workspace, id_: app.stores.schedules.get(workspace, id_)),
    "templates": ("template", _template),
    # What may be shown of it and its revision: that changes with the secret, and holds nothing of it.
    "credentials": ("credential", lambda app, workspace, id_: app.stores.credentials.get(workspace, id_)),
    "notifications": ("channel", lambda app, workspace, id_: app.stores.notifications.channel(workspace, id_)),
}
"""By the noun of an operation: which parameter of its path names the thing, and how it is read."""

_WHOLE: Mapping[str, Callable[[App, str], Awaitable[Any]]] = {
    "variables": lambda app, workspace: app.stores.variables.get(workspace),
    "politeness": lambda app, workspace: app.stores.politeness.policy(workspace),
}
"""Things of which a workspace has one."""


async def digest_of(
    app: App, workspace: str, operation: str, things: Mapping[str, str], made: str | None = None
) -> str | None:
    """Returns the digest of what an operation is about, or of what it has `made`; None when there is nothing to edit."""
    noun = operation.partition("_")[0]
    try:
        if noun in _WHOLE:
            value = await _WHOLE[noun](app, workspace)
        elif noun in _BY_ID:
            param, read = _BY_ID[noun]
            id_ = made or things.get(param)
            value = None if id_ is None else await read(app, workspace, id_)
        else:
            return None
    except NotFound:
        return None
    return None if value is None else await app.stores.audit.digest(workspace, to_json(value, fallback=str))
