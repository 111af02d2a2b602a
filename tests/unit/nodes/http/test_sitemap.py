"""http.sitemap against real servers on loopback."""

import gzip
from typing import Any

import pytest

from flow_builder.errors import NodeError
from tests.support.nodes import Bench
from tests.support.web import Reply, Web, serve

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def xml(body: str) -> Any:
    return lambda *_: Reply(body.encode(), headers={"content-type": "application/xml"})


def urls(*places: tuple[str, str]) -> str:
    inside = "".join(
        f"<url><loc>{loc}</loc><lastmod>{day}</lastmod><priority>0.5</priority></url>" for loc, day in places
    )
    return f'<?xml version="1.0"?><urlset {NS}>{inside}</urlset>'


def index(*places: tuple[str, str]) -> str:
    inside = "".join(f"<sitemap><loc>{loc}</loc><lastmod>{day}</lastmod></sitemap>" for loc, day in places)
    return f"<sitemapindex {NS}>{inside}</sitemapindex>"


BLOG = urls(("/blog/a", "2026-11-01"), ("/blog/b", "2020-01-01T00:00:00Z"), ("/about", "2026"))
SHOP = urls(("/shop/x", "2026-10-01"), ("/blog/a", "2026-11-01"))


def shop(web: Web) -> None:
    """A site whose robots.txt names an index with a packed, a plain, an old and a missing sitemap, and itself."""
    packed = gzip.compress(SHOP.encode(), mtime=0)
    names = ("/index.xml", "/blog.xml", "/shop.xml.gz", "/missing.xml")
    web.routes |= {
        "/robots.txt": lambda *_: Reply(f"User-agent: *\nDisallow:\nSitemap: {web.url('/index.xml')}\n".encode()),
        "/index.xml": xml(
            index(*((web.url(name), "2026-11-01") for name in names), (web.url("/old.xml"), "2001-01-01"))
        ),
        "/blog.xml": xml(BLOG),
        "/shop.xml.gz": lambda *_: Reply(packed, headers={"content-type": "application/octet-stream"}),
        "/old.xml": xml(urls(("/old", "2001-01-01"))),
    }


async def read(bench: Bench, url: str, **more: Any) -> dict[str, Any]:
    output: dict[str, Any] = await bench("http.sitemap", {"url": url, **more})
    return output


async def failing(bench: Bench, url: str, **more: Any) -> NodeError:
    with pytest.raises(NodeError) as failed:
        await read(bench, url, **more)
    return failed.value


def paths(web: Web, output: dict[str, Any]) -> list[str]:
    return [each["url"].removeprefix(web.url("")) for each in output["urls"]]


async def test_a_site_is_read_by_its_robots_txt_nested_and_packed_sitemaps_included(bench: Bench) -> None:
    async with serve({}) as web:
        shop(web)
        output = await read(bench, web.url("/"))
        assert paths(web, output) == ["/blog/a", "/blog/b", "/about", "/shop/x", "/old"]
        assert (output["count"], output["sitemaps"], output["truncated"]) == (5, 4, False)
        assert [(each["sitemap"], each["code"]) for each in output["problems"]] == [
            (web.url("/missing.xml"), "http.status")
        ]
        assert output["urls"][0] == {
            "url": web.url("/blog/a"),
            "lastmod": "2026-11-01",
            "changefreq": None,
            "priority": 0.5,
        }
        assert len(web.requests) == len({request.path for request in web.requests})


async def test_patterns_and_dates_filter_and_old_sitemaps_are_not_read(bench: Bench) -> None:
    async with serve({}) as web:
        shop(web)
        output = await read(bench, web.url("/index.xml"), match=["*/blog/*", "*/about"], since="2026-01-01")
        assert paths(web, output) == ["/blog/a", "/about"]
        assert "/old.xml" not in {request.path for request in web.requests}


async def test_limits_end_it_and_say_so(bench: Bench) -> None:
    async with serve({}) as web:
        shop(web)
        few = await read(bench, web.url("/index.xml"), max_urls=2)
        assert (paths(web, few), few["truncated"]) == (["/blog/a", "/blog/b"], True)
        short = await read(bench, web.url("/index.xml"), max_sitemaps=2)
        assert (short["sitemaps"], short["truncated"]) == (2, True)
        exact = await read(bench, web.url("/blog.xml"), max_urls=3)
        assert exact["truncated"] is False


async def test_without_a_name_in_robots_txt_the_usual_place_is_tried(bench: Bench) -> None:
    async with serve({"/sitemap.xml": xml(BLOG)}) as web:
        assert (await read(bench, web.url("")))["count"] == 3
    async with serve({}) as web:
        error = await failing(bench, web.url(""))
    assert (error.code, "robots.txt" in (error.hint or "")) == ("sitemap.missing", True)


async def test_a_text_lists_an_address_per_line(bench: Bench) -> None:
    text = "\ufeffhttps://a.example/1\r\n\r\nnonsense\nhttps://a.example/2\n".encode()
    async with serve({"/map.txt": lambda *_: Reply(text, headers={"content-type": "text/plain"})}) as web:
        output = await read(bench, web.url("/map.txt"))
    assert [each["url"] for each in output["urls"]] == ["https://a.example/1", "https://a.example/2"]


@pytest.mark.parametrize("body", ["<html><body>no</body></html>", "<", "", "plain words"])
async def test_what_is_no_sitemap_is_a_clear_error(bench: Bench, body: str) -> None:
    async with serve({"/map.xml": xml(body)}) as web:
        assert (await failing(bench, web.url("/map.xml"))).code == "sitemap.invalid"


async def test_a_packed_sitemap_may_not_be_a_bomb(bench: Bench) -> None:
    bomb = gzip.compress(b" " * 60_000_000, mtime=0)
    async with serve({"/map.xml.gz": lambda *_: Reply(bomb)}) as web:
        assert (await failing(bench, web.url("/map.xml.gz"))).code == "http.too_large"


async def test_entities_neither_expand_nor_read_files(bench: Bench) -> None:
    start = '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a0 "aaaa">'
    more = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))

    def places(*names: str) -> Any:
        inside = "".join(f"<url><loc>https://a.example/{name}</loc></url>" for name in names)
        return xml(f"{start}{more}]><urlset {NS}>{inside}</urlset>")

    async with serve({"/files.xml": places("&f;", "ok"), "/bomb.xml": places("&a9;", "ok")}) as web:
        output = await read(bench, web.url("/files.xml"))
        assert output["urls"][-1]["url"] == "https://a.example/ok"
        assert "root:" not in str(output)
        assert (await failing(bench, web.url("/bomb.xml"))).code == "sitemap.invalid"


async def test_secrets_stay_at_the_first_site(bench: Bench) -> None:
    async with serve({"/map.xml": xml(BLOG)}) as other, serve({}) as web:
        web.routes["/index.xml"] = xml(
            index((other.url("/map.xml"), "2026-01-01"), (web.url("/own.xml"), "2026-01-01"))
        )
        web.routes["/own.xml"] = xml(SHOP)
        await read(bench, web.url("/index.xml"), auth={"kind": "bearer", "token": "secret"})
        assert [request.headers.get("authorization") for request in web.requests] == ["Bearer secret"] * 2
        assert "authorization" not in other.requests[0].headers
