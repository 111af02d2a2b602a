"""Answers the request that started the run, while the run goes on.

A body that is a text is sent as text, any other value as JSON. Only the first reply of a run counts; without one, a
webhook that waits for a reply gets the run's output at its end. Started in another way, the node does nothing.
"""

from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.text import Text

Name = Annotated[str, StringConstraints(pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", max_length=100)]
Value = Annotated[Text, StringConstraints(pattern=r"^[\t\x20-\x7e\xa0-\xff]*$", max_length=4_096)]
_OF_THE_CONNECTION = frozenset(
    {"connection", "content-length", "keep-alive", "set-cookie", "te", "trailer", "transfer-encoding", "upgrade"}
)


class Config(NodeConfig):
    """The reply."""

    status: int = Field(default=200, ge=200, le=599, title="Status")
    headers: dict[Name, Value] = Field(default_factory=dict, max_length=50, title="Headers")
    body: Any = Field(default=None, title="Body")

    @field_validator("headers")
    @classmethod
    def _own(cls, headers: dict[str, str]) -> dict[str, str]:
        if taken := _OF_THE_CONNECTION.intersection(name.lower() for name in headers):
            raise ValueError(f"The header {min(taken)!r} cannot be set by a flow.")
        return headers


class Output(NodeOutput):
    """What was sent."""

    status: int


async def run(config: Config, ctx: Context) -> Output:
    """Hands the reply to the host."""
    await ctx.backend.reply({"status": config.status, "headers": dict(config.headers), "body": config.body})
    return Output(status=config.status)


EXAMPLES = (
    Example(
        "A JSON answer",
        {"body": {"total": "{{ input.total }}"}},
        input={"total": 3},
        output={"status": 200},
        needs="backend",
    ),
    Example(
        "Send the caller on",
        {"status": 302, "headers": {"Location": "https://example.com/thanks"}},
        output={"status": 302},
        needs="backend",
    ),
)

NODE = NodeType(
    id="http.webhook_reply",
    title="Reply to webhook",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="reply",
    examples=EXAMPLES,
)
