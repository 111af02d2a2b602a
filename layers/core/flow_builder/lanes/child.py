"""The host's handle of one worker process: start, one region at a time, and its certain end."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from flow_builder.errors import HostError, NodeError
from flow_builder.lanes import tree
from flow_builder.lanes.answers import Answers
from flow_builder.lanes.wire import Connection, Message, decode_error

FD_ENV = "FLOW_BUILDER_LANE_FD"
"""Environment variable with the number of the worker's end of the pipe."""

_PREFIX = "flow-builder-worker-"
_START_SECONDS = 60.0
_CLOSE_SECONDS = 15.0
_CANCEL_SECONDS = 10.0
_EXIT_SECONDS = 1.0


def sweep() -> None:
    """Removes the folders of workers whose host was killed and could not do it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        host = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if host.isdigit() and not Path(f"/proc/{host}").exists() and Path("/proc/self").exists():
            shutil.rmtree(folder, ignore_errors=True)


class Child:
    """One worker process, a session leader of its own, so that a terminal's Ctrl-C does not reach it."""

    def __init__(self, process: asyncio.subprocess.Process, connection: Connection, folder: Path) -> None:
        self._process = process
        self._connection = connection
        self._folder = folder
        self._ready = asyncio.Event()
        self._gone = asyncio.Event()
        self._answers: Answers | None = None
        self._done: asyncio.Future[Message] | None = None
        self._calls: set[asyncio.Task[None]] = set()
        self._below: list[tree.Process] = []
        self._heard = time.monotonic()
        self.sessions = 0
        """Browser sessions that are open in the worker, a second ago."""
        self._reading = asyncio.create_task(self._read())
        self._dying: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, command: Sequence[str], env: Mapping[str, str]) -> "Child":
        """Starts a worker and waits until it can take a region; HostError `browser.worker_start` if it cannot."""
        ours, theirs = socket.socketpair()
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        own = {**os.environ, **env, FD_ENV: str(theirs.fileno()), "TMPDIR": str(folder)}
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.DEVNULL, pass_fds=[theirs.fileno()], start_new_session=True, env=own
            )
        except OSError as error:
            ours.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise _not_started(f"{command[0]}: {error.strerror}") from error
        finally:
            theirs.close()
        ours.setblocking(False)
        child = cls(process, Connection(*await asyncio.open_connection(sock=ours)), folder)
        await child._wait_ready()
        return child

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Tells whether the worker can take a region."""
        return not self._gone.is_set() and self._dying is None

    @property
    def silent_s(self) -> float:
        """Seconds since the worker was last heard of; it beats every second."""
        return time.monotonic() - self._heard

    async def run(self, request: Message, answers: Answers) -> Message:
        """Has the worker execute a region and returns its result, as JSON.

        Raises NodeError `browser.worker_lost` (retryable), or what the execution raised. When canceled, the region is
        canceled and given 10 s, then the worker is ended.
        """
        self._answers = answers
        self._done = asyncio.get_running_loop().create_future()
        if self._gone.is_set():
            raise _lost(self._process.returncode)
        self._connection.send({"type": "run", "request": request})
        try:
            return await asyncio.shield(self._done)
        except asyncio.CancelledError:
            await self._cancel(self._done)
            raise
        finally:
            await self._finish_calls()
            self._answers = self._done = None

    def interrupt(self) -> None:
        """Has the region under way come to rest; `run` raises Interrupted then."""
        self._connection.send({"type": "interrupt"})

    async def close(self) -> None:
        """Asks the worker to end, with its browser, and sees to it that they do."""
        self._connection.send({"type": "close"})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._gone.wait()
        await self.kill()

    async def kill(self) -> None:
        """Ends the worker, its driver and its browser at once and waits until they are gone."""
        if self._dying is None:
            self._dying = asyncio.create_task(self._die())
        await asyncio.shield(self._dying)

    async def _die(self) -> None:
        below = [*tree.descendants(self.pid), *self._below]
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        tree.kill(below)
        await self._process.wait()
        await self._reading
        self._connection.close()
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    async def _wait_ready(self) -> None:
        waiting = [asyncio.create_task(self._ready.wait()), asyncio.create_task(self._gone.wait())]
        try:
            await asyncio.wait(waiting, timeout=_START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
            if not self._ready.is_set():
                await self.kill()
        if not self._ready.is_set():
            raise _not_started(f"it ended with code {self._process.returncode} before it was ready")

    async def _read(self) -> None:
        while received := await self._connection.receive():
            self._heard = time.monotonic()
            self._take(*received)
        self._gone.set()
        with contextlib.suppress(TimeoutError):  # its exit code, if it has ended and not just closed the pipe
            async with asyncio.timeout(_EXIT_SECONDS):
                await self._process.wait()
        if self._done is not None and not self._done.done():
            await self._finish_calls()
            self._done.set_exception(_lost(self._process.returncode))

    def _take(self, message: Message, data: bytes) -> None:
        match message["type"]:
            case "ready":
                self._ready.set()
            case "below":
                self._below = [(pid, start) for pid, start in message["processes"]]
            case "call":
                self._spawn_answer(message, data)
            case "tell" if self._answers is not None:
                self._answers.tell(message)
            case "done" if self._done is not None and not self._done.done():
                self._finish(self._done, message)
            case "beat":
                self.sessions = message["sessions"]
            case _:
                pass  # what belongs to a region that is over

    @staticmethod
    def _finish(done: "asyncio.Future[Message]", message: Message) -> None:
        if "error" in message:
            done.set_exception(decode_error(message["error"]))
        else:
            done.set_result(message["result"])

    def _spawn_answer(self, message: Message, data: bytes) -> None:
        if self._answers is not None:
            task = asyncio.create_task(self._answer(self._answers, message, data))
            self._calls.add(task)
            task.add_done_callback(self._calls.discard)

    async def _answer(self, answers: Answers, message: Message, data: bytes) -> None:
        self._connection.send(*await answers.answer(message, data))
        await self._connection.flush()

    async def _finish_calls(self) -> None:
        """Waits for calls in progress: a result on its way into the journal must be there before a retry looks.

        Those that only wait for something else (a turn at a site) are ended.
        """
        if self._answers is not None:
            await self._answers.close()
        while self._calls:
            await asyncio.gather(*self._calls, return_exceptions=True)

    async def _cancel(self, done: "asyncio.Future[Message]") -> None:
        self._connection.send({"type": "cancel"})
        await asyncio.wait([done], timeout=_CANCEL_SECONDS)
        if not done.done():
            await self.kill()
        if done.done() and not done.cancelled():
            done.exception()  # taken note of


def _lost(code: int | None) -> NodeError:
    return NodeError(
        "The browser worker was lost.",
        code="browser.worker_lost",
        retryable=True,
        hint="If it happens again, the machine may be short of memory.",
        details={"exit_code": code},
    )


def _not_started(reason: str) -> HostError:
    return HostError(f"The browser worker does not start: {reason}.", code="browser.worker_start")
