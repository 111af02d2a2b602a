"""Files that a session's pages offer: kept for the step that wants them, judged by their content.

    with session.downloads.wanted():           # before whatever makes the page offer one
        await click()
        received = await session.downloads.next(timeout_s)
    kind = judged(received, expected)

A file that no step asked for is kept, too, for a step that takes what came already (`wanted(earlier=True)`): twenty at
most, until the session ends. Playwright's folder goes with the session, so nothing is left on the disk.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import BrowserContext, Download, Error, Request

from flow_builder.browser import failures
from flow_builder.browser.expected import MAX_DOWNLOAD_BYTES, Received, too_large
from flow_builder.browser.fetching import fetch
from flow_builder.errors import NodeError

MAX_KEPT = 20
"""Files kept that no step has asked for yet; more are refused."""
_LOOK_SECONDS = 0.2
_PAGES = ("text/html", "application/xhtml+xml")
_ERROR_STATUS = 400


@dataclass(eq=False, slots=True)
class _Offer:
    """A file on its way: one that the browser saves, or the address of one that it shows instead (a PDF)."""

    url: str
    download: Download | None = None
    too_large: bool = False
    watching: "asyncio.Task[None] | None" = None


@dataclass(eq=False)
class Downloads:
    """The downloads of one session."""

    context: BrowserContext | None = None
    max_bytes: int = MAX_DOWNLOAD_BYTES
    _wanted: int = 0
    _offers: deque[_Offer] = field(default_factory=deque)
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _led_to: list[str] = field(default_factory=list)
    _noting: set["asyncio.Task[None]"] = field(default_factory=set)

    def offer(self, download: Download) -> bool:
        """Takes a download that a page begins; False when it is to be refused, because too many wait already."""
        if not self._wanted and len(self._offers) >= MAX_KEPT:
            return False
        offer = _Offer(download.url, download)
        offer.watching = asyncio.ensure_future(self._watch_size(offer))
        self._add(offer)
        return True

    @property
    def asked(self) -> bool:
        """Tells whether a step waits for a file now."""
        return self._wanted > 0

    @contextmanager
    def wanted(self, *, earlier: bool = False) -> Iterator[None]:
        """Has `next` give files that come within the block; those that came before it only with `earlier`."""
        assert self.context is not None
        aside: list[_Offer] = []
        if not earlier:
            aside, self._offers = list(self._offers), deque()
        self._led_to.clear()
        self._wanted += 1
        finished: Callable[[Request], None] = self._on_finished
        failed: Callable[[Request], None] = self._on_failed
        self.context.on("requestfinished", finished)
        self.context.on("requestfailed", failed)
        try:
            yield
        finally:
            self._wanted -= 1
            self.context.remove_listener("requestfinished", finished)
            self.context.remove_listener("requestfailed", failed)
            self._offers.extendleft(reversed(aside))

    async def next(self, timeout_s: float) -> Received:
        """Returns the next file, complete; of several at once the one that began first.

        Raises NodeError `browser.download_missing` when none comes, `browser.timeout` when it is not complete in time,
        `browser.download_failed` when it breaks off, LimitExceeded `browser.download_size`.
        """
        ends = time.monotonic() + timeout_s
        offer = await self._first(timeout_s)
        try:
            async with asyncio.timeout_at(asyncio.get_running_loop().time() + max(ends - time.monotonic(), 0.001)):
                return await self._receive(offer, ends)
        except TimeoutError:
            if offer.download is not None:
                await _quietly(offer.download.cancel())
            raise NodeError(
                "A file came, but not completely in time.",
                code="browser.timeout",
                retryable=True,
                hint="Raise `timeout_s` if the file is large or its server slow.",
                details={"url": offer.url, "timeout_s": timeout_s},
            ) from None
        finally:
            if offer.watching is not None:
                offer.watching.cancel()

    async def _first(self, timeout_s: float) -> _Offer:
        try:
            async with asyncio.timeout(timeout_s):
                while not self._offers:
                    self._came.clear()
                    await self._came.wait()
        except TimeoutError:
            raise self._missing() from None
        return self._offers.popleft()

    def _missing(self) -> NodeError:
        led = f" The page went to {self._led_to[-1]} instead." if self._led_to else ""
        return NodeError(
            f"No file came in time.{led}",
            code="browser.download_missing",
            retryable=True,
            hint="The step's screenshot shows the page; it may ask for something before it gives the file.",
            details={"led_to": self._led_to[-5:]},
        )

    async def _receive(self, offer: _Offer, ends: float) -> Received:
        assert self.context is not None
        if offer.download is None:
            return await fetch(
                self.context, offer.url, timeout_s=max(ends - time.monotonic(), 0.001), max_bytes=self.max_bytes
            )
        download = offer.download
        try:
            path = await download.path()
        except Error as error:
            if offer.too_large:
                raise too_large(self.max_bytes, download.suggested_filename) from error
            raise _broken(download, error) from error
        try:
            if path.stat().st_size > self.max_bytes:
                raise too_large(self.max_bytes, download.suggested_filename)
            return Received(download.suggested_filename, await asyncio.to_thread(path.read_bytes), download.url)
        finally:
            await _quietly(download.delete())

    async def _watch_size(self, offer: _Offer) -> None:
        """Breaks a download off that grows beyond the limit."""
        assert offer.download is not None
        path = _place(offer.download)
        finished = asyncio.ensure_future(_quietly(offer.download.failure()))
        try:
            while not finished.done():
                if _size(path) > self.max_bytes:
                    offer.too_large = True
                    await _quietly(offer.download.cancel())
                await asyncio.wait([finished], timeout=_LOOK_SECONDS)
        finally:
            finished.cancel()

    def _add(self, offer: _Offer) -> None:
        self._offers.append(offer)
        self._came.set()

    def _on_finished(self, request: Request) -> None:
        # A download's own request never gets here: for the page it is a navigation that was given up.
        if _is_document(request):
            self._note(request)

    def _on_failed(self, request: Request) -> None:
        # An attachment that comes with an error status is no download for Chromium, but a page it cannot show.
        if _is_document(request) and "INVALID_RESPONSE" in (request.failure or ""):
            self._note(request)

    def _note(self, request: Request) -> None:
        task = asyncio.ensure_future(self._note_document(request))
        self._noting.add(task)
        task.add_done_callback(self._noting.discard)

    async def _note_document(self, request: Request) -> None:
        with suppress(Error):
            response = await request.response()
            if response is None:
                return
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            shown = response.status < _ERROR_STATUS and request.method == "GET" and kind and kind not in _PAGES
            if shown and self._wanted:
                self._add(_Offer(request.url))
            else:
                self._led_to.append(f"{request.url[:500]} (status {response.status})")


def _is_document(request: Request) -> bool:
    if not request.is_navigation_request() or not request.url.startswith(("http://", "https://")):
        return False
    try:
        return request.frame.parent_frame is None
    except Error:  # a popup that is not a page yet
        return True


def _place(download: Download) -> Path:
    """Returns where the browser writes a file; Playwright itself tells at its end only, which is too late to judge."""
    return Path(download._impl_obj._artifact._initializer["absolutePath"])  # noqa: SLF001 - see above


def _size(path: Path) -> int:
    for each in (path, path.with_name(f"{path.name}.crdownload")):
        with suppress(OSError):
            return each.stat().st_size
    return 0


def _broken(download: Download, error: Error) -> NodeError:
    reason = failures.first_line(error.message)
    broke_off = "canceled" in reason.lower()
    said = "it broke off before its end, or was canceled" if broke_off else reason
    return NodeError(
        f"The file {download.suggested_filename!r} could not be loaded: {said}.",
        code="browser.download_failed",
        retryable=True,
        details={"url": download.url[:2_000], "reason": reason},
    )


async def _quietly(work: object) -> None:
    with suppress(Error):  # the page, or the whole browser, may be gone
        await work  # type: ignore[misc]
