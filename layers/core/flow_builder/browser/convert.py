"""Text read from pages becomes numbers, prices, dates, truth values; None where it says no such thing."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flow_builder.browser.fields import As

_NUMBER = re.compile(
    r"(?:(?<!\w)[-\u2212+]\s?)?"
    r"(?:\d{1,3}(?:['\u2019\s\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d[\d.,]*\d|[.,]?\d)"
    r"(?:[eE][-+]?\d{1,3}(?!\w))?"
)
_GROUPS = re.compile(r"['\u2019\s\u00a0\u202f]")
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
_SYMBOLS = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH", "₫": "VND",
    "₪": "ILS", "฿": "THB", "zł": "PLN", "Kč": "CZK", "kr": "SEK", "CHF": "CHF", "Fr.": "CHF", "R$": "BRL",
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "$": "USD",
}  # fmt: skip
_DEFAULTS = datetime(2000, 1, 1, 0), datetime(2001, 2, 2, 13)  # noqa: DTZ001 - stand-ins, not moments
"""Parts that a text does not give differ between the two."""
_BY_LENGTH = sorted(_SYMBOLS, key=len, reverse=True)
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_FALSE = frozenset({"", "false", "no", "n", "off", "0", "none", "null", "-", "✗", "✘", "\u00d7"})


def number(text: str) -> float | int | None:
    """Returns the first number of a text, with `.` or `,` for decimals as the digits suggest: `1.234,56` -> 1234.56."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    value = float(_plain(found[0]))
    return _whole(value)


def integer(text: str) -> int | None:
    """Returns the first number of a text, rounded to a whole one."""
    value = number(text)
    return None if value is None else round(value)


def price(text: str) -> dict[str, Any] | None:
    """Returns `{amount, currency, text}`, the currency as ISO code or None; None without an amount."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    digits = _plain(found[0])
    if _THOUSANDS.fullmatch(digits):  # nobody asks for 1.234 euros
        digits = digits.replace(".", "")
    before = text[: found.start()].strip()
    amount = float(digits) * (-1 if before.startswith(("-", "\u2212")) else 1)
    return {"amount": _whole(amount), "currency": _currency(text), "text": text}


def date(text: str) -> str | None:
    """Returns a date or time in ISO 8601, as precise as the text: `3 May 2024` -> `2024-05-03`; None without a year."""
    from dateutil import parser

    try:
        early, late = (parser.parse(text, default=default) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None
    if (early.year, early.month) != (late.year, late.month):
        return None
    if early.day != late.day:
        return f"{early:%Y-%m}"
    return early.isoformat() if early.hour == late.hour else early.date().isoformat()


def boolean(text: str) -> bool:
    """Returns False for an empty text and the usual words for no, else True."""
    return text.strip().lower() not in _FALSE


def text(value: str) -> str:
    """Returns the text itself."""
    return value


CONVERTERS: dict[As, Callable[[str], Any]] = {
    "text": text,
    "number": number,
    "integer": integer,
    "price": price,
    "date": date,
    "url": text,  # made absolute in the page, which knows its base
    "boolean": boolean,
}


def _whole(value: float) -> float | int:
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _currency(text: str) -> str | None:
    if found := _CODE.search(text):
        return found[1]
    return next((_SYMBOLS[symbol] for symbol in _BY_LENGTH if symbol in text), None)


def _plain(digits: str) -> str:
    """Returns digits with separators as Python reads them. The last of two kinds is the decimal point."""
    digits = _GROUPS.sub("", digits.replace("\u2212", "-"))
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        group = "." if comma > point else ","
        return digits.replace(group, "").replace(",", ".")
    mark = "," if comma >= 0 else "."
    # One kind only: several of them, or one before exactly three digits of a comma, part thousands.
    if digits.count(mark) > 1 or (mark == "," and re.search(r"\d,\d{3}$", digits)):
        return digits.replace(mark, "")
    return digits.replace(",", ".")
