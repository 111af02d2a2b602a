"""Starts the flow when a program asks for it through the API.

Its output is the run's input, which is checked against the flow's input schema first: a call with an input that does
not fit is refused and starts nothing. The same idempotency key starts the flow once.
"""

from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType


class Config(NodeConfig):
    """Nothing to set."""


async def run(config: Config, ctx: Context) -> JSON:
    """Returns the run's input."""
    return ctx.input


EXAMPLES = (
    Example("The run's input", {}, input={"order": "A-17"}, output={"order": "A-17"}),
    Example("Any JSON value will do", {}, input=[1, 2], output=[1, 2]),
)

NODE = NodeType(
    id="trigger.api", title="API call", config=Config, run=run, kind="trigger", icon="terminal", examples=EXAMPLES
)
