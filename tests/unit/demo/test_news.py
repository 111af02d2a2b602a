"""The paper's pages, feed and site map tell the same as its truth, faults included."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from flow_builder.demo.news import create_news
from tests.support.demo import parse, text, visiting


@pytest.fixture
async def news() -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_news(1)) as client:
        yield client


async def test_the_feed_leads_to_every_article(news: httpx.AsyncClient) -> None:
    truth = (await news.get("/api/truth")).json()["articles"]
    feed = LexborHTMLParser((await news.get("/feed.xml")).text)
    links = [node.text() for node in feed.css("item guid")]
    assert [urlsplit(link).path for link in links] == [each["url"] for each in truth]
    for link, known in zip(links, truth, strict=True):
        page = parse(await news.get(link))
        assert (text(page, "h1"), text(page, ".author")) == (known["title"], known["author"])
        assert len(" ".join(node.text() for node in page.css(".text p")).split()) == known["words"]


async def test_sections_hold_all_articles_between_them(news: httpx.AsyncClient) -> None:
    truth = {each["slug"] for each in (await news.get("/api/truth")).json()["articles"]}
    found: list[str | None] = []
    for name in ("harbour", "town", "weather"):
        found += [card.attributes["data-slug"] for card in parse(await news.get(f"/sections/{name}")).css(".card")]
    assert (len(found), set(found)) == (len(truth), truth)
    assert (await news.get("/sections/none")).status_code == 404


async def test_just_the_pages_of_the_map_that_the_truth_names_have_a_fault(news: httpx.AsyncClient) -> None:
    truth = (await news.get("/api/truth")).json()
    urls = [node.text() for node in LexborHTMLParser((await news.get("/sitemap.xml")).text).css("loc")]
    assert len(urls) == truth["pages"]
    faults = {}
    for url in urls:
        answer = await news.get(url, follow_redirects=False)
        page = parse(answer)
        fault = (
            "missing" if answer.status_code == 404
            else "redirect" if answer.status_code == 301
            else "no title" if page.css_first("title") is None
            else "no description" if page.css_first("meta[name=description]") is None
            else "no heading" if page.css_first("h1") is None
            else None
        )  # fmt: skip
        if fault:
            faults[urlsplit(url).path] = fault
    assert faults == truth["faults"]
