"""One request and its whole answer, with every foreign error turned into a NodeError.

http.url         the URL cannot be used
http.request     the request itself is malformed (a header with a line break, …)
http.connect     no connection, or it was lost; retryable
http.timeout     no connection or no whole answer in time; retryable
http.tls         the server's certificate or protocol is not acceptable
http.redirects   too many redirects, or one to nowhere
http.encoding    the body is packed in a way that cannot be undone
http.too_large   the body is larger than allowed
"""

import asyncio
import ssl
import time
from collections.abc import Iterator
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


async def exchange(
    client: httpx.AsyncClient,
    request: httpx.Request,
    *,
    timeout_s: float,
    max_bytes: int,
    max_redirects: int = MAX_REDIRECTS,
    secret_headers: frozenset[str] = frozenset(),
) -> Exchange:
    """Sends a request and returns the answer, whatever its status.

    `timeout_s` is for everything, redirects and body included. Cookies last for the redirects of this request only.
    `secret_headers` (lower case) are, like the usual ones, not sent on to another origin.
    """
    began = time.perf_counter()
    jar = httpx.Cookies()
    try:
        async with asyncio.timeout(timeout_s):
            response = await _follow(client, request, jar, timeout_s, max_redirects, SENSITIVE | secret_headers)
            try:
                content = await _read(response, max_bytes)
            finally:
                await response.aclose()
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError) as error:
        raise mapped(error, request, timeout_s) from error
    elapsed = round((time.perf_counter() - began) * 1_000)
    cookies = {cookie.name: cookie.value or "" for cookie in jar.jar}
    return Exchange(response.status_code, response.headers, content, str(response.url), elapsed, cookies)


async def _follow(
    client: httpx.AsyncClient,
    request: httpx.Request,
    jar: httpx.Cookies,
    timeout_s: float,
    max_redirects: int,
    secret_headers: frozenset[str],
) -> httpx.Response:
    request.extensions["timeout"] = httpx.Timeout(timeout_s, connect=min(timeout_s, _CONNECT_S)).as_dict()
    first = request
    for _ in range(max_redirects + 1):
        response = await client.send(request, stream=True, follow_redirects=False)
        jar.extract_cookies(response)
        following = response.next_request
        if following is None or max_redirects == 0:
            return response
        await response.aclose()
        _carry(first, request.url, following, jar, secret_headers)
        request = following
    raise NodeError(
        f"{_target(request)} redirects more than {max_redirects} times.",
        code="http.redirects",
        details={"last": str(request.url)},
    )


def _carry(
    first: httpx.Request, before: httpx.URL, request: httpx.Request, jar: httpx.Cookies, secret_headers: frozenset[str]
) -> None:
    """Prepares a redirect's request: no secrets for another origin, and the cookies set so far."""
    if _origin(before) != _origin(request.url):
        for name in secret_headers:
            request.headers.pop(name, None)
    request.headers.pop("cookie", None)
    jar.set_cookie_header(request)
    own = first.headers.get("cookie") if _origin(first.url) == _origin(request.url) else None
    if cookies := [each for each in (own, request.headers.get("cookie")) if each]:
        request.headers["cookie"] = "; ".join(cookies)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


async def _read(response: httpx.Response, max_bytes: int) -> bytes:
    encoding = response.headers.get("content-encoding", "")
    declared = response.headers.get("content-length", "")
    if not encoding and declared.isdecimal() and int(declared) > max_bytes and response.request.method != "HEAD":
        raise _too_large(max_bytes)
    parts: list[bytes] = []
    size = 0
    async for piece in unpacked(response.aiter_raw(), encoding):
        size += len(piece)
        if size > max_bytes:
            raise _too_large(max_bytes)
        parts.append(piece)
    return b"".join(parts)


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
