"""Values as they stand in the cells of tables: text, without formulas that a spreadsheet would run."""

import json
import re
from collections.abc import Sequence
from typing import Any

from flow_builder.domain.value import JSON


def cell_text(value: JSON, *, null: str = "", decimal: str = ".") -> str:
    """Returns a value as text for a cell: numbers as they are, lists and objects as JSON."""
    match value:
        case None:
            return null
        case bool():
            return "true" if value else "false"
        case int() | float():
            text = repr(value)
            return text.replace(".", decimal) if decimal != "." else text
        case str():
            return value
    return json.dumps(value, ensure_ascii=False)


_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Full-width forms of the signs count too: spreadsheets take them for the signs."""


def escape_formula(text: str) -> str:
    """Returns text that a spreadsheet will not run as a formula: one that could gets `'` in front; numbers do not."""
    if text.startswith(_FORMULA_STARTS) and not re.fullmatch(r"[+-]?[0-9][0-9.,]*(?:[eE][+-]?[0-9]+)?%?", text):
        return "'" + text
    return text


def fields_of(rows: Sequence[Any]) -> list[str]:
    """Returns the names of all fields of rows, in order of first appearance."""
    return list(dict.fromkeys(name for row in rows if isinstance(row, dict) for name in row))


def csv_cell(value: JSON) -> str:
    """Returns what stands in a cell of an exported file: numbers as they are, text that no spreadsheet runs."""
    text = cell_text(value)
    return text if isinstance(value, int | float) else escape_formula(text)
