"""Turns HTML into Markdown: headings, lists, tables, links, images, quotes and code keep their form.

Scripts, styles and what is hidden are left out. Links and images are complete when a base URL is known, or can be left
out. For the readable part of a page alone use *Article*.
"""

import asyncio
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._markdown import markdown
from flow_builder.nodes.extract._source import Html, base_of, parsed, roots

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
    links: bool = Field(default=True, title="Links", description="Else only their text.")
    images: bool = Field(default=True, title="Images", description="Else only their alternative text.")
    base_url: str = Field(default="", title="Base URL", description="Makes links complete.")
    max_chars: int | None = Field(default=None, ge=1, title="At most (characters)")


class Output(NodeOutput):
    """The Markdown."""

    markdown: str
    title: str | None
    truncated: bool
    words: int


async def run(config: Config, ctx: Context) -> Output:
    """Returns the Markdown.

    Raises NodeError `extract.no_match`, `extract.bad_selector`, LimitExceeded `extract.too_large`,
    `extract.too_complex`.
    """
    return await asyncio.to_thread(_written, await parsed(config.html, ctx), config)


def _written(document: "LexborHTMLParser", config: Config) -> Output:
    title = document.css_first("title")
    name = " ".join(title.text().split()) if title is not None else ""
    parts = roots(document, config.within, config.without)
    text = markdown(parts, base_of(document, config.base_url), links=config.links, images=config.images)
    shown = text if config.max_chars is None else text[: config.max_chars]
    return Output(markdown=shown, title=name or None, truncated=len(shown) < len(text), words=len(shown.split()))


EXAMPLES = (
    Example(
        "Headings, lists, links and a table",
        {
            "html": "<h1>Prices</h1><p>See <a href='/all'>all</a>.</p><ol><li>Lamp<li>Mat</ol>"
            "<table><tr><th>Item<th>Price<tr><td>Lamp<td>24.90</table>",
            "base_url": "https://shop.example/",
        },
        check=lambda out: (
            out["markdown"] == "# Prices\n\nSee [all](https://shop.example/all).\n\n1. Lamp\n2. Mat\n\n"
            "| Item | Price |\n| --- | --- |\n| Lamp | 24.90 |"
        ),
    ),
    Example(
        "The main part without links",
        {"html": "<nav>Home</nav><main>A <a href='/x'>link</a></main>", "within": "main", "links": False},
        output={"markdown": "A link", "title": None, "truncated": False, "words": 2},
    ),
)

NODE = NodeType(
    id="extract.html_to_markdown",
    title="HTML to Markdown",
    config=Config,
    output=Output,
    run=run,
    credits=2,
    icon="file-code",
    examples=EXAMPLES,
)
