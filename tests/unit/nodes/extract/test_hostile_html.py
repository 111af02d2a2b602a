"""HTML that means harm ends in a clear error, or is read in good time; pages made by people are never refused."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from flow_builder.errors import LimitExceeded
from flow_builder.nodes.extract import _outline
from flow_builder.nodes.extract._outline import check_html
from tests.support.nodes import Bench

NODES = {
    "html_select": {"select": "b"},
    "html_to_text": {},
    "html_to_markdown": {},
    "condense_html": {},
    "article": {},
    "table_from_html": {},
    "links": {},
    "metadata": {},
}
MANY = 60_000
BOLD = "".join(f"<b id={number}>" for number in range(1_000))

HARMFUL = {
    "nested elements": "<div>" * MANY,
    "nested formatting": "<b>" * MANY,
    "nested lists": "<ul><li>" * MANY,
    "items that close nothing": "<li><dd>" * MANY,
    "foreign cells": "<svg>" + "<td>" * MANY,
    "text that is none in foreign content": "<svg><title>" + "<g>" * MANY,
    "elements behind a stray quote": "<p '>" + "<div>" * MANY,
    "elements behind a stray value": '<p =">' + "<div>" * MANY,
    "end tags in values": '<div title="></div>">' * MANY,
    "end tags in comments": "<div><!-- </div> -->" * MANY,
    "end tags in bogus comments": "<div><!x </div>" * MANY,
    "end tags in scripts": "<div><script>'</div>'</script>" * MANY,
    "end tags in scripts in comments": "<div><script><!--<script></script></div>--></script>" * MANY,
    "end tags in character data": "<svg><![CDATA[ > </svg>]]>" * MANY,
    "end tags beyond a table": "<div><table><td></div>" * MANY,
    "end tags beyond a foreign object": "<svg><foreignObject><div></svg>" * MANY,
    "comments that end at once": "<!--><div>" * MANY,
    "titles in choices": "<select><title></select>" + "<div>" * MANY,
    "closed foreign elements outside": "<svg><p>" + "<path/>" * MANY,
    "formatting that comes again in each paragraph": f"<p>{BOLD}" + "<p>x" * 1_000,
    "formatting that comes again in each block": f"<div>{BOLD}</div>" + "<div>x</div>" * 1_000,
    "attributes": "<p " + " ".join(f"a{number}" for number in range(MANY)) + ">",
    "attributes without spaces": "<p " + "".join(f"a{number}=''" for number in range(MANY)) + ">",
    "tags": "<br>" * 1_100_000,
    "length": "x" * 10_000_001,
}

HARMLESS = {
    "items": "<ul>" + "<li>x" * MANY,
    "paragraphs": "<p>x" * MANY,
    "cells with open formatting": "<table>" + "<tr><td><font color=red>x<td>y" * MANY,
    "cells with icons": "<table>" + "<tr><td><svg><path d='M1 2'/></svg><td>y" * MANY,
    "open fonts": "<font size=2><p>x" * MANY,
    "open links": "".join(f"<p><a href={number}>x" for number in range(MANY)),
    "cards": "<div><section><ul><li><a href=x><b>t</b></a></li></ul></section></div>" * 20_000,
    "a script full of signs": "<script>" + "if(i<n;i++){x<y}" * MANY + "</script>",
    "options": "<select>" + "<option>x" * 5_000 + "</select>",
    "a path of numbers": '<svg><path d="' + "M 1 2 " * MANY + '"/></svg>',
    "signs": "<" * MANY + "<a" + " " * MANY,
}


@pytest.mark.parametrize("html", HARMFUL.values(), ids=HARMFUL.keys())
def test_what_would_cost_a_parser_too_much_is_refused_in_time(html: str) -> None:
    started = time.process_time()
    with pytest.raises(LimitExceeded) as caught:
        check_html(html)
    assert caught.value.code in {"extract.too_complex", "extract.too_large"}
    assert caught.value.hint
    assert time.process_time() - started < 10


@pytest.mark.parametrize("html", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_costs_a_parser_little_is_not_refused(html: str) -> None:
    check_html(html)


NAMES = """
    div p b i a font nobr span table caption tbody tr td th colgroup col ul li dd dt select option optgroup button form
    svg path g title desc foreignObject math mi annotation-xml script style textarea template iframe noscript input br
    hr img pre h1 object marquee ruby rt frameset html head body details
"""
TOKENS = [
    *(f"<{name}>" for name in NAMES.split()),
    *(f"</{name}>" for name in NAMES.split()),
    *(f"<{name}/>" for name in ("path", "div", "b", "svg", "mi")),
    *("x", "<!-- -->", "<!--", "-->", "<![CDATA[", "]]>", "<b id={}>", "<i id={}>", "<a title='</div>'>"),
]
REPEATED = 60


def _tokens(most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(TOKENS), max_size=most).map("".join)


@given(_tokens(3), _tokens(6), _tokens(2), _tokens(3))
@settings(deadline=None, max_examples=300)
def test_no_soup_of_tags_costs_a_parser_much_more_than_was_reckoned(
    before: str, first: str, between: str, second: str
) -> None:
    html = before + _repeated(first) + between + _repeated(second)
    outline = _outline._Outline(html)
    outline.walk()
    tags = html.count("<")
    elements, depths, deepest = _cost(html)
    assert elements <= 4 * (tags + outline._rebuilt) + 1_000
    assert depths <= 6 * outline._work + 3 * outline._rebuilt * deepest + 60 * tags + 10


def _repeated(pattern: str) -> str:
    return "".join(pattern.replace("{}", str(number)) for number in range(REPEATED))


def _cost(html: str) -> tuple[int, int, int]:
    """Returns how many elements a document has, the sum of their depths, and the largest of these."""
    root = LexborHTMLParser(html).root
    elements = depths = deepest = 0
    stack = [(root, 1)] if root is not None else []
    while stack:
        node, depth = stack.pop()
        elements, depths, deepest = elements + 1, depths + depth, max(deepest, depth)
        child = node.first_child
        while child is not None:
            if child.is_element_node:
                stack.append((child, depth + 1))
            child = child.next
    return elements, depths, deepest


def test_every_page_of_the_test_sites_is_read() -> None:
    pages = list(Path(__file__).parents[3].joinpath("sites").rglob("*.html"))
    assert pages
    for page in pages:
        check_html(page.read_text(encoding="utf-8") * 20)


@pytest.mark.parametrize("name", NODES)
async def test_every_node_refuses_it(bench: Bench, name: str) -> None:
    with pytest.raises(LimitExceeded):
        await bench(f"extract.{name}", {"html": HARMFUL["nested elements"], **NODES[name]})


@pytest.mark.parametrize("name", ["prices", "emails_phones"])
async def test_every_node_that_takes_text_refuses_it(bench: Bench, name: str) -> None:
    with pytest.raises(LimitExceeded):
        await bench(f"extract.{name}", {"source": HARMFUL["nested elements"]})


DEEP = {
    "elements": "<table></table>" + "<div>" * 3_000 + "<p>" + "word " * 100,
    "lists": "<table></table>" + "<ul><li>" * 1_500 + "word " * 100,
    "tables": "<table><tr><td>" * 1_500 + "x",
}


@pytest.mark.parametrize("html", DEEP.values(), ids=DEEP.keys())
async def test_thousands_of_levels_crash_nothing(bench: Bench, html: str) -> None:
    for name, config in NODES.items():
        try:
            await bench(f"extract.{name}", {"html": html, **config})
        except LimitExceeded as error:
            assert (name, error.code) == ("html_to_markdown", "extract.too_complex")  # noqa: PT017 - some are read


async def test_other_work_goes_on_while_a_large_page_is_read(bench: Bench) -> None:
    html = "".join(f"<p>Paragraph {number} with <a href='/{number}'>a link</a>." for number in range(20_000))
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0.001)

    counting = asyncio.create_task(count())
    output: Any = await bench("extract.links", {"html": html, "base_url": "https://e.example"})
    counting.cancel()
    assert output["count"] == 10_000
    assert turns > 10
