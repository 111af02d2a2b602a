"""extract.metadata."""

from typing import Any

import pytest

from tests.support.nodes import Bench

BASE = "https://site.example/news/1"


async def read(bench: Bench, html: str) -> Any:
    return await bench("extract.metadata", {"html": html, "base_url": BASE})


def block(json: str) -> str:
    return f"<script type='application/ld+json; charset=utf-8'>{json}</script>"


@pytest.mark.parametrize(
    ("html", "field", "value"),
    [
        ("<title> A\n b </title>", "title", "A b"),
        ("<title>Page</title><meta property=og:title content=Card>", "title", "Card"),
        ("<meta name=twitter:title content=T>", "title", "T"),
        ("<body><svg><title>Icon</title></svg>", "title", None),
        ("<meta name=Description content=' D '>", "description", "D"),
        ("<meta property=og:description content=O>", "description", "O"),
        ("<link rel='nofollow Canonical' href='/c'>", "canonical", "https://site.example/c"),
        ("<meta property=og:url content=/o>", "canonical", "https://site.example/o"),
        ("<html lang=de-AT>", "language", "de-AT"),
        ("<meta http-equiv=content-language content=fr>", "language", "fr"),
        ("<meta property=og:site_name content=S>", "site_name", "S"),
        ("<meta name=author content=Ada>", "author", "Ada"),
        (block('{"@type": "Article", "author": [{"@type": "Person", "name": "Bob"}]}'), "author", "Bob"),
        ("<meta property=article:published_time content=2024-05-03>", "published", "2024-05-03"),
        (block('{"datePublished": "2024-05-04"}'), "published", "2024-05-04"),
        ("<meta property=og:image content=i.png>", "image", "https://site.example/news/i.png"),
        ("<meta name=keywords content='a, b,,c '>", "keywords", ["a", "b", "c"]),
        ("<meta name=robots content='NoIndex, nofollow'>", "robots", ["noindex", "nofollow"]),
        ("<meta name=theme-color content=red>", "meta", {"theme-color": "red"}),
        ("<meta name=x>", "meta", {}),
    ],
)
async def test_facts(bench: Bench, html: str, field: str, value: Any) -> None:
    assert (await read(bench, html))[field] == value


async def test_open_graph_keeps_what_is_given_several_times(bench: Bench) -> None:
    html = (
        "".join(f"<meta property=og:image content={name}>" for name in "ab")
        + "<meta property=og:image:width content=3>"
    )
    assert (await read(bench, html))["open_graph"] == {
        "image": ["https://site.example/news/a", "https://site.example/news/b"],
        "image:width": "3",
    }


@pytest.mark.parametrize(
    ("json", "things"),
    [
        ('{"@type": "A"}', [{"@type": "A"}]),
        ('[{"@type": "A"}, 3, {"@type": ["B", "C"]}]', [{"@type": "A"}, {"@type": ["B", "C"]}]),
        ('{"@context": "x", "@graph": [{"a": 1}, {"b": 2}]}', [{"@context": "x", "a": 1}, {"@context": "x", "b": 2}]),
        ('{"@id": "me", "name": "n", "@graph": [{"a": 1}]}', [{"@id": "me", "name": "n"}, {"a": 1}]),
        ('<!-- {"a": 1} -->', [{"a": 1}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('{"a": 1};', [{"a": 1}]),
        ('{"a": "line\nend"}', [{"a": "line\nend"}]),
        ('{"a": NaN}', [{"a": None}]),
        ('"text"', []),
    ],
)
async def test_json_ld_is_one_flat_list(bench: Bench, json: str, things: list[Any]) -> None:
    output = await read(bench, block(json))
    assert (output["json_ld"], output["bad_json_ld"]) == (things, 0)


@pytest.mark.parametrize("json", ["{", "", "[" * 50_000, "{'a': 1}"])
async def test_blocks_that_are_no_json_are_counted(bench: Bench, json: str) -> None:
    output = await read(bench, block(json) + block('{"@type": "A"}'))
    assert (output["types"], output["bad_json_ld"]) == (["A"], 1)


async def test_feeds_icons_and_languages(bench: Bench) -> None:
    output = await read(
        bench,
        """<link rel=alternate type=application/atom+xml title=News href=/atom><link rel=alternate href=/m media=x>
        <link rel="shortcut icon" href=/f.ico><link rel=apple-touch-icon sizes=180x180 href=/t.png>
        <link rel=alternate hreflang=de href=/de><link rel=alternate hreflang=x-default href=/>""",
    )
    assert output["feeds"] == [{"url": "https://site.example/atom", "title": "News", "kind": "atom"}]
    assert [(icon["rel"], icon["sizes"]) for icon in output["icons"]] == [
        ("icon", None),
        ("apple-touch-icon", "180x180"),
    ]
    assert output["alternates"] == [
        {"url": "https://site.example/de", "language": "de"},
        {"url": "https://site.example/", "language": "x-default"},
    ]
