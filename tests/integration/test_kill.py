"""kill -9 at random moments: nothing recorded is lost or executed again, and every run ends."""

import asyncio
import os
import random
import signal
import time
from pathlib import Path

import pytest

from flow_builder.store.runs import RunStore
from flow_builder.store.sqlite import SqliteTable
from tests.support import crash_host
from tests.support.crash_host import DONE, EXECUTIONS, RUNS, expected
from tests.support.machine import WORKSPACE
from tests.support.warm import Forked


def executions(folder: Path) -> list[tuple[int, str]]:
    """Returns (pid, step identity) of every execution so far."""
    path = folder / EXECUTIONS
    lines = path.read_text().splitlines() if path.exists() else []
    return [(int(pid), step) for pid, step in (line.split(" ") for line in lines)]


async def recorded(folder: Path) -> dict[str, object]:
    """Returns step identity -> output of everything recorded as the dead process left it."""
    table = SqliteTable(folder / "state.db")
    found = {}
    runs, _ = await RunStore(table).find(WORKSPACE, limit=200)
    for run in runs:
        for record in await RunStore(table).records(WORKSPACE, run.id):
            found["/".join([run.id, record.node, *map(str, record.path)])] = record.output
    await table.close()
    return found


@pytest.mark.parametrize("most", [8, pytest.param(25, marks=pytest.mark.nightly)])
def test_nothing_is_lost_or_repeated_when_the_host_is_killed(tmp_path: Path, most: int) -> None:
    chance = random.Random(20261121)
    known: dict[str, object] = {}
    violations: list[str] = []
    kills = 0
    while not (tmp_path / DONE).exists():
        host = Forked(crash_host.execute, tmp_path)
        before = len(executions(tmp_path))
        progress = before + chance.randint(0, 12)
        deadline = time.monotonic() + 60
        while host.poll() is None and (len(executions(tmp_path)) < progress or kills >= most):
            assert time.monotonic() < deadline, "the host makes no progress"
            time.sleep(0.001)
        if host.poll() is None:
            os.killpg(host.pid, signal.SIGKILL)
            kills += 1
        elif host.returncode:
            raise AssertionError(f"the host ended with {host.returncode}")
        host.wait(30)
        violations += [step for _, step in executions(tmp_path)[before:] if step in known]
        now = asyncio.run(recorded(tmp_path))
        assert {step: now.get(step) for step in known} == known, "a recorded step was lost or changed"
        known = now
    assert violations == []
    assert kills >= 5

    async def check() -> None:
        table = SqliteTable(tmp_path / "state.db")
        runs, _ = await RunStore(table).find(WORKSPACE, limit=200)
        assert len(runs) == RUNS
        for run in runs:
            assert run.status == "succeeded", run.error
            assert run.output == expected(run.input["n"])
        assert [each async for each in RunStore(table).active()] == []
        await table.close()

    asyncio.run(check())
