"""Variables of workspaces.

Keys (W = workspace):

    VARS#W  ALL   all of them; its revision is theirs
"""

from collections.abc import Callable, Mapping

from flow_builder.domain.ids import now
from flow_builder.domain.variable import Variables
from flow_builder.errors import Conflict
from flow_builder.store.table import Absent, Item, Put, RevIs, Table

_TRIES = 50

Change = Callable[[dict[str, str]], Mapping[str, str]]


class VariableStore:
    """The repository of variables; every method is scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.generation = 0
        """Goes up with every change made through this store."""

    async def get(self, workspace: str) -> Variables:
        """Returns the variables; none before the first change."""
        item = await self.table.get(f"VARS#{workspace}", "ALL")
        return Variables() if item is None else Variables(**item.doc, rev=item.rev)

    async def change(self, workspace: str, change: Change, rev: int | None = None) -> Variables:
        """Replaces the variables by what `change` makes of them; Conflict `variables.changed` when `rev` is not theirs.

        Without `rev`, a change at the same time is seen: `change` is called again with its outcome.
        """
        for _ in range(_TRIES):
            before = await self.get(workspace)
            if rev is not None and rev != before.rev:
                raise _changed(rev)
            after = Variables(variables=dict(change(before.variables)), updated_at=now(), rev=before.rev + 1)
            item = Item(f"VARS#{workspace}", "ALL", after.model_dump(exclude={"rev"}), rev=after.rev)
            try:
                await self.table.write(Put(item, RevIs(before.rev) if before.rev else Absent()))
            except Conflict:
                continue
            self.generation += 1
            return after
        raise Conflict("Too many changes of the variables at once.", code="variables.busy", hint="Try again.")


def _changed(rev: int) -> Conflict:
    return Conflict(
        f"The variables were changed since revision {rev}.",
        code="variables.changed",
        hint="Load them again and repeat the change.",
    )
