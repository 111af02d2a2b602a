"""Hosts in this process that share one store, such as two would in the cloud; SQLite or DynamoDB is behind it."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from flow_builder.bootstrap import assembled
from flow_builder.settings import Settings
from flow_builder.store.folder_blobs import FolderBlobs
from flow_builder.store.folder_lock import DataFolder
from flow_builder.store.table import Table
from tests.support.api import Api, client


@asynccontextmanager
async def hosts(table: Table, folder: Path, count: int, **settings: Any) -> AsyncIterator[list[Api]]:
    """Yields so many hosts on a table and a folder of blobs, each with a data folder of its own and the same vault key."""
    blobs = FolderBlobs(folder / "blobs")
    async with AsyncExitStack() as stack:
        found: list[Api] = []
        for number in range(count):
            own = stack.enter_context(DataFolder(folder / f"host{number}"))
            asked = Settings(data=folder / f"host{number}", browser_workers=0, **settings)
            if number:
                shutil.copy(folder / "host0" / "vault.key", asked.data / "vault.key")
            app = await stack.enter_async_context(assembled(asked, own, table, blobs, {}))
            found.append(await stack.enter_async_context(client(app)))
        yield found
