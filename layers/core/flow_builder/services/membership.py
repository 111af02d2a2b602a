"""Who belongs to which workspace, read anew each time: what is taken away is gone at once."""

from flow_builder.domain.guest import is_guest
from flow_builder.domain.principal import Role
from flow_builder.errors import NotFound
from flow_builder.services.app import App

LOCAL = "local"
"""Who sits at the machine, or holds the host's own token."""


async def role_of(app: App, user: str, workspace: str) -> Role | None:
    """Returns somebody's role in a workspace; None for who is no member, and of a workspace in the trash."""
    if user == LOCAL and workspace == app.settings.workspace:
        return Role.OWNER
    if is_guest(user):
        guest = await app.stores.guests.standing(user)
        return Role.OWNER if guest is not None and guest.workspace == workspace else None
    member = await app.stores.workspaces.standing(user, workspace)
    return None if member is None else member.role


async def role_or_missing(app: App, user: str, workspace: str) -> Role:
    """Returns somebody's role in a workspace; NotFound, whether the workspace exists or not."""
    role = await role_of(app, user, workspace)
    if role is None:
        raise missing(workspace)
    return role


def missing(workspace: str) -> NotFound:
    """Returns the error for a workspace that somebody does not belong to."""
    return NotFound(
        f"There is no workspace {workspace!r}.", code="workspace.not_found", hint="GET /workspaces lists yours."
    )
