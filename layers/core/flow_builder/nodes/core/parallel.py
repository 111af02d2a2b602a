"""Starts all nodes inside it that wait for nothing together, and goes on when everything inside has ended.

Drawn branches run side by side anyway; this container names that part, limits how many steps run at once, and can be
handled as one: one error route, one time limit. Its output is the output of the last inner node, or, with several last
ones, an object of outputs by key. It fails when an inner node fails unhandled; the others still run to their end.
"""

from pydantic import Field

from flow_builder.domain import limits
from flow_builder.nodes.base import Example, NodeConfig, NodeType


class Config(NodeConfig):
    """How much runs at the same time."""

    concurrency: int | None = Field(
        default=None,
        ge=1,
        le=limits.MAX_CONCURRENCY,
        title="At the same time",
        description="Empty: everything at once.",
    )


EXAMPLES = (
    Example("Everything at once", {}),
    Example("Two at a time, to be gentle to a server", {"concurrency": 2}),
)

NODE = NodeType(
    id="core.parallel",
    title="Parallel",
    config=Config,
    kind="parallel",
    lane="control",
    icon="columns-3",
    examples=EXAMPLES,
)
