"""Computes counts, sums, averages and the like, over a whole list or per group.

* Without **group by** there is one result, also under `value`. With keys there is one per group, in the order in which
  groups first appeared, with the keys as fields.
* Nulls are ignored, as in SQL. `count` without *Of* counts items, with it the values that are not null.
* Numbers are added as decimals, so `0.1 + 0.2` is `0.3`. `sum` of nothing is 0; `avg`, `median`, `min`, `max`,
  `first`, `last` of nothing are null.
* `sum`, `avg` and `median` want numbers; text is an error with the item's index (*Parse number* helps). `min` and
  `max` also take text.
"""

from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, model_validator

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, PerItem
from flow_builder.nodes.data._items import Items, Keys, identity, items_of, key_names, key_rows, values_of
from flow_builder.nodes.data._order import order_key


class Aggregation(NodeConfig):
    """One figure."""

    name: str = Field(title="Name", min_length=1, description="Its field in the result.")
    op: Literal[
        "count", "sum", "avg", "median", "min", "max", "first", "last", "list", "distinct", "count_distinct"
    ] = Field(title="Operation")
    of: PerItem = Field(default=None, title="Of", description="A field or an expression over `item`.")

    @model_validator(mode="after")
    def _has_values(self) -> "Aggregation":
        if self.op != "count" and self.of is None:
            raise ValueError(f"say what to take the {self.op} of")
        return self


class Config(NodeConfig):
    """What to compute."""

    items: Items = None
    by: Keys = Field(default_factory=list, title="Group by", description="Fields or expressions; empty: one result.")
    values: list[Aggregation] = Field(title="Figures", min_length=1, max_length=100)

    @model_validator(mode="after")
    def _names_differ(self) -> "Config":
        names = [*key_names(self.by), *(each.name for each in self.values)]
        if len(set(names)) < len(names):
            raise ValueError("two figures or keys have the same name")
        return self


class Output(NodeOutput):
    """One row per group."""

    items: list[dict[str, Any]]
    count: int
    value: dict[str, Any] | None = None
    """The only row, when there are no keys."""


_LONGEST_INTEGER = 10**18

Cells = Sequence[tuple[int, JSON]]
"""(index of the item, value) of what is not null."""


def _decimals(cells: Cells) -> list[Decimal]:
    found = []
    for index, value in cells:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise NodeError(
                f"Item {index} has {str(value)[:40]!r} where a number is needed.",
                code="data.not_a_number",
                hint="Turn text into numbers first (Parse number, or `Number(item.price)`).",
                details={"index": index},
            )
        found.append(Decimal(repr(value)))
    return found


def _plain(number: Decimal) -> int | float:
    whole = number == number.to_integral_value() and abs(number) < _LONGEST_INTEGER
    return int(number) if whole else float(number)


def _sum(cells: Cells) -> JSON:
    return _plain(sum(_decimals(cells), Decimal(0)))


def _average(cells: Cells) -> JSON:
    return _plain(sum(_decimals(cells), Decimal(0)) / len(cells)) if cells else None


def _median(cells: Cells) -> JSON:
    numbers = sorted(_decimals(cells))
    middle = len(numbers) // 2
    if not numbers:
        return None
    return _plain(numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2)


def _distinct(cells: Cells) -> list[JSON]:
    seen: dict[Hashable, JSON] = {}
    for _, value in cells:
        seen.setdefault(identity(value), value)
    return list(seen.values())


_ORDER = order_key("codepoint")

_OPERATIONS: dict[str, Callable[[Cells], JSON]] = {
    "count": len,
    "sum": _sum,
    "avg": _average,
    "median": _median,
    "min": lambda cells: min((value for _, value in cells), key=_ORDER, default=None),
    "max": lambda cells: max((value for _, value in cells), key=_ORDER, default=None),
    "first": lambda cells: cells[0][1] if cells else None,
    "last": lambda cells: cells[-1][1] if cells else None,
    "list": lambda cells: [value for _, value in cells],
    "distinct": _distinct,
    "count_distinct": lambda cells: len(_distinct(cells)),
}


def _groups(config: Config, ctx: Context, items: Sequence[Any]) -> list[tuple[dict[str, Any], list[int]]]:
    """Returns (keys, indices of the items) per group; one group without keys."""
    if not config.by:
        return [({}, list(range(len(items))))]
    names = key_names(config.by)
    groups: dict[Hashable, tuple[dict[str, Any], list[int]]] = {}
    for index, row in enumerate(key_rows(ctx, config.by, items)):
        groups.setdefault(identity(list(row)), (dict(zip(names, row, strict=True)), []))[1].append(index)
    return list(groups.values())


async def run(config: Config, ctx: Context) -> Output:
    """Returns the figures; NodeError `data.not_a_list`, `data.not_a_number` with the index."""
    items = items_of(config, ctx)
    columns = [[True] * len(items) if each.of is None else values_of(ctx, each.of, items) for each in config.values]
    rows = []
    for row, members in _groups(config, ctx, items):
        for each, column in zip(config.values, columns, strict=True):
            cells = [(index, column[index]) for index in members if column[index] is not None]
            row[each.name] = _OPERATIONS[each.op](cells)
        rows.append(row)
    return Output(items=rows, count=len(rows), value=None if config.by else rows[0])


EXAMPLES = (
    Example(
        "Revenue per country",
        {
            "items": "{{ input }}",
            "by": ["country"],
            "values": [
                {"name": "orders", "op": "count"},
                {"name": "revenue", "op": "sum", "of": "{{ item.price * item.count }}"},
                {"name": "best", "op": "max", "of": "price"},
            ],
        },
        input=[
            {"country": "NO", "price": 10, "count": 2},
            {"country": "CH", "price": 5.5, "count": 2},
            {"country": "NO", "price": 4, "count": 1},
        ],
        output={
            "items": [
                {"country": "NO", "orders": 2, "revenue": 24, "best": 10},
                {"country": "CH", "orders": 1, "revenue": 11, "best": 5.5},
            ],
            "count": 2,
            "value": None,
        },
    ),
    Example(
        "Over the whole list; nulls are ignored",
        {
            "items": [{"n": 0.1}, {"n": 0.2}, {"n": None}, {}],
            "values": [
                {"name": "sum", "op": "sum", "of": "n"},
                {"name": "avg", "op": "avg", "of": "n"},
                {"name": "with_n", "op": "count", "of": "n"},
                {"name": "all", "op": "count"},
            ],
        },
        check=lambda o: o["value"] == {"sum": 0.3, "avg": 0.15, "with_n": 2, "all": 4},
    ),
    Example(
        "Different values",
        {"items": ["a", "b", "a"], "values": [{"name": "tags", "op": "distinct", "of": "{{ item }}"}]},
        check=lambda o: o["value"] == {"tags": ["a", "b"]},
    ),
    Example(
        "Text where a number is needed",
        {"items": [{"n": 1}, {"n": "2 €"}], "values": [{"name": "sum", "op": "sum", "of": "n"}]},
        error="data.not_a_number",
    ),
)

NODE = NodeType(
    id="data.aggregate", title="Aggregate", config=Config, output=Output, run=run, icon="sigma", examples=EXAMPLES
)
