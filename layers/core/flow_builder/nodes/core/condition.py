"""Goes on at **true** or **false**, depending on a value.

`when` is usually an expression such as `{{ steps.price.amount < 10 }}`. Any value will do; it counts as JavaScript
counts it: an empty text, `0`, `NaN`, `null` and `false` are false, everything else (empty lists, too) is true.
Only the nodes behind the chosen port run, the others are skipped.
"""

from typing import Any

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, Routed
from flow_builder.nodes.truth import truthy


class Config(NodeConfig):
    """What is asked."""

    when: Any = Field(title="When", description="The value or expression that decides.", examples=["{{ input.n > 3 }}"])


class Output(NodeOutput):
    """What was decided."""

    result: bool


async def run(config: Config, ctx: Context) -> Routed:
    """Returns the truth of `when` and makes its port live."""
    result = truthy(config.when)
    return Routed(Output(result=result), ("true" if result else "false",))


EXAMPLES = (
    Example(
        "A comparison that holds",
        {"when": "{{ input.price < 10 }}"},
        input={"price": 8.5},
        output={"result": True},
        ports=("true",),
    ),
    Example(
        "An empty text is false",
        {"when": "{{ input.name }}"},
        input={"name": ""},
        output={"result": False},
        ports=("false",),
    ),
    Example(
        "Ask whether a list has rows",
        {"when": "{{ input.rows.length }}"},
        input={"rows": []},
        output={"result": False},
        ports=("false",),
    ),
    Example(
        "Mixed text is a text, so it is true",
        {"when": "n is {{ input.n }}"},
        input={"n": 0},
        output={"result": True},
        ports=("true",),
    ),
)

NODE = NodeType(
    id="core.condition",
    title="Condition",
    config=Config,
    output=Output,
    run=run,
    kind="branch",
    ports=("true", "false"),
    icon="split",
    examples=EXAMPLES,
)
