"""New versions that a part of the runs tries out: taken back when they fail, the live one when they prove themselves."""

import logging

from flow_builder.domain.event import Event
from flow_builder.domain.flow import CanaryView, Flow
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.errors import Conflict, NotFound
from flow_builder.services.app import App
from flow_builder.services.ends import Taker
from flow_builder.store.flows import is_over

log = logging.getLogger(__name__)

_TRIES = 5


async def shared(app: App, flow: Flow) -> None:
    """Lets what executes a flow know how its runs are shared between versions."""
    if flow.canary is not None:
        percent = flow.canary.percent
        weights = [(flow.canary.stable, 100 - percent), (flow.canary.version, percent)]
    elif (number := flow.live or flow.version) is not None:
        weights = [(number, 100)]
    else:
        return
    await app.machine.share(flow.workspace, flow.id, weights)


async def promote(app: App, workspace: str, flow: str) -> Flow:
    """Lets all runs execute the version that is tried out; NotFound, Conflict `canary.none`."""
    return await _end(app, await _tried(app, workspace, flow), promoted=True, reason="promoted")


async def withdraw(app: App, workspace: str, flow: str) -> Flow:
    """Lets no run execute the version that is tried out any more; NotFound, Conflict `canary.none`."""
    return await _end(app, await _tried(app, workspace, flow), promoted=False, reason="withdrawn")


async def status(app: App, workspace: str, flow: str) -> CanaryView:
    """Returns the version that is tried out and how it does; NotFound, Conflict `canary.none`."""
    found = await _tried(app, workspace, flow)
    assert found.canary is not None
    tried = await app.stores.flows.tally(found, found.canary.version)
    others = await app.stores.flows.tally(found, found.canary.stable)
    return CanaryView(**found.canary.model_dump(), tried=tried, others=others)


async def _tried(app: App, workspace: str, flow: str) -> Flow:
    found = await app.stores.flows.get(workspace, flow)
    if found.canary is None:
        raise Conflict("No version of the flow is being tried out.", code="canary.none")
    return found


async def _end(app: App, flow: Flow, *, promoted: bool, reason: str) -> Flow:
    assert flow.canary is not None
    number = flow.canary.version
    ended = await app.stores.flows.end_canary(flow, promote=promoted)
    await shared(app, ended)
    said = {"name": flow.name, "rev": ended.rev, "canary": reason, "version": number}
    app.bus.publish(Event(type="FlowUpdated", workspace=flow.workspace, subject=flow.id, data=said))
    return ended


def taker(app: App) -> Taker:
    """Returns what counts the runs of a version that is tried out, and ends that when it is known how it does."""

    async def take(run: Run) -> None:
        for _ in range(_TRIES):
            try:
                await _count(app, await app.stores.flows.get(run.workspace, run.flow), run)
            except NotFound:
                return  # in the trash
            except Conflict:
                continue  # somebody saves the flow at this moment
            else:
                return
        raise Conflict(f"The flow {run.flow} changes too often.", code="flow.changed")

    return Taker("the version that is tried out", lambda run: run.version is not None and run.only is None, take)


async def _count(app: App, flow: Flow, run: Run) -> None:
    tried, version = flow.canary, run.version
    if tried is None or version not in (tried.version, tried.stable) or run.status is Status.CANCELED:
        return
    if is_over(tried):
        await _end(app, flow, promoted=True, reason="lasted")
        return
    await app.stores.flows.count_canary(flow, version, run.id, failed=run.status is not Status.SUCCEEDED)
    if version != tried.version:
        return
    tally = await app.stores.flows.tally(flow, version)
    if tally.failed >= tried.failures:
        log.warning("version %d of flow %s failed %d times and is taken back", version, flow.id, tally.failed)
        await _end(app, flow, promoted=False, reason="failed")
    elif tried.successes is not None and tally.succeeded >= tried.successes:
        await _end(app, flow, promoted=True, reason="proved")
