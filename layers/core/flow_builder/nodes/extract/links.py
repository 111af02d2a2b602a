"""Lists the links of an HTML text, complete and each once.

Links can be limited to the same site (`shop.example.com` and `www.example.com` are one site), to the same host or to
other sites, and by patterns in which `*` stands for anything: `*/product/*`. E-mail and telephone links count as
external; choose them by their scheme.
"""

import asyncio
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import SplitResult, urldefrag, urlsplit

from pydantic import BaseModel, Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._source import Html, base_of, complete, parsed, roots
from flow_builder.nodes.extract._text import flat_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

Patterns = Annotated[list[Annotated[str, Field(min_length=1, max_length=500)]], Field(max_length=100)]
Scheme = Literal["http", "https", "mailto", "tel", "ftp", "javascript", "data"]


class Config(NodeConfig):
    """Which links."""

    html: Html
    base_url: str = Field(
        default="", title="Base URL", description="The page's address: makes links complete and says what is its site."
    )
    within: str | None = Field(default=None, min_length=1, title="Only", description="CSS of the part to read.")
    without: Annotated[list[str], Field(max_length=50)] = Field(
        default_factory=list, title="Leave out", description="CSS of parts to drop, such as `nav`."
    )
    scope: Literal["all", "same_site", "same_host", "external"] = Field(default="all", title="Leading to")
    schemes: Annotated[tuple[Scheme, ...], Field(min_length=1)] = Field(default=("http", "https"), title="Schemes")
    include: Patterns = Field(default_factory=list, title="Only like", description="`*` stands for anything.")
    exclude: Patterns = Field(default_factory=list, title="Not like")
    fragments: bool = Field(
        default=False, title="Keep #fragments", description="Else `/a#x` and `/a#y` are one link, `/a`."
    )
    follow_only: bool = Field(default=False, title="Without nofollow")
    limit: int = Field(default=10_000, ge=1, le=100_000, title="At most", description="Links.")


class Link(BaseModel):
    """One link."""

    url: str
    text: str
    """What it says, or what its image says."""
    rel: list[str]
    title: str | None
    times: int
    """How often the page has it."""


class Output(NodeOutput):
    """The links in document order."""

    links: list[Link]
    urls: list[str]
    count: int


async def run(config: Config, ctx: Context) -> Output:
    """Returns the links; raises NodeError `extract.no_match`, `extract.bad_selector`."""
    return await asyncio.to_thread(_read, await parsed(config.html, ctx), config)


def _read(document: "LexborHTMLParser", config: Config) -> Output:
    base = base_of(document, config.base_url)
    home = _split(config.base_url or base)
    found: dict[str, Link] = {}
    for root in roots(document, config.within, config.without):
        for node in root.css("a[href], area[href]"):
            url = _address(node, base, config)
            if url in found:
                found[url].times += 1
                found[url].text = found[url].text or _text(node)
            elif url is not None and _wanted(url, home, config) and len(found) < config.limit:
                link = _link(node, url)
                if not (config.follow_only and "nofollow" in link.rel):
                    found[url] = link
    return Output(links=list(found.values()), urls=list(found), count=len(found))


def _address(node: "LexborNode", base: str, config: Config) -> str | None:
    href = (node.attributes["href"] or "").strip()
    if href.startswith("#") and not config.fragments:
        return None  # a place on the page itself
    url = complete(base, "".join(href.split("\n")))
    if (parts := _split(url)) is not None and "@" not in parts.netloc:
        url = parts._replace(netloc=parts.netloc.lower()).geturl()
    return url if config.fragments else urldefrag(url).url


def _wanted(url: str, home: SplitResult | None, config: Config) -> bool:
    there = _split(url)
    if there is None or not _has_scheme(there, config.schemes):
        return False
    if config.include and not any(fnmatchcase(url, pattern) for pattern in config.include):
        return False
    if any(fnmatchcase(url, pattern) for pattern in config.exclude):
        return False
    return _in_scope(there, home, config)


def _has_scheme(there: SplitResult, schemes: tuple[Scheme, ...]) -> bool:
    if there.scheme:
        return there.scheme.lower() in schemes
    return "http" in schemes or "https" in schemes  # relative, and no base to say more


def _in_scope(there: SplitResult, home: SplitResult | None, config: Config) -> bool:
    if config.scope == "all":
        return True
    host, own = (there.hostname or ""), (home.hostname or "" if home else "")
    if not there.scheme and not host:
        return config.scope != "external"  # relative, and no base to say more
    if config.scope == "same_host":
        return host == own
    return (site_of(host) == site_of(own)) == (config.scope == "same_site")


def site_of(host: str) -> str:
    """Returns the part of a host name that one owner has, by the public suffix list: `a.b.co.uk` -> `b.co.uk`."""
    from tld import get_fld

    if not host or host.replace(".", "").isdigit() or ":" in host:
        return host
    return get_fld(host, fix_protocol=True, fail_silently=True) or ".".join(host.split(".")[-2:])


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.hostname
    except ValueError:
        return None
    return parts


def _link(node: "LexborNode", url: str) -> Link:
    attributes = node.attributes
    rel = list(dict.fromkeys((attributes.get("rel") or "").lower().split()))
    return Link(url=url, text=_text(node), rel=rel, title=attributes.get("title") or None, times=1)


def _text(node: "LexborNode") -> str:
    if text := flat_text(node):
        return text
    image = node.css_first("img[alt]")
    return ((image.attributes["alt"] if image is not None else node.attributes.get("aria-label")) or "").strip()


_PAGE = """<nav><a href="/">Home</a></nav><a href="lamp#top">Desk  lamp</a> <a href="lamp">again</a>
<a href="https://blog.shop.example/new" rel="nofollow noopener">Blog</a> <a href="https://other.example/">Other</a>
<a href="mailto:a@shop.example">mail</a> <a href="#x">up</a>"""

EXAMPLES = (
    Example(
        "All links, each once",
        {"html": "{{ input }}", "base_url": "https://www.shop.example/p/"},
        input=_PAGE,
        check=lambda out: (
            out["urls"]
            == [
                "https://www.shop.example/",
                "https://www.shop.example/p/lamp",
                "https://blog.shop.example/new",
                "https://other.example/",
            ]
            and out["links"][1]["text"] == "Desk lamp"
            and [each["times"] for each in out["links"]] == [1, 2, 1, 1]
            and out["links"][2]["rel"] == ["nofollow", "noopener"]
        ),
    ),
    Example(
        "Of the same site, by a pattern",
        {
            "html": "{{ input }}",
            "base_url": "https://www.shop.example/p/",
            "scope": "same_site",
            "exclude": ["*/p/*"],
            "without": ["nav"],
        },
        input=_PAGE,
        check=lambda out: out["urls"] == ["https://blog.shop.example/new"],
    ),
    Example(
        "E-mail links",
        {"html": "{{ input }}", "schemes": ["mailto"]},
        input=_PAGE,
        check=lambda out: out["urls"] == ["mailto:a@shop.example"],
    ),
)

NODE = NodeType(
    id="extract.links",
    title="Links",
    config=Config,
    output=Output,
    run=run,
    credits=1,
    icon="link",
    examples=EXAMPLES,
)
