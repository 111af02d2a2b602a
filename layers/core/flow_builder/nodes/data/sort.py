"""Sorts a list by one or more keys.

* Keys are fields (`price.amount`) or expressions over `item`. The first key decides, the next ones break ties; what is
  still equal stays in its order. With no key, the items themselves are compared.
* Order goes by type: booleans, numbers, texts, lists, objects. Numbers written as text ("9", "10") sort as text unless
  *Compare as* says `number`; what cannot be read as a number or date then counts as null.
* **Nulls** and missing fields go last in both directions, unless told otherwise.
* Text order: `dictionary` ignores case and accents except between otherwise equal texts, `natural` also counts runs of
  digits as numbers (`file2` before `file10`), `codepoint` is exact.
"""

from typing import Any, Literal

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, PerItem
from flow_builder.nodes.data._items import Items, items_of, values_of
from flow_builder.nodes.data._order import Cast, Collation, cast, order_key


class SortKey(NodeConfig):
    """One key."""

    by: PerItem = Field(title="By", description="A field (`price.amount`) or an expression over `item`.")
    order: Literal["asc", "desc"] = Field(default="asc", title="Order")
    compare_as: Cast = Field(default="auto", title="Compare as")
    nulls: Literal["last", "first"] = Field(default="last", title="Nulls")
    text: Collation = Field(default="dictionary", title="Text order")


class Config(NodeConfig):
    """What to sort and by what."""

    items: Items = None
    keys: list[SortKey] = Field(default_factory=list, title="Keys", max_length=20)


class Output(NodeOutput):
    """The sorted list."""

    items: list[Any]
    count: int


def _sort_by(order: list[int], values: list[JSON], key: SortKey) -> list[int]:
    cast_values = [cast(value, key.compare_as) for value in values]
    nulls = [index for index in order if cast_values[index] is None]
    rest = [index for index in order if cast_values[index] is not None]
    compare = order_key(key.text)
    keys = {index: compare(cast_values[index]) for index in rest}
    # `reverse=True` keeps the order of equal items, as a stable sort must.
    rest.sort(key=keys.__getitem__, reverse=key.order == "desc")
    return nulls + rest if key.nulls == "first" else rest + nulls


async def run(config: Config, ctx: Context) -> Output:
    """Returns the sorted list; NodeError `data.not_a_list`, ExpressionError with the index."""
    items = items_of(config, ctx)
    order = list(range(len(items)))
    if not config.keys:
        order = _sort_by(order, items, SortKey(by=""))
    for key in reversed(config.keys):
        order = _sort_by(order, values_of(ctx, key.by, items), key)
    return Output(items=[items[index] for index in order], count=len(items))


EXAMPLES = (
    Example(
        "Cheapest first, then by name",
        {"items": "{{ input }}", "keys": [{"by": "price.amount"}, {"by": "{{ item.name }}"}]},
        input=[
            {"name": "b", "price": {"amount": 2}},
            {"name": "c", "price": None},
            {"name": "a", "price": {"amount": 2}},
            {"name": "d", "price": {"amount": 1}},
        ],
        check=lambda o: [each["name"] for each in o["items"]] == ["d", "a", "b", "c"],
    ),
    Example(
        "Files in natural order, newest number first",
        {"keys": [{"by": "{{ item }}", "order": "desc", "text": "natural"}]},
        input=["file2.txt", "File10.txt", "file1.txt"],
        output={"items": ["File10.txt", "file2.txt", "file1.txt"], "count": 3},
    ),
    Example(
        "Plain values of all kinds",
        {"items": [None, "b", 3, True, "A", 1.5]},
        check=lambda o: o["items"] == [True, 1.5, 3, "A", "b", None],
    ),
    Example("Not a list", {"items": "a,b"}, error="data.not_a_list"),
)

NODE = NodeType(
    id="data.sort", title="Sort", config=Config, output=Output, run=run, icon="arrow-down-a-z", examples=EXAMPLES
)
