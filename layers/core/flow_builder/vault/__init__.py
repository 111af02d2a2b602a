"""The port that seals secrets; its adapters pass one contract suite."""

from collections.abc import Mapping
from typing import Protocol


class Vault(Protocol):
    """Seals bytes so that only the same workspace and context open them again.

    `context` says what the secret belongs to, such as `{"credential": "c1"}`; it is not stored but bound in, so a
    sealed secret that is copied to another record, field or workspace does not open.
    """

    async def seal(self, workspace: str, plaintext: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the sealed secret; sealing twice gives different bytes."""
        ...

    async def open(self, workspace: str, sealed: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the secret; StorageError with code `vault.unsealable` for anything but what was sealed with it."""
        ...

    async def derive(self, workspace: str, purpose: str) -> bytes:
        """Returns a key of 32 bytes for one purpose of a workspace, always the same: to sign, not to keep."""
        ...

    @property
    def keys(self) -> list[str]:
        """The names of the master keys that open, the one that seals first."""
        ...

    def sealed_by(self, sealed: bytes) -> str:
        """Returns the name of the master key a secret was sealed with; StorageError `vault.unsealable`."""
        ...

    async def rewrap(self, sealed: bytes) -> bytes:
        """Returns the same secret sealed with the first master key; as it is when it already is."""
        ...
