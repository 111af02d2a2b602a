"""The chandler as an ASGI application: the board of goods and the terms."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flow_builder.demo.chandlery.days import goods_on, terms_on
from flow_builder.demo.markup import each
from flow_builder.demo.site import Site

_NAV = (("/", "Board"), ("/terms", "Terms"))
_DIGITS = 6


def create_chandlery(_: int, base_path: str = "") -> Starlette:
    """Returns the chandler below `base_path`; how many visits there were is kept in memory."""
    chandlery = _Chandlery(base_path.rstrip("/"))
    routes = [
        Route("/", chandlery.board),
        Route("/terms", chandlery.terms),
        Route("/api/truth", chandlery.truth),
    ]
    return chandlery.site.starlette(routes)


class _Chandlery:
    """`?day=` shows a page as it is on that day, and lets no day pass."""

    def __init__(self, base: str) -> None:
        self.visits = {"/": 0, "/terms": 0}
        self.site = Site(
            key="chandlery", name="Bell & Anchor", base=base, color="#1f4f7a", nav=_NAV,
            about="nothing is sold here. Between two visits to one of its pages a day goes by, so that there is "
            "something to watch.",
        )  # fmt: skip

    async def board(self, request: Request) -> Response:
        day = self._day(request, "/")
        rows = each(
            '<tr class="good $state" data-sku="$sku"><th scope="row" class="title">$title</th><td class="number price">€$price</td>'
            '<td class="stock" data-quantity="$quantity"><span class="dot"></span>$stock</td></tr>',
            (
                {"sku": one.sku, "title": one.title, "price": f"{one.price:,.2f}", "quantity": one.quantity,
                 "stock": one.stock, "state": "there" if one.quantity else "gone"}
                for one in goods_on(day)
            ),
        )  # fmt: skip
        return self.site.page("Board", self.site.fill("board.html", day=day, rows=rows), here="/")

    async def terms(self, request: Request) -> Response:
        day = self._day(request, "/terms")
        sections = each(
            '<section class="clause"><h2>$heading</h2><p>$text</p></section>',
            ({"heading": heading, "text": text} for heading, text in terms_on(day)),
        )
        return self.site.page("Terms", self.site.fill("terms.html", day=day, sections=sections), here="/terms")

    async def truth(self, request: Request) -> Response:
        """Answers both pages as they are on `?day=`, the first without it."""
        day = _number(request.query_params.get("day", "")) or 1
        return JSONResponse({
            "day": day,
            "goods": [one.as_json() for one in goods_on(day)],
            "terms": [{"heading": heading, "text": text} for heading, text in terms_on(day)],
        })  # fmt: skip

    def _day(self, request: Request, page: str) -> int:
        if asked := _number(request.query_params.get("day", "")):
            return asked
        self.visits[page] += 1
        return self.visits[page]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0
