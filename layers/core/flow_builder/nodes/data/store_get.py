"""Reads a value that the flow kept in an earlier run, or earlier in this one.

*Store: set* keeps values. They belong to the flow: every run of it sees the same ones, other flows do not. Use it for
"the last id I have seen", counters, tokens that are not secret, or a page number to go on from.

Nothing kept under the key gives the default, and `found` is false.
"""

from typing import Any

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.text import Text

PREFIX = "store:"
"""Keys of the state that these nodes use."""


class Config(NodeConfig):
    """What to read."""

    key: Text = Field(title="Key", min_length=1, max_length=200)
    default: Any = Field(default=None, title="Default", description="The value when nothing is kept.")


class Output(NodeOutput):
    """The value."""

    value: Any
    found: bool


async def run(config: Config, ctx: Context) -> Output:
    """Returns the kept value, or the default."""
    kept = await ctx.backend.state_get(PREFIX + config.key)
    if kept is None:
        return Output(value=config.default, found=False)
    return Output(value=kept["value"], found=True)


EXAMPLES = (
    Example("Nothing kept yet", {"key": "last_id", "default": 0}, output={"value": 0, "found": False}, needs="backend"),
    Example(
        "A key made from data",
        {"key": "cursor:{{ input.shop }}"},
        input={"shop": "north"},
        output={"value": None, "found": False},
        needs="backend",
    ),
    Example("An empty key", {"key": ""}, error="config.invalid", needs="backend"),
)

NODE = NodeType(
    id="data.store_get",
    title="Store: get",
    config=Config,
    output=Output,
    run=run,
    icon="archive-restore",
    examples=EXAMPLES,
)
