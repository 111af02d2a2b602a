"""What a session records on request: a trace for Playwright's viewer, a video of its pages, a HAR of its traffic.

Recordings are handed over when the session ends, however its steps ended; a worker that is killed takes them with it.
They are cleaned of secrets first, see `redaction`.
"""

import asyncio
import base64
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import BrowserContext, CDPSession, Error, Page

from flow_builder.browser.redaction import clean_har, clean_trace
from flow_builder.browser.webm import Frame, webm
from flow_builder.errors import NodeError

Kind = Literal["trace", "video", "har"]

MAX_RECORDING_BYTES = 150 * 1024 * 1024
"""A larger recording is not kept."""
_MAX_PAGES = 5
"""Pages of one session that are filmed."""
_MAX_FRAMES = 1_000
"""Beyond it every second picture is dropped, and then fewer are taken."""
_SPACING_MS = 200
_SIZE = {"maxWidth": 1280, "maxHeight": 1280}
_STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Recorded:
    """A finished recording."""

    kind: Kind
    name: str
    data: bytes
    content_type: str


Keep = Callable[[Recorded], Awaitable[None]]
"""Takes a recording when its session ends."""


@dataclass(eq=False)
class _Film:
    """The pictures of one page, taken when it changes."""

    cdp: CDPSession
    began: float
    frames: list[Frame] = field(default_factory=list)
    spacing_ms: int = _SPACING_MS
    tasks: set["asyncio.Task[Any]"] = field(default_factory=set)

    async def start(self) -> None:
        self.cdp.on("Page.screencastFrame", self._on_frame)
        await self.cdp.send("Page.startScreencast", {"format": "jpeg", "quality": 70, **_SIZE})

    def _on_frame(self, event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(self._acknowledge(event["sessionId"]))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        now = round((time.monotonic() - self.began) * 1_000)
        picture = base64.b64decode(event["data"])
        if self.frames and now - self.frames[-1][0] < self.spacing_ms:
            self.frames[-1] = (self.frames[-1][0], picture)  # the latest of its moment
            return
        self.frames.append((now, picture))
        if len(self.frames) > _MAX_FRAMES:
            del self.frames[1::2]
            self.spacing_ms *= 2

    async def _acknowledge(self, number: int) -> None:
        with suppress(Error):
            await self.cdp.send("Page.screencastFrameAck", {"sessionId": number})


class Recorder:
    """Records one context. `secrets` is asked for what must not be in the recordings when they are finished."""

    def __init__(self, context: BrowserContext, kinds: Sequence[Kind], secrets: Callable[[], Sequence[str]]) -> None:
        self._context = context
        self._kinds = kinds
        self._secrets = secrets
        self._folder = tempfile.TemporaryDirectory(prefix="recording-")
        self._films: list[_Film] = []
        self._began = time.monotonic()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begins; NodeError `browser.record` when the session's engine cannot record so."""
        try:
            await self._start()
        except BaseException:
            self._folder.cleanup()
            raise

    async def _start(self) -> None:
        tracing = self._context.tracing
        if "har" in self._kinds:
            if not hasattr(tracing, "start_har"):
                raise NodeError("This engine's driver records no HAR.", code="browser.record", hint="Record a trace.")
            await tracing.start_har(self._path("har"), content="omit")
        if "trace" in self._kinds:
            await tracing.start(screenshots=True, snapshots=True)
        if "video" in self._kinds:
            self._context.on("page", self._on_page)
            for page in self._context.pages:
                await self._film(page)

    async def stop(self) -> list[Recorded]:
        """Ends and returns what was recorded; what is lost with a crashed browser is left out."""
        found: list[Recorded] = []
        secrets = self._secrets()
        try:
            for kind in self._kinds:
                with suppress(Error, OSError, ValueError, TimeoutError):
                    async with asyncio.timeout(_STOP_SECONDS):
                        found += await self._finish(kind, secrets)
        finally:
            self._folder.cleanup()
        return [each for each in found if len(each.data) <= MAX_RECORDING_BYTES]

    async def _finish(self, kind: Kind, secrets: Sequence[str]) -> list[Recorded]:
        if kind == "trace":
            await self._context.tracing.stop(path=self._path("zip"))
            data = await asyncio.to_thread(lambda: clean_trace(self._path("zip").read_bytes(), secrets))
            return [Recorded("trace", "trace.zip", data, "application/zip")]
        if kind == "har":
            await self._context.tracing.stop_har()
            data = await asyncio.to_thread(lambda: clean_har(self._path("har").read_bytes(), secrets))
            return [Recorded("har", "traffic.har", data, "application/json")]
        return await self._develop()

    async def _develop(self) -> list[Recorded]:
        duration = round((time.monotonic() - self._began) * 1_000)
        videos: list[Recorded] = []
        for number, film in enumerate(self._films, 1):
            if film.frames:
                frames = [*film.frames, (max(duration, film.frames[-1][0] + 1), film.frames[-1][1])]
                data = await asyncio.to_thread(webm, frames, frames[-1][0])
                name = "video.webm" if number == 1 else f"video-{number}.webm"
                videos.append(Recorded("video", name, data, "video/webm"))
        return videos

    def _on_page(self, page: Page) -> None:
        task = asyncio.ensure_future(self._film(page))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _film(self, page: Page) -> None:
        if len(self._films) >= _MAX_PAGES:
            return
        with suppress(Error):  # a popup may be gone already
            film = _Film(await self._context.new_cdp_session(page), self._began)
            self._films.append(film)
            await film.start()

    def _path(self, ending: str) -> Path:
        return Path(self._folder.name) / f"recording.{ending}"


def viewer(artifact: str) -> str:
    """Returns the path at which the host shows a trace that was kept under this key."""
    from urllib.parse import quote

    return f"/trace/?trace={quote(f'/api/v1/artifacts/{artifact}', safe='')}"
