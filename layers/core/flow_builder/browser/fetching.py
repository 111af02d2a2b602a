"""Loads a file by its address the way the session's own pages would: cookies, proxy, engine and limits included.

A page of its own, never shown, asks for the address; the answer is read as a stream instead of being displayed. So a
file that a browser would show (PDF, text, an image) is loaded like one that it would save, and a limit holds at once.
"""

import asyncio
import base64
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from playwright.async_api import BrowserContext, CDPSession, Error

from flow_builder.browser import failures
from flow_builder.browser.expected import Received, too_large
from flow_builder.browser.proxy import BLOCKED_HEADER
from flow_builder.browser.urls import check_navigable
from flow_builder.errors import NetworkBlocked, NodeError
from flow_builder.network.disposition import disposition_name

_CHUNK = 4 * 1024 * 1024
_REDIRECTS = range(300, 400)
_ERROR_STATUS = 400
_SERVER_ERROR = 500
_AGAIN = frozenset({408, 425, 429})
_MOST_REDIRECTS = 20


@dataclass(frozen=True, slots=True)
class _Answer:
    """The paused answer to a request: its body has not been read."""

    id: str
    url: str
    status: int
    reason: str
    headers: dict[str, str] = field(repr=False)


async def fetch(
    context: BrowserContext, url: str, *, timeout_s: float, max_bytes: int, referer: str | None = None
) -> Received:
    """Returns the file at an http(s) address, or at a data: address.

    Raises NodeError `browser.url_invalid`, `browser.navigation_failed`, `browser.http_error`, `browser.timeout`,
    `browser.download_failed` when it breaks off, LimitExceeded `browser.download_size`, NetworkBlocked.
    """
    if url.lower().startswith("data:"):
        return _from_data(url, max_bytes)
    check_navigable(url)
    with failures.mapped("load the file", url=url):
        page = await context.new_page()
        try:
            async with asyncio.timeout(timeout_s):
                return await _stream(await context.new_cdp_session(page), url, max_bytes, referer)
        except TimeoutError:
            details = {"url": url, "timeout_s": timeout_s}
            message = "The file did not come completely in time."
            raise NodeError(message, code="browser.timeout", retryable=True, details=details) from None
        finally:
            with suppress(Error):
                await page.close()


async def _stream(cdp: CDPSession, url: str, max_bytes: int, referer: str | None) -> Received:
    paused: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    cdp.on("Fetch.requestPaused", paused.put_nowait)
    patterns = [{"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"}]
    await cdp.send("Fetch.enable", {"patterns": patterns})
    going = asyncio.ensure_future(cdp.send("Page.navigate", {"url": url} | ({"referrer": referer} if referer else {})))
    try:
        answer = await _answer(cdp, paused, going, url)
        _check(answer, max_bytes)
        return Received(_name(answer), await _read(cdp, answer, max_bytes), answer.url, _declared(answer))
    finally:
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)


async def _answer(
    cdp: CDPSession, paused: "asyncio.Queue[dict[str, Any]]", going: "asyncio.Future[Any]", url: str
) -> _Answer:
    """Follows redirects and returns the last answer; a navigation that ends without any says why."""
    for _ in range(_MOST_REDIRECTS):
        getting = asyncio.ensure_future(paused.get())
        await asyncio.wait([getting, going], return_when=asyncio.FIRST_COMPLETED)
        if not getting.done():
            getting.cancel()
            reason = going.result().get("errorText", "no answer came")
            raise failures.to_node_error(Error(str(reason)), "load the file", url=url)
        event = getting.result()
        status = event.get("responseStatusCode")
        headers = {each["name"].lower(): each["value"] for each in event.get("responseHeaders", ())}
        if status is not None and not (status in _REDIRECTS and "location" in headers):
            return _Answer(
                event["requestId"], event["request"]["url"], status, event.get("responseStatusText", ""), headers
            )
        await cdp.send("Fetch.continueRequest", {"requestId": event["requestId"]})
    message = f"The address redirects more than {_MOST_REDIRECTS} times."
    raise NodeError(message, code="browser.navigation_failed", details={"url": url})


def _check(answer: _Answer, max_bytes: int) -> None:
    if answer.headers.get(BLOCKED_HEADER) == NetworkBlocked.code:
        message = f"The address {answer.url} is not allowed."
        raise NetworkBlocked(message, details={"url": answer.url})
    if answer.status >= _ERROR_STATUS:
        raise NodeError(
            f"The server answered with status {answer.status} in place of the file.",
            code="browser.http_error",
            retryable=answer.status >= _SERVER_ERROR or answer.status in _AGAIN,
            details={"url": answer.url, "status": answer.status},
        )
    announced = _announced(answer)
    if announced is not None and announced > max_bytes:
        raise too_large(max_bytes, _name(answer))


async def _read(cdp: CDPSession, answer: _Answer, max_bytes: int) -> bytes:
    stream = (await cdp.send("Fetch.takeResponseBodyAsStream", {"requestId": answer.id}))["stream"]
    parts: list[bytes] = []
    size = 0
    try:
        while True:
            read = await cdp.send("IO.read", {"handle": stream, "size": _CHUNK})
            part = base64.b64decode(read["data"]) if read.get("base64Encoded") else read["data"].encode()
            size += len(part)
            if size > max_bytes:
                raise too_large(max_bytes, _name(answer))
            parts.append(part)
            if read["eof"]:
                break
    except Error as error:
        raise _broken(answer, size) from error
    announced = _announced(answer)
    if announced is not None and size < announced:
        raise _broken(answer, size)
    return b"".join(parts)


def _broken(answer: _Answer, size: int) -> NodeError:
    announced = _announced(answer)
    of = f" of {announced:,}" if announced is not None else ""
    return NodeError(
        f"The file broke off: {size:,}{of} bytes came.",
        code="browser.download_failed",
        retryable=True,
        details={"url": answer.url[:2_000], "bytes": size, "announced": announced},
    )


def _announced(answer: _Answer) -> int | None:
    """Returns the size that the server announced; a packed body has another one when it is unpacked."""
    length = answer.headers.get("content-length", "")
    packed = answer.headers.get("content-encoding", "identity").lower() != "identity"
    return int(length) if length.isdecimal() and not packed else None


def _declared(answer: _Answer) -> str:
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower()


def _name(answer: _Answer) -> str:
    given = disposition_name(answer.headers.get("content-disposition", ""))
    return given or unquote(urlsplit(answer.url).path).rpartition("/")[2] or "download"


def _from_data(url: str, max_bytes: int) -> Received:
    head, _, body = url.partition(",")
    try:
        data = base64.b64decode(unquote(body), validate=True) if head.endswith(";base64") else unquote_to_bytes(body)
    except ValueError:
        message = "The data: address is malformed."
        raise NodeError(message, code="browser.url_invalid", details={"url": url[:200]}) from None
    if len(data) > max_bytes:
        raise too_large(max_bytes)
    return Received("download", data, "data:", head[5:].partition(";")[0].lower())
