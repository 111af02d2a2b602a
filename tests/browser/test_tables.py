"""Every table of the zoo, read from a real page."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from flow_builder.errors import NodeError
from tests.support.zoo import ZOO

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]


@pytest.mark.parametrize(("table", "settings", "headers", "rows"), ZOO.values(), ids=ZOO.keys())
async def test_a_table_is_read_as_people_read_it(
    node: Node, site: str, table: str, settings: dict[str, Any], headers: list[str], rows: list[list[Any]]
) -> None:
    await node("open", url=f"{site}/tables.html")
    output = await node("extract_table", target=f"#{table}", **settings)
    assert output["headers"] == headers
    assert [list(row.values()) for row in output["rows"]] == rows
    assert output["count"] == len(rows)


async def test_text_is_what_the_page_shows(node: Node, site: str) -> None:
    await node("open", url=f"{site}/tables.html")
    output = await node("extract_table", target="#messy")
    assert [*output["rows"][0].values()] == ["several words", "non breaking", "shown", "script"]


async def test_links_are_complete_and_those_of_inner_tables_left_out(node: Node, site: str) -> None:
    await node("open", url=f"{site}/tables.html")
    output = await node("extract_table", target="#layout", links=True)
    assert [*output["rows"][0].values()] == [
        {"text": "Outer text", "href": None},
        {"text": "go", "href": f"{site}/outer"},
    ]
    assert output["caption"] is None


async def test_a_missing_column_is_named_beside_those_there_are(node: Node, site: str) -> None:
    await node("open", url=f"{site}/tables.html")
    with pytest.raises(NodeError) as caught:
        await node("extract_table", target="#cross", columns=[{"column": 0}, {"column": "2026"}])
    assert (caught.value.code, caught.value.field) == ("table.column_missing", "/columns/1/column")
    assert "2024, 2025" in (caught.value.hint or "")
    with pytest.raises(NodeError, match="no column 3"):
        await node("extract_table", target="#cross", columns=[{"column": 3}])


async def test_what_only_looks_like_a_table_is_no_table(node: Node, site: str) -> None:
    await node("open", url=f"{site}/tables.html")
    with pytest.raises(NodeError) as caught:
        await node("extract_table", target="#cards")
    assert caught.value.code == "browser.target_unfit"


async def test_a_table_of_ten_thousand_rows_is_read(node: Node, site: str) -> None:
    await node("open", url=f"{site}/tables.html")
    await node(
        "evaluate",
        script="""const body = document.querySelector('#one-column tbody');
        body.insertAdjacentHTML('beforeend', Array.from({ length: 10000 }, (_, i) => `<tr><td>${i}<td>x`).join(''))""",
    )
    output = await node("extract_table", target="#one-column", typed=True)
    assert output["count"] == 10_002
    assert output["rows"][-1] == {"Name": "9999", "column_2": "x"}
