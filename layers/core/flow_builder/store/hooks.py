"""What belongs to the addresses of flows: their secrets, what test addresses were sent, answers to repeat.

Keys (W = workspace, F = flow id):

    HOOK#F        SECRET#<kind>   the secret of an address, sealed, and its hash
    HOOKCALL#W#F  <call id>       a call to the test address, for 7 days; the newest 20 stay
    HOOKANS#W#F   <delivery>      what a delivery was answered by the flow, for 7 days
"""

import hmac
import secrets
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any, Literal

from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, Item, Put, Table
from flow_builder.vault import Vault

Kind = Literal["webhook", "form"]
CALLS_KEPT = 20
_KEPT_S = 7 * 86_400
_SECRET_BYTES = 24


class HookStore:
    """The repository of webhooks' and forms' addresses; every method but `digest` is scoped by workspace."""

    def __init__(self, table: Table, vault: Vault) -> None:
        self.table = table
        self._vault = vault
        self.generation = 0
        """Goes up when a secret changes."""

    async def secret(self, workspace: str, flow: str, kind: Kind) -> str:
        """Returns the secret of an address; it comes into being when it is first asked for."""
        item = await self.table.get(f"HOOK#{flow}", f"SECRET#{kind}")
        if item is None:
            try:
                return await self._make(workspace, flow, kind, Absent())
            except Conflict:
                return await self.secret(workspace, flow, kind)
        opened = await self._vault.open(workspace, b64decode(item.doc["sealed"]), _context(flow, kind))
        return opened.decode()

    async def rotate(self, workspace: str, flow: str, kind: Kind) -> str:
        """Gives an address another secret and returns it; the old one is worth nothing from here on."""
        return await self._make(workspace, flow, kind, None)

    async def _make(self, workspace: str, flow: str, kind: Kind, condition: Absent | None) -> str:
        made = secrets.token_urlsafe(_SECRET_BYTES)
        sealed = await self._vault.seal(workspace, made.encode(), _context(flow, kind))
        doc = {"sealed": b64encode(sealed).decode(), "digest": _digest(made), "at": now()}
        await self.table.write(Put(Item(f"HOOK#{flow}", f"SECRET#{kind}", doc), condition))
        self.generation += 1
        return made

    async def digest(self, flow: str, kind: Kind) -> str | None:
        """Returns the hash that `fits` takes, or None while nobody knows a secret."""
        item = await self.table.get(f"HOOK#{flow}", f"SECRET#{kind}")
        return None if item is None else str(item.doc["digest"])

    async def add_call(self, workspace: str, flow: str, call: dict[str, Any]) -> None:
        """Keeps a call to the test address under its `id`, and drops all but the newest 20."""
        pk = f"HOOKCALL#{workspace}#{flow}"
        await self.table.write(Put(Item(pk, call["id"], call, ttl=now() // 1000 + _KEPT_S)))
        page = await self.table.query(pk, limit=CALLS_KEPT + 50, reverse=True)
        if old := page.items[CALLS_KEPT:]:
            await self.table.write(*(Delete(pk, each.sk) for each in old))

    async def calls(self, workspace: str, flow: str) -> list[dict[str, Any]]:
        """Returns the calls that are kept, newest first."""
        page = await self.table.query(f"HOOKCALL#{workspace}#{flow}", limit=CALLS_KEPT, reverse=True)
        return [each.doc for each in page.items]

    async def call(self, workspace: str, flow: str, call: str) -> dict[str, Any]:
        """Returns one call; NotFound `capture.not_found`."""
        item = await self.table.get(f"HOOKCALL#{workspace}#{flow}", call)
        if item is None:
            raise NotFound(
                f"There is no captured call {call!r}.",
                code="capture.not_found",
                hint=f"The newest {CALLS_KEPT} are kept for seven days.",
            )
        return item.doc

    async def forget_calls(self, workspace: str, flow: str) -> None:
        """Drops all calls that are kept."""
        pk = f"HOOKCALL#{workspace}#{flow}"
        while found := (await self.table.query(pk, limit=100)).items:
            await self.table.write(*(Delete(pk, each.sk) for each in found))

    async def keep_answer(self, workspace: str, flow: str, delivery: str, answer: dict[str, Any]) -> None:
        """Keeps what a flow replied to a delivery."""
        item = Item(f"HOOKANS#{workspace}#{flow}", delivery, answer, ttl=now() // 1000 + _KEPT_S)
        await self.table.write(Put(item))

    async def answer(self, workspace: str, flow: str, delivery: str) -> dict[str, Any] | None:
        """Returns what a flow replied to a delivery, or None when it did not or that was too large to be kept."""
        item = await self.table.get(f"HOOKANS#{workspace}#{flow}", delivery)
        return None if item is None else item.doc

    async def forget(self, workspace: str, flow: str) -> None:
        """Drops everything of a flow that is removed for good."""
        await self.table.write(*(Delete(f"HOOK#{flow}", f"SECRET#{kind}") for kind in ("webhook", "form")))
        self.generation += 1
        await self.forget_calls(workspace, flow)


def fits(given: str, digest: str | None) -> bool:
    """Tells whether a secret is the one with this hash, in the same time whatever was given."""
    return digest is not None and hmac.compare_digest(_digest(given), digest)


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _context(flow: str, kind: Kind) -> dict[str, str]:
    return {"address": kind, "flow": flow}
