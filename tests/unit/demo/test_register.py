"""The register shows what its truth says, and takes what is right."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urljoin

import httpx
import phonenumbers
import pytest

from flow_builder.demo.register import create_register
from flow_builder.demo.register.firms import TRADES, make_firms
from tests.support.demo import parse, text, visiting

GIVEN = {"name": "Tern <Sails>", "trade": "Sailmaking", "contact": "Ada", "email": "a@tern.example", "staff": "4"}


@pytest.fixture
async def register() -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_register(1)) as client:
        yield client


async def truth(register: httpx.AsyncClient) -> list[dict[str, Any]]:
    firms: list[dict[str, Any]] = (await register.get("/api/truth")).json()["firms"]
    return firms


@pytest.mark.parametrize("trade", ["", *TRADES])
async def test_pages_lead_to_the_firms_of_a_trade(register: httpx.AsyncClient, trade: str) -> None:
    url, found = f"/?trade={trade}", []
    while url:
        answer = await register.get(url)
        page = parse(answer)
        found += [row.css_first("th").text() for row in page.css("#firms tbody tr")]
        onward = page.css_first("a[rel=next]")
        url = urljoin(str(answer.url), onward.attributes["href"]) if onward else ""
    assert found == [each["name"] for each in await truth(register) if trade in ("", each["trade"])]


async def test_a_firms_page_says_how_to_reach_it(register: httpx.AsyncClient) -> None:
    for known in await truth(register):
        page = parse(await register.get(f"/firms/{known['number']}"))
        assert text(page, "h1") == known["name"]
        assert text(page, ".email").replace(" (at) ", "@") == known["email"]
        assert "+45" + text(page, ".phone").replace(" ", "") == known["phone"]
    assert (await register.get("/firms/31")).status_code == (await register.get("/firms/0")).status_code == 404


def test_numbers_are_such_as_telephones_have() -> None:
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(each.international)) for each in make_firms(1))
    assert {each.hidden for each in make_firms(1)} == {True, False}
    assert make_firms(1) != make_firms(2)


async def test_what_is_entered_gets_a_reference_and_is_kept(register: httpx.AsyncClient) -> None:
    page = parse(await register.post("/enter", data=GIVEN))
    assert text(page, "#reference") == "HT-0001"
    assert (await register.get("/api/truth", params={"reference": "HT-0001"})).json() == GIVEN
    assert (await register.get("/api/truth", params={"reference": "HT-0009"})).status_code == 404
    assert (await register.get("/entries/HT-0009")).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"), [("name", " "), ("trade", "Piracy"), ("email", "nowhere"), ("staff", "many"), ("staff", "²")]
)
async def test_what_is_wrong_is_said_and_nothing_is_kept(register: httpx.AsyncClient, field: str, value: str) -> None:
    answer = await register.post("/enter", data={**GIVEN, field: value})
    assert answer.status_code == 422
    assert len(parse(answer).css(".alert")) == 1
    assert (await register.get("/api/truth")).json()["entered"] == 0
