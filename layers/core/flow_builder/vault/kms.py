"""The vault of AWS KMS: each secret under a data key of its own, which a KMS key wraps (envelope encryption).

Where a sealed secret keeps its wrapped key, it says which KMS key that was and for which workspace: the workspace is
KMS's encryption context, so policies and CloudTrail see it. Data keys that were opened are kept for five minutes.
"""

import asyncio
import base64
import binascii
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from flow_builder.errors import StorageError
from flow_builder.store import aws_calls, aws_errors
from flow_builder.vault.envelope import closed, opened, parts, unsealable, with_place

_SUBJECT = "the KMS key"
_KEPT = 1_000
_KEPT_S = 300.0
_WRONG = frozenset(
    {
        "InvalidCiphertextException",
        "IncorrectKeyException",
        "NotFoundException",
        "DisabledException",
        "ValidationException",
    }
)


def connect(region: str, endpoint_url: str | None = None) -> Any:
    """Returns a KMS client with credentials from the environment."""
    return aws_calls.connect("kms", region, endpoint_url)


def region_of(key: str) -> str:
    """Returns the region that a key's ARN names."""
    return key.split(":")[3]


class KmsVault:
    """The `Vault` port on KMS.

    `key` is the ARN of a symmetric key that seals, `older` are those that still open. `mac_key` is an HMAC_256 key that
    derived keys come from. StorageError `store.denied`, `store.busy`, `store.unreachable` for what AWS says.
    """

    def __init__(self, client: Any, key: str, mac_key: str, older: Sequence[str] = ()) -> None:
        self._client = client
        self._key = key
        self._mac_key = mac_key
        self._older = tuple(older)
        self._opened: OrderedDict[bytes, tuple[float, bytes]] = OrderedDict()

    @property
    def keys(self) -> list[str]:
        """The ARNs of the KMS keys, the one that seals first."""
        return [self._key, *self._older]

    async def seal(self, workspace: str, plaintext: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the sealed secret."""
        made = await self._call(
            self._client.generate_data_key, KeyId=self._key, KeySpec="AES_256", EncryptionContext=_context(workspace)
        )
        return closed(
            workspace, plaintext, context, made["Plaintext"], _place(self._key, workspace, made["CiphertextBlob"])
        )

    async def open(self, workspace: str, sealed: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the secret; StorageError `vault.unsealable` for anything but what was sealed with it."""
        place, body = parts(sealed)
        return opened(workspace, body, context, await self._data_key(workspace, place))

    def sealed_by(self, sealed: bytes) -> str:
        """Returns the ARN of the KMS key a secret was sealed with."""
        return _read(parts(sealed)[0])[0]

    async def rewrap(self, sealed: bytes) -> bytes:
        """Returns the same secret under the KMS key that seals; as it is when it already is."""
        place, body = parts(sealed)
        key, workspace, _ = _read(place)
        if key == self._key:
            return sealed
        plain = await self._data_key(workspace, place)
        wrapped = await self._call(
            self._client.encrypt, KeyId=self._key, Plaintext=plain, EncryptionContext=_context(workspace)
        )
        return with_place(_place(self._key, workspace, wrapped["CiphertextBlob"]), body)

    async def derive(self, workspace: str, purpose: str) -> bytes:
        """Returns a key of 32 bytes for one purpose of a workspace, always the same: to sign, not to keep."""
        message = json.dumps(["flow-builder key 1", workspace, purpose], separators=(",", ":")).encode()
        found = await self._call(
            self._client.generate_mac, KeyId=self._mac_key, Message=message, MacAlgorithm="HMAC_SHA_256"
        )
        return bytes(found["Mac"])

    async def _data_key(self, workspace: str, place: bytes) -> bytes:
        key, theirs, wrapped = _read(place)
        if theirs != workspace or key not in self.keys:
            raise unsealable("it belongs to something else, or was sealed with another key")
        kept = self._opened.get(place)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        try:
            found = await self._call(
                self._client.decrypt, KeyId=key, CiphertextBlob=wrapped, EncryptionContext=_context(workspace)
            )
        except ClientError as error:
            raise unsealable("KMS does not open its key") from error
        self._opened[place] = (time.monotonic() + _KEPT_S, found["Plaintext"])
        while len(self._opened) > _KEPT:
            self._opened.popitem(last=False)
        return bytes(found["Plaintext"])

    async def _call(self, operation: Callable[..., Any], **arguments: Any) -> Any:
        """Returns what KMS says; a ClientError for a wrapped key that it does not accept."""
        try:
            return await asyncio.to_thread(operation, **arguments)
        except ClientError as error:
            if aws_errors.error_code(error) in _WRONG and "CiphertextBlob" in arguments:
                raise
            known = aws_errors.answered(error, _SUBJECT)
            raise known or StorageError(f"KMS cannot be used: {error}.", details={"subject": _SUBJECT}) from error
        except aws_errors.FOREIGN as error:
            raise aws_errors.unanswered(error, _SUBJECT) from error


def _context(workspace: str) -> dict[str, str]:
    return {"flow-builder:workspace": workspace}


def _place(key: str, workspace: str, wrapped: bytes) -> bytes:
    return json.dumps([key, workspace, base64.b64encode(wrapped).decode()], separators=(",", ":")).encode()


def _read(place: bytes) -> tuple[str, str, bytes]:
    """Returns (key, workspace, wrapped data key); only the one spelling that `_place` writes is taken."""
    try:
        key, workspace, text = json.loads(place)
        found = str(key), str(workspace), base64.b64decode(text, validate=True)
        genuine = _place(*found) == place
    except (ValueError, TypeError, binascii.Error) as error:
        raise unsealable("it is not a secret sealed by KMS") from error
    if not genuine:
        raise unsealable("it was changed")
    return found
