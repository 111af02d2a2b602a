"""Reads an HTML table from the page and names its columns."""

from dataclasses import dataclass
from typing import Any, Literal

from flow_builder.browser.scripts import script
from flow_builder.browser.session import Session
from flow_builder.browser.targets import Targets, describe
from flow_builder.browser.text import parse
from flow_builder.errors import NodeError


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows as objects keyed by heading."""

    headers: list[str]
    rows: list[dict[str, Any]]
    caption: str | None


async def read_table(
    session: Session, target: Targets, *, header: Literal["auto", "first_row", "none"], links: bool, timeout_s: float
) -> Table:
    """Returns the one table that the target matches; a cell is its text, or `{text, href}` with `links`.

    Raises NodeError `browser.target_unfit` when the element is no table.
    """
    texts = await session.read_all(target, script("table"), {"links": links}, many=False, timeout_s=timeout_s)
    if texts[0] is None:
        raise NodeError(
            f"{describe(target)} is not a table.",
            code="browser.target_unfit",
            hint="For lists that only look like tables, use browser.extract_list.",
            details={"target": describe(target), "url": session.url},
        )
    raw = parse(texts[0])
    grid: list[list[dict[str, Any]]] = raw["grid"]
    width = max(map(len, grid), default=0)
    heads = _head_rows(raw["heads"], header)
    headers = _names([[cell["text"] for cell in row] for row, head in zip(grid, heads, strict=True) if head], width)
    body = [row for row, head in zip(grid, heads, strict=True) if not head and row]
    return Table(headers, [_row(headers, row, links=links) for row in body], raw["caption"])


def _head_rows(found: list[bool], header: str) -> list[bool]:
    if header == "auto":
        return found
    return [header == "first_row" and index == 0 for index in range(len(found))]


def _names(rows: list[list[str]], width: int) -> list[str]:
    names: list[str] = []
    for column in range(width):
        parts = [row[column] for row in rows if column < len(row) and row[column]]
        name = " / ".join(dict.fromkeys(parts)) or f"column_{column + 1}"
        names.append(_unused(name, names))
    return names


def _unused(name: str, used: list[str]) -> str:
    candidate, number = name, 1
    while candidate in used:
        number += 1
        candidate = f"{name}_{number}"
    return candidate


def _row(headers: list[str], cells: list[dict[str, Any]], *, links: bool) -> dict[str, Any]:
    values = [cell if links else cell["text"] for cell in cells]
    return dict(zip(headers, [*values, *[None] * (len(headers) - len(values))], strict=True))
