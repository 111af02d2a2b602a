"""A table's grid is the one that HTML's own algorithm forms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_builder.browser.grid import Cell, Row, fill
from flow_builder.errors import LimitExceeded


def _cells(index: int) -> st.SearchStrategy[Cell]:
    spans = st.sampled_from([1, 1, 1, 2, 3, 7])
    return st.builds(Cell, st.just(f"c{index}"), across=spans, down=st.sampled_from([0, 1, 1, 1, 2, 3, 9]))


@st.composite
def _tables(draw: st.DrawFn) -> list[Row]:
    groups = draw(st.lists(st.integers(0, 4), min_size=1, max_size=3))
    rows, number = [], 0
    for group, count in enumerate(groups):
        for _ in range(count):
            size = draw(st.integers(0, 4))
            rows.append(Row(tuple(draw(_cells(number + index)) for index in range(size)), group))
            number += size
    return rows


def reference(rows: list[Row]) -> list[list[str | None]]:  # noqa: C901 - one piece, as the standard has it
    """The algorithm for forming a table, step by step from the HTML standard (4.9.12), one dict for the slots."""
    slots: dict[tuple[int, int], Cell] = {}
    anchors: set[int] = set()
    width = height = y_current = 0
    growing: list[tuple[Cell, int, int]] = []

    def grow() -> None:
        for cell, column, across in growing:
            for x in range(column, column + across):
                slots.setdefault((x, y_current), cell)

    group: int | None = None
    for index, row in enumerate(rows):
        group_start = row.group != group
        if group_start:
            # Ending a row group.
            while y_current < height:
                y_current += 1
                grow()
            growing = []
            group = row.group
        if height == y_current:
            height += 1
        x_current = 0
        grow()
        left = sum(1 for other in rows[index:] if other.group == row.group)
        for cell in row.cells:
            while x_current < width and (x_current, y_current) in slots:
                x_current += 1
            if x_current == width:
                width += 1
            colspan, rowspan, grows = cell.across, cell.down, cell.down == 0
            rowspan = rowspan or 1
            width = max(width, x_current + colspan)
            # A group ends with its last row's element: what reaches beyond is clipped when the slots are read.
            rowspan = min(rowspan, left)
            height = max(height, y_current + rowspan)
            anchors.add(x_current)
            for x in range(x_current, x_current + colspan):
                for y in range(y_current, y_current + rowspan):
                    slots.setdefault((x, y), cell)
            if grows:
                growing.append((cell, x_current, colspan))
            x_current += colspan
        y_current += 1
    kept = sorted(anchors)
    return [[slots[x, y].text if (x, y) in slots else None for x in kept] for y in range(len(rows))]


@settings(deadline=None)
@given(_tables())
def test_any_table_has_the_grid_of_the_standard(rows: list[Row]) -> None:
    ours = [[cell.text if cell else None for cell in line] for line in fill(rows)]
    assert ours == reference(rows)


@settings(deadline=None)
@given(_tables())
def test_no_cell_is_lost_and_every_row_is_as_wide(rows: list[Row]) -> None:
    grid = fill(rows)
    assert {cell.text for line in grid for cell in line if cell} == {cell.text for row in rows for cell in row.cells}
    assert len(grid) == len(rows)
    assert len({len(line) for line in grid}) <= 1


def test_spans_that_nothing_stands_below_add_no_columns() -> None:
    rows = [Row((Cell("title", across=1000),)), Row((Cell("a"), Cell("b")))]
    assert [[cell.text if cell else None for cell in line] for line in fill(rows)] == [["title"] * 2, ["a", "b"]]


HUGE = {
    "many wide cells": [Row((Cell("x", across=1000),) * 5_000)],
    "many cells": [Row((Cell("x"),) * 3_000)] * 1_000,
    "many columns and rows": [Row((Cell("x"),) * 3_000), *[Row((Cell("x"),))] * 1_000],
    "rows behind a long span": [Row((Cell("x", down=0),) * 3_000), *[Row((Cell("y"),))] * 2_000],
}


@pytest.mark.parametrize("rows", HUGE.values(), ids=HUGE.keys())
def test_tables_beyond_the_limit_are_refused(rows: list[Row]) -> None:
    with pytest.raises(LimitExceeded) as caught:
        fill(rows)
    assert caught.value.code == "table.too_large"
