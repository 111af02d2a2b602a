"""Whether a host can do its work now: what it needs is looked at, one thing after the other."""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from flow_builder.browser.launch import find_chromium
from flow_builder.domain.ids import now
from flow_builder.errors import FlowBuilderError
from flow_builder.lanes.processes import ProcessLane
from flow_builder.services.app import App
from flow_builder.settings import to_environment
from flow_builder.store.table import Update

MIN_FREE_BYTES = 100 * 1024 * 1024
"""With less room left the disk counts as full: runs would stop soon."""
_LONGEST_S = 5.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a host needs; `message` says what is wrong with it."""

    name: str
    ok: bool
    message: str = ""


async def look(app: App) -> list[Check]:
    """Returns all checks, within five seconds each."""
    checks: dict[str, Callable[[App], Awaitable[str]]] = {
        "store": _store,
        "disk": _disk,
        "browser_workers": _workers,
        "clock": _clock,
    }
    return [await _checked(app, name, check) for name, check in checks.items()]


async def _checked(app: App, name: str, check: Callable[[App], Awaitable[str]]) -> Check:
    try:
        async with asyncio.timeout(_LONGEST_S):
            message = await check(app)
    except TimeoutError:
        message = f"It did not answer within {_LONGEST_S:g} s."
    except FlowBuilderError as error:
        message = f"{error.message} ({error.code})"
    except OSError as error:
        message = f"{error.strerror or error}."
    return Check(name, not message, message)


async def _store(app: App) -> str:
    await app.stores.runs.table.update(Update("HOST", "READY", set={"at": now()}))
    return ""


async def _disk(app: App) -> str:
    free = shutil.disk_usage(app.settings.data).free
    return (
        "" if free >= MIN_FREE_BYTES else f"{free // 1024**2} MiB are free; {MIN_FREE_BYTES // 1024**2} MiB are needed."
    )


async def _workers(app: App) -> str:
    lane = app.machine.lane
    if not isinstance(lane, ProcessLane):
        return ""  # a host without browser workers is asked for no pages
    find_chromium({**os.environ, **to_environment(app.settings)})
    return lane.trouble


async def _clock(app: App) -> str:
    return "" if app.clock.running else "The clock does not look at schedules."
