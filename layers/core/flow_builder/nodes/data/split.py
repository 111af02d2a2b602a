"""Splits text into a list of parts, or rows by a list inside them.

| Mode | Splits |
|---|---|
| `separator` | text at a separator |
| `regex` | text wherever a regular expression matches (JavaScript syntax, runs with a time limit) |
| `lines` | text into lines, whatever the line ending |
| `field` | every row into one row per element of a list field: an order with three lines becomes three rows |

With `field`, each new row has the other fields of its row, and the element in the list's place (or, when the element is
an object and *Spread* is on, its fields). A row whose list is empty or missing gives no row, unless *Keep empty* is on.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._items import Items, items_of, not_a_list, require_objects
from flow_builder.nodes.data._paths import MISSING, find, parse_path, put, without
from flow_builder.nodes.data._regexp import Flags, split_text
from flow_builder.nodes.text import Text


class BySeparator(NodeConfig):
    """At a separator."""

    mode: Literal["separator"]
    text: Text = Field(title="Text")
    separator: str = Field(default=",", title="Separator", min_length=1, description="`\\n` and `\\t` are understood.")
    limit: int | None = Field(default=None, ge=1, title="At most", description="Parts; the last one takes the rest.")
    trim: bool = Field(default=True, title="Trim spaces")
    drop_empty: bool = Field(default=False, title="Drop empty parts")


class ByRegex(NodeConfig):
    """At matches of a regular expression."""

    mode: Literal["regex"]
    text: Text = Field(title="Text")
    pattern: str = Field(title="Pattern", min_length=1, max_length=10_000, description="Groups in it become parts too.")
    flags: Flags = Field(default="", title="Flags")
    trim: bool = Field(default=True, title="Trim spaces")
    drop_empty: bool = Field(default=False, title="Drop empty parts")


class ByLines(NodeConfig):
    """Into lines."""

    mode: Literal["lines"]
    text: Text = Field(title="Text")
    trim: bool = Field(default=False, title="Trim spaces")
    drop_empty: bool = Field(default=True, title="Drop empty lines")


class ByField(NodeConfig):
    """Rows by a list inside them."""

    mode: Literal["field"]
    items: Items = None
    field: str = Field(title="List field", min_length=1, description="A path: `order.lines`.")
    to: str | None = Field(default=None, title="Put the element in", description="A path; empty: in the list's place.")
    spread: bool = Field(default=False, title="Spread", description="Fields of the element become fields of the row.")
    keep_empty: bool = Field(default=False, title="Keep empty", description="Keep rows without elements, with null.")


class Config(NodeConfig):
    """What to split."""

    how: Annotated[BySeparator | ByRegex | ByLines | ByField, Field(discriminator="mode", title="How")]


class Output(NodeOutput):
    """The parts."""

    items: list[Any]
    count: int


def _clean(parts: list[str], how: BySeparator | ByRegex | ByLines) -> list[str]:
    if how.trim:
        parts = [part.strip() for part in parts]
    return [part for part in parts if part] if how.drop_empty else parts


def _elements(row: JSON, how: ByField, index: int) -> list[Any]:
    value = find(row, parse_path(how.field))
    if value is MISSING or value is None:
        value = []
    if not isinstance(value, list):
        error = not_a_list(value, how.field)
        error.details["index"] = index
        raise error
    return value or ([None] if how.keep_empty else [])


def _unwound(rows: list[Any], how: ByField) -> list[Any]:
    require_objects(rows, "items")
    path, target = parse_path(how.field), parse_path(how.to or how.field)
    result = []
    for index, row in enumerate(rows):
        rest = without(row, path)
        for element in _elements(row, how, index):
            if how.spread and isinstance(element, dict):
                result.append({**rest, **element})
            else:
                result.append(put(rest, target, element))
    return result


async def run(config: Config, ctx: Context) -> Output:
    """Returns the parts; NodeError `data.not_a_list`, `data.not_an_object` with the index, `data.bad_pattern`."""
    how = config.how
    parts: list[Any]
    match how:
        case BySeparator():
            separator = how.separator.replace("\\n", "\n").replace("\\t", "\t")
            parts = _clean(how.text.split(separator, (how.limit or 0) - 1), how)
        case ByRegex():
            parts = _clean(split_text(how.pattern, how.flags, how.text), how)
        case ByLines():
            parts = _clean(how.text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"), how)
        case ByField():
            parts = _unwound(items_of(how, ctx), how)
    return Output(items=parts, count=len(parts))


EXAMPLES = (
    Example(
        "Text at commas",
        {"how": {"mode": "separator", "text": "{{ input.tags }}", "drop_empty": True}},
        input={"tags": "red, green,, blue "},
        output={"items": ["red", "green", "blue"], "count": 3},
    ),
    Example(
        "At a regular expression",
        {"how": {"mode": "regex", "text": "a1b22c", "pattern": "\\d+"}},
        output={"items": ["a", "b", "c"], "count": 3},
    ),
    Example(
        "Lines",
        {"how": {"mode": "lines", "text": "one\r\ntwo\n\nthree\n"}},
        output={"items": ["one", "two", "three"], "count": 3},
    ),
    Example(
        "One row per order line",
        {"how": {"mode": "field", "items": "{{ input }}", "field": "lines", "to": "line"}},
        input=[{"order": 1, "lines": ["Desk", "Lamp"]}, {"order": 2, "lines": []}],
        output={"items": [{"order": 1, "line": "Desk"}, {"order": 1, "line": "Lamp"}], "count": 2},
    ),
    Example(
        "A field that is not a list",
        {"how": {"mode": "field", "items": [{"lines": "Desk"}], "field": "lines"}},
        error="data.not_a_list",
    ),
)

NODE = NodeType(id="data.split", title="Split", config=Config, output=Output, run=run, icon="split", examples=EXAMPLES)
