"""Lists with nested fields and types, read from real pages."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.browser.sessions import Sessions
from flow_builder.errors import NodeError
from tests.support.page_context import PageContext

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]

WHAT, PRICE = {"name": "what", "target": ".what"}, {"name": "price", "target": ".price", "as": "number"}
BY_CSS = {"name": "items", "target": ".item", "many": True, "fields": [WHAT, PRICE]}
BY_ROLE = BY_CSS | {"target": {"role": "group"}}
NARROWED = BY_CSS | {"target": {"css": "div", "has_text": "1"}, "fields": [WHAT, PRICE]}
INNER_BY_TEXT = BY_CSS | {"fields": [{"name": "what", "target": {"text": "a"}}, PRICE]}
LAMP, MAT = {"what": "Lamp", "price": 1299.5}, {"what": "Mat", "price": 1.25}


async def _rows(node: Node, site: str, *fields: dict[str, Any], **config: Any) -> list[dict[str, Any]]:
    await node("open", url=f"{site}/orders.html")
    output = await node("extract_list", row=".order", fields=fields, locale="de-DE", **config)
    items: list[dict[str, Any]] = output["items"]
    return items


@pytest.mark.parametrize(
    "field", [BY_CSS, BY_ROLE, NARROWED, INNER_BY_TEXT], ids=["css", "role", "narrowed", "inner text"]
)
async def test_inner_fields_are_found_in_their_own_element(node: Node, site: str, field: dict[str, Any]) -> None:
    assert await _rows(node, site, field) == [{"items": [LAMP, MAT]}, {"items": []}]


async def test_nth_counts_within_its_row(node: Node, site: str) -> None:
    second = {"name": "second", "target": {"css": ".item", "nth": 1}, "fields": [WHAT]}
    by_role = second | {"name": "role", "target": {"role": "group", "nth": -1}}
    first, last = await _rows(node, site, second, by_role)
    assert first == {"second": {"what": "Mat"}, "role": {"what": "Mat"}}
    assert last == {"second": None, "role": None}


async def test_an_inner_field_without_target_reads_its_element(node: Node, site: str) -> None:
    field = {"name": "sizes", "target": "li", "many": True, "fields": [{"name": "n", "as": "integer"}]}
    assert (await _rows(node, site, field))[0] == {"sizes": [{"n": 40}, {"n": 60}]}


async def test_json_is_read_as_it_is_written(node: Node, site: str) -> None:
    field = {"name": "data", "target": ".data", "as": "json"}
    assert await _rows(node, site, field) == [{"data": {"paid": True, "note": "two  spaces"}}, {"data": None}]


async def test_a_field_may_be_in_another_locale_than_its_list(node: Node, site: str) -> None:
    fields = [{"name": "here", "target": ".price", "as": "number", "locale": "en"}, PRICE]
    assert (await _rows(node, site, *fields))[0] == {"here": 1299.5, "price": 1299.5}


async def test_a_required_inner_field_is_named_with_its_path(node: Node, site: str) -> None:
    missing = {"name": "colour", "target": ".colour", "required": True}
    with pytest.raises(NodeError) as caught:
        await _rows(node, site, BY_CSS | {"fields": [WHAT, missing]})
    assert caught.value.code == "browser.field_missing"
    assert (caught.value.details["field"], caught.value.details["row"]) == ("items.colour", 0)


async def test_two_hundred_nested_rows_take_one_round_trip(
    node: Node, site: str, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    await node("open", url=f"{site}/orders.html")
    await node(
        "evaluate",
        script="for (let i = 0; i < 198; i++) document.body.append(document.querySelector('.order').cloneNode(true))",
    )
    page = sessions.get("main").page
    calls: list[str] = []
    evaluate = type(page).evaluate

    async def counted(self: Any, expression: str, arg: Any = None) -> Any:
        calls.append(expression)
        return await evaluate(self, expression, arg)

    monkeypatch.setattr(type(page), "evaluate", counted)
    output = await node("extract_list", row=".order", fields=[BY_CSS], locale="de-DE")
    assert output["count"] == 200
    assert output["items"][199] == {"items": [LAMP, MAT]}
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ([BY_CSS | {"as": "number"}], "inner fields"),
        ([BY_CSS | {"fields": [WHAT, WHAT]}], "used twice"),
        ([{"name": "n", "target": {"css": "b", "near": {"target": "i"}}}], "nearest"),
        ([{"name": "d", "as": "date", "format": "%Q"}], "bad directive"),
        ([{"name": "d", "locale": "xx-YY"}], "no locale"),
    ],
)
async def test_what_makes_no_sense_is_refused(node: Node, fields: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        await node("extract_list", row="li", fields=fields)


async def test_fields_do_not_nest_for_ever(node: Node) -> None:
    field: dict[str, Any] = {"name": "deepest"}
    for level in range(5):
        field = {"name": f"level{level}", "fields": [field]}
    with pytest.raises(ValidationError, match="5 deep"):
        await node("extract_list", row="li", fields=[field])


async def test_fields_in_shadow_roots_are_found(node: Node, site: str, context: PageContext) -> None:
    await node("open", url=f"{site}/orders.html")
    await node(
        "evaluate",
        script="""for (const order of document.querySelectorAll('.order')) {
            order.attachShadow({ mode: 'open' }).innerHTML = '<p class="in"><b>deep</b></p>' }""",
    )
    field = {"name": "in", "target": ".in", "fields": [{"name": "b", "target": "b"}]}
    output = await node("extract_list", row=".order", fields=[field])
    assert output["items"] == [{"in": {"b": "deep"}}] * 2
