"""Master keys held in this process: the first one seals, all of them open; AES-256 key wrap (RFC 3394)."""

import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from flow_builder.vault.envelope import KEY_BYTES, closed, opened, parts, unsealable, with_place

_ID_BYTES = 4


def key_id(key: bytes) -> str:
    """Returns what names a master key: 8 hexadecimal digits."""
    return sha256(b"flow-builder key id" + key).digest()[:_ID_BYTES].hex()


class Keyring:
    """Seals and opens with master keys, the newest first.

    Derived keys come from `root`, at first what the oldest key gives: it stays when that key goes, and opens nothing.
    """

    def __init__(self, keys: Sequence[bytes], root: bytes | None = None) -> None:
        self._keys = {key_id(key): key for key in keys}
        self._wrapping = {name: _wrapping(key) for name, key in self._keys.items()}
        self.root = root or hmac.digest(bytes(KEY_BYTES), keys[-1], "sha256")

    @property
    def ids(self) -> list[str]:
        """The master keys' names, the one that seals first."""
        return list(self._keys)

    def seal(self, workspace: str, plaintext: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the sealed secret."""
        key = secrets.token_bytes(KEY_BYTES)
        return closed(workspace, plaintext, context, key, self._wrap(key))

    def open(self, workspace: str, sealed: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the secret; StorageError `vault.unsealable`."""
        place, body = parts(sealed)
        return opened(workspace, body, context, self._unwrap(place))

    def rewrap(self, sealed: bytes) -> bytes:
        """Returns the same secret under the master key that seals; as it is when it already is."""
        place, body = parts(sealed)
        if sealed_by(sealed) == self.ids[0]:
            return sealed
        return with_place(self._wrap(self._unwrap(place)), body)

    def derive(self, workspace: str, purpose: str) -> bytes:
        """Returns a key of 32 bytes for one purpose of a workspace."""
        info = json.dumps(["flow-builder key 1", workspace, purpose], separators=(",", ":")).encode()
        return HKDFExpand(algorithm=SHA256(), length=KEY_BYTES, info=info).derive(self.root)

    def _wrap(self, key: bytes) -> bytes:
        name = self.ids[0]
        return bytes.fromhex(name) + aes_key_wrap(self._wrapping[name], key)

    def _unwrap(self, place: bytes) -> bytes:
        wrapping = self._wrapping.get(place[:_ID_BYTES].hex())
        if wrapping is None:
            raise unsealable("it was sealed with another key")
        try:
            return aes_key_unwrap(wrapping, place[_ID_BYTES:])
        except (InvalidUnwrap, ValueError) as error:
            raise unsealable("it was changed") from error


def sealed_by(sealed: bytes) -> str:
    """Returns the name of the master key a secret was sealed with; StorageError `vault.unsealable`."""
    return parts(sealed)[0][:_ID_BYTES].hex()


def _wrapping(key: bytes) -> bytes:
    # The salt keeps these apart from derived keys, whose root may outlive the master key.
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=b"flow-builder wrap 2", info=b"").derive(key)
