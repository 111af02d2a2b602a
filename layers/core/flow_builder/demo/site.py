"""What the demo sites share: the frame around a page, the assets, robots.txt, the page for what is not there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from flow_builder.demo.markup import Html, fill, join, read

_HERE = Path(__file__).parent
_POLICY = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'self'; form-action 'self'"
"""Nothing is loaded from elsewhere, and no script stands in a page: text that got there unescaped would do nothing."""
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
SEE_OTHER = 303

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>$title</title>
<link rel="icon" href="$base/icon.svg"><link rel="stylesheet" href="$base/site.css">$head$scripts
</head>
<body class="$key">
<header class="top"><div class="bar"><a class="brand" href="$base/">$name</a>$nav</div></header>
<main>$body</main>
<footer class="foot"><p>A demo site that comes with Flow Builder: $about</p></footer>
</body>
</html>"""
_BARE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>$title</title><link rel="stylesheet" href="$base/site.css">$scripts</head>
<body class="bare $key">$body</body>
</html>"""
_MISSING = """<section class="notice"><h1>Not here</h1><p>This page does not exist.</p>
<p><a class="button" href="$base/">To the front page</a></p></section>"""
_ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="$color"/>
<text x="16" y="23" font-family="Arial,sans-serif" font-weight="700" font-size="20" text-anchor="middle" fill="#fff">$letter</text></svg>"""


@dataclass(frozen=True, slots=True)
class Site:
    """One site: `key` names its folder and its look, `base` is the path it is mounted at, `about` ends its footer."""

    key: str
    name: str
    base: str
    about: str
    color: str
    nav: Sequence[tuple[str, str]] = ()
    assets: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-security-policy": _POLICY})

    @property
    def folder(self) -> Path:
        """Where the site's templates, styles and scripts are."""
        return _HERE / self.key

    def fill(self, template: str, /, **values: object) -> Html:
        """Returns one of the site's template files, filled; `$base` is always there."""
        return fill(read(self.folder, template), base=self.base, **values)

    def page(
        self,
        title: str,
        body: Html,
        *,
        status: int = 200,
        here: str = "",
        scripts: Iterable[str] = (),
        nav: Html | None = None,
        head: Html | None = None,
    ) -> HTMLResponse:
        """Returns a page within the site's frame; `here` is the path of the current entry of the navigation."""
        text = fill(
            _PAGE, key=self.key, name=self.name, base=self.base, about=self.about, title=f"{title} · {self.name}",
            body=body, nav=nav or self._nav(here), scripts=self._scripts(scripts), head=head or Html(),
        )  # fmt: skip
        return HTMLResponse(text, status, dict(self.headers))

    def bare(self, title: str, body: Html, *, scripts: Iterable[str] = ()) -> HTMLResponse:
        """Returns a page without the frame, as one stands in an iframe."""
        text = fill(_BARE, key=self.key, base=self.base, title=title, body=body, scripts=self._scripts(scripts))
        return HTMLResponse(text, 200, dict(self.headers))

    def redirect(self, path: str) -> RedirectResponse:
        """Returns the answer that leads to a path of the site."""
        return RedirectResponse(f"{self.base}{path}", SEE_OTHER)

    def missing(self) -> HTMLResponse:
        """Returns the page for an address that leads nowhere."""
        return self.page("Not found", fill(_MISSING, base=self.base), status=404)

    def starlette(self, routes: Sequence[BaseRoute]) -> Starlette:
        """Returns the site as an application: its own routes and those that all sites have."""
        shared = [
            Route("/site.css", self._styles),
            Route("/icon.svg", self._icon),
            Route("/robots.txt", self._robots),
            Route("/assets/{name}", self._asset),
        ]
        return Starlette(routes=[*routes, *shared], exception_handlers={404: self._not_found})

    async def _styles(self, _: Request) -> Response:
        own = f"{self.key}.css"
        text = read(_HERE, "sites.css") + (read(self.folder, own) if (self.folder / own).exists() else "")
        return Response(text, media_type="text/css")

    async def _icon(self, _: Request) -> Response:
        return Response(fill(_ICON, color=self.color, letter=self.name[0]), media_type="image/svg+xml")

    async def _robots(self, _: Request) -> Response:
        return PlainTextResponse(f"User-agent: *\nAllow: {self.base}/\n")

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self.assets:
            return self.missing()
        return Response(read(self.folder, name), media_type=_TYPES[Path(name).suffix])

    async def _not_found(self, _: Request, __: Any) -> Response:
        return self.missing()

    def _nav(self, here: str) -> Html:
        link = '<a href="$base$path"$now>$name</a>'
        links = join(
            fill(link, base=self.base, path=path, name=name, now=Html(' aria-current="page"' if path == here else ""))
            for path, name in self.nav
        )
        return fill('<nav class="links" aria-label="Site">$links</nav>', links=links)

    def _scripts(self, names: Iterable[str]) -> Html:
        return join(
            fill('<script src="$base/assets/$name" defer></script>', base=self.base, name=name) for name in names
        )
