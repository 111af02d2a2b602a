"""Starts the flow when its URL is called.

The output is the request: `method`, `headers` (lower-case names, without those that carry secrets), `query` and
`body` (a value for JSON and forms, else text).

* **Reply** `reply` keeps the caller waiting for the *Reply to webhook* node or, without one, for the run's output at
  its end. `immediate` answers at once with the run's id.
* A **token** makes callers prove themselves: they send it as `Authorization: Bearer …` or `X-Flow-Token`. Others are
  refused and start nothing.
"""

from typing import Any, Literal

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.network.headers import public_headers
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


class Config(NodeConfig):
    """Which calls start the flow, and how they are answered."""

    methods: list[Method] = Field(default=["POST"], min_length=1, title="Methods")
    response: Literal["immediate", "reply"] = Field(default="reply", title="Reply")
    token: str | None = Field(
        default=None, min_length=16, max_length=200, title="Token", json_schema_extra={"format": "password"}
    )
    immediate_status: int = Field(default=202, ge=200, le=299, title="Status of an immediate reply")
    reply_timeout_s: float = Field(
        default=25.0,
        gt=0,
        le=300,
        title="Wait for a reply at most (seconds)",
        description="Then the caller gets 202 and the run goes on.",
    )


class Output(NodeOutput):
    """The request."""

    method: str
    headers: dict[str, str]
    query: dict[str, Any]
    body: Any


async def run(config: Config, ctx: Context) -> JSON:
    """Returns the request; started in another way, the run's input counts as its body."""
    given = ctx.input
    if not (isinstance(given, dict) and {"method", "headers", "query", "body"} <= given.keys()):
        return Output(method=config.methods[0], headers={}, query={}, body=given)
    return {**given, "headers": public_headers(given["headers"] or {})}


_CALL = {
    "method": "POST",
    "headers": {"Content-Type": "application/json", "Cookie": "session=1"},
    "query": {"v": "2"},
    "body": {"n": 1},
}

EXAMPLES = (
    Example(
        "The request, without its secrets",
        {},
        input=_CALL,
        output={
            "method": "POST",
            "headers": {"content-type": "application/json"},
            "query": {"v": "2"},
            "body": {"n": 1},
        },
    ),
    Example(
        "Tried out by hand",
        {"methods": ["PUT"], "response": "immediate"},
        input={"n": 1},
        output={"method": "PUT", "headers": {}, "query": {}, "body": {"n": 1}},
    ),
    Example("A token must be long enough to be one", {"token": "short"}, error="config.invalid"),
)

NODE = NodeType(
    id="trigger.webhook",
    title="Webhook",
    config=Config,
    output=Output,
    run=run,
    kind="trigger",
    icon="webhook",
    examples=EXAMPLES,
)
