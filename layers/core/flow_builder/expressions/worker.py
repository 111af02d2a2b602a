"""Evaluates in a process of its own, which the operating system stops when the engine cannot.

`serve` is the process: it has no environment, no open files but its two pipes, and a CPU timer that kills it.
`Worker` is its handle. Requests are marshalled tuples; answers are text, since the process is not to be trusted.
"""

import contextlib
import json
import marshal
import os
import select
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

import quickjs

from flow_builder.domain import limits
from flow_builder.errors import HostError
from flow_builder.expressions.realm import Realm, Stopped

_LENGTH = struct.Struct(">Q")
_GRACE = 0.1
"""CPU seconds between the engine's own limit and the end of the process."""
_WALL_FACTOR = 20
"""Seconds by the clock per second of CPU time: a busy or throttled machine may be that slow."""
_MAX_ANSWER = 6 * limits.MAX_OUTPUT_BYTES
_START = """
import sys
sys.path[:0] = {paths!r}
from flow_builder.expressions.worker import serve
serve()
"""


def serve() -> None:
    """Answers requests on standard input until it ends."""
    _confine()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    realm = Realm()
    while len(header := source.read(_LENGTH.size)) == _LENGTH.size:
        method, seconds, arguments, options = marshal.loads(source.read(_LENGTH.unpack(header)[0]))  # noqa: S302 -- from our parent
        if realm.spent:
            realm = Realm()
        _arm(seconds + _GRACE)
        answer = _answer(realm, method, arguments, {"seconds": seconds, **options})
        _arm(0)
        target.write(_LENGTH.pack(len(answer)) + answer)
        target.flush()


def _answer(realm: Realm, method: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> bytes:
    try:
        return b"=" + (getattr(realm, method)(*arguments, **options) or "null").encode()
    except Stopped as stopped:
        facts = [stopped.kind, stopped.message, stopped.line, stopped.column, stopped.index]
        return b"!" + json.dumps(facts).encode()


def _arm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _confine() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the handle's clock is what stops the process there
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _environment() -> dict[str, str]:
    """Local dates are the host's in both places; nothing else of the environment is passed on."""
    return {"TZ": os.environ["TZ"]} if "TZ" in os.environ else {}


class Worker:
    """A running process; `alive` turns false when it has been stopped."""

    def __init__(self) -> None:
        paths = [str(Path(module).parents[at]) for module, at in ((__file__, 2), (quickjs.__file__, 1))]
        command = [sys.executable, "-I", "-S", "-c", _START.format(paths=paths)]
        options: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and code
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(), bufsize=0, **options
            )
        except OSError as error:
            raise HostError(
                "The process that evaluates expressions cannot be started.", code="expression.no_process"
            ) from error
        self.alive = True

    def running(self) -> bool:
        """Whether the process still runs; something else may have ended it since it was last used."""
        return self._process.poll() is None

    def ask(self, method: str, *arguments: Any, seconds: float, **options: Any) -> str:
        """Returns what the realm's method returns. Raises Stopped, also when the process had to be killed."""
        request = marshal.dumps((method, seconds, arguments, options))
        deadline = time.monotonic() + 2 + _WALL_FACTOR * seconds
        try:
            _write(self._process.stdin, _LENGTH.pack(len(request)) + request)
            (size,) = _LENGTH.unpack(self._read(_LENGTH.size, deadline))
            answer = self._read(size, deadline)
        except (OSError, EOFError, TimeoutError) as error:
            raise self._end(error) from None
        except BaseException:
            self.close()
            raise
        if answer[:1] == b"=":
            return answer[1:].decode()
        kind, message, line, column, index = json.loads(answer[1:])
        raise Stopped(kind, message, line=line, column=column, index=index)

    def _read(self, size: int, deadline: float) -> bytes:
        stream = self._process.stdout
        assert stream is not None
        if size > _MAX_ANSWER:
            raise EOFError
        chunks = []
        while size:
            if os.name == "posix" and not select.select([stream], [], [], max(deadline - time.monotonic(), 0))[0]:
                raise TimeoutError
            chunk = stream.read(min(size, 1 << 20))
            if not chunk:
                raise EOFError
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)

    def _end(self, error: Exception) -> Stopped:
        """Returns what stopped a process that answers no more."""
        if isinstance(error, TimeoutError):
            self._process.kill()
        code = self.close()
        if isinstance(error, TimeoutError) or code == -getattr(signal, "SIGPROF", 0):
            return Stopped("timeout", "The expression takes too long.")
        if code == -getattr(signal, "SIGKILL", 0):
            return Stopped("memory", "The expression needs too much memory.")
        return Stopped("failed", f"The process that evaluates expressions ended with code {code}.")

    def disown(self) -> None:
        """Lets go of the process, which a forked child shares with its parent."""
        self.alive = False
        self._process.returncode = 0
        self._hang_up()

    def close(self) -> int:
        """Ends the process and returns its exit code."""
        self.alive = False
        self._hang_up()
        try:
            return self._process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _hang_up(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with contextlib.suppress(OSError):
                stream.close()


def _write(stream: IO[bytes] | None, data: bytes) -> None:
    assert stream is not None
    view = memoryview(data)
    while view:
        view = view[stream.write(view) :]
