"""Sends an HTTP request and gives status, headers and body of the response.

* **Body** in and out: JSON, form, text, multipart with files, or a file. `auto` reads the response by its content
  type: JSON as a value, text as text, anything else as a file (`artifact`).
* **Status**: one that is not expected fails the step with `http.status`. 408, 425, 429 and server errors are worth
  trying again, and a `Retry-After` is heeded; set the node's retry policy for that.
* **Repeats are safe to detect**: requests that change something carry an `Idempotency-Key` that stays the same over all
  attempts of the step.
* **Login**: in place for trying out, by a credential for real: user name and password (basic, digest), a token, a key in
  a header or in the URL, or OAuth 2 (client credentials or a refresh token), whose tokens are got, kept and renewed.
* **Paging** collects the `items` of all pages: numbered ones, those with a cursor, or those with a Link header.
* **Redirects** are followed up to ten times; secrets are not sent on to another site, nor to
  a next page there. Cookies last for one request and
  are in `cookies` of the output.
* Private addresses may be off limits, see *network guard*.
"""

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated, Any, Literal

import httpx
from pydantic import Field

from flow_builder.domain import limits
from flow_builder.domain.value import Artifact
from flow_builder.network.client import MAX_REDIRECTS
from flow_builder.network.decode import json_of, text_of
from flow_builder.network.exchange import Incoming
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.http._answer import is_expected, refusal
from flow_builder.nodes.http._auth import Auth, NoAuth
from flow_builder.nodes.http._body import Body, JsonBody, NoBody, encode, pairs
from flow_builder.nodes.http._call import Ask, Calls, calling
from flow_builder.nodes.http._connection import Connection
from flow_builder.nodes.http._names import file_name
from flow_builder.nodes.http._paging import Ended, Next, NoPaging, Page, Paging, SomePaging, collect
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
    paging: Paging = Field(default=NoPaging(), title="Paging")
    connection: Connection = Field(default=Connection(), title="Connection")


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
    items: list[Any] | None = None
    """With paging: those of all pages."""
    pages: int | None = None
    ended: Ended | None = None
    """Why paging stopped."""


async def run(config: Config, ctx: Context) -> Output:
    """Sends the request and returns the response; errors are listed in `flow_builder.network.exchange`.

    Also raises NodeError `http.status`, `http.oauth`, and with paging those of `_paging.collect`.
    """
    async with calling(ctx, config.url, config.auth, config.connection) as calls:
        if isinstance(config.paging, NoPaging):
            return await _once(config, ctx, calls)
        return await _paged(config, config.paging, ctx, calls)


async def _once(config: Config, ctx: Context, calls: Calls) -> Output:
    began = time.perf_counter()
    async with calls.open(await _ask(config, config.body, ctx)) as answer:
        await _check(config, answer)
        body, artifact = await _read(config, answer, ctx)
    return Output(
        status=answer.status,
        headers=_shown(answer.headers),
        cookies=answer.cookies,
        body=body,
        artifact=artifact,
        url=answer.url,
        elapsed_ms=round((time.perf_counter() - began) * 1_000),
    )


async def _paged(config: Config, paging: SomePaging, ctx: Context, calls: Calls) -> Output:
    began = time.perf_counter()
    cookies: dict[str, str] = {}

    async def fetch(following: Next) -> Page:
        ask = await _ask(config, _with_field(config.body, following), ctx)
        if following.query is not None:
            ask = ask.with_query(*following.query)
        if following.url is not None:
            ask = replace(ask, url=following.url, query=())
        async with calls.open(ask) as answer:
            await _check(config, answer)
            content = await answer.read(config.max_bytes)
        cookies.update(answer.cookies)
        kind = answer.headers.get("content-type", "")
        as_text = config.response == "text" or (config.response == "auto" and _kind(kind) == "text")
        read = text_of if as_text else json_of
        body = read(content, kind, config.charset) if content else None
        return Page(answer.status, _shown(answer.headers), body, answer.url, content)

    found = await collect(paging, ctx, fetch)
    assert found.last is not None
    return Output(
        status=found.last.status,
        headers=found.last.headers,
        cookies=cookies,
        url=found.last.url,
        elapsed_ms=round((time.perf_counter() - began) * 1_000),
        items=found.items,
        pages=found.pages,
        ended=found.ended,
    )


def _with_field(body: Body, following: Next) -> Body:
    """Returns the body with the field that a cursor is sent in."""
    if following.body is None:
        return body
    name, value = following.body
    before = body.value if isinstance(body, JsonBody) and isinstance(body.value, dict) else {}
    return JsonBody(kind="json", value={**before, name: value})


async def _ask(config: Config, body: Body, ctx: Context) -> Ask:
    content, content_type = await encode(body, ctx)
    headers = {} if content_type is None else {"content-type": content_type}
    if config.method not in _CHANGES_NOTHING:
        headers["idempotency-key"] = ctx.idempotency_key
    own = {name.lower(): value for name, value in config.headers.items()}
    return Ask(
        config.url,
        config.method,
        query=pairs(config.query),
        headers=headers | own,
        content=content,
        timeout_s=config.timeout_s,
        max_redirects=MAX_REDIRECTS if config.follow_redirects else 0,
    )


async def _check(config: Config, answer: Incoming) -> None:
    """Raises NodeError `http.status` for an answer that is not expected."""
    expected = [*config.expected] if config.follow_redirects else [*config.expected, "3xx"]
    if not is_expected(answer.status, expected):
        raise await refusal(answer, config.method)


async def _read(config: Config, answer: Incoming, ctx: Context) -> tuple[Any, Artifact | None]:
    content_type = answer.headers.get("content-type", "")
    kind = _kind(content_type) if config.response == "auto" else config.response
    pieces = answer.pieces(config.max_bytes)
    first = await anext(pieces, b"")
    if kind == "artifact" and (first or config.response == "artifact"):
        file_type = content_type or "application/octet-stream"
        return None, await ctx.save_artifact(file_name(answer), _after(first, pieces), file_type)
    content = first + b"".join([piece async for piece in pieces])
    if not content:
        return None, None
    if kind == "json":
        return json_of(content, content_type, config.charset), None
    return text_of(content, content_type, config.charset), None


async def _after(first: bytes, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in pieces:
        yield piece


def _shown(headers: httpx.Headers) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "set-cookie"}


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
            "url": "{{ env.SITE }}/orders",
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
        "All pages of a list",
        {
            "url": "{{ env.SITE }}/data.json",
            "paging": {"kind": "cursor", "items": "{{ item.body.items }}", "cursor": "{{ item.body.next }}"},
        },
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
