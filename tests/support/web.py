"""A small real HTTP server on loopback that can also misbehave: stall, reset, send what it should not."""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit


@dataclass(slots=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    target: str = ""
    """Path and query as they came."""


@dataclass(slots=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[Request, "Wire"], Awaitable[Reply | None] | Reply | None]


class Wire:
    """The raw connection, for handlers that do without a Reply."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.writer = writer

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Ends the connection with a TCP reset."""
        connection = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@dataclass(slots=True)
class Web:
    port: int
    scheme: str
    routes: dict[str, Handler]
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the server stops, so that stalling handlers can end."""
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a client has closed its connection."""

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    async def stall(self, request: Request, wire: Wire) -> None:
        await self.ended.wait()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    parts = urlsplit(target)
    if headers.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(method, parts.path, dict(parse_qsl(parts.query)), headers, body, target)


async def _answer(web: Web, reader: asyncio.StreamReader, wire: Wire) -> None:
    while True:
        request = await _read(reader)
        web.requests.append(request)
        handler = web.routes.get(request.path, lambda *_: Reply(b"nothing here", 404))
        reply = handler(request, wire)
        if asyncio.iscoroutine(reply):
            reply = await reply
        if not isinstance(reply, Reply):
            return
        headers = {"content-length": str(len(reply.body)), **reply.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        await wire.send(f"HTTP/1.1 {reply.status} Reply\r\n{lines}\r\n".encode("latin-1") + reply.body)


@asynccontextmanager
async def serve(
    routes: dict[str, Handler], *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[Web]:
    """Serves `routes` (path -> handler) until the block ends."""
    web = Web(0, "https" if tls else "http", routes)
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        web.connections += 1
        tasks.add(asyncio.current_task())
        try:
            await _answer(web, reader, Wire(writer))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # asyncio.streams reports a canceled handler as an error
        finally:
            web.left.set()
            writer.close()

    server = await asyncio.start_server(connected, host, 0, ssl=tls)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        web.ended.set()
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()
