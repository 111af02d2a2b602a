"""The sealed form that vaults share: the secret under a key of its own, and that key wrapped by a master key.

`FBV` | 2 | length of the wrapped key's place (2 bytes) | that place | nonce (12) | ciphertext with tag

A place names the master key and holds the wrapped key, each vault in its own way. It can be exchanged for one under
another master key without a look at the secret, so keys rotate without knowing what a secret belongs to: workspace and context
are authenticated with the secret, not with the key.
"""

import json
import secrets
from collections.abc import Mapping

from flow_builder.errors import StorageError

MAGIC = b"FBV\x02"
TEXT_MARK = "RkJWA"
"""How every sealed secret, of this version and the first, begins as base64."""
KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
_LENGTH_BYTES = 2


def closed(workspace: str, plaintext: bytes, context: Mapping[str, str], key: bytes, place: bytes) -> bytes:
    """Returns a secret sealed with its own key, whose wrapped form is in `place`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return with_place(place, nonce + AESGCM(key).encrypt(nonce, plaintext, _bound(workspace, context)))


def opened(workspace: str, body: bytes, context: Mapping[str, str], key: bytes) -> bytes:
    """Returns the secret of a body; StorageError `vault.unsealable`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], _bound(workspace, context))
    except InvalidTag as error:
        raise unsealable("it was changed, or belongs to something else") from error


def parts(sealed: bytes) -> tuple[bytes, bytes]:
    """Returns (place, body) of a sealed secret; StorageError `vault.unsealable`."""
    start = len(MAGIC) + _LENGTH_BYTES
    length = int.from_bytes(sealed[len(MAGIC) : start], "big")
    if not sealed.startswith(MAGIC) or len(sealed) < start + length + _NONCE_BYTES + _TAG_BYTES:
        raise unsealable("it is not a sealed secret of a known version")
    return sealed[start : start + length], sealed[start + length :]


def with_place(place: bytes, body: bytes) -> bytes:
    """Returns a sealed secret of its parts."""
    return MAGIC + len(place).to_bytes(_LENGTH_BYTES, "big") + place + body


def unsealable(reason: str, hint: str | None = None) -> StorageError:
    """Returns the error of a secret that does not open."""
    return StorageError(
        f"A secret cannot be opened: {reason}.",
        code="vault.unsealable",
        hint=hint or "Restore the key that belongs to the data, or enter the secret again.",
    )


def _bound(workspace: str, context: Mapping[str, str]) -> bytes:
    return MAGIC + json.dumps([workspace, sorted(context.items())], separators=(",", ":")).encode()
