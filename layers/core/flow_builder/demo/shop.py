"""The demo shop as an ASGI application; the local host mounts it at `/demo/shop`."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from flow_builder.demo.catalogue import CATEGORIES, CURRENCY, Product, ShopState
from flow_builder.demo.pages import SORTS, Listing, Pages

PAGE_SIZE = 24
MAX_API_PAGE = 240
_HIGHLIGHTS = 8
_RELATED = 4
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f5f4a"/>'
    '<path d="M10 7h5v14h8v4H10z" fill="#fff"/></svg>'
)


def create_shop(seed: int, base_path: str = "") -> Starlette:
    """Returns the shop at a seed; links and robots.txt start with `base_path`, the path it is mounted at."""
    shop = _Shop(ShopState(seed), base_path.rstrip("/"))
    routes = [
        Route("/", shop.home),
        Route("/products", shop.all_products),
        Route("/products/{slug}", shop.product),
        Route("/categories/{slug}", shop.category),
        Route("/search", shop.search),
        Route("/api/products", shop.api_products),
        Route("/api/products/{sku}", shop.api_product),
        Route("/robots.txt", shop.robots),
        Route("/shop.css", shop.styles),
        Route("/icon.svg", shop.icon),
    ]
    return Starlette(routes=routes, exception_handlers={404: shop.not_found})


class _Shop:
    def __init__(self, state: ShopState, base: str) -> None:
        self.state = state
        self.base = base
        self.pages = Pages(base)

    async def home(self, _: Request) -> Response:
        best = sorted(self.state.products, key=lambda product: (-product.rating, -product.reviews))
        return HTMLResponse(self.pages.home(best[:_HIGHLIGHTS]))

    async def all_products(self, request: Request) -> Response:
        return self._listing(request, "All products", "Everything we make.", "/products", self.state.products)

    async def category(self, request: Request) -> Response:
        category = next((each for each in CATEGORIES if each.slug == request.path_params["slug"]), None)
        if category is None:
            return await self.not_found(request, None)
        products = self.state.of_category(category.slug)
        path = f"/categories/{category.slug}"
        return self._listing(request, category.title, category.blurb, path, products, category=category.slug)

    async def search(self, request: Request) -> Response:
        query = request.query_params.get("q", "").strip()[:100]
        title = f"“{query}”" if query else "Search"
        return self._listing(request, title, "What we found.", "/search", self.state.search(query), query=query)

    async def product(self, request: Request) -> Response:
        product = self.state.by_slug.get(request.path_params["slug"])
        if product is None:
            return await self.not_found(request, None)
        around = [each for each in self.state.of_category(product.category.slug) if each is not product]
        first = product.index // len(CATEGORIES) % (len(around) - _RELATED)
        return HTMLResponse(self.pages.product(product, around[first : first + _RELATED]))

    async def api_products(self, request: Request) -> Response:
        wanted = request.query_params
        products = _sorted(self.state.search(wanted.get("q", "")), wanted.get("sort", ""))
        if slug := wanted.get("category"):
            products = [product for product in products if product.category.slug == slug]
        size = min(max(_number(wanted.get("per_page"), PAGE_SIZE), 1), MAX_API_PAGE)
        page, pages = _page_of(wanted.get("page"), len(products), size)
        items = [self._as_json(product) for product in products[(page - 1) * size : page * size]]
        return JSONResponse({"items": items, "page": page, "pages": pages, "total": len(products)})

    async def api_product(self, request: Request) -> Response:
        sku = request.path_params["sku"]
        product = next((each for each in self.state.products if each.sku == sku), None)
        if product is None:
            return JSONResponse({"error": f"There is no product {sku}."}, status_code=404)
        return JSONResponse(self._as_json(product))

    async def robots(self, _: Request) -> Response:
        return PlainTextResponse(f"User-agent: *\nAllow: {self.base}/\nDisallow: {self.base}/search\n")

    async def styles(self, _: Request) -> Response:
        return Response(Path(__file__).with_name("shop.css").read_bytes(), media_type="text/css")

    async def icon(self, _: Request) -> Response:
        return Response(_ICON, media_type="image/svg+xml")

    async def not_found(self, _: Request, __: Any) -> Response:
        return HTMLResponse(self.pages.missing(), status_code=404)

    def _listing(
        self,
        request: Request,
        title: str,
        blurb: str,
        path: str,
        products: Sequence[Product],
        *,
        query: str = "",
        category: str = "",
    ) -> Response:
        sort = request.query_params.get("sort", "")
        sort = sort if sort in SORTS else ""
        page, pages = _page_of(request.query_params.get("page"), len(products), PAGE_SIZE)
        shown = _sorted(products, sort)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        listing = Listing(
            title=title, blurb=blurb, path=path, products=shown, total=len(products), page=page, pages=pages,
            query=query, sort=sort, category=category,
        )  # fmt: skip
        return HTMLResponse(self.pages.listing(listing))

    def _as_json(self, product: Product) -> dict[str, Any]:
        return {
            "sku": product.sku,
            "title": product.title,
            "category": product.category.slug,
            "price": product.price,
            "currency": CURRENCY,
            "in_stock": product.in_stock,
            "quantity": product.quantity,
            "rating": product.rating,
            "reviews": product.reviews,
            "url": f"{self.base}/products/{product.slug}",
        }


_SORT_KEYS: dict[str, Callable[[Product], Any]] = {
    "price": lambda product: product.price_cents,
    "-price": lambda product: -product.price_cents,
    "rating": lambda product: -product.rating,
}


def _sorted(products: Sequence[Product], sort: str) -> list[Product]:
    key = _SORT_KEYS.get(sort)
    return sorted(products, key=key) if key else list(products)


def _page_of(text: str | None, total: int, size: int) -> tuple[int, int]:
    """Returns (page, pages); a page that is no number or out of range becomes the nearest one there is."""
    pages = max(1, -(-total // size))
    return min(max(_number(text, 1), 1), pages), pages


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 6 else default  # noqa: PLR2004  # digits of a page number
