"""A table as cells with spans; the page and the truth that tests compare with are made from the same cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flow_builder.demo.markup import Html, fill, join


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `kind` is its scope (`col`, `row`, `colgroup`, `rowgroup`) if it is a heading, else empty."""

    text: str
    kind: str = ""
    across: int = 1
    down: int = 1


Row = Sequence[Cell | str]


@dataclass(frozen=True, slots=True)
class Table:
    """One exhibit of the zoo."""

    slug: str
    title: str
    line: str
    head: Sequence[Row]
    body: Sequence[Row]
    foot: Sequence[Row] = ()
    caption: str = ""

    def html(self) -> Html:
        """Returns it as a `<table>`."""
        parts = [fill("<caption>$text</caption>", text=self.caption)] if self.caption else []
        for tag, rows in (("thead", self.head), ("tbody", self.body), ("tfoot", self.foot)):
            if rows:
                parts.append(fill(f"<{tag}>$rows</{tag}>", rows=join(_row(row) for row in rows)))
        return fill('<table id="$slug">$parts</table>', slug=self.slug, parts=join(parts))

    def truth(self) -> dict[str, Any]:
        """Returns caption, heading rows, rows and footer rows as texts, a spanned text in each place that it covers."""
        return {
            "caption": self.caption or None, "head": expand(self.head), "rows": expand(self.body), "foot": expand(self.foot),
        }  # fmt: skip


def expand(rows: Iterable[Row]) -> list[list[str]]:
    """Returns the grid of texts that rows of spanning cells cover."""
    cells = [list(map(as_cell, row)) for row in rows]
    grid: list[dict[int, str]] = [{} for _ in cells]
    for y, row in enumerate(cells):
        x = 0
        for cell in row:
            while x in grid[y]:
                x += 1
            for below in range(y, y + cell.down):
                grid[below].update(dict.fromkeys(range(x, x + cell.across), cell.text))
            x += cell.across
    return [[row[x] for x in sorted(row)] for row in grid]


def as_cell(cell: Cell | str) -> Cell:
    """Returns plain text as a cell."""
    return cell if isinstance(cell, Cell) else Cell(cell)


def heads(*texts: str) -> Row:
    """Returns a row of column headings."""
    return [Cell(text, "col") for text in texts]


def _row(row: Row) -> Html:
    return fill("<tr>$cells</tr>", cells=join(_cell(as_cell(cell)) for cell in row))


def _cell(cell: Cell) -> Html:
    scope = f' scope="{cell.kind}"' if cell.kind else ""
    across = f' colspan="{cell.across}"' if cell.across > 1 else ""
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    tag = "th" if cell.kind else "td"
    return fill(f"<{tag}{scope}{across}{down}>$text</{tag}>", text=cell.text)
