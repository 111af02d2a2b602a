"""At the chandler's a day goes by between two visits, and each day is what its truth says."""

from collections.abc import AsyncIterator
from itertools import pairwise

import httpx
import pytest

from flow_builder.demo.chandlery import create_chandlery
from flow_builder.demo.chandlery.days import goods_on, terms_on
from tests.support.demo import parse, text, visiting


@pytest.fixture
async def chandlery() -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_chandlery(1)) as client:
        yield client


async def test_each_visit_to_a_page_is_on_its_next_day(chandlery: httpx.AsyncClient) -> None:
    for day in (1, 2, 3):
        for path in ("/", "/terms"):
            assert text(parse(await chandlery.get(path)), "#day") == str(day)


async def test_a_day_that_is_asked_for_is_shown_and_does_not_pass(chandlery: httpx.AsyncClient) -> None:
    for _ in range(2):
        assert text(parse(await chandlery.get("/", params={"day": 40})), "#day") == "40"
    assert text(parse(await chandlery.get("/", params={"day": "x"})), "#day") == "1"


async def test_the_pages_are_what_the_truth_says(chandlery: httpx.AsyncClient) -> None:
    truth = (await chandlery.get("/api/truth", params={"day": 2})).json()
    rows = parse(await chandlery.get("/?day=2")).css(".good")
    assert [
        {
            "sku": row.attributes["data-sku"],
            "title": row.css_first(".title").text(),
            "price": float(row.css_first(".price").text().removeprefix("€")),
            "quantity": int(row.css_first(".stock").attributes["data-quantity"] or ""),
        }
        for row in rows
    ] == truth["goods"]
    clauses = parse(await chandlery.get("/terms?day=2")).css(".clause")
    assert [{"heading": c.css_first("h2").text(), "text": c.css_first("p").text()} for c in clauses] == truth["terms"]


def test_every_day_brings_something_new() -> None:
    for before, after in pairwise(range(1, 60)):
        assert any(
            one.quantity == 0 < other.quantity for one, other in zip(goods_on(before), goods_on(after), strict=True)
        )
        assert sum(one != other for one, other in zip(terms_on(before), terms_on(after), strict=True)) == 1
