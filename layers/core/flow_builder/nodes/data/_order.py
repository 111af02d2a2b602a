"""Order of JSON values: by type, then by value; text as in a dictionary, by number or by code point."""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

from flow_builder.domain.value import JSON

Collation = Literal["dictionary", "natural", "codepoint"]
Cast = Literal["auto", "number", "text", "date"]

_DIGITS = re.compile(r"([0-9]+)")


def fold(text: str) -> str:
    """Returns text without accents and case, so that "Émile" and "emile" are the same."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()


def _dictionary(text: str) -> Any:
    """Accents and case only decide between texts that are the same otherwise; lower case goes first."""
    return (fold(text), text.swapcase())


def _natural(text: str) -> Any:
    """Runs of digits count as numbers: `file2` goes before `file10`."""
    parts = _DIGITS.split(fold(text))
    # Odd places are digits; the flag keeps a number from being compared with text. Length first is numeric order
    # without int(), which is slow and refused for very long runs.
    key = [
        (1, len(part.lstrip("0")), part.lstrip("0")) if place % 2 else (0, 0, part) for place, part in enumerate(parts)
    ]
    return (key, text.swapcase())


_TEXT_KEYS: dict[str, Callable[[str], Any]] = {
    "dictionary": _dictionary,
    "natural": _natural,
    "codepoint": lambda text: text,
}


def order_key(collation: Collation = "dictionary") -> Callable[[JSON], tuple[int, Any]]:
    """Returns a sort key for any JSON values but null: booleans, then numbers, texts, lists, objects."""
    text_key = _TEXT_KEYS[collation]

    def key(value: JSON) -> tuple[int, Any]:
        match value:
            case bool():
                return (0, value)
            case int() | float():
                return (1, value)
            case str():
                return (2, text_key(value))
            case list():
                return (3, [(each is not None, key(each) if each is not None else ()) for each in value])
            case dict():
                return (4, sorted((name, repr(each)) for name, each in value.items()))
        return (5, repr(value))

    return key


def cast(value: JSON, kind: Cast) -> JSON:
    """Returns a value as a number, a text or a date (seconds since 1970); null when it is none."""
    if value is None or kind == "auto":
        return value
    if kind == "text":
        return (
            value
            if isinstance(value, str)
            else ("true" if value else "false")
            if isinstance(value, bool)
            else str(value)
        )
    return _number(value) if kind == "number" else _date(value)


def _number(value: JSON) -> JSON:
    if isinstance(value, bool | list | dict):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if number == number else None  # noqa: PLR0124 - NaN has no place in an order


def _date(value: JSON) -> JSON:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
