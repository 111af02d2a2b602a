"""What a table's reader may choose, and how rows as written become objects keyed by heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.browser.convert import Hints, convert
from flow_builder.browser.fields import As, DateFormat
from flow_builder.browser.grid import EMPTY, Cell, Row, fill
from flow_builder.browser.locales import LocaleName
from flow_builder.browser.numerals import NUMBER
from flow_builder.errors import NodeError

_LEADING_ZERO = re.compile(r"[-+]?0\d")


class Column(BaseModel):
    """A column to keep, by its heading or its position."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, validate_by_name=True)

    column: str | int = Field(title="Column", description="Its heading, or its position from 0; -1 is the last.")
    name: str | None = Field(default=None, min_length=1, max_length=200, title="Name", description="Another name.")
    as_: As = Field(default="text", alias="as", title="As", description="`url` gives the cell's link.")
    locale: LocaleName = None
    format: DateFormat = None


class TableShape(BaseModel):
    """Part of a table reader's config."""

    header: Literal["auto", "first_row", "first_column", "none"] = Field(
        default="auto",
        title="Headings",
        description="`auto`: rows in the table's head, or rows of heading cells only; `first_column`: each row has its"
        " heading in front.",
    )
    header_rows: int = Field(default=1, ge=1, le=20, title="Heading rows", description="How many, with `first_row`.")
    columns: Annotated[tuple[Column, ...], Field(max_length=500)] = Field(
        default=(), title="Columns", description="Which, in this order; empty for all."
    )
    typed: bool = Field(default=False, title="Numbers", description="Columns of nothing but numbers become numbers.")
    locale: LocaleName = None
    links: bool = Field(default=False, title="With links", description="Text cells become `{text, href}`.")
    limit: int | None = Field(default=None, ge=1, le=100_000, title="At most", description="Rows.")


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows as objects keyed by heading."""

    headers: list[str]
    rows: list[dict[str, Any]] = field(default_factory=list)


def shaped(raw: Sequence[Row], shape: TableShape) -> Table:
    """Returns the table; NodeError `table.column_missing`, LimitExceeded `table.too_large`."""
    grid = [[cell or EMPTY for cell in line] for line in fill(raw)]
    if shape.header == "first_column":
        grid = [list(line) for line in zip(*grid, strict=True)]
        heads = [True] + [False] * (len(grid) - 1)
    else:
        heads = _heads(raw, shape)
    width = len(grid[0]) if grid else 0
    above = [line for line, head in zip(grid, heads, strict=True) if head]
    names = _names(above, width)
    known = {_texts(line) for line in above}
    body = [line for line, head in zip(grid, heads, strict=True) if not head and _says_something(line, known)]
    return _chosen(names, body[: shape.limit], shape)


def _heads(raw: Sequence[Row], shape: TableShape) -> list[bool]:
    """Returns, per row, whether it holds headings."""
    if shape.header != "auto":
        return [shape.header == "first_row" and number < shape.header_rows for number in range(len(raw))]
    if any(row.head and row.cells for row in raw):
        return [row.head for row in raw]
    first_data = next(
        (number for number, row in enumerate(raw) if not row.cells or not all(cell.heading for cell in row.cells)),
        1,  # of headings alone, the first row has the headings
    )
    return [number < first_data for number in range(len(raw))]


def _texts(line: list[Cell]) -> tuple[str, ...]:
    return tuple(cell.text for cell in line)


def _says_something(line: list[Cell], known: set[tuple[str, ...]]) -> bool:
    """Tells a row of data from one without cells, and from headings that long tables repeat."""
    if all(cell is EMPTY for cell in line):
        return False
    return not (all(cell.heading for cell in line) and _texts(line) in known)


def _names(above: list[list[Cell]], width: int) -> list[str]:
    """Returns one name per column, the headings above it joined; a title over all columns is none."""
    rows = [line for line in above if width == 1 or len({id(cell) for cell in line}) > 1] or above
    parts = [dict.fromkeys(line[column].text for line in rows) for column in range(width)]
    return _distinct([" / ".join(filter(None, each)) or f"column_{at + 1}" for at, each in enumerate(parts)])


def _distinct(names: Sequence[str]) -> list[str]:
    """Returns the names, repeated ones numbered: `price`, `price_2`."""
    used: set[str] = set()
    counts: dict[str, int] = {}
    distinct = []
    for name in names:
        candidate = name
        while candidate in used:
            counts[name] = counts.get(name, 1) + 1
            candidate = f"{name}_{counts[name]}"
        used.add(candidate)
        distinct.append(candidate)
    return distinct


def _chosen(names: list[str], body: list[list[Cell]], shape: TableShape) -> Table:
    columns = shape.columns or tuple(Column(column=index) for index in range(len(names)))
    places = [_position(each.column, names, index) for index, each in enumerate(columns)]
    headers = _distinct([column.name or names[at] for column, at in zip(columns, places, strict=True)])
    values = [_values([line[at] for line in body], each, shape) for each, at in zip(columns, places, strict=True)]
    return Table(headers, [dict(zip(headers, line, strict=True)) for line in zip(*values, strict=True)])


def _position(wanted: str | int, names: list[str], index: int) -> int:
    if isinstance(wanted, int):
        if -len(names) <= wanted < len(names):
            return wanted
    else:
        folded = " ".join(wanted.split()).casefold()
        lower = [name.casefold() for name in names]
        if wanted in names:
            return names.index(wanted)
        if folded in lower:
            return lower.index(folded)
        lowest = [at for at, name in enumerate(lower) if name.rpartition(" / ")[2] == folded]
        if len(lowest) == 1:
            return lowest[0]
    raise NodeError(
        f"The table has no column {wanted!r}.",
        code="table.column_missing",
        field=f"/columns/{index}/column",
        hint=f"Its columns are: {', '.join(names)[:500] or 'none'}.",
        details={"columns": names[:100]},
    )


def _values(cells: list[Cell], column: Column, shape: TableShape) -> list[Any]:
    hints = Hints(column.locale or shape.locale, column.format)
    if column.as_ == "url":
        return [cell.href for cell in cells]
    if column.as_ != "text":
        return [convert(column.as_, cell.text, hints) for cell in cells]
    if shape.links:
        return [{"text": cell.text, "href": cell.href} for cell in cells]
    if shape.typed and all(_is_number(cell.text) for cell in cells) and any(cell.text for cell in cells):
        return [convert("number", cell.text, hints) for cell in cells]
    return [cell.text for cell in cells]


def _is_number(text: str) -> bool:
    """Tells whether a cell is empty or a number alone; a code such as 007 is none."""
    return not text or (NUMBER.fullmatch(text) is not None and _LEADING_ZERO.match(text) is None)
