"""Reads a feed (RSS, Atom, RDF or JSON Feed) and gives its items in one form.

With *only new*, just what no earlier run of the flow has seen comes out, and an unchanged feed is not even sent again
(ETag, Last-Modified). HTML in items is cleaned of scripts.
"""

import asyncio
from typing import Any

from pydantic import BaseModel, Field

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.network.exchange import Exchange
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._state import state_lock
from flow_builder.nodes.http._answer import is_expected, status_error
from flow_builder.nodes.http._auth import Auth, NoAuth
from flow_builder.nodes.http._call import Ask, calling
from flow_builder.nodes.http._connection import Connection
from flow_builder.nodes.http._feed import read_feed
from flow_builder.nodes.http.request import host_and_port
from flow_builder.nodes.text import Text

_LARGEST = 32 * 1024 * 1024
_UNCHANGED = 304
_SEEN_KEPT = 5_000
_ACCEPT = "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"


class Config(NodeConfig):
    """Which feed."""

    url: str = Field(title="URL", min_length=1, max_length=8_192, examples=["https://example.com/feed.xml"])
    only_new: bool = Field(default=False, title="Only new", description="Since the last run of this flow.")
    max_items: int = Field(default=200, ge=1, le=5_000, title="Items at most")
    headers: dict[str, Text] = Field(default_factory=dict, title="Headers")
    auth: Auth = Field(default=NoAuth(), title="Authentication")
    timeout_s: float = Field(default=30.0, gt=0, le=900, title="Time limit (seconds)")
    connection: Connection = Field(default=Connection(), title="Connection")


class Feed(BaseModel):
    """What the feed says about itself."""

    title: str = ""
    link: str | None = None
    description: str = ""
    language: str | None = None
    updated: str | None = None
    kind: str = ""
    """Such as `rss20`, `atom10`, `json11`."""


class Item(BaseModel):
    """An entry; times are ISO 8601 in UTC."""

    id: str
    title: str = ""
    link: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    summary: str = ""
    content: str = ""
    tags: list[str] = []
    enclosures: list[dict[str, Any]] = []
    """Files: url, type, bytes."""


class Output(NodeOutput):
    """The feed."""

    feed: Feed
    items: list[Item]
    count: int
    unchanged: bool
    """Whether the server said that nothing changed since the last run."""


async def run(config: Config, ctx: Context) -> Output:
    """Reads the feed; NodeError `rss.not_a_feed`, `http.status`, and those of `flow_builder.network.exchange`."""
    if not config.only_new:
        found = await _fetch(config, ctx, {})
        assert found is not None
        return _output(*found[0], config.max_items)
    key = f"rss:{ctx.node}:{config.url}"
    async with state_lock(ctx, key):
        kept = await ctx.backend.state_get(key)
        before = _before(kept, ctx.idempotency_key)
        found = await _fetch(config, ctx, before)
        if found is None:
            return Output(feed=Feed.model_validate(before["feed"]), items=[], count=0, unchanged=True)
        (feed, items), answer = found
        known = set(before.get("seen", ()))
        output = _output(feed, [item for item in items if item["id"] not in known], config.max_items)
        given = {item.id for item in output.items}
        now = [item["id"] for item in items if item["id"] in known | given]
        seen = [*now, *(each for each in before.get("seen", ()) if each not in set(now))][:_SEEN_KEPT]
        # With items left over the feed has to be sent again, changed or not.
        marks = _marks(answer) if len(now) == len(items) else {}
        last = {"seen": seen, "feed": feed, **marks}
        await ctx.backend.state_set(key, {"step": ctx.idempotency_key, "last": last, "before": before})
    return output


def _before(kept: JSON, step: str) -> dict[str, Any]:
    """Returns what the last other step had seen; a step that is tried again starts from the same."""
    if kept is None:
        return {}
    found: dict[str, Any] = kept["before"] if kept["step"] == step else kept["last"]
    return found


async def _fetch(
    config: Config, ctx: Context, before: dict[str, Any]
) -> tuple[tuple[dict[str, Any], list[dict[str, Any]]], Exchange] | None:
    """Returns the feed with its items, and the answer they came in; None when it has not changed."""
    marks = {"if-none-match": before.get("etag"), "if-modified-since": before.get("modified")}
    headers = {"accept": _ACCEPT} | {name: mark for name, mark in marks.items() if mark}
    headers |= {name.lower(): value for name, value in config.headers.items()}
    async with calling(ctx, config.url, config.auth, config.connection) as calls:
        answer = await calls.fetch(Ask(config.url, headers=headers, timeout_s=config.timeout_s), _LARGEST)
    if answer.status == _UNCHANGED and before:
        return None
    if not is_expected(answer.status, ["2xx"]):
        raise status_error(answer, "GET")
    found = await asyncio.to_thread(read_feed, answer.content, answer.headers.get("content-type", ""), answer.url)
    if found is None:
        raise NodeError(
            f"What {config.url.partition('?')[0]} gives is not a feed.",
            code="rss.not_a_feed",
            hint="A site's pages often name their feed in a link with rel=alternate.",
            details={"content_type": answer.headers.get("content-type", "")},
        )
    return found, answer


def _marks(answer: Exchange) -> dict[str, str]:
    marks = {"etag": answer.headers.get("etag"), "modified": answer.headers.get("last-modified")}
    return {name: value for name, value in marks.items() if value}


def _output(feed: dict[str, Any], items: list[dict[str, Any]], most: int) -> Output:
    given = [Item.model_validate(item) for item in items[:most]]
    return Output(feed=Feed.model_validate(feed), items=given, count=len(given), unchanged=False)


EXAMPLES = (
    Example("Read a feed", {"url": "{{ env.SITE }}/feed.xml", "max_items": 10}, needs="network"),
    Example(
        "Just what is new since the last run", {"url": "{{ env.SITE }}/feed.xml", "only_new": True}, needs="network"
    ),
    Example("Local files are no feeds", {"url": "file:///etc/passwd"}, error="network.blocked"),
)

NODE = NodeType(
    id="http.rss",
    title="Read feed",
    config=Config,
    output=Output,
    run=run,
    icon="rss",
    dependency=lambda config: host_and_port(config.url),
    examples=EXAMPLES,
)
