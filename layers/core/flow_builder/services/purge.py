"""Removes workspaces with everything in them, whatever it is and whoever stored it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection

from flow_builder.services.app import App
from flow_builder.store.ownership import belongs, flow_of
from flow_builder.store.table import Delete, Item, Key

_BATCH = 50
_PAGE = 500
_PASSES = 10
_PATIENCE_S = 30.0
"""For runs to end that were canceled, and for what follows from their ends."""
_LOOK_EVERY_S = 0.05

log = logging.getLogger(__name__)


async def purge_workspaces(app: App, workspaces: Collection[str], also: Collection[str] = ()) -> int:
    """Removes all that these workspaces hold, and returns how many items those were; `also` are people who go along.

    Nobody may get in any more when it is called. Runs are canceled first; what they still write meanwhile is found by
    another pass over the table, until a pass finds nothing. One call for many workspaces costs hardly more than for one.
    """
    owners = {*workspaces, *also}
    await _end_runs(app, owners)
    for workspace in workspaces:
        await _forget_flows(app, workspace)
        await app.stores.market.forget(workspace)  # what it rated is counted elsewhere
    removed = 0
    for _ in range(_PASSES):
        keys = [key async for key in _found(app, owners)]
        removed += len(keys)
        for workspace in workspaces:
            await _delete_blobs(app, workspace)
        # A workspace's own record last: should the host die meanwhile, that one says that there is more to remove.
        await _delete(app, sorted(keys, key=lambda key: key[0].startswith("WS#")))
        app.stores.flows.generation += 1  # an address that was just called leads to nothing any more
        if not keys:
            return removed
    log.warning("somebody still writes to a workspace that is being removed")
    return removed


async def _forget_flows(app: App, workspace: str) -> None:
    """Removes what executes flows, which is outside of the table: it cannot be found when their records are gone."""
    for deleted in (False, True):
        cursor: str | None = None
        while True:
            found, cursor = await app.stores.flows.find(workspace, deleted=deleted, limit=_PAGE, cursor=cursor)
            for flow in found:
                await app.machine.forget(workspace, flow.id)
            if cursor is None:
                break


async def _found(app: App, owners: set[str]) -> AsyncIterator[Key]:
    """Yields keys of what is theirs; flows found on the way become owners, since their addresses name them alone."""
    flows_before = -1
    seen: set[Key] = set()
    while flows_before != len(owners):
        flows_before = len(owners)
        async for item in _all(app):
            if (item.pk, item.sk) not in seen and belongs(item, owners):
                seen.add((item.pk, item.sk))
                owners.update(filter(None, [flow_of(item)]))
                yield item.pk, item.sk


async def _all(app: App) -> AsyncIterator[Item]:
    cursor: str | None = None
    while True:
        page = await app.stores.guests.table.scan(limit=_PAGE, cursor=cursor)
        for item in page.items:
            yield item
        if (cursor := page.cursor) is None:
            return
        await asyncio.sleep(0)  # those who wait for answers go first


async def _delete(app: App, keys: list[Key]) -> None:
    for start in range(0, len(keys), _BATCH):
        await app.stores.guests.table.write(*(Delete(*key) for key in keys[start : start + _BATCH]))


async def _delete_blobs(app: App, workspace: str) -> None:
    blobs = app.stores.artifacts.blobs
    for key in [key async for key in blobs.keys(f"{workspace}/")]:
        await blobs.delete(key)


async def _end_runs(app: App, owners: Collection[str]) -> None:
    """Cancels what runs, and waits until its end was told to all whom it concerns."""
    deadline = asyncio.get_running_loop().time() + _PATIENCE_S
    while under_way := [each async for each in app.stores.runs.active() if each[0] in owners]:
        for workspace, run, _ in under_way:
            await app.machine.cancel_quietly(workspace, run)
        if asyncio.get_running_loop().time() > deadline:
            log.warning("%d runs of workspaces that are removed have not ended", len(under_way))
            return
        await asyncio.sleep(_LOOK_EVERY_S)
