"""What the SQLite table costs, beside bare sqlite3 doing the same work on the same disk in the same minute.

Run it as `python -m tests.benchmarks.bench_store`. The loop is uvloop, as in the host.
Rounds of the product and of the reference alternate; the figures are medians of the rounds, in microseconds per call.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import uvloop

from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Item, Put, Update
from tests.benchmarks.figures import show

ROUNDS = 9
CALLS = 600
WRITERS = 32
DOC = {"node": "n1", "status": "succeeded", "output": {"text": "x" * 160}, "attempts": 1, "seq": 1}
ROW = b"x" * 230


@dataclass
class Case:
    """One line of the result: the product's times, the reference's, and what we aim at (µs per call)."""

    name: str
    aim: float
    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


class Bench:
    """Holds one table of ours and one bare database, and runs a case on both by turns."""

    def __init__(self, folder: Path) -> None:
        self.table = SqliteTable(folder / "ours.db")
        self.bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
        self.bare.execute("PRAGMA journal_mode = WAL")
        self.bare.execute("PRAGMA synchronous = NORMAL")
        self.bare.execute("CREATE TABLE item (pk TEXT, sk TEXT, doc BLOB, PRIMARY KEY (pk, sk)) WITHOUT ROWID")
        self.turn = 0

    async def run(
        self, case: Case, calls: int, ours: Callable[[str], Awaitable[None]], bare: Callable[[str], None]
    ) -> None:
        for turn in range(ROUNDS):
            prefix = f"{case.name}{turn:02d}"
            start = time.perf_counter()
            await ours(prefix)
            middle = time.perf_counter()
            bare(prefix)
            end = time.perf_counter()
            case.ours.append((middle - start) / calls * 1e6)
            case.bare.append((end - middle) / calls * 1e6)

    def insert(self, rows: list[tuple[str, str]]) -> None:
        self.bare.execute("BEGIN IMMEDIATE")
        for key in rows:
            self.bare.execute("INSERT INTO item VALUES (?, ?, ?)", (*key, ROW))
        self.bare.execute("COMMIT")

    async def two_puts(self, prefix: str) -> None:
        for n in range(CALLS):
            await self.table.write(Put(Item(prefix, f"S{n:06d}", DOC)), Put(Item(prefix, f"E{n:06d}", DOC)))

    def two_inserts(self, prefix: str) -> None:
        for n in range(CALLS):
            self.insert([(prefix, f"S{n:06d}"), (prefix, f"E{n:06d}")])

    async def concurrent_puts(self, prefix: str) -> None:
        async def writer(number: int) -> None:
            for n in range(CALLS // 8):
                await self.table.write(Put(Item(f"{prefix}{number:02d}", f"S{n:06d}", DOC)))

        await asyncio.gather(*map(writer, range(WRITERS)))

    def batched_inserts(self, prefix: str) -> None:
        for n in range(CALLS // 8):
            self.insert([(f"{prefix}{number:02d}", f"S{n:06d}") for number in range(WRITERS)])

    async def gets(self, prefix: str) -> None:
        for n in range(CALLS):
            await self.table.get("reads", f"S{n:06d}")

    def selects(self, prefix: str) -> None:
        for n in range(CALLS):
            key = ("reads", f"S{n:06d}")
            self.bare.execute("SELECT doc FROM item WHERE pk = ? AND sk = ?", key).fetchone()

    async def increments(self, prefix: str) -> None:
        for _ in range(CALLS):
            await self.table.update(Update(prefix, "counter", add={"n": 1}))

    def bare_increments(self, prefix: str) -> None:
        self.insert([(prefix, "counter")])
        for n in range(CALLS):
            self.bare.execute("BEGIN IMMEDIATE")
            self.bare.execute("SELECT doc FROM item WHERE pk = ? AND sk = ?", (prefix, "counter")).fetchone()
            # Other bytes every time: SQLite writes nothing when the page stays as it is.
            row = (ROW + str(n).encode(), prefix, "counter")
            self.bare.execute("UPDATE item SET doc = ? WHERE pk = ? AND sk = ?", row)
            self.bare.execute("COMMIT")


async def measure(folder: Path) -> list[Case]:
    """Returns the measured cases; both databases stay in `folder`."""
    bench = Bench(folder)
    await bench.two_puts("reads")
    bench.two_inserts("reads")
    cases = [
        Case("write of 2 puts, one after another", 70),
        Case("write of 1 put, 32 writers at once", 15),
        Case("get", 15),
        Case("update (increment)", 80),
    ]
    await bench.run(cases[0], CALLS, bench.two_puts, bench.two_inserts)
    await bench.run(cases[1], WRITERS * (CALLS // 8), bench.concurrent_puts, bench.batched_inserts)
    await bench.run(cases[2], CALLS, bench.gets, bench.selects)
    await bench.run(cases[3], CALLS, bench.increments, bench.bare_increments)
    await bench.table.close()
    bench.bare.close()
    return cases


def main() -> None:
    """Prints a line per case: ours beside the reference."""
    with tempfile.TemporaryDirectory() as folder:
        cases = uvloop.run(measure(Path(folder)))
    for case in cases:
        what = f"{case.name} (aim {case.aim:.0f})"
        show(what, median(case.ours), "µs", "bare sqlite3", median(case.bare))
        show(f"{what}, best round", min(case.ours), "µs", "bare sqlite3", min(case.bare))


if __name__ == "__main__":
    main()
