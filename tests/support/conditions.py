"""Waiting for conditions, for tests."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Returns once `holds` is true; TimeoutError after so many seconds."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)


async def eventually(look: Callable[[], Awaitable[T]], seconds: float = 20) -> T:
    """Returns the first true result of `look`; TimeoutError after so many seconds."""
    async with asyncio.timeout(seconds):
        while not (found := await look()):
            await asyncio.sleep(0.01)
    return found
