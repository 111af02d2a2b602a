"""What the holder of a token may do once: links in mails, the way back from an outside issuer.

Keys:  ONETIME#<hash of the token>  TOKEN  what it is for, until when; gsi1 lists those of a user: USER#U#TOKENS
       ONETIME#<hash of a text>   USED   that it was used
"""

import secrets
from hashlib import sha256
from typing import Any, Literal

from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, Item, Present, Put, Table

_TOKEN_BYTES = 32
_BATCH = 100

Purpose = Literal["sign_up", "reset", "email", "oidc"]


class OneTimeStore:
    """The repository of such tokens."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def allow(self, purpose: Purpose, data: dict[str, Any], seconds: int, user: str | None = None) -> str:
        """Keeps what the holder of a token may do once within a time, and returns the token; just its hash is kept."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        doc = {"purpose": purpose, "data": data, "until": now() + seconds * 1000}
        item = Item(_pk(token), "TOKEN", doc, ttl=now() // 1000 + seconds + 1)
        if user is not None:
            item.gsi1pk, item.gsi1sk = f"USER#{user}#TOKENS", purpose
        await self.table.write(Put(item))
        return token

    async def look_up(self, purpose: Purpose, token: str) -> dict[str, Any]:
        """Returns what a token allows without using it up; NotFound `link.invalid`."""
        item = await self.table.get(_pk(token), "TOKEN")
        if item is None or item.doc["purpose"] != purpose or item.doc["until"] <= now():
            raise _used()
        data: dict[str, Any] = item.doc["data"]
        return data

    async def redeem(self, purpose: Purpose, token: str) -> dict[str, Any]:
        """Uses a token up and returns what it allows; NotFound `link.invalid` for all but the first."""
        data = await self.look_up(purpose, token)
        try:
            await self.table.write(Delete(_pk(token), "TOKEN", Present()))
        except Conflict as error:
            raise _used() from error
        return data

    async def claim(self, text: str, seconds: int) -> bool:
        """Notes that something has been used; False when it was within a time."""
        used = Item(_pk(text), "USED", {"at": now()}, ttl=now() // 1000 + seconds)
        try:
            await self.table.write(Put(used, Absent()))
        except Conflict:
            return False
        return True

    async def withdraw(self, user: str) -> None:
        """Takes back what a user was allowed to do once."""
        while items := (await self.table.query(f"USER#{user}#TOKENS", index="gsi1", limit=_BATCH)).items:
            await self.table.write(*(Delete(each.pk, each.sk) for each in items))


def _pk(token: str) -> str:
    return f"ONETIME#{sha256(token.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _used() -> NotFound:
    return NotFound(
        "This link is not valid any more.",
        code="link.invalid",
        hint="It was used, or its time is up: ask for a new one.",
    )
