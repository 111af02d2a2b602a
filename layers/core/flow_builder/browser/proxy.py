"""A forward proxy inside the worker: every connection of a page goes to an address that the guard has checked.

Chromium hands it names, never addresses it resolved itself, and the proxy connects to the very address it checked.
So redirects, rebinding DNS, odd spellings, web sockets and service workers all meet the same check. With an outside
proxy (`proxies.Route`) that one is what it connects to: its address is checked likewise, and so are the names that it
is then handed to look up again.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flow_builder.browser import upstream
from flow_builder.browser.proxies import Route
from flow_builder.browser.relay import CONNECT_SECONDS, HEAD_BYTES, Streams, copy, until_either
from flow_builder.browser.upstream import ProxyFailed, Upstream
from flow_builder.errors import NetworkBlocked, NodeError

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""(host, port) -> addresses that may be connected to; NetworkBlocked if one may not, OSError if there are none."""

BLOCKED_HEADER = "x-flow-builder-blocked"
"""Header of the answer that stands in for a page the guard does not allow."""

_HOP_HEADERS = re.compile(
    rb"^(connection|proxy-connection|proxy-authorization|keep-alive):.*\r\n", re.IGNORECASE | re.MULTILINE
)
_KEPT_ERRORS = 100
_DENIED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class GuardProxy:
    """One session's proxy on a free loopback port; `refused` holds the latest errors, by host, the last one last."""

    def __init__(self, resolve: Resolve, route: Route | None = None) -> None:
        self._resolve = resolve
        self._route = route
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.refused: dict[str, NodeError] = {}
        self.on_refused: Callable[[NodeError], None] = lambda _: None
        self.denied: Callable[[str], bool] = lambda _: False
        """Hosts that the session does without (trackers); turning them away is no news."""

    async def start(self) -> None:
        """Starts to listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD_BYTES)

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
        host = target
        try:
            host, port = _destination(method, target)
            if self.denied(host):
                writer.write(_DENIED)
                await writer.drain()
                return
            server, proxy = await self._connect(host, port, tunnel=method == "CONNECT")
            await self._exchange(_Exchange(method, target, head, proxy), (reader, writer), server)
        except NodeError as error:
            self._note(host, error)
            writer.write(_refusal(error))
            await writer.drain()

    async def _exchange(self, exchange: "_Exchange", client: Streams, server: Streams) -> None:
        self._writers.add(server[1])
        try:
            await exchange.relay(client, server)
        except ProxyFailed as error:  # told by the answer, before any of it went to the page
            if self._route is not None and exchange.proxy is not None:
                self._route.failed(exchange.proxy, error)
            raise
        finally:
            self._writers.discard(server[1])
            server[1].close()

    async def _connect(self, host: str, port: int, *, tunnel: bool) -> tuple[Streams, Upstream | None]:
        addresses = await self._addresses(host, port)
        if self._route is None:
            return await _first_connection(addresses, host, port), None
        return await self._route.connect(self._resolve, host, port, tunnel=tunnel)

    def _note(self, host: str, error: NodeError) -> None:
        self.refused.pop(host, None)
        while len(self.refused) >= _KEPT_ERRORS:
            self.refused.pop(next(iter(self.refused)))
        self.refused[host] = error
        self.on_refused(error)

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
            async with asyncio.timeout(CONNECT_SECONDS / len(addresses)):
                return await asyncio.open_connection(address, port, limit=HEAD_BYTES)
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


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One tunnel, or one request with its answer; `proxy` is the outside one that it goes through, if any."""

    method: str
    target: str
    head: bytes
    proxy: Upstream | None

    async def relay(self, client: Streams, server: Streams) -> None:
        """Copies both ways until either end is done. Raises ProxyFailed when the proxy refused the request."""
        if self.method == "CONNECT":
            client[1].write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            down = copy(server[0], client[1])
        else:
            server[1].write(self._one_request())
            down = self._copy_answer(server[0], client[1])
        await until_either(copy(client[0], server[1]), down)

    def _one_request(self) -> bytes:
        """Returns the head so that it asks for one answer only: the next request may be for another host.

        It is in origin form, unless it goes to an HTTP proxy, which wants the whole address.
        """
        line, _, rest = self.head.partition(b"\r\n")
        method, target, version = line.split(b" ", 2)
        login = b""
        if self.proxy is not None and self.proxy.scheme != "socks5":
            login = self.proxy.authorization
        else:
            parts = urlsplit(self.target)
            target = ((parts.path or "/") + (f"?{parts.query}" if parts.query else "")).encode("latin-1")
        kept = _HOP_HEADERS.sub(b"", rest)
        return b" ".join((method, target, version)) + b"\r\nConnection: close\r\n" + login + kept

    async def _answer_head(self, source: asyncio.StreamReader) -> bytes:
        if self.proxy is None:
            return await source.readuntil(b"\r\n\r\n")
        try:
            head = await source.readuntil(b"\r\n\r\n")
        except (OSError, EOFError) as error:
            raise ProxyFailed(self.proxy, "it closed the connection") from error
        upstream.check_status(self.proxy, head, tunnel=False)
        return head

    async def _copy_answer(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while True:
            head = await self._answer_head(source)
            line, _, rest = head.partition(b"\r\n")
            sink.write(line + b"\r\nConnection: close\r\n" + _HOP_HEADERS.sub(b"", rest))
            if not line.split(b" ", 2)[1].startswith(b"1"):  # 100 and 103 come before the answer proper
                break
        await copy(source, sink)
