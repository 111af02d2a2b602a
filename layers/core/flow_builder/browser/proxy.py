"""A forward proxy inside the worker: every connection of a page goes to an address that the guard has checked.

Chromium hands it names, never addresses it resolved itself, and the proxy connects to the very address it checked.
So redirects, rebinding DNS, odd spellings, web sockets and service workers all meet the same check.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from flow_builder.errors import NetworkBlocked, NodeError

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""(host, port) -> addresses that may be connected to; NetworkBlocked if one may not, OSError if there are none."""

BLOCKED_HEADER = "x-flow-builder-blocked"
"""Header of the answer that stands in for a page the guard does not allow."""

_HEAD_BYTES = 256 * 1024
_CHUNK = 64 * 1024
_CONNECT_SECONDS = 20.0
_HOP_HEADERS = re.compile(
    rb"^(connection|proxy-connection|proxy-authorization|keep-alive):.*\r\n", re.IGNORECASE | re.MULTILINE
)
_KEPT_ERRORS = 100

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class GuardProxy:
    """One session's proxy on a free loopback port; `refused` holds the latest errors, by host, the last one last."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.refused: dict[str, NodeError] = {}
        self.on_refused: Callable[[NodeError], None] = lambda _: None

    async def start(self) -> None:
        """Starts to listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD_BYTES)

    @property
    def address(self) -> str:
        """The proxy's URL for Chromium."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """Stops listening and drops every connection."""
        if self._server is not None:
            self._server.close()
            for writer in tuple(self._writers):
                writer.transport.abort()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            await self._answer(reader, writer)
        except (OSError, EOFError, asyncio.LimitOverrunError, ValueError):
            pass  # one of the two ends is gone or talks nonsense: closing is the answer
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        try:
            host, port = _destination(method, target)
            upstream = await self._connect(host, port)
        except NodeError as error:
            writer.write(_refusal(error))
            await writer.drain()
            return
        self._writers.add(upstream[1])
        try:
            await _relay(method, target, head, (reader, writer), upstream)
        finally:
            self._writers.discard(upstream[1])
            upstream[1].close()

    async def _connect(self, host: str, port: int) -> Streams:
        try:
            return await _first_connection(await self._addresses(host, port), host, port)
        except NodeError as error:
            self.refused.pop(host, None)
            while len(self.refused) >= _KEPT_ERRORS:
                self.refused.pop(next(iter(self.refused)))
            self.refused[host] = error
            self.on_refused(error)
            raise

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            return await self._resolve(host, port)
        except OSError as error:
            message, details = f"The host {host!r} cannot be found.", {"host": host}
            raise NodeError(message, code="network.unresolved", retryable=True, details=details) from error


async def _first_connection(addresses: Sequence[str], host: str, port: int) -> Streams:
    reason = "it has no address"
    for address in addresses:
        try:
            async with asyncio.timeout(_CONNECT_SECONDS / len(addresses)):
                return await asyncio.open_connection(address, port, limit=_HEAD_BYTES)
        except OSError as error:  # TimeoutError is one
            reason = error.strerror or "it does not answer"
    raise NodeError(
        f"{host}:{port} cannot be reached: {reason}.",
        code="browser.navigation_failed",
        retryable=True,
        details={"host": host, "port": port},
    )


def _destination(method: str, target: str) -> tuple[str, int]:
    parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
    if parts.hostname is None or (method != "CONNECT" and parts.scheme != "http"):
        raise ValueError(target)
    return parts.hostname, parts.port or (443 if method == "CONNECT" else 80)


def _refusal(error: NodeError) -> bytes:
    status = "403 Forbidden" if isinstance(error, NetworkBlocked) else "502 Bad Gateway"
    body = error.message.encode()
    head = (
        f"HTTP/1.1 {status}\r\n{BLOCKED_HEADER}: {error.code}\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


async def _relay(method: str, target: str, head: bytes, client: Streams, upstream: Streams) -> None:
    if method == "CONNECT":
        client[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    else:
        upstream[1].write(_one_request(target, head))
    down = _copy(upstream[0], client[1]) if method == "CONNECT" else _copy_answer(upstream[0], client[1])
    both = {asyncio.ensure_future(_copy(client[0], upstream[1])), asyncio.ensure_future(down)}
    try:
        # Browsers and servers do not half-close: when one direction ends, so does the exchange.
        done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for copied in done:
            copied.result()
    finally:
        for copying in both:
            copying.cancel()
        await asyncio.gather(*both, return_exceptions=True)


def _one_request(target: str, head: bytes) -> bytes:
    """Returns a head in origin form that asks for one answer only: the next request may be for another host."""
    parts = urlsplit(target)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line, _, rest = head.partition(b"\r\n")
    method, _, version = line.split(b" ", 2)
    return (
        b" ".join((method, path.encode("latin-1"), version))
        + b"\r\nConnection: close\r\n"
        + _HOP_HEADERS.sub(b"", rest)
    )


async def _copy_answer(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while True:
        line, _, rest = (await source.readuntil(b"\r\n\r\n")).partition(b"\r\n")
        sink.write(line + b"\r\nConnection: close\r\n" + _HOP_HEADERS.sub(b"", rest))
        if not line.split(b" ", 2)[1].startswith(b"1"):  # 100 and 103 come before the answer proper
            break
    await _copy(source, sink)


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(_CHUNK):
        sink.write(data)
        await sink.drain()
