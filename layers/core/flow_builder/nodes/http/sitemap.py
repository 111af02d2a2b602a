"""Reads a site's map: all addresses of its sitemaps, nested and packed ones included.

Given a site's own address, the sitemaps named in its robots.txt are read, else `/sitemap.xml`. A nested sitemap that
cannot be read is listed in `problems`; the others still count.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field

from flow_builder.errors import NetworkBlocked, NodeError
from flow_builder.network.decode import unpacked
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.http._answer import is_expected, refusal
from flow_builder.nodes.http._auth import Auth, NoAuth
from flow_builder.nodes.http._call import Ask, Calls, calling
from flow_builder.nodes.http._connection import Connection
from flow_builder.nodes.http._sitemap import Entry, read_sitemap
from flow_builder.nodes.http.request import host_and_port
from flow_builder.nodes.text import Text

_LARGEST = 52_428_800
"""Bytes of one sitemap, unpacked, as sitemaps.org has it."""
_ROBOTS_BYTES = 512 * 1024
_GZIP = b"\x1f\x8b"
_MAX_PROBLEMS = 100


class Config(NodeConfig):
    """Which map, and what of it."""

    url: str = Field(title="Site or sitemap", min_length=1, max_length=8_192, examples=["https://example.com/"])
    match: list[str] = Field(
        default_factory=list,
        max_length=100,
        title="Addresses like",
        description="With `*` for anything, such as `*/blog/*`; one has to fit. Empty: all.",
    )
    since: datetime | date | None = Field(
        default=None, title="Changed since", description="Leaves out what changed before; what says nothing stays."
    )
    max_urls: int = Field(default=10_000, ge=1, le=100_000, title="Addresses at most")
    max_sitemaps: int = Field(default=100, ge=1, le=10_000, title="Sitemaps at most")
    headers: dict[str, Text] = Field(default_factory=dict, title="Headers")
    auth: Auth = Field(default=NoAuth(), title="Authentication")
    timeout_s: float = Field(default=60.0, gt=0, le=900, title="Time limit per sitemap (seconds)")
    connection: Connection = Field(default=Connection(), title="Connection")


class Page(BaseModel):
    """An address."""

    url: str
    lastmod: str | None = None
    """As the sitemap has it."""
    changefreq: str | None = None
    priority: float | None = None


class Problem(BaseModel):
    """A nested sitemap that was left out."""

    sitemap: str
    code: str
    message: str


class Output(NodeOutput):
    """The map."""

    urls: list[Page]
    count: int
    sitemaps: int
    """How many were read."""
    truncated: bool
    """Whether a limit was met."""
    problems: list[Problem] = Field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    """What has been read so far, and what is left to read."""

    config: Config
    left: deque[str]
    asked: set[str] = field(default_factory=set)
    pages: dict[str, Entry] = field(default_factory=dict)
    read: int = 0
    truncated: bool = False
    problems: list[Problem] = field(default_factory=list)

    def take(self, entries: list[Entry]) -> None:
        """Takes what a sitemap lists."""
        for entry in entries:
            if not _recent(entry, self.config.since):
                continue
            if entry.is_sitemap:
                self.left.append(entry.url)
            elif _fits(entry.url, self.config.match) and entry.url not in self.pages:
                if len(self.pages) >= self.config.max_urls:
                    self.truncated = True
                    return
                self.pages[entry.url] = entry


async def run(config: Config, ctx: Context) -> Output:
    """Reads the sitemaps, one after the other.

    Raises NodeError `sitemap.missing`, `sitemap.invalid`, `http.status` and those of `flow_builder.network.exchange` for
    the first; nested ones become problems.
    """
    async with calling(ctx, config.url, config.auth, config.connection) as calls:
        walk = _Walk(config, deque(await _starts(config, calls)))
        while walk.left and not walk.truncated:
            url = walk.left.popleft()
            if url in walk.asked:
                continue
            if len(walk.asked) >= config.max_sitemaps:
                walk.truncated = True
                break
            await _visit(walk, url, calls, first=not walk.asked)
    pages = [_page(entry) for entry in walk.pages.values()]
    return Output(urls=pages, count=len(pages), sitemaps=walk.read, truncated=walk.truncated, problems=walk.problems)


async def _starts(config: Config, calls: Calls) -> list[str]:
    """Returns the sitemaps to begin with."""
    if urlsplit(config.url).path not in {"", "/"}:
        return [config.url]
    from protego import Protego

    parts = urlsplit(config.url)
    origin = f"{parts.scheme}://{parts.netloc}"
    ask = Ask(f"{origin}/robots.txt", headers=config.headers, timeout_s=config.timeout_s)
    named: list[str] = []
    async with calls.open(ask) as answer:
        if is_expected(answer.status, ["2xx"]):
            text = (await answer.beginning(_ROBOTS_BYTES)).decode("utf-8", "replace")
            named = list(dict.fromkeys((await asyncio.to_thread(Protego.parse, text)).sitemaps))
    return named or [f"{origin}/sitemap.xml"]


async def _visit(walk: _Walk, url: str, calls: Calls, *, first: bool) -> None:
    walk.asked.add(url)
    try:
        content, content_type = await _content(walk.config, url, calls)
        entries = await asyncio.to_thread(read_sitemap, content, content_type, url)
    except NodeError as error:
        if first and not walk.left:
            raise _missing(url, error) from error
        if len(walk.problems) < _MAX_PROBLEMS:
            walk.problems.append(Problem(sitemap=url, code=error.code, message=error.message))
        return
    walk.read += 1
    walk.take(entries)


async def _content(config: Config, url: str, calls: Calls) -> tuple[bytes, str]:
    """Returns a sitemap as text bytes, whether its server or its author packed it."""
    ask = Ask(url, headers=config.headers, timeout_s=config.timeout_s)
    async with calls.open(ask) as answer:
        if not is_expected(answer.status, ["2xx"]):
            raise await refusal(answer, "GET")
        content = await answer.read(_LARGEST)
    if content.startswith(_GZIP):
        content = await _unpacked(content)
    return content, answer.headers.get("content-type", "")


async def _unpacked(content: bytes) -> bytes:
    async def whole() -> AsyncIterator[bytes]:
        yield content

    parts: list[bytes] = []
    size = 0
    async for piece in unpacked(whole(), "gzip"):
        parts.append(piece)
        size += len(piece)
        if size > _LARGEST:
            raise NodeError(f"The sitemap is larger than {_LARGEST:,} bytes, unpacked.", code="http.too_large")
    return b"".join(parts)


def _missing(url: str, error: NodeError) -> NodeError:
    """Returns the error of a first sitemap: one that is not there gets a hint."""
    if isinstance(error, NetworkBlocked) or error.details.get("status") not in {404, 410}:
        return error
    return NodeError(
        f"There is no sitemap at {url.partition('?')[0]}.",
        code="sitemap.missing",
        hint="Sites often name theirs at the end of /robots.txt.",
        details=error.details,
    )


def _fits(url: str, patterns: list[str]) -> bool:
    return not patterns or any(fnmatchcase(url, pattern) for pattern in patterns)


def _recent(entry: Entry, since: datetime | date | None) -> bool:
    if since is None or entry.changed is None:
        return True
    return entry.changed >= _moment(since)


def _moment(day: datetime | date) -> datetime:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _page(entry: Entry) -> Page:
    facts: dict[str, Any] = {"lastmod": entry.lastmod, "changefreq": entry.changefreq, "priority": entry.priority}
    return Page(url=entry.url, **facts)


EXAMPLES = (
    Example("All pages of a site", {"url": "{{ env.SITE }}/"}, needs="network"),
    Example(
        "Articles that changed this year",
        {"url": "{{ env.SITE }}/sitemap.xml", "match": ["*/blog/*"], "since": "2026-01-01", "max_urls": 500},
        needs="network",
    ),
    Example("Addresses that are off limits", {"url": "http://169.254.169.254/map.xml"}, error="network.blocked"),
)

NODE = NodeType(
    id="http.sitemap",
    title="Read sitemap",
    config=Config,
    output=Output,
    run=run,
    icon="network",
    dependency=lambda config: host_and_port(config.url),
    examples=EXAMPLES,
)
