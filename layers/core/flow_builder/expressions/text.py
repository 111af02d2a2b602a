"""Turns JSON values into template text as the JavaScript engine would: String() for scalars, JSON for the rest."""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from flow_builder.errors import ExpressionError

_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_MAX_INDEX = 2**32 - 2


def to_text(value: Any) -> str:
    """Returns a value as template text: "" for null, JSON text without blanks for arrays and objects."""
    if isinstance(value, str):
        return well_formed(value)
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    try:
        return _write(value)
    except RecursionError:
        raise ExpressionError("A value is nested too deeply to be text.", code="expression.recursion") from None


def well_formed(text: str) -> str:
    """Returns a text with U+FFFD in place of each lone surrogate, which no UTF-8 can hold."""
    return text if text.isascii() or not _SURROGATE.search(text) else _SURROGATE.sub(_REPLACEMENT, text)


def _write(value: Any) -> str:
    match value:
        case None:
            text = "null"
        case bool():
            text = "true" if value else "false"
        case str():
            text = _quoted(value)
        case int():
            text = str(value)
        case float():
            text = _number(value)
        case Mapping():
            keys = sorted(value, key=_key_order) if any(_key_order(key) != _NOT_INDEX for key in value) else value
            text = "{" + ",".join(f"{_quoted(key)}:{_write(value[key])}" for key in keys) + "}"
        case _:
            text = "[" + ",".join(map(_write, value)) + "]"
    return text


_NOT_INDEX = _MAX_INDEX + 1


def _key_order(key: str) -> int:
    """JavaScript lists keys that are array indices first and in order, the others as they were added."""
    if key.isascii() and key.isdigit() and (key == "0" or key[0] != "0") and len(key) <= len(str(_MAX_INDEX)):
        return min(int(key), _NOT_INDEX)
    return _NOT_INDEX


def _quoted(text: str) -> str:
    quoted = encode_basestring(text)
    return quoted if quoted.isascii() else _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return "null"
    if value == 0:
        return "0"
    digits = repr(value)
    exponent = Decimal(digits).adjusted()
    if -7 < exponent < 21:  # noqa: PLR2004 -- Number.prototype.toString writes these without an exponent
        plain = format(Decimal(digits), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    mantissa, _, _ = digits.partition("e")
    if "e" not in digits:
        mantissa = format(Decimal(digits).scaleb(-exponent).normalize(), "f")
    return f"{mantissa.removesuffix('.0')}e{'+' if exponent > 0 else '-'}{abs(exponent)}"
