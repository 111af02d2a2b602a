"""Rate limits are exact, whoever counts, on every table."""

import asyncio

import pytest

from flow_builder.store.rate_limits import RateLimitStore
from flow_builder.store.table import Table
from tests.contract.conftest import Clock


@pytest.fixture
def stores(table: Table, clock: Clock) -> tuple[RateLimitStore, RateLimitStore]:
    """Those of two processes."""
    return RateLimitStore(table, clock=clock), RateLimitStore(table, clock=clock)


async def test_of_64_clients_of_two_processes_as_many_get_through_as_the_limit_says(
    stores: tuple[RateLimitStore, RateLimitStore], clock: Clock
) -> None:
    async def ask(number: int) -> bool:
        return (await stores[number % 2].take("user:ada", "runs", 30)).allowed

    assert sum(await asyncio.gather(*map(ask, range(64)))) == 30
    clock.now += 59.9
    assert sum(await asyncio.gather(*map(ask, range(64)))) == 0
    clock.now += 1.1
    assert sum(await asyncio.gather(*map(ask, range(64)))) == 30


async def test_places_come_free_as_the_window_slides(
    stores: tuple[RateLimitStore, RateLimitStore], clock: Clock
) -> None:
    store, other = stores
    for _ in range(3):
        assert (await store.take("user:ada", "runs", 3)).allowed
        clock.now += 10
    refused = await other.take("user:ada", "runs", 3)
    assert (refused.allowed, refused.used, refused.frees_in) == (False, 3, 31)
    clock.now += refused.frees_in
    assert (await other.take("user:ada", "runs", 3)).allowed
    assert not (await store.take("user:ada", "runs", 3)).allowed


async def test_subjects_and_categories_do_not_share_places(stores: tuple[RateLimitStore, RateLimitStore]) -> None:
    store, _ = stores
    for subject, what in (("user:ada", "runs"), ("user:ada", "flows"), ("user:bob", "runs"), ("guest:ada", "runs")):
        assert (await store.take(subject, what, 1)).allowed
        assert not (await store.take(subject, what, 1)).allowed


async def test_reading_takes_no_place(stores: tuple[RateLimitStore, RateLimitStore]) -> None:
    store, other = stores
    await store.take("user:ada", "runs", 5)
    for _ in range(3):
        found = await other.read("user:ada", ["runs", "flows"])
    assert found["runs"].used == 1
    assert 59 < found["runs"].frees_in <= 61
    assert (found["flows"].used, found["flows"].frees_in) == (0, 0)


async def test_a_caller_who_gives_up_takes_nobody_along(stores: tuple[RateLimitStore, RateLimitStore]) -> None:
    store, _ = stores
    asked = [asyncio.ensure_future(store.take("user:ada", "runs", 5)) for _ in range(4)]
    await asyncio.sleep(0)
    asked[0].cancel()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(answers[0], asyncio.CancelledError)
    assert all(not isinstance(each, BaseException) and each.allowed for each in answers[1:])


async def test_an_address_is_blocked_after_100_requests_and_for_longer_if_it_goes_on(
    stores: tuple[RateLimitStore, RateLimitStore], clock: Clock
) -> None:
    store, other = stores
    free = await asyncio.gather(*(each.strike("192.0.2.7") for each in stores for _ in range(50)))
    assert set(free) == {0.0}
    assert await store.strike("192.0.2.7") == pytest.approx(101 / 50 * 60)
    assert await other.strike("192.0.2.7") == pytest.approx(102 / 50 * 60)
    assert await other.strike("192.0.2.8") == 0
    for _ in range(98):
        seconds = await other.strike("192.0.2.7")
    assert seconds == pytest.approx(200 / 50 * 60, rel=0.05)
    clock.now += 1
    await other.strike("192.0.2.7")
    clock.now += seconds + 60
    assert await other.strike("192.0.2.7") == 0


async def test_a_block_that_is_over_leaves_nothing_behind(
    stores: tuple[RateLimitStore, RateLimitStore], clock: Clock
) -> None:
    store, other = stores
    await asyncio.gather(*(store.strike("192.0.2.7") for _ in range(100)))
    seconds = await store.strike("192.0.2.7")
    clock.now += seconds - 1
    assert await other.strike("192.0.2.7") > 0
    clock.now += 125
    assert await store.strike("192.0.2.7") == 0
    assert await store.strike("192.0.2.7") == 0


async def test_no_block_lasts_more_than_an_hour(stores: tuple[RateLimitStore, RateLimitStore], clock: Clock) -> None:
    store, _ = stores
    for _ in range(4_000):
        seconds = await store.strike("192.0.2.7")
    assert seconds == 3_600
