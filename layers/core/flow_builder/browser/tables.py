"""Reads an HTML table from the page."""

from typing import Any

from flow_builder.browser.grid import Cell, Row
from flow_builder.browser.scripts import script
from flow_builder.browser.session import Session
from flow_builder.browser.table_shape import Table, TableShape, shaped
from flow_builder.browser.targets import Targets, describe
from flow_builder.browser.text import parse
from flow_builder.errors import NodeError


async def read_table(
    session: Session, target: Targets, shape: TableShape, *, timeout_s: float
) -> tuple[Table, str | None]:
    """Returns the one table that the target matches, and its caption.

    Raises NodeError `browser.target_unfit` when the element is no table, and what `shaped` raises.
    """
    texts = await session.read_all(target, script("table"), many=False, timeout_s=timeout_s)
    if texts[0] is None:
        raise NodeError(
            f"{describe(target)} is not a table.",
            code="browser.target_unfit",
            hint="For lists that only look like tables, use browser.extract_list.",
            details={"target": describe(target), "url": session.url},
        )
    raw = parse(texts[0])
    return shaped([_row(each) for each in raw["rows"]], shape), raw["caption"]


def _row(raw: dict[str, Any]) -> Row:
    return Row(tuple(Cell(*cell) for cell in raw["cells"]), raw["group"], raw["head"])
