"""Turns HTML into readable text.

Paragraphs and headings are set apart by an empty line, list items begin with `-` or their number, a table's row is one
line with ` | ` between the cells, preformatted text keeps its shape. Scripts, styles and what is hidden are left out.

Links can be dropped, written behind their text, or numbered; either way they are listed in `links`, complete when a
base URL is known.
"""

import asyncio
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._source import Html, complete, parsed, roots
from flow_builder.nodes.extract._text import Links, Writer, events

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


class Config(NodeConfig):
    """Which part, and how."""

    html: Html
    within: str | None = Field(
        default=None, min_length=1, title="Only", description="CSS of the part to read; all its matches."
    )
    without: Annotated[list[str], Field(max_length=50)] = Field(
        default_factory=list, title="Leave out", description="CSS of parts to drop, such as `nav`."
    )
    links: Links = Field(default="drop", title="Links", description="`inline`: behind their text; `numbered`: as [1].")
    base_url: str = Field(default="", title="Base URL", description="Makes links complete.")
    max_chars: int | None = Field(default=None, ge=1, title="At most (characters)")


class Output(NodeOutput):
    """The text."""

    text: str
    title: str | None
    links: list[dict[str, str]]
    """`{"text", "url"}` in document order."""
    truncated: bool
    words: int


async def run(config: Config, ctx: Context) -> Output:
    """Returns the text; NodeError `extract.no_match` when `within` matches nothing, `extract.bad_selector`."""
    return await asyncio.to_thread(_written, await parsed(config.html, ctx), config)


def _written(document: "LexborHTMLParser", config: Config) -> Output:
    title = document.css_first("title")
    writer = Writer(config.links)
    for root in roots(document, config.within, config.without):
        for entering, node in events(root):
            (writer.enter if entering else writer.leave)(node)
    text = writer.text()
    shown = text if config.max_chars is None else text[: config.max_chars]
    return Output(
        text=shown,
        title=None if title is None else (title.text() or "").strip() or None,
        links=[{**link, "url": complete(config.base_url, link["url"])} for link in writer.found],
        truncated=len(shown) < len(text),
        words=len(shown.split()),
    )


EXAMPLES = (
    Example(
        "Headings, lists and tables",
        {"html": "<h1>Prices</h1><ul><li>Lamp<li>Mat</ul><table><tr><th>Item<th>Price<tr><td>Lamp<td>24.90</table>"},
        check=lambda out: out["text"] == "Prices\n\n- Lamp\n- Mat\n\nItem | Price\nLamp | 24.90",
    ),
    Example(
        "Links behind their text",
        {"html": "See <a href='/a'>the  list</a>.", "links": "inline", "base_url": "https://example.com"},
        output={
            "text": "See the list (/a).",
            "title": None,
            "links": [{"text": "the list", "url": "https://example.com/a"}],
            "truncated": False,
            "words": 4,
        },
    ),
    Example(
        "Just the article",
        {"html": "<nav>Home</nav><main>Hello</main>", "within": "main"},
        check=lambda out: out["text"] == "Hello",
    ),
)

NODE = NodeType(
    id="extract.html_to_text",
    title="HTML to text",
    config=Config,
    output=Output,
    run=run,
    credits=2,
    icon="file-text",
    examples=EXAMPLES,
)
