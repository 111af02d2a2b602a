"""What a host does by itself, beside everything else and again and again, until it closes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from flow_builder.errors import FlowBuilderError

log = logging.getLogger(__name__)

TROUBLE_S = 60.0


class BackgroundJob:
    """Work that is done over and over, at first at once; each time it says how many seconds to rest.

    A failure ends nothing: it goes to the log, and the work is tried again.

    Args:
        work: Does it once and returns the pause until the next time, in seconds.
        trouble: What a failure means, for the log, such as `schedules have to wait`.
        trouble_s: Pause after a failure, in seconds.
        wake: Ends a pause when it is set; it is cleared before the work begins.
    """

    def __init__(
        self,
        work: Callable[[], Awaitable[float]],
        trouble: str,
        *,
        trouble_s: float = TROUBLE_S,
        wake: asyncio.Event | None = None,
    ) -> None:
        self._work = work
        self._trouble = trouble
        self._trouble_s = trouble_s
        self._wake = wake or asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._awake_at = 0.0

    def start(self) -> None:
        """Begins."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def close(self) -> None:
        """Ends, also in the middle of the work; one that never began, or has ended, stays as it is."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def is_alive(self, late_s: float) -> bool:
        """Tells whether it works or rests, and has not been in the middle of one round for longer than that."""
        if self._task is None or self._task.done():
            return False
        return asyncio.get_running_loop().time() < self._awake_at + late_s

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self._wake.clear()
            self._awake_at = loop.time()
            pause = await self._once()
            self._awake_at = loop.time() + pause
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()

    async def _once(self) -> float:
        try:
            return await self._work()
        except FlowBuilderError as error:
            log.warning("%s: %s (%s)", self._trouble, error.message, error.code)
        except Exception:
            log.exception(self._trouble)
        return self._trouble_s
