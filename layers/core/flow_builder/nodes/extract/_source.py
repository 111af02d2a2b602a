"""Where HTML comes from: a text, or an artifact that holds one."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from flow_builder.errors import NodeError
from flow_builder.network.decode import text_of
from flow_builder.nodes.base import Context

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

Html = Annotated[
    Any,
    Field(title="HTML", description="A text, such as `{{ steps.page.html }}`, or an artifact that holds one."),
]


async def parsed(html: Any, ctx: Context) -> "LexborHTMLParser":
    """Returns the document; NodeError `extract.not_html` for a value that is neither text nor artifact."""
    from selectolax.lexbor import LexborHTMLParser

    if isinstance(html, dict) and "artifact" in html:
        html = text_of(await ctx.read_artifact(html), str(html.get("content_type") or "text/html"))
    if not isinstance(html, str):
        raise NodeError(
            f"HTML must be a text or an artifact, not {type(html).__name__}.", code="extract.not_html", field="/html"
        )
    return LexborHTMLParser(html)


def matches(node: "LexborHTMLParser | LexborNode", css: str, field: str) -> "list[LexborNode]":
    """Returns the elements below a node that a selector matches, in document order; NodeError `extract.bad_selector`."""
    from selectolax.lexbor import SelectolaxError

    try:
        return node.css(css)
    except SelectolaxError as error:
        raise NodeError(f"{css!r} is not a valid CSS selector.", code="extract.bad_selector", field=field) from error
