"""Makes a new list with one value per item.

Write what each item becomes: an expression over `item` and `index`, or an object whose values are expressions.

* An expression that gives a list makes a list of lists; with **flatten** these become one list.
* With **skip nulls**, items for which the value is null are left out.
* To change a few fields and keep the others, *Set fields* is shorter.
"""

from typing import Any

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, PerItem
from flow_builder.nodes.data._items import Items, items_of


class Config(NodeConfig):
    """What each item becomes."""

    items: Items = None
    value: PerItem = Field(
        title="Value", description='`{{ item.title }}`, or an object such as `{"name": "{{ item.title }}"}`.'
    )
    flatten: bool = Field(default=False, title="Flatten", description="Put the elements of lists in their place.")
    skip_nulls: bool = Field(default=False, title="Skip nulls", description="Leave out values that are null.")


class Output(NodeOutput):
    """The new list."""

    items: list[Any]
    count: int


async def run(config: Config, ctx: Context) -> Output:
    """Returns the new list; NodeError `data.not_a_list`, ExpressionError with the index."""
    values = ctx.evaluate_each(config.value, items_of(config, ctx))
    if config.flatten:
        values = [each for value in values for each in (value if isinstance(value, list) else [value])]
    if config.skip_nulls:
        values = [value for value in values if value is not None]
    return Output(items=values, count=len(values))


EXAMPLES = (
    Example(
        "One field of each row",
        {"items": "{{ input.rows }}", "value": "{{ item.title }}"},
        input={"rows": [{"title": "A"}, {"title": "B"}]},
        output={"items": ["A", "B"], "count": 2},
    ),
    Example(
        "Objects of a new shape",
        {"value": {"no": "{{ index + 1 }}", "label": "{{ item.name }} ({{ item.unit }})"}},
        input=[{"name": "Flour", "unit": "kg"}],
        output={"items": [{"no": 1, "label": "Flour (kg)"}], "count": 1},
    ),
    Example(
        "Lists into one list, without nulls",
        {"items": [[1, None], [2], []], "value": "{{ item }}", "flatten": True, "skip_nulls": True},
        output={"items": [1, 2], "count": 2},
    ),
    Example(
        "An item without the field's parent", {"items": [{}], "value": "{{ item.a.b }}"}, error="expression.failed"
    ),
)

NODE = NodeType(id="data.map", title="Map", config=Config, output=Output, run=run, icon="list", examples=EXAMPLES)
