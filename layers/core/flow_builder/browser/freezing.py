"""Taking a session out of the browser as a value, and putting it back: cookies, storage, tabs, and whether it worked."""

import asyncio
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Error, Page, Route

from flow_builder.browser import tabs
from flow_builder.browser.documents import Document
from flow_builder.browser.failures import crashed, first_line
from flow_builder.browser.frozen import Frozen, Likeness, Tab
from flow_builder.browser.locators import any_of, locate
from flow_builder.browser.recovery import Lost, Revival
from flow_builder.browser.scripts import script
from flow_builder.browser.session import Session
from flow_builder.errors import NodeError

_LOOK_SECONDS = 5.0
"""Time for a page to answer; one that hangs is kept without what it did not say."""
_SETTLE_SECONDS = 3.0
"""Time for a page that was opened again to look as it did."""
_POLL_SECONDS = 0.05
_ERROR_STATUS = 400
_HINT = "Go to the page again after the pause, with browser.goto, and log in again if need be."


async def note(session: Session) -> Frozen:
    """Returns what a login needs: the cookies now, and the storage as it was known last. Takes 1 to 2 ms."""
    storage = {"cookies": await session.cookies(), "origins": session.origins}
    return Frozen(opened=session.opened, options=session.options, storage=storage)


async def freeze(session: Session) -> Frozen:
    """Returns the whole session; NodeError `browser.crashed` if its page is gone."""
    if session.crashed or session.page.is_closed():
        raise crashed({"session": session.name})
    storage = await storage_of(session)
    there = tabs.pages(session)
    with session.acting("keep the session"):
        return Frozen(
            opened=session.opened,
            options=session.options,
            storage=storage,
            tabs=tuple([await tab_of(session, page) for page in there]),
            current=there.index(session.page),
            likeness=await likeness(session.page),
            logged_in=await _still_there(session),
        )


async def storage_of(session: Session) -> dict[str, Any]:
    """Returns cookies, and localStorage and IndexedDB by origin, as Playwright takes them back."""
    try:
        return dict(await session.context.storage_state(indexed_db=True))
    except Error as error:
        session.log(f"IndexedDB cannot be kept: {first_line(error.message)}", level="warning")
    with session.acting("keep the session"):
        return dict(await session.context.storage_state())


async def tab_of(session: Session, page: Page) -> Tab:
    """Returns one tab; what a page in the background does not say in 5 s is left out."""
    document = session.documents.of(page)
    found: dict[str, Any] = {}
    try:
        async with asyncio.timeout(_LOOK_SECONDS):
            found = await page.evaluate(script("tab"))
    except (Error, TimeoutError):
        if page is session.page:
            raise
    return Tab(url=page.url, number=document.number, edits=document.edits, trail=tuple(document.trail), **found)


async def likeness(page: Page) -> Likeness:
    """Returns what a page looks like now; nothing when it does not say so in 5 s."""
    try:
        async with asyncio.timeout(_LOOK_SECONDS):
            seen = await page.evaluate(script("likeness"))
    except (Error, TimeoutError):
        return Likeness()
    digest = sha256(seen["text"].encode("utf-8", "replace")).hexdigest()
    return Likeness(title=seen["title"], digest=digest, passwords=seen["passwords"])


async def _still_there(session: Session) -> tuple[Any, ...]:
    """Returns what tells that the login lasts, if the current page shows it; not every page does."""
    if not session.logged_in:
        return ()
    return session.logged_in if await _visible(session, session.logged_in) else ()


async def _visible(session: Session, targets: tuple[Any, ...]) -> bool:
    try:
        return bool(await any_of([locate(session.page, each) for each in targets]).filter(visible=True).count())
    except Error:
        return False


async def thaw(session: Session, plan: Revival) -> None:
    """Opens the pages of a session again, in a fresh one that has its cookies and storage already.

    Raises NodeError `browser.state_lost` when the current page's address leads elsewhere now.
    """
    session.opened = plan.opened
    if plan.frozen is not None:
        session.origins = plan.frozen.storage.get("origins", [])
    if plan.frozen is not None and plan.whole:
        await _open_tabs(session, plan.frozen)
    else:
        await _go(session, Tab(url=plan.url, number=plan.number, edits=plan.edits))
    session.documents.set(session.page, Document(plan.number))


async def _open_tabs(session: Session, frozen: Frozen) -> None:
    there = [session.page, *[await session.context.new_page() for _ in frozen.tabs[1:]]]
    for page, tab in zip(there, frozen.tabs, strict=True):
        if tab is frozen.tab:
            continue
        session.use(page)
        try:
            await _go(session, tab)
        except NodeError as error:
            session.log(f"A tab was not opened again: {error.message}", level="warning", url=tab.url)
    session.use(there[frozen.current])
    await _go(session, frozen.tabs[frozen.current])


async def _go(session: Session, tab: Tab) -> None:
    if tab.url == "about:blank":
        return
    if not tab.url.startswith(("http://", "https://")):
        raise Lost("The page was made by another page and has no address of its own.", details={"url": tab.url[:200]})
    if tab.storage:
        await fill_storage(session, _place(tab.url)[0], tab.storage)
    visit = await session.goto(tab.url)
    if _place(visit.url) != _place(tab.url) or (visit.status or 0) >= _ERROR_STATUS:
        raise Lost(
            f"The page {tab.url} leads to {visit.url} now." if visit.url != tab.url else f"The page {tab.url} is gone.",
            hint=_HINT,
            details={"expected": tab.url, "reached": visit.url, "status": visit.status},
        )


async def fill_storage(session: Session, origin: str, held: dict[str, str]) -> None:
    """Gives the current tab its sessionStorage, on an empty page of the origin that no server is asked for."""

    async def answer(route: Route) -> None:
        await route.fulfill(body="", content_type="text/html")

    page, empty = session.page, f"{origin}/"
    with session.acting("restore the page's storage", url=empty):
        await page.route(empty, answer)
        try:
            await page.goto(empty)
            await page.evaluate("(held) => { for (const key in held) sessionStorage[key] = held[key]; }", held)
        finally:
            await page.unroute(empty, answer)


def each_tab(session: Session, frozen: Frozen) -> Iterator[Tab]:
    """Yields the tabs, each being the one that steps act on meanwhile."""
    there = tabs.pages(session)
    for page, tab in zip(there, frozen.tabs, strict=False):
        session.use(page)
        yield tab
    session.use(there[frozen.current])


async def verify(session: Session, plan: Revival, *, strict: bool) -> None:
    """Sees to it that the current page is the one that was left, once the steps on it have been done again.

    It is if it looks the same. If it does not within 3 s, the same address and title are enough, unless it asks for a
    password now, what told of the login is gone, or, with `strict`, something was done that opening it does not repeat.
    Raises NodeError `browser.state_lost`.
    """
    frozen = plan.frozen
    if frozen is None or not plan.whole:
        session.documents.set(session.page, Document(plan.number, plan.edits, noted=plan.edits))
        return
    tab = frozen.tabs[frozen.current]
    if tab.url != "about:blank":
        await _compare(session, frozen, tab, strict=strict)
        with session.acting("scroll"):
            await session.page.evaluate("([x, y]) => scrollTo(x, y)", list(tab.scroll))
    for page, each in zip(tabs.pages(session), frozen.tabs, strict=False):
        session.documents.set(page, Document(each.number, each.edits, list(each.trail), each.edits))
    session.documents.set(session.page, Document(plan.number, plan.edits, list(tab.trail), plan.edits))


async def _compare(session: Session, frozen: Frozen, tab: Tab, *, strict: bool) -> None:
    now = await likeness(session.page)
    deadline = asyncio.get_running_loop().time() + _SETTLE_SECONDS
    while now != frozen.likeness and asyncio.get_running_loop().time() < deadline:
        await asyncio.sleep(_POLL_SECONDS)
        now = await likeness(session.page)
    details = {"expected": tab.url, "reached": session.url}
    if _place(session.url) != _place(tab.url):
        raise Lost(f"The page {tab.url} leads to {session.url} now.", hint=_HINT, details=details)
    if now.passwords > frozen.likeness.passwords:
        raise Lost(f"The login is lost: {session.url} asks for a password.", hint=_HINT, details=details)
    if frozen.logged_in and not await _visible(session, frozen.logged_in):
        raise Lost(
            f"The login is lost: {session.url} does not show the element that only logged-in visitors see.",
            hint=_HINT,
            details=details,
        )
    if now == frozen.likeness:
        return
    if strict:
        raise Lost(
            f"The page {session.url} does not look as it did: something was done on it that opening it does not repeat.",
            hint="Put the pause before that step, or right after a step that leads to another page.",
            details=details,
        )
    if now.title != frozen.likeness.title:
        raise Lost(f"The page {session.url} is another one now.", hint=_HINT, details=details)
    session.log("The page was opened again; it does not look quite as before.", level="debug", url=session.url)


def _place(url: str) -> tuple[str, str]:
    """Returns what of an address must stay the same: query and fragment may hold what is good for once."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
