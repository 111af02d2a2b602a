"""Reads a table out of HTML: one object per row, keyed by the column headings.

Cells that span rows or columns count in each of them. Headings of several rows are joined (`Price / net`), and empty
or repeated ones are numbered (`column_3`, `price_2`). Headings that a long table repeats are left out, and so are
tables within its cells.

Which table: the first that the selector matches, or the one at a position, or the first with certain headings. For a
page that is open in a browser use *Extract table*.
"""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from flow_builder.browser.grid import Cell, Row
from flow_builder.browser.table_shape import Table, TableShape, shaped
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._source import Html, base_of, complete, matches, parsed
from flow_builder.nodes.extract._text import flat_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_INNER = frozenset({"table"})
_MAX_SPAN = 65_534


class Config(NodeConfig, TableShape):
    """Which table, and how its headings are found."""

    html: Html
    select: str = Field(default="table", min_length=1, title="Selector", description="CSS of the table.")
    index: int = Field(default=0, title="Which", description="Of several, from 0; -1 is the last.")
    headings: Annotated[list[str], Field(max_length=50)] = Field(
        default_factory=list, title="With headings", description="Only tables that have these headings count."
    )
    base_url: str = Field(
        default="", title="Base URL", description="Makes links complete; the document's own base comes first."
    )


class Output(NodeOutput):
    """The table's rows below its headings."""

    rows: list[dict[str, Any]]
    headers: list[str]
    count: int
    caption: str | None
    tables: int
    """How many tables there were to choose from."""


async def run(config: Config, ctx: Context) -> Output:
    """Returns the table.

    Raises NodeError `extract.no_match`, `extract.bad_selector`, `table.column_missing`, LimitExceeded
    `table.too_large`, `extract.too_large`, `extract.too_complex`.
    """
    return await asyncio.to_thread(_read, await parsed(config.html, ctx), config)


def _read(document: "LexborHTMLParser", config: Config) -> Output:
    base = base_of(document, config.base_url)
    found = [each for each in matches(document, config.select, "/select") if each.tag == "table"]
    if config.headings:
        found = [each for each in found if _has_headings(_rows(each, base), config)]
    try:
        node = found[config.index]
    except IndexError:
        raise _none(config, len(found)) from None
    table: Table = shaped(_rows(node, base), config)
    caption = next((flat_text(each) for each in _children(node, "caption")), None)
    return Output(
        rows=table.rows, headers=table.headers, count=len(table.rows), caption=caption or None, tables=len(found)
    )


def _none(config: Config, count: int) -> NodeError:
    wanted = f" with the headings {', '.join(config.headings)}" if config.headings else ""
    return NodeError(
        f"There is no table {config.index} at {config.select!r}{wanted}; there are {count}.",
        code="extract.no_match",
        field="/headings" if config.headings else "/select",
    )


def _has_headings(rows: list[Row], config: Config) -> bool:
    names = shaped(rows, TableShape(header=config.header, header_rows=config.header_rows, limit=1)).headers
    known = {part.casefold() for name in names for part in (name, *name.split(" / "))}
    return all(" ".join(wanted.split()).casefold() in known for wanted in config.headings)


def _rows(table: "LexborNode", base: str) -> list[Row]:
    """Returns the rows as written: those of the heads first, those of the feet last, as browsers show them."""
    groups = sorted(
        _children(table, "thead", "tbody", "tfoot"),
        key=lambda group: ("thead", "tbody", "tfoot").index(group.tag or ""),
    )
    return [
        Row(tuple(_cell(cell, base) for cell in _children(row, "td", "th")), number, group.tag == "thead")
        for number, group in enumerate(groups)
        for row in _children(group, "tr")
    ]


def _children(node: "LexborNode", *tags: str) -> "list[LexborNode]":
    found, child = [], node.first_child
    while child is not None:
        if child.tag in tags:
            found.append(child)
        child = child.next
    return found


def _cell(cell: "LexborNode", base: str) -> Cell:
    attributes = cell.attributes
    across = _span(attributes.get("colspan")) or 1
    down = _span(attributes.get("rowspan"))
    return Cell(flat_text(cell, _INNER), _link(cell, base), min(across, 1_000), down, cell.tag == "th")


def _span(text: str | None) -> int:
    """Returns a span as HTML reads it: the digits in front; 1 without any."""
    digits = ""
    for letter in (text or "").strip().removeprefix("+"):
        if not ("0" <= letter <= "9"):
            break
        digits += letter
    return min(int(digits[:9]), _MAX_SPAN) if digits else 1


def _link(cell: "LexborNode", base: str) -> str | None:
    found = cell.css_first("a[href]")
    if found is None:
        return None
    above = found.parent
    while above is not None and above.tag != "table" and above.mem_id != cell.mem_id:
        above = above.parent
    inner = above is None or above.mem_id != cell.mem_id
    return None if inner else complete(base, found.attributes["href"] or "")


_PRICES = """<table><caption>Prices</caption>
<thead><tr><th rowspan=2>Item<th colspan=2>Price<tr><th>net<th>gross</thead>
<tr><td><a href="/tea">Tea</a><td>2,00<td>2,38<tr><td>Cake<td colspan=2>on request</table>
<table><tr><th>City<th>Rain<tr><td>Oslo<td>3</table>"""

EXAMPLES = (
    Example(
        "Spans and two rows of headings",
        {"html": "{{ input }}"},
        input=_PRICES,
        output={
            "rows": [
                {"Item": "Tea", "Price / net": "2,00", "Price / gross": "2,38"},
                {"Item": "Cake", "Price / net": "on request", "Price / gross": "on request"},
            ],
            "headers": ["Item", "Price / net", "Price / gross"],
            "count": 2,
            "caption": "Prices",
            "tables": 2,
        },
    ),
    Example(
        "Chosen columns with their types, in German",
        {
            "html": "{{ input }}",
            "locale": "de",
            "base_url": "https://shop.example/",
            "columns": [
                {"column": "gross", "name": "price", "as": "number"},
                {"column": "Item", "name": "link", "as": "url"},
            ],
            "limit": 1,
        },
        input=_PRICES,
        check=lambda out: out["rows"] == [{"price": 2.38, "link": "https://shop.example/tea"}],
    ),
    Example(
        "The table with certain headings",
        {"html": "{{ input }}", "headings": ["city", "rain"], "typed": True},
        input=_PRICES,
        check=lambda out: out["rows"] == [{"City": "Oslo", "Rain": 3}],
    ),
    Example("No table", {"html": "<p>none</p>"}, error="extract.no_match"),
)

NODE = NodeType(
    id="extract.table_from_html",
    title="Table from HTML",
    config=Config,
    output=Output,
    run=run,
    credits=1,
    icon="table",
    examples=EXAMPLES,
)
