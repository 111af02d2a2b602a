"""Fails with a message unless something holds.

Use it to stop early and say why: a page that has lost its table, a total that cannot be right. `that` counts as
JavaScript counts it, as in *Condition*. The error's code is `assert.failed`; trying again does not help, so it is not
retried unless the retry policy says so for all errors.
"""

from typing import Any

from pydantic import Field

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.text import Text
from flow_builder.nodes.truth import truthy


class Config(NodeConfig):
    """What must hold."""

    that: Any = Field(title="That", description="The value or expression that must hold.")
    message: Text = Field(
        default="An assertion does not hold.", min_length=1, max_length=2_000, title="Message otherwise"
    )


class Output(NodeOutput):
    """Says that it held."""

    ok: bool = True


async def run(config: Config, ctx: Context) -> Output:
    """Returns `ok`, or raises NodeError `assert.failed` with the message."""
    if not truthy(config.that):
        raise NodeError(config.message, code="assert.failed", field="/that")
    return Output()


EXAMPLES = (
    Example(
        "It holds",
        {"that": "{{ input.rows.length > 0 }}", "message": "No rows"},
        input={"rows": [1]},
        output={"ok": True},
    ),
    Example(
        "It does not",
        {"that": "{{ input.rows.length > 0 }}", "message": "No rows"},
        input={"rows": []},
        error="assert.failed",
    ),
)

NODE = NodeType(
    id="core.assert", title="Assert", config=Config, output=Output, run=run, icon="badge-check", examples=EXAMPLES
)
