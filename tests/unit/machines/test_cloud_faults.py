"""The table refuses every so often, before or after it has done what it was asked: nothing is lost, nothing done twice."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.run import Run
from flow_builder.errors import StorageError
from flow_builder.services import executions
from flow_builder.services.ends import Taker
from flow_builder.store.sqlite import SqliteTable
from tests.support.cloud import WORKSPACE
from tests.support.cloud_bench import CloudBench
from tests.support.machine import flow

_CALLS = ("get", "batch_get", "write", "update", "query")
EFFECT = {"type": "probe.effect"}
FLOW = flow(
    [
        {"key": "first", **EFFECT},
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 3}}},
        {"key": "do", "parent": "each", **EFFECT, "config": {"value": "{{ index }}"}},
        {"key": "beside", **EFFECT},
        {"key": "last", **EFFECT, "config": {"value": "{{ steps.each.items.length }}"}},
    ],
    ["first>each", "first>beside", "each>last", "beside>last"],
    settings={"durability": "step"},
)


class Throttled:
    """A table that refuses one call in so many, by turns before and after it has been carried out."""

    def __init__(self, table: SqliteTable, every: int) -> None:
        self._table = table
        self._every = every
        self._calls = 0
        self.refused = 0
        self.is_on = True

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._table, name)
        if name not in _CALLS:
            return found

        async def call(*args: Any, **given: Any) -> Any:
            self._calls += 1
            refuses = self.is_on and self._calls % self._every == 0
            if refuses and self._calls // self._every % 2:
                raise self._busy()
            said = await found(*args, **given)
            # What was only read may be read again; a write whose answer got lost is the harder case.
            if refuses:
                raise self._busy()
            return said

        return call

    def _busy(self) -> StorageError:
        self.refused += 1
        return StorageError("AWS is too busy for the table.", code="store.busy")


@pytest.mark.parametrize("every", [7, 11, 16, 23])
async def test_a_throttled_table_delays_a_run_and_no_more(
    tmp_path: Path, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executions, "_YOUNG_MS", -1)
    told: list[str] = []

    async def take(run: Run) -> None:
        told.append(run.status.value)

    table = Throttled(SqliteTable(tmp_path / "throttled.db"), every)
    bench = CloudBench(tmp_path, Taker("test", lambda _: True, take), table=table)
    run = await started(bench)
    async with asyncio.timeout(120):
        while not await is_over(bench, run):
            await asyncio.sleep(0.01)
    table.is_on = False
    ended = await bench.runs.get(WORKSPACE, run.id)
    records = await bench.runs.records(WORKSPACE, run.id)
    assert ended.status.value in ("succeeded", "failed")
    assert await bench.runs.untold([ended]) == []
    assert len(told) >= 1
    assert len({(record.node, record.path) for record in records}) == len(records)
    assert await bench.machine.admission.slots.taken(WORKSPACE) == []
    assert table.refused > 0
    if ended.status.value == "succeeded":
        assert ended.output == 3
        assert len(records) == 7
    else:
        # A step was lost three times, which is said so.
        assert ended.error is not None
        assert ended.error["code"] in ("host.lost", "engine.unfinished")
    await bench.close()


async def started(bench: CloudBench) -> Run:
    """Starts a run as a client does that tries again with its key."""
    run, document = bench.made(FLOW, None)
    for _ in range(20):
        try:
            return await bench.machine.start(run, document, (), "key")
        except StorageError:
            continue
    raise AssertionError("it never started")


async def is_over(bench: CloudBench, run: Run) -> bool:
    """Sweeps, and tells whether the run has ended and its end is told."""
    try:
        await bench.ends.sweep(None)  # type: ignore[arg-type]
        return not await bench.runs.untold([run])
    except StorageError:
        return False
