"""A listening host in this process."""

import asyncio
import contextlib
import errno
import gc
import logging
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn

from flow_builder.bootstrap import create_api, opened
from flow_builder.errors import HostError
from flow_builder.expressions import warm_up
from flow_builder.services.app import App
from flow_builder.settings import Settings

log = logging.getLogger(__name__)

_BACKLOG = 2_048
_GRACE_S = 2
"""Time that requests under way get at shutdown; long polls are cut after it."""


class _Server(uvicorn.Server):
    """A server whose signals are ours: uvicorn would end the process before the store is closed."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to listen, and says so."""
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(frozen=True, slots=True)
class Served:
    """A host that listens."""

    app: App
    url: str
    server: uvicorn.Server
    task: asyncio.Task[None]

    async def until_stopped(self) -> None:
        """Returns after SIGINT or SIGTERM; a second signal does not wait for requests under way."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        _spare_collections()
        warming = loop.run_in_executor(None, _warm_up)
        await asyncio.shield(self.task)
        await warming

    def _stop(self) -> None:
        self.server.force_exit = self.server.should_exit
        self.server.should_exit = True


@asynccontextmanager
async def serving(settings: Settings, *, any_port: bool = False) -> AsyncIterator[Served]:
    """Starts a host that listens and goes on with interrupted runs; yields once it answers.

    With `any_port` it takes a free one when its own is in use. Raises HostError `port.in_use` or `port.failed`, and what `opened` raises.
    """
    try:
        sock = bind(settings.host, settings.port)
    except HostError as error:
        if not any_port or error.code != "port.in_use":
            raise
        sock = bind(settings.host, 0)
    try:
        port = sock.getsockname()[1]
        url = f"http://{_shown(settings.host)}:{port}"
        async with opened(settings, url=url) as app:
            server = _Server(_config(app))
            task = asyncio.get_running_loop().create_task(server.serve(sockets=[sock]))
            try:
                await server.ready.wait()
                app.own_folder.announce(url)
                yield Served(app, url, server, task)
            finally:
                server.should_exit = True
                await task
    finally:
        sock.close()


def _spare_collections() -> None:
    """Tells the garbage collector what a server is like.

    Requests and steps make many objects that reference counting frees, so the default of a collection per 700 of them only
    walks over modules and schemas that stay: 15 % of the webhook flows per second went there.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _warm_up() -> None:
    """Starts the process that evaluates expressions, so that the first flow does not wait for it."""
    try:
        warm_up()
    except HostError as error:
        log.warning("%s (%s)", error.message, error.code)


def _config(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        create_api(app),
        http="httptools",
        ws="websockets-sansio",
        lifespan="off",
        access_log=False,
        log_level="error",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_GRACE_S,
        timeout_keep_alive=30,
        backlog=_BACKLOG,
    )


def bind(host: str, port: int) -> socket.socket:
    """Returns a listening socket; HostError `port.in_use` or `port.failed`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        # Without the protocol asyncio does not set TCP_NODELAY on connections, and every answer waits 40 ms.
        sock = socket.socket(family, kind, protocol)
    except OSError as error:
        raise HostError(f"This machine cannot listen on {host}: {error}.", code="port.failed") from error
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(_BACKLOG)
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise HostError(
                f"Port {port} of {host} is in use.",
                code="port.in_use",
                hint="Stop what listens there, or choose another one with --port (0 takes a free one).",
            ) from error
        raise HostError(
            f"This machine cannot listen on {host}:{port}: {error.strerror}.", code="port.failed"
        ) from error
    sock.setblocking(False)
    return sock


def _shown(host: str) -> str:
    """Returns the host as it stands in a URL; an address that means all of them is shown as loopback."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
