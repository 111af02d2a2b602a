"""Datasets over the API: browsed, described, exported, filled, cleared."""

import csv
import io
import json
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from tests.support.api import Api

ROWS: list[dict[str, Any]] = [
    {"sku": "a", "title": "Lamp", "price": 9.5, "tags": ["new"]},
    {"sku": "b", "title": "Émile's rug", "price": 120, "tags": []},
    {"sku": "c", "title": "=1+1", "price": None},
    {"sku": "d", "title": "Mug", "price": 7, "size": {"cm": 9}},
]


@pytest.fixture
async def goods(host: Api) -> Api:
    await host.ok("POST", "/datasets/goods/import", json={"rows": ROWS, "key": ["sku"]})
    return host


async def skus(host: Api, **params: Any) -> list[str]:
    return [each["sku"] for each in (await host.ok("GET", "/datasets/goods", params=params))["rows"]]


async def file(host: Api, **params: Any) -> httpx.Response:
    answer = await host.http.get("/api/v1/datasets/goods/export", params=params)
    assert answer.status_code == 200, answer.text
    return answer


async def test_datasets_are_listed_with_counts(goods: Api) -> None:
    await goods.ok("POST", "/datasets/other things/import", json={"rows": [{"n": 1}]})
    found = (await goods.ok("GET", "/datasets"))["items"]
    assert [(each["name"], each["total"]) for each in found] == [("goods", 4), ("other things", 1)]
    assert found[0]["columns"] == ["sku", "title", "price", "tags", "size"]
    assert [each["name"] for each in (await goods.ok("GET", "/datasets", params={"q": "THING"}))["items"]] == [
        "other things"
    ]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, "abcd"),
        ({"limit": 2, "offset": 1}, "bc"),
        ({"where": "price:less:10"}, "ad"),
        ({"where": ["price:less:10", "title:starts_with:M"]}, "d"),
        ({"where": "price:empty"}, "c"),
        ({"where": 'sku:one_of:["b","c"]'}, "bc"),
        ({"where": "size.cm:equals:9"}, "d"),
        ({"where": "title:contains:rug", "sort": "-price"}, "b"),
        ({"sort": "price"}, "dabc"),
        ({"sort": "-price"}, "badc"),
        ({"sort": "-title,sku", "limit": 1}, "d"),
        ({"q": "LAMP"}, "a"),
        ({"q": "cm"}, "d"),
        ({"q": "nothing of the kind"}, ""),
    ],
)
async def test_rows_are_filtered_sorted_and_paged(goods: Api, params: dict[str, Any], expected: str) -> None:
    assert "".join(await skus(goods, **params)) == expected


async def test_the_total_counts_all_that_are_wanted(goods: Api) -> None:
    found = await goods.ok("GET", "/datasets/goods", params={"where": "price:not_empty", "limit": 1})
    assert (found["total"], found["numbers"], len(found["rows"])) == (3, [1], 1)


@pytest.mark.parametrize("where", ["price", "price:under:3", "price:less", ":", "sku:one_of:3"])
async def test_what_is_no_condition_is_refused(goods: Api, where: str) -> None:
    refused = await goods.refused("GET", "/datasets/goods", 422, params={"where": where})
    assert (refused["code"], refused["field"]) == ("dataset.bad_where", "?where")


async def test_columns_say_what_they_hold(goods: Api) -> None:
    found = await goods.ok("GET", "/datasets/goods/schema")
    assert found["total"] == 4
    columns = {each["name"]: each for each in found["columns"]}
    assert columns["price"] == {"name": "price", "types": ["integer", "number"], "empty": 1, "example": 9.5}
    assert (columns["tags"]["types"], columns["size"]["types"], columns["size"]["empty"]) == (["array"], ["object"], 3)


async def test_exports_hold_all_rows_in_four_forms(goods: Api) -> None:
    assert json.loads((await file(goods, format="json")).text) == ROWS
    assert [json.loads(line) for line in (await file(goods, format="jsonl")).text.splitlines()] == ROWS
    table = list(csv.reader(io.StringIO((await file(goods, format="csv")).text)))
    assert table[0] == ["sku", "title", "price", "tags", "size"]
    assert [row[1] for row in table[1:]] == ["Lamp", "Émile's rug", "'=1+1", "Mug"]
    answer = await file(goods, format="xlsx")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''goods.xlsx"
    sheet = load_workbook(io.BytesIO(answer.content))["goods"]
    assert [row[2] for row in sheet.iter_rows(values_only=True)] == ["price", 9.5, 120, None, 7]
    assert sheet["B4"].value == "'=1+1"


async def test_an_export_takes_the_same_filter_and_order(goods: Api) -> None:
    answer = await file(goods, format="jsonl", where="price:not_empty", sort="-price")
    assert [json.loads(line)["sku"] for line in answer.text.splitlines()] == ["b", "a", "d"]
    assert json.loads((await file(goods, format="json", q="nothing of the kind")).text) == []


@pytest.mark.parametrize("form", ["csv", "jsonl"])
async def test_what_was_exported_can_be_imported_elsewhere(goods: Api, form: str) -> None:
    text = (await file(goods, format=form, where="price:not_empty")).text
    counts = await goods.ok("POST", "/datasets/copy/import", json={form: text, "key": ["sku"]})
    assert counts == {"added": 3, "updated": 0, "unchanged": 0, "total": 3}
    copied = (await goods.ok("GET", "/datasets/copy"))["rows"]
    assert [(each["sku"], each["price"]) for each in copied] == [("a", 9.5), ("b", 120), ("d", 7)]


async def test_rows_with_a_known_key_are_replaced_or_left(goods: Api) -> None:
    body = {"rows": [{"sku": "a", "price": 1}], "key": ["sku"]}
    assert (await goods.ok("POST", "/datasets/goods/import", json={**body, "mode": "ignore"}))["unchanged"] == 1
    assert (await goods.ok("POST", "/datasets/goods/import", json=body))["updated"] == 1
    assert (await goods.ok("GET", "/datasets/goods", params={"limit": 1}))["rows"] == [{"sku": "a", "price": 1}]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "dataset.no_rows"),
        ({"rows": [], "csv": "a\n1"}, "dataset.no_rows"),
        ({"csv": 'a,b\n1,"x"y'}, "dataset.bad_csv"),
        ({"jsonl": '{"a": 1}\n[2]'}, "dataset.bad_jsonl"),
        ({"jsonl": '{"a": NaN}'}, "dataset.bad_jsonl"),
        ({"rows": [{"a": 1}], "key": ["b"]}, "dataset.bad_row"),
    ],
)
async def test_what_holds_no_rows_is_refused_and_makes_no_dataset(host: Api, body: dict[str, Any], code: str) -> None:
    assert (await host.refused("POST", "/datasets/new/import", 422, json=body))["code"] == code
    assert (await host.ok("GET", "/datasets"))["items"] == []


async def test_rows_are_removed_by_number_or_by_condition(goods: Api) -> None:
    assert await goods.ok("DELETE", "/datasets/goods/rows", params={"number": [2, 2, 77]}) == {"removed": 1}
    assert await skus(goods) == ["a", "c", "d"]
    assert await goods.ok("DELETE", "/datasets/goods/rows", params={"where": "price:less:8"}) == {"removed": 1}
    both = {"number": [1, 3], "q": "lamp"}
    assert await goods.ok("DELETE", "/datasets/goods/rows", params=both) == {"removed": 1}
    assert await skus(goods) == ["c"]
    assert (await goods.refused("DELETE", "/datasets/goods/rows", 422))["code"] == "dataset.no_rows_named"


async def test_a_dataset_is_removed_once(goods: Api) -> None:
    await goods.ok("DELETE", "/datasets/goods")
    for method, path in (("DELETE", ""), ("GET", ""), ("GET", "/schema"), ("GET", "/export")):
        assert (await goods.refused(method, f"/datasets/goods{path}", 404))["code"] == "dataset.not_found"
    await goods.refused("DELETE", "/datasets/goods/rows", 404, params={"number": 1})


async def test_what_is_too_much_to_sort_is_refused_before_a_file_begins(
    goods: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flow_builder.services.dataset_views.MAX_SORTED", 3)
    for path in ("", "/export"):
        refused = await goods.refused("GET", f"/datasets/goods{path}", 413, params={"sort": "price"})
        assert refused["code"] == "dataset.too_many"
