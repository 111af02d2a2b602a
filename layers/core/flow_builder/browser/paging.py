"""Goes through a list that spans pages, reading the rows of each."""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any, Literal
from urllib.parse import urljoin

from flow_builder.browser.extraction import read_rows
from flow_builder.browser.fields import FieldSpec
from flow_builder.browser.scripts import script
from flow_builder.browser.session import Session
from flow_builder.browser.targets import Targets
from flow_builder.browser.text import parse
from flow_builder.errors import NodeError

Ended = Literal["last_page", "nothing_new", "max_pages", "max_items"]
"""Why paging stopped."""

_FIRST_ERROR_STATUS = 400
_CHANGE_SECONDS = 10.0
"""Time a click has to show other rows before the page counts as the last; steps may give less."""


class Paging:
    """One walk through the pages; `items` and `pages` grow as it goes."""

    def __init__(
        self,
        session: Session,
        row: Targets,
        fields: Sequence[FieldSpec],
        *,
        max_pages: int,
        max_items: int | None,
        unique_by: str | None,
        delay_s: float,
        timeout_s: float,
        on_page: Callable[[int, int, int], None],
    ) -> None:
        self._session = session
        self._row = row
        self._fields = fields
        self._max_pages = max_pages
        self._max_items = max_items
        self._unique_by = unique_by
        self._delay_s = delay_s
        self._timeout_s = timeout_s
        self._on_page = on_page
        self._seen: set[str] = set()
        self._read = 0
        self._look: dict[str, Any] = {}
        self.items: list[dict[str, Any]] = []
        self.pages = 0

    async def by_next_button(self, target: Targets) -> Ended:
        """Clicks to the next page until the button is gone or disabled, or shows the same rows again."""
        await self._take()
        while not (full := self._full()):
            await self._pause()
            before = await self._fingerprint()
            if not await self._click(target) or not await self._changed(before, self._timeout_s):
                return "last_page"
            if not await self._take():
                return "nothing_new"
        return full

    async def by_load_more(self, target: Targets) -> Ended:
        """Clicks until the button is gone or disabled, or adds no rows."""
        await self._take()
        while not (full := self._full()):
            await self._pause()
            if not await self._click(target):
                return "last_page"
            if not await self._grown(self._timeout_s) or not await self._take(added=True):
                return "nothing_new"
        return full

    async def by_scrolling(self, settle_s: float) -> Ended:
        """Scrolls to the end until no rows are added within `settle_s` seconds."""
        await self._take()
        while not (full := self._full()):
            await self._pause()
            await self._scroll()
            if not await self._grown(settle_s) or not await self._take(added=True):
                return "nothing_new"
        return full

    async def by_address(self, url: str, start: int, step: int) -> Ended:
        """Opens one numbered address after the other until one answers with an error or has no rows."""
        while not (full := self._full()):
            if self.pages:
                await self._pause()
            address = url.replace("{page}", str(start + self.pages * step))
            visit = await self._session.goto(urljoin(self._session.url, address), timeout_s=self._timeout_s)
            if visit.status is not None and visit.status >= _FIRST_ERROR_STATUS:
                return await self._stopped_by(visit.status, visit.url)
            if not await self._take(allow_empty=self.pages > 0):
                return "nothing_new"
        return full

    async def _stopped_by(self, status: int, url: str) -> Ended:
        if self.pages and status in (404, 410):
            return "last_page"
        raise NodeError(
            f"Page {self.pages + 1} came with status {status}.",
            code="browser.http_error",
            retryable=status >= 500 or status == 429,  # noqa: PLR2004 - HTTP's own
            details={"url": url, "status": status},
        )

    async def _take(self, *, added: bool = False, allow_empty: bool = False) -> int:
        """Reads the page's rows and returns how many were new.

        With `added` only those after the ones read before; but all of them with `unique_by`, since pages that
        recycle their rows replace old ones.
        """
        skip = self._read if added and self._unique_by is None else 0
        rows = await read_rows(
            self._session,
            self._row,
            self._fields,
            skip=skip,
            timeout_s=min(self._timeout_s, _CHANGE_SECONDS) if allow_empty else self._timeout_s,
            allow_empty=allow_empty,
        )
        self._read = skip + len(rows)
        self._look = await self._fingerprint() if self._unique_by is not None else {}
        new = [row for row in rows if self._is_new(row)]
        if new or not self.pages:
            self.pages += 1
        self.items.extend(new)
        if self._max_items is not None:
            del self.items[self._max_items :]
        self._on_page(self.pages, len(new), len(self.items))
        return len(new)

    def _is_new(self, row: dict[str, Any]) -> bool:
        if self._unique_by is None:
            return True
        key = json.dumps(row[self._unique_by], sort_keys=True)
        known = key in self._seen
        self._seen.add(key)
        return not known

    def _full(self) -> Ended | None:
        if self._max_items is not None and len(self.items) >= self._max_items:
            return "max_items"
        return "max_pages" if self.pages >= self._max_pages else None

    async def _pause(self) -> None:
        if self._delay_s:
            await asyncio.sleep(self._delay_s)

    async def _click(self, target: Targets) -> bool:
        """Clicks the button; tells whether there is one that can be clicked."""
        button = await self._session.first_usable(target)
        if button is None:  # a page still loading may yet bring it
            with self._session.acting("load the page"):
                await self._session.page.wait_for_load_state("load", timeout=self._timeout_s * 1_000)
            button = await self._session.first_usable(target)
        if button is None:
            return False
        with self._session.acting("go on", target):
            await button.click(timeout=self._timeout_s * 1_000)
        return True

    async def _scroll(self) -> None:
        locator = await self._session.find(self._row, "scroll", self._timeout_s)
        with self._session.acting("scroll", self._row):
            await locator.last.evaluate(script("scroll"))

    async def _fingerprint(self) -> dict[str, Any]:
        """Returns what the rows look like now, to notice that others have come."""
        text = await self._session.on_matches("read the rows", self._row, script("fingerprint"))
        if text is None:
            locator = await self._session.find(self._row, "read the rows", self._timeout_s)
            with self._session.acting("read the rows", self._row):
                text = await locator.evaluate_all(script("fingerprint"))
        look: dict[str, Any] = parse(text)
        return look | {"visits": self._session.visits}

    async def _changed(self, before: dict[str, Any], timeout_s: float) -> bool:
        """Waits until the rows look different; tells whether they did in time."""

        def other(now: dict[str, Any]) -> bool:
            return now != before and bool(now["count"] or now["visits"] != before["visits"])

        return await self._wait_until(other, timeout_s)

    async def _grown(self, timeout_s: float) -> bool:
        """Waits until there are rows that were not read; with `unique_by`, until the rows look different."""
        last = self._look

        def other(now: dict[str, Any]) -> bool:
            return now["count"] > self._read or (self._unique_by is not None and now != last)

        return await self._wait_until(other, timeout_s)

    async def _wait_until(self, holds: Callable[[dict[str, Any]], bool], timeout_s: float) -> bool:
        loop = asyncio.get_running_loop()
        end = loop.time() + min(timeout_s, _CHANGE_SECONDS)
        pause = 0.005
        while not holds(await self._fingerprint()):
            if loop.time() >= end:
                return False
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.1)
        with self._session.acting("load the page"):  # rows must not be read while they are still arriving
            await self._session.page.wait_for_load_state("domcontentloaded", timeout=self._timeout_s * 1_000)
        return True
