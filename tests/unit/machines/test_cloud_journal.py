"""The journal of a call: what is stored when it is left in the middle of a write, and what is told of steps that take long."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.errors import Conflict, StorageError
from flow_builder.machines.cloud import journal as journals
from flow_builder.machines.cloud.journal import CloudJournal
from flow_builder.store.progress import Progress
from flow_builder.store.runs import RunStore
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Write


class Slow:
    """A table whose writes wait until they are let go."""

    def __init__(self, table: SqliteTable) -> None:
        self._table = table
        self.asked = asyncio.Event()
        self.let_go = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)

    async def write(self, *ops: Write) -> None:
        self.asked.set()
        await self.let_go.wait()
        await self._table.write(*ops)


class Failing(Slow):
    """A table whose first write fails."""

    async def write(self, *ops: Write) -> None:
        if not self.asked.is_set():
            self.asked.set()
            raise StorageError("The table does not answer.", code="store.unavailable")
        await self._table.write(*ops)


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[SqliteTable]:
    made = SqliteTable(tmp_path / "state.db")
    yield made
    await made.close()


def record(key: str, status: Status) -> StepRecord:
    return StepRecord(key, key, "core.log", (), status, started_at=now(), finished_at=now())


RUN = Run(id="r_1", workspace="w", flow="f", flow_name="F", document="d", created_at=now())


async def left_in_the_middle(journal: CloudJournal, slow: Slow) -> None:
    """Lets a record be stored, by somebody who is canceled meanwhile."""
    journal.note(record("passed", Status.SKIPPED))
    storing = asyncio.create_task(journal.record(record("done", Status.SUCCEEDED)))
    await slow.asked.wait()
    storing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await storing
    journal.note(record("later", Status.SKIPPED))


async def stored(table: SqliteTable) -> Sequence[tuple[str, int]]:
    return [(each.key, each.seq) for each in await RunStore(table).records("w", "r_1")]


async def test_a_write_under_way_ends_before_the_call_does(table: SqliteTable) -> None:
    slow: Any = Slow(table)
    told: list[str] = []
    journal = CloudJournal(
        slow, Progress(table, "w", "r_1"), RUN, lambda _, events: told.extend(each["key"] for each in events)
    )
    await left_in_the_middle(journal, slow)
    flushing = asyncio.create_task(journal.flush())
    slow.let_go.set()
    await flushing
    assert await stored(table) == [("passed", 1), ("done", 2), ("later", 3)]
    assert told == ["passed", "done", "later"]


async def test_a_write_under_way_that_fails_is_said_at_the_end(table: SqliteTable) -> None:
    first = CloudJournal(table, Progress(table, "w", "r_1"), RUN, lambda _, __: None)
    await first.record(record("done", Status.SUCCEEDED))
    slow: Any = Slow(table)
    journal = CloudJournal(slow, Progress(table, "w", "r_1"), RUN, lambda _, __: None)
    await left_in_the_middle(journal, slow)
    slow.let_go.set()
    with pytest.raises(Conflict):
        await journal.flush()
    assert await stored(table) == [("done", 1)]


async def test_who_takes_long_is_heard_of_before_there_is_a_result(
    table: SqliteTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "_TOLD_AFTER_S", 0)
    slow: Any = Slow(table)
    told: list[tuple[int, str]] = []
    journal = CloudJournal(
        slow,
        Progress(table, "w", "r_1"),
        RUN,
        lambda _, events: told.extend((each["seq"], each["type"]) for each in events),
    )
    journal.emit("step.started", key="long")
    await slow.asked.wait()
    recording = asyncio.create_task(journal.record(record("long", Status.SUCCEEDED)))
    slow.let_go.set()
    await recording
    await journal.flush()
    assert told == [(1, "step.started"), (2, "step.succeeded")]


async def test_events_that_could_not_be_stored_come_with_the_next_result(
    table: SqliteTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "_TOLD_AFTER_S", 0)
    failing: Any = Failing(table)
    told: list[str] = []
    journal = CloudJournal(
        failing, Progress(table, "w", "r_1"), RUN, lambda _, events: told.extend(each["type"] for each in events)
    )
    journal.emit("step.started", key="long")
    await failing.asked.wait()
    await journal.record(record("long", Status.SUCCEEDED))
    assert told == ["step.started", "step.succeeded"]
