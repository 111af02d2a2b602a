"""Attempts that are slowed down when there are many: each one past the free ones waits longer than the one before.

Keys:  ATTEMPT#<hash of what is attempted and by whom>  COUNT  how often, and until when the next one waits.
"""

from hashlib import sha256

from flow_builder.domain.ids import now
from flow_builder.errors import Conflict
from flow_builder.store.table import Delete, Item, RevIs, Table, Update

_KEPT_S = 86_400
_MOST_DOUBLINGS = 20


class AttemptStore:
    """The repository of attempts; exact under concurrency."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def begin(self, *subject: str, free: int, first_s: int, most_s: int) -> float:
        """Counts an attempt; returns 0 when it may be made, else the seconds until another one may.

        The first `free` ones may be made at once, the next after `first_s`, and each further one after twice the time
        of the one before, `most_s` at most. What was refused does not make the wait longer.
        """
        pk = _key(subject)
        before = await self.table.get(pk, "COUNT")
        if before is not None and (wait := _left(before)) > 0:
            return wait
        ttl = now() // 1000 + _KEPT_S
        item = await self.table.update(Update(pk, "COUNT", add={"count": 1}, keys={"ttl": ttl}))
        over = int(item.doc["count"]) - free
        if over < 0:
            return 0
        delay_s = min(first_s * 2 ** min(over, _MOST_DOUBLINGS), most_s)
        pause = Update(pk, "COUNT", set={"until": now() + delay_s * 1000}, condition=RevIs(item.rev))
        try:
            await self.table.write(pause)
        except Conflict:
            return first_s  # others try at the same moment; one of them may
        return 0

    async def succeed(self, *subject: str) -> None:
        """Forgets the attempts: the last one was right."""
        await self.table.write(Delete(_key(subject), "COUNT"))


def _left(item: Item) -> float:
    return (int(item.doc.get("until") or 0) - now()) / 1000


def _key(subject: tuple[str, ...]) -> str:
    return f"ATTEMPT#{sha256(chr(10).join(subject).encode('utf-8', 'surrogatepass')).hexdigest()}"
