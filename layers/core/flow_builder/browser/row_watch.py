"""Notices when a list's rows change or grow, and makes them do so by scrolling."""

import asyncio
from collections.abc import Callable
from typing import Any

from flow_builder.browser.hand import Direct
from flow_builder.browser.scripts import script
from flow_builder.browser.scrolling import scroll_to_end
from flow_builder.browser.session import Session
from flow_builder.browser.targets import Targets
from flow_builder.browser.text import parse

Look = dict[str, Any]
"""What the rows look like: their number, the first and the last, and how many documents there have been."""

CHANGE_SECONDS = 10.0
"""Time that other rows have to show before the page counts as the last; steps may give less."""
_STEADY_SECONDS = 0.03
_SCROLL_SECONDS = 0.5


class RowWatch:
    """The rows of one list on the session's page."""

    def __init__(self, session: Session, row: Targets, *, until: Targets | None, timeout_s: float) -> None:
        self._session = session
        self._row = row
        self._until = until
        self._timeout_s = timeout_s

    async def look(self) -> Look:
        """Returns what the rows look like now."""
        look: Look = parse(await self._on_rows("fingerprint", None))
        return look | {"visits": self._session.visits}

    async def scroll(self, *, screen: bool) -> bool:
        """Scrolls to the end of what the rows lie in, or by a screen; tells whether anything moved."""
        if not screen and not isinstance(self._session.hand, Direct):
            await scroll_to_end(self._session, None, "bottom", self._timeout_s)
        return bool(await self._on_rows("scroll", {"screen": screen}))

    async def is_over(self) -> bool:
        """Tells whether the element is visible that marks the end."""
        return self._until is not None and await self._session.first_usable(self._until) is not None

    async def changed(self, before: Look) -> bool:
        """Waits until the rows look different; tells whether they did in time."""

        def other(now: Look) -> bool:
            return now != before and bool(now["count"] or now["visits"] != before["visits"])

        return await self._wait_until(other, self._timeout_s)

    async def grown(self, holds: Callable[[Look], bool], timeout_s: float, *, scrolling: bool = False) -> bool:
        """Waits until a condition holds for the rows; tells whether it did in time, or before the end showed.

        `scrolling` goes to the end again now and then, for what has come meanwhile may have moved it.
        """
        return await self._wait_until(holds, timeout_s, scrolling=scrolling, may_end=True)

    async def _on_rows(self, name: str, argument: Any) -> Any:
        found = await self._session.on_matches("read the rows", self._row, script(name), argument)
        if found is None:
            locator = await self._session.find(self._row, "read the rows", self._timeout_s)
            with self._session.acting("read the rows", self._row):
                found = await locator.evaluate_all(script(name), argument)
        return found

    async def _wait_until(
        self, holds: Callable[[Look], bool], timeout_s: float, *, scrolling: bool = False, may_end: bool = False
    ) -> bool:
        loop = asyncio.get_running_loop()
        end = loop.time() + min(timeout_s, CHANGE_SECONDS)
        pause, scroll_at = 0.005, loop.time() + _SCROLL_SECONDS
        while not holds(look := await self.look()):
            if loop.time() >= end or (may_end and await self.is_over() and not holds(await self.look())):
                return False
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.1)
            if scrolling and loop.time() >= scroll_at:
                scroll_at += _SCROLL_SECONDS
                await self.scroll(screen=False)
        await self._settled(look)
        return True

    async def _settled(self, look: Look) -> None:
        """Waits until the rows have stopped arriving."""
        with self._session.acting("load the page"):
            await self._session.page.wait_for_load_state("domcontentloaded", timeout=self._timeout_s * 1_000)
        loop = asyncio.get_running_loop()
        end = loop.time() + self._timeout_s
        while loop.time() < end:
            await asyncio.sleep(_STEADY_SECONDS)
            if look == (look := await self.look()):
                return
