from typing import Any

import pytest

from tests.support.data_nodes import fail, give


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1.299,00 €", 1299, "EUR"),
        ("€ 1.299", 1.299, "EUR"),
        ("$1,299.50", 1299.5, "USD"),
        ("US$ 5", 5, "USD"),
        ("CHF 1'299.-", 1299, "CHF"),
        ("1 299,95\u00a0kr", 1299.95, None),
        ("1\u202f299 zł", 1299, "PLN"),
        ("₹1,00,000.50", 100000.5, "INR"),
        ("-12.5", -12.5, None),
        ("\u221212,5", -12.5, None),
        ("12.50-", -12.5, None),
        ("(1,234.50)", -1234.5, None),
        ("-$5", -5, "USD"),
        ("$-5", -5, "USD"),
        ("from 12.50 per month", 12.5, None),
        ("1.2k", 1200, None),
        ("3,5 Mio €", 3500000, "EUR"),
        ("1.5e3", 1500, None),
        ("\u0661\u0662\u0663\u066b\u0665", 123.5, None),
        ("12,345,678", 12345678, None),
        ("0,123", 0.123, None),
        (".5", 0.5, None),
        ("0.1", 0.1, None),
        ("Size 10-12", 10, None),
        ("100 km", 100, None),
        ("Model-5", 5, None),
    ],
)
async def test_numbers_of_many_countries(text: str, value: float, currency: str | None) -> None:
    found = await give("data.number_parse", {"value": text})
    assert (found["value"], found["currency"]) == (value, currency)


@pytest.mark.parametrize(
    ("style", "text", "value"),
    [
        ("1.234,5", "1.234", 1234),
        ("1,234.5", "1,234", 1234),
        ("1.234,5", "1,234", 1.234),
        ("1 234,5", "1 234,5", 1234.5),
        ("1'234.5", "1'234.5", 1234.5),
    ],
)
async def test_a_style_decides(style: str, text: str, value: float) -> None:
    found = await give("data.number_parse", {"value": text, "style": style})
    assert (found["value"], found["ambiguous"]) == (value, False)


async def test_a_style_refuses_what_is_written_otherwise() -> None:
    error = await fail("data.number_parse", {"value": "1,2345.6", "style": "1,234.5"})
    assert error.code == "data.not_a_number"


async def test_percentages() -> None:
    found = await give("data.number_parse", {"value": "12,5 %"})
    assert (found["value"], found["percent"]) == (12.5, True)
    found = await give("data.number_parse", {"value": "-7%", "percent": "fraction"})
    assert (found["value"], found["amount"]) == (-0.07, "-0.07")


async def test_the_exact_amount_has_every_digit() -> None:
    found = await give("data.number_parse", {"value": "1234567890123456789.10"})
    assert found["amount"] == "1234567890123456789.1"


@pytest.mark.parametrize("value", ["", "n/a", None, True, {}, "sold out", "1.2.3,4,5"])
async def test_what_is_no_number_is_told_or_null(value: Any) -> None:
    assert (await fail("data.number_parse", {"value": value})).code == "data.not_a_number"
    assert (await give("data.number_parse", {"value": value, "on_error": "null"}))["value"] is None


async def test_only_a_number_may_be_asked_for() -> None:
    config = {"value": "from 12.50 €", "only_number": True}
    assert (await fail("data.number_parse", config)).code == "data.not_a_number"
    assert (await give("data.number_parse", {**config, "value": " 12.50 € "}))["value"] == 12.5


async def test_the_index_of_a_bad_one_is_told() -> None:
    assert (await fail("data.number_parse", {"value": ["1", "x"]})).details["index"] == 1
