"""Ends of runs: told to those concerned, retried alone, counted together, handed over when the host closes."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.event import Event
from flow_builder.domain.run import Run
from flow_builder.errors import StoreFull
from flow_builder.services import ends as module
from flow_builder.services.bus import Bus
from flow_builder.services.ends import Ends, Taker
from flow_builder.store.statistics import StatisticsStore
from flow_builder.store.table import Write
from tests.support.conditions import eventually, until
from tests.support.machine import Bench, flow

OK = flow([{"key": "v", "type": "probe.value", "config": {"value": 1}}])
BAD = flow([{"key": "v", "type": "probe.fail"}])


@pytest.fixture
async def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    monkeypatch.setattr(module, "_FIRST_PAUSE_S", 0.01)
    made = Bench(tmp_path)
    yield made
    await made.close()


class Listening:
    """A taker that fails as often as it is told to."""

    def __init__(self, *, fails: int = 0, only: str | None = None) -> None:
        self.fails = fails
        self.only = only
        self.calls: list[str] = []

    def concerns(self, run: Run) -> bool:
        return self.only is None or run.flow == self.only

    async def take(self, run: Run) -> None:
        self.calls.append(run.id)
        if self.fails:
            self.fails -= 1
            raise StoreFull("no room") if self.fails % 2 else RuntimeError("broken")

    def taker(self) -> Taker:
        return Taker("tester", self.concerns, self.take)


def put(bench: Bench, *takers: Listening, bus: Bus | None = None) -> Ends:
    bench.ends = Ends(bench.machine.runs, bus or Bus(), [each.taker() for each in takers])
    bench.machine.on_end = bench.ends.take
    return bench.ends


async def untold(bench: Bench) -> list[str]:
    return [run async for _, run, _ in bench.machine.runs.active()]


async def none_untold(bench: Bench) -> bool:
    return not await untold(bench)


async def counted(bench: Bench) -> int:
    found = await StatisticsStore(bench.table).find("local", "day", 0, 9_999_999_999_000)
    return sum(int(each.counts["runs"]) for each in found)


async def test_those_concerned_are_told_and_the_run_is_counted(bench: Bench) -> None:
    every, some = Listening(), Listening(only="other")
    put(bench, every, some)
    runs = [await bench.run(OK), await bench.run(BAD), await bench.run(OK, flow="other")]
    await eventually(lambda: none_untold(bench))
    assert sorted(every.calls) == sorted(run.id for run in runs)
    assert some.calls == [runs[2].id]
    assert await counted(bench) == 3


async def test_a_taker_that_fails_is_called_again_alone_and_holds_no_other_run_up(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    failing, fine = Listening(fails=4, only="bad"), Listening()
    put(bench, failing, fine)
    with caplog.at_level(logging.WARNING, "flow_builder"):
        slow = await bench.run(OK, flow="bad")
        quick = await bench.run(OK)
        await eventually(lambda: none_untold(bench))
    assert failing.calls == [slow.id] * 5
    assert sorted(fine.calls) == sorted([slow.id, quick.id])
    assert await counted(bench) == 2
    assert [record.exc_info is not None for record in caplog.records if "tester failed" in record.message] == [
        False,
        True,
        False,
        True,
    ]


async def test_a_taker_that_hangs_holds_no_other_run_up_and_its_run_stays_untold(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CLOSING_S", 0.05)

    async def hang(_: Run) -> None:
        await asyncio.Event().wait()

    ends = Ends(bench.machine.runs, Bus(), [Taker("hanging", lambda run: run.flow == "bad", hang)])
    bench.machine.on_end = ends.take
    stuck = await bench.run(OK, flow="bad")
    await bench.run(OK)

    async def only_stuck() -> bool:
        return await untold(bench) == [stuck.id]

    await eventually(only_stuck)
    async with asyncio.timeout(5):
        await ends.close()
    assert await untold(bench) == [stuck.id]
    assert await counted(bench) == 1


async def test_what_was_not_told_is_told_after_a_restart(bench: Bench) -> None:
    failing = Listening(fails=1_000_000)
    ends = put(bench, failing)
    runs = [await bench.run(OK), await bench.run(BAD)]
    await until(lambda: len(set(failing.calls)) == 2)
    await ends.close()
    assert sorted(await untold(bench)) == sorted(run.id for run in runs)
    assert await counted(bench) == 0

    later = Listening()
    put(bench, later)
    assert await bench.machine.recover() == 0
    await eventually(lambda: none_untold(bench))
    assert sorted(later.calls) == sorted(run.id for run in runs)
    assert await counted(bench) == 2


async def test_an_end_after_closing_is_left_to_the_next_start(bench: Bench) -> None:
    listening = Listening()
    await put(bench, listening).close()
    run = await bench.run(OK)
    assert await untold(bench) == [run.id]
    assert listening.calls == []


async def test_closing_counts_what_is_told(bench: Bench) -> None:
    ends = put(bench, Listening())
    for _ in range(5):
        await bench.run(OK)
    await ends.close()
    assert await untold(bench) == []
    assert await counted(bench) == 5


async def test_a_store_that_has_no_room_for_counts_is_asked_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(bench)
    write, failures = bench.table.write, 3

    async def sometimes(*ops: Write) -> None:
        nonlocal failures
        if failures and any(getattr(op, "pk", "") == "ACTIVE" for op in ops):
            failures -= 1
            raise StoreFull("no room")
        await write(*ops)

    monkeypatch.setattr(bench.table, "write", sometimes)
    for _ in range(3):
        await bench.run(OK)
    await eventually(lambda: none_untold(bench))
    assert failures == 0
    assert await counted(bench) == 3


async def test_many_ends_are_counted_in_few_writes(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    put(bench)
    write, writes = bench.table.write, list[int]()

    async def noted(*ops: Write) -> None:
        if any(getattr(op, "pk", "") == "ACTIVE" and getattr(op, "condition", None) for op in ops):
            writes.append(len(ops))
        await write(*ops)

    monkeypatch.setattr(bench.table, "write", noted)
    runs = [await bench.start(OK, flow=f"f{number % 4}") for number in range(200)]
    await asyncio.gather(*(bench.end(run) for run in runs))
    await eventually(lambda: none_untold(bench))
    assert await counted(bench) == 200
    assert max(writes) <= 100
    assert len(writes) < 40


async def test_the_bus_is_told_of_each_end_once(bench: Bench) -> None:
    bus, heard = Bus(), list[Event]()

    async def hear(event: Event) -> None:
        heard.append(event)

    bus.subscribe(hear, "RunCompleted", "RunFailed")
    put(bench, bus=bus)
    good, bad = await bench.run(OK), await bench.run(BAD)
    for run in (good, bad):
        bench.ends.take(run)  # as a recovery would
    await eventually(lambda: none_untold(bench))
    await bench.ends.close()
    await bus.close()
    said: dict[str, dict[str, Any]] = {event.subject: {"type": event.type, **event.data} for event in heard}
    assert len(heard) == 2
    assert (said[good.id]["type"], said[good.id]["status"], said[good.id]["error"]) == (
        "RunCompleted",
        "succeeded",
        None,
    )
    assert (said[bad.id]["type"], said[bad.id]["status"]) == ("RunFailed", "failed")
    assert said[bad.id]["error"]["code"] == "probe.failed"
    assert "output" not in said[good.id]
