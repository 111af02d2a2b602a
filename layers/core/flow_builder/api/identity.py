"""Who asks is found out once for each request, before all layers that go by it."""

from starlette.types import ASGIApp, Receive, Scope, Send

from flow_builder.api.caller import caller_of
from flow_builder.errors import NotFound, Unauthenticated
from flow_builder.services.access import authenticate
from flow_builder.services.app import App

IDENTITY = "flow_builder.identity"
"""Where the connection's scope says who asks: a Principal, or the error that says why nobody."""


class Identity:
    """ASGI middleware around the API."""

    def __init__(self, app: ASGIApp, host: App) -> None:
        self.app = app
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Notes who asks and passes the request on; operations that anybody may call do not mind."""
        if scope["type"] in {"http", "websocket"}:
            try:
                scope[IDENTITY] = await authenticate(self._host, caller_of(scope))
            except (Unauthenticated, NotFound) as error:
                scope[IDENTITY] = error
        await self.app(scope, receive, send)
