"""The marketplace on every table: ratings, reports and uses are counted exactly under races."""

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.market import Counts, Listing
from flow_builder.errors import NotFound
from flow_builder.store.folder_blobs import FolderBlobs
from flow_builder.store.market import MarketStore
from flow_builder.store.table import Table

DOCUMENT = FlowDocument(name="F")


@pytest.fixture
def store(table: Table, tmp_path: Path) -> MarketStore:
    return MarketStore(table, FolderBlobs(tmp_path / "blobs"))


async def listed(store: MarketStore, id_: str = "m1", workspace: str = "w") -> None:
    facts: dict[str, Any] = {"title": "Prices", "category": "monitor"}
    await store.publish(Listing(id=id_, **facts), workspace, "t1", DOCUMENT)


async def test_64_people_who_rate_again_and_again_are_each_counted_once(table: Table, store: MarketStore) -> None:
    await listed(store)
    last: dict[str, int | None] = {}

    async def rate(number: int) -> None:
        dice = random.Random(number)
        for _ in range(3):
            stars = dice.choice([1, 2, 3, 4, 5, None])
            await store.rate("m1", f"u{number}", "x", stars, bundled=False)
            last[f"u{number}"] = stars

    await asyncio.gather(*(rate(number) for number in range(64)))
    given = [stars for stars in last.values() if stars is not None]
    assert await store.counts("m1") == Counts(stars=sum(given), ratings=len(given))


async def test_one_persons_ratings_at_the_same_time_are_one_rating(store: MarketStore) -> None:
    await listed(store)
    await asyncio.gather(*(store.rate("m1", "u", "x", 1 + number % 5, bundled=False) for number in range(16)))
    counts = await store.counts("m1")
    rating = await store.rating("m1", "u")
    assert rating is not None
    assert (counts.ratings, counts.stars) == (1, rating.stars)


async def test_uses_and_reports_are_counted_and_a_report_once_for_each(store: MarketStore) -> None:
    await listed(store)
    await asyncio.gather(*(store.used("m1", bundled=False) for _ in range(20)))
    await asyncio.gather(*(store.report("m1", f"u{number % 4}", "x", "bad", bundled=False) for number in range(12)))
    counts = await store.counts("m1")
    assert (counts.uses, counts.reports) == (20, 4)
    assert len(await store.reports("m1")) == 4


async def test_templates_of_the_product_are_counted_without_being_stored(store: MarketStore) -> None:
    await store.rate("shop", "u", "x", 4, bundled=True)
    await store.used("shop", bundled=True)
    listings, counts = await store.all()
    assert (listings, counts["shop"]) == ([], Counts(stars=4, ratings=1, uses=1))


async def test_publishing_again_keeps_the_counts_and_withdrawing_leaves_nothing(
    table: Table, store: MarketStore
) -> None:
    await listed(store)
    await store.rate("m1", "u", "x", 5, bundled=False)
    await listed(store)
    assert (await store.get("m1")).counts.stars == 5
    await store.unpublish("m1")
    with pytest.raises(NotFound):
        await store.rate("m1", "v", "x", 5, bundled=False)
    with pytest.raises(NotFound):
        await store.report("m1", "v", "x", "bad", bundled=False)
    await store.used("m1", bundled=False)
    assert await store.all() == ([], {})
    assert (await table.query("MARKET#m1")).items == []
    assert [key async for key in store.blobs.keys("market")] == []


async def test_what_a_workspace_published_rated_and_reported_goes_with_it(store: MarketStore) -> None:
    await listed(store, "m1", "w")
    await listed(store, "m2", "other")
    await store.rate("m1", "u", "other", 5, bundled=False)
    await store.rate("m2", "v", "w", 3, bundled=False)
    await store.rate("m2", "u", "other", 4, bundled=False)
    await store.report("m2", "v", "w", "bad", bundled=False)
    await store.rate("shop", "v", "w", 2, bundled=True)
    await store.forget("w")
    listings, counts = await store.all()
    assert [each.shown.id for each in listings] == ["m2"]
    assert counts == {"m2": Counts(stars=4, ratings=1), "shop": Counts()}
    assert await store.rating("m2", "v") is None
