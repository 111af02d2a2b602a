"""Sends an HTTP request and gives status, headers and body of the response.

* **Body** in and out: JSON, form, text, multipart with files, or a file. `auto` reads the response by its content
  type: JSON as a value, text as text, anything else as a file (`artifact`).
* **Status**: one that is not expected fails the step with `http.status`. 408, 425, 429 and server errors are worth
  trying again, and a `Retry-After` is heeded; set the node's retry policy for that.
* **Repeats are safe to detect**: requests that change something carry an `Idempotency-Key` that stays the same over all
  attempts of the step.
* **Redirects** are followed up to ten times; secrets are not sent on to another site. Cookies last for one request and
  are in `cookies` of the output.
* Private addresses may be off limits, see *network guard*.
"""

from typing import Annotated, Any, Literal

import httpx
from pydantic import Field

from flow_builder.domain import limits
from flow_builder.domain.value import Artifact
from flow_builder.errors import NodeError
from flow_builder.network.client import MAX_REDIRECTS
from flow_builder.network.decode import json_of, text_of
from flow_builder.network.exchange import Exchange, Private, exchange
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.http._answer import is_expected, status_error
from flow_builder.nodes.http._auth import Auth, NoAuth, auth_headers
from flow_builder.nodes.http._body import Body, NoBody, encode, pairs
from flow_builder.nodes.http._names import file_name
from flow_builder.nodes.text import Text

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
Expected = int | Annotated[str, Field(pattern=r"^[1-5]xx$")]
_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})
_LARGEST = 512 * 1024 * 1024
_TEXT_TYPES = ("text/", "xml", "javascript", "x-www-form-urlencoded", "yaml", "csv", "graphql")


class Config(NodeConfig):
    """What is sent, and what is expected."""

    url: str = Field(title="URL", min_length=1, max_length=8_192, examples=["https://api.example.com/items"])
    method: Method = Field(default="GET", title="Method")
    query: dict[str, Any] = Field(
        default_factory=dict, title="Query", description="Added to the URL; lists repeat the name, null leaves it out."
    )
    headers: dict[str, Text] = Field(default_factory=dict, title="Headers")
    body: Body = Field(default=NoBody(), title="Body")
    auth: Auth = Field(default=NoAuth(), title="Authentication")
    response: Literal["auto", "json", "text", "artifact"] = Field(default="auto", title="Response as")
    expected: list[Expected] = Field(
        default=["2xx"], min_length=1, title="Expected statuses", description="Numbers, or classes such as `2xx`."
    )
    timeout_s: float = Field(
        default=30.0,
        gt=0,
        le=900,
        title="Time limit (seconds)",
        description="For everything, redirects and body included.",
    )
    follow_redirects: bool = Field(default=True, title="Follow redirects")
    charset: str | None = Field(default=None, title="Character set", description="Overrides what the response says.")
    max_bytes: int = Field(
        default=limits.MAX_OUTPUT_BYTES,
        ge=1,
        le=_LARGEST,
        title="Largest response (bytes)",
        description="After unpacking.",
    )


class Output(NodeOutput):
    """The response."""

    status: int
    headers: dict[str, str]
    """By lower-case name; `set-cookie` is in `cookies`."""
    cookies: dict[str, str] = Field(default_factory=dict)
    body: Any = None
    """The JSON value or text; null when it is a file, or empty."""
    artifact: Artifact | None = None
    url: str
    """Where the response came from, after redirects."""
    elapsed_ms: int


async def run(config: Config, ctx: Context) -> Output:
    """Sends the request and returns the response; errors are listed in `flow_builder.network.exchange`."""
    secrets = await auth_headers(config.auth, ctx)
    answer = await exchange(
        ctx.http,
        await _request(config, ctx, secrets),
        timeout_s=config.timeout_s,
        max_bytes=config.max_bytes,
        max_redirects=MAX_REDIRECTS if config.follow_redirects else 0,
        private=Private(frozenset(secrets)),
    )
    expected = [*config.expected] if config.follow_redirects else [*config.expected, "3xx"]
    if not is_expected(answer.status, expected):
        raise status_error(answer, config.method)
    body, artifact = await _read(config, answer, ctx)
    return Output(
        status=answer.status,
        headers={name: value for name, value in answer.headers.items() if name != "set-cookie"},
        cookies=answer.cookies,
        body=body,
        artifact=artifact,
        url=answer.url,
        elapsed_ms=answer.elapsed_ms,
    )


async def _request(config: Config, ctx: Context, secrets: dict[str, str]) -> httpx.Request:
    content, content_type = await encode(config.body, ctx)
    headers = httpx.Headers({"accept": "*/*"})
    if content_type is not None:
        headers["content-type"] = content_type
    if config.method not in _CHANGES_NOTHING:
        headers["idempotency-key"] = ctx.idempotency_key
    try:
        headers.update(config.headers)
        headers.update(secrets)
        url = httpx.URL(config.url)
        if config.query:
            url = url.copy_with(params=[*url.params.multi_items(), *pairs(config.query)])
        return ctx.http.build_request(config.method, url, headers=headers, content=content or None)
    except httpx.InvalidURL as error:
        raise NodeError(f"The URL cannot be used: {error}", code="http.url", field="/url") from error
    except UnicodeEncodeError as error:
        raise NodeError(
            "A header holds characters that HTTP does not allow.", code="http.request", field="/headers"
        ) from error


async def _read(config: Config, answer: Exchange, ctx: Context) -> tuple[Any, Artifact | None]:
    content_type = answer.headers.get("content-type", "")
    kind = _kind(content_type) if config.response == "auto" else config.response
    if not answer.content and config.response != "artifact":
        return None, None
    if kind == "json":
        return json_of(answer.content, content_type, config.charset), None
    if kind == "text":
        return text_of(answer.content, content_type, config.charset), None
    name = file_name(answer)
    return None, await ctx.save_artifact(name, answer.content, content_type or "application/octet-stream")


def _kind(content_type: str) -> str:
    kind = content_type.partition(";")[0].strip().lower()
    if kind.endswith(("/json", "+json")):
        return "json"
    return "text" if any(each in kind for each in _TEXT_TYPES) else "artifact"


def host_and_port(text: str) -> str | None:
    """Returns `host:port` of a URL, as the circuit breaker names what is behind it; None for an unusable one."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return None
    return f"{url.host}:{url.port or (443 if url.scheme == 'https' else 80)}" if url.host else None


EXAMPLES = (
    Example("Read JSON", {"url": "{{ env.SITE }}/data.json"}, needs="network"),
    Example(
        "Create something, with a credential",
        {
            "url": "https://api.example.com/orders",
            "method": "POST",
            "body": {"kind": "json", "value": {"sku": "{{ input.sku }}", "amount": 2}},
            "auth": {"kind": "credential", "credential": "shop-api"},
            "expected": [201],
        },
        input={"sku": "A-1"},
        needs="network",
    ),
    Example(
        "Take what is not there as an answer, too",
        {"url": "{{ env.SITE }}/missing", "expected": ["2xx", 404]},
        needs="network",
    ),
    Example(
        "An address that is written in two ways is refused", {"url": "http://0x7f000001/"}, error="network.blocked"
    ),
)

NODE = NodeType(
    id="http.request",
    title="HTTP request",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="globe",
    dependency=lambda config: host_and_port(config.url),
    examples=EXAMPLES,
)
