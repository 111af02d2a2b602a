"""What vaults with master keys in this process have in common; they differ in where the keys are kept."""

import secrets
from abc import ABC, abstractmethod
from collections.abc import Mapping

from flow_builder.errors import Conflict
from flow_builder.vault.envelope import KEY_BYTES
from flow_builder.vault.keyring import Keyring, sealed_by


class KeyringVault(ABC):
    """The `Vault` port with a keyring; a subclass says how a changed one is kept."""

    _keys: list[bytes]
    _ring: Keyring

    @property
    def keys(self) -> list[str]:
        """The names of the master keys, the one that seals first."""
        return self._ring.ids

    async def seal(self, workspace: str, plaintext: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the sealed secret."""
        return self._ring.seal(workspace, plaintext, context)

    async def open(self, workspace: str, sealed: bytes, context: Mapping[str, str]) -> bytes:
        """Returns the secret; StorageError with code `vault.unsealable` for anything but what was sealed with it."""
        return self._ring.open(workspace, sealed, context)

    async def rewrap(self, sealed: bytes) -> bytes:
        """Returns the same secret under the master key that seals; as it is when it already is."""
        return self._ring.rewrap(sealed)

    def sealed_by(self, sealed: bytes) -> str:
        """Returns the name of the master key a secret was sealed with."""
        return sealed_by(sealed)

    async def derive(self, workspace: str, purpose: str) -> bytes:
        """Returns a key of 32 bytes for one purpose of a workspace, always the same: to sign, not to keep."""
        return self._ring.derive(workspace, purpose)

    def add_key(self) -> str:
        """Adds a master key that seals from here on, and returns its name."""
        self._exchange([secrets.token_bytes(KEY_BYTES), *self._keys])
        return self.keys[0]

    def drop_keys(self) -> list[str]:
        """Removes all master keys but the one that seals, and returns their names; Conflict when there is no other."""
        if len(self._keys) == 1:
            raise Conflict("There is only one master key.", code="vault.one_key")
        dropped = self.keys[1:]
        self._exchange(self._keys[:1])
        return dropped

    def _exchange(self, keys: list[bytes]) -> None:
        self._store(keys, self._ring.root)
        self._keys, self._ring = keys, Keyring(keys, self._ring.root)

    @abstractmethod
    def _store(self, keys: list[bytes], root: bytes) -> None:
        """Keeps the keys for good before they are used."""
