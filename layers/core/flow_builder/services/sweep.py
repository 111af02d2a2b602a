"""What a host without processes of its own does every few minutes, instead of jobs that rest and wake up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from flow_builder.domain.ids import now
from flow_builder.domain.schedule import Schedule
from flow_builder.errors import FlowBuilderError
from flow_builder.services import audit, credential_upkeep, guests, schedules, trash
from flow_builder.services.app import App
from flow_builder.services.deliveries import Deliveries

log = logging.getLogger(__name__)

_ABANDONED_MS = 15 * 60 * 1_000
"""A change that is under way for longer belonged to a process that ended: no function runs for so long."""
_AT_ONCE = 16

Work = Callable[[App], Awaitable[int]]


async def sweep(app: App, *more: tuple[str, Work]) -> dict[str, int]:
    """Does what is due, each part whatever becomes of the others; returns how much each did, -1 for one that failed."""
    parts: tuple[tuple[str, Work], ...] = (
        ("schedules", missed_schedules),
        ("guests", guests.remove_ended),
        ("trash", trash.remove_discarded),
        ("mails", lambda app: app.mail.carry_due()),
        ("credentials", _credentials),
        ("audit", lambda app: audit.catch_up(app, now() - _ABANDONED_MS)),
        ("notifications", lambda app: Deliveries(app).deliver_due()),
        *more,
    )
    return {name: await _counted(name, work, app) for name, work in parts}


async def _counted(name: str, work: Work, app: App) -> int:
    try:
        return await work(app)
    except FlowBuilderError as error:
        log.warning("sweep: %s have to wait: %s (%s)", name, error.message, error.code)
    except Exception:
        log.exception("sweep: %s have to wait", name)
    return -1


async def missed_schedules(app: App) -> int:
    """Looks at all schedules that are due and whose call did not come; returns how many."""
    looked = 0
    while due := await app.stores.schedules.due(now(), _AT_ONCE):
        results = await asyncio.gather(*(_look(app, each) for each in due), return_exceptions=True)
        looked += len(due)
        if errors := [each for each in results if isinstance(each, BaseException)]:
            raise errors[0]
    return looked


async def _look(app: App, schedule: Schedule) -> None:
    await app.clock.put(await schedules.look(app, schedule))


async def _credentials(app: App) -> int:
    await app.stores.credentials.flush()
    return await credential_upkeep.remind(app, now())
