"""extract.links."""

from typing import Any

import pytest

from flow_builder.errors import NodeError
from flow_builder.nodes.extract.links import site_of
from tests.support.nodes import Bench

PAGE = """<nav><a href="/">Home</a></nav>
<a href="b?x=1#part" title="Bee">B  <b>bold</b></a><a href="./b?x=1#other"></a>
<a href="//cdn.example.co.uk/f.zip" rel="NoFollow noopener nofollow">File</a>
<a href="https://sub.shop.co.uk/x"><img alt="Picture"></a><a href="http://[bad">bad</a>
<a href="mailto:a@b.example">Mail</a><a href="javascript:go()">Go</a><a href="">here</a><a name="x">no</a>
<map><area href="/area" alt="Area" aria-label="Place"></map><a href="HTTPS://SHOP.CO.UK/
upper">U</a>"""
BASE = "https://www.shop.co.uk/a/"


async def urls(bench: Bench, html: str = PAGE, **config: Any) -> list[str]:
    output = await bench("extract.links", {"html": html, "base_url": BASE, **config})
    assert output["urls"] == [link["url"] for link in output["links"]]
    found: list[str] = output["urls"]
    return found


async def test_links_are_complete_and_each_once(bench: Bench) -> None:
    assert await urls(bench) == [
        "https://www.shop.co.uk/",
        "https://www.shop.co.uk/a/b?x=1",
        "https://cdn.example.co.uk/f.zip",
        "https://sub.shop.co.uk/x",
        "https://www.shop.co.uk/a/",
        "https://www.shop.co.uk/area",
        "https://shop.co.uk/upper",
    ]


async def test_what_a_link_says(bench: Bench) -> None:
    output = await bench("extract.links", {"html": PAGE, "base_url": BASE})
    by_url = {link["url"]: link for link in output["links"]}
    assert by_url["https://www.shop.co.uk/a/b?x=1"] == {
        "url": "https://www.shop.co.uk/a/b?x=1",
        "text": "B bold",
        "rel": [],
        "title": "Bee",
        "times": 2,
    }
    assert by_url["https://cdn.example.co.uk/f.zip"]["rel"] == ["nofollow", "noopener"]
    assert by_url["https://sub.shop.co.uk/x"]["text"] == "Picture"
    assert by_url["https://www.shop.co.uk/area"]["text"] == "Place"


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"scope": "same_host", "limit": 2}, ["https://www.shop.co.uk/", "https://www.shop.co.uk/a/b?x=1"]),
        ({"scope": "external"}, ["https://cdn.example.co.uk/f.zip"]),
        ({"include": ["*.zip", "*/area"]}, ["https://cdn.example.co.uk/f.zip", "https://www.shop.co.uk/area"]),
        ({"include": ["*/a/*"], "exclude": ["*x=*"]}, ["https://www.shop.co.uk/a/"]),
        ({"within": "nav"}, ["https://www.shop.co.uk/"]),
        ({"without": ["nav", "map", "a"]}, []),
        ({"schemes": ["mailto", "javascript"]}, ["mailto:a@b.example", "javascript:go()"]),
        ({"follow_only": True, "scope": "external"}, []),
        ({"fragments": True, "include": ["*#*"]}, [f"{BASE}b?x=1#part", f"{BASE}b?x=1#other"]),
    ],
)
async def test_links_can_be_chosen(bench: Bench, config: dict[str, Any], expected: list[str]) -> None:
    assert await urls(bench, **config) == expected


async def test_the_same_site_has_several_hosts(bench: Bench) -> None:
    assert "https://sub.shop.co.uk/x" in await urls(bench, scope="same_site")
    assert "https://cdn.example.co.uk/f.zip" not in await urls(bench, scope="same_site")


async def test_the_documents_own_base_comes_first(bench: Bench) -> None:
    assert await urls(bench, "<base href='/z/'><a href=y>y</a>") == ["https://www.shop.co.uk/z/y"]


async def test_without_a_base_links_stay_as_they_are(bench: Bench) -> None:
    assert await urls(bench, "<a href=y>y</a><a href='http://a.example'>a</a>", base_url="") == [
        "y",
        "http://a.example",
    ]


async def test_what_matches_nothing_is_an_error(bench: Bench) -> None:
    with pytest.raises(NodeError) as failed:
        await urls(bench, within="aside")
    assert failed.value.code == "extract.no_match"


async def test_patterns_of_many_stars_take_no_time(bench: Bench) -> None:
    html = f"<a href='/{'a' * 400}'>x</a>" * 50
    assert await urls(bench, html, include=["*a" * 200 + "b"]) == []


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("a.b.shop.co.uk", "shop.co.uk"),
        ("www.shop.com", "shop.com"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("a.b.internal", "b.internal"),
        ("", ""),
    ],
)
def test_sites_follow_the_public_suffix_list(host: str, site: str) -> None:
    assert site_of(host) == site
