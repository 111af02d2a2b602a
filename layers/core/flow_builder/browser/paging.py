"""Goes through a list that spans pages, reading the rows of each."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin

from flow_builder.browser.extraction import read_rows
from flow_builder.browser.fields import FieldSpec
from flow_builder.browser.row_watch import CHANGE_SECONDS, Look, RowWatch
from flow_builder.browser.session import Session
from flow_builder.browser.targets import Targets
from flow_builder.errors import NodeError

Ended = Literal["last_page", "nothing_new", "end_mark", "max_pages", "max_items", "max_seconds"]
"""Why paging stopped."""

_FIRST_ERROR_STATUS = 400
_IDLE_SCREENS = 20
"""Screens without new rows after which a page that scrolls for ever counts as read."""
_SCREEN_SECONDS = 0.5
"""Time that other rows have to show after a screen's scroll, when there is further to go."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What to read from each row, and when to stop. Times are seconds."""

    row: Targets
    fields: Sequence[FieldSpec]
    max_pages: int
    max_items: int | None = None
    max_seconds: float | None = None
    until: Targets | None = None
    """The end is where this element is visible."""
    unique_by: str | None = None
    locale: str | None = None
    delay_s: float = 0
    timeout_s: float = 30


class Paging:
    """One walk through the pages; `items` and `pages` grow as it goes."""

    def __init__(self, session: Session, rules: Rules, on_page: Callable[[int, int, int], None]) -> None:
        self._session = session
        self._rules = rules
        self._on_page = on_page
        self._watch = RowWatch(session, rules.row, until=rules.until, timeout_s=rules.timeout_s)
        self._started = self._now()
        self._seen: set[str] = set()
        self._seen_pages: set[bytes] = set()
        self._read = 0
        self._look: Look = {}
        self.items: list[dict[str, Any]] = []
        self.pages = 0

    async def by_next_button(self, target: Targets) -> Ended:
        """Clicks to the next page until the button is gone or disabled, or leads to rows read before."""
        await self._take()
        while not (over := await self._over()):
            await self._pause()
            before = await self._watch.look()
            if not await self._click(target) or not await self._watch.changed(before):
                return "last_page"
            if not await self._take():
                return "nothing_new"
        return over

    async def by_load_more(self, target: Targets) -> Ended:
        """Clicks until the button is gone or disabled, or adds no rows."""
        await self._take()
        while not (over := await self._over(growing=True)):
            await self._pause()
            if not await self._click(target):
                return "last_page"
            if not await self._watch.grown(self._has_more, self._rules.timeout_s) or not await self._take(added=True):
                return await self._over(growing=True) or "nothing_new"
        return over

    async def by_scrolling(self, settle_s: float) -> Ended:
        """Scrolls to the end until no rows are added within `settle_s` seconds."""
        await self._take()
        while not (over := await self._over(growing=True)):
            await self._pause()
            await self._watch.scroll(screen=False)
            grown = await self._watch.grown(self._has_more, settle_s, scrolling=True)
            if not grown or not await self._take(added=True):
                return await self._over(growing=True) or "nothing_new"
        return over

    async def by_screens(self, settle_s: float) -> Ended:
        """Scrolls a screen at a time, for lists that drop rows out of sight, until the end brings nothing new."""
        await self._take()
        idle = 0
        while not (over := await self._over(growing=True)):
            await self._pause()
            moved = await self._watch.scroll(screen=True)
            patience = min(settle_s, _SCREEN_SECONDS) if moved else settle_s
            grown = await self._watch.grown(self._has_more, patience)
            new = await self._take(added=True) if grown else 0
            idle = 0 if new else idle + 1
            if idle and (not moved or idle > _IDLE_SCREENS):
                return await self._over(growing=True) or "nothing_new"
        return over

    async def by_address(self, url: str, start: int, step: int) -> Ended:
        """Opens one numbered address after the other until one answers with an error, has no rows or known ones."""
        while not (over := await self._over()):
            if self.pages:
                await self._pause()
            address = url.replace("{page}", str(start + self.pages * step))
            visit = await self._session.goto(urljoin(self._session.url, address), timeout_s=self._rules.timeout_s)
            if visit.status is not None and visit.status >= _FIRST_ERROR_STATUS:
                return await self._stopped_by(visit.status, visit.url)
            if not await self._take(allow_empty=self.pages > 0):
                return "nothing_new"
        return over

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
        recycle their rows replace old ones. Without `added`, a page with the rows of an earlier one brings nothing.
        """
        rules = self._rules
        skip = self._read if added and rules.unique_by is None else 0
        rows = await read_rows(
            self._session,
            rules.row,
            rules.fields,
            skip=skip,
            locale=rules.locale,
            timeout_s=min(rules.timeout_s, CHANGE_SECONDS) if allow_empty else rules.timeout_s,
            allow_empty=allow_empty,
        )
        self._read = skip + len(rows)
        self._look = await self._watch.look() if rules.unique_by is not None and rows else {}
        new = [] if not added and self._is_known_page(rows) else [row for row in rows if self._is_new(row)]
        if new or not self.pages:
            self.pages += 1
        self.items.extend(new)
        if rules.max_items is not None:
            del self.items[rules.max_items :]
        self._on_page(self.pages, len(new), len(self.items))
        return len(new)

    def _is_known_page(self, rows: list[dict[str, Any]]) -> bool:
        digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode("utf-8", "surrogatepass")).digest()
        known = digest in self._seen_pages
        self._seen_pages.add(digest)
        return known

    def _is_new(self, row: dict[str, Any]) -> bool:
        if self._rules.unique_by is None:
            return True
        key = json.dumps(row[self._rules.unique_by], sort_keys=True)
        known = key in self._seen
        self._seen.add(key)
        return not known

    def _has_more(self, look: Look) -> bool:
        """Tells whether there are rows that were not read; with `unique_by`, whether the rows look different."""
        return look["count"] > self._read or (self._rules.unique_by is not None and look != self._look)

    async def _over(self, *, growing: bool = False) -> Ended | None:
        """Returns why to stop, if so; `growing` lists are read to their end when its mark shows."""
        if self.pages and await self._watch.is_over():
            if growing and self._has_more(await self._watch.look()):
                await self._take(added=True)
            return "end_mark"
        rules = self._rules
        if rules.max_items is not None and len(self.items) >= rules.max_items:
            return "max_items"
        if self.pages >= rules.max_pages:
            return "max_pages"
        late = rules.max_seconds is not None and self._now() - self._started >= rules.max_seconds
        return "max_seconds" if late else None

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    async def _pause(self) -> None:
        if self._rules.delay_s:
            await asyncio.sleep(self._rules.delay_s)

    async def _click(self, target: Targets) -> bool:
        """Clicks the button; tells whether there is one that can be clicked."""
        timeout_ms = self._rules.timeout_s * 1_000
        button = await self._session.first_usable(target)
        if button is None:  # a page still loading may yet bring it
            with self._session.acting("load the page"):
                await self._session.page.wait_for_load_state("load", timeout=timeout_ms)
            button = await self._session.first_usable(target)
        if button is None:
            return False
        with self._session.acting("go on", target):
            await self._session.hand.click(button, timeout_ms=timeout_ms)
        return True
