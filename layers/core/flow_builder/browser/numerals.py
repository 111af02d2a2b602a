"""Reads numbers as people write them: `1,234.56`, `1.234,56`, `1 234,56`, `1'234.56`."""

import re
from math import isfinite
from typing import Final

_SPACES: Final = " \u00a0\u2009\u202f"
NUMBER: Final = re.compile(
    r"(?:(?<!\w)[-\u2212+](?=[\d.,])|(?:(?<=^)|(?<=^ ))[-\u2212+] (?=\d))?"
    rf"(?:\d{{1,3}}(?:['\u2019{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d[\d.,\u066b\u066c]*\d|[.,]\d+|\d)"
    r"(?:[eE][-+]?\d{1,3}(?!\w))?"
)
"""A number in any of these notations."""
_GROUPS: Final = re.compile(rf"['\u2019{_SPACES}]")
_THOUSANDS: Final = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
_LETTERS: Final = str.maketrans({"\u2212": "-", "\u066b": ".", "\u066c": ","})


def number(text: str, decimal: str | None = None) -> float | int | None:
    """Returns the first number of a text; `decimal` is its decimal sign where that is known, else the digits tell."""
    found = NUMBER.search(text)
    return None if found is None else value_of(found[0], decimal)


def value_of(digits: str, decimal: str | None = None, *, thousands: bool = False) -> float | int | None:
    """Returns the value of digits as `NUMBER` finds them; None beyond what a float can hold."""
    value = float(plain(digits, decimal, thousands=thousands))
    return whole(value) if isfinite(value) else None


def plain(digits: str, decimal: str | None = None, *, thousands: bool = False) -> str:
    """Returns digits with separators as Python reads them.

    Of two kinds of separators the last is the decimal sign. A known decimal sign counts unless the digits belie it.
    With `thousands`, `1.234` is more than a thousand: nobody asks for 1.234 euros.
    """
    digits = _GROUPS.sub("", digits.translate(_LETTERS))
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        sign = "," if comma > point else "."
        before, _, after = digits.rpartition(sign)
        return re.sub("[.,]", "", before) + "." + after
    if comma < 0 and point < 0:
        return digits
    mark = "," if comma >= 0 else "."
    if digits.count(mark) > 1 or _is_group(digits, mark, decimal, thousands=thousands):
        return digits.replace(mark, "")
    return digits.replace(",", ".")


def _is_group(digits: str, mark: str, decimal: str | None, *, thousands: bool) -> bool:
    """Tells whether a single separator parts thousands."""
    if not re.search(rf"\d[{mark}]\d{{3}}$", digits):
        return False
    if decimal is not None:
        return mark != decimal
    return mark == "," or (thousands and _THOUSANDS.fullmatch(digits) is not None)


def whole(value: float) -> float | int:
    """Returns whole numbers as int, as far as floats can tell them apart."""
    return int(value) if value == value // 1 and abs(value) < 2**53 else value
