"""Answers made smaller for clients that say they can unpack them: zstd, else br, else gzip.

zstd comes first because it takes a third of gzip's time at the same size. What is small, packed already or an image goes
out as it is, and so do parts of files, whose ranges count unpacked bytes. Server-sent events must reach the client at
once and are never touched; other streams are packed as they come.
"""

import asyncio
import re
import sys
import zlib
from collections.abc import Callable
from typing import Protocol

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST_BYTES = 1_000
_MOST_AT_ONCE = 256 * 1024
"""Packing more than this is left to a thread: it would hold up other requests for milliseconds."""
_TEXT = re.compile(
    r"text/(?!event-stream)|application/([a-z.+-]+\+)?(json|xml|yaml|javascript|jsonl|x-ndjson)\b|image/svg"
)
_LEVELS = {"zstd": 3, "br": 4, "gzip": 5}
_NO_BODY = frozenset({204, 206, 304})


class Packer(Protocol):
    """Packs pieces of a body."""

    def pack(self, piece: bytes, *, last: bool) -> bytes:
        """Returns packed bytes, perhaps none before the last piece."""
        ...


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.compressobj(_LEVELS["gzip"], wbits=31)

    def pack(self, piece: bytes, *, last: bool) -> bytes:
        packed = self._inner.compress(piece)
        return packed + self._inner.flush() if last else packed


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._inner = brotli.Compressor(quality=_LEVELS["br"])

    def pack(self, piece: bytes, *, last: bool) -> bytes:
        packed: bytes = self._inner.process(piece)
        return packed + self._inner.finish() if last else packed


class _Zstd:
    def __init__(self) -> None:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd

        self._inner = zstd.ZstdCompressor(_LEVELS["zstd"])

    def pack(self, piece: bytes, *, last: bool) -> bytes:
        packed: bytes = self._inner.compress(piece)
        return packed + self._inner.flush() if last else packed


_PACKERS: dict[str, Callable[[], Packer]] = {"zstd": _Zstd, "br": _Brotli, "gzip": _Gzip}


class Compression:
    """ASGI middleware that packs answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on and packs what comes back, if the client takes it and it is worth it."""
        coding = _coding(scope) if scope["type"] == "http" and scope["method"] != "HEAD" else None
        await self.app(scope, receive, send if coding is None else _Answer(send, coding).send)


class _Answer:
    """One answer on its way; its start is held back until the first piece says how large it is."""

    def __init__(self, send: Send, coding: str) -> None:
        self._send = send
        self._coding = coding
        self._start: Message | None = None
        self._packer: Packer | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_worth_it(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            start, self._start = self._start, None
            await self._first(start, message)
        elif message["type"] == "http.response.body" and self._packer is not None:
            await self._next(self._packer, message)
        else:
            await self._send(message)

    async def _first(self, start: Message, message: Message) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        headers.add_vary_header("Accept-Encoding")
        whole = not message.get("more_body", False)
        if whole and len(message.get("body", b"")) < LEAST_BYTES:
            await self._send({**start, "headers": headers.raw})
            await self._send(message)
            return
        packer = _PACKERS[self._coding]()
        headers["content-encoding"] = self._coding
        del headers["content-length"]
        if whole:
            body = await _packed(packer, message["body"], last=True)
            headers["content-length"] = str(len(body))
            await self._send({**start, "headers": headers.raw})
            await self._send({**message, "body": body})
            return
        self._packer = packer
        await self._send({**start, "headers": headers.raw})
        await self._next(packer, message)

    async def _next(self, packer: Packer, message: Message) -> None:
        more = message.get("more_body", False)
        body = await _packed(packer, message.get("body", b""), last=not more)
        if body or not more:
            await self._send({**message, "body": body})


async def _packed(packer: Packer, piece: bytes, *, last: bool) -> bytes:
    if len(piece) > _MOST_AT_ONCE:
        return await asyncio.to_thread(packer.pack, piece, last=last)
    return packer.pack(piece, last=last)


def _coding(scope: Scope) -> str | None:
    """Returns the best coding that the client takes, or None."""
    given = next((value for name, value in scope["headers"] if name == b"accept-encoding"), None)
    if given is None:
        return None
    taken = {}
    for part in given.decode("latin-1").lower().split(","):
        name, _, quality = part.partition(";")
        taken[name.strip()] = quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return next((each for each in _PACKERS if taken.get(each, taken.get("*", False))), None)


def _is_worth_it(start: Message) -> bool:
    if start["status"] in _NO_BODY:
        return False
    kind = ""
    for name, value in start.get("headers", ()):
        if name in {b"content-encoding", b"accept-ranges"}:
            return False
        if name == b"content-type":
            kind = value.decode("latin-1").lower()
        elif name == b"content-length" and value.isdigit() and int(value) < LEAST_BYTES:
            return False
    return _TEXT.match(kind) is not None
