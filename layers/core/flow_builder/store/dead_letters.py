"""Dead letters.

Keys (W = workspace, F = flow id, D = dead letter id):

    DEAD#W  D   the dead letter, for 14 days; gsi1 = all of W by time, gsi2 = those of F by time
"""

from typing import Any

from flow_builder.domain.dead_letter import KEPT_S, DeadLetter, DeadLetterSummary
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.blobs import Blobs
from flow_builder.store.table import Absent, Delete, Item, Present, Put, Table, Update
from flow_builder.store.values import pack, unpack


class DeadLetterStore:
    """The repository of dead letters; every method is scoped by workspace."""

    def __init__(self, table: Table, blobs: Blobs) -> None:
        self.table = table
        self.blobs = blobs

    async def bury(self, letter: DeadLetter) -> bool:
        """Stores a dead letter; tells whether it is new."""
        doc = letter.model_dump(mode="json", exclude={"input"})
        doc["input"] = await pack(self.blobs, f"{letter.workspace}/dead", letter.input)
        at = f"{letter.buried_at:015d}#{letter.id}"
        item = Item(
            f"DEAD#{letter.workspace}",
            letter.id,
            doc,
            gsi1pk=f"W#{letter.workspace}#DEAD",
            gsi1sk=at,
            gsi2pk=f"W#{letter.workspace}#DEAD#F",
            gsi2sk=f"{letter.flow}#{at}",
            ttl=letter.buried_at // 1_000 + KEPT_S,
        )
        try:
            await self.table.write(Put(item, Absent()))
        except Conflict:
            return False
        return True

    async def get(self, workspace: str, letter: str) -> DeadLetter:
        """Returns a dead letter; NotFound if the workspace has none with this id."""
        item = await self.table.get(f"DEAD#{workspace}", letter) if letter else None
        if item is None:
            raise _missing(letter)
        return DeadLetter(**{**item.doc, "input": await unpack(self.blobs, item.doc["input"])})

    async def find(
        self, workspace: str, *, flow: str | None, limit: int, cursor: str | None
    ) -> tuple[list[DeadLetterSummary], str | None]:
        """Returns dead letters, newest first, and the cursor of the next page."""
        index, pk = ("gsi2", f"W#{workspace}#DEAD#F") if flow else ("gsi1", f"W#{workspace}#DEAD")
        prefix = f"{flow}#" if flow else ""
        page = await self.table.query(pk, index=index, prefix=prefix, limit=limit, cursor=cursor, reverse=True)  # type: ignore[arg-type]
        return [DeadLetterSummary(**item.doc) for item in page.items], page.cursor

    async def change(self, workspace: str, letter: str, changes: dict[str, Any], *, tried: int = 0) -> None:
        """Sets fields of a dead letter and counts attempts; NotFound."""
        op = Update(f"DEAD#{workspace}", letter, set=changes, add={"attempts": tried}, condition=Present())
        try:
            await self.table.update(op)
        except Conflict as error:
            raise _missing(letter) from error

    async def delete(self, workspace: str, letter: str) -> None:
        """Removes a dead letter; NotFound if the workspace has none with this id."""
        try:
            await self.table.write(Delete(f"DEAD#{workspace}", letter, Present()))
        except Conflict as error:
            raise _missing(letter) from error


def _missing(letter: str) -> NotFound:
    return NotFound(
        f"There is no dead letter {letter!r}.", code="dead_letter.not_found", hint="They are kept for 14 days."
    )
