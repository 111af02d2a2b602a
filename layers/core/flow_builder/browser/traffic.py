"""What a session's pages exchange with servers: waited for, or captured with its content.

    watch = session.traffic.watch(Match(url="*/api/orders*"))   # before whatever makes the page ask
    await click()
    exchange = await watch.next(timeout_s)                       # or session.traffic.wait(...)

Watching costs the driver a message per response, so nothing is watched unless a step asked for it.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, Error, Request, Response

from flow_builder.browser.patterns import fits
from flow_builder.errors import LimitExceeded, NodeError

MAX_CAPTURED = 1_000
"""Responses that one capture keeps."""
MAX_CAPTURED_BYTES = 50 * 1024 * 1024
"""Bytes of content that one capture keeps."""
MAX_CAPTURES = 20
"""Captures of one session at the same time."""
_SCRIPTED = frozenset({"xhr", "fetch"})


@dataclass(frozen=True, slots=True)
class Match:
    """Which responses are meant; `status` is a class such as 2 for 2xx, or a whole status; None means any.

    `scripted` means requests that the page's scripts make (XHR and fetch), and neither documents nor images.
    """

    url: str | None = None
    method: str | None = None
    status: int | None = None
    scripted: bool = False

    def fits(self, response: Response) -> bool:
        """Tells whether a response is meant."""
        request = response.request
        return (
            self._status_fits(response.status)
            and (self.method is None or request.method == self.method.upper())
            and (not self.scripted or request.resource_type in _SCRIPTED)
            and fits(self.url, response.url)
        )

    def _status_fits(self, status: int) -> bool:
        return self.status in (None, status, status // 100)

    def describe(self) -> str:
        """Returns the match as words for messages."""
        parts = [self.method or "", self.url or "any address", f"(status {self.status})" if self.status else ""]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. `content` is None when it was not asked for or cannot be had any more."""

    url: str
    method: str
    status: int
    headers: dict[str, str]
    content: bytes | None
    sent: str | None = None
    """Text that the request carried."""

    @property
    def content_type(self) -> str:
        """The type the server declared, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Watch:
    """Responses that fit, in the order of their completion, kept until a step takes them."""

    def __init__(self, context: BrowserContext, match: Match, *, content: bool) -> None:
        self._context = context
        self._match = match
        self._content = content
        self._found: deque[Exchange] = deque()
        self._bytes = 0
        self._came = asyncio.Event()
        self._reading: set[asyncio.Task[None]] = set()
        self._last: asyncio.Task[None] | None = None
        self.dropped = 0
        """Exchanges that were over the limits and not kept."""
        self._listener = self._on_finished
        context.on("requestfinished", self._listener)

    def stop(self) -> None:
        """Ends watching; what was found can still be taken."""
        self._context.remove_listener("requestfinished", self._listener)

    async def next(self, timeout_s: float) -> Exchange:
        """Returns the next exchange; NodeError `browser.response_missing`, LimitExceeded `browser.capture_size`."""
        try:
            async with asyncio.timeout(timeout_s):
                while not self._found:
                    if self.dropped and not self._reading:
                        raise _too_much()
                    self._came.clear()
                    await self._came.wait()
        except TimeoutError:
            raise missing(self._match) from None
        found = self._found.popleft()
        self._bytes -= len(found.content or b"")
        return found

    async def take(self) -> list[Exchange]:
        """Returns all that came since the last time, once those on their way are complete."""
        if self._reading:
            await asyncio.wait(tuple(self._reading))
        found = list(self._found)
        self._found.clear()
        self._bytes = 0
        return found

    def _on_finished(self, request: Request) -> None:
        task = self._last = asyncio.ensure_future(self._keep(request, self._last))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)
        task.add_done_callback(lambda _: self._came.set())

    async def _keep(self, request: Request, before: "asyncio.Task[None] | None") -> None:
        with suppress(Error):  # the page may be gone
            response = await request.response()
            if response is None or not self._match.fits(response):
                return
            exchange = await _read(response, content=self._content)
            if before is not None and not before.done():
                await asyncio.wait([before])  # a short answer is read sooner than the long one before it
            size = len(exchange.content or b"")
            if len(self._found) >= MAX_CAPTURED or self._bytes + size > MAX_CAPTURED_BYTES:
                self.dropped += 1
                return
            self._bytes += size
            self._found.append(exchange)


@dataclass(eq=False)
class Traffic:
    """One session's captures by name."""

    context: BrowserContext | None = None
    _captures: dict[str, Watch] = field(default_factory=dict)

    @contextmanager
    def watching(self, match: Match, *, content: bool = False) -> Iterator[Watch]:
        """Watches within the block: `async with` what makes the page ask inside, then `await watch.next(...)`."""
        watch = self._watch(match, content=content)
        try:
            yield watch
        finally:
            watch.stop()

    async def wait(self, match: Match, timeout_s: float, *, content: bool = False) -> Exchange:
        """Returns the next response that fits, from now on; NodeError `browser.response_missing` when none comes.

        One that came before is missed: to have it surely, begin with `watching`, or a capture, before the action.
        """
        with self.watching(match, content=content) as watch:
            return await watch.next(timeout_s)

    def start(self, name: str, match: Match) -> None:
        """Begins a capture, contents included, in place of one of the same name.

        Raises LimitExceeded `browser.captures`.
        """
        self.stop(name)
        if len(self._captures) >= MAX_CAPTURES:
            message = f"A session can have {MAX_CAPTURES} captures at once."
            raise LimitExceeded(message, code="browser.captures")
        self._captures[name] = self._watch(match, content=True)

    def capture(self, name: str) -> Watch:
        """Returns a running capture; NodeError `browser.no_capture`."""
        if name not in self._captures:
            raise NodeError(
                f"No capture {name!r} was started in this session.",
                code="browser.no_capture",
                hint="Put a capture_response step that starts one before the step that makes the page ask.",
                details={"started": sorted(self._captures)},
            )
        return self._captures[name]

    def stop(self, name: str) -> None:
        """Ends a capture; none of that name is fine."""
        watch = self._captures.pop(name, None)
        if watch is not None:
            watch.stop()

    def _watch(self, match: Match, *, content: bool) -> Watch:
        assert self.context is not None
        return Watch(self.context, match, content=content)


async def _read(response: Response, *, content: bool) -> Exchange:
    request = response.request
    body: bytes | None = None
    if content:
        with suppress(Error):  # a redirect has none, and Chromium forgets those of a page that was left
            body = await response.body()
    try:
        sent = request.post_data
    except (Error, UnicodeDecodeError):
        sent = None
    return Exchange(response.url, request.method, response.status, response.headers, body, sent)


def missing(match: Match) -> NodeError:
    """Returns the error for a response that did not come."""
    return NodeError(
        f"No response like {match.describe()} came in time.",
        code="browser.response_missing",
        retryable=True,
        hint="If it comes right with the action before, start capture_response ahead of that step.",
        details={"match": match.describe()},
    )


def _too_much() -> LimitExceeded:
    return LimitExceeded(
        f"The responses are larger than {MAX_CAPTURED_BYTES >> 20} MB together.", code="browser.capture_size"
    )
