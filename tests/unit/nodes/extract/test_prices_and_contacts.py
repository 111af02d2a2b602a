"""extract.prices and extract.emails_phones."""

from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.errors import NodeError
from tests.support.nodes import Bench

SHOP = """<div><b>Lamp</b> <del>€ 34,90</del> <strong>€ 24<sup>90</sup></strong> <script>var p = "€ 1"</script></div>
<table><tr><td>Mat<td>12,50 €<tr><td>Rug<td>1.299,00 €</table> <p>Shipping $5, ships in 3 days</p>"""


async def prices(bench: Bench, source: Any, **config: Any) -> Any:
    return await bench("extract.prices", {"source": source, **config})


async def test_all_prices_of_a_page_are_found(bench: Bench) -> None:
    output = await prices(bench, SHOP)
    assert [(item["amount"], item["currency"]) for item in output["items"]] == [
        (34.9, "EUR"),
        (24.9, "EUR"),
        (12.5, "EUR"),
        (1299, "EUR"),
        (5, "USD"),
    ]
    assert (output["first"]["amount"], output["lowest"]["amount"], output["highest"]["amount"]) == (34.9, 12.5, 1299)
    assert output["items"][2]["context"].startswith("Lamp € 34,90 € 24.90 Mat | 12,50 € Rug")


@pytest.mark.parametrize(
    ("config", "amounts"),
    [
        ({"within": "table"}, [12.5, 1299]),
        ({"without": ["del", "table"]}, [24.9, 5]),
        ({"currencies": ["USD"]}, [5]),
        ({"limit": 1}, [34.9]),
        ({"kind": "text", "within": "ignored"}, [34.9, 24, 1, 12.5, 1299, 5]),
    ],
)
async def test_prices_can_be_chosen(bench: Bench, config: dict[str, Any], amounts: list[float]) -> None:
    assert [item["amount"] for item in (await prices(bench, SHOP, **config))["items"]] == amounts


async def test_each_price_once_on_demand(bench: Bench) -> None:
    output = await prices(bench, "$5, $5.00, 5 USD, 5 EUR", unique=True)
    assert [(item["amount"], item["currency"]) for item in output["items"]] == [(5, "USD"), (5, "EUR")]


async def test_signs_below_and_above_are_no_tags(bench: Bench) -> None:
    output = await prices(bench, "if x < $5 and y > $6 then")
    assert [item["amount"] for item in output["items"]] == [5, 6]


@pytest.mark.parametrize("source", [None, 3, ["$5"]])
async def test_other_values_are_no_text(bench: Bench, source: Any) -> None:
    with pytest.raises(NodeError) as failed:
        await prices(bench, source)
    assert (failed.value.code, failed.value.field) == ("extract.not_html", "/source")


async def contacts(bench: Bench, source: str, **config: Any) -> Any:
    return await bench("extract.emails_phones", {"source": source, **config})


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("Write to ada@example.com.", ["ada@example.com"]),
        ("<ADA.Byron+x@Mail.Example.COM>, again ada.byron+x@mail.example.com", ["ADA.Byron+x@mail.example.com"]),
        ("o'neil_1@sub.example.co.uk; b@münchen.de", ["o'neil_1@sub.example.co.uk", "b@münchen.de"]),
        ("ada (at) example.com", ["ada@example.com"]),
        ("ada [at] example [dot] com", ["ada@example.com"]),
        ("ada{at}example{dot}com", ["ada@example.com"]),
        ("meet at example dot com, at noon", []),
        ("a@b, @ada, ada@, x@y.1, ada@example..com, v1.2@3.4", []),
        ("a" * 65 + "@example.com", []),
    ],
)
async def test_addresses(bench: Bench, text: str, emails: list[str]) -> None:
    assert (await contacts(bench, text, kind="text"))["emails"] == emails


async def test_obfuscated_addresses_can_be_left_alone(bench: Bench) -> None:
    assert (await contacts(bench, "ada (at) example.com", obfuscated=False))["emails"] == []


async def test_links_of_a_page_count(bench: Bench) -> None:
    html = """<a href="mailto:a%2Bb@example.com,c@example.com?subject=x@y.example">write</a>
    <a href="tel:+47-22-12-34-56;ext=1">call</a> <script>z@example.com</script>"""
    output = await contacts(bench, html)
    assert output["emails"] == ["a+b@example.com", "c@example.com"]
    assert [phone["number"] for phone in output["phones"]] == ["+4722123456"]


async def test_numbers_need_a_region_or_a_country_code(bench: Bench) -> None:
    text = "Call 030 901820 or +1 650-253-0000 ext. 7. Order 12345678901, 03.05.2024, € 1.299,00"
    german = (await contacts(bench, text, region="DE"))["phones"]
    assert [(phone["number"], phone["region"], phone["kind"]) for phone in german] == [
        ("+4930901820", "DE", "landline"),
        ("+16502530000", "US", "landline or mobile"),
    ]
    assert (german[1]["extension"], german[0]["national"]) == ("7", "030 901820")
    assert [phone["number"] for phone in (await contacts(bench, text))["phones"]] == ["+16502530000"]


async def test_a_region_that_does_not_exist_is_refused(bench: Bench) -> None:
    with pytest.raises(ValidationError, match="no region 'XX'"):
        await contacts(bench, "x", region="XX")


async def test_only_what_is_asked_for_is_looked_for(bench: Bench) -> None:
    output = await contacts(bench, "a@example.com +47 22 12 34 56", find=["emails"])
    assert (output["emails"], output["phones"]) == (["a@example.com"], [])


@pytest.mark.parametrize("text", ["a@" * 100_000, "a." * 100_000, "@" * 100_000, "(" * 50_000, "[at]" * 30_000])
async def test_texts_that_mean_harm_are_read_in_time(bench: Bench, text: str) -> None:
    assert (await contacts(bench, text, find=["emails"], kind="text"))["emails"] == []
