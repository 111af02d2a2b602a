"""The journal of a call that is left in the middle of a write: what was noted with it is stored all the same."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.errors import Conflict
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
