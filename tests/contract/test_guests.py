"""Guests on SQLite and DynamoDB: one per place and one taker, however many try."""

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine

import pytest

from flow_builder.domain.guest import LIFE_S, Guest, workspace_of
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Role
from flow_builder.errors import Conflict
from flow_builder.store.guests import GuestStore
from flow_builder.store.table import Table, Update
from flow_builder.store.workspaces import WorkspaceStore
from tests.support.crowd import CLIENTS, at_once


@pytest.fixture
def clock() -> Callable[[], float]:
    """Stores live by the real time, so their table does as well."""
    return time.time


@pytest.fixture
def store(table: Table) -> GuestStore:
    return GuestStore(table)


def guest(life_ms: int = LIFE_S * 1_000) -> Guest:
    id_, at = new_id("guest"), now()
    return Guest(id=id_, workspace=workspace_of(id_), created_at=at, expires_at=at + life_ms)


async def outcome(work: Callable[[], Awaitable[object]]) -> str:
    try:
        await work()
    except Conflict:
        return "refused"
    return "done"


async def test_of_64_guests_of_a_place_one_gets_in(store: GuestStore) -> None:
    crowd = [guest() for _ in range(CLIENTS)]
    outcomes = await at_once(lambda number: outcome(lambda: store.create(crowd[number], "digest", "here")))
    assert Counter(outcomes) == {"done": 1, "refused": CLIENTS - 1}
    inside = crowd[outcomes.index("done")]
    there = [each for each in crowd if await store.standing(each.id) is not None]
    assert there == [inside]
    assert await store.held_until("here") == inside.expires_at
    await store.create(guest(), "digest", "elsewhere")


async def test_a_place_gets_another_guest_when_the_time_is_over(store: GuestStore) -> None:
    first, second = guest(life_ms=-1), guest()
    await store.create(first, "digest", "here")
    await store.create(second, "digest", "here")
    assert await store.standing(second.id) == second


async def test_the_time_is_looked_at_on_each_read(store: GuestStore) -> None:
    ended = guest(life_ms=-1)
    await store.create(ended, "digest", "here")
    assert await store.get(ended.id) == ended
    assert await store.standing(ended.id) is None


async def test_of_64_users_who_take_over_a_guest_one_does(store: GuestStore, table: Table) -> None:
    made = guest()
    await store.create(made, "digest", "here")

    def take(number: int) -> Coroutine[None, None, str]:
        member = Member(user=f"user_{number}", workspace=made.workspace, role=Role.OWNER)
        return outcome(lambda: store.convert(made, member.user, member))

    outcomes = await at_once(take)
    assert Counter(outcomes) == {"done": 1, "refused": CLIENTS - 1}
    members = await WorkspaceStore(table).members(made.workspace)
    assert [each.user for each in members] == [f"user_{outcomes.index('done')}"]
    assert await store.standing(made.id) is None
    assert not await store.leave(made.id)
    assert await store.next_expiry() is None


async def test_nobody_takes_over_who_is_leaving(store: GuestStore) -> None:
    made = guest()
    await store.create(made, "digest", "here")
    assert await store.leave(made.id)
    with pytest.raises(Conflict):
        await store.convert(made, "user_1", Member(user="user_1", workspace=made.workspace, role=Role.OWNER))
    assert await store.leave(made.id)


async def test_those_whose_time_is_over_are_found_earliest_first(store: GuestStore) -> None:
    crowd = [guest(life_ms=each) for each in (-1, -5_000, 60_000)]
    for number, each in enumerate(crowd):
        await store.create(each, "digest", str(number))
    assert await store.going(now()) == [crowd[1], crowd[0]]
    for each in crowd[:2]:
        await store.delete(each.id)
    assert await store.next_expiry() == crowd[2].expires_at


async def test_a_token_is_its_guests_alone(store: GuestStore, table: Table) -> None:
    made = guest()
    await store.create(made, "digest", "here")
    assert await store.by_token(made.id, "digest") == made
    assert await store.by_token(made.id, "other") is None
    await table.update(Update(f"GUEST#{made.id}", "GUEST", set={"digest": "other"}))
    assert await store.by_token(made.id, "digest") is None
