"""The zoo as an ASGI application: a page per table, and the rows of the long one as JSON."""

import random
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flow_builder.demo.markup import Html, each, fill, join
from flow_builder.demo.site import Site
from flow_builder.demo.tables.exhibits import DATES, NUMBERS, make_tables
from flow_builder.demo.tables.model import Table

LONG = 1_000
_SPECIAL = {
    "nested": ("Crews", "Tables within the cells of a table."),
    "grid": ("Tide gauge", "No table at all: divs with the roles of a grid."),
    "long": ("Register of boats", "A thousand rows, sorted, filtered and paged by a script."),
}
_NAMES = ("Alma", "Breeze", "Curlew", "Dora", "Elster", "Fulmar", "Gannet", "Hulda", "Iris", "Juno")
_PORTS = ("Havn", "Ribe", "Sligo", "Faro", "Tavira", "Esbjerg", "Galway")
_CREWS = {
    "Alma": (("Mara Lindqvist", "Skipper"), ("Bo O'Brien", "Cook")),
    "Curlew": (("Tomás Ferreira", "Skipper"), ("Noor Haddad", "Engineer"), ("Yuki Arai", "Deckhand")),
    "Juno": (("Ines Kovač", "Skipper"),),
}


def create_tables(seed: int, base_path: str = "") -> Starlette:
    """Returns the zoo at a seed, below `base_path`; it keeps nothing."""
    zoo = _Zoo(seed, base_path.rstrip("/"))
    routes = [
        Route("/", zoo.front),
        Route("/t/{slug}", zoo.exhibit),
        Route("/api/boats", zoo.boats),
        Route("/api/truth", zoo.truth),
    ]
    return zoo.site.starlette(routes)


class _Zoo:
    def __init__(self, seed: int, base: str) -> None:
        self.seed = seed
        self.site = Site(
            key="tables", name="Office of Small Statistics", base=base, color="#40566b", nav=(("/", "All tables"),),
            assets=("boats.js",), about="its figures are made up. It shows tables of every kind that is hard to read.",
        )  # fmt: skip

    @cached_property
    def tables(self) -> dict[str, Table]:
        return {table.slug: table for table in make_tables(self.seed)}

    @cached_property
    def gauge(self) -> list[tuple[str, str, str]]:
        dice = random.Random(f"gauge {self.seed}")  # noqa: S311 - made-up figures
        levels = [(hour, dice.randint(20, 480), dice.choice(("rising", "falling"))) for hour in range(0, 24, 3)]
        return [(f"{hour:02d}:00", f"{level} cm", tide) for hour, level, tide in levels]

    @cached_property
    def register(self) -> list[dict[str, Any]]:
        dice = random.Random(f"boats {self.seed}")  # noqa: S311 - made-up figures
        return [
            {
                "number": number,
                "name": f"{dice.choice(_NAMES)} {dice.randint(2, 99)}",
                "port": dice.choice(_PORTS),
                "length_m": dice.randint(50, 420) / 10,
                "built": dice.randint(1931, 2025),
            }
            for number in range(1, LONG + 1)
        ]

    async def front(self, _: Request) -> Response:
        titles = {slug: (table.title, table.line) for slug, table in self.tables.items()} | _SPECIAL
        cards = each(
            '<li><a class="card" href="$base/t/$slug"><h2>$title</h2><p class="soft">$line</p></a></li>',
            (
                {"base": self.site.base, "slug": slug, "title": title, "line": line}
                for slug, (title, line) in titles.items()
            ),
        )
        text = '<header class="head"><h1>All tables</h1><p>$count of them, each with a difficulty of its own.</p></header><ul class="grid">$cards</ul>'
        return self.site.page("All tables", fill(text, count=len(titles), cards=cards), here="/")

    async def exhibit(self, request: Request) -> Response:
        slug = request.path_params["slug"]
        if (table := self.tables.get(slug)) is not None:
            return self._page(
                table.title, table.line, fill('<div class="card scroll" tabindex="0">$table</div>', table=table.html())
            )
        if slug not in _SPECIAL:
            return self.site.missing()
        match slug:
            case "nested":
                inner = self._nested()
            case "grid":
                inner = self._grid()
            case _:
                inner = self.site.fill("boats.html")
        return self._page(*_SPECIAL[slug], inner, scripts=("boats.js",) if slug == "long" else ())

    async def boats(self, _: Request) -> Response:
        return JSONResponse({"items": self.register})

    async def truth(self, request: Request) -> Response:
        """Answers what every table holds, `?table=` for one."""
        every: Mapping[str, Any] = {slug: table.truth() for slug, table in self.tables.items()} | {
            "nested": {
                "rows": [{"boat": boat, "crew": [list(each) for each in crew]} for boat, crew in _CREWS.items()]
            },
            "grid": {"head": [["Time", "Level", "Tide"]], "rows": self.gauge},
            "long": {"rows": self.register},
        }
        every["numbers"]["values"] = [{"number": number, "currency": currency} for _, _, number, currency in NUMBERS]
        every["dates"]["values"] = [iso for _, _, iso in DATES]
        if (slug := request.query_params.get("table")) is None:
            return JSONResponse(every)
        return (
            JSONResponse(every[slug]) if slug in every else JSONResponse({"error": f"There is no table {slug}."}, 404)
        )

    def _page(self, title: str, line: str, inner: Html, scripts: tuple[str, ...] = ()) -> Response:
        text = '<p class="back"><a href="$base/">All tables</a></p><header class="head"><h1>$title</h1><p>$line</p></header>$inner'
        body = fill(text, base=self.site.base, title=title, line=line, inner=inner)
        return self.site.page(title, body, scripts=scripts)

    def _nested(self) -> Html:
        member = "<tr><td>$name</td><td>$job</td></tr>"
        crew = '<table class="crew"><thead><tr><th scope="col">Name</th><th scope="col">Job</th></tr></thead><tbody>$rows</tbody></table>'
        boat = '<tr class="boat"><th scope="row">$boat</th><td>$crew</td></tr>'
        rows = each(boat, (
            {"boat": name, "crew": fill(crew, rows=each(member, ({"name": who, "job": job} for who, job in people)))}
            for name, people in _CREWS.items()
        ))  # fmt: skip
        return fill(
            '<div class="card scroll"><table id="nested"><thead><tr><th scope="col">Boat</th><th scope="col">Crew</th></tr></thead>'
            "<tbody>$rows</tbody></table></div>",
            rows=rows,
        )

    def _grid(self) -> Html:
        head = each('<div role="columnheader">$name</div>', ({"name": name} for name in ("Time", "Level", "Tide")))
        rows = join(
            fill(
                '<div role="row">$cells</div>',
                cells=each('<div role="gridcell">$text</div>', ({"text": text} for text in row)),
            )
            for row in self.gauge
        )
        return fill(
            '<div class="card"><div id="grid" role="grid" aria-label="Tide gauge"><div role="rowgroup"><div role="row">$head</div></div>'
            '<div role="rowgroup">$rows</div></div></div>',
            head=head, rows=rows,
        )  # fmt: skip
