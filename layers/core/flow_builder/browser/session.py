"""One session: an isolated browser context with its page, and what nodes do with it."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.async_api import BrowserContext, Dialog, Download, Error, Locator, Page, Response, Route

from flow_builder.browser import failures
from flow_builder.browser.locators import locate
from flow_builder.browser.options import DEFAULT_TIMEOUT_S, SessionOptions, WaitUntil
from flow_builder.browser.proxy import BLOCKED_HEADER, GuardProxy
from flow_builder.browser.recovery import SessionState
from flow_builder.browser.targets import Target, describe
from flow_builder.browser.urls import check_navigable
from flow_builder.errors import NodeError

_EVIDENCE_SECONDS = 5.0


class Log(Protocol):
    """Where a session reports dialogs, popups and downloads: a run's log."""

    def __call__(self, message: str, level: str = "info", **fields: Any) -> None:
        """Adds a line."""
        ...


def no_log(message: str, level: str = "info", **fields: Any) -> None:
    """Drops the line."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a navigation led; `status` is None when no HTTP answer was involved (same document, about:blank)."""

    url: str
    title: str
    status: int | None


@dataclass(eq=False)
class Session:
    """A context with its pages. `page` is the one that steps act on.

    `visits` counts the documents loaded in `page`, `edits` the changes made to its form since the session began;
    both go into a step's facts so that a lost page can be rebuilt, or found to be beyond that. No slots: Playwright
    keeps a mark on the owner of a listener.
    """

    name: str
    options: SessionOptions
    context: BrowserContext
    page: Page
    proxy: GuardProxy | None = None
    log: Log = no_log
    opened: str = field(default_factory=lambda: secrets.token_hex(4))
    visits: int = 0
    edits: int = 0
    popups: list[Page] = field(default_factory=list)
    downloads: "asyncio.Queue[Download]" = field(default_factory=asyncio.Queue)
    wants_download: bool = False
    crashed: bool = False
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def watch(self) -> None:
        """Subscribes to what pages do on their own: dialogs, popups, downloads, crashes."""
        self.context.on("dialog", self._on_dialog)
        self.context.on("page", self._on_popup)
        self._watch_page(self.page)

    @property
    def url(self) -> str:
        """The page's address now."""
        return self.page.url

    @contextmanager
    def acting(self, action: str, targets: tuple[Target, ...] = ()) -> Iterator[None]:
        """Runs a block and maps Playwright's errors to NodeErrors that name action, page and target."""
        with failures.mapped(action, url=self.page.url, target=describe(targets) if targets else None):
            yield

    async def goto(
        self,
        url: str,
        *,
        wait_until: WaitUntil = "load",
        timeout_s: float = DEFAULT_TIMEOUT_S,
        referer: str | None = None,
    ) -> Visit:
        """Navigates and returns where it led.

        Raises NodeError `browser.url_invalid`, `browser.navigation_failed`, `browser.timeout`, `browser.download`,
        or NetworkBlocked.
        """
        check_navigable(url)
        if self.proxy is not None:
            self.proxy.refused.clear()
        try:
            with failures.mapped("open the page", url=url):
                response = await self.page.goto(url, wait_until=wait_until, timeout=timeout_s * 1_000, referer=referer)
        except NodeError as error:
            raise self._refusal() or error from error
        if response is not None and BLOCKED_HEADER in response.headers and (refusal := self._refusal()):
            raise refusal
        return await self.visit(response)

    async def visit(self, response: Response | None = None) -> Visit:
        """Returns the page's address and title now."""
        with self.acting("read the title"):
            title = await self.page.title()
        return Visit(self.page.url, title, response.status if response else None)

    async def find(self, targets: tuple[Target, ...], action: str, timeout_s: float = DEFAULT_TIMEOUT_S) -> Locator:
        """Returns the locator of the best target that matches; a single one is not looked for beforehand.

        With several, waits until any matches, then takes the first in rank. Raises NodeError `browser.target_missing`.
        """
        if len(targets) == 1:
            return locate(self.page, targets[0])
        locators = [locate(self.page, target) for target in targets]
        with self.acting(action, targets):
            found = await _first_present(locators)
            if found is None:
                await _any_of(locators).first.wait_for(state="attached", timeout=timeout_s * 1_000)
                found = await _first_present(locators)
        if found is None:
            raise failures.missing(action, {"action": action, "url": self.url, "target": describe(targets)})
        if found:
            self.log(
                "A fallback target was used.",
                level="warning",
                wanted=targets[0].describe(),
                used=targets[found].describe(),
            )
        return locators[found]

    def touched(self) -> None:
        """Counts a change to the page's form."""
        self.edits += 1

    async def evidence(self) -> list[tuple[str, bytes, str]]:
        """Returns screenshot and HTML as (suffix, bytes, content type); what cannot be had in 5 s is left out."""
        found: list[tuple[str, bytes, str]] = []
        try:
            async with asyncio.timeout(_EVIDENCE_SECONDS):
                found.append(("png", await self.page.screenshot(animations="disabled"), "image/png"))
                found.append(("html", (await self.page.content()).encode(), "text/html; charset=utf-8"))
        except (Error, TimeoutError):
            pass  # a dead or hanging page has nothing to show
        return found

    def facts(self) -> dict[str, Any]:
        """Returns the small facts that rebuilding the page needs, without secrets."""
        return {
            "url": self.page.url,
            "opened": self.opened,
            "visits": self.visits,
            "edits": self.edits,
            "options": self.options.facts(),
            "headers": bool(self.options.headers),
        }

    async def cookies(self) -> list[Any]:
        """Returns the session's cookies as Playwright takes them back."""
        with self.acting("read the cookies"):
            return list(await self.context.cookies())

    async def rebuild(self, state: SessionState, cookies: list[Any]) -> None:
        """Brings a fresh session to where a lost one was: cookies, address and counters."""
        if cookies:
            with self.acting("set the cookies"):
                await self.context.add_cookies(cookies)
        if state.url != "about:blank":
            await self.goto(state.url)
        self.opened, self.visits, self.edits = state.opened, state.visits, state.edits

    def use(self, page: Page) -> None:
        """Makes another page (a popup) the one that steps act on."""
        if page not in self.popups:
            self._watch_page(page)
        self.page = page
        self.visits += 1

    async def close(self) -> None:
        """Closes the context with all its pages; one that is gone already is fine."""
        for task in self._tasks:
            task.cancel()
        try:
            async with asyncio.timeout(10):
                await self.context.close()
        except (Error, TimeoutError):
            pass  # the browser died first, or hangs and is replaced
        if self.proxy is not None:
            await self.proxy.close()

    def _refusal(self) -> NodeError | None:
        refused = self.proxy.refused if self.proxy else {}
        return refused[next(reversed(refused))] if refused else None

    def _watch_page(self, page: Page) -> None:
        page.on("domcontentloaded", self._on_document)
        page.on("download", self._on_download)
        page.on("crash", self._on_crash)

    def _on_document(self, page: Page) -> None:
        self.visits += page is self.page

    def _on_crash(self, page: Page) -> None:
        self.crashed = self.crashed or page is self.page

    def _on_dialog(self, dialog: Dialog) -> None:
        # Dismissing "leave this page?" would keep the page from navigating or closing.
        answer = dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss()
        self.log(f"A dialog was closed: {dialog.message}", kind=dialog.type)
        self._spawn(answer)

    def _on_popup(self, page: Page) -> None:
        if page is not self.page:
            self.popups.append(page)
            self._watch_page(page)

    def _on_download(self, download: Download) -> None:
        if self.wants_download:
            self.downloads.put_nowait(download)
        else:
            self.log("A download was refused.", level="warning", url=download.url, name=download.suggested_filename)
            self._spawn(download.cancel())

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(_ignoring_gone(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _ignoring_gone(work: Any) -> None:
    with suppress(Error):  # the page went away together with its dialog or download
        await work


async def _first_present(locators: list[Locator]) -> int | None:
    for index, locator in enumerate(locators):
        if await locator.count():
            return index
    return None


def _any_of(locators: list[Locator]) -> Locator:
    union = locators[0]
    for other in locators[1:]:
        union = union.or_(other)
    return union


async def block_resources(context: BrowserContext, kinds: tuple[str, ...]) -> None:
    """Makes a context leave out requests of these resource types; every request then takes a detour."""

    async def decide(route: Route) -> None:
        if route.request.resource_type in kinds:
            await route.abort("blockedbyclient")
        else:
            await route.fallback()

    await context.route("**/*", decide)
