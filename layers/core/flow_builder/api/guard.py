"""What stands before every route: correlation id, Host and Origin checks, body limit.

A host on one machine has no login, so a web page open in the same browser must not be able to drive it. Three checks
see to that: the Host header must name this host (a rebound DNS name does not), a request that changes something must
not come from another origin, and its body must be of a type that a plain HTML form cannot send. Of the demo sites, which
are made of plain forms and have nothing to protect, just the Host header is checked.
"""

import re
import secrets
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.problems import internal_problem, problem
from flow_builder.telemetry import correlation_id

DEMO = "/demo/"
MAX_BODY_BYTES = 8 * 1024 * 1024
_POLICY_VIOLATION = 1008
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MEDIA = frozenset({"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Guard:
    """ASGI middleware around the API; webhooks do not pass through it."""

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self.app = app
        self._names = frozenset(name.lower() for name in names) | {"localhost"}

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
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        token = correlation_id.set(request_id)

        started = False

        async def send_marked(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                message.setdefault("headers", []).extend(
                    [(b"x-request-id", request_id.encode()), (b"x-content-type-options", b"nosniff")]
                )
            await send(message)

        try:
            method = "GET" if scope["path"].startswith(DEMO) else scope["method"]
            refusal = self._refusal(method, headers)
            if refusal is not None:
                status, code, detail = refusal
                await problem(status, code, detail)(scope, receive, send_marked)
            else:
                await self.app(scope, limited(receive, MAX_BODY_BYTES), send_marked)
        except Exception as error:
            if started:
                raise
            await internal_problem(error)(scope, receive, send_marked)
        finally:
            correlation_id.reset(token)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str, str] | None:
        host = headers.get("host", "")
        if not self._is_ours(host):
            return 421, "host.unknown", "This host does not answer to that name."
        if method in _SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, "origin.foreign", "Requests from other web pages are not accepted."
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
            return 403, "origin.foreign", "Requests from other web pages are not accepted."
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        if has_body and media not in _MEDIA:
            return 415, "body.media_type", "Send the body as application/json or application/yaml."
        return None

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
