"""The worker's main loop: takes one region after the other from the host and executes it with a warm browser."""

import asyncio
import contextlib
import ctypes
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from functools import partial

from flow_builder.browser.factory import Network, SessionFactory
from flow_builder.browser.launch import BrowserBinary, find_chromium
from flow_builder.browser.recordings import Recorded, viewer
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.warm import WarmBrowser
from flow_builder.engine.host import Interruption, RegionRequest, RegionResult
from flow_builder.errors import NodeError
from flow_builder.lanes import tree
from flow_builder.lanes.child import FD_ENV
from flow_builder.lanes.remote import Caller, RemoteHost
from flow_builder.lanes.wire import Connection, Message, decode, encode, encode_error
from flow_builder.network.guard import NetworkPolicy

Execute = Callable[[RegionRequest, RemoteHost, Sessions], Awaitable[RegionResult]]
"""Executes a region; bootstrap gives the engine's way to do it."""

_BEAT_SECONDS = 1.0
_SET_PDEATHSIG = 1
_HAND_OVER_SECONDS = 8.0
"""For recordings; a host that cancels a region waits ten seconds."""
_MEMORY_BYTES = 3 * 1024**3
"""What one process of a worker may use; Chromium's for a plain page have 0.35 GB of it, most of that never touched."""


async def run_worker(
    execute: Execute, policy: NetworkPolicy, find: Callable[[], BrowserBinary] = find_chromium
) -> None:
    """Serves the host that started this process with a browser of its own; returns when that is over."""
    warm = WarmBrowser(find)
    await serve(await connect(), execute, SessionFactory(warm, Network.guarded(policy)))


async def serve(connection: Connection, execute: Execute, factory: SessionFactory) -> None:
    """Serves one host until it says so, is gone, or a signal asks to end; then no browser is left."""
    worker = _Worker(connection, execute, factory)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, worker.stop)
    await worker.run()


async def connect() -> Connection:
    """Returns the pipe to the host that started this process, and ties this process's life to that host's."""
    _die_with_parent()
    _limit_memory()
    end = socket.socket(fileno=int(os.environ[FD_ENV]))
    end.setblocking(False)
    return Connection(*await asyncio.open_connection(sock=end))


class _Worker:
    def __init__(self, connection: Connection, execute: Execute, factory: SessionFactory) -> None:
        self._connection = connection
        self._execute = execute
        self._factory = factory
        self._caller = Caller(connection)
        self._region: asyncio.Task[None] | None = None
        self._interruption: Interruption | None = None
        """Of the region under way."""
        self._interrupted = False
        self._stopped = asyncio.Event()
        self._starts = 0
        self._open: set[Sessions] = set()
        """Sessions of the region under way, and of those that are being tidied away."""

    def stop(self) -> None:
        """Ends the main loop."""
        self._stopped.set()

    async def run(self) -> None:
        """Serves until stopped; cancels what still runs and closes the browser."""
        reading, beating = asyncio.create_task(self._read()), asyncio.create_task(self._beat())
        self._connection.send({"type": "ready"})
        self._factory.prepare()
        await self._stopped.wait()
        tasks = [task for task in (self._region, reading, beating) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._factory.close()
        self._connection.close()

    async def _read(self) -> None:
        while received := await self._connection.receive():
            self._take(*received)
        self.stop()

    def _take(self, message: Message, data: bytes) -> None:
        match message["type"]:
            case "answer":
                self._caller.answered(message, data)
            case "run":
                self._region = asyncio.create_task(self._run_region(self._region, message))
            case "cancel" if self._region is not None:
                self._region.cancel()
            case "interrupt":
                self._interrupted = True
                if self._interruption is not None:
                    self._interruption.ask()
            case "close":
                self.stop()

    async def _run_region(self, before: "asyncio.Task[None] | None", message: Message) -> None:
        sessions = Sessions(self._factory)
        self._open.add(sessions)
        try:
            if before is not None:
                await asyncio.wait([before])  # it has answered, but may still be closing its sessions
            ending = await self._ending(message, sessions)
        except asyncio.CancelledError:
            ending = self._canceled()
        if sessions.recording:
            await _hand_over(sessions)
        self._connection.send(ending)
        # The host goes on meanwhile; a late cancel must not leave a page behind.
        await asyncio.shield(self._tidy(sessions))
        self._open.discard(sessions)

    async def _ending(self, message: Message, sessions: Sessions) -> Message:
        try:
            request = decode(RegionRequest, message["request"])
            host = RemoteHost(self._caller, request.run)
            self._interruption = host.interruption
            if self._interrupted:  # the message was faster than the region
                host.interruption.ask()
            sessions.sites, sessions.run = host.backend, request.run.id
            sessions.keep_recording = partial(_keep_recording, host)
            result = await self._execute(request, host, sessions)
        except Exception as error:  # noqa: BLE001 - the host decides what it means
            return {"type": "done", "error": encode_error(error)}
        return {"type": "done", "result": encode(result)}

    def _canceled(self) -> Message:
        if self._stopped.is_set():  # nobody canceled the region: this worker was told to end
            error = NodeError("The browser worker was told to end.", code="browser.worker_lost", retryable=True)
            return {"type": "done", "error": encode_error(error)}
        return {"type": "done", "result": encode(RegionResult("canceled"))}

    async def _tidy(self, sessions: Sessions) -> None:
        if not self._stopped.is_set():
            self._factory.prepare()
        await sessions.close()

    async def _beat(self) -> None:
        while True:
            self._connection.send({"type": "beat", "sessions": sum(each.count for each in self._open)})
            if self._starts != self._factory.starts:
                self._starts = self._factory.starts
                leaders = [process for process in tree.descendants(os.getpid()) if _leads(process[0])]
                self._connection.send({"type": "below", "processes": leaders})
            await asyncio.sleep(_BEAT_SECONDS)


async def _hand_over(sessions: Sessions) -> None:
    """Ends the sessions while the host still listens: afterwards nobody takes what they recorded."""
    with contextlib.suppress(asyncio.CancelledError):  # the region is over all the same
        await asyncio.wait([asyncio.ensure_future(sessions.close())], timeout=_HAND_OVER_SECONDS)


async def _keep_recording(host: RemoteHost, session: str, recorded: Recorded) -> None:
    """Stores a recording as an artifact of the run and says so in the run's log."""
    file = await host.backend.blob_put(recorded.data, f"{session}-{recorded.name}", recorded.content_type)
    link = {"viewer": viewer(file.artifact)} if recorded.kind == "trace" else {}
    message = f"The {recorded.kind} of browser session {session!r} was kept."
    about = {"message": message, "level": "info", "key": "", "path": "", "recording": recorded.kind}
    host.journal.emit("log", **about, file=file.model_dump(mode="json"), **link)


def _leads(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        return os.getpgid(pid) == pid
    return False


def _die_with_parent() -> None:
    """Has Linux kill this process when its parent dies: even one that hangs must not outlive its host."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_SET_PDEATHSIG, signal.SIGKILL)  # one that died before this shows as the pipe's end


def _limit_memory() -> None:
    """Lets no page's process grow for ever: the page, not the machine, is what runs out of memory.

    The limit passes on to the driver and Chromium. A page that fills a V8 heap crashes at it after 5 s, where without it
    Chromium lets it have 4 GB of objects and any amount of buffers: 6 GB after 17 s (2 cores).
    """
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, _MEMORY_BYTES)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
