"""Turns at sites, on every table."""

import asyncio
from collections.abc import Callable

import pytest

from flow_builder.domain.politeness import Politeness, Rules, SitePolicy
from flow_builder.store.politeness import LEASE_S, PolitenessStore
from flow_builder.store.table import Table

W = "w1"
PAUSED = Rules("shop.example", "obey", 2.0, 0)
ONE = Rules("shop.example", "obey", 0.0, 1)
FREE = Rules("shop.example", "obey", 0.0, 0)


@pytest.fixture
def store(table: Table, clock: Callable[[], float]) -> PolitenessStore:
    return PolitenessStore(table, clock=lambda: round(clock() * 1_000))


async def test_a_policy_comes_back_as_it_was_set(store: PolitenessStore) -> None:
    assert await store.policy(W) == Politeness()
    policy = Politeness(robots="warn", domains={"example.com": SitePolicy(delay_s=2.5)})
    await store.set_policy(W, policy)
    assert await store.policy(W) == policy
    assert await store.policy("other") == Politeness()


async def test_the_next_turn_comes_after_the_pause(store: PolitenessStore, clock: "Callable[[], float]") -> None:
    assert (await store.take(W, PAUSED)).lease
    clock.now += 0.5
    assert (await store.take(W, PAUSED)).wait_s == 1.5
    assert (await store.take("w2", PAUSED)).lease
    clock.now += 1.5
    assert (await store.take(W, PAUSED)).lease


async def test_a_turn_that_is_given_back_makes_room(store: PolitenessStore) -> None:
    turn = await store.take(W, ONE)
    waiting = await store.take(W, ONE)
    assert (waiting.lease, waiting.full, waiting.wait_s) == (None, True, LEASE_S)
    await store.give_back(W, ONE.domain, turn.lease, 200, None)
    assert (await store.take(W, ONE)).lease


async def test_a_turn_that_is_never_given_back_ends_by_itself(
    store: PolitenessStore, clock: "Callable[[], float]"
) -> None:
    await store.take(W, ONE)
    clock.now += LEASE_S
    assert (await store.take(W, ONE)).lease


async def test_where_nothing_is_limited_nothing_is_written(store: PolitenessStore) -> None:
    turn = await store.take(W, FREE)
    await store.give_back(W, FREE.domain, turn.lease, 200, None)
    assert (turn.lease, turn.wait_s) == (None, 0.0)
    assert await store.table.get(f"SITE#{W}", FREE.domain) is None


@pytest.mark.parametrize("rules", [PAUSED, ONE, FREE])
@pytest.mark.parametrize("status", [429, 503])
async def test_a_refusal_keeps_everybody_away_for_as_long_as_was_asked(
    store: PolitenessStore, clock: "Callable[[], float]", status: int, rules: Rules
) -> None:
    turn = await store.take(W, rules)
    await store.give_back(W, rules.domain, turn.lease, status, 30)
    waiting = await store.take(W, FREE)
    assert (waiting.wait_s, waiting.backing_off) == (30.0, True)
    clock.now += 30
    assert not (await store.take(W, rules)).wait_s


async def test_refusals_without_a_time_double_the_back_off_until_a_visit_goes_well(
    store: PolitenessStore, clock: "Callable[[], float]"
) -> None:
    waits = []
    for _ in range(8):
        turn = await store.take(W, ONE)
        await store.give_back(W, ONE.domain, turn.lease, 429, None)
        waits.append((await store.take(W, ONE)).wait_s)
        clock.now += waits[-1]
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300]
    turn = await store.take(W, ONE)
    await store.give_back(W, ONE.domain, turn.lease, 200, None)
    await store.give_back(W, ONE.domain, None, 503, None)
    assert (await store.take(W, ONE)).wait_s == 5


async def test_a_shorter_wish_does_not_end_a_back_off(store: PolitenessStore) -> None:
    await store.give_back(W, ONE.domain, None, 429, 60)
    await store.give_back(W, ONE.domain, None, 429, 1)
    assert (await store.take(W, ONE)).wait_s == 60


async def test_of_many_who_come_at_once_no_more_get_in_than_there_is_room_for(store: PolitenessStore) -> None:
    rules = Rules("shop.example", "obey", 0.0, 3)
    turns = await asyncio.gather(*(store.take(W, rules) for _ in range(12)))
    assert sum(turn.lease is not None for turn in turns) == 3
