"""Sends a GraphQL query or mutation and gives its `data`.

A server answers errors with status 200 beside the data it could find; they fail the step with `graphql.errors` unless
`partial` is set, which gives what there is and the `errors` as they came. Values belong in `variables`, never in the
query's text.
"""

import json
from typing import Any

from pydantic import Field

from flow_builder.domain import limits
from flow_builder.errors import NodeError
from flow_builder.network.decode import json_of
from flow_builder.network.exchange import Exchange
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.http._answer import is_expected, status_error
from flow_builder.nodes.http._auth import Auth, NoAuth
from flow_builder.nodes.http._call import Ask, calling
from flow_builder.nodes.http._connection import Connection
from flow_builder.nodes.http.request import host_and_port
from flow_builder.nodes.text import Text

_SHOWN_ERRORS = 5
_ACCEPT = "application/graphql-response+json, application/json;q=0.9"


class Config(NodeConfig):
    """What is asked for."""

    url: str = Field(title="URL", min_length=1, max_length=8_192, examples=["https://api.example.com/graphql"])
    query: str = Field(title="Query", min_length=1, max_length=200_000, json_schema_extra={"format": "graphql"})
    variables: dict[str, Any] = Field(default_factory=dict, title="Variables")
    operation: str | None = Field(
        default=None, title="Operation", description="Its name, when the query's text has several."
    )
    headers: dict[str, Text] = Field(default_factory=dict, title="Headers")
    auth: Auth = Field(default=NoAuth(), title="Authentication")
    partial: bool = Field(default=False, title="Accept partial data", description="Errors become part of the output.")
    timeout_s: float = Field(default=30.0, gt=0, le=900, title="Time limit (seconds)")
    max_bytes: int = Field(default=limits.MAX_OUTPUT_BYTES, ge=1, le=64 * 1024 * 1024, title="Largest response (bytes)")
    connection: Connection = Field(default=Connection(), title="Connection")


class Output(NodeOutput):
    """The answer."""

    data: Any = None
    errors: list[Any] = Field(default_factory=list)
    """With `partial`: what went wrong, as the server says it."""
    extensions: Any = None
    elapsed_ms: int


async def run(config: Config, ctx: Context) -> Output:
    """Sends the query.

    Raises NodeError `graphql.errors` with the first errors in `details`, `http.status`, `http.json`, and those of
    `flow_builder.network.exchange`.
    """
    asked = {"query": config.query, "variables": config.variables}
    if config.operation:
        asked["operationName"] = config.operation
    headers = {"accept": _ACCEPT, "content-type": "application/json", "idempotency-key": ctx.idempotency_key}
    ask = Ask(
        config.url,
        "POST",
        headers=headers | {name.lower(): value for name, value in config.headers.items()},
        content=json.dumps(asked, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(),
        timeout_s=config.timeout_s,
    )
    async with calling(ctx, config.url, config.auth, config.connection) as calls:
        answer = await calls.fetch(ask, config.max_bytes)
    said = _read(answer)
    errors = said.get("errors") or []
    if errors and not (config.partial and said.get("data") is not None):
        raise _failed(errors, answer)
    return Output(data=said.get("data"), errors=errors, extensions=said.get("extensions"), elapsed_ms=answer.elapsed_ms)


def _read(answer: Exchange) -> dict[str, Any]:
    """Returns the answer's object; a refusal that is no GraphQL answer is one of HTTP."""
    content_type = answer.headers.get("content-type", "")
    good = is_expected(answer.status, ["2xx"])
    try:
        said = json_of(answer.content, content_type)
    except NodeError:
        if good:
            raise
        raise status_error(answer, "POST") from None
    if isinstance(said, dict) and ("data" in said or isinstance(said.get("errors"), list)):
        return said
    if not good:
        raise status_error(answer, "POST")
    raise NodeError(
        "The answer is not a GraphQL response: it has neither data nor errors.",
        code="graphql.bad_answer",
        hint="Check the URL; it is the one of the GraphQL endpoint.",
    )


def _failed(errors: list[Any], answer: Exchange) -> NodeError:
    first = errors[0] if isinstance(errors[0], dict) else {"message": str(errors[0])}
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    refused = None if is_expected(answer.status, ["2xx"]) else status_error(answer, "POST")
    wait = refused.details.get("retry_after_s") if refused else None
    return NodeError(
        f"The server answered with an error: {str(first.get('message'))[:500]}{more}",
        code="graphql.errors",
        retryable=refused.retryable if refused else False,
        hint="Set `partial` to take what data there is.",
        details={"status": answer.status, "errors": errors[:_SHOWN_ERRORS]}
        | ({} if wait is None else {"retry_after_s": wait}),
    )


EXAMPLES = (
    Example(
        "Ask with variables",
        {
            "url": "{{ env.SITE }}/graphql",
            "query": "query Product($id: ID!) { product(id: $id) { name price } }",
            "variables": {"id": "{{ input.id }}"},
        },
        input={"id": 7},
        needs="network",
    ),
    Example(
        "Addresses that are off limits", {"url": "http://169.254.169.254/", "query": "{ a }"}, error="network.blocked"
    ),
)

NODE = NodeType(
    id="http.graphql",
    title="GraphQL",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="hexagon",
    dependency=lambda config: host_and_port(config.url),
    examples=EXAMPLES,
)
