"""The keys that access tokens are signed with, sealed.

Keys:  SIGNING  KEY#<kid>  a pair, sealed; one that was replaced is gone once nothing it signed can be valid
       SIGNING  CURRENT    which one signs, since when
"""

import asyncio
import logging
import time
from base64 import b64decode, b64encode

from flow_builder.auth.tokens import LIFE_S, Claims, Key, issue, key_from, key_id, new_key, raw_of, read
from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, StorageError
from flow_builder.store.table import Absent, Delete, FieldIn, Item, Put, Table, Update
from flow_builder.vault import Vault

REALM = "#accounts"
"""What the vault seals things of accounts for, which belong to no workspace; no workspace has such a name."""
MOST_AGE_MS = 30 * 86_400_000
_FRESH_S = 60.0
"""How long another host's new keys may stay unknown, and deleted ones believed."""
_LEAST_S = 1.0
"""Between two looks for a key that is not known: anybody may ask for one."""
_KEPT_S = LIFE_S + 3_600

log = logging.getLogger(__name__)


class SigningKeys:
    """The repository of signing keys, and the ring of those that count now."""

    def __init__(self, table: Table, vault: Vault) -> None:
        self.table = table
        self._vault = vault
        self._ring: dict[str, Key] = {}
        self._current = ""
        self._since = 0
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def issue(self, claims: Claims) -> str:
        """Returns an access token, signed with the newest key; a key of 30 days is replaced first."""
        await self._look(_FRESH_S)
        while self._current not in self._ring or now() - self._since > MOST_AGE_MS:
            await self._replace(forget=False)
        return issue(self._ring[self._current], claims, now() // 1000)

    async def read(self, token: str) -> Claims:
        """Returns whom a token speaks for; Unauthenticated."""
        await self._look(_LEAST_S if key_id(token) not in self._ring else _FRESH_S)
        return read(token, self._ring)

    async def public(self) -> list[dict[str, str]]:
        """Returns the public halves of all keys that count, as JWKs, the one that signs first."""
        await self._look(_FRESH_S)
        while not self._current:
            await self._replace(forget=False)
        return [key.jwk() for _, key in sorted(self._ring.items(), key=lambda each: each[0] != self._current)]

    async def rotate(self, *, forget: bool = False) -> str:
        """Makes a new key the one that signs, and returns its id; with `forget` tokens of older keys end at once.

        Of several hosts that do so at the same time one wins, and the others take its key.
        """
        await self._look(0)
        await self._replace(forget=forget)
        return self._current

    async def _replace(self, *, forget: bool) -> None:
        made = new_key()
        sealed = await self._vault.seal(REALM, raw_of(made), {"signing_key": made.kid})
        doc = {"sealed": b64encode(sealed).decode(), "created_at": now()}
        condition = FieldIn("kid", (self._current,)) if self._current else Absent()
        current = Item("SIGNING", "CURRENT", {"kid": made.kid, "since": now()})
        try:
            await self.table.write(Put(Item("SIGNING", f"KEY#{made.kid}", doc), Absent()), Put(current, condition))
        except Conflict:
            log.info("another host has made a new signing key")
        else:
            await self._retire(made.kid, forget=forget)
        await self._look(0)

    async def _retire(self, kid: str, *, forget: bool) -> None:
        page = await self.table.query("SIGNING", prefix="KEY#")
        for each in page.items:
            if each.sk == f"KEY#{kid}":
                continue
            if forget:
                await self.table.write(Delete(each.pk, each.sk))
            elif each.ttl is None:
                await self.table.write(Update(each.pk, each.sk, keys={"ttl": now() // 1000 + _KEPT_S}))

    async def _look(self, at_most_s: float) -> None:
        """Reads the ring unless that was done within a time."""
        async with self._reading:
            if time.monotonic() - self._read_at < at_most_s:
                return
            # In this order: what is current now is among the keys read afterwards.
            current = await self.table.get("SIGNING", "CURRENT")
            page = await self.table.query("SIGNING", prefix="KEY#")
            self._ring = await self._opened(page.items)
            self._current, self._since = (current.doc["kid"], current.doc["since"]) if current else ("", 0)
            self._read_at = time.monotonic()

    async def _opened(self, items: list[Item]) -> dict[str, Key]:
        found: dict[str, Key] = {}
        for each in items:
            kid = each.sk.removeprefix("KEY#")
            if kid in self._ring:
                found[kid] = self._ring[kid]
                continue
            try:
                raw = await self._vault.open(REALM, b64decode(each.doc["sealed"]), {"signing_key": kid})
            except StorageError as error:
                # The vault's key file was replaced: tokens are worth nothing, but people can sign in again.
                log.warning("a signing key is not used: %s (%s)", error.message, error.code)
            else:
                found[kid] = key_from(kid, raw)
        return found
