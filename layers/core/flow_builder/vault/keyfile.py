"""The vault of one machine: a key file with one master key or, while they are exchanged, several.

Each line of the file is one key, the newest first; a last one may hold what derived keys come from. Secrets of the first version of the sealed form, which had no key of
their own, are still opened.
"""

import base64
import binascii
import json
import os
import secrets
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from flow_builder.errors import StorageError
from flow_builder.store.files import file_error
from flow_builder.vault.envelope import KEY_BYTES, unsealable
from flow_builder.vault.keyring import Keyring, key_id
from flow_builder.vault.keyring_vault import KeyringVault

_FIRST = b"FBV\x01"
_FILE_MARK = "flow-builder-key-1 "
_ROOT_MARK = "flow-builder-root-1 "
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ID_END, _HEADER_END, _NONCE_END = 8, 24, 36
"""Of the first version: mark and key id, salt, nonce; then the ciphertext."""


class KeyFileVault(KeyringVault):
    """The `Vault` port with a key file, created with mode 0600 if missing.

    StorageError when the file is damaged (`vault.bad_key`), open to others (`vault.key_exposed`) or cannot be used.
    Losing the file loses every secret: back it up, apart from the data.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        try:
            self._keys, root = _load(self._path) if self._path.exists() else _create(self._path)
        except OSError as error:
            raise file_error(error, self._path) from error
        self._ring = Keyring(self._keys, root)

    async def open(self, workspace: str, sealed: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the secret; StorageError with code `vault.unsealable` for anything but what was sealed with it."""
        try:
            if sealed.startswith(_FIRST):
                return self._open_first(workspace, sealed, context)
            return await super().open(workspace, sealed, context)
        except StorageError as error:
            error.hint = f"Restore the key file {self._path} that belongs to the data, or enter the secret again."
            raise

    async def rewrap(self, sealed: bytes) -> bytes:
        """Returns the same secret under the master key that seals; those of the first version as they are."""
        return sealed if sealed.startswith(_FIRST) else await super().rewrap(sealed)

    def sealed_by(self, sealed: bytes) -> str:
        """Returns the name of the master key a secret was sealed with."""
        return sealed[len(_FIRST) : _ID_END].hex() if sealed.startswith(_FIRST) else super().sealed_by(sealed)

    def _store(self, keys: list[bytes], root: bytes) -> None:
        try:
            _written(self._path, keys, root).replace(self._path)
            _sync_folder(self._path.parent)
        except OSError as error:
            raise file_error(error, self._path) from error

    def _open_first(self, workspace: str, sealed: bytes, context: Mapping[str, str]) -> bytes:
        header, nonce, rest = sealed[:_HEADER_END], sealed[_HEADER_END:_NONCE_END], sealed[_NONCE_END:]
        key = next((each for each in self._keys if bytes.fromhex(key_id(each)) == header[len(_FIRST) : _ID_END]), None)
        if key is None:
            raise unsealable("it was sealed with another key")
        info = b"flow-builder vault 1\x00" + workspace.encode()
        own = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=header[_ID_END:], info=info).derive(key)
        bound = header + json.dumps([workspace, sorted(context.items())], separators=(",", ":")).encode()
        try:
            return AESGCM(own).decrypt(nonce, rest, bound)
        except (InvalidTag, ValueError) as error:
            raise unsealable("it was changed, or belongs to something else") from error


def _create(path: Path) -> tuple[list[bytes], bytes | None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Linked rather than renamed: of two hosts starting at once, both use the first one's key.
    unfinished = _written(path, [secrets.token_bytes(KEY_BYTES)])
    try:
        with suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        unfinished.unlink()
    return _load(path)


def _written(path: Path, keys: list[bytes], root: bytes | None = None) -> Path:
    """Returns a new file beside the key file, with mode 0600 and on disk."""
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as file:
        file.writelines(f"{_FILE_MARK}{base64.b64encode(key).decode()}\n" for key in keys)
        if root is not None:
            file.write(f"{_ROOT_MARK}{base64.b64encode(root).decode()}\n")
        file.flush()
        os.fsync(handle)
    return Path(unfinished)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _load(path: Path) -> tuple[list[bytes], bytes | None]:
    """Returns the master keys, and what derived keys come from if that outlived its key."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & _OTHERS:
        raise StorageError(
            f"The key file {path} is open to other users (mode {mode:04o}).",
            code="vault.key_exposed",
            hint=f"Close it: chmod 600 '{path}'. If others may have read it, replace the secrets.",
            details={"path": str(path)},
        )
    lines = path.read_bytes().decode("ascii", "replace").rstrip("\n").split("\n")
    try:
        read = [_read(each) for each in lines]
    except (binascii.Error, ValueError) as error:
        raise _damaged(path) from error
    keys = [key for mark, key in read if mark == _FILE_MARK]
    roots = [key for mark, key in read if mark == _ROOT_MARK]
    if not keys or len(roots) > 1:
        raise _damaged(path)
    return keys, next(iter(roots), None)


def _read(line: str) -> tuple[str, bytes]:
    mark = next(each for each in (_FILE_MARK, _ROOT_MARK, line) if line.startswith(each))
    key = base64.b64decode(line.removeprefix(mark), validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError(mark)
    return mark, key


def _damaged(path: Path) -> StorageError:
    return StorageError(
        f"The key file {path} is damaged.",
        code="vault.bad_key",
        hint="Restore it from a backup. Without it the stored secrets cannot be read: "
        "move it away to start with a new key, and enter the secrets again.",
        details={"path": str(path)},
    )
