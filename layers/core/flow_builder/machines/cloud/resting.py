"""A run whose parts all wait is `waiting`: its time stands still, and others get its slot."""

from contextlib import suppress

from flow_builder.domain.ids import now
from flow_builder.domain.status import Status
from flow_builder.domain.step import parse_path
from flow_builder.errors import Conflict
from flow_builder.machines.cloud.call import Call
from flow_builder.machines.cloud.standstill import Standstill
from flow_builder.machines.cloud.wire import Said

_WAITS = frozenset({"hold", "timer"})
_MOST_PAUSES = 500
"""A run that had more of them stays `running` while it waits: to look at all of them each time is too much."""


async def before(call: Call) -> None:
    """Lets a run go on that waited, when something of it is to be done."""
    if call.run.status is Status.WAITING and call.ask.do not in ("pause", "hold"):
        await _wake(call)


async def after(call: Call, said: Said) -> None:
    """Makes a run wait, or go on, by what a call has answered."""
    if call.ask.do == "finish" or not call.plan.pauses:
        return
    if call.ask.do == "pause" and said["go"] not in _WAITS:
        await _wake(call)
    if await _has_come_to_rest(call, said):
        await _rest(call)


async def _has_come_to_rest(call: Call, said: Said) -> bool:
    if call.plan.is_linear:
        return said["go"] in _WAITS
    return call.ask.do != "hold" and await _all_wait(call)


async def _wake(call: Call) -> None:
    with suppress(Conflict):
        call.run = await call.services.runs.change(call.run.workspace, call.run.id, Status.RUNNING, {})
        await call.progress.wake(now())
        call.journal.emit("run.running")
        if call.services.admission is not None:
            await call.services.admission.slots.force(call.run)


async def _rest(call: Call) -> None:
    with suppress(Conflict):
        call.run = await call.services.runs.change(call.run.workspace, call.run.id, Status.WAITING, {})
        await call.progress.rest(now())
        call.journal.emit("run.waiting")
        if call.services.admission is not None:
            await call.services.admission.leave(call.run)


async def _all_wait(call: Call) -> bool:
    """Tells whether nothing of a run is under way but what waits, by what is recorded."""
    runs, run = call.services.runs, call.run
    tokens = await runs.pauses_of(run.workspace, run.id)
    if not tokens or len(tokens) > _MOST_PAUSES:
        return False
    found = await runs.pauses_by_token(tokens)
    opened = [(each["node"], parse_path(each["path"])) for each in found if each["status"] == "open"]
    if not opened:
        return False
    await call.journal.flush()  # what this call has skipped counts, too
    return await Standstill(call, await runs.records(run.workspace, run.id), opened).holds()
