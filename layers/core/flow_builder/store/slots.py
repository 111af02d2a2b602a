"""Who executes now, where many processes start runs: limits of runs at once that hold without a queue in memory.

Keys (W = workspace):

    SLOTS#W  R#<run>    a run that executes; it has its slot exactly once
    SLOTS#W  N          minus the number of W's runs that do
    SLOTS#W  N#<flow>   minus the number of a flow's

Numbers are kept negative, since the table's conditions know only "at least".
"""

from dataclasses import dataclass

from flow_builder.domain.run import Run
from flow_builder.errors import Conflict
from flow_builder.store.table import Absent, Delete, FieldAtLeast, Item, Present, Put, Table, Update, Write


@dataclass(frozen=True, slots=True)
class Taken:
    """A run that has a slot."""

    run: str
    flow: str
    background: bool


class SlotStore:
    """The repository of slots; all is scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def take_ops(self, run: Run, flow_limit: int | None, workspace_limit: int | None) -> list[Write]:
        """Returns the writes that give a run a slot; Conflict when a limit is reached (None: none), or it has one.

        The numbers must be there; see `open`.
        """
        doc = {"flow": run.flow, "background": run.is_background}
        pk = f"SLOTS#{run.workspace}"
        return [
            Put(Item(pk, f"R#{run.id}", doc), Absent()),
            Update(pk, "N", add={"minus": -1}, condition=_room(workspace_limit)),
            Update(pk, f"N#{run.flow}", add={"minus": -1}, condition=_room(flow_limit)),
        ]

    async def open(self, workspace: str, flow: str) -> None:
        """Makes the numbers of a workspace and a flow, if they are missing."""
        pk = f"SLOTS#{workspace}"
        for sk in ("N", f"N#{flow}"):
            if await self.table.get(pk, sk) is None:
                try:
                    await self.table.write(Put(Item(pk, sk, {"minus": 0}), Absent()))
                except Conflict:
                    continue

    async def has_room(self, run: Run, flow_limit: int, workspace_limit: int) -> bool:
        """Tells whether there seems to be a slot for a run."""
        pk = f"SLOTS#{run.workspace}"
        found = await self.table.batch_get([(pk, "N"), (pk, f"N#{run.flow}")])
        taken = {item.sk: -int(item.doc["minus"]) for item in found}
        return taken.get("N", 0) < workspace_limit and taken.get(f"N#{run.flow}", 0) < flow_limit

    async def leave(self, run: Run) -> bool:
        """Takes a run's slot away; False when it has none."""
        pk = f"SLOTS#{run.workspace}"
        try:
            await self.table.write(
                Delete(pk, f"R#{run.id}", Present()),
                Update(pk, "N", add={"minus": 1}),
                Update(pk, f"N#{run.flow}", add={"minus": 1}),
            )
        except Conflict:
            return False
        return True

    async def force(self, run: Run) -> bool:
        """Gives a run a slot, also when all are taken; False when it has one."""
        try:
            await self.table.write(*self.take_ops(run, None, None))
        except Conflict:
            return False
        return True

    async def taken(self, workspace: str) -> list[Taken]:
        """Returns the runs of a workspace that have a slot."""
        found: list[Taken] = []
        cursor: str | None = None
        while True:
            page = await self.table.query(f"SLOTS#{workspace}", prefix="R#", limit=1_000, cursor=cursor)
            found += [Taken(item.sk[2:], **item.doc) for item in page.items]
            if (cursor := page.cursor) is None:
                return found


def _room(limit: int | None) -> FieldAtLeast | None:
    return None if limit is None else FieldAtLeast("minus", 1 - limit)
