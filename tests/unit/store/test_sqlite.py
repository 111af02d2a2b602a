import asyncio
import logging
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flow_builder.errors import Conflict, StorageError
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Absent, Delete, Item, Put, Update, Write


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[SqliteTable]:
    made = SqliteTable(tmp_path / "state.db")
    yield made
    await made.close()


def commits(table: SqliteTable) -> list[str]:
    """Returns a list that grows by one for every commit from now on."""
    found: list[str] = []
    table._db.set_trace_callback(lambda sql: found.append(sql) if sql == "COMMIT" else None)
    return found


def on_disk(path: Path) -> dict[str, str]:
    """Returns sort key -> document as another process would see them."""
    other = sqlite3.connect(path)
    try:
        return {sk: doc.decode() for sk, doc in other.execute("SELECT sk, doc FROM item")}
    finally:
        other.close()


def put(sk: str, **doc: object) -> Put:
    return Put(Item("p", sk, dict(doc)))


async def test_writes_of_one_turn_share_a_commit(table: SqliteTable) -> None:
    found = commits(table)
    await asyncio.gather(*(table.write(put(f"{n}")) for n in range(32)))
    assert len(found) == 1
    assert len((await table.query("p")).items) == 32


async def test_what_is_written_is_on_disk_when_the_call_returns(table: SqliteTable, tmp_path: Path) -> None:
    await table.write(put("a", n=1))
    assert on_disk(tmp_path / "state.db") == {"a": '{"n":1}'}


async def test_a_broken_condition_fails_its_own_call_only(table: SqliteTable) -> None:
    await table.write(put("taken"))
    found = commits(table)
    calls = [
        table.write(put("a")),
        table.write(Put(Item("p", "taken", {}), Absent())),
        table.write(put("b"), Put(Item("p", "taken", {}), Absent())),
        table.write(put("c")),
    ]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), Conflict, Conflict, type(None)]
    assert [item.sk for item in (await table.query("p")).items] == ["a", "c", "taken"]
    assert len(found) == 1


async def test_a_condition_sees_the_writes_before_it_in_the_same_commit(table: SqliteTable) -> None:
    calls = [table.write(Put(Item("p", "s", {"n": n}), Absent())) for n in range(3)]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), Conflict, Conflict]
    found = await table.get("p", "s")
    assert found is not None
    assert found.doc == {"n": 0}


async def test_a_write_the_database_refuses_harms_no_other_of_its_commit(table: SqliteTable) -> None:
    table._db.execute("CREATE TRIGGER no BEFORE INSERT ON item WHEN new.sk = 'bad' BEGIN SELECT RAISE(FAIL, 'no'); END")
    calls = [table.write(put("a")), table.write(put("b"), put("bad")), table.write(put("c"))]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), StorageError, type(None)]
    assert [item.sk for item in (await table.query("p")).items] == ["a", "c"]


async def test_a_cancelled_caller_does_not_disturb_the_others(table: SqliteTable) -> None:
    cancelled = asyncio.ensure_future(table.write(put("a")))
    other = asyncio.ensure_future(table.write(put("b")))
    # Both must have begun before one is cancelled.
    await asyncio.sleep(0)
    cancelled.cancel()
    await other
    assert cancelled.cancelled()
    assert [item.sk for item in (await table.query("p")).items] == ["a", "b"]


async def test_queued_writes_are_seen_by_every_read_at_once(table: SqliteTable) -> None:
    table.enqueue(put("a"))
    assert await table.get("p", "a") is not None
    table.enqueue(Put(Item("p", "b", {}, "g", "k")), Delete("p", "a"))
    assert [item.sk for item in (await table.query("p")).items] == ["b"]
    table.enqueue(Put(Item("q", "c", {}, "g", "l")))
    assert [item.sk for item in (await table.query("g", index="gsi1")).items] == ["b", "c"]
    table.enqueue(put("d"))
    assert [item.sk for item in await table.batch_get([("p", "d")])] == ["d"]


async def test_queued_writes_come_before_later_ones_and_share_their_commit(table: SqliteTable) -> None:
    found = commits(table)
    table.enqueue(put("s", by="queued"))
    table.enqueue(Update("p", "n", add={"n": 1}))
    await table.write(put("s", by="written"), Update("p", "n", add={"n": 1}))
    assert len(found) == 1
    assert (await table.query("p")).items == [Item("p", "n", {"n": 2}, rev=2), Item("p", "s", {"by": "written"})]


async def test_queued_writes_reach_the_disk_by_themselves(table: SqliteTable, tmp_path: Path) -> None:
    table.enqueue(put("a"))
    async with asyncio.timeout(5):
        while "a" not in on_disk(tmp_path / "state.db"):
            await asyncio.sleep(0)


async def test_closing_writes_what_is_queued(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "state.db")
    table.enqueue(put("a"))
    await table.close()
    await table.close()
    assert list(on_disk(tmp_path / "state.db")) == ["a"]
    assert not (tmp_path / "state.db-wal").exists()


async def test_a_queued_write_keeps_the_values_it_was_queued_with(table: SqliteTable) -> None:
    values = {"list": [1]}
    table.enqueue(Put(Item("p", "a", values)), Update("p", "b", set=values))
    values["list"].append(2)
    assert [item.doc for item in (await table.query("p")).items] == [{"list": [1]}, {"list": [1]}]


async def test_a_lost_queued_write_is_logged(table: SqliteTable, caplog: pytest.LogCaptureFixture) -> None:
    await table.write(put("taken"))
    with caplog.at_level(logging.ERROR):
        table.enqueue(put("other"), Put(Item("p", "taken", {"x": 1}), Absent()))
        table.enqueue(put("good"))
        assert [item.sk for item in (await table.query("p")).items] == ["good", "taken"]
    assert [record.getMessage() for record in caplog.records] == [
        "A queued write was lost: The stored state of 'taken' does not meet the condition Absent."
    ]


async def test_expired_items_are_purged(tmp_path: Path) -> None:
    now = 1_000.0
    table = SqliteTable(tmp_path / "state.db", clock=lambda: now)
    for start in range(0, 1_300, 100):
        ops: list[Write] = [Put(Item("p", f"{n:04d}", {}, ttl=1_500)) for n in range(start, start + 100)]
        await table.write(*ops)
    await table.write(Put(Item("p", "later", {}, ttl=1_501)), put("never"))
    assert await table.purge_expired() == 0
    now = 1_500.0
    assert await table.purge_expired() == 1_300
    assert await table.purge_expired() == 0
    assert sorted(on_disk(tmp_path / "state.db")) == ["later", "never"]
    await table.close()


async def test_the_log_stays_bounded_under_steady_writing(table: SqliteTable, tmp_path: Path) -> None:
    largest = 0
    for n in range(900):
        await table.write(put(f"{n % 50}", text=f"{n}" + "x" * 100_000))
        largest = max(largest, (tmp_path / "state.db-wal").stat().st_size)
    assert largest < 64 * 1024 * 1024


async def test_a_closed_table_refuses_calls(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "state.db")
    await table.close()
    for call in (table.get("p", "s"), table.write(put("s")), table.query("p"), table.purge_expired()):
        with pytest.raises(StorageError) as caught:
            await call
        assert caught.value.code == "store.closed"


async def test_full_sync_works_alike(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "state.db", sync="full")
    await table.write(put("a"))
    assert table._db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert await table.get("p", "a") == Item("p", "a", {})
    await table.close()


WRITER = """
import asyncio, sys
from pathlib import Path
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Absent, Item, Put, Update

async def writer(table, name):
    for n in range(1_000_000):
        await table.write(Put(Item("p", f"{name}.{n:06d}", {"pad": "x" * 900}), Absent()), Update("p", name, add={"n": 1}))
        print(f"{name}.{n:06d}", flush=True)

async def main():
    table = SqliteTable(Path(sys.argv[1]))
    await asyncio.gather(*(writer(table, name) for name in "abc"))

asyncio.run(main())
"""


def killed_writer(path: Path, after: int) -> list[str]:
    """Runs three writers in a process that is killed after some lines; returns the keys it said were written."""
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(after)]
        os.kill(process.pid, signal.SIGKILL)
        told += [line.strip() for line in process.stdout if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL
    return told


@pytest.mark.parametrize("after", [1, 60, 700])
async def test_what_was_acknowledged_survives_kill_9(tmp_path: Path, after: int) -> None:
    path = tmp_path / "state.db"
    told = killed_writer(path, after)
    table = SqliteTable(path)
    for name in "abc":
        found = (await table.query("p", prefix=f"{name}.", limit=10_000)).items
        assert {item.sk for item in found} >= {each for each in told if each.startswith(name)}
        counter = await table.get("p", name)
        assert len(found) == (counter.doc["n"] if counter else 0)
    await table.write(put("goes on"))
    await table.close()
