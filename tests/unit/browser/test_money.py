"""Prices in running text."""

import time

import pytest

from flow_builder.browser.money import find_prices


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("Was $24.99 now $19.99", [(24.99, "USD"), (19.99, "USD")]),
        ("€ 24 € 30", [(24, "EUR"), (30, "EUR")]),
        ("24 € 30 €", [(24, "EUR"), (30, "EUR")]),
        ("USD 24.50 EUR 20", [(24.5, "USD"), (20, "EUR")]),
        ("from 10\u201320 €", [(10, "EUR"), (20, "EUR")]),
        ("$10 - $20", [(10, "USD"), (20, "USD")]),
        ("10 to 20 USD", [(10, "USD"), (20, "USD")]),
        ("-$5.00 or - $5", [(-5, "USD"), (5, "USD")]),
        ("- $5", [(-5, "USD")]),
        ("35€99", [(35.99, "EUR")]),
        ("24,- € CHF 1'299.\u2013", [(24, "EUR"), (1299, "CHF")]),
        ("Rs. 1,23,456.00", [(123456, "INR")]),
        ("$1.2M, 5 Mio. €", [(1_200_000, "USD"), (5_000_000, "EUR")]),
        ("$5 CAD, NZD $123, SGD$7, US$ 9, R$ 10", [(5, "CAD"), (123, "NZD"), (7, "SGD"), (9, "USD"), (10, "BRL")]),
        ("ALL 12 €, TOP $3", [(12, "EUR"), (3, "USD")]),
        ("R 1 500,00", [(1500, "ZAR")]),
        ("at 12:30 $4, 1,5 kg", [(4, "USD")]),
        ("12,99 zł/kg", [(12.99, "PLN")]),
        ("\u0661\u0662\u066b\u0665 ر.س", [(12.5, "SAR")]),
        ("NEW 12 pieces, 50 %, 3 kg, 24/7, PIN 1234", []),
        ("", []),
    ],
)
def test_amounts_with_a_currency_beside_them_are_found(text: str, prices: list[tuple[float, str]]) -> None:
    assert [(each.amount, each.currency) for each in find_prices(text)] == prices


def test_where_it_stands_is_told() -> None:
    text = "only € 12,50 today"
    (price,) = find_prices(text)
    assert text[price.start : price.end] == "€ 12,50"


def test_large_texts_take_time_in_proportion() -> None:
    for text in ("9" * 300_000, "1 " * 150_000, "$" * 300_000, "1,2." * 70_000, "- 1" * 100_000):
        started = time.process_time()
        find_prices(text)
        assert time.process_time() - started < 5
