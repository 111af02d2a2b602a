"""Date formats in tokens: `DD.MM.YYYY HH:mm`. Text in square brackets stands for itself."""

import re
from typing import Final

TOKENS: Final = {
    "YYYY": "%Y",
    "YY": "%y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "DD": "%d",
    "HH": "%H",
    "hh": "%I",
    "mm": "%M",
    "ss": "%S",
    "dddd": "%A",
    "ddd": "%a",
    "A": "%p",
    "ZZ": "%z",
    "z": "%Z",
}
TOKEN: Final = re.compile(r"\[([^\]]*)\]|" + "|".join(sorted(TOKENS, key=len, reverse=True)) + "|SSS|M|D|H|Z|%")
_SINGLE: Final = {"M": "%m", "D": "%d", "H": "%H", "SSS": "%f", "Z": "%z", "%": "%%"}


def strptime_format(text: str) -> str:
    """Returns a format with `%` codes for one in tokens (`DD.MM.YYYY`); one with `%` is returned as it is."""
    if "%" in text:
        return text
    return TOKEN.sub(_code, text)


def _code(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1].replace("%", "%%")
    return _SINGLE.get(match[0]) or TOKENS[match[0]]
