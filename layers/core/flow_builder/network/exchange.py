"""One request and its whole answer, with every foreign error turned into a NodeError.

http.url         the URL cannot be used
http.request     the request itself is malformed (a header with a line break, …)
http.connect     no connection, or it was lost; retryable
http.timeout     no connection or no whole answer in time; retryable
http.tls         the server's certificate or protocol is not acceptable
http.redirects   too many redirects, or one to nowhere
http.encoding    the body is packed in a way that cannot be undone
http.too_large   the body is larger than allowed
http.login       the server's challenge cannot be answered
"""

import asyncio
import ssl
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

import httpx

from flow_builder.errors import NodeError
from flow_builder.network.client import MAX_REDIRECTS
from flow_builder.network.decode import unpacked
from flow_builder.network.headers import SENSITIVE

_CONNECT_S = 10.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """A whole answer; `url` is where it came from in the end, `cookies` are all that were set on the way."""

    status: int
    headers: httpx.Headers
    content: bytes
    url: str
    elapsed_ms: int
    cookies: dict[str, str]


@dataclass(frozen=True, slots=True)
class Private:
    """What a request carries that only the origin it is meant for may see.

    Attributes:
        headers: Lower-case names of secret headers, besides the usual ones.
        values: Secret values in the URL's query.
        login: Answers an origin's challenges (digest).
    """

    headers: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    login: httpx.Auth | None = None


class Incoming:
    """An answer whose body has not been read yet."""

    def __init__(self, response: httpx.Response, jar: httpx.Cookies) -> None:
        self._response = response
        self.status = response.status_code
        self.headers = response.headers
        self.url = str(response.url)
        self.cookies = {cookie.name: cookie.value or "" for cookie in jar.jar}

    async def pieces(self, max_bytes: int) -> AsyncGenerator[bytes, None]:
        """Yields the unpacked body in pieces; NodeError `http.too_large` as soon as that is clear."""
        encoding = self.headers.get("content-encoding", "")
        declared = self.headers.get("content-length", "")
        head = self._response.request.method == "HEAD"
        if not encoding and declared.isdecimal() and int(declared) > max_bytes and not head:
            raise _too_large(max_bytes)
        size = 0
        async with aclosing(unpacked(self._response.aiter_raw(), "" if head else encoding)) as body:
            async for piece in body:
                size += len(piece)
                if size > max_bytes:
                    raise _too_large(max_bytes)
                yield piece

    async def read(self, max_bytes: int) -> bytes:
        """Returns the whole body."""
        return b"".join([piece async for piece in self.pieces(max_bytes)])

    async def beginning(self, max_bytes: int) -> bytes:
        """Returns the body's first bytes; the rest is not read."""
        parts: list[bytes] = []
        size = 0
        async with aclosing(unpacked(self._response.aiter_raw(), self.headers.get("content-encoding", ""))) as body:
            async for piece in body:
                parts.append(piece)
                size += len(piece)
                if size >= max_bytes:
                    break
        return b"".join(parts)[:max_bytes]


async def exchange(
    client: httpx.AsyncClient,
    request: httpx.Request,
    *,
    timeout_s: float,
    max_bytes: int,
    max_redirects: int = MAX_REDIRECTS,
    private: Private = Private(),
    cut: bool = False,
) -> Exchange:
    """Sends a request and returns the answer, whatever its status.

    `timeout_s` is for everything, redirects and body included. Cookies last for the redirects of this request only.
    `private` is, like the usual secret headers, not sent on to another origin. With `cut` a body may be longer than
    `max_bytes`: the rest is left out.
    """
    began = time.perf_counter()
    async with incoming(client, request, timeout_s=timeout_s, max_redirects=max_redirects, private=private) as answer:
        content = await (answer.beginning if cut else answer.read)(max_bytes)
    elapsed = round((time.perf_counter() - began) * 1_000)
    return Exchange(answer.status, answer.headers, content, answer.url, elapsed, answer.cookies)


@asynccontextmanager
async def incoming(
    client: httpx.AsyncClient,
    request: httpx.Request,
    *,
    timeout_s: float,
    max_redirects: int = MAX_REDIRECTS,
    private: Private = Private(),
) -> AsyncIterator[Incoming]:
    """Sends a request and yields its answer for the body to be read piece by piece; see `exchange`.

    The time limit holds for the block, too.
    """
    jar = httpx.Cookies()
    try:
        async with asyncio.timeout(timeout_s):
            response = await _follow(client, request, jar, timeout_s, max_redirects, private)
            try:
                yield Incoming(response, jar)
            finally:
                await response.aclose()
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError) as error:
        raise mapped(error, request, timeout_s) from error


async def _follow(
    client: httpx.AsyncClient,
    request: httpx.Request,
    jar: httpx.Cookies,
    timeout_s: float,
    max_redirects: int,
    private: Private,
) -> httpx.Response:
    limits = httpx.Timeout(timeout_s, connect=min(timeout_s, _CONNECT_S)).as_dict()
    first = request
    for _ in range(max_redirects + 1):
        request.extensions["timeout"] = limits
        login = private.login if same_origin(first.url, request.url) else None
        response = await _send(client, request, login)
        jar.extract_cookies(response)
        following = response.next_request
        if following is None or max_redirects == 0:
            return response
        await response.aclose()
        _carry(first, request.url, following, jar, private)
        request = following
    raise NodeError(
        f"{_target(request)} redirects more than {max_redirects} times.",
        code="http.redirects",
        details={"last": str(request.url)},
    )


async def _send(client: httpx.AsyncClient, request: httpx.Request, login: httpx.Auth | None) -> httpx.Response:
    """Sends a request, again with what answers the challenge if there is one; bodies of challenges are not read."""
    if login is None:
        return await client.send(request, stream=True, follow_redirects=False)
    steps = login.auth_flow(request)
    request = next(steps)
    while True:
        response = await client.send(request, stream=True, follow_redirects=False)
        try:
            request = steps.send(response)
        except StopIteration:
            return response
        except (httpx.ProtocolError, KeyError, ValueError, NotImplementedError) as error:
            await response.aclose()
            raise NodeError(
                f"{_target(request)} asks for a login in a way that is not understood.", code="http.login"
            ) from error
        await response.aclose()


def _carry(
    first: httpx.Request, before: httpx.URL, request: httpx.Request, jar: httpx.Cookies, private: Private
) -> None:
    """Prepares a redirect's request: no secrets for another origin, and the cookies set so far."""
    if not same_origin(before, request.url):
        for name in SENSITIVE | private.headers:
            request.headers.pop(name, None)
    if not same_origin(first.url, request.url) and private.values:
        kept = [(name, value) for name, value in request.url.params.multi_items() if value not in private.values]
        request.url = request.url.copy_with(params=kept)
    request.headers.pop("cookie", None)
    jar.set_cookie_header(request)
    own = first.headers.get("cookie") if same_origin(first.url, request.url) else None
    if cookies := [each for each in (own, request.headers.get("cookie")) if each]:
        request.headers["cookie"] = "; ".join(cookies)


def same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    """Tells whether two addresses have the same scheme, host and port."""
    return _origin(one) == _origin(other)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _too_large(max_bytes: int) -> NodeError:
    return NodeError(
        f"The response is larger than {max_bytes:,} bytes.",
        code="http.too_large",
        hint="Raise `max_bytes`, or use the Download node for files.",
        details={"max_bytes": max_bytes},
    )


def mapped(error: Exception, request: httpx.Request, timeout_s: float) -> NodeError:
    """Returns the NodeError for what httpx raised."""
    target = _target(request)
    details = {"host": request.url.host, "port": request.url.port}
    if isinstance(error, (TimeoutError, httpx.TimeoutException)):
        doing = "could not be reached" if isinstance(error, httpx.ConnectTimeout) else "did not answer completely"
        return NodeError(
            f"{target} {doing} within {timeout_s:g} s.", code="http.timeout", retryable=True, details=details
        )
    if (problem := next((each for each in _causes(error) if isinstance(each, ssl.SSLError)), None)) is not None:
        reason = getattr(problem, "verify_message", None) or problem.reason or "the handshake failed"
        return NodeError(f"No secure connection to {target}: {reason}.", code="http.tls", details=details)
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol)):
        return NodeError(f"{error}", code="http.url", details=details)
    if isinstance(error, (httpx.LocalProtocolError, httpx.StreamError)):
        return NodeError(f"The request to {target} is malformed: {error}", code="http.request", details=details)
    reason = str(error) or "the connection was lost"
    return NodeError(f"{target} cannot be reached: {reason}", code="http.connect", retryable=True, details=details)


def _target(request: httpx.Request) -> str:
    port = f":{request.url.port}" if request.url.port else ""
    return f"{request.method} {request.url.scheme}://{request.url.host}{port}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
