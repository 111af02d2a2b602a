"""Reads a list from the page: one item per row that the row target matches, with the fields you name.

All rows and fields are read in one round trip, some ten milliseconds for 200 rows of six fields. A field may be
turned into a number, a price with its currency, a date, a complete link, a truth value or the JSON it holds; what does
not fit is null. Numbers and dates are read as the digits suggest, or as the locale and the date format say.

A field may have fields of its own, up to five levels deep: it becomes an object, or a list of objects.
"""

from typing import Any

from pydantic import Field

from flow_builder.browser.fields import Fields
from flow_builder.browser.locales import LocaleName
from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, session_of


class Config(PageConfig):
    """Which rows, and what to read from each."""

    row: Targets = Field(title="Row", description="Matches every row.")
    fields: Fields
    locale: LocaleName = None
    limit: int | None = Field(default=None, ge=1, le=100_000, title="At most", description="Rows.")
    allow_empty: bool = Field(default=False, title="May be empty", description="No row in time is no error.")


class Output(PageOutput):
    """The rows in the page's order."""

    items: list[dict[str, Any]]
    count: int


async def run(config: Config, ctx: Context) -> Output:
    """Reads the rows; raises NodeError `browser.target_missing`, `browser.field_missing`."""
    from flow_builder.browser.extraction import read_rows

    session = session_of(config, ctx)
    items = await read_rows(
        session,
        config.row,
        config.fields,
        limit=config.limit,
        locale=config.locale,
        timeout_s=config.timeout_s,
        allow_empty=config.allow_empty,
    )
    return Output(url=session.url, items=items, count=len(items))


EXAMPLES = (
    Example(
        "Titles, prices and links",
        {
            "row": ".product",
            "fields": [
                {"name": "title", "target": "h3"},
                {"name": "price", "target": ".price", "as": "price"},
                {"name": "link", "target": "a", "as": "url"},
                {"name": "id", "attr": "data-id"},
                {"name": "stock", "target": ".stock", "as": "integer"},
            ],
            "limit": 2,
        },
        input={"page": "/products.html"},
        check=lambda output: (
            [item["price"]["amount"] for item in output["items"]] == [24.5, 1299]
            and output["items"][0]["title"] == "Kettle"
            and output["items"][0]["link"].endswith("/kettle.html")
            and output["items"][1]["stock"] is None
        ),
        needs="page",
    ),
    Example(
        "Fields by role and text, lists, and a list that is empty",
        {
            "row": {"role": "article"},
            "fields": [
                {"name": "title", "target": {"role": "heading"}, "required": True},
                {"name": "tags", "target": ".tag", "many": True},
                {"name": "sold_out", "target": {"text": "Sold out"}, "as": "boolean"},
            ],
        },
        input={"page": "/products.html"},
        check=lambda output: (
            [item["sold_out"] for item in output["items"]] == [False, True, False]
            and output["items"][0]["tags"] == ["steel", "1.7 l"]
        ),
        needs="page",
    ),
    Example(
        "Fields within fields, German numbers and dates",
        {
            "row": ".order",
            "locale": "de-DE",
            "fields": [
                {"name": "number", "attr": "data-number"},
                {"name": "date", "target": ".date", "as": "date"},
                {
                    "name": "customer",
                    "target": ".customer",
                    "fields": [{"name": "name", "target": "b"}, {"name": "mail", "target": "a", "attr": "href"}],
                },
                {
                    "name": "items",
                    "target": ".item",
                    "many": True,
                    "fields": [
                        {"name": "what", "target": ".what"},
                        {"name": "price", "target": ".price", "as": "number"},
                        {"name": "sizes", "target": "li", "many": True, "as": "integer"},
                    ],
                },
            ],
        },
        input={"page": "/orders.html"},
        check=lambda output: (
            output["items"][0]
            == {
                "number": "A-1",
                "date": "2024-05-03",
                "customer": {"name": "Ada", "mail": "mailto:ada@example.com"},
                "items": [
                    {"what": "Lamp", "price": 1299.5, "sizes": [40, 60]},
                    {"what": "Mat", "price": 1.25, "sizes": []},
                ],
            }
            and output["items"][1]["customer"] is None
            and output["items"][1]["items"] == []
        ),
        needs="page",
    ),
    Example(
        "A required field is missing",
        {"row": ".product", "fields": [{"name": "stock", "target": ".stock", "required": True}]},
        input={"page": "/products.html"},
        error="browser.field_missing",
        needs="page",
    ),
    Example(
        "No rows are fine",
        {"row": ".none", "fields": [{"name": "x"}], "allow_empty": True, "timeout_s": 0.1},
        input={"page": "/products.html"},
        check=lambda output: output["count"] == 0,
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.extract_list",
    title="Extract list",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="list",
    examples=EXAMPLES,
)
