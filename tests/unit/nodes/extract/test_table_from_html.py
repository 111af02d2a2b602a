"""extract.table_from_html reads every table as the browser's node does, and chooses among them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_builder.browser.grid import Cell, Row
from flow_builder.errors import LimitExceeded, NodeError
from flow_builder.nodes.extract._source import parse
from flow_builder.nodes.extract.table_from_html import _rows
from tests.support.nodes import Bench
from tests.support.zoo import ZOO

TABLES = (Path(__file__).parents[3] / "sites" / "tables.html").read_text(encoding="utf-8")


async def read(bench: Bench, **config: Any) -> Any:
    return await bench("extract.table_from_html", {"html": TABLES, **config})


@pytest.mark.parametrize(("table", "settings", "headers", "rows"), ZOO.values(), ids=ZOO.keys())
async def test_a_table_is_read_as_people_read_it(
    bench: Bench, table: str, settings: dict[str, Any], headers: list[str], rows: list[list[Any]]
) -> None:
    output = await read(bench, select=f"#{table}", **settings)
    assert output["headers"] == headers
    assert [list(row.values()) for row in output["rows"]] == rows


async def test_a_table_is_chosen_by_position_or_headings(bench: Bench) -> None:
    first = await read(bench)
    assert (first["caption"], first["tables"]) == ("Sales by quarter", 14)
    assert (await read(bench, index=-1))["headers"] == ["Name"]
    assert (await read(bench, headings=["KIND", "item"]))["rows"][0] == {"Kind": "fruit", "Item": "apple"}
    assert (await read(bench, headings=["Units", "Total"]))["headers"][0] == "Region"


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"index": 99}, "extract.no_match"),
        ({"select": "h1"}, "extract.no_match"),
        ({"headings": ["Nothing"]}, "extract.no_match"),
        ({"select": "p["}, "extract.bad_selector"),
        ({"columns": [{"column": "x"}]}, "table.column_missing"),
    ],
)
async def test_what_is_not_there_is_named(bench: Bench, config: dict[str, Any], code: str) -> None:
    with pytest.raises(NodeError) as failed:
        await read(bench, **config)
    assert failed.value.code == code


async def test_links_are_complete(bench: Bench) -> None:
    output = await read(bench, select="#layout", links=True, base_url="https://e.example/a/")
    assert list(output["rows"][0].values()) == [
        {"text": "Outer text", "href": None},
        {"text": "go", "href": "https://e.example/outer"},
    ]


async def test_a_table_too_large_is_refused(bench: Bench) -> None:
    with pytest.raises(LimitExceeded) as failed:
        await read(bench, html="<table>" + "<tr><td rowspan=0>" + "<td>" * 800 + "<tr><td>" * 800)
    assert failed.value.code == "table.too_large"


@given(st.lists(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=5), max_size=6))
@settings(deadline=None)
def test_spans_are_read_as_they_are_written(table: list[list[tuple[int, int]]]) -> None:
    html = "".join(
        "<tr>" + "".join(f"<td colspan={across} rowspan={down}>" for across, down in row) + "</tr>" for row in table
    )
    nodes = parse(f"<table><tbody>{html}</table>").css("table")
    written = [Row(tuple(Cell("", None, across or 1, down) for across, down in row)) for row in table]
    assert _rows(nodes[0], "") == written


@pytest.mark.parametrize(
    ("span", "across"),
    [("3", 3), (" +4px", 4), ("-2", 1), ("x", 1), ("", 1), ("0", 1), ("99999999999999999999", 1_000)],
)
def test_spans_are_numbers_as_html_reads_them(span: str, across: int) -> None:
    (row,) = _rows(parse(f"<table><tr><td colspan={json.dumps(span)}>").css("table")[0], "")
    assert row.cells[0].across == across
