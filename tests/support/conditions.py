"""Waiting for conditions, for tests."""

import asyncio
from collections.abc import Callable


async def until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Returns once `holds` is true; TimeoutError after so many seconds."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)
