"""Puts the items of a list into groups that have the same key.

* Keys are fields or expressions over `item`. With one key, a group's `key` is its value; with several, an object of
  them by name. An expression gets its name from *Name*, else `key1`, `key2`, …
* Groups come in the order in which their first item appeared; items keep their order.
* For sums and counts per group, *Aggregate* does it in one step.
"""

from collections.abc import Hashable
from typing import Any

from pydantic import BaseModel, Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._items import Items, Keys, identity, items_of, key_names, key_rows


class Config(NodeConfig):
    """What to group by."""

    items: Items = None
    by: Keys = Field(title="Keys", description="Fields or expressions over `item`.", min_length=1, max_length=20)


class Group(BaseModel):
    """One group."""

    key: Any
    """The key's value; with several keys an object of them by name."""
    items: list[Any]
    count: int


class Output(NodeOutput):
    """The groups."""

    items: list[Group]
    count: int
    """How many groups."""


async def run(config: Config, ctx: Context) -> Output:
    """Returns the groups; NodeError `data.not_a_list`, ExpressionError with the index."""
    items = items_of(config, ctx)
    names = key_names(config.by)
    groups: dict[Hashable, tuple[Any, list[Any]]] = {}
    for item, row in zip(items, key_rows(ctx, config.by, items), strict=True):
        key = row[0] if len(names) == 1 else dict(zip(names, row, strict=True))
        groups.setdefault(identity(list(row)), (key, []))[1].append(item)
    return Output(
        items=[Group(key=key, items=members, count=len(members)) for key, members in groups.values()],
        count=len(groups),
    )


EXAMPLES = (
    Example(
        "By one field",
        {"items": "{{ input }}", "by": ["city"]},
        input=[{"city": "Oslo", "n": 1}, {"city": "Bern", "n": 2}, {"city": "Oslo", "n": 3}],
        output={
            "items": [
                {"key": "Oslo", "items": [{"city": "Oslo", "n": 1}, {"city": "Oslo", "n": 3}], "count": 2},
                {"key": "Bern", "items": [{"city": "Bern", "n": 2}], "count": 1},
            ],
            "count": 2,
        },
    ),
    Example(
        "By two keys, one of them computed",
        {"items": "{{ input }}", "by": ["kind", {"name": "month", "value": "{{ item.day.slice(0, 7) }}"}]},
        input=[{"kind": "in", "day": "2026-01-05"}, {"kind": "in", "day": "2026-01-09"}],
        check=lambda o: o["count"] == 1 and o["items"][0]["key"] == {"kind": "in", "month": "2026-01"},
    ),
    Example(
        "Rows without the field are one group",
        {"items": [{"a": 1}, {}], "by": ["a"]},
        check=lambda o: o["items"][1]["key"] is None,
    ),
    Example("Not a list", {"items": 5, "by": ["a"]}, error="data.not_a_list"),
)

NODE = NodeType(id="data.group", title="Group", config=Config, output=Output, run=run, icon="group", examples=EXAMPLES)
