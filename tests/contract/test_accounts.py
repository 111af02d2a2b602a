"""Accounts on SQLite and DynamoDB: what may happen once happens once, however many try."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from flow_builder.auth.tokens import Claims
from flow_builder.domain.account import Identity, Session, User
from flow_builder.domain.ids import now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Role
from flow_builder.errors import Conflict, FlowBuilderError, NotFound, Unauthenticated
from flow_builder.store.accounts import AccountStore, identity_id
from flow_builder.store.attempts import AttemptStore
from flow_builder.store.one_time import OneTimeStore
from flow_builder.store.signing_keys import SigningKeys
from flow_builder.store.table import Table
from flow_builder.store.workspaces import WorkspaceStore
from flow_builder.vault.keyfile import KeyFileVault
from tests.support.crowd import CLIENTS, at_once


@pytest.fixture
def clock() -> Callable[[], float]:
    """Stores live by the real time, so their table does as well."""
    return time.time


@pytest.fixture
def store(table: Table) -> AccountStore:
    return AccountStore(table)


def user(number: int = 1, email: str = "Ada@Example.com") -> User:
    return User(id=f"user_{number}", email=email, workspace=f"ws_{number}", created_at=now(), has_password=True)


async def create(store: AccountStore, made: User, *, owner: bool = False, identity: Identity | None = None) -> None:
    member = Member(user=made.id, workspace=made.workspace, role=Role.OWNER)
    await store.create(made, member, password="$hash", identity=identity, owner=owner)


async def outcome(work: Any) -> str:
    try:
        return repr(await work)
    except FlowBuilderError as error:
        return type(error).__name__


async def test_of_many_first_visitors_one_becomes_the_owner(store: AccountStore) -> None:
    async def visit(number: int) -> str:
        return await outcome(create(store, user(number, f"v{number}@example.com"), owner=True))

    assert Counter(await at_once(visit)) == {"None": 1, "Conflict": CLIENTS - 1}
    owner = await store.owner()
    assert owner is not None
    assert (await store.get(owner)).email == f"v{owner.removeprefix('user_')}@example.com"
    assert [each.role for each in await WorkspaceStore(store.table).of_user(owner)] == [Role.OWNER]


async def test_one_account_per_address_however_it_is_spelled(store: AccountStore) -> None:
    async def sign_up(number: int) -> str:
        return await outcome(create(store, user(number, "ADA@example.com" if number % 2 else "ada@EXAMPLE.com")))

    assert Counter(await at_once(sign_up)) == {"None": 1, "Conflict": CLIENTS - 1}
    found = await store.by_email("aDa@example.com")
    assert found is not None
    assert len([number for number in range(CLIENTS) if await exists(store, f"user_{number}")]) == 1


async def exists(store: AccountStore, user_: str) -> bool:
    return await outcome(store.get(user_)) != "NotFound"


async def test_an_address_moves_whole_or_not_at_all(store: AccountStore) -> None:
    ada, bob = user(1), user(2, "bob@example.com")
    await create(store, ada)
    await create(store, bob)
    with pytest.raises(Conflict):
        await store.move(ada, "BOB@example.com")
    assert (await store.get(ada.id)).email == "Ada@Example.com"
    moved = await store.move(ada, "countess@example.com")
    assert moved.verified
    assert await store.by_email("ada@example.com") is None
    assert await store.by_email("countess@example.com") == moved


async def test_a_turn_of_a_refresh_token_is_taken_once(store: AccountStore) -> None:
    await create(store, user())
    await store.open_session(Session(id="ses_1", user="user_1", created_at=now(), used_at=now()), "salt")

    async def turn(_: int) -> bool:
        return await store.turn("user_1", "ses_1", 1, "::1")

    assert sum(await at_once(turn)) == 1
    kept = await store.session("user_1", "ses_1")
    assert kept is not None
    assert (kept["turn"], kept["salt"], kept["address"]) == (2, "salt", "::1")


async def test_sessions_are_listed_and_ended(store: AccountStore) -> None:
    await create(store, user())
    for number in range(3):
        made = Session(id=f"ses_{number}", user="user_1", created_at=number, used_at=number)
        await store.open_session(made, "salt")
    assert [each.id for each in await store.sessions("user_1")] == ["ses_2", "ses_1", "ses_0"]
    assert await store.end_session("user_1", "ses_1")
    assert not await store.end_session("user_1", "ses_1")
    assert await store.standing("user_1", "ses_1") is None
    assert not await store.turn("user_1", "ses_1", 1, "")
    assert await store.end_sessions("user_1", but="ses_2") == 1
    standing = await store.standing("user_1", "ses_2")
    assert standing is not None
    assert standing.id == "user_1"


async def test_a_session_of_nobody_is_not_opened(store: AccountStore) -> None:
    with pytest.raises(NotFound):
        await store.open_session(Session(id="ses_1", user="user_9", created_at=1, used_at=1), "salt")
    assert await store.session("user_9", "ses_1") is None


async def test_the_code_of_a_period_and_a_recovery_code_are_good_once(store: AccountStore) -> None:
    await create(store, user())
    await store.change("user_1", totp_pending="sealed")
    assert not await store.enable_totp("user_1", "another", 100, ["a"])
    assert await store.enable_totp("user_1", "sealed", 100, [f"code{number}" for number in range(10)])
    assert (await store.get("user_1")).two_factor

    async def step(_: int) -> bool:
        return await store.take_step("user_1", 100, 101)

    async def recover(_: int) -> bool:
        return await store.take_recovery("user_1", "code3")

    assert sum(await at_once(step)) == 1
    assert not await store.take_step("user_1", 101, 101)
    assert not await store.take_step("user_1", 101, 100)
    assert sum(await at_once(recover)) == 1
    assert await store.recovery_left("user_1") == 9
    await store.replace_recovery("user_1", ["fresh"])
    assert not await store.take_recovery("user_1", "code4")
    await store.disable_totp("user_1")
    assert await store.recovery_left("user_1") == 0
    assert (await store.proofs("user_1")).totp is None


async def test_an_identity_signs_in_as_one_user(store: AccountStore) -> None:
    await create(store, user(1))
    await create(store, user(2, "bob@example.com"))
    identity = Identity(id=identity_id("https://i.example", "s"), issuer="i", linked_at=1)

    async def link(number: int) -> str:
        return await outcome(store.link(f"user_{number % 2 + 1}", identity))

    assert Counter(await at_once(link)) == {"None": 1, "Conflict": CLIENTS - 1}
    found = await store.by_identity(identity.id)
    assert found is not None
    other = "user_1" if found.id == "user_2" else "user_2"
    assert not await store.unlink(other, identity.id)
    assert await store.identities(found.id) == [identity]
    assert await store.unlink(found.id, identity.id)
    assert await store.by_identity(identity.id) is None


async def test_a_token_allows_once_what_it_is_for(table: Table) -> None:
    once = OneTimeStore(table)
    token = await once.allow("reset", {"user": "user_1"}, 60, "user_1")
    with pytest.raises(NotFound):
        await once.redeem("email", token)
    assert await once.look_up("reset", token) == {"user": "user_1"}

    async def redeem(_: int) -> str:
        return await outcome(once.redeem("reset", token))

    assert Counter(await at_once(redeem)) == {"{'user': 'user_1'}": 1, "NotFound": CLIENTS - 1}
    late, taken = await once.allow("reset", {}, -1), await once.allow("email", {}, 60, "user_1")
    await once.withdraw("user_1")
    for token, purpose in ((late, "reset"), (taken, "email")):
        with pytest.raises(NotFound) as caught:
            await once.redeem(purpose, token)  # type: ignore[arg-type]
        assert caught.value.code == "link.invalid"


async def test_of_many_attempts_at_once_only_the_free_ones_are_made(table: Table) -> None:
    attempts = AttemptStore(table)

    async def attempt(_: int) -> float:
        return await attempts.begin("sign_in", "ada", "::1", free=5, first_s=60, most_s=900)

    waits = await at_once(attempt)
    assert 5 <= waits.count(0) <= 6  # the one after the free ones starts the pause
    assert await attempt(0) > 0
    assert await attempts.begin("sign_in", "ada", "::2", free=5, first_s=60, most_s=900) == 0
    await attempts.succeed("sign_in", "ada", "::1")
    assert await attempt(0) == 0


async def test_hosts_that_share_a_store_share_a_key_ring(table: Table, tmp_path: Any) -> None:
    vault = KeyFileVault(tmp_path / "vault.key")
    ada = Claims("user_1", "ses_1", "user")

    async def start(_: int) -> str:
        return await SigningKeys(table, vault).issue(ada)

    tokens = await at_once(start, 8)
    host, other = SigningKeys(table, vault), SigningKeys(table, vault)
    assert [await host.read(each) for each in tokens] == [ada] * 8
    before = [each["kid"] for each in await other.public()]
    assert len(before) == 1
    new = await host.rotate()
    assert [each["kid"] for each in await host.public()] == [new, *before]
    assert await host.read(tokens[0]) == ada
    assert new not in before
    await host.rotate(forget=True)
    with pytest.raises(Unauthenticated):
        await host.read(tokens[0])
    assert len(await host.public()) == 1


async def test_nothing_of_an_erased_account_stays(store: AccountStore) -> None:
    identity = Identity(id=identity_id("https://i.example", "s"), issuer="i", linked_at=1)
    ada = user()
    await create(store, ada, owner=True, identity=identity)
    await store.open_session(Session(id="ses_1", user=ada.id, created_at=now(), used_at=now()), "salt")
    await store.change(ada.id, totp_pending="sealed")
    await store.enable_totp(ada.id, "sealed", 1, ["a", "b"])
    await store.erase(ada)
    await WorkspaceStore(store.table).delete(ada.id, ada.workspace)
    assert (await store.table.query("USER#user_1")).items == []
    for pk, sk in (("EMAIL#ada@example.com", "USER"), (f"IDENTITY#{identity.id}", "USER"), ("ACCOUNTS", "OWNER")):
        assert await store.table.get(pk, sk) is None
    await create(store, ada, owner=True, identity=identity)
