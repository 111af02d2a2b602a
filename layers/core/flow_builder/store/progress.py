"""What a run whose parts several hosts execute keeps between them.

Keys (partition: the run's own):
    L#<path>#<node>   a container that has begun
    STOP              how a stop step ended the run
    MACHINE           which machine executes it
    C#<run>           a run that it called and waits for
    REPLY             what the request that started it is answered
    CLOCK             since when it waits, how long it has
    REDRIVES          how often its machine was let go on
    NUMBERS           the numbers of the last record and the last event, what all records cost
    A#<path>#<node>   how often a step was tried that is tried again by another host
    V#<name>          a variable
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from flow_builder.domain.step import Path, parse_path
from flow_builder.errors import Conflict
from flow_builder.store.runs import run_key, step_key
from flow_builder.store.table import Absent, Item, Present, Put, RevIs, Table, Update, Write


class Progress:
    """One run's; everything is scoped by workspace."""

    def __init__(self, table: Table, workspace: str, run: str) -> None:
        self._table = table
        self._partition = run_key(workspace, run)

    async def container(self, node: str, path: Path) -> dict[str, Any] | None:
        """Returns what is kept of a container that has begun, or None."""
        item = await self._table.get(self._partition, _container(node, path))
        return item.doc if item else None

    async def begin(self, node: str, path: Path, doc: dict[str, Any]) -> dict[str, Any]:
        """Keeps a container that begins; returns what is kept: the first call counts."""
        try:
            await self._table.write(Put(Item(self._partition, _container(node, path), doc), Absent()))
        except Conflict:
            return await self.container(node, path) or doc
        return doc

    async def note(self, node: str, path: Path, **changes: Any) -> None:
        """Changes what is kept of a container that has begun."""
        await self._table.update(Update(self._partition, _container(node, path), set=changes, condition=Present()))

    async def entered(self, node: str, path: Path, index: int) -> None:
        """Counts an iteration as started; each once, however often it is told."""
        key = f"{_container(node, path)}#{index:06d}"
        await self._table.write(Put(Item(self._partition, key, {})))

    async def entries(self, node: str, path: Path) -> list[int]:
        """Returns the iterations that have started, in order."""
        prefix = f"{_container(node, path)}#"
        found: list[int] = []
        cursor: str | None = None
        while True:
            page = await self._table.query(self._partition, prefix=prefix, limit=1_000, cursor=cursor)
            found += [int(item.sk.removeprefix(prefix)) for item in page.items]
            if (cursor := page.cursor) is None:
                return found

    async def stop(self, ending: dict[str, Any]) -> None:
        """Keeps how a stop step ends the run; the first one counts."""
        try:
            await self._table.write(Put(Item(self._partition, "STOP", ending), Absent()))
        except Conflict:
            return

    def machine_op(self, machine: str) -> Write:
        """Returns the write that keeps which machine executes the run."""
        return Put(Item(self._partition, "MACHINE", {"arn": machine}))

    async def machine(self) -> str | None:
        """Returns the ARN of the machine that executes the run; None for one without."""
        item = await self._table.get(self._partition, "MACHINE")
        return item.doc["arn"] if item else None

    async def has_child(self, run: str) -> None:
        """Keeps that the run has called another one, which ends with it."""
        await self._table.write(Put(Item(self._partition, f"C#{run}", {})))

    async def children(self) -> list[str]:
        """Returns the runs that it has called and waits for, or waited for."""
        page = await self._table.query(self._partition, prefix="C#", limit=1_000)
        return [item.sk[2:] for item in page.items]

    async def answer(self, reply: dict[str, Any]) -> None:
        """Keeps what the request that started the run is answered; the first answer counts."""
        with suppress(Conflict):
            await self._table.write(Put(Item(self._partition, "REPLY", reply), Absent()))

    async def reply(self) -> dict[str, Any] | None:
        """Returns what the request that started the run is answered, or None."""
        item = await self._table.get(self._partition, "REPLY")
        return item.doc if item else None

    async def rest(self, at: int) -> None:
        """Keeps that the run waits since a moment."""
        await self._table.update(Update(self._partition, "CLOCK", set={"since": at}))

    async def wake(self, at: int) -> None:
        """Keeps that the run goes on, having waited until a moment."""
        item = await self._table.get(self._partition, "CLOCK")
        if item is not None and (since := item.doc.get("since")) is not None:
            op = Update(
                self._partition, "CLOCK", add={"rested": at - since}, remove=("since",), condition=RevIs(item.rev)
            )
            with suppress(Conflict):
                await self._table.update(op)

    async def rested(self, at: int) -> int:
        """Returns how many milliseconds the run has waited until a moment."""
        item = await self._table.get(self._partition, "CLOCK")
        if item is None:
            return 0
        return int(item.doc.get("rested", 0)) + max(0, at - int(item.doc.get("since", at)))

    async def count_redrive(self) -> int:
        """Counts that the run's machine is let go on after a failure; returns how often that was."""
        item = await self._table.update(Update(self._partition, "REDRIVES", add={"count": 1}))
        return int(item.doc["count"])

    async def stopped(self) -> dict[str, Any] | None:
        """Returns how a stop step ended the run, or None."""
        item = await self._table.get(self._partition, "STOP")
        return item.doc if item else None

    async def take_numbers(self, records: int, events: int, credits_: int = 0) -> tuple[int, int, int]:
        """Reserves consecutive numbers; returns the last ones before them, and what all records cost with these."""
        add = {"records": records, "events": events, "credits": credits_}
        taken = (await self._table.update(Update(self._partition, "NUMBERS", add=add))).doc
        return int(taken["records"]) - records, int(taken["events"]) - events, int(taken["credits"])

    async def spent(self) -> int:
        """Returns what the records so far cost, in credits."""
        item = await self._table.get(self._partition, "NUMBERS")
        return int(item.doc.get("credits", 0)) if item else 0

    async def attempted(self, node: str, path: Path, count: int) -> None:
        """Keeps how often a step was tried that is to be tried again by another host."""
        await self._table.write(Put(Item(self._partition, "A" + step_key(node, path)[1:], {"count": count})))

    async def attempts(self) -> dict[tuple[str, Path], int]:
        """Returns how often steps were tried that hosts have left to others, by node and path."""
        found: dict[tuple[str, Path], int] = {}
        cursor: str | None = None
        while True:
            page = await self._table.query(self._partition, prefix="A#", limit=1_000, cursor=cursor)
            for item in page.items:
                _, path, node = item.sk.split("#", 2)
                found[node, parse_path(path)] = int(item.doc["count"])
            if (cursor := page.cursor) is None:
                return found

    def variable_ops(self, variables: Mapping[str, Any]) -> list[Write]:
        """Returns the writes that keep variables."""
        return [Put(Item(self._partition, f"V#{name}", {"value": value})) for name, value in variables.items()]

    async def variables(self) -> dict[str, Any]:
        """Returns the variables as they are now."""
        found: dict[str, Any] = {}
        cursor: str | None = None
        while True:
            page = await self._table.query(self._partition, prefix="V#", limit=1_000, cursor=cursor)
            found |= {item.sk[2:]: item.doc["value"] for item in page.items}
            if (cursor := page.cursor) is None:
                return found


def _container(node: str, path: Path) -> str:
    return "L" + step_key(node, path)[1:]
