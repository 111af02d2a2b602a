"""Datasets: list, read, export."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

from flow_builder.domain.cells import csv_cell
from flow_builder.services.app import App


async def list_datasets(
    app: App, workspace: str, limit: int = 100, cursor: str | None = None
) -> tuple[list[dict[str, Any]], str | None]:
    """Returns the workspace's datasets by name, and the cursor of the next page."""
    return await app.stores.datasets.find(workspace, limit=limit, cursor=cursor)


async def read_dataset(app: App, workspace: str, name: str, limit: int = 100, offset: int = 0) -> dict[str, Any]:
    """Returns `{"name", "rows", "total", "columns"}` in order of first insertion; NotFound."""
    await app.stores.datasets.require(workspace, name)
    return {"name": name, **await app.stores.datasets.read(workspace, name, limit, offset)}


async def export_csv(app: App, workspace: str, name: str) -> AsyncIterator[bytes]:
    """Returns the whole dataset as CSV (RFC 4180, UTF-8), a part at a time; NotFound before the first part."""
    meta = await app.stores.datasets.require(workspace, name)
    return _csv(app, workspace, name, meta["columns"])


async def _csv(app: App, workspace: str, name: str, columns: list[str]) -> AsyncIterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([csv_cell(column) for column in columns])
    async for row in app.stores.datasets.rows(workspace, name):
        writer.writerow([csv_cell(row.get(column)) for column in columns])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")
