"""The remote engine: a browser elsewhere, controlled over CDP.

The driver connects to a tunnel of this process, which connects to the address that the guard has checked. So neither
does a name change its address in between, nor does the driver get to know the secrets in the endpoint's address.
"""

import asyncio
import secrets
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.async_api import Browser, Error, Playwright

from flow_builder.browser.failures import first_line
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.relay import CONNECT_SECONDS, HEAD_BYTES, Streams, copy, dial, until_either
from flow_builder.errors import NodeError

_CONNECT_MS = 60_000
"""Providers start a browser only then, which may take a while."""

_SCHEMES = {"ws": (80, False), "http": (80, False), "wss": (443, True), "https": (443, True)}
_ANSWER_BYTES = 256 * 1024

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a browser listens for CDP; `base` is the path, with the query."""

    scheme: str
    host: str
    port: int
    base: str = field(repr=False)
    authorization: bytes = field(default=b"", repr=False)

    @property
    def secure(self) -> bool:
        """Tells whether to speak TLS."""
        return _SCHEMES[self.scheme][1]

    @property
    def announces(self) -> bool:
        """Tells whether the address has to be asked for the one that takes commands, as for a port of Chromium's."""
        return self.scheme.startswith("http")

    @property
    def name(self) -> str:
        """The address without what may be secret in it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def parse(url: str) -> Endpoint:
    """Returns the endpoint of an address such as `wss://user:password@host:9222/path?token=…`.

    Raises NodeError `browser.endpoint_invalid`, whose text does not repeat the address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in _SCHEMES:
        raise NodeError(
            "The remote browser's address is not usable.",
            code="browser.endpoint_invalid",
            hint="Write it as wss://host/… or ws://host/…, or http://host:9222 for a Chromium of your own.",
        )
    login = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    authorization = b"" if login == ":" else b"Authorization: Basic " + b64encode(login.encode()) + b"\r\n"
    base = parts.path + (f"?{parts.query}" if parts.query else "")
    return Endpoint(parts.scheme, host, port or _SCHEMES[parts.scheme][0], base or "/", authorization)


def endpoint_of(options: SessionOptions, credential: Mapping[str, Any] | None) -> Endpoint:
    """Returns where a session's browser is; NodeError `browser.options` when nothing says so, or a proxy is asked for."""
    if options.proxy is not None:
        raise NodeError(
            "A remote browser's traffic does not pass here, so it cannot be sent through a proxy.",
            code="browser.options",
            field="/proxy",
            hint="Choose the proxy with the remote browser's provider.",
        )
    url = (credential or {}).get("url") or options.endpoint
    if not url:
        raise NodeError(
            "The remote engine has no address.",
            code="browser.options",
            field="/endpoint",
            hint="Set `endpoint`, or a credential of type cdp that holds the address.",
        )
    return parse(str(url))


class Tunnel:
    """A way to an endpoint on a free loopback port, for those who know its path."""

    def __init__(self, endpoint: Endpoint, resolve: Resolve) -> None:
        self._endpoint = endpoint
        self._resolve = resolve
        self._token = f"/{secrets.token_urlsafe(16)}"
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.error: NodeError | None = None
        """Why the last connection failed before the browser had a say."""

    async def start(self) -> str:
        """Starts to listen and returns the address for the driver."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD_BYTES)
        local = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        if self._endpoint.announces:
            await self._ask(f"http://{local}")
        return f"ws://{local}{self._token}"

    async def close(self) -> None:
        """Stops listening and drops the connection."""
        if self._server is not None:
            self._server.close()
            for writer in tuple(self._writers):
                writer.transport.abort()
            await self._server.wait_closed()

    async def _ask(self, local: str) -> None:
        """Finds out the path that takes commands; its host is often one that only the browser's own machine knows."""
        import httpx

        asked = self._endpoint
        path, _, query = asked.base.partition("?")
        version = f"{path.rstrip('/')}/json/version" + (f"?{query}" if query else "")
        self._endpoint = replace(asked, base=version)
        try:
            async with (
                httpx.AsyncClient(trust_env=False, timeout=CONNECT_SECONDS) as client,
                client.stream("GET", f"{local}{self._token}") as answer,
            ):
                announced = await _announced(answer)
        except httpx.HTTPError as error:
            raise self.error or unreachable(asked, "it does not answer as a browser does") from error
        parts = urlsplit(announced)
        self._endpoint = replace(asked, base=parts.path + (f"?{parts.query or query}" if parts.query or query else ""))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if head.split(b" ", 2)[1] == self._token.encode():
                await self._relay(head, (reader, writer))
        except NodeError as error:
            self.error = error
        except (OSError, EOFError, asyncio.LimitOverrunError, IndexError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or "the connection broke"
            self.error = unreachable(self._endpoint, reason)
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _relay(self, head: bytes, client: Streams) -> None:
        server = await self._dial()
        self._writers.add(server[1])
        try:
            server[1].write(self._addressed(head))
            answer = await server[0].readuntil(b"\r\n\r\n")
            status = answer.split(b" ", 2)[1][:3]
            if status not in (b"101", b"200"):
                self.error = unreachable(self._endpoint, f"it answered with status {status.decode('latin-1')}")
            client[1].write(answer)
            await until_either(copy(client[0], server[1]), copy(server[0], client[1]))
        finally:
            self._writers.discard(server[1])
            server[1].close()

    async def _dial(self) -> Streams:
        endpoint = self._endpoint
        async with asyncio.timeout(CONNECT_SECONDS):
            addresses = await self._resolve(endpoint.host, endpoint.port)
            return await dial(addresses, endpoint.port, tls_for=endpoint.host if endpoint.secure else None)

    def _addressed(self, head: bytes) -> bytes:
        endpoint = self._endpoint
        line, _, rest = head.partition(b"\r\n")
        method, _, version = line.split(b" ", 2)
        host = f"[{endpoint.host}]" if ":" in endpoint.host else endpoint.host
        kept = [each for each in rest.split(b"\r\n") if each and not each.lower().startswith((b"host:", b"origin:"))]
        first = b" ".join((method, endpoint.base.encode(), version))
        return b"\r\n".join((first, f"Host: {host}:{endpoint.port}".encode(), *kept, endpoint.authorization + b"\r\n"))


async def connect(driver: Playwright, tunnel: Tunnel, endpoint: Endpoint) -> Browser:
    """Returns the browser behind a tunnel. Raises NodeError `browser.remote_failed` (retryable), NetworkBlocked."""
    address = await tunnel.start()
    try:
        return await driver.chromium.connect_over_cdp(address, timeout=_CONNECT_MS)
    except Error as error:
        reason = first_line(error.message).replace(address, endpoint.name)
        raise tunnel.error or unreachable(endpoint, reason) from error


def unreachable(endpoint: Endpoint, reason: str) -> NodeError:
    """Returns the error for a remote browser that cannot be used."""
    return NodeError(
        f"The remote browser at {endpoint.name} cannot be used: {reason}.",
        code="browser.remote_failed",
        retryable=True,
        hint="Check the address and the login, and whether the provider has a browser left.",
        details={"endpoint": endpoint.name},
    )


async def _announced(answer: Any) -> str:
    """Returns the address that an endpoint's description gives. Raises httpx.HTTPError when it is none."""
    import httpx
    from pydantic_core import from_json

    data = b""
    async for part in answer.aiter_bytes():
        data += part
        if len(data) > _ANSWER_BYTES:
            raise httpx.DecodingError("too long")
    try:
        return str(from_json(data)["webSocketDebuggerUrl"])
    except (ValueError, KeyError, TypeError) as error:
        raise httpx.DecodingError("not a browser's description") from error
