"""Signing keys grow old on every table: a new one signs, the old one verifies until all it signed has ended, then it leaves."""

import time
from pathlib import Path

import jwt
import pytest

from flow_builder.auth.tokens import LIFE_S, Claims
from flow_builder.errors import Unauthenticated
from flow_builder.store import signing_keys
from flow_builder.store.signing_keys import MOST_AGE_MS, SigningKeys
from flow_builder.store.table import Table
from flow_builder.vault.keyfile import KeyFileVault
from tests.contract.conftest import Clock

ADA = Claims("user_1", "ses_1", "user")


@pytest.fixture
def moved(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of keys and table, which begins now: what verifies tokens has the real one."""
    clock.now = float(int(time.time()))
    monkeypatch.setattr(signing_keys, "now", lambda: int(clock() * 1_000))
    return clock


def kid_of(token: str) -> str:
    return str(jwt.get_unverified_header(token)["kid"])


async def test_a_key_of_thirty_days_is_replaced_and_leaves_when_what_it_signed_has_ended(
    table: Table, moved: Clock, tmp_path: Path
) -> None:
    vault = KeyFileVault(tmp_path / "key")

    def another_host() -> SigningKeys:
        return SigningKeys(table, vault)

    start = moved.now
    moved.now = start - MOST_AGE_MS / 1_000
    host = another_host()
    first = kid_of(await host.issue(ADA))
    moved.now = start
    old = await host.issue(ADA)
    assert kid_of(old) == first
    moved.now = start + 1
    new = await host.issue(ADA)
    assert kid_of(new) != first
    for each in (host, another_host()):
        assert [await each.read(old), await each.read(new)] == [ADA, ADA]
        assert [key["kid"] for key in await each.public()] == [kid_of(new), first]
    moved.now = start + 1 + LIFE_S
    assert await another_host().read(old) == ADA  # by this clock it has just ended; its own end refuses it, not its key
    moved.now = start + 2 + LIFE_S + 3_600
    late = another_host()
    assert [key["kid"] for key in await late.public()] == [kid_of(new)]
    with pytest.raises(Unauthenticated) as caught:
        await late.read(old)
    assert caught.value.code == "auth.token"
    assert await late.read(new) == ADA


async def test_of_hosts_that_find_the_key_too_old_at_once_one_makes_another(
    table: Table, moved: Clock, tmp_path: Path
) -> None:
    vault = KeyFileVault(tmp_path / "key")
    start = moved.now
    moved.now = start - MOST_AGE_MS / 1_000 - 1
    hosts = [SigningKeys(table, vault) for _ in range(4)]
    first = {kid_of(await each.issue(ADA)) for each in hosts}
    moved.now = start
    second = {kid_of(await each.issue(ADA)) for each in hosts}
    assert (len(first), len(second), first & second) == (1, 1, set())
