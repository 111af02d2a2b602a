"""Text from pages may hold halves of surrogate pairs, which no UTF-8 can carry; here they are replaced."""

import json
import re
from typing import Any

_HALVES = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")


def well_formed(value: Any) -> Any:
    """Returns a JSON value whose texts (and keys) are valid Unicode: stray surrogates become U+FFFD."""
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, list):
        return [well_formed(each) for each in value]
    if isinstance(value, dict):
        return {well_formed(key): well_formed(each) for key, each in value.items()}
    return value


def parse(text: str) -> Any:
    """Returns the value of JSON text made in a page, with its texts made valid where need be."""
    value = json.loads(text)
    return well_formed(value) if _ESCAPED.search(text) or _HALVES.search(text) else value
