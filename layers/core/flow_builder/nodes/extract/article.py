"""Reads the article out of a web page: the text that people come for, without menus, advertising and comments.

It comes as text, Markdown and HTML, with title, author, date and site. What counts as the article is judged by
trafilatura; *Precision* leaves more doubtful parts out, *recall* keeps more. Short pages and pages that are lists have
no article: `found` is false, or the step fails if you require one.
"""

import asyncio
from typing import Annotated, Any, Literal

from pydantic import Field

from flow_builder.errors import LimitExceeded, NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._markdown import markdown
from flow_builder.nodes.extract._source import Html, base_of, complete, complete_links, loaded, matches, parse
from flow_builder.nodes.extract._text import Writer, events

_MAX_CHARS = 3_000_000
"""A page is judged in several passes: some ten seconds' work."""


class Config(NodeConfig):
    """The page, and what to keep."""

    html: Html
    base_url: str = Field(default="", title="Base URL", description="The page's address; makes links complete.")
    without: Annotated[list[str], Field(max_length=50)] = Field(
        default_factory=list, title="Leave out", description="CSS of parts to drop beforehand."
    )
    favor: Literal["balance", "precision", "recall"] = Field(default="balance", title="Favour")
    links: bool = Field(default=True, title="Links")
    images: bool = Field(default=True, title="Images")
    tables: bool = Field(default=True, title="Tables")
    comments: bool = Field(default=False, title="Readers' comments")
    min_words: int = Field(default=25, ge=1, title="At least", description="Words; what is shorter is no article.")
    required: bool = Field(default=False, title="Must have one", description="A page without article fails the step.")


class Output(NodeOutput):
    """The article; null where the page says nothing."""

    found: bool
    title: str | None
    author: str | None
    date: str | None
    """The day it was published, as 2024-05-03."""
    site: str | None
    description: str | None
    image: str | None
    language: str | None
    tags: list[str]
    text: str
    markdown: str
    html: str
    words: int


async def run(config: Config, ctx: Context) -> Output:
    """Returns the article.

    Raises NodeError `extract.no_article`, `extract.bad_selector`, LimitExceeded `extract.too_large`,
    `extract.too_complex`.
    """
    return await asyncio.to_thread(_read, await loaded(config.html, ctx), config)


def _read(html: str, config: Config) -> Output:
    if len(html) > _MAX_CHARS:
        raise LimitExceeded(
            f"The page is {len(html):,} characters long; an article is looked for in at most {_MAX_CHARS:,}.",
            code="extract.too_large",
            field="/html",
            hint="Condense the page first, or take the part that matters.",
        )
    document = parse(html)
    for index, css in enumerate(config.without):
        for node in matches(document, css, f"/without/{index}"):
            node.decompose()
    root = document.css_first("html")
    language = root.attributes.get("lang") if root is not None else None
    base = base_of(document, config.base_url)
    complete_links(document, base)  # the library takes all relative links for relative to the host
    found = _judged(document.html or "", base, config)
    article = parse((found.text if found is not None else None) or "")
    return _output(found, article, base, language, config)


def _judged(html: str, base: str, config: Config) -> Any:
    from trafilatura import extract_with_metadata

    try:
        return extract_with_metadata(
            html,
            url=base or None,
            output_format="html",
            favor_precision=config.favor == "precision",
            favor_recall=config.favor == "recall",
            include_comments=config.comments,
            include_tables=config.tables,
            include_links=config.links,
            include_images=config.images,
            include_formatting=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except RecursionError as error:
        raise LimitExceeded(
            "The page's elements lie too deep in each other.", code="extract.too_complex", field="/html"
        ) from error


def _output(found: Any, article: Any, base: str, language: str | None, config: Config) -> Output:
    body = article.css_first("body")
    writer = Writer()
    for entering, node in events(body):
        (writer.enter if entering else writer.leave)(node)
    text = writer.text()
    words = len(text.split())
    enough = words >= config.min_words
    if config.required and not enough:
        raise NodeError("The page has no article.", code="extract.no_article", hint="Take its text instead.")
    return Output(
        found=enough,
        title=getattr(found, "title", None),
        author=getattr(found, "author", None),
        date=getattr(found, "date", None),
        site=getattr(found, "sitename", None),
        description=getattr(found, "description", None),
        image=complete(base, found.image) if getattr(found, "image", None) else None,
        language=getattr(found, "language", None) or language,
        tags=[each for each in (getattr(found, "tags", None) or []) if isinstance(each, str)],
        text=text if enough else "",
        html=(body.inner_html or "").strip() if enough else "",
        markdown=markdown([body], base) if enough else "",
        words=words if enough else 0,
    )


_PAGE = """<html lang="en"><head><title>On lamps | The Daily Lamp</title><meta name="author" content="Ada Byron">
<meta property="article:published_time" content="2024-05-03T10:00:00Z">
<meta property="og:site_name" content="The Daily Lamp"></head><body><nav><a href="/">Home</a> <a href="/shop">Shop</a>
</nav><article><h1>On lamps</h1><p>A lamp is more than a light, said the woman in the shop, and she was right about it,
as we came to learn in the weeks that followed our <a href="/visit">first visit</a> to her.</p><h2>Which one</h2><p>We
chose the smallest of all, for the room is small and the evenings are long, and it has been standing on the table by
the window ever since, where everybody who comes by can see it.</p></article><footer>All rights reserved.</footer>"""

EXAMPLES = (
    Example(
        "An article",
        {"html": "{{ input }}", "base_url": "https://daily.example/lamps"},
        input=_PAGE,
        check=lambda out: (
            (out["found"], out["title"], out["author"], out["date"]) == (True, "On lamps", "Ada Byron", "2024-05-03")
            and out["site"] == "The Daily Lamp"
            and "[first visit](https://daily.example/visit)" in out["markdown"]
            and "## Which one" in out["markdown"]
            and "Home" not in out["text"]
            and "rights reserved" not in out["text"]
        ),
    ),
    Example("No article", {"html": "<p>Hello</p>"}, check=lambda out: not out["found"] and out["markdown"] == ""),
    Example("An article that must be there", {"html": "<p>x</p>", "required": True}, error="extract.no_article"),
)

NODE = NodeType(
    id="extract.article",
    title="Article",
    config=Config,
    output=Output,
    run=run,
    credits=2,
    icon="newspaper",
    examples=EXAMPLES,
)
