"""Workspace variables: read, replace, change; and the environment that runs start with."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flow_builder.domain.variable import MAX_BYTES, MAX_VARIABLES, Variables, looks_secret
from flow_builder.domain.workspace import Workspace
from flow_builder.errors import LimitExceeded, NotFound
from flow_builder.services.app import App
from flow_builder.store.variables import VariableStore
from flow_builder.store.workspaces import WorkspaceStore

_HEARD_S = 1.0
"""So long a change made on another host may go unheard."""
_KEPT = 10_000


class Environment:
    """What runs of each workspace see as `env`, besides what their documents set.

    `everywhere` is what the host gives to all workspaces, `provided` what it gives to one; a workspace's own variables go
    before both. What was read is kept until a change, or for a second: other hosts' changes are not heard.
    """

    def __init__(
        self,
        store: VariableStore,
        workspaces: WorkspaceStore,
        everywhere: Mapping[str, str],
        provided: Mapping[str, Mapping[str, str]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._workspaces = workspaces
        self._everywhere = everywhere
        self._provided = provided
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self.heed: Callable[[Workspace], None] = lambda _: None
        """Called with each workspace that was read: it may have a limit of its own."""

    async def __call__(self, workspace: str) -> dict[str, str]:
        """Returns the variables of a workspace, which the caller must not change."""
        return (await self._read(workspace)).variables

    async def learn(self, workspace: str) -> None:
        """Reads what there is to know of a workspace, unless it is known."""
        await self._read(workspace)

    async def admit(self, workspace: str) -> None:
        """Raises NotFound `workspace.deleted` for a workspace in the trash: nothing starts there."""
        if (await self._read(workspace)).deleted:
            raise NotFound(
                "The workspace is in the trash.", code="workspace.deleted", hint="One of its owners can restore it."
            )

    async def _read(self, workspace: str) -> "_Known":
        known, at = self._known.get(workspace), self._clock()
        generation = self._store.generation + self._workspaces.generation
        if known is not None and known.generation == generation and at - known.at < _HEARD_S:
            return known
        variables, place = await self._store.get(workspace), await self._workspaces.get(workspace)
        self.heed(place)
        found = {**self.given(workspace), **variables.variables}
        if len(self._known) >= _KEPT:
            self._known.clear()
        read = self._known[workspace] = _Known(generation, at, found, place.deleted_at is not None)
        return read

    def given(self, workspace: str) -> dict[str, str]:
        """Returns what the host gives to a workspace."""
        return {**self._everywhere, **self._provided.get(workspace, {})}


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of a workspace, and when."""

    generation: int
    at: float
    variables: dict[str, str]
    deleted: bool


async def read_variables(app: App, workspace: str) -> dict[str, Any]:
    """Returns a workspace's variables, what the host adds, and warnings."""
    return _shown(app, workspace, await app.stores.variables.get(workspace))


async def replace_variables(app: App, workspace: str, variables: Mapping[str, str], rev: int | None) -> dict[str, Any]:
    """Replaces all variables; Conflict `variables.changed`, LimitExceeded `variables.too_many`, `variables.too_large`."""
    return _shown(app, workspace, await app.stores.variables.change(workspace, lambda _: _accepted(variables), rev))


async def change_variables(
    app: App, workspace: str, variables: Mapping[str, str | None], rev: int | None
) -> dict[str, Any]:
    """Sets some variables and removes those that are None; errors as of `replace_variables`."""

    def change(before: dict[str, str]) -> Mapping[str, str]:
        after = {**before, **variables}
        return _accepted({name: value for name, value in after.items() if value is not None})

    return _shown(app, workspace, await app.stores.variables.change(workspace, change, rev))


async def delete_variable(app: App, workspace: str, name: str) -> None:
    """Removes a variable; NotFound."""

    def change(before: dict[str, str]) -> Mapping[str, str]:
        if name not in before:
            raise NotFound(
                f"There is no variable {name!r}.",
                code="variable.not_found",
                hint="Those that the host provides are changed in its own settings.",
            )
        return {each: value for each, value in before.items() if each != name}

    await app.stores.variables.change(workspace, change)


def _shown(app: App, workspace: str, found: Variables) -> dict[str, Any]:
    warnings = [
        {
            "code": "variable.looks_secret",
            "name": name,
            "message": f"{name} is named like a secret, but variables are plain text that flows can write anywhere.",
            "hint": "Keep it as a credential: those are sealed, and taken out of outputs and logs.",
        }
        for name in found.variables
        if looks_secret(name)
    ]
    provided = app.environment.given(workspace)
    return {**found.model_dump(), "provided": provided, "warnings": warnings}


def _accepted(variables: Mapping[str, str]) -> Mapping[str, str]:
    """Returns variables that are not too many; LimitExceeded."""
    if len(variables) > MAX_VARIABLES:
        raise LimitExceeded(
            f"A workspace has {MAX_VARIABLES} variables at most.",
            code="variables.too_many",
            details={"limit": MAX_VARIABLES},
        )
    size = sum(len(name) + len(value.encode("utf-8", "surrogatepass")) for name, value in variables.items())
    if size > MAX_BYTES:
        raise LimitExceeded(
            f"The variables of a workspace have {MAX_BYTES} bytes at most.",
            code="variables.too_large",
            hint="Keep larger values in a dataset.",
            details={"limit": MAX_BYTES, "bytes": size},
        )
    return variables
