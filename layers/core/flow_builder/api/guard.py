"""What stands before every route: Host and Origin checks, other web apps that may call, body limit.

A host on one machine has no login, so a web page open in the same browser must not be able to drive it. Three checks
see to that: the Host header must name this host (a rebound DNS name does not), a request that changes something must
not come from another origin, unless that is in the list of those that may (CORS), and its body must be of a type that a plain HTML form cannot send. Of the demo sites, which
are made of plain forms and have nothing to protect, just the Host header is checked.
"""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.bodies import MAX_BODY_BYTES
from flow_builder.api.problems import problem, problem_of_any

DEMO = "/demo/"
_POLICY_VIOLATION = 1008
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MEDIA = frozenset({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
_SHARED = {
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": (
        "allow, content-disposition, etag, idempotency-replayed, location, ratelimit-limit, ratelimit-policy, "
        "ratelimit-remaining, ratelimit-reset, retry-after, x-correlation-id"
    ),
}
"""Told to web apps of the list, besides that they may."""
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": (
        "authorization, content-type, idempotency-key, if-match, last-event-id, traceparent, x-correlation-id, "
        "x-workspace"
    ),
    "access-control-max-age": "7200",
}


class Guard:
    """ASGI middleware around the API; webhooks do not pass through it."""

    def __init__(self, app: ASGIApp, names: Iterable[str], origins: Iterable[str] = ()) -> None:
        self.app = app
        self._names = frozenset(name.lower() for name in names) | {"localhost"}
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers it with a problem."""
        headers = Headers(scope=scope) if scope["type"] in {"http", "websocket"} else Headers()
        if scope["type"] != "http":
            # A page of another site may open a WebSocket anywhere, so it has to come from here like any change.
            if scope["type"] == "websocket" and self._refusal("POST", headers) is not None:
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                return
            await self.app(scope, receive, send)
            return
        origin = headers.get("origin")
        shared = origin is not None and origin in self._origins
        started = False

        async def send_marked(message: Message) -> None:
            nonlocal started
            started = True
            if shared and message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                told.update({"access-control-allow-origin": str(origin), **_SHARED})
                told.add_vary_header("Origin")
            await send(message)

        try:
            await self._answer(scope, headers, shared=shared)(scope, limited(receive, MAX_BODY_BYTES), send_marked)
        except Exception as error:
            if started:
                raise
            await problem_of_any(error)(scope, receive, send_marked)

    def _answer(self, scope: Scope, headers: Headers, *, shared: bool) -> ASGIApp:
        """Returns what answers a request."""
        method = "GET" if scope["path"].startswith(DEMO) else scope["method"]
        refusal = self._refusal(method, headers)
        if refusal is not None:
            return problem(*refusal)
        if shared and method == "OPTIONS" and "access-control-request-method" in headers:
            return Response(None, 204, _PREFLIGHT)
        return self.app

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str, str] | None:
        host = headers.get("host", "")
        if not self._is_ours(host):
            return 421, "host.unknown", "This host does not answer to that name."
        if method in _SAFE:
            return None
        if self._is_foreign(headers, host):
            return 403, "origin.foreign", "Requests from other web pages are not accepted."
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        if has_body and media not in _MEDIA:
            return 415, "body.media_type", "Send the body as application/json or application/yaml."
        return None

    def _is_foreign(self, headers: Headers, host: str) -> bool:
        """Tells whether a web page sent a request that is neither this host's nor one of the list."""
        origin = headers.get("origin")
        if origin is not None and origin in self._origins:
            return False
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return True
        return headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}

    def _is_ours(self, host: str) -> bool:
        """Tells whether a Host header names this host; addresses always do, a rebound name never is one."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        if name in self._names or name.endswith(".localhost"):
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True


def limited(receive: Receive, limit: int) -> Receive:
    """Returns a `receive` that refuses bodies of more than `limit` bytes (HTTPException 413)."""
    seen = 0

    async def receive_some() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413, f"The body is larger than {limit // 1024**2} MiB")
        return message

    return receive_some
