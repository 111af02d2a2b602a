"""Credentials: sealed, scoped, found by id or by a name that only one has."""

from pathlib import Path

import pytest

from flow_builder.errors import NotFound
from flow_builder.store.credentials import CredentialStore
from flow_builder.store.sqlite import SqliteTable
from flow_builder.vault.keyfile import KeyFileVault


async def test_a_credential_is_found_by_id_or_by_its_name(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "state.db")
    store = CredentialStore(table, KeyFileVault(tmp_path / "vault.key"))
    made = await store.create("w", "shop", "bearer", {"token": "first-secret"})
    await store.create("w", "shop-api", "bearer", {"token": "another"})
    expected = {"token": "first-secret", "type": "bearer"}
    assert await store.resolve("w", made.id) == expected
    assert await store.resolve("w", "shop") == expected
    with pytest.raises(NotFound):
        await store.resolve("other", made.id)
    with pytest.raises(NotFound):
        await store.resolve("other", "shop")
    await store.create("w", "shop", "bearer", {"token": "second-secret"})
    with pytest.raises(NotFound):
        await store.resolve("w", "shop")
    await table.close()
    assert b"first-secret" not in (tmp_path / "state.db").read_bytes()
