"""Workspaces in the trash go for good when their time is over."""

import asyncio
import logging
from contextlib import suppress

from flow_builder.domain.ids import now
from flow_builder.domain.workspace import TRASH_MS
from flow_builder.errors import FlowBuilderError
from flow_builder.services.app import App
from flow_builder.services.purge import purge_workspaces

_LOOK_EVERY_S = 3_600.0

log = logging.getLogger(__name__)


class Trash:
    """Empties the trash, now and every hour."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins."""
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Ends; what is half removed goes on at the next start."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                await remove_discarded(self._app)
            except FlowBuilderError as error:
                log.warning("deleted workspaces stay for now: %s (%s)", error.message, error.code)
            await asyncio.sleep(_LOOK_EVERY_S)


async def remove_discarded(app: App) -> int:
    """Removes workspaces that nobody may restore any more, with all that is theirs; returns how many those were."""
    removed = 0
    while found := await app.stores.workspaces.discarded(now() - TRASH_MS):
        await purge_workspaces(app, [each.id for each in found])
        for each in found:
            await app.stores.workspaces.forget(each.id)
        removed += len(found)
    return removed
