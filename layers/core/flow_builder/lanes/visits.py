"""The host's side of what a region has under way for longer than a call: visits to sites, files that come in pieces.

The worker numbers them. Nothing outlives the region: a worker that dies frees its turns, and leaves no half file.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flow_builder.domain.value import Artifact
from flow_builder.errors import FlowBuilderError
from flow_builder.nodes.base import Backend

T = TypeVar("T")
_PIECES_AHEAD = 4


class Visits:
    """A region's visits to sites, from asking for a turn to leaving."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._entering: dict[int, asyncio.Task[dict[str, Any]]] = {}

    async def enter(self, number: int, url: str, politeness: Mapping[str, Any] | None) -> dict[str, Any]:
        """Returns the lease of a visit; it may be given up meanwhile."""
        entering = asyncio.create_task(_whole(lambda: self._backend.enter_site(url, politeness)))
        self._entering[number] = entering
        await asyncio.wait([entering])
        if entering.cancelled():
            raise FlowBuilderError("The visit was given up.", code="politeness.given_up")
        if entering.exception() is not None:
            self._entering.pop(number, None)
        return entering.result()

    async def leave(self, number: int, status: int | None, retry_after_s: float | None) -> None:
        """Ends a visit; one that is over already is fine."""
        entered = self._entering.pop(number, None)
        if entered is not None:
            await self._backend.leave_site(await entered, status, retry_after_s)

    async def give_up(self, number: int) -> None:
        """Ends a visit that may not have begun."""
        entering = self._entering.pop(number, None)
        if entering is None:
            return
        entering.cancel()
        await asyncio.wait([entering])
        if not entering.cancelled() and entering.exception() is None:
            with suppress(FlowBuilderError):  # the lease ends by itself, then
                await self._backend.leave_site(entering.result())

    async def close(self) -> None:
        """Ends all visits."""
        await asyncio.gather(*(self.give_up(number) for number in tuple(self._entering)))


@dataclass(slots=True)
class _Upload:
    pieces: "asyncio.Queue[bytes | None]" = field(default_factory=lambda: asyncio.Queue(_PIECES_AHEAD))
    storing: "asyncio.Task[Artifact] | None" = None

    async def feed(self) -> AsyncIterator[bytes]:
        while (piece := await self.pieces.get()) is not None:
            yield piece


class Uploads:
    """Files that a region hands over in pieces."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._uploads: dict[int, _Upload] = {}

    def begin(self, number: int, name: str, content_type: str) -> None:
        """Starts to store a file."""
        upload = self._uploads[number] = _Upload()
        upload.storing = asyncio.create_task(_whole(lambda: self._backend.blob_put(upload.feed(), name, content_type)))

    async def take(self, number: int, piece: bytes | None) -> None:
        """Takes a piece, None for the end; raises what the store raised."""
        upload = self._uploads[number]
        assert upload.storing is not None
        putting = asyncio.ensure_future(upload.pieces.put(piece))
        await asyncio.wait([putting, upload.storing], return_when=asyncio.FIRST_COMPLETED)
        if not putting.done():
            putting.cancel()
            upload.storing.result()

    async def end(self, number: int) -> Artifact:
        """Returns the artifact when all is stored."""
        await self.take(number, None)
        storing = self._uploads[number].storing
        assert storing is not None
        await asyncio.wait([storing])
        del self._uploads[number]
        return storing.result()

    async def abort(self, number: int) -> None:
        """Drops a file that will not be whole."""
        upload = self._uploads.pop(number, None)
        if upload is not None and upload.storing is not None:
            upload.storing.cancel()
            await asyncio.wait([upload.storing])
            if not upload.storing.cancelled():
                upload.storing.exception()  # taken note of

    async def close(self) -> None:
        """Drops all unfinished files."""
        await asyncio.gather(*(self.abort(number) for number in tuple(self._uploads)))


async def _whole(work: Callable[[], Awaitable[T]]) -> T:
    """Does the work; it is not even made when the task is canceled before it begins."""
    return await work()
