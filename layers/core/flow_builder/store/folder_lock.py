"""One host at a time owns a data folder; the kernel frees the lock of a process that died."""

import fcntl
import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from flow_builder.errors import StorageError, StoreFull, StoreLocked
from flow_builder.store.files import file_error, write_whole

_LOCK = "lock"
_HOST = "host.json"
TOKEN_PREFIX = "fbh_"  # noqa: S105 - how it begins
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class HostInfo:
    """Who owns a data folder; `url` is empty until the host serves."""

    pid: int
    url: str = ""
    token: str = field(default="", repr=False, compare=False)
    """What the machine's own user proves themselves with; never in a message or an error."""


class DataFolder:
    """A data folder held for as long as this object is open; created if missing.

    Raises StoreLocked, naming the owner's process id and address, when another host holds it; StorageError when the
    folder cannot be written.

    >>> with DataFolder(path) as folder:                    # doctest: +SKIP
    ...     folder.announce("http://127.0.0.1:8700")
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.token = TOKEN_PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise file_error(error, self.path) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            if isinstance(error, BlockingIOError):
                raise _held(self.path) from error
            raise file_error(error, self.path) from error
        try:
            self.announce("")
        except StorageError:
            self.close()
            raise

    def announce(self, url: str) -> None:
        """Writes this process and the address it serves where a second host and the command line find them."""
        try:
            write_whole(
                self.path / _HOST, json.dumps(asdict(HostInfo(os.getpid(), url, self.token))).encode(), sync=False
            )
        except StoreFull:
            # The lock holds without it; a full disk must not keep the host from starting.
            return

    def close(self) -> None:
        """Gives the folder back; a second call does nothing."""
        if self._lock < 0:
            return
        with suppress(OSError):
            (self.path / _HOST).unlink()
        # Closing alone would leave it locked while a child process that was just started still has a copy.
        fcntl.flock(self._lock, fcntl.LOCK_UN)
        os.close(self._lock)
        self._lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def owner(path: Path | str) -> HostInfo | None:
    """Returns the host that holds a data folder now, None if there is none; pid 0 when it has not said who it is."""
    try:
        lock = os.open(Path(path) / _LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        # Shared: two askers do not take each other for an owner.
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _read(Path(path))
    finally:
        os.close(lock)
    return None


def _read(path: Path) -> HostInfo:
    try:
        info = json.loads((path / _HOST).read_bytes())
        return HostInfo(int(info["pid"]), str(info["url"]), str(info.get("token", "")))
    except (OSError, ValueError, KeyError, TypeError):
        return HostInfo(0)


def _held(path: Path) -> StoreLocked:
    info = _read(path)
    who = f"process {info.pid}" if info.pid else "another process"
    where = f" at {info.url}" if info.url else ""
    return StoreLocked(
        f"The data folder {path} is in use by {who}{where}.",
        hint="Use that host, stop it first, or choose another folder.",
        details={"path": str(path), "pid": info.pid, "url": info.url},
    )
