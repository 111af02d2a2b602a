import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flow_builder.errors import InvalidInput, LimitExceeded, NotFound
from flow_builder.store.datasets import DatasetStore
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Update


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[DatasetStore]:
    table = SqliteTable(tmp_path / "state.db")
    yield DatasetStore(table)
    await table.close()


def rows(*prices: int) -> list[dict[str, int]]:
    return [{"sku": number, "price": price} for number, price in enumerate(prices)]


async def test_a_known_key_replaces_its_row_in_place(store: DatasetStore) -> None:
    assert await store.append("w", "shop", rows(1, 2, 3), ["sku"]) == {
        "added": 3, "updated": 0, "unchanged": 0, "total": 3,
    }  # fmt: skip
    assert await store.append("w", "shop", rows(1, 9, 3, 4), ["sku"]) == {
        "added": 1, "updated": 1, "unchanged": 2, "total": 4,
    }  # fmt: skip
    assert (await store.read("w", "shop"))["rows"] == rows(1, 9, 3, 4)


async def test_a_known_key_can_be_left_as_it_is(store: DatasetStore) -> None:
    await store.append("w", "shop", rows(1), ["sku"])
    counts = await store.append("w", "shop", rows(9, 2), ["sku"], "ignore")
    assert counts == {"added": 1, "updated": 0, "unchanged": 1, "total": 2}
    assert (await store.read("w", "shop"))["rows"] == rows(1, 2)


async def test_without_a_key_every_row_is_added(store: DatasetStore) -> None:
    await store.append("w", "log", rows(1))
    assert (await store.append("w", "log", rows(1)))["total"] == 2


async def test_a_key_given_twice_in_one_call_is_one_row(store: DatasetStore) -> None:
    twice = [{"sku": 1, "price": 1}, {"sku": 1, "price": 2}]
    counts = await store.append("w", "shop", twice, ["sku"])
    assert (counts["total"], (await store.read("w", "shop"))["rows"]) == (1, [{"sku": 1, "price": 2}])


async def test_many_rows_come_back_page_by_page_in_order(store: DatasetStore) -> None:
    many = rows(*range(240))
    await store.append("w", "shop", many, ["sku"])
    assert (await store.read("w", "shop", limit=10, offset=235))["rows"] == many[235:]
    assert [row async for row in store.rows("w", "shop")] == many


async def test_writers_at_the_same_time_lose_nothing(store: DatasetStore) -> None:
    # A second repository has locks of its own, as another process would.
    other = DatasetStore(store.table)
    work = [
        each.append("w", "shop", [{"sku": f"{each is store}{n}"}], ["sku"])
        for n in range(10)
        for each in (store, other)
    ]
    await asyncio.gather(*work)
    found = await store.read("w", "shop", limit=100)
    assert (found["total"], len({row["sku"] for row in found["rows"]})) == (20, 20)


async def test_workspaces_do_not_see_each_other(store: DatasetStore) -> None:
    await store.append("w", "shop", rows(1), ["sku"])
    assert (await store.read("other", "shop"))["total"] == 0
    assert (await store.find("other"))[0] == []


@pytest.mark.parametrize(
    ("name", "row", "code"),
    [
        ("", {"sku": 1}, "dataset.bad_name"),
        ("a/b", {"sku": 1}, "dataset.bad_name"),
        ("shop", {"price": 1}, "dataset.bad_row"),
        ("shop", {"sku": None}, "dataset.bad_row"),
        ("shop", [1], "dataset.bad_row"),
    ],
)
async def test_wrong_rows_are_refused_and_nothing_is_written(
    store: DatasetStore, name: str, row: object, code: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        await store.append("w", name, [{"sku": 0}, row], ["sku"])  # type: ignore[list-item]
    assert caught.value.code == code
    assert (await store.find("w"))[0] == []


async def test_a_row_too_large_is_refused(store: DatasetStore) -> None:
    with pytest.raises(LimitExceeded):
        await store.append("w", "shop", [{"sku": "x" * 300_000}], ["sku"])


async def test_removed_rows_leave_the_others_in_their_order(store: DatasetStore) -> None:
    await store.append("w", "shop", rows(*range(120)), ["sku"])
    assert await store.remove_rows("w", "shop", [2, *range(10, 110), 2, 999]) == 101
    left = [row for number, row in enumerate(rows(*range(120)), 1) if number != 2 and not 10 <= number < 110]
    found = await store.read("w", "shop", limit=50)
    assert (found["rows"], found["total"]) == (left, 19)
    assert found["numbers"][:3] == [1, 3, 4]
    assert (await store.read("w", "shop", limit=3, offset=7))["rows"] == left[7:10]
    assert [row async for row in store.rows("w", "shop")] == left


async def test_a_removed_row_may_come_again_at_the_end(store: DatasetStore) -> None:
    await store.append("w", "shop", rows(1, 2, 3), ["sku"])
    assert await store.remove_rows("w", "shop", [2]) == 1
    assert await store.remove_rows("w", "shop", [2]) == 0
    counts = await store.append("w", "shop", rows(1, 2, 3), ["sku"])
    assert counts == {"added": 1, "updated": 0, "unchanged": 2, "total": 3}
    found = await store.read("w", "shop")
    assert (found["rows"], found["numbers"]) == ([rows(1, 2, 3)[at] for at in (0, 2, 1)], [1, 3, 4])


async def test_rows_removed_by_two_at_once_are_counted_once(store: DatasetStore) -> None:
    other = DatasetStore(store.table)
    await store.append("w", "shop", rows(*range(100)), ["sku"])
    counts = await asyncio.gather(*(each.remove_rows("w", "shop", range(1, 81)) for each in (store, other)))
    assert (sum(counts), (await store.read("w", "shop"))["total"]) == (80, 20)


async def test_a_removed_dataset_is_gone_with_its_keys(store: DatasetStore) -> None:
    await store.append("w", "shop", rows(*range(120)), ["sku"])
    await store.append("w", "log", rows(1))
    await store.remove("w", "shop")
    assert [each["name"] for each in (await store.find("w"))[0]] == ["log"]
    for action in (store.require, store.remove):
        with pytest.raises(NotFound):
            await action("w", "shop")
    counts = await store.append("w", "shop", rows(7), ["sku"])
    assert counts == {"added": 1, "updated": 0, "unchanged": 0, "total": 1}
    assert (await store.read("w", "shop"))["rows"] == rows(7)


async def test_a_removal_that_was_cut_short_is_ended_by_who_writes_next(store: DatasetStore) -> None:
    await store.append("w", "shop", rows(*range(120)), ["sku"])
    await store.table.update(Update("DS#w#shop", "META", set={"going": 1}, keys={"gsi1pk": None, "gsi1sk": None}))
    assert (await store.read("w", "shop"))["total"] == 0
    assert (await store.append("w", "shop", rows(1, 2), ["sku"]))["added"] == 2
    assert [row async for row in store.rows("w", "shop")] == rows(1, 2)


async def test_writers_win_against_a_removal_under_way(store: DatasetStore) -> None:
    other = DatasetStore(store.table)
    await store.append("w", "shop", rows(*range(300)), ["sku"])
    await asyncio.gather(store.remove("w", "shop"), other.append("w", "shop", rows(*range(1000, 1060)), ["sku"]))
    found = await store.read("w", "shop", limit=1_000)
    assert found["total"] == len(found["rows"])
    assert found["total"] <= 60
    counts = await store.append("w", "shop", rows(*range(1000, 1060)), ["sku"])
    assert (counts["total"], counts["added"] + counts["unchanged"]) == (60, 60)
