import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from flow_builder.errors import Conflict, InvalidInput, LimitExceeded
from flow_builder.store.table import (
    Absent,
    Condition,
    Delete,
    FieldAtLeast,
    FieldIn,
    Item,
    Page,
    Present,
    Put,
    RevIs,
    Table,
    Update,
    Write,
)
from tests.contract.conftest import Clock

VALUES: dict[str, Any] = {
    "text": "Grüße, 世界 \U0001f600 \x00 end",
    "empty": "",
    "nothing": None,
    "yes": True,
    "whole": 12,
    "negative": -7,
    "huge": 10**60 + 1,
    "long id": 12345678901234567890,
    "fraction": 0.1 + 0.2,
    "tiny": 5e-324,
    "big": 1.7976931348623157e308,
    "not exact": 1e23,
    "list": [1, 1.5, [], {}, "", None, {"a": [10**40]}],
    "object": {"": 1, "dotted.name": {"x": [True]}, "10": "ten"},
    "odd.name[0] %5B": "kept",
    "pk": "a field may be called like a key",
}


async def all_pages(table: Table, pk: str, **query: Any) -> list[Item]:
    found: list[Item] = []
    cursor = None
    while True:
        page: Page = await table.query(pk, cursor=cursor, **query)
        found += page.items
        if (cursor := page.cursor) is None:
            return found


def names(items: Iterable[Item]) -> list[str]:
    return [item.sk for item in items]


async def fill(table: Table, pk: str, sort_keys: Iterable[str]) -> None:
    for sk in sort_keys:
        await table.write(Put(Item(pk, sk, {})))


async def test_an_item_comes_back_as_it_was_put(table: Table) -> None:
    item = Item("p", "s", VALUES, "g1", "k1", "g2", "k2", ttl=1_900_000_000, rev=7)
    await table.write(Put(item))
    found = await table.get("p", "s")
    assert found == item
    assert {type(value) for value in found.doc.values()} >= {str, bool, int, float, list, dict}


async def test_numbers_json_does_not_have_come_back_as_null(table: Table) -> None:
    await table.write(Put(Item("p", "s", {"a": float("nan"), "b": [float("inf")]})))
    found = await table.get("p", "s")
    assert found is not None
    assert found.doc == {"a": None, "b": [None]}


async def test_a_missing_item_is_none(table: Table) -> None:
    assert await table.get("p", "s") is None


async def test_a_put_replaces_the_whole_item(table: Table) -> None:
    await table.write(Put(Item("p", "s", {"a": 1, "b": 2}, "g1", "k1", ttl=1_900_000_000)))
    await table.write(Put(Item("p", "s", {"c": 3})))
    assert await table.get("p", "s") == Item("p", "s", {"c": 3})
    assert (await table.query("g1", index="gsi1")).items == []


async def test_what_the_caller_changes_later_is_not_stored(table: Table) -> None:
    doc = {"list": [1]}
    writing = asyncio.ensure_future(table.write(Put(Item("p", "s", doc))))
    await writing
    doc["list"].append(2)
    found = await table.get("p", "s")
    assert found is not None
    assert found.doc == {"list": [1]}


async def test_a_delete_removes_and_a_second_one_is_fine(table: Table) -> None:
    await table.write(Put(Item("p", "s", {})))
    await table.write(Delete("p", "s"))
    await table.write(Delete("p", "s"))
    assert await table.get("p", "s") is None


@pytest.mark.parametrize(
    ("condition", "missing", "there"),
    [
        (Absent(), True, False),
        (Present(), False, True),
        (RevIs(3), False, True),
        (RevIs(2), False, False),
        (FieldIn("status", ("queued", "running")), False, True),
        (FieldIn("status", ("done",)), False, False),
        (FieldIn("status", ()), False, False),
        (FieldIn("n", (5, 6)), False, True),
        (FieldIn("n", (5.0,)), False, True),
        (FieldIn("n", ("5",)), False, False),
        (FieldIn("flag", (1,)), False, False),
        (FieldIn("flag", (True,)), False, True),
        (FieldIn("nothing", (None,)), False, True),
        (FieldIn("no such field", (None, 1)), False, True),
        (FieldIn("status", (None,)), False, False),
        (FieldAtLeast("n", 5), False, True),
        (FieldAtLeast("n", 4.5), False, True),
        (FieldAtLeast("n", 5.5), False, False),
        (FieldAtLeast("status", 0), False, False),
        (FieldAtLeast("flag", 0), False, False),
        (FieldAtLeast("no such field", -1), False, False),
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["put", "update", "delete", "with others"])
async def test_a_condition_decides(table: Table, condition: Condition, missing: bool, there: bool, kind: str) -> None:
    for sk, holds in (("missing", missing), ("there", there)):
        stored = Item("p", "there", {"status": "running", "n": 5, "flag": True, "nothing": None}, rev=3)
        await table.write(Put(stored), Delete("p", "missing"), Delete("p", "other"))
        ops: dict[str, tuple[Write, ...]] = {
            "put": (Put(Item("p", sk, {"new": 1}), condition),),
            "update": (Update("p", sk, set={"new": 1}, condition=condition),),
            "delete": (Delete("p", sk, condition),),
            "with others": (Put(Item("p", "other", {})), Update("p", sk, set={"new": 1}, condition=condition)),
        }
        before = await table.get("p", sk)
        if holds:
            await table.write(*ops[kind])
            if kind != "delete":
                after = await table.get("p", sk)
                assert after is not None
                assert after.doc["new"] == 1
        else:
            with pytest.raises(Conflict) as caught:
                await table.write(*ops[kind])
            assert caught.value.details["sk"] == sk
            assert await table.get("p", sk) == before
            assert await table.get("p", "other") is None


async def test_an_update_changes_fields_and_raises_the_revision(table: Table) -> None:
    await table.write(Put(Item("p", "s", {"a": 1, "b": [1], "gone": 0, "n": 1}, "g1", "k1", ttl=1_900_000_000, rev=4)))
    op = Update(
        "p",
        "s",
        set={"b": {"x": None}, "c": ""},
        add={"n": 2.5, "m": -1},
        remove=("gone", "never there"),
        keys={"gsi1pk": None, "gsi1sk": None, "gsi2pk": "g2", "gsi2sk": "k2", "ttl": 1_900_000_001},
    )
    expected = Item(
        "p",
        "s",
        {"a": 1, "b": {"x": None}, "c": "", "n": 3.5, "m": -1},
        None,
        None,
        "g2",
        "k2",
        ttl=1_900_000_001,
        rev=5,
    )
    assert await table.update(op) == expected
    assert await table.get("p", "s") == expected
    assert (await table.query("g1", index="gsi1")).items == []
    assert (await table.query("g2", index="gsi2")).items == [expected]


async def test_an_update_creates_a_missing_item(table: Table) -> None:
    assert await table.update(Update("p", "s", add={"n": 1})) == Item("p", "s", {"n": 1}, rev=1)
    assert await table.update(Update("p", "s")) == Item("p", "s", {"n": 1}, rev=2)


async def test_adding_to_something_else_than_a_number_is_refused(table: Table) -> None:
    for value in ("1", None, [1], True):
        await table.write(Put(Item("p", "s", {"n": value})))
        with pytest.raises(InvalidInput) as caught:
            await table.update(Update("p", "s", add={"n": 1}))
        assert caught.value.code == "store.not_a_number"
        found = await table.get("p", "s")
        assert found is not None
        assert found.doc == {"n": value}


async def test_a_write_is_all_or_none(table: Table) -> None:
    await table.write(Put(Item("p", "a", {"n": 1})), Put(Item("p", "b", {"n": 1})))
    with pytest.raises(Conflict):
        await table.write(
            Delete("p", "a"),
            Update("p", "b", add={"n": 1}),
            Put(Item("q", "c", {})),
            Put(Item("p", "missing", {}), Present()),
        )
    assert await table.batch_get([("p", "a"), ("p", "b"), ("q", "c")]) == [
        Item("p", "a", {"n": 1}),
        Item("p", "b", {"n": 1}),
    ]
    await table.write(Delete("p", "a"), Update("p", "b", add={"n": 1}), Put(Item("q", "c", {})))
    found = await table.batch_get([("p", "a"), ("p", "b"), ("q", "c")])
    assert {(item.sk, item.rev) for item in found} == {("b", 2), ("c", 1)}


async def test_a_write_takes_a_hundred_operations_and_no_more(table: Table) -> None:
    ops = [Put(Item("p", f"{n:03d}", {"n": n})) for n in range(101)]
    with pytest.raises(InvalidInput):
        await table.write(*ops)
    with pytest.raises(InvalidInput):
        await table.write()
    await table.write(*ops[:100])
    assert len(await all_pages(table, "p")) == 100


@pytest.mark.parametrize(
    "ops",
    [
        (Put(Item("p", "s", {})), Delete("p", "s")),
        (Put(Item("", "s", {})),),
        (Put(Item("p", "", {})),),
        (Put(Item("p", "x" * 1_025, {})),),
        (Put(Item("p" * 2_049, "s", {})),),
        (Put(Item("p", "\ud800", {})),),
        (Put(Item("p", "s", {}, gsi1pk="", gsi1sk="k")),),
        (Put(Item("p", "s", {"a": object()})),),
        (Put(Item("p", "s", {"a": "\ud800"})),),
        (Update("p", "s", set={"n": 1}, add={"n": 1}),),
        (Update("p", "s", set={"": 1}),),
        (Update("p", "s", keys={"rev": 1}),),
    ],
    ids=lambda ops: repr(ops)[:60],
)
async def test_a_malformed_write_is_refused(table: Table, ops: tuple[Write, ...]) -> None:
    with pytest.raises(InvalidInput) as caught:
        await table.write(*ops)
    assert caught.value.code.startswith("store.")
    assert (await table.query("p")).items == []


async def test_deep_documents_are_kept_and_deeper_ones_refused(table: Table) -> None:
    def nested(levels: int) -> list[Any]:
        value: list[Any] = []
        for _ in range(levels):
            value = [value]
        return value

    await table.write(Put(Item("p", "s", {"v": nested(240)})))
    found = await table.get("p", "s")
    assert found is not None
    assert found.doc == {"v": nested(240)}
    with pytest.raises(LimitExceeded):
        await table.write(Put(Item("p", "t", {"v": nested(5_000)})))


async def test_documents_of_300_kb_are_kept(table: Table) -> None:
    doc = {"text": "ü" * 75_000, "rows": [{"n": n, "name": f"row {n}"} for n in range(5_000)]}
    await table.write(Put(Item("p", "s", doc)))
    found = await table.get("p", "s")
    assert found is not None
    assert found.doc == doc


async def test_batch_get_takes_any_number_of_keys(table: Table) -> None:
    for start in range(0, 250, 50):
        await table.write(*(Put(Item("p", f"{n:03d}", {"n": n, "pad": "x" * 2_000})) for n in range(start, start + 50)))
    keys = [("p", f"{n:03d}") for n in range(260)]
    found = await table.batch_get([*keys, *keys])
    assert sorted(names(found)) == [f"{n:03d}" for n in range(250)]
    assert await table.batch_get([]) == []


ORDER = ["\x00", "\t", "A", "A#", "A#1", "A$", "Z", "a", "aa", "é", "\uffff", "\U00010000", "\U0010ffff"]


async def test_sort_keys_are_ordered_by_their_utf8_bytes(table: Table) -> None:
    assert sorted(ORDER, key=str.encode) == ORDER
    await fill(table, "p", reversed(ORDER))
    assert names((await table.query("p")).items) == ORDER
    assert names((await table.query("p", reverse=True)).items) == ORDER[::-1]


@pytest.mark.parametrize("prefix", ["A", "A#", "a", "\uffff", "\U0010ffff", "x", ""])
async def test_a_prefix_selects(table: Table, prefix: str) -> None:
    await fill(table, "p", ORDER)
    await fill(table, "other", ORDER)
    assert names((await table.query("p", prefix=prefix)).items) == [sk for sk in ORDER if sk.startswith(prefix)]


@pytest.mark.parametrize("between", [("A", "A#1"), ("A#0", "b"), ("", "A"), ("z", "\U00010000"), ("b", "a"), ("", "")])
async def test_a_range_includes_both_ends(table: Table, between: tuple[str, str]) -> None:
    await fill(table, "p", ORDER)
    low, high = (end.encode() for end in between)
    expected = [sk for sk in ORDER if low <= sk.encode() <= high]
    assert names((await table.query("p", between=between)).items) == expected


async def test_a_prefix_and_a_range_exclude_each_other(table: Table) -> None:
    with pytest.raises(InvalidInput):
        await table.query("p", prefix="a", between=("a", "b"))


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("limit", [1, 3, 7, 20, 21, 100])
async def test_pages_hold_everything_once(table: Table, limit: int, reverse: bool) -> None:
    keys = [f"k{n:02d}" for n in range(21)]
    await table.write(*(Put(Item("p", sk, {})) for sk in keys))
    found: list[str] = []
    cursor = None
    pages = 0
    while True:
        page = await table.query("p", prefix="k", limit=limit, cursor=cursor, reverse=reverse)
        assert 0 < len(page.items) <= limit
        found += names(page.items)
        pages += 1
        if (cursor := page.cursor) is None:
            break
    assert found == (keys[::-1] if reverse else keys)
    assert pages == -(-len(keys) // limit)


async def test_pages_are_stable_while_others_insert_and_delete(table: Table) -> None:
    await fill(table, "p", ["b", "d", "f", "h"])
    first = await table.query("p", limit=2)
    assert names(first.items) == ["b", "d"]
    await fill(table, "p", ["a", "c", "e"])
    await table.write(Delete("p", "d"))
    assert names((await table.query("p", limit=9, cursor=first.cursor)).items) == ["e", "f", "h"]


async def test_a_foreign_cursor_is_refused(table: Table) -> None:
    await fill(table, "p", ["a", "b"])
    page = await table.query("p", limit=1)
    for cursor in ("", "nonsense!", "W10", "bnVsbA", "WzFd", "Ww"):
        with pytest.raises(InvalidInput) as caught:
            await table.query("p", cursor=cursor)
        assert caught.value.code == "store.bad_cursor"
    with pytest.raises(InvalidInput):
        await table.query("p", index="gsi1", cursor=page.cursor)


async def test_an_index_lists_items_of_many_partitions_in_its_own_order(table: Table) -> None:
    for n in range(12):
        await table.write(
            Put(Item(f"p{n}", "s", {"n": n}, "runs", f"{11 - n:02d}", "odd" if n % 2 else "even", f"{n:02d}"))
        )
    await table.write(Put(Item("p99", "s", {}, gsi1pk="runs")))
    runs = await all_pages(table, "runs", index="gsi1", limit=5)
    assert [item.doc["n"] for item in runs] == list(range(11, -1, -1))
    odd = await all_pages(table, "odd", index="gsi2", limit=2, reverse=True)
    assert [item.doc["n"] for item in odd] == [11, 9, 7, 5, 3, 1]
    some = await table.query("runs", index="gsi1", between=("03", "05"))
    assert [item.gsi1sk for item in some.items] == ["03", "04", "05"]
    few = await table.query("runs", index="gsi1", prefix="1")
    assert [item.gsi1sk for item in few.items] == ["10", "11"]


@pytest.mark.parametrize("reverse", [False, True])
async def test_pages_of_an_index_hold_items_with_equal_sort_keys_once(table: Table, reverse: bool) -> None:
    await table.write(*(Put(Item(f"p{n % 3}", f"s{n}", {}, "same", "equal")) for n in range(10)))
    found = await all_pages(table, "same", index="gsi1", limit=3, reverse=reverse)
    assert sorted(names(found)) == [f"s{n}" for n in range(10)]


async def test_an_expired_item_is_gone_for_readers(table: Table, clock: Clock) -> None:
    end = int(clock.now) + 60
    await table.write(Put(Item("p", "a", {}, "g", "a", ttl=end)), Put(Item("p", "b", {}, "g", "b")))
    assert await table.get("p", "a") is not None
    clock.now = end - 1
    assert names((await table.query("p")).items) == ["a", "b"]
    clock.now = end
    assert await table.get("p", "a") is None
    assert names(await table.batch_get([("p", "a"), ("p", "b")])) == ["b"]
    assert names((await table.query("p")).items) == ["b"]
    assert names((await table.query("g", index="gsi1")).items) == ["b"]


async def test_pages_are_full_although_items_expired(table: Table, clock: Clock) -> None:
    soon = int(clock.now) + 1
    await table.write(*(Put(Item("p", f"{n:02d}", {}, ttl=soon if n % 5 else None)) for n in range(50)))
    clock.now += 1
    page = await table.query("p", limit=4)
    assert names(page.items) == ["00", "05", "10", "15"]
    rest = await table.query("p", limit=6, cursor=page.cursor)
    assert names(rest.items) == ["20", "25", "30", "35", "40", "45"]
    assert rest.cursor is None


async def test_an_expired_item_counts_as_absent(table: Table, clock: Clock) -> None:
    old = Put(Item("p", "s", {"old": 1, "n": 5}, "g", "k", ttl=int(clock.now) + 1, rev=9))
    conditions: list[Condition] = [Present(), RevIs(9), FieldIn("n", (5,)), FieldIn("x", (None,)), FieldAtLeast("n", 1)]
    for condition in conditions:
        await table.write(old)
        clock.now += 1
        for op in (
            Put(Item("p", "s", {}), condition),
            Update("p", "s", condition=condition),
            Delete("p", "s", condition),
        ):
            with pytest.raises(Conflict):
                await table.write(op)
        clock.now -= 1
    clock.now += 1
    await table.write(Put(Item("p", "s", {"new": 1}), Absent()))
    assert await table.get("p", "s") == Item("p", "s", {"new": 1})


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("condition", [None, Absent()])
async def test_an_update_of_an_expired_item_starts_from_nothing(
    table: Table, clock: Clock, condition: Condition | None, alone: bool
) -> None:
    await table.write(Put(Item("p", "s", {"old": 1, "n": 5}, "g", "k", ttl=int(clock.now) + 1, rev=9)))
    clock.now += 1
    op = Update("p", "s", add={"n": 1}, condition=condition)
    if alone:
        assert await table.update(op) == Item("p", "s", {"n": 1}, rev=1)
    else:
        await table.write(op, Put(Item("p", "t", {})))
    assert await table.get("p", "s") == Item("p", "s", {"n": 1}, rev=1)


async def test_a_scan_finds_every_item_once(table: Table, clock: Clock) -> None:
    keys = {(f"p{number % 7}", f"s{number:03d}") for number in range(230)}
    for pk, sk in keys:
        await table.write(Put(Item(pk, sk, {"n": 1})))
    await table.write(Put(Item("p0", "gone", {}, ttl=int(clock()) - 1)))
    found: list[tuple[str, str]] = []
    cursor: str | None = None
    while True:
        page = await table.scan(limit=50, cursor=cursor)
        assert len(page.items) <= 50
        found += [(item.pk, item.sk) for item in page.items]
        if (cursor := page.cursor) is None:
            break
    assert len(found) == len(keys)
    assert set(found) == keys
