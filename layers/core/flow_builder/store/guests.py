"""Guests.

Keys (G = guest id):

    GUEST#G      GUEST  the guest, hash of their token; gsi1 = those to remove, by when
    PLACE#<hash> GUEST  that a network has had its guest, and until when it gets no other
"""

from flow_builder.domain.guest import Guest
from flow_builder.domain.ids import now
from flow_builder.domain.member import Member
from flow_builder.errors import Conflict
from flow_builder.store.table import Absent, Delete, FieldIn, Item, Put, RevIs, Table, Update
from flow_builder.store.workspaces import item_of

_GOING = "GUESTS"
_CONVERTED_KEPT_S = 86_400
"""So long who converted a guest can do so again, should the answer have been lost."""


class GuestStore:
    """The repository of guests."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def create(self, guest: Guest, digest: str, place: str) -> None:
        """Stores a new guest; Conflict when the place has one, or had one less than a guest's life ago."""
        before = await self.table.get(f"PLACE#{place}", "GUEST")
        if before is not None and before.doc["until"] > now():
            raise Conflict("This place has its guest.")
        held = Item(f"PLACE#{place}", "GUEST", {"until": guest.expires_at}, ttl=guest.expires_at // 1_000 + 1)
        held.rev = 1 if before is None else before.rev + 1
        doc = {**guest.model_dump(mode="json"), "digest": digest}
        item = Item(_pk(guest.id), "GUEST", doc, _GOING, f"{guest.expires_at:015d}#{guest.id}")
        await self.table.write(Put(held, Absent() if before is None else RevIs(before.rev)), Put(item, Absent()))

    async def held_until(self, place: str) -> int:
        """Returns until when a place gets no other guest; 0 when it may have one."""
        item = await self.table.get(f"PLACE#{place}", "GUEST")
        return 0 if item is None else int(item.doc["until"])

    async def get(self, guest: str) -> Guest | None:
        """Returns a guest, also one whose time is over, or None."""
        item = await self.table.get(_pk(guest), "GUEST")
        return None if item is None else Guest(**item.doc)

    async def by_token(self, guest: str, digest: str) -> Guest | None:
        """Returns the guest that has this token, or None."""
        item = await self.table.get(_pk(guest), "GUEST")
        return None if item is None or item.doc["digest"] != digest else Guest(**item.doc)

    async def standing(self, guest: str) -> Guest | None:
        """Returns a guest who may act at this moment, or None."""
        found = await self.get(guest)
        return found if found is not None and found.stands(now()) else None

    async def convert(self, guest: Guest, user: str, owner: Member) -> None:
        """Gives the workspace to a user; Conflict when the guest is no longer active, or somebody else was faster."""
        ttl = now() // 1_000 + _CONVERTED_KEPT_S
        change = Update(
            _pk(guest.id),
            "GUEST",
            set={"status": "converted", "user": user},
            keys={"gsi1pk": None, "gsi1sk": None, "ttl": ttl},
            condition=FieldIn("status", ("active",)),
        )
        await self.table.write(change, Put(item_of(owner), Absent()))

    async def leave(self, guest: str) -> bool:
        """Ends a guest, whose things are removed next; False when somebody has taken them over."""
        change = Update(
            _pk(guest), "GUEST", set={"status": "leaving"}, condition=FieldIn("status", ("active", "leaving"))
        )
        try:
            await self.table.write(change)
        except Conflict:
            return False
        return True

    async def going(self, until: int, limit: int = 50) -> list[Guest]:
        """Returns guests whose time is over at a time, the earliest first."""
        page = await self.table.query(_GOING, index="gsi1", between=("", f"{until:015d}#~"), limit=limit)
        return [Guest(**item.doc) for item in page.items]

    async def next_expiry(self) -> int | None:
        """Returns when the next guest's time is over, or None without guests."""
        items = (await self.table.query(_GOING, index="gsi1", limit=1)).items
        return None if not items else int(items[0].doc["expires_at"])

    async def delete(self, guest: str) -> None:
        """Removes a guest of whom nothing else is left."""
        await self.table.write(Delete(_pk(guest), "GUEST"))


def _pk(guest: str) -> str:
    return f"GUEST#{guest}"
