"""Text read from pages becomes numbers, prices, dates, truth values and JSON; None where it says no such thing."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from flow_builder.browser import numerals
from flow_builder.browser.fields import As
from flow_builder.browser.locales import date_order, decimal_sign, language
from flow_builder.browser.money import first_price
from flow_builder.domain.date_format import strptime_format

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_DEFAULTS = datetime(2000, 1, 1, 0), datetime(2001, 2, 2, 13)  # noqa: DTZ001 - stand-ins, not moments
"""Parts that a text does not give differ between the two."""
_LONGEST_DATE = 200
_FALSE = frozenset({"", "false", "no", "n", "off", "0", "none", "null", "-", "✗", "✘", "\u00d7"})
_DATE_SETTINGS: dict[str, Any] = {
    "PARSERS": ["custom-formats", "absolute-time"],  # never "3 days ago", which means another day tomorrow
    "REQUIRE_PARTS": ["year", "month"],
    "PREFER_DAY_OF_MONTH": "first",
    "RETURN_TIME_AS_PERIOD": True,
}


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a text's notation: the locale it is written for, and the format of its dates."""

    locale: str | None = None
    format: str | None = None

    @property
    def decimal(self) -> str | None:
        """The decimal sign, or None where it must be guessed."""
        return decimal_sign(self.locale) if self.locale else None


PLAIN = Hints()
"""Nothing is known."""


def convert(kind: As, text: str, hints: Hints = PLAIN) -> Any:  # noqa: PLR0911 - a table of kinds
    """Returns what a text says as a value of a kind, or None if it says no such thing."""
    match kind:
        case "number":
            return numerals.number(text, hints.decimal)
        case "integer":
            return integer(text, hints)
        case "price":
            return first_price(text, decimal=hints.decimal, locale=hints.locale)
        case "date":
            return date(text, hints)
        case "boolean":
            return boolean(text)
        case "json":
            return from_json(text)
        case _:  # URLs are made complete where the base is known
            return text


def integer(text: str, hints: Hints = PLAIN) -> int | None:
    """Returns the first number of a text, rounded to a whole one."""
    value = numerals.number(text, hints.decimal)
    return None if value is None else round(value)


def date(text: str, hints: Hints = PLAIN) -> str | None:
    """Returns a date or time in ISO 8601, as precise as the text: `3 May 2024` -> `2024-05-03`; None without a year."""
    text = text.strip()
    if not text or len(text) > _LONGEST_DATE:
        return None
    if hints.format is not None:
        return _by_format(text, hints.format, hints.locale)
    if (found := _iso(text)) is not None:
        return found
    if hints.locale is not None and language(hints.locale) != "en" and any(map(str.isalpha, text)):
        return _in_words(text, hints.locale)
    return _by_guess(text, hints.locale)


def _iso(text: str) -> str | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.date().isoformat() if len(text) <= len("2024-05-03") else found.isoformat()


def _by_format(text: str, form: str, locale: str | None) -> str | None:
    codes = strptime_format(form)
    try:
        found = datetime.strptime(text, codes)  # noqa: DTZ007 - as precise as the text
    except ValueError:
        return _in_words(text, locale, codes) if locale else None
    return _as_precise_as(found, codes)


def _as_precise_as(found: datetime, codes: str) -> str:
    if any(code in codes for code in ("%H", "%I", "%c", "%X", "%T")):
        return found.isoformat()
    return f"{found:%Y-%m-%d}" if any(code in codes for code in ("%d", "%j", "%x", "%D")) else f"{found:%Y-%m}"


@lru_cache(maxsize=4_096)
def _in_words(text: str, locale: str, codes: str | None = None) -> str | None:
    found = _word_reader(locale).get_date_data(text, [codes] if codes else None)
    if found.date_obj is None:
        return None
    if codes is not None:
        return _as_precise_as(found.date_obj, codes)
    if found.period == "time":
        return str(found.date_obj.isoformat())
    return f"{found.date_obj:%Y-%m}" if found.period == "month" else f"{found.date_obj:%Y-%m-%d}"


@cache
def _word_reader(locale: str) -> "DateDataParser":
    from dateparser.date import DateDataParser

    order = {"DATE_ORDER": "DMY" if date_order(locale)[0] else "MDY"}
    return DateDataParser(languages=[language(locale)], settings={**_DATE_SETTINGS, **order})


def _by_guess(text: str, locale: str | None) -> str | None:
    from dateutil import parser

    day_first, year_first = date_order(locale) if locale else (False, False)
    try:
        early, late = (
            parser.parse(text, default=default, dayfirst=day_first, yearfirst=year_first) for default in _DEFAULTS
        )
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


def from_json(text: str) -> Any:
    """Returns the value of a JSON text, or None for what is none."""
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None
