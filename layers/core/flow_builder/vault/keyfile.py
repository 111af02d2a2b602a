"""The vault of one machine: AES-256-GCM under keys derived from a key file.

Envelope, version 1: `FBV` | 1 | key id (4 bytes) | salt (16) | nonce (12) | ciphertext with tag. Each secret has a key of
its own, HKDF-SHA256 of the file's key with the random salt and the workspace. The header, the workspace and the
context are authenticated.
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
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from flow_builder.errors import StorageError
from flow_builder.store.files import file_error

_MAGIC = b"FBV\x01"
_FILE_MARK = "flow-builder-key-1 "
_KEY_BYTES = 32
_ID_BYTES = 4
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16
_HEADER_BYTES = len(_MAGIC) + _ID_BYTES + _SALT_BYTES
_LEAST_BYTES = _HEADER_BYTES + _NONCE_BYTES + _TAG_BYTES
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFileVault:
    """The `Vault` port with a key file, created with mode 0600 if missing.

    StorageError when the file is damaged (`vault.bad_key`), open to others (`vault.key_exposed`) or cannot be used.
    Losing the file loses every secret: back it up, apart from the data.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        try:
            self._key = _load(self._path) if self._path.exists() else _create(self._path)
        except OSError as error:
            raise file_error(error, self._path) from error
        self._id = sha256(b"flow-builder key id" + self._key).digest()[:_ID_BYTES]

    async def seal(self, workspace: str, plaintext: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the sealed secret, 48 bytes longer than the plain one."""
        header = _MAGIC + self._id + secrets.token_bytes(_SALT_BYTES)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return (
            header
            + nonce
            + self._cipher(header, workspace).encrypt(nonce, plaintext, _bound(header, workspace, context))
        )

    async def open(self, workspace: str, sealed: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the secret; StorageError with code `vault.unsealable` for anything but what was sealed with it."""
        if len(sealed) < _LEAST_BYTES or not sealed.startswith(_MAGIC):
            raise _unsealable("it is not a sealed secret of a known version", self._path)
        header, rest = sealed[:_HEADER_BYTES], sealed[_HEADER_BYTES:]
        if header[len(_MAGIC) : len(_MAGIC) + _ID_BYTES] != self._id:
            raise _unsealable("it was sealed with another key file", self._path)
        try:
            return self._cipher(header, workspace).decrypt(
                rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _bound(header, workspace, context)
            )
        except InvalidTag as error:
            raise _unsealable("it was changed, or belongs to something else", self._path) from error

    async def derive(self, workspace: str, purpose: str) -> bytes:
        """Returns a key of 32 bytes for one purpose of a workspace, always the same: to sign, not to keep."""
        info = json.dumps(["flow-builder key 1", workspace, purpose], separators=(",", ":")).encode()
        return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=info).derive(self._key)

    def _cipher(self, header: bytes, workspace: str) -> AESGCM:
        info = b"flow-builder vault 1\x00" + workspace.encode()
        derived = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=header[-_SALT_BYTES:], info=info)
        return AESGCM(derived.derive(self._key))


def _bound(header: bytes, workspace: str, context: Mapping[str, str]) -> bytes:
    return header + json.dumps([workspace, sorted(context.items())], separators=(",", ":")).encode()


def _create(path: Path) -> bytes:
    key = secrets.token_bytes(_KEY_BYTES)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Made with mode 0600, and linked rather than renamed: of two hosts starting at once, both use the first one's key.
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(f"{_FILE_MARK}{base64.b64encode(key).decode()}\n")
            file.flush()
            os.fsync(handle)
        with suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        Path(unfinished).unlink()
    return _load(path)


def _load(path: Path) -> bytes:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & _OTHERS:
        raise StorageError(
            f"The key file {path} is open to other users (mode {mode:04o}).",
            code="vault.key_exposed",
            hint=f"Close it: chmod 600 '{path}'. If others may have read it, replace the secrets.",
            details={"path": str(path)},
        )
    text = path.read_bytes().decode("ascii", "replace")
    try:
        if not text.startswith(_FILE_MARK):
            raise _damaged(path)
        key = base64.b64decode(text.removeprefix(_FILE_MARK).rstrip("\n"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _damaged(path) from error
    if len(key) != _KEY_BYTES:
        raise _damaged(path)
    return key


def _damaged(path: Path) -> StorageError:
    return StorageError(
        f"The key file {path} is damaged.",
        code="vault.bad_key",
        hint="Restore it from a backup. Without it the stored secrets cannot be read: "
        "move it away to start with a new key, and enter the secrets again.",
        details={"path": str(path)},
    )


def _unsealable(reason: str, path: Path) -> StorageError:
    return StorageError(
        f"A secret cannot be opened: {reason}.",
        code="vault.unsealable",
        hint=f"Restore the key file {path} that belongs to the data, or enter the secret again.",
    )
