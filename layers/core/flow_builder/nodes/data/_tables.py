"""What the table file nodes share: decoding bytes, naming columns, inferring types, writing cells."""

import codecs
import re
from collections.abc import Sequence
from typing import Any, Final, Literal

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context

MAX_ROWS: Final = 1_000_000

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_MAX_DIGITS = 15
"""Digits a JavaScript number holds exactly; longer ones (card and order numbers) stay text."""


def check_encoding(name: str) -> str:
    """Returns a text encoding's name if there is such a one, else ValueError."""
    if name == "auto":
        return name
    try:
        if not codecs.lookup(name)._is_text_encoding:  # noqa: SLF001 - the only place that says so
            raise ValueError(f"{name!r} is not a text encoding")
    except LookupError as error:
        raise ValueError(f"there is no encoding {name!r}") from error
    return name


def decode(data: bytes, encoding: str, invalid: Literal["fail", "replace"]) -> tuple[str, str]:
    """Returns (text without byte order mark, encoding used). `auto` goes by the mark and else takes UTF-8.

    Raises NodeError `data.bad_encoding` with the position of the first byte that does not fit.
    """
    marked = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), None)
    if encoding == "auto":
        encoding = marked[1] if marked else "utf-8"
    skipped = len(marked[0]) if marked and codecs.lookup(encoding) == codecs.lookup(marked[1]) else 0
    try:
        return data[skipped:].decode(encoding, "strict" if invalid == "fail" else "replace").removeprefix(
            "\ufeff"
        ), encoding
    except UnicodeError as error:
        raise _bad_bytes(data, encoding, skipped, error) from error


def _bad_bytes(data: bytes, encoding: str, skipped: int, error: UnicodeError) -> NodeError:
    position = error.start + skipped if isinstance(error, UnicodeDecodeError) else 0
    line = data.count(b"\n", 0, position) + 1
    return NodeError(
        f"Byte {position} (0x{data[position]:02x}, line {line}) is not {encoding}.",
        code="data.bad_encoding",
        hint="Choose the encoding; files from Windows are often `cp1252`. Or replace bytes that do not fit.",
        details={"position": position, "byte": data[position], "line": line, "encoding": encoding},
    )


async def read_source(ctx: Context, source: JSON) -> str | bytes:
    """Returns a text, or a file's bytes; NodeError `data.no_source` for anything else."""
    if isinstance(source, str):
        return source
    if isinstance(source, dict) and "artifact" in source:
        return await ctx.read_artifact(source)
    raise NodeError(
        "There is neither text nor a file.",
        code="data.no_source",
        hint="Give text, or a file from another step such as `{{ steps.download.file }}`.",
        details={"field": "source"},
    )


def column_names(cells: Sequence[Any], width: int) -> list[str]:
    """Returns `width` names for columns: trimmed, never empty, each one different."""
    names: list[str] = []
    seen: set[str] = set()
    for number in range(width):
        cell = cells[number] if number < len(cells) else None
        base = name = ("" if cell is None else str(cell)).strip() or f"column_{number + 1}"
        copy = 2
        while name in seen:
            name = f"{base}_{copy}"
            copy += 1
        seen.add(name)
        names.append(name)
    return names


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and sum(each.isdigit() for each in text.partition(".")[0]) <= _MAX_DIGITS


def _number(text: str) -> JSON:
    return float(text) if "." in text or "e" in text or "E" in text else int(text)


def infer_column(values: Sequence[str | None]) -> list[JSON]:
    """Returns a column's values as numbers or booleans if all of them are, else as text; empty ones as null."""
    filled = [value for value in values if value]
    if filled and all(map(_is_number, filled)):
        return [_number(value) if value else None for value in values]
    if filled and all(value.lower() in {"true", "false"} for value in filled):
        return [value.lower() == "true" if value else None for value in values]
    return [value or None for value in values]
