"""http.rss against real servers on loopback."""

import json
from dataclasses import replace
from typing import Any

import pytest

from flow_builder.errors import NodeError
from tests.support.nodes import Bench
from tests.support.web import Reply, Request, Wire, serve


def rss(*names: str) -> bytes:
    items = "".join(
        f'<item><guid isPermaLink="false">{name}</guid><title>{name} &amp; co</title><link>/posts/{name}</link>'
        f"<pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate><category>news</category>"
        f'<description>&lt;p onclick="x()"&gt;Hi&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description>'
        f'<enclosure url="https://e.example/{name}.mp3" type="audio/mpeg" length="12"/></item>'
        for name in names
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Shop news</title><link>https://shop.example/</link>'
        f"<description>All</description><language>en</language>{items}</channel></rss>"
    ).encode()


ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Grün</title>
<updated>2026-11-20T10:00:00Z</updated><entry><id>tag:1</id><title>One</title><link href="https://a.example/1"/>
<updated>2026-11-20T09:00:00Z</updated><published>2026-11-19T09:00:00+02:00</published><author><name>Ann</name></author>
<summary>short</summary><content type="html">&lt;b&gt;long&lt;/b&gt;</content></entry></feed>""".encode()

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "J",
    "home_page_url": "https://j.example/",
    "items": [
        {
            "id": "1",
            "url": "/one",
            "title": "One",
            "content_html": "<b>hi</b><script>alert(1)</script>",
            "date_published": "2026-11-20T10:00:00+01:00",
            "authors": [{"name": "Ann"}],
            "tags": ["a"],
            "attachments": [{"url": "one.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12}],
        },
        {"url": "/two", "content_text": "two"},
        "nonsense",
    ],
}


def say(body: bytes, content_type: str = "application/rss+xml", **headers: str) -> Any:
    return lambda *_: Reply(body, headers={"content-type": content_type, **headers})


async def read(bench: Bench, url: str, **more: Any) -> dict[str, Any]:
    output: dict[str, Any] = await bench("http.rss", {"url": url, **more})
    return output


async def test_an_rss_feed_comes_in_plain_values_without_scripts(bench: Bench) -> None:
    async with serve({"/feed": say(rss("a"))}) as web:
        output = await read(bench, web.url("/feed"))
        link = web.url("/posts/a")
    assert output["feed"] == {
        "title": "Shop news",
        "link": "https://shop.example/",
        "description": "All",
        "language": "en",
        "updated": None,
        "kind": "rss20",
    }
    (item,) = output["items"]
    assert (item["id"], item["title"], item["link"]) == ("a", "a & co", link)
    assert (item["published"], item["tags"]) == ("2026-11-20T09:00:00Z", ["news"])
    assert item["summary"] == "<p>Hi</p>"
    assert item["enclosures"] == [{"url": "https://e.example/a.mp3", "type": "audio/mpeg", "bytes": 12}]


async def test_an_atom_feed_comes_in_the_same_form(bench: Bench) -> None:
    async with serve({"/feed": say(ATOM, "application/atom+xml")}) as web:
        output = await read(bench, web.url("/feed"))
    (item,) = output["items"]
    assert (output["feed"]["title"], output["feed"]["kind"]) == ("Grün", "atom10")
    assert (item["id"], item["author"], item["summary"], item["content"]) == ("tag:1", "Ann", "short", "<b>long</b>")
    assert (item["published"], item["updated"]) == ("2026-11-19T07:00:00Z", "2026-11-20T09:00:00Z")


async def test_a_json_feed_comes_in_the_same_form(bench: Bench) -> None:
    async with serve({"/feed": say(json.dumps(JSON_FEED).encode(), "application/feed+json")}) as web:
        output = await read(bench, web.url("/feed"))
        base = web.url("")
    one, two = output["items"]
    assert (output["feed"]["kind"], one["link"], one["content"], one["author"]) == (
        "json11",
        f"{base}/one",
        "<b>hi</b>",
        "Ann",
    )
    assert one["published"] == "2026-11-20T09:00:00Z"
    assert one["enclosures"] == [{"url": f"{base}/one.mp3", "type": "audio/mpeg", "bytes": 12}]
    assert (two["id"], two["content"]) == (f"{base}/two", "two")


class Server:
    """A feed with an ETag, which is not sent again to who knows it."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.sent = 0

    def __call__(self, request: Request, wire: Wire) -> Reply:
        tag = f'"{"-".join(self.names)}"'
        if request.headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"etag": tag})
        self.sent += 1
        return Reply(rss(*self.names), headers={"content-type": "text/xml", "etag": tag})


async def test_only_what_is_new_since_the_last_run_comes_out(bench: Bench) -> None:
    server = Server("b", "a")
    async with serve({"/feed": server}) as web:

        async def run(number: int) -> tuple[list[str], bool]:
            bench.idempotency_key = f"run{number}/node"
            output = await read(bench, web.url("/feed"), only_new=True)
            assert output["feed"]["title"] == "Shop news"
            return [item["id"] for item in output["items"]], output["unchanged"]

        assert await run(1) == (["b", "a"], False)
        assert await run(2) == ([], True)
        assert server.sent == 1
        server.names = ("d", "c", "b")
        assert await run(3) == (["d", "c"], False)
        assert await run(3) == (["d", "c"], False)  # the same step once more, after a crash
        server.names = ("d", "a")
        assert await run(4) == ([], False)
        assert await run(5) == ([], True)


async def test_items_beyond_the_limit_come_out_the_next_time(bench: Bench) -> None:
    async with serve({"/feed": Server("c", "b", "a")}) as web:
        found = []
        for number in range(4):
            bench.idempotency_key = f"run{number}/node"
            output = await read(bench, web.url("/feed"), only_new=True, max_items=2)
            found.append([item["id"] for item in output["items"]])
    assert found == [["c", "b"], ["a"], [], []]


async def test_nodes_and_feeds_remember_on_their_own(bench: Bench) -> None:
    async with serve({"/1": Server("a"), "/2": Server("a")}) as web:
        assert (await read(bench, web.url("/1"), only_new=True))["count"] == 1
        assert (await read(bench, web.url("/2"), only_new=True))["count"] == 1
        bench.node = "other"
        bench.run = replace(bench.run, id="run2")
        assert (await read(bench, web.url("/1"), only_new=True))["count"] == 1


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&a9;&file;</title></channel></rss>'
).encode()


async def test_entities_neither_expand_without_end_nor_read_files(bench: Bench) -> None:
    async with serve({"/feed": say(BOMB)}) as web:
        output = await read(bench, web.url("/feed"))
    assert len(output["feed"]["title"]) < 1_000
    assert "root:" not in output["feed"]["title"]


@pytest.mark.parametrize("body", [b"<html><body>Hello</body></html>", b"", b'{"version": "1"}', b"[]", b"/etc/passwd"])
async def test_what_is_no_feed_is_a_clear_error(bench: Bench, body: bytes) -> None:
    async with serve({"/feed": say(body, "text/html")}) as web:
        with pytest.raises(NodeError) as failed:
            await read(bench, web.url("/feed"))
    assert failed.value.code == "rss.not_a_feed"


async def test_a_broken_feed_gives_what_can_be_read(bench: Bench) -> None:
    async with serve({"/feed": say(rss("a", "b")[:-40])}) as web:
        assert (await read(bench, web.url("/feed")))["count"] == 2
