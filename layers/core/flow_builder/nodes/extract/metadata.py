"""Reads what an HTML page says about itself: title, language, OpenGraph, Twitter cards, JSON-LD, icons, feeds and more.

`title`, `description`, `image`, `site_name`, `author` and `published` are the best of what there is, whoever says it;
the sources stand beside them. JSON-LD is one flat list of things, those within `@graph` included; `types` names their
types, for choosing with a filter.
"""

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._source import Html, base_of, complete, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_FEEDS = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/json": "json",
}
_MAX_THINGS = 1_000
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)?(.*?)(?:-->|//\s*\]\]>|\]\]>)?[\s;]*$", re.DOTALL)
_URLS = re.compile(r"(?:^|:)(?:image|url|audio|video|secure_url|src)$")


class Config(NodeConfig):
    """The page."""

    html: Html
    base_url: str = Field(default="", title="Base URL", description="The page's address; makes links complete.")


class Feed(BaseModel):
    """A feed the page names."""

    url: str
    title: str | None
    kind: str


class Icon(BaseModel):
    """An icon the page names."""

    url: str
    rel: str
    sizes: str | None


class Alternate(BaseModel):
    """The page in another language."""

    url: str
    language: str


class Output(NodeOutput):
    """What the page says about itself; null where it says nothing."""

    title: str | None
    description: str | None
    canonical: str | None
    language: str | None
    site_name: str | None
    author: str | None
    published: str | None
    modified: str | None
    image: str | None
    keywords: list[str]
    robots: list[str]
    open_graph: dict[str, Any]
    """Without `og:`; what is given several times is a list."""
    twitter: dict[str, Any]
    meta: dict[str, Any]
    """All other named meta elements."""
    json_ld: list[dict[str, Any]]
    types: list[str]
    bad_json_ld: int
    """Blocks that are no JSON."""
    feeds: list[Feed]
    icons: list[Icon]
    alternates: list[Alternate]


async def run(config: Config, ctx: Context) -> Output:
    """Returns the facts; raises what reading the HTML raises."""
    return await asyncio.to_thread(_read, await parsed(config.html, ctx), config)


def _read(document: "LexborHTMLParser", config: Config) -> Output:
    base = base_of(document, config.base_url)
    graph, twitter, meta = _named(document, base)
    things, bad = _json_ld(document)
    root = document.css_first("html")
    language = (root.attributes.get("lang") if root is not None else None) or meta.get("content-language")
    title = document.css_first("head title")
    heading = _squeezed(title.text()) if title is not None else None
    return Output(
        title=_first(graph.get("title"), heading, twitter.get("title")),
        description=_first(meta.get("description"), graph.get("description"), twitter.get("description")),
        canonical=_canonical(document, base) or _first(graph.get("url")),
        language=_first(language, graph.get("locale")),
        site_name=_first(graph.get("site_name"), meta.get("application-name")),
        author=_first(meta.get("author"), graph.get("article:author"), _of(things, "author")),
        published=_first(graph.get("article:published_time"), _of(things, "datePublished"), meta.get("date")),
        modified=_first(graph.get("article:modified_time"), _of(things, "dateModified")),
        image=_first(graph.get("image"), graph.get("image:url"), twitter.get("image")),
        keywords=_parts(meta.get("keywords")),
        robots=[each.lower() for each in _parts(meta.get("robots"))],
        open_graph=graph,
        twitter=twitter,
        meta=meta,
        json_ld=things,
        types=list(dict.fromkeys(name for thing in things for name in _types(thing))),
        bad_json_ld=bad,
        **_links(document, base),
    )


def _named(document: "LexborHTMLParser", base: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Returns (OpenGraph, Twitter, other) meta elements."""
    graph: dict[str, Any] = {}
    twitter: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for node in document.css("meta[content]"):
        attributes = node.attributes
        name = _squeezed(attributes.get("property") or attributes.get("name") or attributes.get("http-equiv")) or ""
        value = _squeezed(attributes["content"])
        if not name or value is None:
            continue
        name = name.lower()
        value = complete(base, value) if _URLS.search(name) else value
        prefix, _, rest = name.partition(":")
        if prefix == "og":
            _add(graph, rest, value)
        elif prefix == "twitter":
            _add(twitter, rest, value)
        elif prefix in ("article", "product", "book", "profile", "video", "music") and rest:
            _add(graph, name, value)
        else:
            _add(other, name, value)
    return graph, twitter, other


def _add(to: dict[str, Any], name: str, value: str) -> None:
    if name in to:
        to[name] = [*(to[name] if isinstance(to[name], list) else [to[name]]), value]
    else:
        to[name] = value


def _json_ld(document: "LexborHTMLParser") -> tuple[list[dict[str, Any]], int]:
    things: list[dict[str, Any]] = []
    bad = 0
    for node in document.css("script[type]"):
        if (node.attributes["type"] or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            things.extend(_things(_parsed_json(node.text())))
        except (ValueError, RecursionError):
            bad += 1
    return things[:_MAX_THINGS], bad


def _parsed_json(text: str) -> Any:
    """Returns the value of JSON as pages have it: in comments, with a semicolon, with bare line ends in texts."""
    found = _WRAPPED.match(text)
    return json.loads(found[1] if found else text, strict=False, parse_constant=lambda _: None)


def _things(value: Any) -> "Iterator[dict[str, Any]]":
    """Yields the things of a block; those of an `@graph` keep their context."""
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, dict):
            continue
        inner = each.get("@graph")
        if inner is None:
            yield each
            continue
        if len(each.keys() - {"@context", "@graph"}) > 1:
            yield {name: part for name, part in each.items() if name != "@graph"}
        context = {"@context": each["@context"]} if "@context" in each else {}
        yield from ({**context, **thing} for thing in _things(inner))


def _types(thing: dict[str, Any]) -> list[str]:
    given = thing.get("@type")
    return [each for each in (given if isinstance(given, list) else [given]) if isinstance(each, str)]


def _of(things: list[dict[str, Any]], name: str) -> str | None:
    """Returns a property of the first thing that has it; of a person or organisation its name."""
    for thing in things:
        value = thing.get(name)
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _links(document: "LexborHTMLParser", base: str) -> dict[str, Any]:
    feeds: dict[str, Feed] = {}
    icons: dict[str, Icon] = {}
    alternates: dict[str, Alternate] = {}
    for node in document.css("link[href]"):
        rel, attributes = _rel(node), node.attributes
        url = complete(base, attributes["href"] or "")
        kind = _FEEDS.get((attributes.get("type") or "").partition(";")[0].strip().lower())
        if "alternate" in rel and attributes.get("hreflang"):
            language = attributes["hreflang"] or ""
            alternates.setdefault(language, Alternate(url=url, language=language))
        elif ("alternate" in rel or "feed" in rel) and kind:
            feeds.setdefault(url, Feed(url=url, title=_squeezed(attributes.get("title")), kind=kind))
        elif icon := next((each for each in rel if each.endswith("icon") or each.startswith("apple-touch")), None):
            icons.setdefault(url, Icon(url=url, rel=icon, sizes=_squeezed(attributes.get("sizes"))))
    return {
        "feeds": list(feeds.values()),
        "icons": list(icons.values()),
        "alternates": list(alternates.values()),
    }


def _canonical(document: "LexborHTMLParser", base: str) -> str | None:
    nodes = (node for node in document.css("link[href]") if "canonical" in _rel(node))
    found = next((node.attributes["href"] for node in nodes), None)
    return complete(base, found) if found else None


def _rel(node: "LexborNode") -> list[str]:
    return (node.attributes.get("rel") or "").lower().split()


def _squeezed(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _first(*values: Any) -> str | None:
    for value in values:
        one = value[0] if isinstance(value, list) and value else value
        if isinstance(one, str) and one:
            return one
    return None


def _parts(value: Any) -> list[str]:
    texts = value if isinstance(value, list) else [value or ""]
    return [part.strip() for text in texts for part in text.split(",") if part.strip()]


_PAGE = """<html lang="en-GB"><head><title> Desk
 lamp | Shop </title><meta name="description" content="A lamp."><link rel="canonical" href="/lamp">
<link rel="shortcut icon" href="/i.png" sizes="32x32"><link rel="alternate" type="application/rss+xml" href="/rss">
<meta property="og:title" content="Desk lamp"><meta property="og:image" content="a.jpg">
<meta property="og:image" content="b.jpg"><meta name="twitter:card" content="summary">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "Product", "name": "Lamp", "offers": {"@type": "Offer", "price": 24.9}}, {"@type": "WebSite"}]}</script>
</head>"""

EXAMPLES = (
    Example(
        "A shop's page",
        {"html": "{{ input }}", "base_url": "https://shop.example/p/1"},
        input=_PAGE,
        check=lambda out: (
            (out["title"], out["description"], out["language"]) == ("Desk lamp", "A lamp.", "en-GB")
            and out["canonical"] == "https://shop.example/lamp"
            and out["open_graph"]["image"] == ["https://shop.example/p/a.jpg", "https://shop.example/p/b.jpg"]
            and out["types"] == ["Product", "WebSite"]
            and out["json_ld"][0]["offers"] == {"@type": "Offer", "price": 24.9}
            and out["feeds"] == [{"url": "https://shop.example/rss", "title": None, "kind": "rss"}]
            and out["icons"][0]["sizes"] == "32x32"
        ),
    ),
    Example(
        "A page that says nothing",
        {"html": "<p>Hello</p>"},
        check=lambda out: out["title"] is None and out["json_ld"] == [] and out["bad_json_ld"] == 0,
    ),
)

NODE = NodeType(
    id="extract.metadata",
    title="Page metadata",
    config=Config,
    output=Output,
    run=run,
    credits=1,
    icon="info",
    examples=EXAMPLES,
)
