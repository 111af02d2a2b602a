"""Reads numbers written for people: prices, percentages, amounts in any country's style.

* `1.299,00 €` is 1299 in EUR, `$1,299.50` is 1299.5 in USD, `(3.5)` is -3.5, `12,5 %` is 12.5 with `percent` true,
  `1.2k` is 1200.
* **Style** `auto` goes by the separators: of two different ones the last is the decimal sign; one that appears several
  times groups thousands; a single comma before exactly three digits groups thousands too, any other single one is
  decimal. `1.234` could be either: it is read as 1.234 and `ambiguous` is true. Choose a style where you know it.
* `amount` is the exact decimal as text, for sums of money that must not be rounded.
* A list gives `items`. What is no number is an error, with the index; or null, as you choose.
* Text around the number is fine (`from 12.50 per month`); the first number counts, a second one is an error with
  *Only number* on.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import BaseModel, Field

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType

Style = Literal["auto", "1,234.5", "1.234,5", "1 234,5", "1'234.5"]
_DECIMAL_SIGN: Final = {"1,234.5": ".", "1.234,5": ",", "1 234,5": ",", "1'234.5": "."}

_SYMBOLS: Final = {
    "€": "EUR",
    "US$": "USD",
    "CA$": "CAD",
    "AU$": "AUD",
    "A$": "AUD",
    "C$": "CAD",
    "R$": "BRL",
    "HK$": "HKD",
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "₫": "VND",
    "฿": "THB",
    "zł": "PLN",
    "Kč": "CZK",
    "Fr.": "CHF",
    "kr": "",
}
"""Symbol -> currency; `kr` is one of several and gives none."""
_CODES: Final = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "JPY",
        "CHF",
        "CAD",
        "AUD",
        "NZD",
        "CNY",
        "HKD",
        "SGD",
        "INR",
        "KRW",
        "SEK",
        "NOK",
        "DKK",
        "ISK",
        "PLN",
        "CZK",
        "HUF",
        "RON",
        "BGN",
        "RUB",
        "UAH",
        "TRY",
        "ILS",
        "AED",
        "SAR",
        "ZAR",
        "BRL",
        "MXN",
        "ARS",
        "CLP",
        "COP",
        "PEN",
        "THB",
        "VND",
        "IDR",
        "MYR",
        "PHP",
        "TWD",
        "EGP",
        "NGN",
        "KES",
    ]
)
_SUFFIXES: Final = {"k": 3, "m": 6, "mn": 6, "mio": 6, "million": 6, "bn": 9, "b": 9, "mrd": 9, "billion": 9}

_SPACES = "\u00a0\u202f\u2009 "
_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<sign>(?<!\w)[+-])?\s*"
    r"(?:(?P<currency>[^\w\s.,+()-]{1,3}|[A-Z]{1,2}\$|[A-Z]{3}|kr|zł|Kč|Fr\.)\s*(?P<inner>[+-])?)?\s*"
    rf"(?P<digits>\d[\d.,'{_SPACES}]*\d|\d|[.,]\d+)(?P<exponent>[eE][+-]?\d{{1,3}}(?![\w.]))?(?P<dash>[.,]-+)?"
)
_AFTER = re.compile(r"\s*(?:(?P<percent>%)|(?P<suffix>[a-z]+)\b)?", re.IGNORECASE)
_GROUPS = re.compile(rf"\d{{1,3}}(?:([.,'{_SPACES}])\d{{3}})(?:\1\d{{3}})*|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}|\d+")


class Config(NodeConfig):
    """What to read."""

    value: Any = Field(title="Value", description="Text, a number, or a list of these.")
    style: Style = Field(default="auto", title="Style", description="How the source writes 1234.5.")
    percent: Literal["number", "fraction"] = Field(default="number", title="12.5 % is", description="12.5 or 0.125.")
    suffixes: bool = Field(default=True, title="Read k, M, bn", description="`1.2k` is 1200.")
    only_number: bool = Field(default=False, title="Only number", description="Fail on other text around it.")
    on_error: Literal["fail", "null"] = Field(default="fail", title="What is no number")


class Parsed(BaseModel):
    """One number."""

    value: int | float | None
    amount: str | None = None
    """The exact decimal."""
    currency: str | None = None
    """ISO code, where a symbol or code says so."""
    percent: bool = False
    ambiguous: bool = False


class Output(Parsed, NodeOutput):
    """The number; for a list, `items`."""

    items: list[Parsed] | None = None


def _bad(value: JSON, reason: str) -> NodeError:
    return NodeError(
        f"{str(value)[:80]!r} is not a number: {reason}.",
        code="data.not_a_number",
        hint="Choose the style the source writes in, or let what is no number become null.",
        details={"value": str(value)[:200]},
    )


def _ascii_digits(text: str) -> str:
    """Returns text with every script's digits and minus signs as ASCII ones."""
    text = "".join(str(unicodedata.decimal(each)) if each.isdecimal() and not each.isascii() else each for each in text)
    return text.translate({0x2212: "-", 0x2013: "-", 0x2014: "-", 0x2019: "'", 0x066B: ".", 0x066C: ","})


def _decimal_sign(digits: str) -> tuple[str, bool]:
    """Returns (decimal sign or "", whether it could be read otherwise) of digits in an unknown style."""
    signs = [each for each in digits if each in ".,"]
    if not signs:
        return "", False
    last = signs[-1]
    if len(set(signs)) > 1:
        return last, False
    if len(signs) > 1:
        return "", False
    before, _, after = digits.partition(last)
    grouped = bool(re.fullmatch(r"[1-9]\d{0,2}", before)) and len(after) == 3  # noqa: PLR2004 - a group of thousands
    if last == "," and grouped:
        return "", False
    return last, grouped


def _number(text: str, digits: str, style: Style) -> tuple[str, bool]:
    sign, ambiguous = (_DECIMAL_SIGN[style], False) if style != "auto" else _decimal_sign(digits)
    whole, _, fraction = digits.rpartition(sign) if sign and sign in digits else (digits, "", "")
    if (whole and not _GROUPS.fullmatch(whole)) or not (fraction.isdigit() or not fraction):
        raise _bad(text, f"{digits!r} is not written as {style}" if style != "auto" else "its separators make no sense")
    return re.sub(r"\D", "", whole or "0") + (f".{fraction}" if fraction else ""), ambiguous


def _currency(text: str) -> str | None:
    for symbol, code in _SYMBOLS.items():
        if symbol in text:
            return code or None
    return next((word for word in re.findall(r"[A-Z]{3}", text) if word in _CODES), None)


def parse_number(text: str, config: Config) -> Parsed:
    """Returns the first number in a text; NodeError `data.not_a_number`."""
    clean = _ascii_digits(text).strip()
    match = _NUMBER.search(clean)
    if match is None:
        raise _bad(text, "it has no digits")
    digits, ambiguous = _number(text, match["digits"].strip(), config.style)
    after = _AFTER.match(clean, match.end())
    assert after is not None
    suffix = (after["suffix"] or "").lower()
    power = _SUFFIXES.get(suffix, 0) if config.suffixes else 0
    amount = Decimal(digits + (match["exponent"] or "")).scaleb(power)
    closed = clean[after.end() if power or after["percent"] else match.end() :].lstrip()
    before = clean[: match.start()].rstrip()
    negative = (
        "-" in {match["sign"], match["inner"]} or (match["open"] and ")" in closed) or closed == "-" or before == "-"
    )
    if config.only_number:
        _check_alone(text, clean[: match.start("digits")], closed)
    if config.percent == "fraction" and after["percent"]:
        amount = amount.scaleb(-2)
    amount = -amount if negative else amount
    return Parsed(
        value=_plain(amount),
        amount=f"{amount.normalize():f}" if amount else "0",
        currency=_currency(clean),
        percent=after["percent"] is not None,
        ambiguous=ambiguous,
    )


def _check_alone(text: str, before: str, after: str) -> None:
    rest = (before + after).strip("()-+% \u00a0.")
    for known in (*_SYMBOLS, *_CODES):
        rest = rest.replace(known, "")
    if rest.strip():
        raise _bad(text, f"there is {rest.strip()[:40]!r} around it")


def _plain(amount: Decimal) -> int | float:
    whole = amount == amount.to_integral_value() and abs(amount) < 2**53
    return int(amount) if whole else float(amount)


def _parsed(value: JSON, config: Config) -> Parsed:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Parsed(value=value, amount=f"{Decimal(repr(value)):f}")
    try:
        if not isinstance(value, str):
            raise _bad(value, "it is not text")
        return parse_number(value, config)
    except NodeError:
        if config.on_error == "fail":
            raise
        return Parsed(value=None)


async def run(config: Config, ctx: Context) -> Output:
    """Returns the number or numbers; NodeError `data.not_a_number`, with the index in a list."""
    if not isinstance(config.value, list):
        return Output(**_parsed(config.value, config).model_dump())
    items = []
    for index, value in enumerate(config.value):
        try:
            items.append(_parsed(value, config))
        except NodeError as error:
            error.details["index"] = index
            raise
    return Output(value=None, items=items)


EXAMPLES = (
    Example(
        "A German price",
        {"value": "{{ input.price }}"},
        input={"price": "1.299,00 €"},
        output={
            "value": 1299,
            "amount": "1299",
            "currency": "EUR",
            "percent": False,
            "ambiguous": False,
            "items": None,
        },
    ),
    Example("An English one", {"value": "$1,299.50"}, check=lambda o: (o["value"], o["currency"]) == (1299.5, "USD")),
    Example(
        "A percentage as a fraction",
        {"value": "12,5 %", "percent": "fraction"},
        check=lambda o: (o["value"], o["percent"]) == (0.125, True),
    ),
    Example(
        "A list; what is no number becomes null",
        {"value": ["1 234,50 kr", "n/a", 7, "(3.5)", "1.2k"], "on_error": "null"},
        check=lambda o: [each["value"] for each in o["items"]] == [1234.5, None, 7, -3.5, 1200],
    ),
    Example(
        "Which thousand?",
        {"value": "1.234"},
        check=lambda o: (o["value"], o["ambiguous"]) == (1.234, True),
    ),
    Example(
        "A known style",
        {"value": "1.234", "style": "1.234,5"},
        check=lambda o: (o["value"], o["ambiguous"]) == (1234, False),
    ),
    Example("No number", {"value": "sold out"}, error="data.not_a_number"),
)

NODE = NodeType(
    id="data.number_parse", title="Parse number", config=Config, output=Output, run=run, icon="hash", examples=EXAMPLES
)
