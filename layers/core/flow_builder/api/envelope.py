"""What every answer has around it: a correlation id, and headers that tell browsers to trust it with little.

This is the outermost layer, so that it holds for webhooks, the demo sites and errors, too. A header that an answer
brings along stays as it is: pages that need more say so themselves.
"""

import re
import secrets
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.guard import DEMO
from flow_builder.api.problems import problem
from flow_builder.telemetry import correlation_id

MAX_HEADER_BYTES = 32 * 1024
MAX_HEADERS = 100
MAX_TARGET_BYTES = 8 * 1024
"""Path and query together."""

_GIVEN = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_TRACE = re.compile(rb"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
"""A `traceparent` (W3C Trace Context); the group is the trace's id."""
_NOTHING = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_PAGE = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    b"font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_DEMO = _ALWAYS[:1]
"""The demo sites frame and open each other, and have nothing to protect."""
_API = "/api/"
_SECURE = (b"strict-transport-security", b"max-age=31536000")


class Envelope:
    """ASGI middleware around everything; `public_url` is where people reach the host, through a proxy perhaps."""

    def __init__(self, app: ASGIApp, public_url: str | None = None) -> None:
        self.app = app
        parts = urlsplit(public_url or "")
        self._secure = parts.netloc.lower().encode() if parts.scheme == "https" else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request that is out of measure, passes on all others, and marks what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        id_ = _correlation(scope)
        token = correlation_id.set(id_)
        path: str = scope["path"]
        extra = [*(_DEMO if path.startswith(DEMO) else _ALWAYS), (b"x-correlation-id", id_.encode())]
        if self._secure is not None and (b"host", self._secure) in scope["headers"]:
            extra.append(_SECURE)
        if path.startswith(_API):
            extra.append((b"cache-control", b"no-store"))

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                there = {name for name, _ in headers}
                headers += [each for each in extra if each[0] not in there]
                if b"content-security-policy" not in there and not path.startswith(DEMO):
                    headers.append((b"content-security-policy", _policy(headers)))
                message = {**message, "headers": headers}
            await send(message)

        try:
            refusal = _out_of_measure(scope)
            if refusal is None:
                await self.app(scope, receive, send_marked)
            else:
                await problem(*refusal)(scope, receive, send_marked)
        finally:
            correlation_id.reset(token)


def _correlation(scope: Scope) -> str:
    """Returns the id that came along, if it is well-formed, else a new one."""
    given: dict[bytes, bytes] = dict(scope["headers"])
    for name in (b"x-correlation-id", b"x-request-id"):
        if (value := given.get(name)) is not None and _GIVEN.fullmatch(value):
            return value.decode()
    trace = _TRACE.fullmatch(given.get(b"traceparent", b""))
    return secrets.token_hex(8) if trace is None else trace.group(1).decode()


def _out_of_measure(scope: Scope) -> tuple[int, str, str] | None:
    headers = scope["headers"]
    if len(headers) > MAX_HEADERS or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES:
        most = f"{MAX_HEADERS} headers of {MAX_HEADER_BYTES // 1024} KiB together"
        return 431, "headers.too_large", f"The request has more than {most}."
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_TARGET_BYTES:
        return 414, "url.too_long", f"The address is longer than {MAX_TARGET_BYTES // 1024} KiB."
    return None


def _policy(headers: list[tuple[bytes, bytes]]) -> bytes:
    kind = next((value for name, value in headers if name == b"content-type"), b"")
    return _PAGE if kind.startswith(b"text/html") else _NOTHING
