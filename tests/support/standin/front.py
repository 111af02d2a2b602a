"""What CloudFront is to a stack on AWS, on this machine: the web app, the HTTP API and live events at one address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from urllib.parse import quote

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from flow_builder.api.spa import BUILT, Places
from tests.support.standin.deployment import Deployment

_API = ("/api", "/hooks", "/forms", "/links", "/demo", "/trace", "/docs", "/openapi.json", "/.well-known")
"""What the template leads to the API; all else is the web app's."""
_METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]
_AT_ONCE = 4
"""Requests that are answered at the same time: each needs a process of the API, which takes this machine seconds to start."""
_PATIENCE_S = 120.0
_HOP = {"connection", "content-length", "transfer-encoding", "host", "date", "server"}


def serving(stack: Deployment) -> uvicorn.Server:
    """Returns what serves the application; like API Gateway it pings nobody."""
    config = uvicorn.Config(
        Front(stack).application(),
        loop="asyncio",
        log_level="warning",
        ws_ping_interval=None,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


async def warm_up(stack: Deployment) -> None:
    """Lets as many processes of the API begin as there will be at once."""
    async with httpx.AsyncClient(timeout=_PATIENCE_S) as http:
        await asyncio.gather(*(http.get(f"{stack.url}/api/v1/auth") for _ in range(_AT_ONCE)))


class Front:
    """The application to serve; its address has to be the stack's PublicUrl."""

    def __init__(self, stack: Deployment) -> None:
        self._api, self._live = stack.url, stack.live_url
        self._http = httpx.AsyncClient(timeout=_PATIENCE_S, limits=httpx.Limits(max_connections=None))
        self._room = asyncio.Semaphore(_AT_ONCE)

    def application(self) -> Starlette:
        """Returns the routes."""
        routes: list[BaseRoute] = [WebSocketRoute("/api/v1/live", self._follow)]
        paths = [path for each in _API for path in (each, f"{each}/{{rest:path}}")]
        routes += [Route(path, self._answer, methods=_METHODS) for path in paths]
        routes.append(Places(BUILT) if BUILT.exists() else Route("/{path:path}", _not_built))
        return Starlette(routes=routes, lifespan=self._open)

    @asynccontextmanager
    async def _open(self, _: Starlette) -> AsyncIterator[None]:
        async with self._http:
            yield

    async def _answer(self, request: Request) -> Response:
        # Who waits for something to happen must not keep out what makes it happen.
        async with nullcontext() if "wait" in request.query_params else self._room:
            try:
                return await self._handed_on(request)
            except httpx.TimeoutException:
                return Response("The API does not answer.", 504)

    async def _handed_on(self, request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        headers = [(name, value) for name, value in request.headers.items() if name not in _HOP]
        address = f"{self._api}{quote(request.url.path)}{query}"
        async with self._http.stream(request.method, address, headers=headers, content=await request.body()) as said:
            # As it came: browsers unpack more kinds than the client here does.
            body = b"".join([piece async for piece in said.aiter_raw()])
        response = Response(body, said.status_code)
        for name, value in said.headers.multi_items():
            if name not in _HOP:
                response.headers.append(name, value)
        return response

    async def _follow(self, socket: WebSocket) -> None:
        headers = {name: socket.headers[name] for name in ("authorization", "origin") if name in socket.headers}
        try:
            other = await connect(self._live, additional_headers=headers, open_timeout=_PATIENCE_S, ping_interval=None)
        except (OSError, InvalidHandshake):  # a TimeoutError is an OSError
            await socket.close()
            return
        async with other:
            await socket.accept()
            ways = [asyncio.create_task(_to(socket, other)), asyncio.create_task(_from(other, socket))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for each in ways:
                each.cancel()


async def _not_built(_: Request) -> Response:
    return HTMLResponse("<p>The web app is not built: <code>make web</code>.</p>", 404)


async def _to(socket: WebSocket, other: ClientConnection) -> None:
    with suppress(WebSocketDisconnect, ConnectionClosed):
        while True:
            await other.send(await socket.receive_text())


async def _from(other: ClientConnection, socket: WebSocket) -> None:
    with suppress(ConnectionClosed):
        async for frame in other:
            await socket.send_text(str(frame))
    with suppress(RuntimeError):
        await socket.close()
