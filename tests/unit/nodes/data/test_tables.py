import time
from typing import Any

import pytest

from tests.support.data_nodes import fail, give

LEFT = [{"id": 1, "v": "a"}, {"id": 2, "v": "b"}, {"id": 2, "v": "b2"}, {"id": None, "v": "n"}]
RIGHT = [{"id": 2, "w": "x"}, {"id": 2, "w": "y"}, {"id": 3, "w": "z"}, {"id": None, "w": "n"}]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("inner", [(2, "b", "x"), (2, "b", "y"), (2, "b2", "x"), (2, "b2", "y")]),
        ("left", [(1, "a", None), (2, "b", "x"), (2, "b", "y"), (2, "b2", "x"), (2, "b2", "y"), (None, "n", None)]),
        ("right", [(2, "b", "x"), (2, "b", "y"), (2, "b2", "x"), (2, "b2", "y"), (3, None, "z"), (None, None, "n")]),
        (
            "full",
            [
                (1, "a", None),
                (2, "b", "x"),
                (2, "b", "y"),
                (2, "b2", "x"),
                (2, "b2", "y"),
                (None, "n", None),
                (3, None, "z"),
                (None, None, "n"),
            ],
        ),
        ("semi", [(2, "b", None), (2, "b2", None)]),
        ("anti", [(1, "a", None), (None, "n", None)]),
    ],
)
async def test_each_kind_of_join(how: str, expected: list[tuple[Any, ...]]) -> None:
    found = await give("data.join_tables", {"left": LEFT, "right": RIGHT, "by": ["id"], "how": how})
    assert [(row.get("id"), row.get("v"), row.get("w")) for row in found["items"]] == expected
    assert found["matched"] == 2


async def test_only_the_first_match_when_told_so() -> None:
    found = await give(
        "data.join_tables", {"left": LEFT, "right": RIGHT, "by": ["id"], "how": "left", "matches": "first"}
    )
    assert [row.get("w") for row in found["items"]] == [None, "x", "x", None]


async def test_clashing_fields_get_their_suffix_on_both_sides_also_where_there_is_no_match() -> None:
    config = {
        "left": [{"id": 1, "n": 1}, {"id": 2, "n": 2}],
        "right": [{"key": 1, "n": 9}],
        "by": ["id"],
        "right_by": ["key"],
        "how": "left",
    }
    found = await give("data.join_tables", config)
    assert found["items"] == [{"id": 1, "n_left": 1, "key": 1, "n_right": 9}, {"id": 2, "n_left": 2}]


async def test_keys_compare_by_type_unless_an_expression_makes_them_alike() -> None:
    config: dict[str, Any] = {"left": [{"id": 1}], "right": [{"id": "1", "x": 5}], "by": ["id"]}
    assert (await give("data.join_tables", config))["count"] == 0
    alike = await give("data.join_tables", {**config, "by": ["{{ String(item.id) }}"], "right_suffix": "_r"})
    assert alike["items"] == [{"id_left": 1, "id_r": "1", "x": 5}]


async def test_a_join_that_explodes_is_stopped() -> None:
    rows = [{"k": 1}] * 1_100
    error = await fail("data.join_tables", {"left": rows, "right": rows, "by": ["k"]})
    assert error.code == "data.too_many_rows"


async def test_sorting_goes_by_type_and_nulls_go_last_both_ways() -> None:
    items = [None, "b", 10, False, 9.5, "B", [2], {"a": 1}, True, "a", [1, 5], {}, None]
    up = (await give("data.sort", {"items": items}))["items"]
    assert up == [False, True, 9.5, 10, "a", "b", "B", [1, 5], [2], {}, {"a": 1}, None, None]
    down = (await give("data.sort", {"items": items, "keys": [{"by": "", "order": "desc"}]}))["items"]
    assert down[-2:] == [None, None]
    assert down[0] == {"a": 1}
    first = (await give("data.sort", {"items": items, "keys": [{"by": "", "nulls": "first"}]}))["items"]
    assert first[:2] == [None, None]


async def test_sorting_is_stable_in_both_directions() -> None:
    rows = [{"k": key, "n": number} for number, key in enumerate([1, 0, 1, 0, 1])]
    up = (await give("data.sort", {"items": rows, "keys": [{"by": "k"}]}))["items"]
    assert [row["n"] for row in up] == [1, 3, 0, 2, 4]
    down = (await give("data.sort", {"items": rows, "keys": [{"by": "k", "order": "desc"}]}))["items"]
    assert [row["n"] for row in down] == [0, 2, 4, 1, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dictionary", ["apple", "Éclair", "eclipse", "Zebra", "zoo 10", "zoo 9"]),
        ("natural", ["apple", "Éclair", "eclipse", "Zebra", "zoo 9", "zoo 10"]),
        ("codepoint", ["Zebra", "apple", "eclipse", "zoo 10", "zoo 9", "Éclair"]),
    ],
)
async def test_text_orders(text: str, expected: list[str]) -> None:
    items = sorted(expected, key=lambda each: each[::-1])
    assert (await give("data.sort", {"items": items, "keys": [{"by": "", "text": text}]}))["items"] == expected


@pytest.mark.parametrize(
    ("kind", "items", "expected"),
    [
        ("number", ["10", 9, "x", "9.5"], [9, "9.5", "10", "x"]),
        ("text", [10, 9, "1"], ["1", 10, 9]),
        (
            "date",
            ["2026-03-01T00:00:00+02:00", "2026-02-28T23:00:00Z", "soon"],
            ["2026-03-01T00:00:00+02:00", "2026-02-28T23:00:00Z", "soon"],
        ),
    ],
)
async def test_values_are_compared_as_told(kind: str, items: list[Any], expected: list[Any]) -> None:
    config = {"items": items, "keys": [{"by": "{{ item }}", "compare_as": kind}]}
    assert (await give("data.sort", config))["items"] == expected


async def test_medians_and_sums_are_exact() -> None:
    config = {
        "items": [{"n": 0.1}, {"n": 0.2}, {"n": 0.4}, {"n": 10**17 + 1}],
        "values": [{"name": "median", "op": "median", "of": "n"}, {"name": "all", "op": "list", "of": "n"}],
    }
    assert (await give("data.aggregate", config))["value"]["median"] == 0.3
    ints = {"items": [10**17 + 1, 1], "values": [{"name": "sum", "op": "sum", "of": "{{ item }}"}]}
    assert (await give("data.aggregate", ints))["value"]["sum"] in {10**17 + 2, 10**17 + 1}


async def test_nothing_to_aggregate() -> None:
    config = {
        "items": [],
        "values": [{"name": op, "op": op, "of": "n"} for op in ("sum", "avg", "min", "max", "first", "median", "list")],
    }
    empty = {"sum": 0, "avg": None, "min": None, "max": None, "first": None, "median": None, "list": []}
    assert (await give("data.aggregate", config))["value"] == empty


@pytest.mark.parametrize(
    ("type_id", "config"),
    [
        ("data.filter", {"where": "{{ item.n % 2 === 0 && item.n < input.limit }}"}),
        ("data.map", {"value": {"a": "{{ item.n * 2 }}", "b": "{{ item.name.toUpperCase() }}"}}),
        ("data.sort", {"keys": [{"by": "{{ -item.n }}"}, {"by": "name", "text": "natural"}]}),
        ("data.unique", {"by": ["{{ item.n % 100 }}"]}),
        ("data.group", {"by": ["{{ item.n % 10 }}", "kind"]}),
        ("data.aggregate", {"by": ["kind"], "values": [{"name": "s", "op": "sum", "of": "{{ item.n * 1.5 }}"}]}),
        ("data.set_fields", {"set": {"a.b": "{{ item.n + 1 }}"}, "remove": ["name"]}),
        ("data.transform", {"code": "return item.n + index", "how": {"mode": "each", "items": "{{ input.items }}"}}),
    ],
)
async def test_ten_thousand_items_take_little_time(type_id: str, config: dict[str, Any]) -> None:
    items = [{"n": number, "name": f"name {number}", "kind": number % 7} for number in range(10_000)]
    target = {"target": "{{ input.items }}"} if type_id == "data.set_fields" else {}
    started = time.process_time()
    await give(type_id, {**config, **target}, input={"items": items, "limit": 9_000})
    assert time.process_time() - started < 1.5
