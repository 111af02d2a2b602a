"""Results on the terminal: tables for people, JSON for programs."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import typer

_MAX_COLUMNS = 12
_MAX_ROWS = 50
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HIGH = re.compile(r"[\x7f-\x9f]")
_SECOND = 1_000
_MINUTE = 60
_COLORS = {"succeeded": "green", "failed": "red", "canceled": "yellow", "timed_out": "yellow", "waiting": "cyan"}


class Form(StrEnum):
    """How a result is printed."""

    AUTO = "auto"
    TABLE = "table"
    JSON = "json"


def visible(text: str) -> str:
    """Returns text of a page or a file with its control characters spelled out: they must not drive the terminal."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def print_json(value: Any) -> None:
    """Prints JSON."""
    # JSON escapes the first 32 control characters itself; the others would come out as they are.
    typer.echo(_HIGH.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, indent=2, ensure_ascii=False)))


def print_result(value: Any, form: Form) -> None:
    """Prints a run's output: rows as a table on a terminal or when asked for, anything else as JSON."""
    rows = _rows(value)
    if rows is None or form is Form.JSON or (form is Form.AUTO and not sys.stdout.isatty()):
        print_json(value)
        return
    names = list(dict.fromkeys(name for row in rows[:_MAX_ROWS] for name in row))[:_MAX_COLUMNS]
    print_table(names, ([_cell(row.get(name)) for name in names] for row in rows[:_MAX_ROWS]))
    if len(rows) > _MAX_ROWS:
        typer.echo(f"… and {len(rows) - _MAX_ROWS} more rows (--format json prints all).")


def _rows(value: Any) -> list[dict[str, Any]] | None:
    if isinstance(value, dict):
        value = next((value[name] for name in ("rows", "items") if isinstance(value.get(name), list)), None)
    if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        return value
    return None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict) and set(value) >= {"amount", "currency"}:
        return f"{value['amount']} {value['currency'] or ''}".strip()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints a table; cells are plain text."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in head:
        table.add_column(Text(visible(name)), overflow="ellipsis", max_width=60)
    for row in rows:
        table.add_row(*(Text(visible(str(cell)), style=_COLORS.get(str(cell), "")) for cell in row))
    # Off a terminal a line per row matters more than a width nobody sees.
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def time_of(ms: int | None) -> str:
    """Returns a time as local text."""
    return "" if ms is None else datetime.fromtimestamp(ms / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def duration(ms: float | None) -> str:
    """Returns a duration: `340 ms`, `2.1 s`, `3 m 20 s`."""
    if ms is None:
        return ""
    if ms < _SECOND:
        return f"{ms:.0f} ms"
    seconds = ms / 1000
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)} m {int(seconds % 60)} s"
