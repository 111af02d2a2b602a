"""Schedules.

Keys (W = workspace, F = flow id, S = schedule id):

    SCHED#W  S     the schedule; gsi1 = all schedules by when they have to be looked at, gsi2 = schedules of W by flow
"""

from flow_builder.domain.ids import now
from flow_builder.domain.schedule import Schedule
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, Item, Present, Put, RevIs, Table

_DUE = "SCHEDULES"
_PATIENCE_MS = 60_000
"""How long a time that waits for a run's end is left alone; normally the end itself is the sign to look."""


class ScheduleStore:
    """The repository of schedules; all but `due` and `next_look` are scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def create(self, schedule: Schedule) -> Schedule:
        """Stores a new schedule; Conflict `schedule.exists` when the id is taken."""
        try:
            await self.table.write(Put(_item(schedule), Absent()))
        except Conflict as error:
            raise Conflict(f"There is a schedule {schedule.id!r} already.", code="schedule.exists") from error
        return schedule

    async def save(self, schedule: Schedule) -> Schedule:
        """Replaces a schedule that is still of revision `schedule.rev`; Conflict `schedule.changed`."""
        after = schedule.model_copy(update={"rev": schedule.rev + 1, "updated_at": now()})
        try:
            await self.table.write(Put(_item(after), RevIs(schedule.rev)))
        except Conflict as error:
            raise Conflict(
                f"The schedule was changed since revision {schedule.rev}.",
                code="schedule.changed",
                hint="Load it again and repeat the change.",
                details={"schedule": schedule.id},
            ) from error
        return after

    async def get(self, workspace: str, schedule: str) -> Schedule:
        """Returns a schedule; NotFound if the workspace has none with this id."""
        item = await self.table.get(f"SCHED#{workspace}", schedule)
        if item is None:
            raise NotFound(f"There is no schedule {schedule!r}.", code="schedule.not_found")
        return Schedule(**item.doc, rev=item.rev)

    async def find(
        self, workspace: str, *, flow: str | None = None, limit: int = 100, cursor: str | None = None
    ) -> tuple[list[Schedule], str | None]:
        """Returns schedules by flow, those of one flow or all, and the cursor of the next page."""
        prefix = "" if flow is None else f"{flow}#"
        page = await self.table.query(
            f"W#{workspace}#SCHEDULES", index="gsi2", prefix=prefix, limit=limit, cursor=cursor
        )
        return [Schedule(**item.doc, rev=item.rev) for item in page.items], page.cursor

    async def delete(self, workspace: str, schedule: str) -> None:
        """Removes a schedule; NotFound if the workspace has none with this id."""
        try:
            await self.table.write(Delete(f"SCHED#{workspace}", schedule, Present()))
        except Conflict as error:
            raise NotFound(f"There is no schedule {schedule!r}.", code="schedule.not_found") from error

    async def due(self, at: int, limit: int = 100) -> list[Schedule]:
        """Returns schedules of all workspaces that have to be looked at by now, the longest due first."""
        page = await self.table.query(_DUE, index="gsi1", between=("", f"{at:015d}#~"), limit=limit)
        return [Schedule(**item.doc, rev=item.rev) for item in page.items]

    async def next_look(self) -> int | None:
        """Returns when the next schedule of any workspace has to be looked at, or None."""
        page = await self.table.query(_DUE, index="gsi1", limit=1)
        return int((page.items[0].gsi1sk or "0").partition("#")[0]) if page.items else None


def _look(schedule: Schedule) -> int | None:
    """Returns when a schedule has to be looked at: at once with a claim, else when it is due or may go on waiting."""
    if schedule.starting:
        return 0
    times = [schedule.next_at, schedule.updated_at + _PATIENCE_MS if schedule.waiting else None]
    return min((each for each in times if each is not None), default=None)


def _item(schedule: Schedule) -> Item:
    look = _look(schedule)
    return Item(
        f"SCHED#{schedule.workspace}",
        schedule.id,
        schedule.model_dump(mode="json", exclude={"rev"}),
        gsi1pk=None if look is None else _DUE,
        gsi1sk=None if look is None else f"{look:015d}#{schedule.workspace}#{schedule.id}",
        gsi2pk=f"W#{schedule.workspace}#SCHEDULES",
        gsi2sk=f"{schedule.flow}#{schedule.id}",
        rev=schedule.rev,
    )
