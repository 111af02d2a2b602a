"""Text from pages becomes numbers, prices, dates, truth values and JSON."""

from typing import Any

import pytest

from flow_builder.browser.convert import Hints, convert


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1,234", 1234),
        ("1.234", 1.234),
        ("1.234.567", 1234567),
        ("12,5 kg", 12.5),
        ("1 299 kr", 1299),
        ("1\u202f299,90", 1299.9),
        ("1'299.00", 1299),
        ("rated 4 5 times", 4),
        ("\u22123 °C", -3),
        ("- 3", -3),
        ("v-5", 5),
        (".5", 0.5),
        ("1e3", 1000),
        ("99 %", 99),
        ("none", None),
        ("", None),
        ("1.2,3.4", 123.4),
        ("$.75", 0.75),
        ("9" * 400, None),
        ("\u0661\u0662\u066b\u0665", 12.5),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float | None) -> None:
    assert convert("number", text) == value


def test_integers_are_rounded() -> None:
    assert convert("integer", "3.7 of 5") == 4
    assert convert("integer", "many") is None
    assert convert("integer", "9" * 400) is None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("€24.50", 24.5, "EUR"),
        ("1.299,00 €", 1299, "EUR"),
        ("1.299 €", 1299, "EUR"),
        ("0.999 BTC", 0.999, "BTC"),
        ("US$ 7", 7, "USD"),
        ("A$12.00", 12, "AUD"),
        ("CHF 1'299.00", 1299, "CHF"),
        ("199 kr", 199, "SEK"),
        ("-$5.00", -5, "USD"),
        ("12.00", 12, None),
        ("2 x $5.00", 5, "USD"),
        ("5.00, all prices in EUR", 5, "EUR"),
        ("NEW: 12.00", 12, None),
    ],
)
def test_prices_have_an_amount_and_an_iso_currency(text: str, amount: float, currency: str | None) -> None:
    assert convert("price", text) == {"amount": amount, "currency": currency, "text": text}


def test_a_price_without_amount_is_none() -> None:
    assert convert("price", "Price on request") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 May 2024", "2024-05-03"),
        ("May 2024", "2024-05"),
        ("2024-05-03T10:15:00Z", "2024-05-03T10:15:00+00:00"),
        ("12/31/2023 5pm", "2023-12-31T17:00:00"),
        ("3 May", None),
        ("10:30", None),
        ("soon", None),
        ("", None),
        ("9" * 400, None),
    ],
)
def test_dates_are_as_precise_as_their_text(text: str, value: str | None) -> None:
    assert convert("date", text) == value


def test_the_usual_words_for_no_are_false() -> None:
    assert [convert("boolean", text) for text in ("No", " false ", "0", "", "-")] == [False] * 5
    assert [convert("boolean", text) for text in ("Yes", "Sold out", "1")] == [True] * 3


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("1.234", "de-DE", 1234),
        ("1.234", "en-US", 1.234),
        ("1,234", "de", 1.234),
        ("1,234", "en", 1234),
        ("1\u202f234,5", "fr", 1234.5),
        ("12.50", "de-DE", 12.5),
        ("1.234,56", "en-US", 1234.56),
    ],
)
def test_a_locale_says_what_a_separator_means_unless_the_digits_belie_it(text: str, locale: str, value: float) -> None:
    assert convert("number", text, Hints(locale)) == value


@pytest.mark.parametrize(
    ("text", "locale", "currency"),
    [
        ("$5", "en-CA", "CAD"),
        ("5 kr", "nb-NO", "NOK"),
        ("5 kr", "da", "DKK"),
        ("\u00a55", "zh-CN", "CNY"),
        ("$5", "de", "USD"),
    ],
)
def test_a_locale_says_whose_money_a_shared_sign_means(text: str, locale: str, currency: str) -> None:
    assert convert("price", text, Hints(locale))["currency"] == currency


@pytest.mark.parametrize(
    ("text", "hints", "value"),
    [
        ("03.04.2024", Hints("de"), "2024-04-03"),
        ("3/4/2024", Hints("en-GB"), "2024-04-03"),
        ("3/4/2024", Hints("en-US"), "2024-03-04"),
        ("2024-05-03", Hints("de"), "2024-05-03"),
        ("3. Mai 2024", Hints("de"), "2024-05-03"),
        ("3 de mayo de 2024", Hints("es"), "2024-05-03"),
        ("1er ao\u00fbt 2023 \u00e0 14h30", Hints("fr"), "2023-08-01T14:30:00"),
        ("2024\u5e745\u67083\u65e5", Hints("ja"), "2024-05-03"),
        ("M\u00e4rz 2024", Hints("de"), "2024-03"),
        ("vor 3 Tagen", Hints("de"), None),
        ("3. Mai", Hints("de"), None),
        ("24.12.23", Hints(None, "DD.MM.YY"), "2023-12-24"),
        ("5/3/2024 5:30 PM", Hints(None, "M/D/YYYY hh:mm A"), "2024-05-03T17:30:00"),
        ("Mai 2024", Hints("de", "MMMM YYYY"), "2024-05"),
        ("2024-12-24", Hints(None, "DD.MM.YY"), None),
    ],
)
def test_dates_follow_their_locale_or_format(text: str, hints: Hints, value: str | None) -> None:
    assert convert("date", text, hints) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [('{"a": [1]}', {"a": [1]}), ("3", 3), ("{", None), ("", None), ("NaN", None), ("[" * 100_000, None)],
)
def test_json_is_read_or_null(text: str, value: Any) -> None:
    assert convert("json", text) == value
