"""Removes duplicates from a list.

Items are the same when all **keys** are equal; without keys, when the whole items are. Keys are fields or expressions
over `item`.

* Comparing goes by value and type: `1` and `1.0` are the same, `1` and `"1"` are not, objects are the same whatever
  the order of their fields.
* Items whose keys are all null are the same as each other, unless **keep nulls** is on: then each of them stays.
* The kept items stay in their order. `duplicates` is how many were removed.
"""

from collections.abc import Hashable
from typing import Any, Literal

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._items import Items, Keys, identity, items_of, key_rows


class Config(NodeConfig):
    """What counts as the same."""

    items: Items = None
    by: Keys = Field(default_factory=list, title="Keys", description="Fields or expressions; empty: whole items.")
    keep: Literal["first", "last"] = Field(default="first", title="Keep", description="Which of the same items stays.")
    ignore_case: bool = Field(default=False, title="Ignore case and surrounding spaces", description="In text keys.")
    keep_nulls: bool = Field(default=False, title="Keep nulls", description="Items without any key are never the same.")


class Output(NodeOutput):
    """The items that stayed."""

    items: list[Any]
    count: int
    duplicates: int


def _same_as(key: Any, *, ignore_case: bool) -> Hashable:
    if ignore_case and isinstance(key, str):
        return key.strip().casefold()
    return identity(key)


async def run(config: Config, ctx: Context) -> Output:
    """Returns the list without duplicates; NodeError `data.not_a_list`, ExpressionError with the index."""
    items = items_of(config, ctx)
    rows = key_rows(ctx, config.by, items) if config.by else [(item,) for item in items]
    chosen: dict[Hashable, int] = {}
    for index, row in enumerate(rows):
        key: Hashable = tuple(_same_as(each, ignore_case=config.ignore_case) for each in row)
        if config.keep_nulls and all(each is None for each in row):
            key = ("null", index, ())
        if config.keep == "last" or key not in chosen:
            chosen[key] = index
    kept = [items[index] for index in sorted(chosen.values())]
    return Output(items=kept, count=len(kept), duplicates=len(items) - len(kept))


EXAMPLES = (
    Example(
        "One row per product, the latest stays",
        {"items": "{{ input }}", "by": ["sku"], "keep": "last"},
        input=[{"sku": "a", "price": 1}, {"sku": "b", "price": 2}, {"sku": "a", "price": 3}],
        output={"items": [{"sku": "b", "price": 2}, {"sku": "a", "price": 3}], "count": 2, "duplicates": 1},
    ),
    Example(
        "Whole items",
        {"items": [1, 1.0, "1", {"a": 1, "b": 2}, {"b": 2, "a": 1}]},
        output={"items": [1, "1", {"a": 1, "b": 2}], "count": 3, "duplicates": 2},
    ),
    Example(
        "By a computed key, case ignored",
        {"by": ["{{ item.split('@')[1] }}"], "ignore_case": True},
        input=["a@x.org", "b@X.ORG", "c@y.org"],
        output={"items": ["a@x.org", "c@y.org"], "count": 2, "duplicates": 1},
    ),
    Example("Nothing to work on", {"items": None}, error="data.not_a_list"),
)

NODE = NodeType(
    id="data.unique", title="Unique", config=Config, output=Output, run=run, icon="copy-minus", examples=EXAMPLES
)
