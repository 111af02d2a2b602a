"""Writes a line to the run's log.

The message may be any value; what is not a text is written as JSON. Secrets are redacted. The output is what was
written, so that it can be seen on the step, too.
"""

from typing import Any, Literal

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.text import as_text

_LONGEST = 10_000
"""Characters of a message that are kept; a log is for reading."""


class Config(NodeConfig):
    """What is written."""

    message: Any = Field(title="Message")
    level: Literal["debug", "info", "warning", "error"] = Field(default="info", title="Level")
    data: Any = Field(default=None, title="Data", description="A value shown beside the message.")


class Output(NodeOutput):
    """What was written."""

    message: str
    level: str


async def run(config: Config, ctx: Context) -> Output:
    """Writes the line and returns it; a message over 10,000 characters is cut."""
    text = as_text(config.message)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if config.data is None:
        ctx.log(text, config.level)
    else:
        ctx.log(text, config.level, data=config.data)
    return Output(message=text, level=config.level)


EXAMPLES = (
    Example(
        "A text",
        {"message": "{{ input.n }} rows read"},
        input={"n": 3},
        output={"message": "3 rows read", "level": "info"},
    ),
    Example(
        "A value, as a warning",
        {"message": "{{ input }}", "level": "warning"},
        input={"n": 3},
        output={"message": '{"n": 3}', "level": "warning"},
    ),
)

NODE = NodeType(
    id="core.log", title="Log", config=Config, output=Output, run=run, icon="scroll-text", examples=EXAMPLES
)
