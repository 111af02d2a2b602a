"""Workspaces: a personal one for everybody, and teams. Members, roles and ownership are in `services.members`."""

import asyncio

from flow_builder.domain.ids import new_id, now
from flow_builder.domain.principal import Principal, Role
from flow_builder.domain.workspace import TRASH_MS, OwnWorkspace, Workspace, WorkspaceLimits
from flow_builder.errors import Conflict, Forbidden, InvalidInput, LimitExceeded
from flow_builder.services.app import App
from flow_builder.services.membership import LOCAL, missing
from flow_builder.settings import Settings

MOST_WORKSPACES = 50
"""That one user is a member of."""


def person_of(principal: Principal) -> str:
    """Returns the user behind a principal: of an API key the one who made it."""
    return principal.user or principal.id


async def list_workspaces(app: App, principal: Principal, *, deleted: bool = False) -> list[OwnWorkspace]:
    """Returns the workspaces that somebody is a member of, or those of them in the trash; of an API key just its own."""
    if principal.kind in {"key", "guest"}:
        return [await read_workspace(app, principal)] if not deleted else []
    roles = {each.workspace: each.role for each in await app.stores.workspaces.of_user(person_of(principal))}
    if principal.kind == LOCAL:
        roles.setdefault(app.settings.workspace, Role.OWNER)
    found = await asyncio.gather(*map(app.stores.workspaces.get, roles))
    shown = [_own(each, roles[each.id]) for each in found if (each.deleted_at is not None) == deleted]
    return sorted(shown, key=lambda each: (each.kind, each.name.casefold(), each.id))


async def create_workspace(app: App, principal: Principal, name: str) -> OwnWorkspace:
    """Makes a team whose owner is who asks; Forbidden `workspace.guest`, LimitExceeded `workspace.too_many`."""
    if principal.kind == "guest":
        raise Forbidden(
            "Guests have only one workspace.", code="workspace.guest", hint="Make an account, which keeps everything."
        )
    user = person_of(principal)
    if len(await app.stores.workspaces.of_user(user)) >= MOST_WORKSPACES:
        raise LimitExceeded(
            f"You are a member of {MOST_WORKSPACES} workspaces, which is the most.", code="workspace.too_many"
        )
    made = Workspace(id=new_id("ws"), name=name, kind="team", created_at=now())
    await app.stores.workspaces.create_team(made, user)
    return _own(made, Role.OWNER)


async def read_workspace(app: App, principal: Principal) -> OwnWorkspace:
    """Returns the workspace that somebody asks in."""
    return _own(await app.stores.workspaces.get(principal.workspace), principal.role)


async def rename_workspace(app: App, principal: Principal, name: str) -> OwnWorkspace:
    """Gives the workspace another name; NotFound when it was deleted in between."""
    try:
        return _own(await app.stores.workspaces.rename(principal.workspace, name), principal.role)
    except Conflict as error:
        raise missing(principal.workspace) from error


def read_limits(app: App, workspace: Workspace) -> WorkspaceLimits:
    """Returns how many runs a workspace may have under way at once."""
    settings = app.settings
    holds = own_limit(settings, workspace) or settings.runs_at_once
    return WorkspaceLimits(runs_at_once=workspace.runs_at_once, holds=holds, most=settings.most_runs_at_once)


def own_limit(settings: Settings, workspace: Workspace) -> int | None:
    """Returns a workspace's own limit as far as the host allows it, or None."""
    own = workspace.runs_at_once
    return None if own is None else min(own, settings.most_runs_at_once)


async def limit_workspace(app: App, principal: Principal, runs_at_once: int | None) -> WorkspaceLimits:
    """Gives the workspace a limit of its own, which holds at once, or with None that of the host.

    Raises Forbidden `workspace.guest`, InvalidInput `workspace.limit`.
    """
    if principal.kind == "guest":
        raise Forbidden("Guests have the limits of the host.", code="workspace.guest", hint="Make an account.")
    most = app.settings.most_runs_at_once
    if runs_at_once is not None and runs_at_once > most:
        raise InvalidInput(
            f"A workspace of this host has at most {most} runs under way at once.",
            code="workspace.limit",
            field="/runs_at_once",
            hint="Whoever runs the host can allow more: FLOW_RUNS_AT_ONCE_MOST.",
        )
    try:
        found = await app.stores.workspaces.limit(principal.workspace, runs_at_once)
    except Conflict as error:
        raise missing(principal.workspace) from error
    await app.environment.learn(principal.workspace)
    return read_limits(app, found)


async def delete_workspace(app: App, principal: Principal) -> None:
    """Puts a team into the trash: nobody gets in, nothing starts; Conflict `workspace.personal`."""
    await team(app, principal.workspace)
    try:
        await app.stores.workspaces.discard(principal.workspace)
    except Conflict as error:
        raise missing(principal.workspace) from error


async def restore_workspace(app: App, principal: Principal, workspace: str) -> OwnWorkspace:
    """Takes a team out of the trash, for one of its owners; NotFound for everybody else, and when it is not there."""
    member = await app.stores.workspaces.member(person_of(principal), workspace)
    found = await app.stores.workspaces.get(workspace)
    deleted_at = found.deleted_at or 0
    if member is None or member.role is not Role.OWNER or deleted_at + TRASH_MS <= now():
        raise missing(workspace)
    try:
        return _own(await app.stores.workspaces.restore(found), member.role)
    except Conflict as error:
        raise missing(workspace) from error


async def team(app: App, workspace: str) -> Workspace:
    """Returns a workspace that is a team's; Conflict `workspace.personal`."""
    found = await app.stores.workspaces.get(workspace)
    if found.kind != "team":
        raise Conflict(
            "This is a personal workspace: it stays with its owner, and goes with the account.",
            code="workspace.personal",
            hint="Make a team workspace for what is to change hands.",
        )
    return found


def _own(workspace: Workspace, role: Role) -> OwnWorkspace:
    return OwnWorkspace(**workspace.model_dump(), role=role)
