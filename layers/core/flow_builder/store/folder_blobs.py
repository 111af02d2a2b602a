"""The blob port on a folder: one file per blob, named like its key.

A blob is written beside its place and renamed into it, so it is whole or absent after the process is killed at any
moment. With `sync` full, file and folder are also flushed to the disk for the loss of power (about 1 ms per blob); normal
leaves that to the system, as the table does with its commits. Unlike in S3, `a` and `a/b` cannot both be blobs.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import IO, Literal, cast

from flow_builder.errors import InvalidInput
from flow_builder.store.blob_keys import check_key, check_prefix, missing
from flow_builder.store.blobs import Content, Shown, blocks
from flow_builder.store.files import file_error, sync_folder

_UNFINISHED = "~unfinished"
"""Folder of files being written; no key can name it."""
_BLOCK = 1024 * 1024
"""Pieces are written together up to this size: each write is a hop to a thread."""


class FolderBlobs:
    """The `Blobs` port on a folder, created if missing; one process writes to it at a time.

    Raises StoreFull when the disk is full, StorageError when the folder cannot be used.
    """

    def __init__(self, root: Path | str, *, sync: Literal["normal", "full"] = "normal") -> None:
        self._root = Path(root)
        self._sync = sync == "full"
        self._unfinished = self._root / _UNFINISHED
        self._folders = Lock()
        """Held while folders come and go."""
        try:
            # What an earlier process left half written.
            shutil.rmtree(self._unfinished, ignore_errors=True)
            self._unfinished.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_error(error, self._root) from error

    async def put(self, key: str, data: Content, content_type: str = "application/octet-stream") -> None:
        """Stores bytes under a key, replacing what is there; the content type is not kept."""
        del content_type
        place = self._place(key)
        if isinstance(data, bytes):
            await asyncio.to_thread(self._put, place, data)
            return
        with self._writing(place) as file:
            async for block in blocks(data, _BLOCK):
                await asyncio.to_thread(file.write, block)
            await asyncio.to_thread(self._finish, file, place)

    def _put(self, place: Path, data: bytes) -> None:
        with self._writing(place) as file:
            file.write(data)
            self._finish(file, place)

    @contextmanager
    def _writing(self, place: Path) -> Iterator[IO[bytes]]:
        """Yields a file beside its place; it is gone again when the block raises."""
        unfinished: Path | None = None
        try:
            with self._folders:
                place.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._unfinished, delete=False) as file:
                unfinished = Path(file.name)
                yield cast("IO[bytes]", file)
        except BaseException as error:
            if unfinished is not None:
                with suppress(OSError):
                    unfinished.unlink()
            if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError):
                raise InvalidInput(
                    f"{place.relative_to(self._root)} is both a blob and a folder of blobs.", code="blob.bad_key"
                ) from error
            if isinstance(error, OSError) and error.errno is not None:
                raise file_error(error, place) from error
            raise

    def _finish(self, file: IO[bytes], place: Path) -> None:
        file.flush()
        if self._sync:
            os.fsync(file.fileno())
        with self._folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            Path(file.name).replace(place)
        if self._sync:
            sync_folder(place.parent)

    async def get(self, key: str) -> bytes:
        """Returns the bytes; NotFound if there are none."""
        place = self._place(key)
        try:
            return await asyncio.to_thread(place.read_bytes)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise missing(key) from error
        except OSError as error:
            raise file_error(error, place) from error

    async def exists(self, key: str) -> bool:
        """Tells whether a key holds a blob."""
        return await asyncio.to_thread(self._place(key).is_file)

    async def delete(self, key: str) -> None:
        """Removes a blob, and folders that are empty then; a missing one is fine."""
        place = self._place(key)
        try:
            await asyncio.to_thread(self._delete, place)
        except (IsADirectoryError, NotADirectoryError):
            return
        except OSError as error:
            raise file_error(error, place) from error

    def _delete(self, place: Path) -> None:
        with self._folders:
            place.unlink(missing_ok=True)
            with suppress(OSError):  # one that is not empty stays
                for folder in place.relative_to(self._root).parents[:-1]:
                    (self._root / folder).rmdir()

    async def link(self, key: str, seconds: int, shown: Shown) -> None:
        """Returns None: what is in a folder has no address of its own."""
        del seconds, shown
        check_key(key)

    async def keys(self, prefix: str) -> AsyncIterator[str]:
        """Yields the keys below a prefix, in order; one folder at a time is held in memory."""
        check_prefix(prefix)
        folder = prefix.rpartition("/")[0]
        pending = [f"{folder}/" if folder else ""]
        while pending:
            name = pending.pop()
            if not name.endswith("/") and name:
                yield name
                continue
            found = await asyncio.to_thread(self._list, name)
            pending += [each for each in reversed(found) if each.startswith(prefix)]

    def _list(self, folder: str) -> list[str]:
        """Returns what is in a folder as keys, folders with a final slash, in the order of keys."""
        try:
            with os.scandir(self._root / folder) as entries:
                # The slash counts for the order: `a-b` comes before `a/b`.
                return sorted(
                    f"{folder}{entry.name}/" if entry.is_dir() else f"{folder}{entry.name}"
                    for entry in entries
                    if entry.name != _UNFINISHED
                )
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise file_error(error, self._root / folder) from error

    def _place(self, key: str) -> Path:
        check_key(key)
        return self._root / key
