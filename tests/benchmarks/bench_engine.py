"""Durable steps per second of the engine, beside a bare journal in the same store format."""

import asyncio
import sqlite3
import statistics
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Any

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import load_document
from flow_builder.domain.status import Status
from tests.benchmarks.figures import show
from tests.support.machine import Bench, flow

CHAIN = 100
ITEMS = 10_000


def chain() -> dict[str, Any]:
    """A chain of data nodes, each reading the one before."""
    nodes: list[dict[str, Any]] = [{"key": "n0", "type": "data.set_fields", "config": {"target": {}, "set": {"n": 0}}}]
    nodes += [
        {
            "key": f"n{number}",
            "type": "data.set_fields",
            "config": {"target": {}, "set": {"n": f"{{{{ steps.n{number - 1}.n }}}}", "i": number}},
        }
        for number in range(1, CHAIN)
    ]
    return flow(nodes, [f"n{number}>n{number + 1}" for number in range(CHAIN - 1)])


def loop() -> dict[str, Any]:
    """A loop with a trivial body."""
    return flow(
        [
            {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": ITEMS}}},
            {"key": "one", "type": "core.merge", "parent": "each", "config": {"value": "{{ item }}"}},
        ]
    )


def bare_journal(folder: Path, commits: int) -> float:
    """Returns seconds for that many commits of one small row, without any engine."""
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=normal")
    db.execute("create table if not exists t (pk text, sk text, doc blob, primary key (pk, sk)) without rowid")
    started = time.perf_counter()
    for number in range(commits):
        db.execute("begin immediate")
        db.execute("insert into t values (?, ?, ?)", (str(started), f"{number:06d}", b"x" * 300))
        db.execute("commit")
    taken = time.perf_counter() - started
    db.close()
    return taken


async def timed(bench: Bench, document: FlowDocument, times: int) -> float:
    """Returns the median seconds of a run, after one to warm up."""
    taken = []
    for _ in range(times + 1):
        started = time.perf_counter()
        run = await bench.run(document)
        taken.append(time.perf_counter() - started)
        assert run.status is Status.SUCCEEDED, run.error
    return statistics.median(taken[1:])


async def measure() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = Bench(folder)
        bare = statistics.median(bare_journal(folder, CHAIN) for _ in range(5))
        seconds = await timed(bench, load_document(chain()), 15)
        show(
            f"chain of {CHAIN} data nodes, each durable, per node",
            seconds / CHAIN * 1000,
            "ms",
            "bare SQLite commit per node",
            bare / CHAIN * 1000,
        )
        bare = bare_journal(folder, ITEMS)
        show(
            f"loop of {ITEMS:,} items, durable body",
            await timed(bench, load_document(loop()), 3),
            "s",
            "bare SQLite commit per item",
            bare,
        )
        await bench.close()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        tracemalloc.start()
        await bench.run(loop())
        show(f"loop of {ITEMS:,} items, peak Python memory", tracemalloc.get_traced_memory()[1] / 2**20, "MiB")
        tracemalloc.stop()
        await bench.close()


def main() -> None:
    """Prints the figures."""
    asyncio.run(measure())
