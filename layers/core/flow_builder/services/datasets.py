"""Datasets: list, read, export, import, remove."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Sequence
from typing import Any, Literal

from pydantic_core import from_json, to_json

from flow_builder.domain.cells import csv_cell
from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput, NodeError
from flow_builder.nodes.data.csv_parse import Config as CsvConfig
from flow_builder.nodes.data.csv_parse import parse_csv
from flow_builder.services.app import App
from flow_builder.services.dataset_views import ALL_ROWS, Numbered, View, columns_of, wanted_rows
from flow_builder.services.exports import MAX_ROWS, workbook
from flow_builder.services.searching import search

Form = Literal["csv", "jsonl", "json", "xlsx"]
_PART = 1 << 16
"""Bytes that are gathered before they are sent."""


async def list_datasets(
    app: App, workspace: str, text: str = "", limit: int = 100, cursor: str | None = None
) -> tuple[list[dict[str, Any]], str | None]:
    """Returns the workspace's datasets whose name holds `text`, by name, and the cursor of the next page."""

    async def read(size: int, place: str | None) -> tuple[list[dict[str, Any]], str | None]:
        return await app.stores.datasets.find(workspace, limit=size, cursor=place)

    return await search(read, lambda each: text.casefold() in each["name"].casefold(), limit, cursor)


async def read_dataset(
    app: App, workspace: str, name: str, view: View = ALL_ROWS, limit: int = 100, offset: int = 0
) -> dict[str, Any]:
    """Returns `{"name", "rows", "numbers", "total", "columns"}`, `total` being the rows that the view holds; NotFound."""
    meta = await app.stores.datasets.require(workspace, name)
    if view.plain:
        return {"name": name, **await app.stores.datasets.read(workspace, name, limit, offset)}
    shown: list[Numbered] = []
    total = 0
    async for each in wanted_rows(app, workspace, name, view):
        if offset <= total < offset + limit:
            shown.append(each)
        total += 1
    rows, numbers = [row for _, row in shown], [number for number, _ in shown]
    return {"name": name, "rows": rows, "numbers": numbers, "total": total, "columns": meta["columns"]}


async def describe_dataset(app: App, workspace: str, name: str) -> dict[str, Any]:
    """Returns a dataset's name, total, time of change and columns with their types; NotFound."""
    meta = await app.stores.datasets.require(workspace, name)
    columns = await columns_of(app, workspace, name, meta["columns"])
    return {"name": name, "total": meta["total"], "updated_at": meta["updated_at"], "columns": columns}


async def export_dataset(
    app: App, workspace: str, name: str, form: Form, view: View = ALL_ROWS
) -> AsyncIterator[bytes]:
    """Returns a view of a dataset as a file, a part at a time; NotFound before the first part.

    Nothing in CSV and Excel files is run by a spreadsheet. Excel files hold 200,000 rows at most, as do sorted ones:
    InvalidInput `export.too_many`, LimitExceeded `dataset.too_many`, also before the first part.
    """
    columns = (await app.stores.datasets.require(workspace, name))["columns"]
    rows = (row async for _, row in wanted_rows(app, workspace, name, view))
    match form:
        case "csv":
            parts = _csv(rows, columns)
        case "jsonl":
            parts = _gathered(to_json(row, inf_nan_mode="null") + b"\n" async for row in rows)
        case "json":
            parts = _gathered(_json(rows))
        case "xlsx":
            parts = _xlsx(name, rows, columns)
    return _from(await anext(parts), parts)


async def _from(first: bytes, others: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for part in others:
        yield part


async def _csv(rows: AsyncIterator[dict[str, JSON]], columns: Sequence[str]) -> AsyncIterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([csv_cell(column) for column in columns])
    async for row in rows:
        writer.writerow([csv_cell(row.get(column)) for column in columns])
        if buffer.tell() > _PART:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


async def _json(rows: AsyncIterator[dict[str, JSON]]) -> AsyncIterator[bytes]:
    before = b"[\n"
    async for row in rows:
        yield before + to_json(row, inf_nan_mode="null")
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


async def _gathered(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    part = bytearray()
    async for piece in pieces:
        part += piece
        if len(part) > _PART:
            yield bytes(part)
            part.clear()
    yield bytes(part)


async def _xlsx(name: str, rows: AsyncIterator[dict[str, JSON]], columns: Sequence[str]) -> AsyncIterator[bytes]:
    cells: list[list[JSON]] = []
    async for row in rows:
        cells.append([row.get(column) for column in columns])
        if len(cells) > MAX_ROWS:
            raise InvalidInput(
                f"An Excel file has {MAX_ROWS:,} rows at most.",
                code="export.too_many",
                hint="Narrow them down with `where`, or export CSV.",
                field="?format",
            )
    yield await asyncio.to_thread(workbook, name, columns, cells)


async def import_rows(
    app: App,
    workspace: str,
    name: str,
    rows: Sequence[dict[str, JSON]],
    key: Sequence[str] = (),
    mode: Literal["upsert", "ignore"] = "upsert",
) -> dict[str, int]:
    """Adds rows as `storage.dataset_append` does and returns the counts; InvalidInput, LimitExceeded."""
    return await app.stores.datasets.append(workspace, name, rows, key, mode)


def rows_of_csv(text: str) -> list[dict[str, JSON]]:
    """Returns the rows of a CSV with a heading row, columns of numbers as numbers; InvalidInput `dataset.bad_csv`."""
    config = CsvConfig(source=text)
    try:
        return parse_csv(text.removeprefix("\ufeff"), config).items
    except NodeError as error:
        raise InvalidInput(error.message, code="dataset.bad_csv", hint=error.hint, field="/csv") from error


def rows_of_lines(text: str) -> list[dict[str, JSON]]:
    """Returns the objects of JSON lines, empty lines left out; InvalidInput `dataset.bad_jsonl` with the line."""
    rows = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = from_json(line, allow_inf_nan=False)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise InvalidInput(f"Line {number} is not a JSON object.", code="dataset.bad_jsonl", field="/jsonl")
        rows.append(row)
    return rows


async def delete_rows(app: App, workspace: str, name: str, numbers: Sequence[int] = (), view: View = ALL_ROWS) -> int:
    """Removes rows by number, or those of a view, and returns how many; NotFound, InvalidInput when nothing says which."""
    if view.plain and not numbers:
        raise InvalidInput(
            "Say which rows: `number`, `where` or `q`.",
            code="dataset.no_rows_named",
            hint="To remove all of them, delete the dataset.",
        )
    await app.stores.datasets.require(workspace, name)
    wanted = set(numbers)
    if not view.plain:
        fitting = {number async for number, _ in wanted_rows(app, workspace, name, view)}
        wanted = wanted & fitting if numbers else fitting
    return await app.stores.datasets.remove_rows(workspace, name, sorted(wanted))


async def delete_dataset(app: App, workspace: str, name: str) -> None:
    """Removes a dataset with all its rows; NotFound."""
    await app.stores.datasets.remove(workspace, name)
