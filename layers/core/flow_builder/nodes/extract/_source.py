"""Where HTML and text come from: a value, or an artifact that holds it. Parsing happens in a thread, within limits."""

import asyncio
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urljoin

from pydantic import Field

from flow_builder.errors import LimitExceeded, NodeError
from flow_builder.network.decode import text_of
from flow_builder.nodes.base import Context
from flow_builder.nodes.extract._outline import MAX_CHARS, check_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

Html = Annotated[
    Any,
    Field(title="HTML", description="A text, such as `{{ steps.page.html }}`, or an artifact that holds one."),
]
TextOrHtml = Annotated[Any, Field(title="Text or HTML", description="A text, or an artifact that holds one.")]
Kind = Literal["auto", "text", "html"]
"""What a source is; `auto` takes what has tags for HTML."""
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,5000})?>")


async def loaded(source: Any, ctx: Context, field: str = "/html") -> str:
    """Returns the text of a value or artifact.

    Raises NodeError `extract.not_html` for another value, LimitExceeded `extract.too_large`.
    """
    if isinstance(source, dict) and "artifact" in source:
        if int(source.get("bytes") or 0) > 4 * MAX_CHARS:
            raise LimitExceeded("The file is too large to be read as text.", code="extract.too_large", field=field)
        source = text_of(await ctx.read_artifact(source), str(source.get("content_type") or "text/html"))
    if not isinstance(source, str):
        raise NodeError(
            f"This must be a text or an artifact, not {_named(source)}.",
            code="extract.not_html",
            field=field,
            hint="A step that was skipped reads as null." if source is None else None,
        )
    if len(source) > MAX_CHARS:
        raise LimitExceeded(
            f"The text is {len(source):,} characters long; at most {MAX_CHARS:,} are read.",
            code="extract.too_large",
            field=field,
            hint="Take a part of it only, such as the element that matters.",
        )
    return source


def _named(value: Any) -> str:
    names = {"NoneType": "null", "dict": "an object", "list": "a list", "bool": "a truth value"}
    return names.get(type(value).__name__, "a number")


async def parsed(html: Any, ctx: Context) -> "LexborHTMLParser":
    """Returns the document; raises what `loaded` raises, and LimitExceeded `extract.too_complex`."""
    return await asyncio.to_thread(parse, await loaded(html, ctx))


def parse(html: str) -> "LexborHTMLParser":
    """Returns the document of an HTML text; LimitExceeded for one that would cost too much."""
    from selectolax.lexbor import LexborHTMLParser

    check_html(html)
    return LexborHTMLParser(html)


def is_html(text: str, kind: Kind) -> bool:
    """Tells whether a text is to be read as HTML."""
    return kind == "html" or (kind == "auto" and _TAG.search(text) is not None)


def matches(node: "LexborHTMLParser | LexborNode", css: str, field: str) -> "list[LexborNode]":
    """Returns the elements below a node that a selector matches, in document order; NodeError `extract.bad_selector`."""
    from selectolax.lexbor import SelectolaxError

    try:
        return node.css(css)
    except SelectolaxError as error:
        raise NodeError(f"{css!r} is not a valid CSS selector.", code="extract.bad_selector", field=field) from error


def roots(document: "LexborHTMLParser", within: str | None, without: list[str]) -> "list[LexborNode]":
    """Returns the parts to read, outermost only, with what is to be left out taken away.

    NodeError `extract.no_match` when `within` matches nothing.
    """
    for index, css in enumerate(without):
        for node in matches(document, css, f"/without/{index}"):
            node.decompose()
    if within is None:
        return [document.root] if document.root is not None else []
    found = matches(document, within, "/within")
    if not found:
        raise NodeError(f"Nothing matches {within!r}.", code="extract.no_match", field="/within")
    return list(_outermost(found))


def _outermost(found: "list[LexborNode]") -> "Iterator[LexborNode]":
    ids = {node.mem_id for node in found}
    for node in found:
        above = node.parent
        while above is not None and above.mem_id not in ids:
            above = above.parent
        if above is None:
            yield node


def base_of(document: "LexborHTMLParser", base_url: str) -> str:
    """Returns what relative links of a document are relative to; its own `base` comes first."""
    base = document.css_first("base[href]")
    return base_url if base is None else complete(base_url, base.attributes["href"] or "")


def complete(base: str, link: str) -> str:
    """Returns a link made absolute, as it is when it is malformed."""
    try:
        return urljoin(base, link.strip())
    except ValueError:  # such as an unclosed IPv6 bracket
        return link


def complete_links(within: "LexborHTMLParser | LexborNode", base: str) -> None:
    """Makes the links and images of a document or part absolute, in place."""
    for name in ("href", "src"):
        for node in within.css(f"[{name}]") if base else ():
            node.attrs[name] = complete(base, node.attributes[name] or "")
