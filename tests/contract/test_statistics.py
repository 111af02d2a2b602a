"""Counting runs on every table: each once, however many tell its end at once."""

import asyncio
import random
from collections import Counter
from typing import Any

import pytest

from flow_builder.domain.ids import new_id
from flow_builder.domain.run import Run
from flow_builder.domain.statistics import DAY_MS, HOUR_MS, added, counted
from flow_builder.domain.status import Status
from flow_builder.services.bus import Bus
from flow_builder.services.ends import Ends
from flow_builder.store.runs import RunStore
from flow_builder.store.statistics import Bucket, StatisticsStore, chunks, count_ops
from flow_builder.store.table import Table

NOON = 1_800_014_400_000 // DAY_MS * DAY_MS + DAY_MS // 2


async def end(store: RunStore, number: int = 0, at: int = NOON, **more: Any) -> Run:
    """Stores a run that ended at a time, its end untold."""
    facts: dict[str, Any] = {"workspace": "w", "flow": f"f{number % 3}", "flow_name": f"F{number % 3}", **more}
    run = Run(id=new_id("r"), created_at=at, started_at=at - number, status=Status.RUNNING, **facts)
    await store.create(run)
    ended = run.model_copy(update={"status": Status.SUCCEEDED, "finished_at": at, "steps_done": number})
    await store.table.write(*store.end_ops(run, ended))
    return ended


async def active(store: RunStore) -> list[str]:
    return [run async for _, run, _ in store.active()]


def total(buckets: list[Bucket]) -> Counter[str]:
    return added(bucket.counts for bucket in buckets)


async def test_of_several_hosts_that_tell_the_same_ends_each_run_is_counted_by_one(table: Table) -> None:
    store = RunStore(table)
    runs = [await end(store, number) for number in range(60)]
    hosts = [Ends(store, Bus()) for _ in range(4)]
    for host in hosts:
        for run in random.Random(id(host)).sample(runs, len(runs)):
            host.take(run)
    await asyncio.gather(*(host.close() for host in hosts))
    assert await active(store) == []
    statistics = StatisticsStore(table)
    expected = added(map(counted, runs))
    for step in ("hour", "day"):
        assert total(await statistics.find("w", step, NOON, NOON)) == expected
        by_flow, cut = await statistics.by_flow("w", step, NOON, NOON, 100)
        assert (total(by_flow), cut) == (expected, False)
        for flow in ("f0", "f1", "f2"):
            its = added(counted(run) for run in runs if run.flow == flow)
            assert total(await statistics.find("w", step, NOON, NOON, flow=flow)) == its
            assert total([each for each in by_flow if each.flow == flow]) == its


async def test_told_again_after_it_was_counted_an_end_changes_nothing(table: Table) -> None:
    store = RunStore(table)
    runs = [await end(store, number) for number in range(3)]
    for again in (runs, runs[:2], runs):
        host = Ends(store, Bus())
        for run in again:
            host.take(run)
            host.take(run)
        await host.close()
    assert total(await StatisticsStore(table).find("w", "day", NOON, NOON))["runs"] == 3


async def test_counts_lie_in_the_hour_and_day_of_the_end_and_in_their_workspace(table: Table) -> None:
    store, statistics = RunStore(table), StatisticsStore(table)
    times = [NOON - 1, NOON, NOON + HOUR_MS - 1, NOON + HOUR_MS, NOON + DAY_MS]
    host = Ends(store, Bus())
    for at in times:
        host.take(await end(store, at=at))
    host.take(await end(store, workspace="other"))
    await host.close()
    by_hour = {each.at: each.counts["runs"] for each in await statistics.find("w", "hour", NOON - HOUR_MS, NOON)}
    assert by_hour == {NOON - HOUR_MS: 1, NOON: 2}
    by_day = {each.at: each.counts["runs"] for each in await statistics.find("w", "day", NOON, NOON + DAY_MS)}
    assert by_day == {NOON - DAY_MS // 2: 4, NOON + DAY_MS // 2: 1}
    assert [each.counts["runs"] for each in await statistics.find("other", "day", NOON, NOON)] == [1]
    assert await statistics.find("none", "day", NOON, NOON) == []


async def test_the_newest_counts_of_flows_come_first_and_are_cut_off(table: Table) -> None:
    store, statistics = RunStore(table), StatisticsStore(table)
    runs = [await end(store, number, NOON + number * DAY_MS) for number in range(3)]
    await table.write(*count_ops(runs))
    found, cut = await statistics.by_flow("w", "day", NOON, NOON + 2 * DAY_MS, 100)
    assert ([each.flow for each in found], cut) == (["f2", "f1", "f0"], False)
    assert [each.name for each in found] == ["F2", "F1", "F0"]


async def test_counts_expire(table: Table, clock: Any) -> None:
    run = await end(RunStore(table), at=int(clock.now) * 1_000)
    assert run.finished_at is not None
    await table.write(*count_ops([run]))
    statistics = StatisticsStore(table)
    clock.now += 47 * 86_400
    assert await statistics.find("w", "hour", run.finished_at, run.finished_at) == []
    assert len(await statistics.find("w", "day", run.finished_at, run.finished_at)) == 1
    clock.now += 2 * 366 * 86_400
    assert await statistics.find("w", "day", run.finished_at, run.finished_at) == []


@pytest.mark.parametrize("flows", [1, 7, 200])
def test_chunks_fit_into_a_transaction_and_hold_every_run_once(flows: int) -> None:
    runs = [
        Run(id=str(number), workspace="w", flow=f"f{number % flows}", flow_name="F", finished_at=NOON + number * 60_000)
        for number in range(500)
    ]
    found = list(chunks(runs, 100))
    assert [run for chunk in found for run in chunk] == runs
    assert all(len(chunk) + len(count_ops(chunk)) <= 100 for chunk in found)
    assert len(found) <= len(runs) * 5 // 100 + 1
