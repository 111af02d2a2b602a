"""Files written whole or not at all, and the errors of the file system by our names."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from flow_builder.errors import StorageError, StoreFull

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EEXIST})


def write_whole(path: Path, data: bytes, *, sync: bool, mode: int = 0o600) -> None:
    """Puts a file in place by writing it beside and renaming it, so that a reader never sees half of it.

    With `sync` it also survives a loss of power: file and folder are flushed. Raises what `file_error` returns.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:64]}.", suffix=".tmp")
    except OSError as error:
        raise file_error(error, path) from error
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, mode)
            file.write(data)
            if sync:
                file.flush()
                os.fsync(handle)
        Path(name).replace(path)
        if sync:
            sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise file_error(error, path) from error


def sync_folder(path: Path) -> None:
    """Flushes a folder's entries, so that a rename in it survives a loss of power."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_error(error: OSError, path: Path) -> StorageError:
    """Returns our error for one of the file system."""
    details = {"path": str(path)}
    if error.errno in _FULL:
        return StoreFull(
            f"The disk of {path} is full.",
            hint="Free some space; everything stored so far is intact and writes go on by themselves.",
            details=details,
        )
    if error.errno in _REFUSED:
        return StorageError(
            f"{path} cannot be written: {error.strerror}.",
            code="store.read_only",
            hint="Check that the folder exists and that this user may write there.",
            details=details,
        )
    return StorageError(f"{path} cannot be used: {error.strerror}.", details=details)
