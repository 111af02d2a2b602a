"""Keeps the items of a list for which something holds.

Say what by an **expression** over `item` and `index`, by **conditions** that need no code, or both (then both must
hold).

* Expressions count as JavaScript counts them: `0`, `""`, `null` and `false` drop the item, everything else keeps it.
* Conditions compare by type: numbers with numbers, text with text. A number and a text of digits are not equal; turn
  one into the other first, or write an expression.
* `count` is how many were kept, `removed` how many were not.
"""

from collections.abc import Callable
from typing import Any, Literal

from pydantic import Field, model_validator

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, PerItem
from flow_builder.nodes.data._items import Items, identity, is_expression, items_of
from flow_builder.nodes.data._paths import field_of
from flow_builder.nodes.truth import truthy

Operator = Literal[
    "equals",
    "not_equals",
    "less",
    "less_or_equal",
    "greater",
    "greater_or_equal",
    "contains",
    "not_contains",
    "starts_with",
    "ends_with",
    "one_of",
    "none_of",
    "empty",
    "not_empty",
]


class Condition(NodeConfig):
    """One comparison of a field."""

    field: str = Field(title="Field", description="A field of the item: `price.amount`. Empty: the item itself.")
    operator: Operator = Field(default="equals", title="Operator")
    value: Any = Field(default=None, title="Value", description="A list for `one_of` and `none_of`.")
    ignore_case: bool = Field(default=False, title="Ignore case", description="For text.")


class Config(NodeConfig):
    """What to keep."""

    items: Items = None
    where: PerItem = Field(default=None, title="Where", description="Expression: `{{ item.price < 10 }}`.")
    conditions: list[Condition] = Field(default_factory=list, title="Conditions", max_length=100)
    match: Literal["all", "any"] = Field(default="all", title="Match", description="Of the conditions.")

    @model_validator(mode="after")
    def _says_something(self) -> "Config":
        if "where" not in self.model_fields_set and not self.conditions:
            raise ValueError("say what to keep: an expression or conditions")
        if isinstance(self.where, str) and not is_expression(self.where):
            raise ValueError("`where` is plain text, so it would keep every item; write {{ … }} around it")
        return self


class Output(NodeOutput):
    """The items that were kept, in their order."""

    items: list[Any]
    count: int
    removed: int


def _folded(value: JSON) -> JSON:
    if isinstance(value, str):
        return value.casefold()
    return [_folded(each) for each in value] if isinstance(value, list) else value


def _compare(test: Callable[[Any, Any], bool]) -> Callable[[JSON, JSON], bool]:
    """Returns an ordering test that is false unless both are numbers or both are texts."""

    def compare(left: JSON, right: JSON) -> bool:
        numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in (left, right))
        return (numbers or (isinstance(left, str) and isinstance(right, str))) and test(left, right)

    return compare


def _contains(left: JSON, right: JSON) -> bool:
    if isinstance(left, str):
        return isinstance(right, str) and right in left
    if isinstance(left, list):
        return identity(right) in set(map(identity, left))
    return isinstance(left, dict) and isinstance(right, str) and right in left


def _one_of(left: JSON, right: JSON) -> bool:
    if not isinstance(right, list):
        raise NodeError(
            "`one_of` and `none_of` need a list of values.", code="data.not_a_list", details={"field": "conditions"}
        )
    return identity(left) in set(map(identity, right))


def _empty(left: JSON, _: JSON) -> bool:
    return left is None or (isinstance(left, str | list | dict) and len(left) == 0)


_TESTS: dict[str, Callable[[JSON, JSON], bool]] = {
    "equals": lambda left, right: identity(left) == identity(right),
    "less": _compare(lambda left, right: left < right),
    "less_or_equal": _compare(lambda left, right: left <= right),
    "greater": _compare(lambda left, right: left > right),
    "greater_or_equal": _compare(lambda left, right: left >= right),
    "contains": _contains,
    "starts_with": lambda left, right: isinstance(left, str) and left.startswith(str(right)),
    "ends_with": lambda left, right: isinstance(left, str) and left.endswith(str(right)),
    "one_of": _one_of,
    "empty": _empty,
}
_NEGATED = {"not_equals": "equals", "not_contains": "contains", "none_of": "one_of", "not_empty": "empty"}


def holds(condition: Condition, item: JSON) -> bool:
    """Tells whether a condition holds for an item."""
    left = field_of(item, condition.field) if condition.field else item
    right = condition.value
    if condition.ignore_case:
        left, right = _folded(left), _folded(right)
    result = _TESTS[_NEGATED.get(condition.operator, condition.operator)](left, right)
    return result is not (condition.operator in _NEGATED)


async def run(config: Config, ctx: Context) -> Output:
    """Returns the items that were kept; NodeError `data.not_a_list`, ExpressionError with the index."""
    items = items_of(config, ctx)
    kept = items
    if "where" in config.model_fields_set:
        verdicts = ctx.evaluate_each(config.where, items)
        kept = [item for item, verdict in zip(items, verdicts, strict=True) if truthy(verdict)]
    if config.conditions:
        decide = all if config.match == "all" else any
        kept = [item for item in kept if decide(holds(each, item) for each in config.conditions)]
    return Output(items=kept, count=len(kept), removed=len(items) - len(kept))


EXAMPLES = (
    Example(
        "By an expression",
        {"items": "{{ input.rows }}", "where": "{{ item.price < input.limit }}"},
        input={"rows": [{"price": 5}, {"price": 15}], "limit": 10},
        output={"items": [{"price": 5}], "count": 1, "removed": 1},
    ),
    Example(
        "By conditions, no code",
        {
            "items": [{"name": "Desk", "stock": 3}, {"name": "Lamp", "stock": 0}, {"name": "desk mat", "stock": 9}],
            "conditions": [
                {"field": "name", "operator": "contains", "value": "DESK", "ignore_case": True},
                {"field": "stock", "operator": "greater", "value": 0},
            ],
        },
        output={"items": [{"name": "Desk", "stock": 3}, {"name": "desk mat", "stock": 9}], "count": 2, "removed": 1},
    ),
    Example(
        "Plain values", {"where": "{{ item }}"}, input=[1, 0, None, "x", ""], check=lambda o: o["items"] == [1, "x"]
    ),
    Example("Something that is not a list", {"items": {"a": 1}, "where": "{{ true }}"}, error="data.not_a_list"),
    Example("Braces forgotten", {"items": [1], "where": "item > 2"}, error="config.invalid"),
)

NODE = NodeType(
    id="data.filter", title="Filter", config=Config, output=Output, run=run, icon="filter", examples=EXAMPLES
)
