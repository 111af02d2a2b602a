"""What CloudFront is to a stack on AWS, on this machine: the web app, the HTTP API and live events at one address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import quote

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from flow_builder.api.spa import BUILT, Places
from tests.support.standin.deployment import Deployment

_API = ("/api", "/hooks", "/forms", "/links", "/demo", "/trace", "/docs", "/openapi.json", "/.well-known")
"""What the template leads to the API; all else is the web app's."""
_METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]
_HOP = {"connection", "content-length", "transfer-encoding", "host", "date", "server"}


def serving(stack: Deployment) -> uvicorn.Server:
    """Returns what serves the application; like API Gateway it pings nobody."""
    config = uvicorn.Config(
        front(stack), loop="asyncio", log_level="warning", ws_ping_interval=None, timeout_graceful_shutdown=1
    )
    return uvicorn.Server(config)


def front(stack: Deployment) -> Starlette:
    """Returns the application to serve; its address has to be the stack's PublicUrl."""
    api, live = stack.url, stack.live_url
    http = httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=None))

    async def answer(request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        headers = [(name, value) for name, value in request.headers.items() if name not in _HOP]
        address = f"{api}{quote(request.url.path)}{query}"
        async with http.stream(request.method, address, headers=headers, content=await request.body()) as said:
            # As it came: browsers unpack more kinds than the client here does.
            body = b"".join([piece async for piece in said.aiter_raw()])
        response = Response(body, said.status_code)
        for name, value in said.headers.multi_items():
            if name not in _HOP:
                response.headers.append(name, value)
        return response

    async def follow(socket: WebSocket) -> None:
        await socket.accept()
        headers = {name: socket.headers[name] for name in ("authorization", "origin") if name in socket.headers}
        async with connect(live, additional_headers=headers, open_timeout=60, ping_interval=None) as other:
            ways = [asyncio.create_task(_to(socket, other)), asyncio.create_task(_from(other, socket))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for each in ways:
                each.cancel()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with http:
            yield

    routes: list[BaseRoute] = [WebSocketRoute("/api/v1/live", follow)]
    for path in _API:
        routes += [Route(path, answer, methods=_METHODS), Route(f"{path}/{{rest:path}}", answer, methods=_METHODS)]
    routes.append(Places(BUILT) if BUILT.exists() else Route("/{path:path}", _not_built))
    return Starlette(routes=routes, lifespan=lifespan)


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
