"""Counts requests to the API before any route sees them, and tells callers what is left of their limits."""

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.identity import IDENTITY
from flow_builder.api.operations import Operations
from flow_builder.api.problems import problem_of
from flow_builder.domain.caller import network_of
from flow_builder.domain.permissions import RULES
from flow_builder.domain.principal import Category, Principal
from flow_builder.domain.rates import WINDOW_S, limit_of
from flow_builder.errors import TooMany
from flow_builder.services.app import App
from flow_builder.services.limits import Standing, count

_API = "/api/"
_LIVE = "live_events"
_UNCOUNTED = frozenset({"host_health", "host_ready", "payments_notice"})
"""Asked by what watches over a host, again and again, and by the payment service, which signs what it sends."""
_TRY_AGAIN_LATER = 1013


class Limits:
    """ASGI middleware inside the layer that finds out who asks."""

    def __init__(self, app: ASGIApp, host: App, operations: Callable[[], Operations]) -> None:
        self.app = app
        self._host = host
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on that is within its limits, and answers all others."""
        operation = self._operation(scope) if scope["type"] in {"http", "websocket"} else None
        if operation is None or operation in _UNCOUNTED:
            await self.app(scope, receive, send)
            return
        category: Category = RULES[operation].category if operation in RULES else "general"
        found = scope[IDENTITY]
        principal = found if isinstance(found, Principal) else None
        network = network_of(str((scope.get("client") or ("",))[0]))
        try:
            standing = await count(self._host, principal, network, category)
        except TooMany as error:
            await self._refuse(error, category, scope, receive, send)
        else:
            await self.app(scope, receive, _told(send, standing))

    def _operation(self, scope: Scope) -> str | None:
        """Returns what a request gets to: an operation's id, or "" for nothing that there is; None outside the API."""
        path: str = scope["path"]
        if not path.startswith(_API):
            return None
        if scope["type"] == "websocket":
            return _LIVE
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        operation = self._operations().find(method, path)
        return "" if operation is None else operation.id

    async def _refuse(self, error: TooMany, category: Category, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER, "reason": error.message})
            return
        limit = error.details.get("limit", limit_of("address", category))
        standing = Standing(category, limit, 0, error.retry_after)
        await problem_of(error)(scope, receive, _told(send, standing))


def _told(send: Send, standing: Standing) -> Send:
    """Returns a `send` that adds what is left to an answer."""
    said = {
        b"ratelimit-limit": standing.limit,
        b"ratelimit-remaining": standing.remaining,
        b"ratelimit-reset": standing.reset_s,
    }
    headers = [(name, str(value).encode()) for name, value in said.items()]
    headers.append((b"ratelimit-policy", f"{standing.limit};w={WINDOW_S}".encode()))

    async def send_told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *headers]}
        await send(message)

    return send_told
