"""Brings branches together again and gives them one value.

Branches join by themselves wherever wires meet: a node runs once, when all its branches have ended or were skipped.
This node gives that place a name and a shape, so that what follows need not know which branch was taken.

* With a **value**, that is the output. It usually reads the branches: `{{ steps.cached ?? steps.fetched }}`; a skipped
  branch reads as null.
* Without one, mode `first` passes on the output of the first branch that was taken, mode `all` gives it as a list of
  one (a list is passed on as it is), mode `object` as an object (`{"value": …}` when it is not one).
"""

from typing import Any, Literal

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType


class Config(NodeConfig):
    """What comes out."""

    mode: Literal["first", "all", "object"] = Field(
        default="first", title="Shape", description="Used when there is no value."
    )
    value: Any = Field(default=None, title="Value", description="The output; usually an expression over `steps`.")


async def run(config: Config, ctx: Context) -> JSON:
    """Returns the configured value, else the first live input in the shape of `mode`."""
    if config.value is not None:
        return config.value
    if config.mode == "all":
        return ctx.input if isinstance(ctx.input, list) else [] if ctx.input is None else [ctx.input]
    if config.mode == "object":
        return ctx.input if isinstance(ctx.input, dict) else {} if ctx.input is None else {"value": ctx.input}
    return ctx.input


EXAMPLES = (
    Example(
        "Whichever branch ran",
        {"value": "{{ steps.cached ?? steps.fetched }}"},
        steps={"cached": None, "fetched": {"rows": 3}},
        output={"rows": 3},
    ),
    Example(
        "Both branches in one object",
        {"value": {"a": "{{ steps.a.n }}", "b": "{{ steps.b.n }}"}},
        steps={"a": {"n": 1}, "b": {"n": 2}},
        output={"a": 1, "b": 2},
    ),
    Example("Pass on what came in", {}, input={"n": 1}, output={"n": 1}),
    Example("A list, whatever came in", {"mode": "all"}, input={"n": 1}, output=[{"n": 1}]),
)

NODE = NodeType(id="core.merge", title="Merge", config=Config, run=run, icon="merge", examples=EXAMPLES)
