"""What CloudFront is to a stack on AWS, on this machine: the web app, the HTTP API and live events at one address."""

import asyncio
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from flow_builder.api.spa import BUILT
from tests.support.standin.deployment import Deployment

_API = ("/api/", "/hooks/", "/forms/", "/links/", "/demo", "/trace", "/docs", "/openapi.json", "/.well-known/")
_METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]
_HOP = {"connection", "content-length", "content-encoding", "transfer-encoding", "host"}


def front(stack: Deployment) -> Starlette:
    """Returns the application to serve; its address has to be the stack's PublicUrl."""
    api, live = stack.url, stack.live_url
    http = httpx.AsyncClient(timeout=60)

    async def answer(request: Request) -> Response:
        if not request.url.path.startswith(_API):
            return _file(BUILT, request.url.path)
        query = f"?{request.url.query}" if request.url.query else ""
        headers = [(name, value) for name, value in request.headers.items() if name not in _HOP]
        said = await http.request(
            request.method, f"{api}{quote(request.url.path)}{query}", headers=headers, content=await request.body()
        )
        response = Response(said.content, said.status_code)
        for name, value in said.headers.multi_items():
            if name not in _HOP:
                response.headers.append(name, value)
        return response

    async def follow(socket: WebSocket) -> None:
        await socket.accept()
        headers = {name: socket.headers[name] for name in ("authorization", "origin") if name in socket.headers}
        async with connect(live, additional_headers=headers) as other:
            ways = [asyncio.create_task(_to(socket, other)), asyncio.create_task(_from(other, socket))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for each in ways:
                each.cancel()

    return Starlette(routes=[WebSocketRoute("/api/v1/live", follow), Route("/{path:path}", answer, methods=_METHODS)])


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


def _file(folder: Path, path: str) -> Response:
    """Returns a file of the web app, or its page for all that is none."""
    found = (folder / path.lstrip("/")).resolve()
    if found.is_file() and found.is_relative_to(folder):
        return FileResponse(found)
    page = folder / "index.html"
    if not page.exists():
        return HTMLResponse("<p>The web app is not built: <code>make web</code>.</p>", 404)
    return HTMLResponse(page.read_text("utf-8"))
