"""Text from pages becomes numbers, prices, dates and truth values."""

import pytest

from flow_builder.browser.convert import boolean, date, integer, number, price


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
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float | None) -> None:
    assert number(text) == value


def test_integers_are_rounded() -> None:
    assert integer("3.7 of 5") == 4
    assert integer("many") is None


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
    ],
)
def test_prices_have_an_amount_and_an_iso_currency(text: str, amount: float, currency: str | None) -> None:
    assert price(text) == {"amount": amount, "currency": currency, "text": text}


def test_a_price_without_amount_is_none() -> None:
    assert price("Price on request") is None


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
    assert date(text) == value


def test_the_usual_words_for_no_are_false() -> None:
    assert [boolean(text) for text in ("No", " false ", "0", "", "-")] == [False] * 5
    assert [boolean(text) for text in ("Yes", "Sold out", "1")] == [True] * 3
