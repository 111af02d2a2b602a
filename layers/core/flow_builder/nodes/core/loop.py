"""Runs the nodes inside it again and again: for each item of a list, while something holds, or a number of times.

* **For each** takes a list. An object is looped over as `{key, value}` pairs, null as an empty list.
* **While** evaluates its condition before each iteration; it can read `index`, `vars` and `steps.<node inside>`, which
  is that node's result in the iteration before (null before the first).
* **Count** runs a fixed number of times.

Inside, `item` and `index` are the current iteration's; from a deeper loop, `steps.<this loop's key>.item` still reads
them. Outside, `steps.<this loop's key>.items` holds one result per iteration: the value of `output` if it is given,
else the output of the last node inside (an object of outputs when there are several last ones).

**Items that fail.** `fail` ends the loop with the first error and keeps what was done; `collect` goes on, gives null in
that item's place and lists the problems in `errors`; `skip` goes on and leaves the item out.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flow_builder.domain import limits
from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Example, NodeConfig, NodeOutput, NodeType, PerItem


class _Over(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Each(_Over):
    """For each item of a list."""

    kind: Literal["each"] = "each"
    items: Any = Field(title="Items", description="A list; an object gives `{key, value}` pairs, null nothing.")


class While(_Over):
    """As long as a condition holds."""

    kind: Literal["while"]
    condition: PerItem = Field(
        title="Condition",
        description="Evaluated before each iteration, with `index` and the results of the iteration before.",
        json_schema_extra={"x-per-item": True},
    )


class Count(_Over):
    """A number of times; `item` is the index then."""

    kind: Literal["count"]
    times: int = Field(title="Times", ge=0)


class Config(NodeConfig):
    """What is looped over, and how."""

    over: Annotated[Each | While | Count, Field(discriminator="kind")] = Field(title="Loop")
    concurrency: int = Field(
        default=1,
        ge=1,
        le=limits.MAX_CONCURRENCY,
        title="At the same time",
        description="Iterations that may run side by side.",
    )
    on_item_error: Literal["fail", "collect", "skip"] = Field(default="fail", title="When an item fails")
    max_iterations: int = Field(
        default=10_000,
        ge=1,
        le=limits.MAX_ITERATIONS,
        title="At most",
        description="More iterations than this fail the step.",
    )
    output: PerItem = Field(
        default=None,
        title="Result of an iteration",
        description="An expression over the steps inside; without it, the output of the last node inside.",
        json_schema_extra={"x-per-item": True},
    )

    @model_validator(mode="after")
    def _while_is_sequential(self) -> Self:
        if isinstance(self.over, While) and self.concurrency > 1:
            raise ValueError("A while loop runs one iteration after the other; its concurrency must be 1.")
        return self


class ItemError(BaseModel):
    """An item that failed, under the policy `collect`."""

    index: int
    item: Any
    error: dict[str, Any]


class Output(NodeOutput):
    """What the iterations gave."""

    items: list[Any]
    """One result per iteration, in order of the items."""
    errors: list[ItemError]
    count: int
    """Iterations started."""
    succeeded: int
    failed: int


def each_items(value: JSON) -> list[JSON]:
    """Returns what a for-each loop iterates over; NodeError `loop.not_a_list` for a text, number or boolean."""
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, dict):
        return [{"key": key, "value": each} for key, each in value.items()]
    raise NodeError(
        f"A loop needs a list, but its items are a {type(value).__name__}.",
        code="loop.not_a_list",
        field="/over/items",
        hint="Use an expression that gives a list, such as {{ steps.rows.items }}.",
    )


EXAMPLES = (
    Example(
        "For each row, three at a time; problems are collected",
        {"over": {"kind": "each", "items": "{{ steps.rows.items }}"}, "concurrency": 3, "on_item_error": "collect"},
        steps={"rows": {"items": [{"sku": "a"}, {"sku": "b"}]}},
    ),
    Example(
        "Until a page says it is the last",
        {"over": {"kind": "while", "condition": "{{ index === 0 || steps.page.next }}"}, "max_iterations": 200},
    ),
    Example(
        "Ten times, keeping one number each",
        {"over": {"kind": "count", "times": 10}, "output": "{{ steps.roll.value }}"},
    ),
)

NODE = NodeType(
    id="core.loop",
    title="Loop",
    config=Config,
    output=Output,
    kind="loop",
    lane="control",
    icon="repeat",
    examples=EXAMPLES,
)
