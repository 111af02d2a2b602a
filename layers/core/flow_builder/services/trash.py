"""Workspaces in the trash go for good when their time is over."""

from flow_builder.background import BackgroundJob
from flow_builder.domain.ids import now
from flow_builder.domain.workspace import TRASH_MS
from flow_builder.services.app import App
from flow_builder.services.purge import purge_workspaces

_LOOK_EVERY_S = 3_600.0


def emptying(app: App) -> BackgroundJob:
    """Returns what empties the trash every hour; what is half removed when a host closes goes on at the next start."""

    async def work() -> float:
        await remove_discarded(app)
        return _LOOK_EVERY_S

    return BackgroundJob(work, "deleted workspaces stay for now")


async def remove_discarded(app: App) -> int:
    """Removes workspaces that nobody may restore any more, with all that is theirs; returns how many those were."""
    removed = 0
    while found := await app.stores.workspaces.discarded(now() - TRASH_MS):
        await purge_workspaces(app, [each.id for each in found])
        for each in found:
            await app.stores.workspaces.forget(each.id)
        removed += len(found)
    return removed
