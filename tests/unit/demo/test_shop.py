"""The demo shop shows 240 products over pages, and each restart changes a little of it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from flow_builder.demo import ShopState, create_shop

BASE = "/demo/shop"


@pytest.fixture
async def shop() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_shop(seed=7, base_path=BASE))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        yield client


async def read(shop: httpx.AsyncClient, path: str) -> LexborHTMLParser:
    response = await shop.get(path.removeprefix(BASE))
    assert response.status_code == 200, path
    return LexborHTMLParser(response.text)


def text(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    assert node is not None, selector
    return node.text().strip()


async def walk(shop: httpx.AsyncClient, path: str | None) -> list[LexborHTMLParser]:
    pages = []
    while path is not None and len(pages) < 50:
        pages.append(await read(shop, path))
        following = pages[-1].css_first("a[rel=next]")
        path = following.attributes["href"] if following else None
    return pages


async def test_following_the_next_links_reaches_every_product_once(shop: httpx.AsyncClient) -> None:
    pages = await walk(shop, "/products")
    skus = [card.attributes["data-sku"] for page in pages for card in page.css("#products .product")]
    assert [len(page.css("#products .product")) for page in pages] == [24] * 10
    assert len(set(skus)) == len(skus) == 240


async def test_the_departments_share_the_products_out(shop: httpx.AsyncClient) -> None:
    home = await read(shop, "/")
    links = [link.attributes["href"] or "" for link in home.css(".departments a")]
    found = [card.attributes["data-sku"] for link in links for page in await walk(shop, link)
             for card in page.css("#products .product")]  # fmt: skip
    assert len(links) == 6
    assert len(found) == len(set(found)) == 240


async def test_every_card_leads_to_its_product_page(shop: httpx.AsyncClient) -> None:
    for card in (await read(shop, "/products?page=3")).css("#products .product"):
        link = card.css_first("a").attributes["href"] or ""
        page = await read(shop, link)
        assert text(page, "article .title") == card.css_first(".title").text()
        assert text(page, "article .price") == card.css_first(".price").text()
        assert text(page, "article .stock") == card.css_first(".stock").text()
        assert text(page, ".sku") == card.attributes["data-sku"]
        assert len(page.css(".specs tr")) == 8


async def test_search_finds_by_every_word_and_keeps_it_over_pages(shop: httpx.AsyncClient) -> None:
    pages = await walk(shop, "/search?q=oak")
    titles = [title.text() for page in pages for title in page.css("#products .title")]
    assert len(titles) == 60
    assert all(title.startswith(("Alder", "Isle")) for title in titles)
    assert text((await read(shop, "/search?q=isle+sofa")), "#total") == "1 product"
    assert (await read(shop, "/search?q=zeppelin")).css_first(".empty") is not None


async def test_search_words_are_shown_as_text(shop: httpx.AsyncClient) -> None:
    response = await shop.get("/search", params={"q": '<script>"x"</script>'})
    assert "<script>" not in response.text


async def test_sorting_by_price_orders_all_pages(shop: httpx.AsyncClient) -> None:
    pages = await walk(shop, "/products?sort=price")
    prices = [
        float(price.text().lstrip("€").replace(",", "")) for page in pages for price in page.css("#products .price")
    ]
    assert prices == sorted(prices)
    assert len(prices) == 240


@pytest.mark.parametrize(("asked", "shown"), [("0", "1"), ("-3", "1"), ("x", "1"), ("99", "10"), ("9" * 400, "1")])
async def test_a_page_out_of_range_shows_the_nearest(shop: httpx.AsyncClient, asked: str, shown: str) -> None:
    page = await read(shop, f"/products?page={asked}")
    assert text(page, ".pager [aria-current]") == shown


@pytest.mark.parametrize("path", ["/products/none-such", "/categories/none-such", "/none-such"])
async def test_unknown_addresses_answer_404_with_a_page(shop: httpx.AsyncClient, path: str) -> None:
    response = await shop.get(path)
    assert response.status_code == 404
    assert "Not here" in response.text


async def test_the_api_gives_the_same_products_as_the_pages(shop: httpx.AsyncClient) -> None:
    answer = (await shop.get("/api/products", params={"per_page": 500})).json()
    assert (answer["total"], answer["pages"], len(answer["items"])) == (240, 1, 240)
    item = answer["items"][17]
    assert (await shop.get(f"/api/products/{item['sku']}")).json() == item
    page = await read(shop, item["url"])
    assert text(page, "article .price") == f"€{item['price']:,.2f}"


async def test_robots_txt_allows_the_shop(shop: httpx.AsyncClient) -> None:
    assert "Allow: /demo/shop/" in (await shop.get("/robots.txt")).text


async def test_pages_load_nothing_from_elsewhere(shop: httpx.AsyncClient) -> None:
    page = await read(shop, "/products")
    loaded = [node.attributes.get("src") or node.attributes.get("href") or "" for node in page.css("[src], link")]
    assert loaded == [f"{BASE}/icon.svg", f"{BASE}/shop.css"]
    for path in loaded:
        assert (await shop.get(path.removeprefix(BASE))).status_code == 200


def test_the_same_seed_gives_the_same_shop() -> None:
    assert ShopState(5).products == ShopState(5).products


@pytest.mark.parametrize("seed", [-1, 0, 1, 19, 29, 1_000_003])
def test_each_seed_changes_a_few_prices_and_quantities(seed: int) -> None:
    pairs = list(zip(ShopState(seed).products, ShopState(seed + 1).products, strict=True))
    assert sum(old.price_cents != new.price_cents for old, new in pairs) == 12
    assert sum(old.quantity != new.quantity for old, new in pairs) == 8
    assert all((old.sku, old.title, old.ean) == (new.sku, new.title, new.ean) for old, new in pairs)


@pytest.mark.parametrize("seed", [0, 1, 7, 30, 45, 400])
def test_about_one_product_in_twelve_is_out_of_stock(seed: int) -> None:
    sold_out = [product for product in ShopState(seed).products if not product.in_stock]
    assert 10 <= len(sold_out) <= 30
    assert {product.stock_text for product in sold_out} == {"Out of stock"}


def test_products_are_told_apart_by_title_sku_and_ean() -> None:
    products = ShopState(0).products
    for name in ("title", "sku", "slug", "ean"):
        assert len({getattr(product, name) for product in products}) == 240
