"""The demo shop's pages as HTML text: plain functions from what is shown to a string."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from flow_builder.demo.catalogue import CATEGORIES, CURRENCY, Product
from flow_builder.demo.pictures import picture

SHOP = "Larkhill"
SORTS = {"": "Featured", "price": "Price, low to high", "-price": "Price, high to low", "rating": "Best rated"}
"""Values of the `sort` parameter and their names; "" is listing order."""
_STARS = 5
_HERO = (("Floor Lamp", 7), ("Sofa", 0), ("Plant Pot", 4))


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of products: `path` and `query` make the addresses of the pages around it."""

    title: str
    blurb: str
    path: str
    products: Sequence[Product]
    total: int
    page: int
    pages: int
    query: str = ""
    sort: str = ""
    category: str = ""


class Pages:
    """Renders pages whose links start with `base`, the path the shop is mounted at."""

    def __init__(self, base: str) -> None:
        self.base = base

    def home(self, highlights: Sequence[Product]) -> str:
        """Returns the front page: the departments and some products."""
        tiles = "".join(
            f'<a class="department" href="{self.base}/categories/{category.slug}">'
            f"{picture(category.kinds[0][0], number, escape(category.title))}"
            f"<span><strong>{escape(category.title)}</strong><small>{escape(category.blurb)}</small></span></a>"
            for number, category in enumerate(CATEGORIES)
        )
        pictures = "".join(picture(kind, look, "") for kind, look in _HERO)
        body = f"""
<section class="hero">
  <div><h1>Things for a calm home</h1>
  <p>Eight design lines, six departments, 240 pieces. Prices and stock never stand quite still.</p>
  <p><a class="button" href="{self.base}/products">See everything</a></p></div>
  <div class="hero-pictures" aria-hidden="true">{pictures}</div>
</section>
<section><h2>Departments</h2><div class="departments">{tiles}</div></section>
<section><h2>Best rated</h2><ul class="products">{self._cards(highlights)}</ul></section>"""
        return self._page(f"{SHOP}: things for a calm home", body)

    def listing(self, listing: Listing) -> str:
        """Returns one page of a listing, with its sort form and the links to its neighbours."""
        found = f"{listing.total} product{'' if listing.total == 1 else 's'}"
        if listing.products:
            content = f'<ul class="products" id="products">{self._cards(listing.products)}</ul>'
        else:
            content = '<p class="empty">Nothing found. Try fewer words, or one of the departments above.</p>'
        body = f"""
<header class="listing-head">
  <div><h1>{escape(listing.title)}</h1><p>{escape(listing.blurb)}</p></div>
  <div class="tools"><span class="count"><span id="total">{found}</span></span>{self._sort_form(listing)}</div>
</header>
{content}
{self._pager(listing)}"""
        page = f", page {listing.page}" if listing.page > 1 else ""
        return self._page(f"{listing.title}{page} · {SHOP}", body, query=listing.query, category=listing.category)

    def product(self, product: Product, related: Sequence[Product]) -> str:
        """Returns a product page."""
        title = escape(product.title)
        category = product.category
        rows = "".join(
            f'<tr data-spec="{name.lower().replace(" ", "-")}"><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
            for name, value in _specs(product)
        )
        body = f"""
<nav class="crumbs" aria-label="Breadcrumb"><a href="{self.base}/">Home</a> <span>/</span>
  <a href="{self.base}/categories/{category.slug}">{escape(category.title)}</a> <span>/</span> {title}</nav>
<article class="detail" data-sku="{product.sku}">
  <div class="frame">{picture(product.kind, product.series.look, title)}</div>
  <div class="facts">
    <h1 class="title">{title}</h1>
    {_rating(product)}
    <p class="price">{money(product.price_cents)}</p>
    <p class="tax">incl. VAT, free delivery above €50.00</p>
    {_stock(product)}
    <p class="description">{escape(product.description)}</p>
    <p class="sku-line">Article <span class="sku">{product.sku}</span></p>
    <h2>Specifications</h2>
    <table class="specs"><tbody>{rows}</tbody></table>
  </div>
</article>
<section><h2>From the same department</h2><ul class="products row">{self._cards(related)}</ul></section>
<script type="application/ld+json">{_json_ld(product)}</script>"""
        return self._page(f"{product.title} · {SHOP}", body, category=category.slug)

    def missing(self) -> str:
        """Returns the page for an address that leads nowhere."""
        body = f"""
<section class="hero"><div><h1>Not here</h1><p>This page does not exist, or the product has left the range.</p>
<p><a class="button" href="{self.base}/products">See everything</a></p></div></section>"""
        return self._page(f"Not found · {SHOP}", body)

    def _cards(self, products: Sequence[Product]) -> str:
        return "".join(self._card(product) for product in products)

    def _card(self, product: Product) -> str:
        title = escape(product.title)
        return f"""
<li class="product" data-sku="{product.sku}"><a href="{self.base}/products/{product.slug}">
  <div class="frame">{picture(product.kind, product.series.look, title)}</div>
  <h3 class="title">{title}</h3></a>
  {_rating(product)}
  <div class="buy"><span class="price">{money(product.price_cents)}</span>{_stock(product)}</div>
</li>"""

    def _sort_form(self, listing: Listing) -> str:
        options = "".join(
            f'<option value="{value}"{" selected" if value == listing.sort else ""}>{escape(name)}</option>'
            for value, name in SORTS.items()
        )
        words = f'<input type="hidden" name="q" value="{escape(listing.query)}">' if listing.query else ""
        return (
            f'<form class="sort" action="{self.base}{listing.path}">{words}<label>Sort by '
            f'<select name="sort">{options}</select></label><button class="quiet">Apply</button></form>'
        )

    def _pager(self, listing: Listing) -> str:
        if listing.pages <= 1:
            return ""
        numbers = "".join(
            f'<li><a href="{self._page_link(listing, number)}"'
            f"{' aria-current=page' if number == listing.page else ''}>{number}</a></li>"
            for number in range(1, listing.pages + 1)
        )
        before = self._step(listing, -1, "prev", "Previous")
        after = self._step(listing, +1, "next", "Next")
        return f'<nav class="pager" aria-label="Pages">{before}<ol>{numbers}</ol>{after}</nav>'

    def _step(self, listing: Listing, by: int, rel: str, name: str) -> str:
        number = listing.page + by
        if not 1 <= number <= listing.pages:
            return f'<span class="{rel} off" aria-hidden="true">{name}</span>'
        return f'<a class="{rel}" rel="{rel}" href="{self._page_link(listing, number)}">{name}</a>'

    def _page_link(self, listing: Listing, number: int) -> str:
        wanted = {"q": listing.query, "sort": listing.sort, "page": str(number) if number > 1 else ""}
        query = urlencode({name: value for name, value in wanted.items() if value})
        return escape(f"{self.base}{listing.path}{'?' if query else ''}{query}")

    def _page(self, title: str, body: str, *, query: str = "", category: str = "") -> str:
        links = "".join(
            f'<a href="{self.base}/categories/{each.slug}"{" aria-current=page" if each.slug == category else ""}>'
            f"{escape(each.title)}</a>"
            for each in CATEGORIES
        )
        return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{escape(title)}</title>
<link rel="icon" href="{self.base}/icon.svg"><link rel="stylesheet" href="{self.base}/shop.css">
</head>
<body>
<header class="top"><div class="bar">
  <a class="brand" href="{self.base}/">{SHOP}</a>
  <form class="search" role="search" action="{self.base}/search">
    <input type="search" name="q" value="{escape(query)}" placeholder="Search 240 products" aria-label="Search">
    <button>Search</button>
  </form>
  <nav class="categories" aria-label="Departments">{links}</nav>
</div></header>
<main>{body}
</main>
<footer><p>{SHOP} is a demo shop: nothing here is for sale. It comes with Flow Builder so that first flows have
something to read. Machines may use <a href="{self.base}/api/products">/api/products</a>.</p></footer>
</body>
</html>"""


def money(cents: int) -> str:
    """Returns an amount as the shop shows it: `€1,249.00`."""
    return f"€{cents / 100:,.2f}"


def _rating(product: Product) -> str:
    full = round(product.rating)
    return (
        f'<p class="rating"><span class="stars" aria-hidden="true">{"★" * full}<i>{"★" * (_STARS - full)}</i></span> '
        f'<span class="value">{product.rating}</span> <span class="reviews">({product.reviews})</span></p>'
    )


def _stock(product: Product) -> str:
    state = "out" if not product.in_stock else "low" if product.stock_text.startswith("Only") else "in"
    return f'<p class="stock {state}" data-quantity="{product.quantity}">{product.stock_text}</p>'


def _specs(product: Product) -> tuple[tuple[str, str], ...]:
    return (
        ("Design line", product.series.name),
        ("Colour", product.series.color),
        ("Material", product.series.material.capitalize()),
        ("Size", f"{product.size_cm} cm".replace("x", "\N{MULTIPLICATION SIGN}")),
        ("Weight", f"{product.weight_g / 1000:.2f} kg"),
        ("Made in", product.origin),
        ("Warranty", f"{product.warranty_years} years"),
        ("EAN", product.ean),
    )


def _json_ld(product: Product) -> str:
    """Returns schema.org data for a script element; `<` is escaped so that no text can end the element."""
    available = "InStock" if product.in_stock else "OutOfStock"
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "sku": product.sku,
        "gtin13": product.ean,
        "description": product.description,
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": product.rating,
            "reviewCount": product.reviews,
        },
        "offers": {
            "@type": "Offer",
            "price": f"{product.price:.2f}",
            "priceCurrency": CURRENCY,
            "availability": f"https://schema.org/{available}",
        },
    }
    return json.dumps(data).replace("<", "\\u003c")
