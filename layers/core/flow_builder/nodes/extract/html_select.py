"""Reads data out of HTML with CSS selectors: a list of rows, or one.

Without fields, every match gives its text. With fields, every match gives an object: each field is looked for inside
the match (the match itself when it has no selector) and read as `text`, `html`, `outer_html` or an attribute, then
turned into a number, price, date, URL or truth value if you like; what does not fit is null.

Text is as a reader sees it: white space is folded, scripts and styles do not count. For pages that need a browser use
*Extract list*; this node reads HTML that is there already.
"""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from flow_builder.browser.convert import Hints, convert
from flow_builder.browser.fields import As, DateFormat
from flow_builder.browser.locales import LocaleName
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._source import Html, base_of, complete, matches, parsed
from flow_builder.nodes.extract._text import flat_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LINKS = frozenset({"href", "src", "action", "poster"})


class FieldSpec(BaseModel):
    """One field of a row."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True)

    name: str = Field(min_length=1, max_length=100, title="Name")
    css: str | None = Field(
        default=None, min_length=1, title="Selector", description="Within the row; empty for the row itself."
    )
    attr: str = Field(
        default="text", min_length=1, title="Read", description="`text`, `html`, `outer_html`, or an attribute's name."
    )
    as_: As = Field(default="text", alias="as", title="As")
    locale: LocaleName = None
    format: DateFormat = None
    required: bool = Field(default=False, title="Required", description="A row without it fails the step.")
    many: bool = Field(default=False, title="All matches", description="A list of every match instead of the first.")


class Config(NodeConfig):
    """Which elements, and what to read from each."""

    html: Html
    select: str = Field(
        title="Selector", min_length=1, description="CSS; matches every row.", examples=["table.prices tr"]
    )
    mode: Literal["list", "one"] = Field(default="list", title="Take", description="Every match, or the first.")
    fields: Annotated[list[FieldSpec], Field(max_length=100)] = Field(default_factory=list, title="Fields")
    base_url: str = Field(
        default="", title="Base URL", description="Makes links complete; the document's own base comes first."
    )
    limit: int = Field(default=10_000, ge=1, le=100_000, title="At most", description="Rows.")
    required: bool = Field(default=False, title="Must match", description="No match fails the step.")

    @field_validator("fields")
    @classmethod
    def _unique(cls, fields: list[FieldSpec]) -> list[FieldSpec]:
        names = [field.name for field in fields]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"Two fields are named {min(twice)!r}; each needs a name of its own.")
        return fields


class Output(NodeOutput):
    """What was found."""

    items: list[Any]
    count: int
    item: Any = None
    """The first of `items`, or null."""


async def run(config: Config, ctx: Context) -> Output:
    """Returns the rows; NodeError `extract.bad_selector`, `extract.no_match`, `extract.field_missing`."""
    return await asyncio.to_thread(_read_all, await parsed(config.html, ctx), config)


def _read_all(document: "LexborHTMLParser", config: Config) -> Output:
    found = matches(document, config.select, "/select")[: 1 if config.mode == "one" else config.limit]
    if config.required and not found:
        raise NodeError(f"Nothing matches {config.select!r}.", code="extract.no_match", field="/select")
    base = base_of(document, config.base_url)
    items = [
        _row(node, config.fields, base, number) if config.fields else flat_text(node)
        for number, node in enumerate(found)
    ]
    return Output(items=items, count=len(items), item=items[0] if items else None)


def _row(node: "LexborNode", fields: list[FieldSpec], base: str, number: int) -> dict[str, Any]:
    return {spec.name: _field(node, spec, base, f"/fields/{index}", number) for index, spec in enumerate(fields)}


def _field(node: "LexborNode", spec: FieldSpec, base: str, pointer: str, number: int) -> Any:
    found = [node] if spec.css is None else matches(node, spec.css, f"{pointer}/css")
    values = [value for each in (found if spec.many else found[:1]) if (value := _read(each, spec, base)) is not None]
    if spec.required and not values:
        raise NodeError(
            f"Row {number} has no {spec.name!r}.", code="extract.field_missing", field=pointer, details={"row": number}
        )
    return values if spec.many else values[0] if values else None


def _read(node: "LexborNode", spec: FieldSpec, base: str) -> Any:
    match spec.attr:
        case "text":
            raw: str | None = flat_text(node)
        case "html":
            raw = node.inner_html
        case "outer_html":
            raw = node.html
        case name:
            attributes = node.attributes
            raw = (attributes[name.lower()] or "") if name.lower() in attributes else None
    if raw is None:
        return None
    if spec.as_ == "url" or (spec.as_ == "text" and spec.attr.lower() in _LINKS):
        return complete(base, raw)
    return convert(spec.as_, raw, Hints(spec.locale, spec.format))


_SHOP = """<base href="https://shop.example/a/"><ul>
<li data-id="1"><a href="lamp"><b>Desk  lamp</b></a> <i>€ 24,90</i></li>
<li data-id="2"><a href="/mat"><b>Mat</b></a></li></ul>"""

EXAMPLES = (
    Example(
        "Texts",
        {"html": "{{ input }}", "select": "li b"},
        input=_SHOP,
        output={"items": ["Desk lamp", "Mat"], "count": 2, "item": "Desk lamp"},
    ),
    Example(
        "Rows with fields",
        {
            "html": "{{ input }}",
            "select": "li",
            "fields": [
                {"name": "id", "attr": "data-id", "as": "integer"},
                {"name": "title", "css": "b"},
                {"name": "link", "css": "a", "attr": "href"},
                {"name": "price", "css": "i", "as": "number"},
            ],
        },
        input=_SHOP,
        check=lambda out: (
            out["items"]
            == [
                {"id": 1, "title": "Desk lamp", "link": "https://shop.example/a/lamp", "price": 24.9},
                {"id": 2, "title": "Mat", "link": "https://shop.example/mat", "price": None},
            ]
        ),
    ),
    Example(
        "Something that must be there",
        {"html": "<p>", "select": "h1", "mode": "one", "required": True},
        error="extract.no_match",
    ),
    Example("A selector with a slip", {"html": "<p>", "select": "p["}, error="extract.bad_selector"),
)

NODE = NodeType(
    id="extract.html_select",
    title="Select from HTML",
    config=Config,
    output=Output,
    run=run,
    credits=2,
    icon="text-select",
    examples=EXAMPLES,
)
