"""Ends the whole run at once, also from inside loops and branches.

Steps that are running are canceled, nothing else starts. The run gets the status, the message and, if given, the output
set here; with the status `failed` the message becomes the run's error.
"""

from typing import Any, Literal

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.text import Text


class Config(NodeConfig):
    """How the run ends."""

    status: Literal["succeeded", "failed"] = Field(default="succeeded", title="Status")
    message: Text = Field(default="", max_length=2_000, title="Message", description="Shown on the run.")
    output: Any = Field(default=None, title="Output", description="The run's output.")


class Output(NodeOutput):
    """How the run ended."""

    status: str
    message: str
    output: Any


async def run(config: Config, ctx: Context) -> Output:
    """Returns how the run is to end; the engine ends it."""
    return Output(status=config.status, message=config.message, output=config.output)


EXAMPLES = (
    Example(
        "Nothing to do today",
        {"message": "No new rows since {{ input.since }}"},
        input={"since": "Monday"},
        output={"status": "succeeded", "message": "No new rows since Monday", "output": None},
    ),
    Example(
        "Give up with an explanation",
        {"status": "failed", "message": "The shop is closed", "output": {"rows": 0}},
        output={"status": "failed", "message": "The shop is closed", "output": {"rows": 0}},
    ),
)

NODE = NodeType(
    id="core.stop",
    title="Stop",
    config=Config,
    output=Output,
    run=run,
    kind="stop",
    lane="control",
    icon="octagon-x",
    examples=EXAMPLES,
)
