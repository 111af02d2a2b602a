"""The tabs of a session: its pages in the order in which they were opened. Steps act on the current one."""

import re
from typing import TYPE_CHECKING, Any

from playwright.async_api import Error, Page

from flow_builder.errors import LimitExceeded, NodeError

if TYPE_CHECKING:
    from flow_builder.browser.session import Session

MAX_TABS = 50
"""Tabs of one session."""


def pages(session: "Session") -> list[Page]:
    """Returns the open pages, oldest first; popups are among them."""
    return [page for page in session.context.pages if not page.is_closed()]


async def listed(session: "Session") -> list[dict[str, Any]]:
    """Returns `{"index", "url", "title", "current"}` of every tab."""
    return [
        {"index": index, "url": page.url, "title": await _title(page), "current": page is session.page}
        for index, page in enumerate(pages(session))
    ]


async def add(session: "Session") -> None:
    """Opens an empty tab and makes it the current one; LimitExceeded `browser.tabs`."""
    if len(pages(session)) >= MAX_TABS:
        raise LimitExceeded(f"A session can have {MAX_TABS} tabs.", code="browser.tabs", hint="Close some first.")
    with session.acting("open a tab"):
        session.use(await session.context.new_page())


async def find(
    session: "Session", *, index: int | None = None, url: str | None = None, title: str | None = None
) -> Page | None:
    """Returns the newest tab that fits: by place (from 0; -1 is the newest), or by pattern with `*` for any text."""
    there = pages(session)
    if index is not None:
        return there[index] if -len(there) <= index < len(there) else None
    for page in reversed(there):
        if (url is None or _fits(url, page.url)) and (title is None or _fits(title, await _title(page))):
            return page
    return None


async def close(session: "Session", page: Page) -> None:
    """Closes a tab; the newest of the others becomes the current one if it was that. The last one stays.

    Raises NodeError `browser.last_tab`.
    """
    others = [each for each in pages(session) if each is not page]
    if not others:
        raise NodeError(
            "The last tab of a session cannot be closed.",
            code="browser.last_tab",
            hint="Close the session itself with browser.close.",
        )
    if page is session.page:
        session.use(others[-1])
    with session.acting("close the tab"):
        await page.close()


def _fits(pattern: str, text: str) -> bool:
    """Tells whether a text fits a pattern as a whole, or holds it if there is no `*` in it."""
    if "*" not in pattern:
        return pattern.casefold() in text.casefold()
    parts = (re.escape(each) for each in pattern.split("*"))
    return re.fullmatch(".*".join(parts), text, re.DOTALL | re.IGNORECASE) is not None


async def _title(page: Page) -> str:
    try:
        return await page.title()
    except Error:
        return ""  # it is closing, or crashed
