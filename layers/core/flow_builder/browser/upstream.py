"""Speaks to an outside proxy: HTTP CONNECT, HTTPS and SOCKS5, with user name and password.

Own code, because the guard has to connect to the very address it checked, and because Chromium never gets to know the
credentials.
"""

import asyncio
import ssl
from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from flow_builder.browser.relay import CONNECT_SECONDS, Streams, dial
from flow_builder.errors import NodeError

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
_SESSION = "{session}"
_AUTH_REQUIRED = 407
_SERVER_ERROR = 500
_SOCKS_REPLIES = {
    1: "it failed",
    2: "it does not allow that",
    3: "the network cannot be reached",
    4: "the host cannot be reached",
    5: "the connection was refused",
    6: "it took too long",
}


class ProxyFailed(NodeError):
    """A proxy, or the way through it, does not work; `at_fault` tells whether the proxy itself is to blame."""

    code = "browser.proxy_failed"

    def __init__(self, proxy: "Upstream", reason: str, *, at_fault: bool = True) -> None:
        super().__init__(
            f"The proxy {proxy.name} did not work: {reason}.",
            retryable=True,
            hint="Check the proxy's address and login; `rotate: failure` goes on to the next one by itself.",
            details={"proxy": proxy.name},
        )
        self.at_fault = at_fault


@dataclass(frozen=True, slots=True)
class Upstream:
    """A proxy's address and login. User name and password may hold `{session}`, which providers tell visitors by."""

    scheme: str
    host: str
    port: int
    username: str = ""
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The address without the login, fit for messages."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def for_session(self, session: str) -> "Upstream":
        """Returns the proxy as one session uses it."""
        return replace(
            self,
            username=self.username.replace(_SESSION, session),
            password=self.password.replace(_SESSION, session),
        )

    @property
    def authorization(self) -> bytes:
        """The header line with the login, or nothing."""
        if not self.username and not self.password:
            return b""
        return b"Proxy-Authorization: Basic " + b64encode(f"{self.username}:{self.password}".encode()) + b"\r\n"


def parse(address: str, username: str = "", password: str = "") -> Upstream:
    """Returns the proxy of an address such as `socks5://user:password@host:1080`; a login in it comes first.

    Without a scheme it is an HTTP proxy. Raises NodeError `browser.proxy_invalid`.
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in _PORTS:
        raise NodeError(
            "A proxy's address is not usable.",
            code="browser.proxy_invalid",
            hint="Write it as http://host:port, https://host:port or socks5://host:port.",
        )
    scheme = "socks5" if parts.scheme == "socks5h" else parts.scheme
    login = (unquote(parts.username or ""), unquote(parts.password or "")) if parts.username else (username, password)
    return Upstream(scheme, host, port or _PORTS[parts.scheme], *login)


async def connect(
    upstream: Upstream, addresses: Callable[[str, int], Awaitable[Sequence[str]]], host: str, port: int, *, tunnel: bool
) -> Streams:
    """Returns a connection through a proxy, to a host's port; `addresses` gives the checked ones of the proxy itself.

    Without `tunnel`, an HTTP proxy expects a request with an absolute address next, which needs `authorization`.
    Raises ProxyFailed; NetworkBlocked when the guard does not allow the proxy's own address.
    """
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            found = await addresses(upstream.host, upstream.port)
            streams = await dial(found, upstream.port, tls_for=upstream.host if upstream.scheme == "https" else None)
            try:
                await _pass(upstream, streams, host, port, tunnel=tunnel)
            except BaseException:
                streams[1].close()
                raise
            return streams
    except NodeError:
        raise
    except TimeoutError as error:
        raise ProxyFailed(upstream, "it does not answer in time") from error
    except ssl.SSLError as error:
        raise ProxyFailed(upstream, f"TLS failed ({error.reason or 'handshake'})") from error
    except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
        raise ProxyFailed(upstream, _reason(error)) from error


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "it cannot be reached"
    return "it closed the connection" if isinstance(error, EOFError) else "it does not speak the protocol"


async def _pass(upstream: Upstream, streams: Streams, host: str, port: int, *, tunnel: bool) -> None:
    if upstream.scheme == "socks5":
        await _socks(upstream, streams, host, port)
    elif tunnel:
        await _ask_tunnel(upstream, streams, host, port)


async def _ask_tunnel(upstream: Upstream, streams: Streams, host: str, port: int) -> None:
    reader, writer = streams
    authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    target = authority.encode()
    writer.write(b"CONNECT " + target + b" HTTP/1.1\r\nHost: " + target + b"\r\n" + upstream.authorization + b"\r\n")
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    check_status(upstream, head)


def check_status(upstream: Upstream, head: bytes, *, tunnel: bool = True) -> None:
    """Raises ProxyFailed when an answer's head says that the proxy did not do its part.

    What a proxy answers to a request without a tunnel is mostly the site's own answer; 407 never is.
    """
    status = int(head.split(b" ", 2)[1][:3])
    if status == _AUTH_REQUIRED:
        raise ProxyFailed(upstream, "it does not accept the login (407)")
    if tunnel and not 200 <= status < 300:  # noqa: PLR2004 - HTTP's own class
        at_fault = status < _SERVER_ERROR  # from 500 on, it may be the site that is down
        raise ProxyFailed(upstream, f"it answered with status {status}", at_fault=at_fault)


async def _socks(upstream: Upstream, streams: Streams, host: str, port: int) -> None:
    """Does RFC 1928's handshake, with RFC 1929's login; the proxy looks up names."""
    reader, writer = streams
    login = upstream.username.encode(), upstream.password.encode()
    writer.write(b"\x05\x02\x00\x02" if any(login) else b"\x05\x01\x00")
    version, method = await reader.readexactly(2)
    if version != 5:  # noqa: PLR2004 - SOCKS 5
        raise ValueError("not SOCKS5")
    if method == 2:  # noqa: PLR2004 - user name and password
        writer.write(b"\x01" + b"".join(bytes([len(each)]) + each for each in login))
        if (await reader.readexactly(2))[1] != 0:
            raise ProxyFailed(upstream, "it does not accept the login")
    elif method != 0:
        raise ProxyFailed(upstream, "it wants a login")
    writer.write(b"\x05\x01\x00" + _socks_address(host) + port.to_bytes(2, "big"))
    _, reply, _, kind = await reader.readexactly(4)
    if reply != 0:
        raise ProxyFailed(upstream, _SOCKS_REPLIES.get(reply, f"it said {reply}"), at_fault=False)
    rest = {1: 4, 4: 16}.get(kind) or (await reader.readexactly(1))[0]
    await reader.readexactly(rest + 2)


def _socks_address(host: str) -> bytes:
    try:
        packed = ip_address(host).packed
    except ValueError:
        name = host.encode("ascii")
        return b"\x03" + bytes([len(name)]) + name
    return (b"\x01" if len(packed) == 4 else b"\x04") + packed  # noqa: PLR2004 - bytes of an IPv4 address
