"""Runs, their step records, their numbered events and their open pauses.

Keys (W = workspace, R = run id):

    R#W#R        RUN                    the run; gsi1 = all runs of W, gsi2 = runs of one flow
    R#W#R        S#<path>#<node>        a step's record; path indices are padded so that iterations sort
    R#W#R        E#<first seq>          a chunk of events
    R#W#R        P#<path>#<node>        which pause token a step has
    ACTIVE       W#R                    marker of every run whose end has not been told yet; the place of a queued one
    PAUSE#token  PAUSE                  a pause; gsi1 = open pauses of W
    IDEM#W       <key>                  idempotency key -> run id, for 7 days
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.status import RUN_TRANSITIONS, Status, allowed_before, check_transition, is_final
from flow_builder.domain.step import Path, StepRecord, parse_path, path_text
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.idempotency import key_mismatch
from flow_builder.store.table import Absent, Delete, FieldIn, Item, Key, Page, Present, Put, RevIs, Table, Update, Write

_IDEMPOTENCY_SECONDS = 7 * 86_400
_BATCH = 90
_PLACE = ("order", "flow", "limit", "background")
"""Fields of a marker that say where a run stands in the queue."""


def run_key(workspace: str, run: str) -> str:
    """Returns the partition of everything that belongs to a run."""
    return f"R#{workspace}#{run}"


def step_key(node: str, path: Path) -> str:
    """Returns the sort key of a step's record; iterations sort by number."""
    return f"S#{'.'.join(f'{index:06d}' for index in path)}#{node}"


def step_item(partition: str, record: StepRecord) -> Item:
    """Returns a record as it is stored; fields with their default value are left out."""
    doc: dict[str, Any] = {
        "node": record.node,
        "key": record.key,
        "type": record.type,
        "path": path_text(record.path),
        "status": record.status.value,
        "ports": record.ports,
        "output": record.output,
        "attempts": record.attempts,
        "started_at": record.started_at,
        "finished_at": record.finished_at,
        "seq": record.seq,
    }
    for name in ("blob", "preview", "error", "seeded", "cached", "artifacts", "meta"):
        value = getattr(record, name)
        if value:
            doc[name] = value
    return Item(partition, step_key(record.node, record.path), doc)


def record_of(doc: dict[str, Any]) -> StepRecord:
    """Returns the record that `step_item` stored."""
    return StepRecord(
        **{**doc, "path": parse_path(doc["path"]), "status": Status(doc["status"]), "ports": tuple(doc["ports"])}
    )


@dataclass(frozen=True, slots=True)
class Queued:
    """A run's place in the queue, kept in its marker, so that the queue can be made anew without reading the runs."""

    order: int
    """Runs that entered later have a higher one."""
    flow: str
    limit: int
    """Runs of the flow at the same time."""
    background: bool


class RunStore:
    """The repository of runs; every method is scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def create(
        self,
        run: Run,
        records: Sequence[StepRecord] = (),
        idempotency_key: str | None = None,
        queued: "Queued | None" = None,
        also: Sequence[Write] = (),
    ) -> tuple[Run, bool]:
        """Stores a new run with its seeds; returns (run, True), or the earlier run of the same key and False.

        `queued` is its place in the queue, if it has to wait; `also` is written in the same transaction.
        Raises InvalidInput `idempotency.mismatch` when the key came with another request, Conflict when a condition of
        `also` does not hold.
        """
        if idempotency_key is not None:
            known = await self.table.get(f"IDEM#{run.workspace}", idempotency_key)
            if known is not None:
                earlier = await self.get(run.workspace, known.doc["run"])
                if earlier.request != run.request:
                    raise key_mismatch()
                return earlier, False
        partition = run_key(run.workspace, run.id)
        for start in range(0, len(records), _BATCH):
            await self.table.write(*(Put(step_item(partition, each)) for each in records[start : start + _BATCH]))
        ops: list[Write] = [Put(self._item(run), Absent()), Put(Item(*_marker(run), asdict(queued) if queued else {}))]
        if idempotency_key is not None:
            ttl = now() // 1000 + _IDEMPOTENCY_SECONDS
            ops.append(Put(Item(f"IDEM#{run.workspace}", idempotency_key, {"run": run.id}, ttl=ttl), Absent()))
        try:
            await self.table.write(*ops, *also)
        except Conflict:
            if idempotency_key is None or (also and await self.by_key(run.workspace, idempotency_key) is None):
                raise
            return await self.create(run, (), idempotency_key, queued, also)
        return run, True

    async def by_key(self, workspace: str, idempotency_key: str) -> Run | None:
        """Returns the run that was started with a key in the last seven days, or None."""
        known = await self.table.get(f"IDEM#{workspace}", idempotency_key)
        return None if known is None else await self.get(workspace, known.doc["run"])

    def _item(self, run: Run) -> Item:
        return Item(
            run_key(run.workspace, run.id),
            "RUN",
            run.model_dump(mode="json", exclude={"rev"}),
            gsi1pk=f"W#{run.workspace}#RUNS",
            gsi1sk=run.id,
            gsi2pk=f"W#{run.workspace}#F#{run.flow}#RUNS",
            gsi2sk=run.id,
        )

    async def get(self, workspace: str, run: str) -> Run:
        """Returns a run; NotFound if the workspace has none with this id."""
        item = await self.table.get(run_key(workspace, run), "RUN")
        if item is None:
            raise NotFound(f"There is no run {run!r}.", code="run.not_found", hint="`flow runs` lists the runs.")
        return Run(**item.doc, rev=item.rev)

    async def find(
        self,
        workspace: str,
        *,
        flow: str | None = None,
        between: tuple[str, str] | None = None,
        oldest: bool = False,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[Run], str | None]:
        """Returns runs, newest (or oldest) first, and the cursor of the next page; `between` is an inclusive range of ids."""
        index, pk = ("gsi2", f"W#{workspace}#F#{flow}#RUNS") if flow else ("gsi1", f"W#{workspace}#RUNS")
        page = await self.table.query(pk, index=index, between=between, limit=limit, cursor=cursor, reverse=not oldest)  # type: ignore[arg-type]
        return [Run(**item.doc, rev=item.rev) for item in page.items], page.cursor

    async def change(
        self, workspace: str, run: str, status: Status, changes: dict[str, Any], add: dict[str, float] | None = None
    ) -> Run:
        """Moves a run to `status` if the table of transitions allows it, else raises Conflict; returns it."""
        condition = FieldIn("status", tuple(before.value for before in allowed_before(status)))
        op = Update(
            run_key(workspace, run), "RUN", set={"status": status.value, **changes}, add=add or {}, condition=condition
        )
        item = await self.table.update(op)
        return Run(**item.doc, rev=item.rev)

    async def begin(self, run: Run, at: int) -> Run:
        """Lets a queued run begin and returns it; Conflict if it is not as given any more."""
        begun = run.model_copy(update={"status": Status.RUNNING, "started_at": at, "rev": run.rev + 1})
        item = self._item(begun)
        item.rev = begun.rev
        await self.table.write(Put(item, RevIs(run.rev)), Put(Item(*_marker(run), {})))
        return begun

    def end_ops(self, before: Run, after: Run) -> list[Write]:
        """Returns the writes that end a run, if it is still as in `before`; its marker stays until its end is told.

        Raises IllegalTransition when its status cannot become that of `after`.
        """
        check_transition(before.status, after.status, RUN_TRANSITIONS)
        item = self._item(after)
        item.rev = before.rev + 1
        end: list[Write] = [Put(item, RevIs(before.rev))]
        return [*end, Put(Item(*_marker(before), {}))] if before.status is Status.QUEUED else end

    def unqueue_op(self, run: Run) -> Write:
        """Returns the write that takes a run out of the queue; Conflict when it is not queued any more."""
        return Update(*_marker(run), remove=_PLACE, condition=FieldIn("flow", (run.flow,)))

    def told_op(self, run: Run) -> Write:
        """Returns the write that removes the marker of a run whose end has been told; Conflict if it has none."""
        return Delete(*_marker(run), Present())

    async def untold(self, runs: Sequence[Run]) -> list[Run]:
        """Returns those of some runs that still have a marker."""
        found = {item.sk for item in await self.table.batch_get([_marker(run) for run in runs])}
        return [run for run in runs if _marker(run)[1] in found]

    async def active(self) -> "AsyncIterator[tuple[str, str, Queued | None]]":
        """Yields (workspace, run id, place) of every run whose end has not been told; for recovery and sweeps only.

        Those that are queued have a place.
        """
        cursor: str | None = None
        while True:
            page = await self.table.query("ACTIVE", limit=500, cursor=cursor)
            for item in page.items:
                workspace, _, run = item.sk.rpartition("#")
                yield workspace, run, Queued(**item.doc) if item.doc else None
            if (cursor := page.cursor) is None:
                return

    async def queue(self, workspace: str) -> list[tuple[str, Queued]]:
        """Returns the places of all queued runs of a workspace, in the order they came."""
        found = [each async for each in self._markers(workspace)]
        return sorted(((run, place) for run, place in found if place is not None), key=lambda each: each[1].order)

    async def unfinished(self, workspace: str) -> AsyncIterator[Run]:
        """Yields the runs of a workspace that have not ended."""
        found = [run async for run, _ in self._markers(workspace)]
        for item in await self.table.batch_get([(run_key(workspace, run), "RUN") for run in found]):
            run = Run(**item.doc, rev=item.rev)
            if not is_final(run.status):
                yield run

    async def _markers(self, workspace: str) -> AsyncIterator[tuple[str, Queued | None]]:
        cursor: str | None = None
        while True:
            page = await self.table.query("ACTIVE", prefix=f"{workspace}#", limit=1_000, cursor=cursor)
            for item in page.items:
                yield item.sk.rpartition("#")[2], Queued(**item.doc) if item.doc else None
            if (cursor := page.cursor) is None:
                return

    async def queued(self, workspace: str, limit: int = 100, cursor: str | None = None) -> tuple[list[Run], str | None]:
        """Returns runs that are queued, oldest first, and the cursor of the next page, which may be short."""
        page = await self.table.query("ACTIVE", prefix=f"{workspace}#", limit=limit, cursor=cursor)
        ids = [item.sk.rpartition("#")[2] for item in page.items if item.doc]
        found = await self.table.batch_get([(run_key(workspace, run), "RUN") for run in ids])
        runs = [Run(**item.doc, rev=item.rev) for item in found]
        return sorted((each for each in runs if each.status is Status.QUEUED), key=lambda run: run.id), page.cursor

    async def record_page(
        self, workspace: str, run: str, *, at: Path | None = None, limit: int = 100, cursor: str | None = None
    ) -> tuple[list[StepRecord], str | None]:
        """Returns step records by iteration and node, and the cursor of the next page; `at` one iteration only."""
        prefix = "S#" if at is None else step_key("", at)
        page = await self.table.query(run_key(workspace, run), prefix=prefix, limit=limit, cursor=cursor)
        return [record_of(item.doc) for item in page.items], page.cursor

    async def records(self, workspace: str, run: str) -> list[StepRecord]:
        """Returns all step records in the order they were recorded."""
        found: list[StepRecord] = []
        cursor: str | None = None
        while True:
            page, cursor = await self.record_page(workspace, run, limit=1_000, cursor=cursor)
            found += page
            if cursor is None:
                return sorted(found, key=lambda record: record.seq)

    async def forget(self, workspace: str, run: str, records: Sequence[StepRecord]) -> None:
        """Removes records of canceled steps, which are executed again."""
        partition = run_key(workspace, run)
        for start in range(0, len(records), _BATCH):
            batch = records[start : start + _BATCH]
            await self.table.write(*(Delete(partition, step_key(record.node, record.path)) for record in batch))

    async def events(self, workspace: str, run: str, after: int = 0, limit: int = 1_000) -> list[dict[str, Any]]:
        """Returns events with `seq` > `after`, in order, about `limit` of them at most."""
        partition = run_key(workspace, run)
        found: list[dict[str, Any]] = []
        # The chunk that holds `after + 1` starts at or before it.
        first = await self.table.query(partition, between=("E#", f"E#{after + 1:010d}"), limit=1, reverse=True)
        start = first.items[0].sk if first.items else "E#"
        cursor: str | None = None
        while len(found) < limit:
            page: Page = await self.table.query(partition, between=(start, "E#~"), limit=200, cursor=cursor)
            for item in page.items:
                found += [event for event in item.doc["events"] if event["seq"] > after]
            if (cursor := page.cursor) is None:
                break
        return found

    async def pause(self, workspace: str, run: str, node: str, path: Path) -> dict[str, Any] | None:
        """Returns the pause of a step, or None."""
        pointer = await self.table.get(run_key(workspace, run), "P" + step_key(node, path)[1:])
        if pointer is None:
            return None
        return await self.pause_by_token(pointer.doc["token"])

    async def pauses_of(self, workspace: str, run: str) -> list[str]:
        """Returns the tokens of the pauses that a run ever had."""
        found: list[str] = []
        cursor: str | None = None
        while True:
            page = await self.table.query(run_key(workspace, run), prefix="P#", limit=1_000, cursor=cursor)
            found += [item.doc["token"] for item in page.items]
            if (cursor := page.cursor) is None:
                return found

    async def pause_by_token(self, token: str) -> dict[str, Any] | None:
        """Returns a pause by its token (`workspace`, `run`, `node`, `kind`, `until`, `request`, `status`, `answer`)."""
        item = await self.table.get(f"PAUSE#{token}", "PAUSE")
        return item.doc if item else None

    async def pauses_by_token(self, tokens: Sequence[str]) -> list[dict[str, Any]]:
        """Returns the pauses that there are of some tokens, in no particular order."""
        return [item.doc for item in await self.table.batch_get([(f"PAUSE#{token}", "PAUSE") for token in tokens])]

    async def open_pause(self, pause: dict[str, Any], path: Path, *, again: bool = False) -> None:
        """Stores a new open pause; `pause` has at least token, workspace, run, node, kind.

        Raises Conflict if the step has one already, unless it waits `again`. Timers are in no list of open pauses.
        """
        token, workspace = pause["token"], pause["workspace"]
        item = Item(
            f"PAUSE#{token}",
            "PAUSE",
            {**pause, "status": "open"},
            gsi1pk=None if pause["kind"] == "timer" else f"W#{workspace}#PAUSES",
            gsi1sk=None if pause["kind"] == "timer" else f"{pause['created_at']:015d}#{token}",
        )
        pointer = Item(run_key(workspace, pause["run"]), "P" + step_key(pause["node"], path)[1:], {"token": token})
        try:
            await self.table.write(Put(item, Absent()), Put(pointer, None if again else Absent()))
        except Conflict:
            if await self.pause_by_token(token) is None:
                raise
            # It was stored, and the answer that said so was lost.

    async def answer_pause(self, token: str, answer: dict[str, Any]) -> dict[str, Any]:
        """Stores the one answer of an open pause; Conflict if it is answered already."""
        item = await self.table.update(
            Update(
                f"PAUSE#{token}",
                "PAUSE",
                set={"status": "answered", "answer": answer},
                keys={"gsi1pk": None, "gsi1sk": None},
                condition=FieldIn("status", ("open",)),
            )
        )
        return item.doc

    async def open_pauses(
        self, workspace: str, limit: int = 100, cursor: str | None = None
    ) -> tuple[list[dict[str, Any]], str | None]:
        """Returns a workspace's open pauses, oldest first, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#PAUSES", index="gsi1", limit=limit, cursor=cursor)
        return [item.doc for item in page.items], page.cursor


def _marker(run: Run) -> Key:
    return "ACTIVE", f"{run.workspace}#{run.id}"


def record_dict(record: StepRecord) -> dict[str, Any]:
    """Returns a record as the API shows it."""
    shown = asdict(record)
    return {**shown, "path": path_text(record.path), "ports": list(record.ports)}
