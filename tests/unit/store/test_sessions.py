"""Sessions at rest are sealed, belong to one run and thread, and go with the run."""

from pathlib import Path

import pytest

from flow_builder.domain import limits
from flow_builder.errors import Conflict, StorageError
from flow_builder.store.credentials import CredentialStore
from flow_builder.store.folder_blobs import FolderBlobs
from flow_builder.store.sessions import SessionStore
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Item, Put
from flow_builder.vault.keyfile import KeyFileVault


def written(folder: Path) -> bytes:
    """Returns all that is in a folder's files."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_what_is_kept_comes_back_by_thread_and_is_sealed(tmp_path: Path) -> None:
    table, blobs = SqliteTable(tmp_path / "state.db"), FolderBlobs(tmp_path / "blobs")
    store = SessionStore(table, blobs, KeyFileVault(tmp_path / "vault.key"))
    large = "large secret " * limits.INLINE_BYTES
    await store.keep("w", "r1", "open@", "main", "small secret")
    await store.keep("w", "r1", "open@", "other", large)
    await store.keep("w", "r1", "open@0", "main", "of an iteration")
    await store.keep("w", "r2", "open@", "main", "of another run")
    assert await store.kept("w", "r1", "open@") == {"main": "small secret", "other": large}
    assert await store.kept("v", "r1", "open@") == {}
    await store.keep("w", "r1", "open@", "main", "newer")
    assert (await store.kept("w", "r1", "open@"))["main"] == "newer"
    assert b"secret" not in written(tmp_path)
    await store.forget("w", "r1", "open@", "other")
    await store.forget("w", "r1", "open@", "nobody")
    assert await store.kept("w", "r1", "open@") == {"main": "newer"}
    await store.keep("w", "r1", "open@", "other", large)
    await store.forget_run("w", "r1")
    assert await store.kept("w", "r1", "open@") == await store.kept("w", "r1", "open@0") == {}
    assert [each async for each in blobs.keys("")] == []
    assert await store.kept("w", "r2", "open@") == {"main": "of another run"}
    await table.close()


async def test_a_sealed_session_opens_for_its_own_run_only(tmp_path: Path) -> None:
    table, blobs = SqliteTable(tmp_path / "state.db"), FolderBlobs(tmp_path / "blobs")
    store = SessionStore(table, blobs, KeyFileVault(tmp_path / "vault.key"))
    await store.keep("w", "r1", "open@", "main", "secret")
    stolen = (await table.query("KEPT#w#r1")).items[0]
    await table.write(Put(Item("KEPT#w#r2", stolen.sk, stolen.doc)))
    with pytest.raises(StorageError) as caught:
        await store.kept("w", "r2", "open@")
    assert caught.value.code == "vault.unsealable"
    await table.close()


async def test_a_credential_is_saved_under_its_name(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "state.db")
    store = CredentialStore(table, KeyFileVault(tmp_path / "vault.key"))
    first = await store.save("w", "shop", "login_state", {"state": "1"})
    again = await store.save("w", "shop", "login_state", {"state": "2"})
    assert first.id == again.id
    assert await store.resolve("w", "shop") == {"state": "2", "type": "login_state"}
    await store.create("w", "mail", "basic", {"username": "u"})
    with pytest.raises(Conflict) as caught:
        await store.save("w", "mail", "login_state", {"state": "1"})
    assert caught.value.code == "credential.conflict"
    assert (await store.resolve("w", "mail"))["type"] == "basic"
    await table.close()
