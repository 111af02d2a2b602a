"""A run that is canceled at the very moment it begins to wait ends all the same."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.status import Status
from flow_builder.nodes import CATALOGUE
from tests.support.conditions import until
from tests.support.machine import WORKSPACE, Bench, flow

ASK = flow([{"key": "ask", "type": "core.approval", "config": {"message": "?"}}])


async def test_a_run_that_is_canceled_while_its_waiting_is_stored_is_canceled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(tmp_path, CATALOGUE)
    change, stored, go_on = bench.machine.runs.change, asyncio.Event(), asyncio.Event()

    async def slow(workspace: str, run: str, status: Status, changes: dict[str, Any]) -> Any:
        done = await change(workspace, run, status, changes)
        stored.set()
        await go_on.wait()
        return done

    monkeypatch.setattr(bench.machine.runs, "change", slow)
    try:
        run = await bench.start(ASK)
        async with asyncio.timeout(10):
            await stored.wait()
            canceling = asyncio.create_task(bench.machine.cancel(WORKSPACE, run.id))
            active = bench.machine._active[run.id]
            await until(lambda: active.execution is not None and active.execution.ending is not None)
            go_on.set()
            assert (await canceling).status is Status.CANCELED
        assert (await bench.end(run)).status is Status.CANCELED
    finally:
        await bench.close()
