"""Database servers as child processes of the tests: unprivileged, on a free port, in a temporary folder, ended for sure."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_START_SECONDS = 60.0
_STOP_SECONDS = 10.0


class ServerMissing(Exception):
    """The server is not installed; the text says how to get it."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_nobody(*command: str | Path) -> list[str]:
    """Returns a command that drops root's rights, if it has them, and ends with the process that started it."""
    drop = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *drop, "--pdeathsig=SIGINT", *map(str, command)]


@contextmanager
def folder_of_nobody(prefix: str) -> Iterator[Path]:
    """Yields a temporary folder that belongs to whom the server runs as."""
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        give_away(Path(name))
        yield Path(name)


def give_away(path: Path) -> None:
    """Makes a file or folder belong to whom the server runs as."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)


def prepare(*command: str | Path) -> None:
    """Runs a command that makes the server's files; RuntimeError with its output when it fails."""
    done = subprocess.run(_as_nobody(*command), capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}\n{done.stderr}")


@contextmanager
def running(command: Sequence[str | Path], log: Path, ready: Callable[[], bool]) -> Iterator[None]:
    """Runs a server until the block ends; RuntimeError with its log when it does not get ready."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            _as_nobody(*command), cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, log, ready)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], log: Path, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not ready():
        try:
            code = process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            if time.monotonic() < deadline:
                continue
            code = None
        raise RuntimeError(
            f"{process.args} did not start (exit code {code}):\n{log.read_text(errors='replace')[-4_000:]}"
        )


def found(name: str, *folders: str, package: str) -> Path:
    """Returns the path of a program; ServerMissing when it is in none of the folders (patterns) nor on the PATH."""
    for folder in folders:
        for path in sorted(Path("/").glob(folder.removeprefix("/")), reverse=True):
            if (path / name).exists():
                return path / name
    if on_path := shutil.which(name):
        return Path(on_path)
    raise ServerMissing(f"{name} is not installed; on Debian: apt-get install {package}")
