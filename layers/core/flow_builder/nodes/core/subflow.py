"""Starts another flow and, unless told not to wait, goes on with its output.

The other flow gets `input` as its run's input. A failed sub-flow fails this step with the inner error. Without waiting,
this step ends at once with the new run's id, whatever becomes of it. Flows may call flows ten levels deep.
"""

from typing import Any

from pydantic import Field

from flow_builder.nodes.base import Example, NodeConfig, NodeOutput, NodeType


class Config(NodeConfig):
    """Which flow, with what."""

    flow: str = Field(
        title="Flow", min_length=1, description="Id of the flow to start.", json_schema_extra={"x-flow": True}
    )
    input: Any = Field(default_factory=dict, title="Input", description="The input of its run.")
    wait: bool = Field(default=True, title="Wait for its end")


class Output(NodeOutput):
    """What became of the other flow's run."""

    run: str
    status: str | None = None
    """`succeeded`, or None when not waiting."""
    output: Any = None


EXAMPLES = (
    Example(
        "Call a flow and wait",
        {"flow": "enrich-company", "input": {"domain": "{{ input.domain }}"}},
        input={"domain": "example.com"},
    ),
    Example("Start it and go on", {"flow": "nightly-report", "wait": False}),
)

NODE = NodeType(
    id="core.subflow",
    title="Sub-flow",
    config=Config,
    output=Output,
    kind="call",
    lane="control",
    side_effect=True,
    icon="workflow",
    examples=EXAMPLES,
)
