"""A host process with one busy browser worker, to be killed: prints `busy` once a page is open."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from flow_builder.lanes.processes import ProcessLane
from tests.support.memory_host import MemoryBackend, MemoryJournal, load_document, region_request


class _Telling(MemoryJournal):
    async def record(self, record: object) -> None:
        sys.stdout.write("busy\n")
        sys.stdout.flush()


async def main(then: str) -> None:
    worker = str(Path(__file__).with_name("browser_worker.py"))
    lane = ProcessLane([sys.executable, worker], load_document, size=1)
    steps = [("browser.open", {}), (then, {})]
    await lane.run_region(region_request(steps), _Telling(), MemoryBackend())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
