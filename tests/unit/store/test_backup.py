"""Backups: whole, safe to keep, refused when they are not what was written; a folder in use is never touched."""

import shutil
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from flow_builder.errors import FlowBuilderError, NotFound
from flow_builder.store.backup import restore_backup, write_backup
from flow_builder.store.folder_blobs import FolderBlobs
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Item, Put
from flow_builder.vault.keyfile import KeyFileVault


async def filled(folder: Path) -> Path:
    """Makes a data folder with an item, a blob and a sealed secret."""
    vault = KeyFileVault(folder / "vault.key")
    sealed = (await vault.seal("w", b"s3cret", {})).hex()
    table = SqliteTable(folder / "state.db")
    await table.write(Put(Item("W#w", "ITEM", {"sealed": sealed})))
    await table.close()
    blobs = FolderBlobs(folder / "blobs")
    await blobs.put("w/files/a.bin", bytes(range(256)))
    (folder / "blobs" / "~unfinished" / "half").write_bytes(b"half written")
    (folder / "host.json").write_text("{}")
    return folder


async def check(folder: Path) -> None:
    """Checks that a folder holds what `filled` made."""
    table = SqliteTable(folder / "state.db")
    item = await table.get("W#w", "ITEM")
    await table.close()
    assert item is not None
    assert await KeyFileVault(folder / "vault.key").open("w", bytes.fromhex(item.doc["sealed"]), {}) == b"s3cret"
    assert await FolderBlobs(folder / "blobs").get("w/files/a.bin") == bytes(range(256))


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def refused(work: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(FlowBuilderError) as caught:
        work(*arguments, **more)
    return caught.value.code


async def test_what_is_restored_is_what_was_there(tmp_path: Path) -> None:
    data = await filled(tmp_path / "data")
    made = write_backup(data, tmp_path / "b.zip")
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
    assert sorted(zipfile.ZipFile(tmp_path / "b.zip").namelist()) == [
        "backup.json",
        "blobs/w/files/a.bin",
        "state.db",
        "vault.key",
    ]
    (tmp_path / "empty").mkdir()
    for place in (tmp_path / "new" / "data", tmp_path / "empty"):
        assert restore_backup(tmp_path / "b.zip", place) == made
        await check(place)
    assert names(tmp_path) == ["b.zip", "data", "empty", "new"]


async def test_a_table_in_use_is_copied_as_of_one_moment(tmp_path: Path) -> None:
    data = await filled(tmp_path / "data")
    table = SqliteTable(data / "state.db")
    await table.write(Put(Item("W#w", "LATER", {"in": "the log"})))
    write_backup(data, tmp_path / "b.zip")
    await table.write(Put(Item("W#w", "AFTER", {"too": "late"})))
    await table.close()
    restore_backup(tmp_path / "b.zip", tmp_path / "new")
    restored = SqliteTable(tmp_path / "new" / "state.db")
    assert await restored.get("W#w", "LATER") is not None
    assert await restored.get("W#w", "AFTER") is None
    await restored.close()


async def test_a_key_may_be_kept_apart(tmp_path: Path) -> None:
    data, file = await filled(tmp_path / "data"), tmp_path / "b.zip"
    assert write_backup(data, file, key=False).key is False
    assert "vault.key" not in zipfile.ZipFile(file).namelist()
    assert refused(restore_backup, file, tmp_path / "new") == "backup.no_key"
    KeyFileVault(tmp_path / "other.key")
    assert refused(restore_backup, file, tmp_path / "new", tmp_path / "other.key") == "backup.wrong_key"
    assert refused(restore_backup, file, tmp_path / "new", tmp_path / "no.key") == "backup.not_found"
    assert not (tmp_path / "new").exists()
    restore_backup(file, tmp_path / "new", data / "vault.key")
    await check(tmp_path / "new")


async def test_nothing_is_overwritten(tmp_path: Path) -> None:
    data, file = await filled(tmp_path / "data"), tmp_path / "b.zip"
    write_backup(data, file)
    before = file.read_bytes()
    assert refused(write_backup, data, file) == "backup.exists"
    assert file.read_bytes() == before
    assert refused(restore_backup, file, data) == "backup.in_the_way"
    assert refused(restore_backup, file, file) == "backup.in_the_way"
    await check(data)
    with pytest.raises(NotFound, match="There is no data in"):
        write_backup(tmp_path / "nowhere", tmp_path / "c.zip")
    assert not (tmp_path / "nowhere").exists()


async def test_what_is_damaged_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    data, file = await filled(tmp_path / "data"), tmp_path / "b.zip"
    write_backup(data, file)
    whole, bad, new = file.read_bytes(), tmp_path / "bad.zip", tmp_path / "new"
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        bad.write_bytes(whole[:length])
        assert refused(restore_backup, bad, new) == "backup.damaged", length
    noticed = 0
    for place in range(0, len(whole), len(whole) // 40):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            restore_backup(bad, new)
        except FlowBuilderError as error:
            assert error.code == "backup.damaged"  # noqa: PT017 - either is fine, but nothing else
            noticed += 1
        else:  # a byte that says nothing, such as a file's time
            await check(new)
            shutil.rmtree(new)
        assert names(tmp_path) == ["b.zip", "bad.zip", "data"]
    assert noticed > 30
    assert refused(restore_backup, tmp_path / "no.zip", new) == "backup.not_found"


@pytest.mark.parametrize(
    ("old", "fresh", "code"),
    [
        ('"format": 1', '"format": 2', "backup.newer"),
        ('"blobs/w/files/a.bin"', '"blobs/../../a.bin"', "backup.damaged"),
        ('"blobs/w/files/a.bin"', '"/etc/a.bin"', "backup.damaged"),
        ('"state.db"', '"other.db"', "backup.damaged"),
        ('"bytes": 256', '"bytes": 255', "backup.damaged"),
        ('"files"', '"fies"', "backup.damaged"),
    ],
    ids=["newer", "out of the folder", "absolute", "no state", "another size", "not ours"],
)
async def test_what_an_archive_says_of_itself_is_not_trusted(tmp_path: Path, old: str, fresh: str, code: str) -> None:
    write_backup(await filled(tmp_path / "data"), tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive, zipfile.ZipFile(tmp_path / "bad.zip", "w") as other:
        for name in archive.namelist():
            said = archive.read(name)
            other.writestr(name, said.replace(old.encode(), fresh.encode()) if name == "backup.json" else said)
    assert refused(restore_backup, tmp_path / "bad.zip", tmp_path / "new") == code
    assert not (tmp_path / "new").exists()
