"""Mails on their way on every table: sealed, one sender at a time, gone when they were taken."""

import asyncio
from pathlib import Path

import pytest

from flow_builder.domain.ids import now
from flow_builder.store.mails import MailStore
from flow_builder.store.table import Table
from flow_builder.vault.keyfile import KeyFileVault
from tests.contract.conftest import Clock

LONG_S = 10**9


@pytest.fixture
def store(table: Table, tmp_path: Path) -> MailStore:
    return MailStore(table, KeyFileVault(tmp_path / "key"))


async def test_a_mail_is_kept_sealed_until_it_is_done(store: MailStore) -> None:
    at = now()
    later = await store.keep("bob@example.com", "S2", "second", LONG_S, at + 5_000)
    first = await store.keep("ada@example.com", "S1", "a secret link", LONG_S, at)
    assert await store.next_due() == at
    assert await store.due(at) == [first]
    assert [each.text for each in await store.due(at + 5_000)] == ["a secret link", "second"]
    stored = await store.table.get(f"MAIL#{first.id}", "LETTER")
    assert stored is not None
    assert not [each for each in ("ada@", "S1", "secret link") if each in str(stored.doc)]
    await store.done(first)
    assert await store.next_due() == later.due_at


async def test_a_mail_that_came_too_late_is_gone(store: MailStore, clock: Clock) -> None:
    letter = await store.keep("ada@example.com", "S", "text", LONG_S, now())
    clock.now = letter.until / 1_000 + 2
    assert (await store.due(now()), await store.next_due()) == ([], None)


async def test_of_many_who_would_send_it_one_does(store: MailStore) -> None:
    letter = await store.keep("ada@example.com", "S", "text", LONG_S, now())
    claims = await asyncio.gather(*(store.put_off(letter, now() + 9_000, attempts=1) for _ in range(16)))
    (claimed,) = [each for each in claims if each is not None]
    assert (claimed.attempts, await store.due(now())) == (1, [])
    assert await store.due(claimed.due_at) == [claimed]
    await store.done(claimed)
    assert await store.put_off(claimed, now(), attempts=2) is None


async def test_mails_to_somebody_who_is_gone_go_too(store: MailStore) -> None:
    for to in ("ada@example.com", "bob@example.com", "ada@example.com"):
        await store.keep(to, "S", "text", LONG_S, now())
    await store.forget("ada@example.com")
    assert [each.to for each in await store.due(now())] == ["bob@example.com"]
