"""The HTTP client of all nodes: pooled connections that only ever go to addresses the guard has checked."""

import asyncio
import logging
from collections.abc import Iterable
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from flow_builder.network.guard import NetworkPolicy, Resolver, canonical_host, check_url, resolve
from flow_builder.network.variants import Variants

MAX_REDIRECTS = 10
USER_AGENT = "FlowBuilder/0.1"
DEFAULT_LIMITS = httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=30.0)
DEFAULT_TIMEOUT = httpx.Timeout(60.0, connect=10.0)
_IMPATIENT_S = 2.0
"""Time for a connection attempt when there is another address to try."""

# httpx logs the URL of every request at INFO, and some services want their token to be part of it.
logging.getLogger("httpx").setLevel(logging.WARNING)


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that is closed when its TLS handshake is canceled; httpcore itself leaves it open then."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self.read = inner.read  # type: ignore[method-assign]
        self.write = inner.write  # type: ignore[method-assign]
        self.aclose = inner.aclose  # type: ignore[method-assign]
        self.get_extra_info = inner.get_extra_info  # type: ignore[method-assign]

    async def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature of the port
    ) -> httpcore.AsyncNetworkStream:
        """Returns the connection with TLS on it."""
        try:
            return await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._inner.aclose()
            raise


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the very addresses that were checked; TLS and the Host header still see the name."""

    def __init__(self, policy: NetworkPolicy, resolver: Resolver | None = None) -> None:
        self._policy = policy
        self._resolver = resolver
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature of the port
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Returns a connection to the first address that answers; NetworkBlocked if any address is off limits."""
        try:
            addresses = await resolve(canonical_host(host), port, self._policy, self._resolver)
        except OSError as error:
            raise httpcore.ConnectError(f"The host {host!r} cannot be found.") from error
        for address in addresses[:-1]:
            patience = _IMPATIENT_S if timeout is None else min(timeout, _IMPATIENT_S)
            try:
                return _Stream(await self._inner.connect_tcp(address, port, patience, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return _Stream(await self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options))

    async def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """Refuses: flows have no business with local sockets."""
        raise httpcore.ConnectError(f"Unix sockets are not available ({path}).")

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await self._inner.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport on a guarded pool; each hop of a redirect comes through here and is checked again."""

    def __init__(
        self,
        policy: NetworkPolicy,
        resolver: Resolver | None,
        limits: httpx.Limits,
        ssl_context: SSLContext,
        *,
        http2: bool = False,
    ) -> None:
        super().__init__(verify=ssl_context, trust_env=False, limits=limits)
        self._policy = policy
        # httpx has no parameter for the network backend; its pool has seen no request yet and holds nothing to close.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            http2=http2,
            network_backend=GuardedBackend(policy, resolver),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request unless its URL is off limits (NetworkBlocked)."""
        check_url(str(request.url), self._policy)
        return await super().handle_async_request(request)


class GuardedClient(httpx.AsyncClient):
    """The client that all nodes share; `policy` and `resolver` are for protocols other than HTTP, see `connect`."""

    def __init__(self, policy: NetworkPolicy, resolver: Resolver | None, **settings: Any) -> None:
        super().__init__(**settings)
        self.policy = policy
        self.resolver = resolver
        self.variants = Variants(self)

    def like(self, *, ssl_context: SSLContext, http2: bool) -> "GuardedClient":
        """Returns another client with the same guard and other connections."""
        return make_client(self.policy, resolver=self.resolver, ssl_context=ssl_context, http2=http2)

    async def aclose(self) -> None:
        """Closes all connections, those of the variants, too."""
        await self.variants.close()
        await super().aclose()

    async def __aexit__(self, *raised: object) -> None:
        """Closes all connections."""
        await self.variants.close()
        await super().__aexit__(*raised)  # type: ignore[arg-type]


@cache
def _default_tls() -> SSLContext:
    # Reading the certificates of all authorities takes some 15 ms; one context serves every client of the process.
    return httpx.create_ssl_context()


def make_client(
    policy: NetworkPolicy,
    *,
    resolver: Resolver | None = None,
    limits: httpx.Limits = DEFAULT_LIMITS,
    timeout: httpx.Timeout = DEFAULT_TIMEOUT,
    ssl_context: SSLContext | None = None,
    http2: bool = False,
) -> GuardedClient:
    """Returns the client that all nodes of a host share; close it when the host ends.

    It keeps connections but no cookies, follows no redirect unless asked per request (then ten at most, each checked),
    and ignores proxies and `.netrc` of the environment. `SSL_CERT_FILE` is honoured.
    """
    context = ssl_context or _default_tls()
    forgetful = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
    return GuardedClient(
        policy,
        resolver,
        transport=GuardedTransport(policy, resolver, limits, context, http2=http2),
        cookies=forgetful,
        headers={"user-agent": USER_AGENT, "accept-encoding": "gzip, deflate, br, zstd"},
        timeout=timeout,
        trust_env=False,
        follow_redirects=False,
        max_redirects=MAX_REDIRECTS,
    )
