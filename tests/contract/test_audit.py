"""The audit log's chain on every table: exact however many write, and whoever changes a row is found."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.audit import Broken, Entry, Fact, Walk, hash_of
from flow_builder.store.audit import AuditStore, Sought, sort_key
from flow_builder.store.table import Delete, Item, Put, Table
from flow_builder.vault.keyfile import KeyFileVault


@pytest.fixture
def vault(tmp_path: Path) -> KeyFileVault:
    return KeyFileVault(tmp_path / "vault.key")


@pytest.fixture
def store(table: Table, vault: KeyFileVault) -> AuditStore:
    return AuditStore(table, vault)


def fact(number: int = 0, **more: Any) -> Fact:
    facts: dict[str, Any] = {"kind": "user", "actor": f"u{number % 3}", "operation": "flows_save", "subject": "f1"}
    return Fact(**{**facts, **more})


async def chain(store: AuditStore, workspace: str = "w") -> list[dict[str, Any]]:
    return [doc async for _, doc in store.walk(workspace)]


def walked(docs: list[dict[str, Any]]) -> Walk:
    walk = Walk()
    for doc in docs:
        walk.step(doc)
    return walk


async def test_of_64_writers_in_8_processes_each_has_its_place_in_one_chain(table: Table, vault: KeyFileVault) -> None:
    hosts = [AuditStore(table, vault) for _ in range(8)]
    written = await asyncio.gather(
        *(hosts[number % 8].write("w", fact(number, subject=str(number))) for number in range(64))
    )
    docs = await chain(hosts[0])
    assert [doc["seq"] for doc in docs] == list(range(1, 65))
    assert {doc["subject"] for doc in docs} == {str(number) for number in range(64)}
    assert sorted(entry.seq for entry in written) == list(range(1, 65))
    assert walked(docs).broken is None
    head, sealed = await hosts[1].head("w")
    assert (head.seq, head.hash, sealed) == (64, docs[-1]["hash"], True)


async def test_what_is_written_at_the_same_time_shares_writes(store: AuditStore) -> None:
    appended: list[int] = []
    append = store.append

    async def counted(workspace: str, notes: Any) -> list[Entry]:
        appended.append(len(notes))
        return await append(workspace, notes)

    store.append = counted  # type: ignore[method-assign]
    await asyncio.gather(*(store.write("w", fact(number)) for number in range(100)))
    assert sum(appended) == 100
    assert len(appended) <= 4


async def test_chains_of_workspaces_are_their_own(store: AuditStore) -> None:
    await asyncio.gather(*(store.write(name, fact()) for name in ("a", "b", "a", "b", "a")))
    assert [len(await chain(store, name)) for name in ("a", "b", "c")] == [3, 2, 0]
    assert [walked(await chain(store, name)).broken for name in ("a", "b")] == [None, None]


async def test_what_was_begun_stays_until_its_entry_is_written(store: AuditStore) -> None:
    key = await store.begin("w", fact(subject="done"))
    await store.begin("w", fact(subject="died"))
    await store.write("w", fact(subject="done", status=200), key)
    left = [(workspace, note.fact.subject) async for workspace, note in store.pending()]
    assert left == [("w", "died")]
    async for workspace, note in store.pending():
        await store.append(workspace, [note])
    assert [doc["subject"] for doc in await chain(store)] == ["done", "died"]
    assert [each async for each in store.pending()] == []


@pytest.mark.parametrize("how", ["value", "hash", "gone", "moved", "added"])
async def test_a_row_that_somebody_changed_is_the_first_bad_place(table: Table, store: AuditStore, how: str) -> None:
    for number in range(5):
        await store.write("w", fact(number))
    docs = await chain(store)
    third = dict(docs[2])
    key = ("AUDIT#w", sort_key(third["at"], 3))
    match how:
        case "value":
            await table.write(Put(Item(*key, {**third, "actor": "somebody else"})))
        case "hash":
            changed = {**third, "actor": "somebody else"}
            await table.write(Put(Item(*key, {**changed, "hash": hash_of(changed)})))
        case "gone":
            await table.write(Delete(*key))
        case "moved":
            await table.write(Delete(*key), Put(Item("AUDIT#w", sort_key(10**13, 3), third)))
        case "added":
            await table.write(Put(Item(*key, {**third, "extra": 1})))
    broken = walked(await chain(store)).broken
    assert broken is not None
    # With a hash that fits, it is the next entry that gives it away.
    place = 4 if how == "hash" else 3
    assert (broken.seq, broken.reason) == (place, "missing" if how in {"gone", "moved"} else "changed")


async def test_entries_are_found_by_who_what_and_when(store: AuditStore) -> None:
    for number in range(6):
        await store.write("w", fact(number, subject=f"f{number % 2}"))
    await store.write("w", fact(kind="key", actor="k1", user="u1", operation="runs_start", subject="r1"))

    async def found(sought: Sought) -> list[int]:
        page, _ = await store.page("w", sought, 100, None)
        return [each.seq for each in page if sought.fits(each)]

    assert await found(Sought()) == [7, 6, 5, 4, 3, 2, 1]
    assert await found(Sought(who="u1")) == [7, 5, 2]
    assert await found(Sought(key="k1")) == [7]
    assert await found(Sought(subject="f1")) == [6, 4, 2]
    assert await found(Sought(subject="f1", who="u0")) == [4]
    assert await found(Sought(operation="runs_start")) == [7]
    at = (await chain(store))[3]["at"]
    assert set(await found(replace(Sought(), since=at))) >= {4, 5, 6, 7}
    assert set(await found(replace(Sought(), until=at))) >= {1, 2, 3, 4}
    assert await found(Sought(since=at + 10**6)) == []


def test_a_walk_says_the_first_place_and_keeps_it() -> None:
    walk = Walk()
    assert not walk.step({"seq": 1, "at": 1, "hash": "x", "prev": "0" * 64})
    assert not walk.step({})
    assert walk.broken == Broken(1, "changed", "Entry 1 is not what was written.")
