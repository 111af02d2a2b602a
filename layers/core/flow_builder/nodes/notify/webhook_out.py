"""Sends a value as JSON to a URL of somebody else; a delivery that is not accepted fails the step.

Any 2xx status is an acceptance; redirects are not followed. With a signing credential the request carries
`X-Flow-Signature: t=<seconds since 1970>,v1=<hex>`: the HMAC-SHA256 of `<t>.<body>` with the shared secret. A receiver
computes the same over the raw body, compares in constant time and refuses an old `t`. `X-Flow-Delivery` stays the same
over all attempts of one step, so that a receiver can drop what it has already.
"""

import hmac
import json
import time
from typing import Any, Literal

import httpx
from pydantic import Field

from flow_builder.errors import NodeError
from flow_builder.network.exchange import exchange
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.http._answer import is_expected, status_error
from flow_builder.nodes.http.request import host_and_port
from flow_builder.nodes.text import Text

_LARGEST_REPLY = 1024 * 1024


class Config(NodeConfig):
    """What goes where."""

    url: str = Field(title="URL", min_length=1, max_length=8_192)
    payload: Any = Field(default=None, title="Payload", description="Any value; sent as JSON.")
    method: Literal["POST", "PUT"] = Field(default="POST", title="Method")
    headers: dict[str, Text] = Field(default_factory=dict, title="Headers")
    credential: str | None = credential_field("hmac")
    timeout_s: float = Field(default=15.0, gt=0, le=120, title="Time limit (seconds)")


class Output(NodeOutput):
    """How it was received."""

    status: int
    delivery: str
    elapsed_ms: int


async def run(config: Config, ctx: Context) -> Output:
    """Delivers the payload; NodeError `http.status` when it is not accepted, and those of `network.exchange`."""
    body = json.dumps(config.payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    headers = {**config.headers, "content-type": "application/json", "x-flow-delivery": ctx.idempotency_key}
    headers |= {"x-flow-run": ctx.run.id, "idempotency-key": ctx.idempotency_key}
    if config.credential:
        headers["x-flow-signature"] = signature(await _secret(config.credential, ctx), body, int(time.time()))
    try:
        request = ctx.http.build_request(config.method, config.url, headers=headers, content=body)
    except httpx.InvalidURL as error:
        raise NodeError(f"The URL cannot be used: {error}", code="http.url", field="/url") from error
    answer = await exchange(ctx.http, request, timeout_s=config.timeout_s, max_bytes=_LARGEST_REPLY, max_redirects=0)
    if not is_expected(answer.status, ["2xx"]):
        raise status_error(answer, config.method)
    return Output(status=answer.status, delivery=ctx.idempotency_key, elapsed_ms=answer.elapsed_ms)


def signature(secret: str, body: bytes, at: int) -> str:
    """Returns the value of `X-Flow-Signature` for a body sent at a time (seconds since the epoch)."""
    return f"t={at},v1={hmac.digest(secret.encode(), b'%d.' % at + body, 'sha256').hex()}"


async def _secret(reference: str, ctx: Context) -> str:
    secret = (await ctx.credential(reference)).get("secret")
    if not isinstance(secret, str) or not secret:
        raise NodeError(
            f"The credential {reference!r} has no `secret` to sign with.", code="credential.unfit", field="/credential"
        )
    return secret


EXAMPLES = (
    Example(
        "Tell another system, signed",
        {
            "url": "https://hooks.example.com/orders",
            "payload": {"order": "{{ input.order }}"},
            "credential": "hooks-secret",
        },
        input={"order": "A-17"},
        needs="network",
    ),
    Example("An address that is off limits", {"url": "http://169.254.169.254/latest/"}, error="network.blocked"),
)

NODE = NodeType(
    id="notify.webhook_out",
    title="Send webhook",
    config=Config,
    output=Output,
    run=run,
    credits=2,
    side_effect=True,
    icon="send",
    dependency=lambda config: host_and_port(config.url),
    examples=EXAMPLES,
)
