"""Finds prices in text: amounts with their currency, in the notations of many countries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from flow_builder.browser.locales import currency_codes, local_currency
from flow_builder.browser.numerals import NUMBER, value_of, whole

_SYMBOLS: Final = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "円": "JPY", "元": "CNY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "원": "KRW", "₺": "TRY", "₴": "UAH", "₫": "VND", "₪": "ILS", "฿": "THB", "₱": "PHP", "₦": "NGN", "₲": "PYG",
    "₡": "CRC", "₵": "GHS", "₸": "KZT", "₾": "GEL", "₼": "AZN", "֏": "AMD", "₿": "BTC", "zł": "PLN", "Kč": "CZK",
    "Ft": "HUF", "lei": "RON", "лв": "BGN", "грн": "UAH", "kr": "SEK", "kr.": "SEK",
    "Fr.": "CHF", "SFr.": "CHF", "Rs.": "INR", "Rs": "INR", "Rp": "IDR", "RM": "MYR", "R$": "BRL", "US$": "USD",
    "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD",
    "MX$": "MXN", "CN¥": "CNY", "JP¥": "JPY", "د.إ": "AED", "ر.س": "SAR", "R": "ZAR", "TL": "TRY", "$": "USD",
    "руб.": "RUB", "руб": "RUB",  # noqa: RUF001 - Cyrillic
    "euro": "EUR", "euros": "EUR", "Euro": "EUR", "EURO": "EUR", "dollars": "USD", "pounds": "GBP",
}  # fmt: skip
"""What stands beside amounts -> currency; where several countries share it, the one that most mean by it."""
_MARKS: Final = "|".join(map(re.escape, sorted(_SYMBOLS, key=len, reverse=True)))
_GAP: Final = "[ \t\u00a0\u2009\u202f]{0,3}"
_BEFORE: Final = re.compile(rf"(?:(?<![A-Za-z])([A-Z]{{3}}) ?([€£$])?|(?<!\w)({_MARKS})|([€£$¥₹₽₩]))(?={_GAP}\Z)")
_AFTER: Final = re.compile(rf"({_GAP})(?:([A-Z]{{3}})(?!\w)|({_MARKS})(?![^\W\d_]))")
_NEXT: Final = re.compile(rf"{_GAP}\d")
_CENTS: Final = re.compile(r"(\d\d)(?!\w)")
_DOLLARS: Final = frozenset({"ARS", "CLP", "COP", "CUP", "MXN", "UYU"})
"""Codes of dollars and pesos that do not end in D."""
_SCALE: Final = re.compile(r"(?:([kKMB])|[ \u00a0]?(bn|mn|Mio|Mrd|million|billion|thousand)\b\.?)(?!\w)")
_POWERS: Final = {
    "k": 3, "K": 3, "thousand": 3, "M": 6, "mn": 6, "Mio": 6, "million": 6, "B": 9, "bn": 9, "Mrd": 9, "billion": 9,
}  # fmt: skip
_DASH: Final = re.compile(r"[.,][-\u2013\u2014]+")
_RANGE: Final = re.compile(r"\s*(?:[-\u2013\u2014]|to|bis|à|a|до)\s*")
_MINUS: Final = re.compile(r"(?:^|[\s(:])[-\u2212]\Z|^[-\u2212] \Z")
"""A minus before a currency; with a gap only where the text begins, for elsewhere it parts: $10 - $20."""
_NEAR: Final = 12
"""Characters before a number in which its currency is looked for."""


@dataclass(slots=True)
class Price:
    """An amount and the currency beside it; `start` and `end` say where in the text."""

    amount: float | int
    currency: str | None
    start: int
    end: int


def find_prices(text: str, *, decimal: str | None = None, locale: str | None = None) -> list[Price]:
    """Returns the numbers of a text that have a currency beside them, in order; ranges give both ends.

    `decimal` is the decimal sign where it is known, `locale` says what shared symbols mean.
    """
    found = list(_numbers(text, decimal, locale))
    for left, right in pairwise(found):
        if (left.currency is None) != (right.currency is None) and _RANGE.fullmatch(text[left.end : right.start]):
            left.currency = right.currency = left.currency or right.currency
    return [each for each in found if each.currency is not None]


def first_price(text: str, *, decimal: str | None = None, locale: str | None = None) -> dict[str, Any] | None:
    """Returns the first price of a text as `{amount, currency, text}`.

    Where no number has a currency beside it, it is the first number, with a currency named anywhere or None. None
    without a number.
    """
    found = list(_numbers(text, decimal, locale))
    if not found:
        return None
    best = next((each for each in found if each.currency), None)
    if best is None:
        best = found[0]
        best.currency = _anywhere(text, locale)
    return {"amount": best.amount, "currency": best.currency, "text": text}


def _numbers(text: str, decimal: str | None, locale: str | None) -> Iterator[Price]:
    """Yields every number, its currency None where none stands beside it."""
    taken = 0  # where the text ends that belongs to earlier numbers
    for match in NUMBER.finditer(text):
        amount = value_of(match[0], decimal, thousands=True)
        if match.start() < taken or amount is None:
            continue
        price = Price(amount, None, match.start(), match.end())
        _take_marks(price, text, taken, locale)
        if _MINUS.search(text[max(0, price.start - 3) : price.start]):
            price.amount = -price.amount
        taken = price.end
        yield price


def _take_marks(price: Price, text: str, taken: int, locale: str | None) -> None:
    """Gives a number what stands around it: dashes for no cents, a word for its scale, its currency, its cents."""
    if dash := _DASH.match(text, price.end):
        price.end = dash.end()
    scale, end = _SCALE.match(text, price.end), price.end
    before = _mark_before(price, text, taken, locale)
    after = _mark_after(price, scale.end() if scale else price.end, text, locale, led=before is not None)
    price.currency = after or before  # a code behind says which of the dollars a sign before means
    if scale and price.currency:
        price.amount = whole(price.amount * 10 ** _POWERS[scale[1] or scale[2]])
        price.end = max(price.end, scale.end())
    if after and price.end > end and isinstance(price.amount, int) and (cents := _CENTS.match(text, price.end)):
        price.amount = whole(price.amount + int(cents[1]) / 100)  # 35€99
        price.end = cents.end()


def _mark_before(price: Price, text: str, taken: int, locale: str | None) -> str | None:
    near = text[max(taken, price.start - _NEAR) : price.start]
    match = _BEFORE.search(near)
    if match is None:
        return None
    code, beside, sign, glued = match.groups()
    dollars = beside != "$" or (code or "").endswith("D") or code in _DOLLARS
    currency = (code if code in currency_codes() and dollars else None) or _currency(beside or sign or glued, locale)
    if currency is not None:
        price.start -= len(near) - match.start()
    return currency


def _mark_after(price: Price, start: int, text: str, locale: str | None, *, led: bool) -> str | None:
    """Returns the currency behind a number, unless it belongs to the number that follows: `€ 24 € 30`, `12:30 $4`."""
    match = _AFTER.match(text, start)
    if match is None:
        return None
    gap, code, sign = match.groups()
    following = _NEXT.match(text, match.end())
    if following and (led or (gap and following.end() == match.end() + 1)):
        return None
    currency = (code if code in currency_codes() else None) or _currency(sign, locale)
    if currency is not None:
        price.end = match.end()
    return currency


def _currency(sign: str | None, locale: str | None) -> str | None:
    if sign is None:
        return None
    shared = local_currency(locale, sign.strip(".")) if locale else None
    return shared or _SYMBOLS.get(sign)


def _anywhere(text: str, locale: str | None) -> str | None:
    for code in re.findall(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])", text):
        if code in currency_codes():
            return str(code)
    found = re.search(rf"(?<!\w)(?:{_MARKS})(?!\w)", text)
    return _currency(found[0], locale) if found else None
