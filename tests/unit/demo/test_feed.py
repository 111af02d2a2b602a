"""All ways through the feed lead to the same 60 posts."""

from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest

from flow_builder.demo.feed import create_feed
from flow_builder.demo.feed.posts import NOW, make_posts
from tests.support.demo import no_sleep, parse, text, visiting


@pytest.fixture
async def feed() -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_feed(1, sleep=no_sleep)) as client:
        yield client


async def truth(feed: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = (await feed.get("/api/truth")).json()
    assert len(answer["posts"]) == answer["count"] == 60
    posts: list[dict[str, Any]] = answer["posts"]
    return posts


async def test_offsets_lead_to_all_posts_and_end(feed: httpx.AsyncClient) -> None:
    found, offset = [], 0
    while offset is not None:
        answer = (await feed.get("/api/posts", params={"offset": offset})).json()
        found += answer["items"]
        assert answer["html"].count('<article class="post"') == 10
        offset = answer["next"]
    assert found == await truth(feed)


async def test_cursors_lead_to_all_posts_and_end(feed: httpx.AsyncClient) -> None:
    found: list[dict[str, Any]] = []
    params: dict[str, str] = {}
    while True:
        answer = (await feed.get("/api/cursor", params=params)).json()
        found += answer["items"]
        if answer["next_cursor"] is None:
            break
        params = {"cursor": answer["next_cursor"]}
    assert found == await truth(feed)


@pytest.mark.parametrize("cursor", ["10", "YWZ0ZXI6LTE", "é", "YWZ0ZXI6OTk5OTk5", "="])
async def test_a_made_up_cursor_is_refused(feed: httpx.AsyncClient, cursor: str) -> None:
    assert (await feed.get("/api/cursor", params={"cursor": cursor})).status_code == 400


async def test_link_headers_lead_to_all_posts_and_end(feed: httpx.AsyncClient) -> None:
    found, url = [], "/api/pages"
    while url:
        answer = await feed.get(url)
        found += answer.json()
        url = answer.links.get("next", {}).get("url", "")
    assert found == await truth(feed)


async def test_pages_lead_to_all_posts_and_end(feed: httpx.AsyncClient) -> None:
    numbers, url = [], "/pages"
    while url:
        answer = await feed.get(url)
        page = parse(answer)
        numbers += [int(node.attributes["data-id"] or 0) for node in page.css(".post")]
        older = page.css_first("a[rel=next]")
        url = urljoin(str(answer.url), older.attributes["href"]) if older else ""
    assert numbers == list(range(1, 61))


@pytest.mark.parametrize("path", ["/", "/more", "/pages"])
async def test_the_links_of_a_page_lead_to_its_posts(feed: httpx.AsyncClient, path: str) -> None:
    answer = await feed.get(path)
    for card in parse(answer).css(".post"):
        link = card.css_first("h2 a")
        page = parse(await feed.get(urljoin(str(answer.url), link.attributes["href"])))
        assert (text(page, "h1"), text(page, ".text")) == (link.text(), card.css_first(".text").text())


async def test_a_card_shows_what_the_truth_says(feed: httpx.AsyncClient) -> None:
    def tree(node: Any) -> list[dict[str, Any]]:
        comments = [each for each in node.iter() if "comments" in (each.attributes.get("class") or "").split()]
        return [
            {"author": item.css_first(".who").text(), "text": item.css_first(".said").text(), "answers": tree(item)}
            for item in (comments[0].iter() if comments else ())
        ]

    cards = parse(await feed.get("/pages?page=2")).css(".post")
    for card, post in zip(cards, (await truth(feed))[10:20], strict=True):
        assert card.css_first("h2").text() == post["title"]
        assert card.css_first("time").text() == post["date_text"]
        assert card.css_first(".likes").text() == post["likes_text"]
        assert [tag.text() for tag in card.css(".tags li")] == post["tags"]
        assert tree(card) == post["comments"]


async def test_text_with_markup_in_it_is_shown_as_text(feed: httpx.AsyncClient) -> None:
    posts = [post for post in await truth(feed) if "<and>" in post["text"]]
    assert posts
    assert text(parse(await feed.get(f"/posts/{posts[0]['id']}")), ".text") == posts[0]["text"]


@pytest.mark.parametrize("path", ["/posts/0", "/posts/61", "/?post=0", "/?post=abc", "/?post=99999"])
async def test_there_are_no_other_posts(feed: httpx.AsyncClient, path: str) -> None:
    assert (await feed.get(path)).status_code == 404


def test_posts_have_comments_three_deep_and_dates_in_five_styles() -> None:
    posts = make_posts(1)
    assert any(answer.answers for post in posts for comment in post.comments for answer in comment.answers)
    assert {post.date_text[-1] for post in posts} >= {"Z", "M", "o"}
    assert all(later.at < earlier.at <= NOW for earlier, later in pairwise(posts))
    assert make_posts(1) == posts != make_posts(2)
