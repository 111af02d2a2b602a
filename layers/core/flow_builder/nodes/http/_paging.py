"""Lists that come in pages: how the next one is asked for, and when to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal
from urllib.parse import urljoin

import httpx
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, PerItem
from flow_builder.nodes.text import as_text

_AGAIN = 3
_LONGEST_WAIT_S = 60.0
_WAIT_S = 1.0
_GONE = frozenset({404, 410})
"""What some servers answer beyond the last number."""
_MAX_TOTAL_BYTES = 64 * 1024 * 1024

Ended = Literal["last_page", "until", "max_pages", "max_items"]
"""Why paging stopped."""


class _Choice(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class NoPaging(_Choice):
    """One request, one answer."""

    kind: Literal["none"] = "none"


class _Pages(_Choice):
    items: PerItem = Field(
        default="{{ item.body }}",
        title="Items",
        description="The list in an answer; `item` is the answer with status, headers, body and url.",
    )
    until: PerItem = Field(
        default=None, title="Until", description="True for the last page, such as `{{ !item.body.has_more }}`."
    )
    max_pages: int = Field(default=100, ge=1, le=10_000, title="Pages at most")
    max_items: int | None = Field(default=None, ge=1, title="Items at most")
    delay_s: float = Field(default=0, ge=0, le=60, title="Pause", description="Seconds between two pages.")


class NumberedPages(_Pages):
    """A number in the query, or an offset; ends at a page without items, or one that is not found."""

    kind: Literal["page"]
    name: str = Field(default="page", min_length=1, title="Parameter")
    start: int = Field(default=1, ge=0, title="First")
    step: int = Field(default=1, ge=1, title="Step", description="The page size, for an offset.")


class CursorPages(_Pages):
    """A value in each answer that the next request has to carry; ends when there is none."""

    kind: Literal["cursor"]
    cursor: PerItem = Field(title="Cursor", description="Such as `{{ item.body.next_cursor }}`.")
    place: Literal["query", "body", "url"] = Field(
        default="query",
        title="Sent as",
        description="A parameter, a field of the JSON body, or the next address itself.",
    )
    name: str = Field(default="cursor", min_length=1, title="Name")


class LinkedPages(_Pages):
    """A Link header with rel=next (RFC 8288), as GitHub has it; ends when there is none."""

    kind: Literal["link"]


Paging = Annotated[NoPaging | NumberedPages | CursorPages | LinkedPages, Field(discriminator="kind")]
SomePaging = NumberedPages | CursorPages | LinkedPages


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: what expressions see of it, and how large it was."""

    status: int
    headers: dict[str, str]
    body: Any
    url: str
    content: bytes = b""

    @property
    def shown(self) -> dict[str, Any]:
        """What `item` is."""
        return {"status": self.status, "headers": self.headers, "body": self.body, "url": self.url}


@dataclass(frozen=True, slots=True)
class Next:
    """What the next request has instead of the first one's: a parameter, a field of the body, or an address."""

    query: tuple[str, str] | None = None
    body: tuple[str, Any] | None = None
    url: str | None = None


@dataclass(slots=True)
class Collected:
    """What came of it."""

    items: list[Any] = field(default_factory=list)
    pages: int = 0
    ended: Ended = "max_pages"
    last: Page | None = None


async def collect(paging: SomePaging, ctx: Context, fetch: Callable[[Next], Awaitable[Page]]) -> Collected:
    """Fetches page after page and returns the items of all.

    Raises NodeError `http.paging_items` for a page without a list, `http.paging_loop` for one that comes twice,
    `http.too_large`, ExpressionError, and what `fetch` raises.
    """
    found = Collected()
    following, size = _first(paging), 0
    while True:
        try:
            page = await _fetched(fetch, following, first=not found.pages)
        except NodeError as error:
            if not found.pages or not isinstance(paging, NumberedPages) or error.details.get("status") not in _GONE:
                raise
            found.ended = "last_page"
            break
        if found.last is not None and page.content == found.last.content and page.body:
            raise _loop(found.pages + 1)
        size += len(page.content)
        if size > _MAX_TOTAL_BYTES:
            raise NodeError(f"All pages together are larger than {_MAX_TOTAL_BYTES:,} bytes.", code="http.too_large")
        items = _items(paging, ctx, page, found.pages)
        found.items += items
        found.pages += 1
        found.last = page
        after = None if (ended := _ended(paging, ctx, found, items)) else _next(paging, ctx, page, found.pages)
        if after is None or found.pages >= paging.max_pages:
            found.ended = ended or ("last_page" if after is None else "max_pages")
            break
        if after == following:
            raise _loop(found.pages + 1)
        following = after
        await asyncio.sleep(paging.delay_s)
    del found.items[paging.max_items or len(found.items) :]
    return found


async def _fetched(fetch: Callable[[Next], Awaitable[Page]], following: Next, *, first: bool) -> Page:
    """Fetches a page; a later one up to three times more, since the step's own retry begins at the first."""
    for attempt in range(_AGAIN + 1):
        try:
            return await fetch(following)
        except NodeError as error:
            wait = error.details.get("retry_after_s", _WAIT_S * 2**attempt)
            if first or not error.retryable or attempt == _AGAIN or wait > _LONGEST_WAIT_S:
                raise
            await asyncio.sleep(wait)
    raise AssertionError


def _items(paging: SomePaging, ctx: Context, page: Page, index: int) -> list[Any]:
    items = ctx.evaluate(paging.items, item=page.shown, index=index)
    if items is None:
        return []
    if not isinstance(items, list):
        raise NodeError(
            f"Page {index + 1} has no list of items there.",
            code="http.paging_items",
            field="/paging/items",
            hint="Say where it is, such as `{{ item.body.results }}`.",
        )
    return items


def _ended(paging: SomePaging, ctx: Context, found: Collected, items: list[Any]) -> Ended | None:
    assert found.last is not None
    if paging.max_items is not None and len(found.items) >= paging.max_items:
        return "max_items"
    if paging.until is not None and ctx.evaluate(paging.until, item=found.last.shown, index=found.pages - 1):
        return "until"
    if isinstance(paging, NumberedPages) and not items:
        return "last_page"
    return None


def _first(paging: SomePaging) -> Next:
    return Next(query=(paging.name, str(paging.start))) if isinstance(paging, NumberedPages) else Next()


def _next(paging: SomePaging, ctx: Context, page: Page, number: int) -> Next | None:
    """Returns what page `number` (from 0) needs, None after the last."""
    match paging:
        case NumberedPages():
            return Next(query=(paging.name, str(paging.start + number * paging.step)))
        case LinkedPages():
            links = httpx.Response(200, headers={"link": page.headers.get("link", "")}).links
            address = links.get("next", {}).get("url")
            return Next(url=urljoin(page.url, address)) if address else None
    cursor = ctx.evaluate(paging.cursor, item=page.shown, index=number - 1)
    if cursor in (None, "", False):
        return None
    match paging.place:
        case "query":
            return Next(query=(paging.name, as_text(cursor)))
        case "body":
            return Next(body=(paging.name, cursor))
        case _:
            return Next(url=urljoin(page.url, as_text(cursor)))


def _loop(number: int) -> NodeError:
    return NodeError(
        f"Page {number} is the page before it once more.",
        code="http.paging_loop",
        hint="Check the name of the parameter, and where the cursor is.",
    )
