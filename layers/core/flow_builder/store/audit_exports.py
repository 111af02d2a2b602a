"""How far audit logs are exported.

Keys (W = workspace; times and numbers padded so that they sort):

    AUDIT#W        EXPORT   number and time of the last entry that is exported, and the one that an export goes up to
    AUDITEXPORTS   STATE    the time before which all logs are exported

Ends of logs are found by time in the index: gsi1 `AUDITHEADS#<0..7>`, see `store.audit`.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from flow_builder.domain.audit import Entry
from flow_builder.store.audit import HEADS, head_index, sort_key
from flow_builder.store.table import Absent, Item, Put, RevIs, Table

_PAGE = 500
_STATE = ("AUDITEXPORTS", "STATE")
_LATEST = 10**15 - 1


@dataclass(frozen=True, slots=True)
class Extent:
    """What is exported of a workspace's log: entries up to `seq`, written at `at`; an export under way goes up to `to`."""

    seq: int = 0
    at: int = 0
    to: int = 0
    rev: int = 0


class AuditExports:
    """The repository of what is exported of audit logs."""

    def __init__(self, table: Table) -> None:
        self._table = table

    async def since(self) -> int:
        """Returns the time before which all logs are exported."""
        item = await self._table.get(*_STATE)
        return 0 if item is None else int(item.doc["since"])

    async def done(self, since: int) -> None:
        """Keeps that all logs are exported up to a time."""
        await self._table.write(Put(Item(*_STATE, {"since": since})))

    async def touched(self, since: int) -> AsyncIterator[str]:
        """Yields the workspaces whose logs have grown since a time."""
        between = (f"{since:015d}", f"{_LATEST:015d}#~")
        for shard in range(HEADS):
            cursor: str | None = None
            while True:
                page = await self._table.query(
                    head_index(shard), index="gsi1", between=between, limit=_PAGE, cursor=cursor
                )
                for item in page.items:
                    yield item.pk.partition("#")[2]
                if (cursor := page.cursor) is None:
                    break

    async def extent(self, workspace: str) -> Extent:
        """Returns what is exported of a workspace's log."""
        item = await self._table.get(*_key(workspace))
        return Extent() if item is None else Extent(**item.doc, rev=item.rev)

    async def keep(self, workspace: str, extent: Extent) -> Extent:
        """Replaces what is known, and returns it; Conflict when somebody else has done so since it was read."""
        doc = {"seq": extent.seq, "at": extent.at, "to": extent.to}
        condition = RevIs(extent.rev) if extent.rev else Absent()
        await self._table.write(Put(Item(*_key(workspace), doc, rev=extent.rev + 1), condition))
        return Extent(**doc, rev=extent.rev + 1)

    async def entries(self, workspace: str, after: Extent, before: int, limit: int) -> list[Entry]:
        """Returns the entries that follow what is exported and were written before a time, the oldest first."""
        between = (sort_key(after.at, after.seq + 1), f"E#{before - 1:015d}#~")
        if between[0] > between[1]:
            return []
        page = await self._table.query(f"AUDIT#{workspace}", between=between, limit=limit)
        return [Entry(**item.doc) for item in page.items]


def _key(workspace: str) -> tuple[str, str]:
    return f"AUDIT#{workspace}", "EXPORT"
