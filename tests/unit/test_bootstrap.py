"""A host as `opened` puts it together."""

import sqlite3
from contextlib import closing
from pathlib import Path

from flow_builder.bootstrap import opened
from flow_builder.settings import Settings
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Item, Put
from tests.support.conditions import until


def on_disk(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "state.db")) as db:
        return {sk for (sk,) in db.execute("SELECT sk FROM item")}


async def test_a_host_removes_what_is_out_of_date(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "state.db")
    await table.write(Put(Item("p", "old", {}, ttl=1)), Put(Item("p", "lasting", {})))
    await table.close()
    assert on_disk(tmp_path) == {"old", "lasting"}
    async with opened(Settings(data=tmp_path, browser_workers=0)):
        await until(lambda: "old" not in on_disk(tmp_path))
    assert on_disk(tmp_path) == {"lasting"}
