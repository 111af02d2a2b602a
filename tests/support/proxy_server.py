"""A real forward proxy on loopback: HTTP requests, CONNECT and SOCKS5, with a login, that records and fails on demand."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class ProxyServer:
    """`asked` lists (user name, host:port); `names` maps hosts to the address and port that stand in for them."""

    login: tuple[str, str] | None = None
    fail: str = ""
    """"drop" to hang up, "status" to answer 503, "silent" to say nothing."""
    names: dict[str, tuple[str, int]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    schemes: list[str] = field(default_factory=list)
    port: int = 0
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    def address(self, scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            first = await reader.readexactly(1)
            if self.fail == "drop":
                return
            if self.fail == "silent":
                await reader.read()
            elif first == b"\x05":
                await self._socks(reader, writer)
            else:
                await self._http(first + await reader.readuntil(b"\r\n\r\n"), reader, writer)
        except (OSError, EOFError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _http(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line, _, rest = head.partition(b"\r\n")
        method, target, version = line.decode().split(" ")
        headers = dict(each.split(": ", 1) for each in rest.decode("latin-1").split("\r\n") if ": " in each)
        scheme, _, token = headers.get("Proxy-Authorization", " ").partition(" ")
        user, _, password = b64decode(token).decode().partition(":") if scheme == "Basic" else ("", "", "")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        host, port = parts.hostname or "", parts.port or 80
        self.asked.append((user, f"{host}:{port}"))
        self.schemes.append(method)
        if self.fail == "status":
            writer.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
            return
        if self.login and (user, password) != self.login:
            ask = b"Proxy-Authenticate: Basic realm=x\r\n"
            writer.write(b"HTTP/1.1 407 Login\r\n" + ask + b"Content-Length: 0\r\nConnection: close\r\n\r\n")
            return
        server = await self._dial(host, port)
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            kept = "\r\n".join(f"{name}: {value}" for name, value in headers.items() if name[:6] != "Proxy-")
            server[1].write(f"{method} {path} {version}\r\n{kept}\r\n\r\n".encode("latin-1"))
        await _both((reader, writer), server)

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        methods = await reader.readexactly((await reader.readexactly(1))[0])
        user = ""
        if self.login:
            if 2 not in methods:
                writer.write(b"\x05\xff")
                return
            writer.write(b"\x05\x02")
            await reader.readexactly(1)
            user = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
            password = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
            writer.write(b"\x01\x00" if (user, password) == self.login else b"\x01\x01")
            if (user, password) != self.login:
                return
        else:
            writer.write(b"\x05\x00")
        kind = (await reader.readexactly(4))[3]
        size = {1: 4, 4: 16}.get(kind) or (await reader.readexactly(1))[0]
        raw = await reader.readexactly(size)
        host = raw.decode() if kind == 3 else str(ip_address(raw))
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.asked.append((user, f"{host}:{port}"))
        self.schemes.append("SOCKS5")
        if self.fail == "status":
            writer.write(b"\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00")
            return
        server = await self._dial(host, port)
        writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        await _both((reader, writer), server)

    async def _dial(self, host: str, port: int) -> Streams:
        return await asyncio.open_connection(*self.names.get(host, (host, port)))

    def drop(self) -> None:
        for writer in tuple(self._writers):
            writer.transport.abort()


@asynccontextmanager
async def proxy_server(tls: ssl.SSLContext | None = None, **settings: object) -> AsyncIterator[ProxyServer]:
    """Yields a proxy that listens on a free port of loopback."""
    proxy = ProxyServer(**settings)  # type: ignore[arg-type]
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, ssl=tls)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        proxy.drop()
        await server.wait_closed()


async def _both(client: Streams, server: Streams) -> None:
    copying = {
        asyncio.ensure_future(_copy(client[0], server[1])),
        asyncio.ensure_future(_copy(server[0], client[1])),
    }
    await asyncio.wait(copying, return_when=asyncio.FIRST_COMPLETED)
    for each in copying:
        each.cancel()
    await asyncio.gather(*copying, return_exceptions=True)
    server[1].close()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
