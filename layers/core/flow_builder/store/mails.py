"""Mails on their way, sealed: what is in them lets their readers into accounts.

Keys:  MAIL#<id>  LETTER  gsi1 = all of them by when they are due: MAILS; gone when it is too late for them
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace

from pydantic_core import from_json, to_json

from flow_builder.domain.ids import new_id, now
from flow_builder.errors import Conflict
from flow_builder.store.signing_keys import REALM
from flow_builder.store.table import Absent, Delete, Item, Put, RevIs, Table
from flow_builder.vault import Vault

_DUE = "MAILS"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that is not known to have been taken; times are milliseconds since the epoch."""

    id: str
    to: str
    subject: str
    text: str
    until: int
    """From when on it is of no use to anybody."""
    due_at: int
    attempts: int = 0
    rev: int = 1


class MailStore:
    """The repository of such mails."""

    def __init__(self, table: Table, vault: Vault) -> None:
        self.table = table
        self._vault = vault

    async def keep(self, to: str, subject: str, text: str, seconds: int, due_at: int) -> Letter:
        """Keeps a mail that is of use for so many seconds."""
        at = now()
        letter = Letter(new_id("mail", at), to, subject, text, at + seconds * 1_000, due_at)
        await self.table.write(Put(await self._item(letter), Absent()))
        return letter

    async def due(self, at: int, limit: int = 100) -> list[Letter]:
        """Returns mails that are due by now, the longest due first."""
        page = await self.table.query(_DUE, index="gsi1", between=("", f"{at:015d}#~"), limit=limit)
        return [await self._opened(item) for item in page.items]

    async def next_due(self) -> int | None:
        """Returns when the next mail is due, or None."""
        page = await self.table.query(_DUE, index="gsi1", limit=1)
        return int(page.items[0].doc["due_at"]) if page.items else None

    async def put_off(self, letter: Letter, due_at: int, *, attempts: int) -> Letter | None:
        """Makes a mail due at another time; None when another host was faster, or it is gone."""
        later = replace(letter, due_at=due_at, attempts=attempts, rev=letter.rev + 1)
        try:
            await self.table.write(Put(await self._item(later), RevIs(letter.rev)))
        except Conflict:
            return None
        return later

    async def done(self, letter: Letter) -> None:
        """Removes a mail."""
        await self.table.write(Delete(f"MAIL#{letter.id}", "LETTER"))

    async def forget(self, to: str) -> None:
        """Removes all mails to somebody."""
        cursor: str | None = None
        while True:
            page = await self.table.query(_DUE, index="gsi1", cursor=cursor)
            for letter in [await self._opened(item) for item in page.items]:
                if letter.to == to:
                    await self.done(letter)
            if (cursor := page.cursor) is None:
                return

    async def _item(self, letter: Letter) -> Item:
        said = to_json({"to": letter.to, "subject": letter.subject, "text": letter.text})
        sealed = await self._vault.seal(REALM, said, {"mail": letter.id})
        doc = {
            "id": letter.id,
            "sealed": b64encode(sealed).decode(),
            "until": letter.until,
            "due_at": letter.due_at,
            "attempts": letter.attempts,
        }
        due = f"{letter.due_at:015d}#{letter.id}"
        ttl = letter.until // 1_000 + 1
        return Item(f"MAIL#{letter.id}", "LETTER", doc, gsi1pk=_DUE, gsi1sk=due, ttl=ttl, rev=letter.rev)

    async def _opened(self, item: Item) -> Letter:
        doc = item.doc
        said = from_json(await self._vault.open(REALM, b64decode(doc["sealed"]), {"mail": doc["id"]}))
        return Letter(
            doc["id"], **said, until=doc["until"], due_at=doc["due_at"], attempts=doc["attempts"], rev=item.rev
        )
