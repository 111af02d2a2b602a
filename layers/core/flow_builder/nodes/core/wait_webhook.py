"""Waits until somebody calls the run's own URL, and goes on with that request.

The URL is shown on the waiting step. The request's `method`, `headers` (without those that carry secrets), `query` and `body` are the output. A
request with another method or a body that does not fit the schema is refused and the run keeps waiting. When the time
limit is reached first, `timed_out` is taken.
"""

import time
from typing import Any, Literal

from pydantic import Field, field_validator

from flow_builder.errors import InvalidInput
from flow_builder.network.headers import public_headers
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, Routed, Suspend
from flow_builder.nodes.json_schema import check_schema, check_value

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


class Config(NodeConfig):
    """Which request is waited for, and how long."""

    timeout_s: float | None = Field(
        default=86_400.0, gt=0, le=365 * 86_400, title="Time limit (seconds)", description="Empty: none."
    )
    methods: list[Method] = Field(default=["POST"], min_length=1, title="Methods")
    body_schema: dict[str, Any] | None = Field(
        default=None, title="Schema of the body", description="JSON Schema; a body that does not fit is refused."
    )

    @field_validator("body_schema")
    @classmethod
    def _valid_schema(cls, schema: dict[str, Any] | None) -> dict[str, Any] | None:
        return schema if schema is None else check_schema(schema)


class Output(NodeOutput):
    """The request, or that none came."""

    method: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    query: dict[str, Any] = Field(default_factory=dict)
    body: Any = None
    timed_out: bool = False


async def run(config: Config, ctx: Context) -> Suspend:
    """Suspends the step until the request comes."""
    until = None if config.timeout_s is None else round((time.time() + config.timeout_s) * 1_000)
    return Suspend("webhook", until, {"methods": list(config.methods), "body_schema": config.body_schema})


def resume(config: Config, answer: dict[str, Any]) -> Routed:
    """Returns the request; InvalidInput (the step keeps waiting) when its method or body does not fit."""
    if answer.get("timed_out"):
        return Routed(Output(timed_out=True), ("timed_out",))
    method = str(answer.get("method") or "POST").upper()
    if method not in config.methods:
        allowed = ", ".join(config.methods)
        raise InvalidInput(f"The request must use one of: {allowed}.", code="webhook.method", field="/method")
    if config.body_schema is not None:
        check_value(answer.get("body"), config.body_schema, what="body", field="/body")
    output = Output(
        method=method,
        headers=public_headers(answer.get("headers") or {}),
        query=answer.get("query") or {},
        body=answer.get("body"),
    )
    return Routed(output, ("out",))


EXAMPLES = (
    Example("A payment provider reports back within an hour", {"timeout_s": 3_600}),
    Example(
        "Just requests that say which order",
        {
            "methods": ["POST", "PUT"],
            "body_schema": {"type": "object", "required": ["order"], "properties": {"order": {"type": "string"}}},
        },
    ),
)

NODE = NodeType(
    id="core.wait_webhook",
    title="Wait for webhook",
    config=Config,
    output=Output,
    run=run,
    resume=resume,
    kind="pause",
    lane="control",
    ports=("out", "timed_out"),
    icon="webhook",
    examples=EXAMPLES,
)
