"""A Chromium that listens for CDP on loopback, and a gate before it such as providers have: a token, a login, TLS."""

import asyncio
import os
import re
import signal
import ssl
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from flow_builder.browser.launch import find_chromium, launch_flags


@dataclass
class CdpBrowser:
    """`port` answers /json/version; `path` takes commands."""

    port: int
    path: str
    process: asyncio.subprocess.Process

    async def kill(self) -> None:
        """Ends it with all its processes: what was started may be a script that started Chromium."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()


@asynccontextmanager
async def cdp_browser() -> AsyncIterator[CdpBrowser]:
    """Yields a real Chromium on a free port, with a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            find_chromium().path,
            *launch_flags(),
            "--headless",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "about:blank",
            stderr=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        draining = None
        browser = CdpBrowser(0, "", process)
        try:
            assert process.stderr is not None
            found = None
            while found is None:
                line = (await process.stderr.readline()).decode()
                assert line, "Chromium ended before it listened"
                found = re.search(r"ws://127\.0\.0\.1:(\d+)(/\S+)", line)
            draining = asyncio.create_task(process.stderr.read())
            browser.port, browser.path = int(found[1]), found[2]
            yield browser
        finally:
            await browser.kill()
            if draining is not None:
                await draining


@dataclass
class Gate:
    """Lets through who knows the path and, if there is one, the login; `heads` are the requests it got."""

    browser: CdpBrowser
    path: str = "/secret-token"
    authorization: str | None = None
    heads: list[str] = field(default_factory=list)
    port: int = 0
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.heads.append(head)
            line, _, rest = head.partition("\r\n")
            known = line.split(" ")[1] == self.path
            if not known or (self.authorization and f"Authorization: {self.authorization}" not in rest):
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            inner = await asyncio.open_connection("127.0.0.1", self.browser.port)
            self._writers.add(inner[1])
            kept = re.sub(r"(?im)^host:.*\r\n", "", rest)
            inner[1].write(f"GET {self.browser.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{kept}".encode())
            await asyncio.gather(_copy(reader, inner[1]), _copy(inner[0], writer))
        except (OSError, EOFError):
            pass
        finally:
            writer.close()

    def drop(self) -> None:
        """Cuts every connection, as a network does."""
        for writer in self._writers:
            writer.transport.abort()


@asynccontextmanager
async def gate(browser: CdpBrowser, tls: ssl.SSLContext | None = None, **settings: str) -> AsyncIterator[Gate]:
    """Yields a gate on a free port."""
    found = Gate(browser, **settings)  # type: ignore[arg-type]
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0, ssl=tls)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
        found.drop()
        await server.wait_closed()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    sink.close()
