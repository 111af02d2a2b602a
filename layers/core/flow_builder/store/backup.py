"""A data folder as one file, taken while a host works on it, and put back somewhere else.

The archive is a ZIP: `state.db` as of one moment, `blobs/`, `mail/`, `vault.key`, and at its end `backup.json`, which names
every file with its size and SHA-256. State comes before blobs: a blob that no state names is harmless. Whoever puts it
back reads all of it first, into a folder beside; that takes its place in one step, or nothing does.
"""

import json
import os
import shutil
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, FlowBuilderError, InvalidInput, NotFound
from flow_builder.store.files import file_error, sync_folder
from flow_builder.store.sqlite_file import open_file, storage_error

FORMAT = 1
_STATE, _KEY, _LIST = "state.db", "vault.key", "backup.json"
_FOLDERS = ("blobs", "mail")
_UNFINISHED = "~unfinished"
_PIECE = 1024 * 1024
_TRIES = 20
"""How often the state is copied anew because keys were exchanged meanwhile."""


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    bytes: int
    sha256: str


class _Contents(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    format: int
    made_at: int
    files: dict[str, _File]
    keys: list[str]
    """SHA-256 of each line of the key file: which ones it takes is known, also when they are kept apart."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What an archive holds."""

    files: int
    bytes: int
    made_at: int
    """Milliseconds since the epoch."""
    key: bool
    """Whether the key is in it that credentials are encrypted with."""


def write_backup(data: Path, target: Path, *, key: bool = True) -> Backup:
    """Writes an archive of a data folder, with mode 0600; a host may work on the folder meanwhile.

    What is deleted during the backup may be missing in it. Raises NotFound `backup.nothing`, Conflict `backup.exists`,
    StorageError, StoreFull; nothing is left behind then.
    """
    if not (data / _STATE).is_file():
        raise NotFound(f"There is no data in {data}.", code="backup.nothing", hint="Name the folder with --data.")
    if target.exists():
        raise Conflict(f"{target} exists already.", code="backup.exists", hint="Choose another name, or remove it.")
    files: dict[str, dict[str, Any]] = {}
    made_at = now()
    try:
        with _beside(target) as folder, zipfile.ZipFile(folder / "archive", "x", allowZip64=True) as archive:
            keys = _copy_state(data, folder / _STATE)
            _add(archive, files, _STATE, folder / _STATE, zipfile.ZIP_DEFLATED)
            (folder / _STATE).unlink()
            for name, path in _stored(data):
                with suppress(FileNotFoundError):
                    _add(archive, files, name, path, zipfile.ZIP_STORED)
            if key:
                (folder / _KEY).write_bytes(keys)
                _add(archive, files, _KEY, folder / _KEY, zipfile.ZIP_STORED)
            said = {"format": FORMAT, "made_at": made_at, "files": files, "keys": _lines(keys)}
            archive.writestr(_LIST, json.dumps(said, indent=1))
            archive.close()
            _put_in_place(folder / "archive", target)
    except OSError as error:
        raise file_error(error, target) from error
    return Backup(len(files), sum(each["bytes"] for each in files.values()), made_at, key)


def restore_backup(source: Path, data: Path, key: Path | None = None) -> Backup:
    """Puts an archive back into a folder that is empty or not there yet; `key` is a key file kept apart.

    Raises NotFound `backup.not_found`, Conflict `backup.in_the_way`, InvalidInput `backup.damaged`, `backup.newer`,
    `backup.no_key` or `backup.wrong_key`, StorageError, StoreFull. Then the folder is as it was.
    """
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise Conflict(
            f"{data} is not empty.",
            code="backup.in_the_way",
            hint="A backup is put back into a new folder; move this one away first.",
        )
    try:
        with _opened(source) as archive, _beside(data) as folder:
            place = folder / "data"
            place.mkdir()
            contents = _contents(archive, source)
            for name, said in contents.files.items():
                _extract(archive, source, name, said, place / name)
            _place_key(place / _KEY, key, contents, source)
            _check_state(place / _STATE)
            data.parent.mkdir(parents=True, exist_ok=True)
            place.replace(data)
            sync_folder(data.parent)
    except OSError as error:
        raise file_error(error, data) from error
    total = sum(each.bytes for each in contents.files.values())
    return Backup(len(contents.files), total, contents.made_at, _KEY in contents.files)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Yields a folder on the same disk as what is to be made; it is gone afterwards."""
    target.absolute().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=f".{target.name[:64]}.") as folder:
        yield Path(folder)


def _copy_state(data: Path, copy: Path) -> bytes:
    """Copies the state as of one moment, and returns the key file that opens the secrets in it."""
    for _ in range(_TRIES):
        before = (data / _KEY).read_bytes() if (data / _KEY).exists() else b""
        try:
            with (
                closing(sqlite3.connect(f"{(data / _STATE).absolute().as_uri()}?mode=rw", uri=True)) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target)
        except sqlite3.Error as error:
            raise storage_error(error, data / _STATE) from error
        if not (data / _KEY).exists() or (data / _KEY).read_bytes() == before:
            return before
        copy.unlink()
    raise Conflict("The master key is being exchanged.", code="backup.busy", hint="Try again when that is done.")


def _stored(data: Path) -> Iterator[tuple[str, Path]]:
    for folder in _FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            name = path.relative_to(data)
            if path.is_file() and _UNFINISHED not in name.parts:
                yield name.as_posix(), path


def _add(archive: zipfile.ZipFile, files: dict[str, dict[str, Any]], name: str, path: Path, how: int) -> None:
    digest, size = sha256(), 0
    entry = zipfile.ZipInfo(name)
    entry.compress_type = how
    entry.external_attr = 0o600 << 16
    with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
        while piece := source.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    files[name] = {"bytes": size, "sha256": digest.hexdigest()}


def _put_in_place(made: Path, target: Path) -> None:
    made.chmod(0o600)
    with made.open("rb") as file:
        os.fsync(file.fileno())
    # Linked rather than renamed: what came there meanwhile is not replaced.
    try:
        os.link(made, target)
    except FileExistsError as error:
        raise Conflict(f"{target} exists already.", code="backup.exists") from error
    sync_folder(target.absolute().parent)


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    if not source.is_file():
        raise NotFound(f"There is no file {str(source)!r}.", code="backup.not_found")
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise _damaged(source, "it is not an archive, or is cut off") from error
    with archive:
        yield archive


def _contents(archive: zipfile.ZipFile, source: Path) -> _Contents:
    try:
        found = _Contents.model_validate_json(_read(archive, source, _LIST))
    except ValidationError as error:
        raise _damaged(source, f"its {_LIST} is not one of ours") from error
    if found.format > FORMAT:
        raise InvalidInput(
            f"{source} was made by a newer release (format {found.format}, known is {FORMAT}).",
            code="backup.newer",
            hint="Restore it with that release.",
        )
    strange = next((name for name in found.files if not _is_ours(name)), None)
    if strange is not None or _STATE not in found.files:
        raise _damaged(source, f"it names {strange!r}" if strange else f"it has no {_STATE}")
    return found


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    inside = len(path.parts) > 1 and path.parts[0] in _FOLDERS and ".." not in path.parts
    return name in {_STATE, _KEY} or (inside and path.as_posix() == name)


def _read(archive: zipfile.ZipFile, source: Path, name: str) -> bytes:
    with _member(archive, source, name) as file:
        return file.read()


@contextmanager
def _member(archive: zipfile.ZipFile, source: Path, name: str) -> Iterator[IO[bytes]]:
    try:
        with archive.open(name) as file:
            yield file
    except KeyError as error:
        raise _damaged(source, f"it has no {name}") from error
    # The library's own errors for bytes that are not what they should be.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(source, f"{name} cannot be read") from error


def _extract(archive: zipfile.ZipFile, source: Path, name: str, said: _File, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, size = sha256(), 0
    with _member(archive, source, name) as file, place.open("xb") as target:
        place.chmod(0o600)
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    if (size, digest.hexdigest()) != (said.bytes, said.sha256):
        raise _damaged(source, f"{name} is not what was written")


def _place_key(place: Path, key: Path | None, contents: _Contents, source: Path) -> None:
    """Puts a key file that was kept apart into its place, and refuses one that does not open what is restored."""
    if key is not None:
        if not key.is_file():
            raise NotFound(f"There is no key file {str(key)!r}.", code="backup.not_found")
        shutil.copyfile(key, place)
        place.chmod(0o600)
    if not place.exists():
        raise InvalidInput(
            f"{source} was made without the key that credentials are encrypted with.",
            code="backup.no_key",
            hint="Name the vault.key of the folder it was made of with --key.",
        )
    if not set(contents.keys) <= set(_lines(place.read_bytes())):
        raise InvalidInput(f"{key or source} is not the key that {source} needs.", code="backup.wrong_key")


def _lines(keys: bytes) -> list[str]:
    return [sha256(line).hexdigest() for line in keys.splitlines()]


def _check_state(path: Path) -> None:
    """Opens the state as a host would; StoreCorrupt, or StorageError `store.newer`."""
    open_file(path, "normal").close()


def _damaged(source: Path, why: str) -> FlowBuilderError:
    return InvalidInput(
        f"{source} is damaged: {why}.",
        code="backup.damaged",
        hint="Nothing was restored. Use another backup, or fetch this one again.",
    )
