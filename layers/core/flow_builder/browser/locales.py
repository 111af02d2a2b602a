"""How a language and region write numbers, prices and dates, from Babel's tables."""

from functools import cache
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

if TYPE_CHECKING:
    from babel import Locale


def _known(name: str | None) -> str | None:
    if name is not None:
        _locale(name)
    return name


LocaleName = Annotated[
    str | None,
    AfterValidator(_known),
    Field(max_length=35, title="Locale", description="How it is written, such as de-DE; empty: guessed."),
]
"""A language with or without a region, as in HTML's `lang`; or None."""


@cache
def _locale(name: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise ValueError(f"there is no locale {name!r}; locales are such as de-DE") from error


@cache
def decimal_sign(name: str) -> str:
    """Returns `.` or `,`: what stands before the decimals."""
    from babel.numbers import get_decimal_symbol

    return "," if get_decimal_symbol(_locale(name)) == "," else "."


@cache
def date_order(name: str) -> tuple[bool, bool]:
    """Returns whether dates in digits have the day first, and whether the year."""
    pattern = _locale(name).date_formats["short"].pattern
    day, month, year = (pattern.find(letter) for letter in "dMy")
    return day < month, year < min(day, month)


def language(name: str) -> str:
    """Returns the language alone: `de` of `de-DE`."""
    return _locale(name).language


@cache
def local_currency(name: str, symbol: str) -> str | None:
    """Returns the currency that people there mean by a symbol others use, too: `$` is CAD in en-CA."""
    from babel.core import get_global
    from babel.numbers import get_currency_symbol, get_territory_currencies

    locale = _locale(name)
    likely = get_global("likely_subtags").get(locale.language, "")
    currencies = get_territory_currencies(locale.territory or likely.rpartition("_")[2])
    return next((each for each in currencies if get_currency_symbol(each, locale).strip(".") == symbol), None)


@cache
def currency_codes() -> frozenset[str]:
    """Returns the ISO 4217 codes of money in use or once in use, and the codes of well-known coins."""
    from babel.numbers import list_currencies

    return (frozenset(list_currencies()) - {"XXX", "XTS"}) | {"BTC", "ETH", "USDT", "USDC"}
