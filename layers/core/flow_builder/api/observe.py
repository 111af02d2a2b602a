"""Counts, times and logs every request."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.guard import DEMO
from flow_builder.services.app import App

_ADDRESSES = ("/hooks/", "/forms/")
"""What is below them is secret."""
_API = "/api/v1"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PAGES = frozenset({"/", "/docs", "/metrics", "/openapi.json"})
_BROKEN = 500

log = logging.getLogger(__name__)


class Observed:
    """ASGI middleware inside the envelope, which gives requests their correlation id."""

    def __init__(self, app: ASGIApp, host: App) -> None:
        self.app = app
        self._request = host.meters.request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on and takes note of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = _BROKEN

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        finally:
            seconds = time.perf_counter() - started
            route = route_of(scope)
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._request(method, route, status, seconds)
            if log.isEnabledFor(logging.INFO):
                said = {"method": method, "route": route, "status": status, "duration_ms": round(seconds * 1e3, 3)}
                log.info("%s %s %d", method, route, status, extra={"fields": said})


def route_of(scope: Scope) -> str:
    """Returns the template of the route that took a request, so that ids make no series of their own."""
    path: str = scope["path"]
    for prefix in _ADDRESSES:
        if path.startswith(prefix):
            return f"{prefix}…"
    if path.startswith(DEMO):
        return f"{DEMO}…"
    route = scope.get("route")
    if route is not None and path.startswith(_API):
        return _API + str(route.path)  # the route knows its path below the prefix
    return path if path in _PAGES else "other"
