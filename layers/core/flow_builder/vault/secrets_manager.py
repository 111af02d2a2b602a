"""The vault of AWS Secrets Manager: the master keys are one secret there, sealing and opening happens here.

One secret for the whole installation costs the same however many credentials there are, and no call per credential.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from flow_builder.errors import Conflict, StorageError
from flow_builder.store import aws_calls, aws_errors
from flow_builder.vault.envelope import KEY_BYTES
from flow_builder.vault.keyring import Keyring
from flow_builder.vault.keyring_vault import KeyringVault

_CURRENT = "AWSCURRENT"
_NEXT = "FLOW_NEXT"


def connect(region: str | None = None, endpoint_url: str | None = None) -> Any:
    """Returns a Secrets Manager client with credentials, and unless it is given the region, from the environment."""
    return aws_calls.connect("secretsmanager", region, endpoint_url)


class SecretsManagerVault(KeyringVault):
    """The `Vault` port with master keys in the secret `name`, which is made if it is missing.

    Another process that has added a key is noticed when a secret needs that. StorageError `vault.bad_key`,
    `store.denied`, `store.busy`, `store.unreachable`.
    """

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name
        self._load()

    async def open(self, workspace: str, sealed: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the secret; StorageError with code `vault.unsealable` for anything but what was sealed with it."""
        self._know(sealed)
        return await super().open(workspace, sealed, context)

    async def rewrap(self, sealed: bytes) -> bytes:
        """Returns the same secret under the master key that seals; as it is when it already is."""
        self._know(sealed)
        return await super().rewrap(sealed)

    def _know(self, sealed: bytes) -> None:
        if self.sealed_by(sealed) not in self.keys:
            self._load()

    def _load(self) -> None:
        try:
            found = self._client.get_secret_value(SecretId=self._name)
        except ClientError as error:
            if aws_errors.error_code(error) != "ResourceNotFoundException":
                raise self._named(error) from error
            found = self._create()
        except aws_errors.FOREIGN as error:
            raise self._named(error) from error
        self._version = found["VersionId"]
        try:
            self._keys, root = _read(found["SecretString"])
        except (KeyError, TypeError, ValueError, binascii.Error) as error:
            raise StorageError(
                f"The secret {self._name} of Secrets Manager does not hold master keys.",
                code="vault.bad_key",
                hint="Restore an earlier version of it. Without it the stored secrets cannot be read.",
            ) from error
        self._ring = Keyring(self._keys, root)

    def _create(self) -> Any:
        text = _text([secrets.token_bytes(KEY_BYTES)], None)
        try:
            self._client.create_secret(Name=self._name, SecretString=text, Description="Master keys of Flow Builder")
        except ClientError as error:
            if aws_errors.error_code(error) != "ResourceExistsException":
                raise self._named(error) from error
            # Another process was faster; its key is everybody's.
        return self._client.get_secret_value(SecretId=self._name)

    def _store(self, keys: list[bytes], root: bytes) -> None:
        """Makes the keys current unless another process has changed them; Conflict `vault.changed`."""
        token = str(uuid4())
        try:
            self._client.put_secret_value(
                SecretId=self._name, ClientRequestToken=token, SecretString=_text(keys, root), VersionStages=[_NEXT]
            )
            self._client.update_secret_version_stage(
                SecretId=self._name, VersionStage=_CURRENT, MoveToVersionId=token, RemoveFromVersionId=self._version
            )
        except ClientError as error:
            if aws_errors.error_code(error) == "InvalidParameterException":
                self._load()
                raise Conflict(
                    "The master keys were changed by another process.", code="vault.changed", hint="Try again."
                ) from error
            raise self._named(error) from error
        except aws_errors.FOREIGN as error:
            raise self._named(error) from error
        self._version = token

    def _named(self, error: Exception) -> StorageError:
        subject = f"the secret {self._name}"
        if isinstance(error, ClientError):
            known = aws_errors.answered(error, subject)
            return known or StorageError(f"Secrets Manager cannot be used: {error}.", details={"subject": subject})
        return aws_errors.unanswered(error, subject)


def _read(text: str) -> tuple[list[bytes], bytes | None]:
    """Returns the master keys and what derived keys come from; KeyError, TypeError, ValueError."""
    said = json.loads(text)
    keys = [base64.b64decode(each, validate=True) for each in said["keys"]]
    if {len(each) for each in keys} != {KEY_BYTES}:
        raise ValueError("a key has another length")
    return keys, base64.b64decode(said["root"], validate=True) if said.get("root") else None


def _text(keys: list[bytes], root: bytes | None) -> str:
    said: dict[str, Any] = {"keys": [base64.b64encode(each).decode() for each in keys]}
    return json.dumps(said if root is None else {**said, "root": base64.b64encode(root).decode()})
