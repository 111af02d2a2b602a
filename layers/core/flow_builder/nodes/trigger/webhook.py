"""Starts the flow when its URL is called.

The output is the request: `method`, `headers` (lower-case names, without those that carry secrets), `query` and `body`:
a value for JSON and forms, text for other texts, a file's descriptor for anything else; files of a multipart form are
kept as files of the run. A query or form field that comes several times is a list.

* **The address** ends in a secret that can be changed at any time; whoever does not have it finds nothing. Without
  *Secret in the address*, the flow's id alone is the address.
* **Proof**: callers send a token, or sign the call as GitHub, Stripe, Slack, Shopify, the Standard Webhooks rules or
  *Send webhook* do it, or with an HMAC of your own making. The secret is a credential. Others get 401 and start nothing.
* **Deliveries** that come twice start one run. Senders name them in a header or in the body; the second call gets the
  answer of the first one, or what you choose. They are remembered for seven days.
* **Reply** `reply` keeps the caller waiting for the *Reply to webhook* node or, without one, for the run's output at
  its end. `immediate` answers at once with the run's id.
* **HEAD** gets 200 and starts nothing; **OPTIONS** says which methods there are and, with *Web pages*, who may call.

The test address below `/hooks/test/` keeps what it is sent for seven days, to be looked at and pinned.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from flow_builder.domain.value import JSON
from flow_builder.network.headers import public_headers
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.trigger._webhook import ByItself, Cors, Deliveries, Network, Proof, Unproven

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
ContentType = Annotated[str, StringConstraints(to_lower=True, pattern=r"^[\w.+-]+/([\w.+-]+|\*)$", max_length=100)]
_LARGEST = 25 * 1024 * 1024


class Config(NodeConfig):
    """Which calls start the flow, and how they are answered."""

    methods: list[Method] = Field(default=["POST"], min_length=1, title="Methods")
    path_secret: bool = Field(default=True, title="Secret in the address")
    proof: Proof = Field(default=Unproven(), title="Proof of the caller")
    deliveries: Deliveries = Field(default=ByItself(), title="How deliveries are told apart")
    on_duplicate: Literal["first", "accept", "conflict"] = Field(
        default="first",
        title="A delivery that comes twice gets",
        description="`first`: the answer of the first one. `accept`: 200. `conflict`: 409.",
    )
    content_types: list[ContentType] = Field(
        default_factory=list, max_length=50, title="Content types", description="Such as `image/*`; empty takes all."
    )
    max_bytes: int = Field(default=1024 * 1024, ge=1, le=_LARGEST, title="Largest body (bytes)")
    binary: Literal["artifact", "base64"] = Field(default="artifact", title="Bodies that are no text come as")
    cors: Cors | None = Field(default=None, title="Web pages", description="Which pages may call from a browser.")
    networks: list[Network] = Field(
        default_factory=list,
        max_length=200,
        title="Callers' addresses",
        description="`192.0.2.0/24`; empty: all. Behind a reverse proxy all calls come from the proxy's address.",
    )
    response: Literal["immediate", "reply"] = Field(default="reply", title="Reply")
    immediate_status: int = Field(default=202, ge=200, le=299, title="Status of an immediate reply")
    reply_timeout_s: float = Field(
        default=25.0,
        gt=0,
        le=300,
        title="Wait for a reply at most (seconds)",
        description="Then the caller gets 202 and the run goes on.",
    )
    failure_status: int = Field(default=500, ge=400, le=599, title="Status when the run fails")
    failure_details: bool = Field(default=False, title="Tell callers why a run failed")
    test_runs: bool = Field(
        default=False, title="Test calls run the draft", description="Else they are kept to be looked at, and no more."
    )
    token: str | None = Field(
        default=None,
        min_length=16,
        max_length=200,
        title="Token in the flow",
        description="Whoever reads the flow reads it. Use a proof with a credential instead.",
        json_schema_extra={"format": "password", "deprecated": True, "x-instead": "proof"},
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
_OUTPUT = {"method": "POST", "headers": {"content-type": "application/json"}, "query": {"v": "2"}, "body": {"n": 1}}

EXAMPLES = (
    Example("The request, without its secrets", {}, input=_CALL, output=_OUTPUT),
    Example(
        "Tried out by hand",
        {"methods": ["PUT"], "response": "immediate"},
        input={"n": 1},
        output={"method": "PUT", "headers": {}, "query": {}, "body": {"n": 1}},
    ),
    Example(
        "Events of a GitHub repository, each of them once",
        {"proof": {"kind": "github", "credential": "github-hook"}, "response": "immediate"},
        input=_CALL,
        output=_OUTPUT,
    ),
    Example(
        "A sender with a signature of its own",
        {
            "proof": {
                "kind": "hmac",
                "credential": "partner-hook",
                "header": "X-Partner-Signature",
                "algorithm": "sha512",
                "encoding": "base64",
                "signed": "{timestamp}.{body}",
                "timestamp_header": "X-Partner-Time",
            },
            "deliveries": {"by": "field", "field": "event.id", "required": True},
        },
        input=_CALL,
        output=_OUTPUT,
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
