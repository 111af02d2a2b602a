"""Starts the flow by hand: from the editor, the run page or `flow run`.

Its output is the run's input, checked against the flow's input schema; the editor asks for it with a form made from
that schema.
"""

from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType


class Config(NodeConfig):
    """Nothing to set."""


async def run(config: Config, ctx: Context) -> JSON:
    """Returns the run's input."""
    return ctx.input


EXAMPLES = (
    Example("The run's input", {}, input={"limit": 10}, output={"limit": 10}),
    Example("No input", {}, input=None, output=None),
)

NODE = NodeType(
    id="trigger.manual", title="Manual", config=Config, run=run, kind="trigger", icon="play", examples=EXAMPLES
)
