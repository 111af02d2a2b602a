"""Tables as grids: spans filled in, headings joined, columns chosen and typed. Free of pages and parsers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flow_builder.errors import LimitExceeded

MAX_SLOTS: Final = 500_000
"""Rows times columns of one table."""
_MAX_WORK: Final = 2 * MAX_SLOTS
"""Slots looked at; tables whose cells overlap a lot need more than they have."""
_WIDEST: Final = 1_000
"""HTML's own limit to a column span."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written: its text, its first link, and how many columns and rows it spans.

    `down` 0 means to the end of its group of rows.
    """

    text: str
    href: str | None = None
    across: int = 1
    down: int = 1
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as written; spans end with its group (thead, a tbody, tfoot)."""

    cells: tuple[Cell, ...]
    group: int = 0
    head: bool = False
    """Whether it lies in the table's head."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a cell lies in the grid."""

    cell: Cell
    row: int
    column: int
    across: int
    down: int


EMPTY: Final = Cell("")


def place(rows: Sequence[Row]) -> list[Placed]:
    """Returns every cell with its place, by HTML's algorithm for forming a table.

    Raises LimitExceeded `table.too_large`.
    """
    if sum(len(row.cells) for row in rows) > MAX_SLOTS:
        raise too_large()
    placed: list[Placed] = []
    busy: list[int] = []  # per column, the first row below the cells placed so far
    work = 0
    for number, (row, end) in enumerate(zip(rows, _group_ends(rows), strict=True)):
        column = 0
        for cell in row.cells:
            while column < len(busy) and busy[column] > number:
                column += 1
                work += 1
            across = min(max(cell.across, 1), _WIDEST)
            down = min(cell.down or end, end - number)
            busy.extend([0] * (column + across - len(busy)))
            for each in range(column, column + across):
                busy[each] = max(busy[each], number + down)
            placed.append(Placed(cell, number, column, across, down))
            column += across
            work += across
            if work > _MAX_WORK:
                raise too_large()
    return placed


def _group_ends(rows: Sequence[Row]) -> list[int]:
    """Returns, per row, the number of the first row after its group."""
    ends = [len(rows)] * len(rows)
    for number in range(len(rows) - 2, -1, -1):
        ends[number] = ends[number + 1] if rows[number].group == rows[number + 1].group else number + 1
    return ends


def fill(rows: Sequence[Row]) -> list[list[Cell | None]]:
    """Returns the grid: a spanning cell stands in each of its slots, None where there is none.

    Columns that no cell begins in are left out. Where cells overlap, the first counts. Raises LimitExceeded
    `table.too_large`.
    """
    placed = place(rows)
    columns = {column: index for index, column in enumerate(sorted({each.column for each in placed}))}
    if len(rows) * len(columns) > MAX_SLOTS:
        raise too_large()
    grid: list[list[Cell | None]] = [[None] * len(columns) for _ in rows]
    work = 0
    for each in placed:
        across = [columns[column] for column in range(each.column, each.column + each.across) if column in columns]
        work += len(across) * each.down
        if work > _MAX_WORK:
            raise too_large()
        for line in grid[each.row : each.row + each.down]:
            for index in across:
                if line[index] is None:
                    line[index] = each.cell
    return grid


def too_large() -> LimitExceeded:
    """Returns the error for a table beyond the limit."""
    return LimitExceeded(
        f"The table has more than {MAX_SLOTS:,} cells.",
        code="table.too_large",
        hint="Read its rows with a list instead, in parts.",
    )
