"""Reads an HTML table: one object per row, keyed by the column headings.

Cells that span rows or columns count in each of them. Headings of several rows are joined (`Price / net`), and
empty or repeated ones are numbered (`column_3`, `price_2`). Headings that a long table repeats are left out, and so
are tables within its cells.

Columns can be chosen, renamed and read as numbers, prices, dates, links and so on.
"""

from typing import Any

from pydantic import Field

from flow_builder.browser.table_shape import TableShape
from flow_builder.browser.targets import Target, Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, session_of


class Config(PageConfig, TableShape):
    """Which table, and how its headings are found."""

    target: Targets = Field(default=(Target(css="table"),), title="Table")


class Output(PageOutput):
    """The table's rows below its headings."""

    rows: list[dict[str, Any]]
    headers: list[str]
    count: int
    caption: str | None


async def run(config: Config, ctx: Context) -> Output:
    """Reads the table.

    Raises NodeError `browser.target_missing`, `browser.target_ambiguous`, `browser.target_unfit`,
    `table.column_missing`, LimitExceeded `table.too_large`.
    """
    from flow_builder.browser.tables import read_table

    session = session_of(config, ctx)
    table, caption = await read_table(session, config.target, config, timeout_s=config.timeout_s)
    return Output(url=session.url, rows=table.rows, headers=table.headers, count=len(table.rows), caption=caption)


EXAMPLES = (
    Example(
        "Spans and two rows of headings",
        {"target": "#prices"},
        input={"page": "/table.html"},
        check=lambda output: (
            output["headers"] == ["Item", "Price / net", "Price / gross"]
            and output["rows"][1] == {"Item": "Tea", "Price / net": "2.00", "Price / gross": "2.38"}
            and output["rows"][2]["Price / gross"] == "on request"
            and output["caption"] == "Prices"
        ),
        needs="page",
    ),
    Example(
        "No headings",
        {"target": "#plain", "header": "none", "limit": 1},
        input={"page": "/table.html"},
        check=lambda output: output["rows"] == [{"column_1": "a", "column_2": "1"}],
        needs="page",
    ),
    Example(
        "Chosen columns with their types",
        {
            "target": "#prices",
            "columns": [
                {"column": "Item", "name": "item"},
                {"column": "gross", "name": "price", "as": "number"},
                {"column": 0, "name": "link", "as": "url"},
            ],
            "limit": 3,
        },
        input={"page": "/table.html"},
        check=lambda output: (
            [row["price"] for row in output["rows"]] == [3.57, 2.38, None]
            and output["rows"][0]["link"].endswith("/coffee.html")
            and output["headers"] == ["item", "price", "link"]
        ),
        needs="page",
    ),
    Example(
        "A heading in front of each row",
        {"target": "#facts", "header": "first_column", "typed": True},
        input={"page": "/table.html"},
        check=lambda output: output["rows"] == [{"Weight": 3.5, "Colour": "red"}],
        needs="page",
    ),
    Example(
        "A column that is not there",
        {"target": "#prices", "columns": [{"column": "Weight"}]},
        input={"page": "/table.html"},
        error="table.column_missing",
        needs="page",
    ),
    Example("Not a table", {"target": "h1"}, input={"page": "/table.html"}, error="browser.target_unfit", needs="page"),
)

NODE = NodeType(
    id="browser.extract_table",
    title="Extract table",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="table",
    examples=EXAMPLES,
)
