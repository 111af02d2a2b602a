"""Runs the nodes inside it and, if one of them fails, goes on at **error** instead of failing the run.

After a success `out` is taken and the output is the last inner node's output. After a failure `error` is taken and
`steps.<key>.error` holds the error: `code`, `message`, `node`, `retryable`, `details`. What was done before the failure
stays done and can be read by the nodes that follow.
"""

from flow_builder.nodes.base import Example, NodeConfig, NodeType


class Config(NodeConfig):
    """Nothing to set."""


EXAMPLES = (Example("Any nodes inside; connect `error` to what should happen instead", {}),)

NODE = NodeType(
    id="core.try",
    title="Try",
    config=Config,
    kind="try",
    lane="control",
    ports=("out", "error"),
    icon="shield",
    examples=EXAMPLES,
)
