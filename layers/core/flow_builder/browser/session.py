"""One session: an isolated browser context with its page, and what nodes do with it."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, WeakSet

from playwright.async_api import BrowserContext, CDPSession, Download, Error, Page, Response

from flow_builder.browser import failures
from flow_builder.browser.concealed import Concealed, masked
from flow_builder.browser.dialogs import Dialogs
from flow_builder.browser.documents import Documents
from flow_builder.browser.downloads import Downloads
from flow_builder.browser.finding import Finding, Level, Log
from flow_builder.browser.hand import Direct, Hand
from flow_builder.browser.headers import SiteHeaders
from flow_builder.browser.matches import is_replaced
from flow_builder.browser.options import DEFAULT_TIMEOUT_S, SessionOptions, WaitUntil
from flow_builder.browser.politeness import Sites, visiting
from flow_builder.browser.proxy import BLOCKED_HEADER, GuardProxy
from flow_builder.browser.recordings import Keep, Recorder
from flow_builder.browser.storms import MAX_POPUPS, Storm, popup_storm
from flow_builder.browser.targets import Target, describe
from flow_builder.browser.text import well_formed
from flow_builder.browser.traffic import Traffic
from flow_builder.browser.urls import check_navigable
from flow_builder.errors import NodeError

if TYPE_CHECKING:
    from pydantic import BaseModel

_EVIDENCE_SECONDS = 5.0


def no_log(message: str, level: Level = "info", **fields: Any) -> None:
    """Drops the line."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a navigation led; `status` is None when no HTTP answer was involved (same document, about:blank)."""

    url: str
    title: str
    status: int | None


@dataclass(eq=False)
class Session(Finding):
    """A context with its pages. `page` is the one that steps act on.

    `documents` knows what became of the pages since they were loaded; that goes into a step's facts, so that a lost page
    can be opened again, or found to be beyond that. No slots: Playwright keeps a mark on the owner of a listener.
    """

    name: str
    options: SessionOptions
    context: BrowserContext
    page: Page
    proxy: GuardProxy | None = None
    hand: Hand = field(default_factory=Direct)
    log: Log = no_log
    sites: Sites | None = None
    """Who gives turns at sites; None: nobody has to wait for one."""
    opened: str = field(default_factory=lambda: secrets.token_hex(4))
    documents: Documents = field(default_factory=Documents)
    step: tuple[str, "BaseModel"] | None = None
    """Key and config of the step that acts, or acted last."""
    origins: list[Any] = field(default_factory=list)
    """localStorage and IndexedDB as they were known last."""
    logged_in: tuple[Target, ...] = ()
    """What pages show to who is logged in, if a step said so."""
    downloads: Downloads = field(default_factory=Downloads)
    dialogs: Dialogs = field(default_factory=Dialogs)
    traffic: Traffic = field(default_factory=Traffic)
    concealed: Concealed = field(default_factory=Concealed)
    crashed: bool = False
    recorder: Recorder | None = None
    keep_recording: Keep | None = None
    """Takes what was recorded when the session ends."""
    doomed: NodeError | None = None
    """Why the session's pages were closed for good, if they were."""
    stoppers: "WeakKeyDictionary[Page, CDPSession]" = field(default_factory=WeakKeyDictionary)
    """Ways to end a page's scripts; see `evaluation`."""
    leaving: AsyncExitStack = field(default_factory=AsyncExitStack)
    """What else ends with the session: its proxy, its connection to a remote browser."""
    _watched: "WeakSet[Page]" = field(default_factory=WeakSet)
    _popup_storm: Storm = field(default_factory=lambda: Storm(MAX_POPUPS))
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Makes what depends on the options."""
        self.headers = SiteHeaders(self.options.headers)

    def watch(self) -> None:
        """Subscribes to what pages do on their own: dialogs, popups, downloads, crashes."""
        self.downloads.context = self.traffic.context = self.context
        self.dialogs.on_storm = self.doom
        self.context.on("dialog", lambda dialog: self._spawn(self.dialogs.answer(dialog, self.log)))
        self.context.on("page", self._on_popup)
        self._watch_page(self.page)
        if self.proxy is not None:
            self.proxy.on_refused = lambda error: self.log(error.message, level="warning", code=error.code)

    @contextmanager
    def acting(self, action: str, targets: tuple[Target, ...] = (), *, url: str | None = None) -> Iterator[None]:
        """Runs a block and maps Playwright's errors to NodeErrors that name action, page and target."""
        try:
            with failures.mapped(action, url=url or self.page.url, target=describe(targets) if targets else None):
                yield
        except NodeError as error:
            if self.doomed is not None:
                raise self.doomed from error
            if self.crashed:  # whatever the driver says about it
                raise failures.crashed(error.details) from error
            raise

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
        `browser.robots_denied`, `browser.site_busy`, or NetworkBlocked.
        """
        check_navigable(url)
        self.headers.visit(url)
        if self.proxy is not None:
            self.proxy.refused.clear()
        async with visiting(self.sites, url, self.options.politeness, self.log) as visit:
            try:
                with self.acting("open the page", url=url):
                    visit.response = response = await self.page.goto(
                        url, wait_until=wait_until, timeout=timeout_s * 1_000, referer=referer
                    )
            except NodeError as error:
                refusal = self._refusal() if error.code == "browser.navigation_failed" else None
                raise refusal or error from error
        if response is not None and BLOCKED_HEADER in response.headers and (refusal := self._refusal()):
            raise refusal
        return await self.visit(response)

    async def visit(self, response: Response | None = None) -> Visit:
        """Returns the page's address and title now."""
        with self.acting("read the title"):
            # In the page's own world, where what reads the page next finds the driver's helpers in place.
            async with failures.answering("read the title", self.url, self.patience_s):
                title = await self._title()
        return Visit(self.page.url, well_formed(title), response.status if response else None)

    async def _title(self) -> str:
        while True:
            try:
                title: str = await self.page.evaluate("() => String(document.title)")
            except Error as error:
                if self.page.is_closed() or not is_replaced(error):
                    raise  # else the next page has come while this one was asked
            else:
                return title

    def doom(self, error: NodeError) -> None:
        """Closes the session's pages, which are up to no good; whatever acts on them from here on raises the error."""
        self.doomed = self.doomed or error
        for page in self.context.pages:
            self._spawn(page.close())

    @property
    def visits(self) -> int:
        """Number of the document that the page shows, counting those of all the session's pages."""
        return self.documents.of(self.page).number

    @property
    def edits(self) -> int:
        """Changes made to the document that the page shows."""
        return self.documents.of(self.page).edits

    def touched(self) -> None:
        """Counts a change to the page's form."""
        self.documents.of(self.page).edits += 1

    def note_changes(self) -> None:
        """Keeps the step that acted last, if it changed the page."""
        if self.step is not None:
            key, config = self.step
            self.documents.note(self.page, key, lambda: config.model_dump(mode="json", exclude_unset=True))

    async def evidence(self) -> list[tuple[str, bytes, str]]:
        """Returns screenshot and HTML as (suffix, bytes, content type); what cannot be had in 5 s is left out."""
        found: list[tuple[str, bytes, str]] = []
        try:
            async with asyncio.timeout(_EVIDENCE_SECONDS):
                hidden = await self.concealed.fields(self.page, self.visits)
                picture = await self.page.screenshot(animations="disabled", mask=hidden)
                found.append(("png", picture, "image/png"))
                html = masked(well_formed(await self.page.content()))
                found.append(("html", html.encode(), "text/html; charset=utf-8"))
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

    def use(self, page: Page) -> None:
        """Makes another page (a popup, a tab) the one that steps act on."""
        self._watch_page(page)
        self.page = page

    async def close(self) -> None:
        """Closes the context with all its pages; one that is gone already is fine."""
        self.log = no_log
        for task in self._tasks:
            task.cancel()
        await self._hand_over()
        try:
            async with asyncio.timeout(10):
                await self.context.close()
        except (Error, TimeoutError):
            pass  # the browser died first, or hangs and is replaced
        await self.leaving.aclose()

    async def record(self) -> None:
        """Begins to record what the options ask for; NodeError `browser.record` when the engine cannot."""
        if self.options.record:
            for value in self.options.headers.values():
                self.concealed.add(value)
            self.recorder = Recorder(self.context, self.options.record, lambda: self.concealed.values)
            await self.recorder.start()

    async def _hand_over(self) -> None:
        recorder, self.recorder = self.recorder, None
        if recorder is not None:
            for recorded in await recorder.stop():
                if self.keep_recording is not None:
                    await self.keep_recording(recorded)

    def _refusal(self) -> NodeError | None:
        refused = self.proxy.refused if self.proxy else {}
        return refused[next(reversed(refused))] if refused else None

    def _watch_page(self, page: Page) -> None:
        if page in self._watched:
            return
        self._watched.add(page)
        page.on("close", self._on_close)
        page.on("domcontentloaded", self._on_document)
        page.on("download", self._on_download)
        page.on("crash", self._on_crash)

    def _on_document(self, page: Page) -> None:
        self.documents.loaded(page)

    def _on_close(self, page: Page) -> None:
        """Goes back to the newest of the others when the page that steps act on has closed itself, as popups do."""
        others = [each for each in self.context.pages if each is not page and not each.is_closed()]
        if page is self.page and others and self.doomed is None:
            self.use(others[-1])
            self.log("The tab has closed; steps act on another one now.", url=self.url)

    def lost(self, *_: object) -> None:
        """Takes note that the browser is gone."""
        self.crashed = True

    def _on_crash(self, page: Page) -> None:
        self.crashed = self.crashed or page is self.page

    def _on_popup(self, page: Page) -> None:
        if page is self.page:
            return
        if self._popup_storm.rages():
            self.doom(popup_storm(MAX_POPUPS, self.page.url))
        self._watch_page(page)

    def _on_download(self, download: Download) -> None:
        about = {"url": download.url, "name": download.suggested_filename}
        asked = self.downloads.asked
        if not self.downloads.offer(download):
            self.log("A download was refused: too many wait for a step to take them.", level="warning", **about)
            self._spawn(download.cancel())
        elif not asked:
            self.log("A download that no step asked for is kept until the session ends.", level="warning", **about)

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(_ignoring_gone(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _ignoring_gone(work: Any) -> None:
    with suppress(Error):  # the page went away together with its dialog or download
        await work
