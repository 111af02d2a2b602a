"""The paper as an ASGI application: front page, articles, feed, site map."""

from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from flow_builder.demo.markup import Html, each, fill, join
from flow_builder.demo.news.articles import NOW, SECTIONS, Article, make_articles
from flow_builder.demo.site import Site

_NAV = (("/", "Today"), *((f"/sections/{name.lower()}", name) for name in SECTIONS))
_MOVED = 301
_FAULTS = {
    "/archive/tides": "missing",
    "/moved": "redirect",
    "/untitled": "no title",
    "/imprint": "no description",
    "/notices": "no heading",
}
"""Pages of the site map that an audit should find -> what is wrong with them."""
_PLAIN = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
$head<link rel="stylesheet" href="$base/site.css"></head><body class="news bare">$body</body></html>"""
_ITEM = """<item><title>{title}</title><link>{link}</link><guid isPermaLink="true">{link}</guid><pubDate>{at}</pubDate>
<dc:creator>{author}</dc:creator><category>{section}</category><description>{lead}</description></item>"""
_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Quay Courier</title>
<link>{site}/</link><description>News of a small harbour town.</description><language>en</language>
<lastBuildDate>{at}</lastBuildDate>{items}</channel></rss>"""


def create_news(_: int, base_path: str = "") -> Starlette:
    """Returns the paper below `base_path`; it is the same at every seed."""
    news = _News(base_path.rstrip("/"))
    routes = [
        Route("/", news.front),
        Route("/sections/{name}", news.section),
        Route("/articles/{slug}", news.article),
        Route("/feed.xml", news.feed),
        Route("/sitemap.xml", news.sitemap),
        Route("/moved", news.moved),
        Route("/untitled", news.untitled),
        Route("/imprint", news.imprint),
        Route("/notices", news.notices),
        Route("/api/truth", news.truth),
    ]
    return news.site.starlette(routes)


class _News:
    def __init__(self, base: str) -> None:
        self.all = make_articles()
        self.site = Site(
            key="news", name="The Quay Courier", base=base, color="#7a1f2b", nav=_NAV,
            about="nothing in this paper has happened. It has a feed, a site map, and faults for an audit to find.",
        )  # fmt: skip

    async def front(self, _: Request) -> Response:
        return self._list("Today", self.all, "/", "News of a small harbour town.")

    async def section(self, request: Request) -> Response:
        name = next((one for one in SECTIONS if one.lower() == request.path_params["name"]), None)
        if name is None:
            return self.site.missing()
        found = [each for each in self.all if each.section == name]
        return self._list(name, found, f"/sections/{name.lower()}", f"All about {name.lower()}, newest first.")

    async def article(self, request: Request) -> Response:
        found = next((each for each in self.all if each.slug == request.path_params["slug"]), None)
        if found is None:
            return self.site.missing()
        body = self.site.fill(
            "article.html", title=found.title, section=found.section, author=found.author, lead=found.lead,
            iso=found.at.isoformat(), date=_day(found), key=found.section.lower(),
            text=each("<p>$text</p>", ({"text": one} for one in found.paragraphs)),
        )  # fmt: skip
        return self.site.page(found.title, body, here=f"/sections/{found.section.lower()}", head=self._head(found))

    async def feed(self, request: Request) -> Response:
        site = self._address(request)
        items = "".join(
            _ITEM.format(
                title=escape(one.title), link=f"{site}/articles/{one.slug}", at=format_datetime(one.at),
                author=escape(one.author), section=one.section, lead=escape(one.lead),
            )
            for one in self.all
        )  # fmt: skip
        text = _FEED.format(site=site, at=format_datetime(NOW), items=items)
        return Response(text, media_type="application/rss+xml")

    async def sitemap(self, request: Request) -> Response:
        site = self._address(request)
        dated = {f"/articles/{one.slug}": one.at for one in self.all}
        urls = "".join(
            f"<url><loc>{site}{path}</loc><lastmod>{dated.get(path, NOW):%Y-%m-%d}</lastmod></url>"
            for path in self._mapped()
        )
        namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
        text = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{namespace}">{urls}</urlset>'
        return Response(text, media_type="application/xml")

    async def moved(self, _: Request) -> Response:
        return RedirectResponse(f"{self.site.base}/", _MOVED)

    async def untitled(self, _: Request) -> Response:
        return self._plain("<meta name='description' content='Letters to the editor.'>", "<h1>Letters</h1>")

    async def imprint(self, _: Request) -> Response:
        return self._plain("<title>Imprint · The Quay Courier</title>", "<h1>Imprint</h1>")

    async def notices(self, _: Request) -> Response:
        head = "<title>Notices · The Quay Courier</title><meta name='description' content='Small ads.'>"
        return self._plain(head, "<h2>Notices</h2>")

    async def truth(self, _: Request) -> Response:
        return JSONResponse({
            "articles": [{**one.as_json(), "url": f"{self.site.base}/articles/{one.slug}"} for one in self.all],
            "pages": len(self._mapped()),
            "faults": {f"{self.site.base}{path}": fault for path, fault in _FAULTS.items()},
        })  # fmt: skip

    def _mapped(self) -> list[str]:
        return [*(path for path, _ in _NAV), *(f"/articles/{one.slug}" for one in self.all), *_FAULTS]

    def _list(self, title: str, articles: Any, here: str, line: str) -> HTMLResponse:
        cards = join(
            self.site.fill(
                "card.html", slug=one.slug, title=one.title, section=one.section, key=one.section.lower(),
                lead=one.lead, author=one.author, date=_day(one),
            )
            for one in articles
        )  # fmt: skip
        feed = fill(
            '<link rel="alternate" type="application/rss+xml" href="$base/feed.xml" title="All articles">',
            base=self.site.base,
        )
        body = self.site.fill("front.html", title=title, line=line, cards=cards)
        return self.site.page(title, body, here=here, head=join([_description(line), feed]))

    def _head(self, article: Article) -> Html:
        published = fill('<meta property="article:published_time" content="$at">', at=article.at.isoformat())
        author = fill('<meta name="author" content="$name">', name=article.author)
        return join([_description(article.lead), author, published])

    def _plain(self, head: str, body: str) -> HTMLResponse:
        text = fill(_PLAIN, head=Html(head), base=self.site.base, body=Html(f"<main>{body}</main>"))
        return HTMLResponse(text, headers=dict(self.site.headers))

    def _address(self, request: Request) -> str:
        return f"{request.url.scheme}://{request.url.netloc}{self.site.base}"


def _description(text: str) -> Html:
    return fill('<meta name="description" content="$text">', text=text)


def _day(article: Article) -> str:
    return f"{article.at.day} {article.at:%B %Y}"
