"""A process that takes turns at a site and notes when: `python -m tests.support.turns FILE TIMES SECONDS`."""

import asyncio
import sys
import time
from pathlib import Path

from flow_builder.domain.politeness import Politeness, SitePolicy
from flow_builder.services.politeness import Sites
from flow_builder.store.politeness import PolitenessStore
from flow_builder.store.sqlite import SqliteTable


async def visit(file: Path, times: int, seconds: float) -> None:
    table = SqliteTable(file)
    store = PolitenessStore(table)
    await store.set_policy(
        "w", Politeness(robots="ignore", domains={"a.test": SitePolicy(delay_s=seconds, concurrency=1)})
    )

    async def nowhere(host: str, port: int) -> list[str]:
        raise OSError(host)

    sites = Sites(store, lambda: None, resolver=nowhere)
    for _ in range(times):
        lease = await sites.enter("w", "http://a.test/", None)
        came = time.time()
        await asyncio.sleep(0)
        sys.stdout.write(f"{came} {time.time()}\n")
        await sites.leave("w", lease, 200, None)
    await table.close()


if __name__ == "__main__":
    asyncio.run(visit(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
