import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from flow_builder.errors import FlowBuilderError, StorageError, StoreCorrupt, StoreFull, StoreLocked
from flow_builder.store import sqlite_file
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Item, Put, Update
from tests.support.small_disk import SmallDisk


def put(number: int, size: int = 1_000) -> Put:
    return Put(Item("p", f"{number:05d}", {"n": number, "pad": "x" * size}, "g", f"{number:05d}"))


async def made(path: Path, items: int = 200) -> bytes:
    table = SqliteTable(path)
    for number in range(items):
        await table.write(put(number))
    await table.close()
    return content(path)


def content(path: Path) -> bytes:
    return path.read_bytes()


async def write_until_full(table: SqliteTable, first: int = 0) -> int:
    """Writes items until the disk is full; returns how many were stored."""
    for number in range(first, 10_000):
        try:
            await table.write(put(number, 8_000))
        except StoreFull:
            return number - first
    raise AssertionError("the disk is not full")


async def everything(path: Path) -> list[Item]:
    """Opens a file and reads all there is, by key and by index."""
    table = SqliteTable(path)
    try:
        found = (await table.query("p", limit=1_000)).items
        assert (await table.query("g", index="gsi1", limit=1_000)).items == found
        return found
    finally:
        await table.close()


async def test_a_reopened_file_has_everything(tmp_path: Path) -> None:
    await made(tmp_path / "state.db")
    assert [item.doc["n"] for item in await everything(tmp_path / "state.db")] == list(range(200))


async def test_an_empty_file_is_a_new_store(tmp_path: Path) -> None:
    (tmp_path / "state.db").touch()
    assert await everything(tmp_path / "state.db") == []


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "half of it": lambda data: data[: len(data) // 2],
    "half a page less": lambda data: data[:-2_048],
    "less than a header": lambda data: data[:60],
    "garbage": lambda data: random.Random(1).randbytes(len(data)),
    "text": lambda _: b"this is not a database\n" * 200,
    "zeros": lambda data: bytes(len(data)),
    "a page of zeros in the middle": lambda data: data[:40_960] + bytes(4_096) + data[45_056:],
    "a page of garbage at the end": lambda data: data[:-4_096] + random.Random(2).randbytes(4_096),
    "a changed header": lambda data: data[:16] + b"\x00\x07" + data[18:],
}


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "state.db"
    changed = DAMAGES[damage](await made(path))
    path.write_bytes(changed)
    with pytest.raises(StoreCorrupt) as caught:
        await everything(path)
    assert caught.value.code == "store.corrupt"
    assert str(path) in caught.value.message
    assert f"mv '{path}'" in (caught.value.hint or "")
    assert path.read_bytes() == changed


async def test_flipped_bits_end_in_an_error_or_change_nothing_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    data = await made(path)
    intact = await everything(path)
    chance = random.Random(3)
    noticed = 0
    for _ in range(150):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            found = await everything(path)
        except (FlowBuilderError, AssertionError):
            noticed += 1
        else:
            assert found == intact
    assert noticed > 50


async def test_a_flipped_bit_in_a_document_is_noticed_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    data = await made(path, items=3)
    place = data.index(b'"n":1,')
    path.write_bytes(data[: place + 4] + b"2" + data[place + 5 :])
    table = SqliteTable(path)
    assert await table.get("p", "00000") is not None
    with pytest.raises(StoreCorrupt):
        await table.get("p", "00001")
    with pytest.raises(StoreCorrupt):
        await table.query("p")
    with pytest.raises(StoreCorrupt):
        await table.update(Update("p", "00001", set={"n": 1}))
    await table.write(put(4))
    await table.close()


async def test_damage_in_a_large_file_shows_when_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_CHECK_BYTES", 0)
    path = tmp_path / "state.db"
    path.write_bytes(DAMAGES["a page of zeros in the middle"](await made(path)))
    table = SqliteTable(path)
    with pytest.raises(StoreCorrupt):
        await table.query("p", limit=1_000)
    await table.close()
    path.write_bytes(path.read_bytes()[:-4_096])
    with pytest.raises(StoreCorrupt):
        SqliteTable(path)


async def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    await made(path, items=1)
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {sqlite_file.FORMAT + 1}")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StorageError) as caught:
        SqliteTable(path)
    assert caught.value.code == "store.newer"
    assert caught.value.details == {"found": sqlite_file.FORMAT + 1, "known": sqlite_file.FORMAT}
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(StoreCorrupt) as caught:
        SqliteTable(path)
    assert "another program" in caught.value.message


def test_a_missing_folder_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        SqliteTable(tmp_path / "no such folder" / "state.db")
    assert caught.value.code == "store.read_only"


async def test_a_read_only_disk_is_a_storage_error(small_disk: SmallDisk) -> None:
    await made(small_disk.path / "state.db", items=3)
    small_disk.read_only()
    for name in ("state.db", "new.db"):
        with pytest.raises(StorageError) as caught:
            SqliteTable(small_disk.path / name)
        assert caught.value.code == "store.read_only"


async def test_a_full_disk_loses_nothing_and_writes_go_on_when_there_is_space(small_disk: SmallDisk) -> None:
    path = small_disk.path / "state.db"
    table = SqliteTable(path)
    await table.write(put(0))
    ballast = small_disk.fill()
    stored = 1 + await write_until_full(table, 1)
    assert len((await table.query("p", limit=1_000)).items) == stored
    with pytest.raises(StoreFull) as caught:
        await table.update(Update("p", "00000", set={"pad": "y" * 50_000}))
    assert caught.value.code == "store.full"
    assert "space" in (caught.value.hint or "")
    ballast.unlink()
    await table.update(Update("p", "00000", set={"n": -1}))
    await table.write(put(999))
    await table.close()
    found = await everything(path)
    assert [item.doc["n"] for item in found] == [-1, *range(1, stored), 999]


async def test_a_disk_that_fills_up_while_writing_loses_nothing(small_disk: SmallDisk) -> None:
    path = small_disk.path / "state.db"
    table = SqliteTable(path)
    stored = await write_until_full(table)
    await table.close()
    assert len(await everything(path)) == stored > 20


def test_a_start_on_a_full_disk_says_so(small_disk: SmallDisk) -> None:
    small_disk.fill()
    with pytest.raises(StoreFull):
        SqliteTable(small_disk.path / "state.db")


async def test_a_full_store_refuses_until_there_is_space(tmp_path: Path) -> None:
    """The same as on a full disk, by SQLite's own limit, for machines that cannot mount one."""
    table = SqliteTable(tmp_path / "state.db")
    table._db.execute("PRAGMA max_page_count = 40")
    stored = await write_until_full(table)
    assert len((await table.query("p")).items) == stored > 3
    table._db.execute("PRAGMA max_page_count = 4000")
    await table.write(put(stored, 8_000))
    assert len((await table.query("p")).items) == stored + 1
    await table.close()


async def test_another_program_that_holds_the_file_is_named_as_the_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "_BUSY_SECONDS", 0.05)
    table = SqliteTable(tmp_path / "state.db")
    other = sqlite3.connect(tmp_path / "state.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreLocked):
        await table.write(put(1))
    other.execute("COMMIT")
    other.close()
    await table.write(put(1))
    await table.close()
