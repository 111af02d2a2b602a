"""Reads an HTML table: one object per row, keyed by the column headings.

Cells that span rows or columns count in each of them. Headings of several rows are joined (`Price / net`), and
empty or repeated ones are numbered (`column_3`, `price_2`).
"""

from typing import Any, Literal

from pydantic import Field

from flow_builder.browser.targets import Target, Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, session_of


class Config(PageConfig):
    """Which table, and how its headings are found."""

    target: Targets = Field(default=(Target(css="table"),), title="Table")
    header: Literal["auto", "first_row", "none"] = Field(
        default="auto", title="Headings", description="`auto`: rows in the table's head, or rows of heading cells only."
    )
    links: bool = Field(default=False, title="With links", description="Cells become `{text, href}`.")
    limit: int | None = Field(default=None, ge=1, le=100_000, title="At most", description="Rows.")


class Output(PageOutput):
    """The table's rows below its headings."""

    rows: list[dict[str, Any]]
    headers: list[str]
    count: int
    caption: str | None


async def run(config: Config, ctx: Context) -> Output:
    """Reads the table; raises NodeError `browser.target_missing`, `browser.target_ambiguous`, `browser.target_unfit`."""
    from flow_builder.browser.tables import read_table

    session = session_of(config, ctx)
    table = await read_table(
        session, config.target, header=config.header, links=config.links, timeout_s=config.timeout_s
    )
    rows = table.rows[: config.limit]
    return Output(url=session.url, rows=rows, headers=table.headers, count=len(rows), caption=table.caption)


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
