"""What a deployed stack keeps of runs, looked at from inside once they have ended."""

import asyncio
from collections import Counter
from typing import Any

from flow_builder.domain.run import Run
from flow_builder.domain.status import is_final
from flow_builder.store.dynamo import DynamoTable
from flow_builder.store.ledger import LedgerStore
from flow_builder.store.runs import RunStore
from flow_builder.store.slots import SlotStore
from tests.support.standin.deployment import Deployment
from tests.support.standin_server import REGION


class Inside:
    """The stack's table, looked at after a run."""

    def __init__(self, stack: Deployment, workspace: str) -> None:
        self._stack = stack
        self._workspace = workspace

    def check(self, *ended: dict[str, Any]) -> None:
        """Sees to it that runs have ended once and completely, and that they left nothing behind."""
        asyncio.run(self._check([each["id"] for each in ended]))

    async def _check(self, ended: list[str]) -> None:
        table = DynamoTable(self._stack.resource("Table"), REGION, self._stack.standin.url)
        try:
            runs = RunStore(table)
            for each in ended:
                run = await runs.get(self._workspace, each)
                await _ended_once(runs, run)
                await _left_nothing(table, runs, run)
        finally:
            await table.close()


async def _ended_once(runs: RunStore, run: Run) -> None:
    events = [each async for each in _events(runs, run)]
    kinds = Counter(each["type"] for each in events)
    assert is_final(run.status), run
    assert kinds["run.started"] <= 1
    assert sum(kinds[f"run.{status}"] for status in ("succeeded", "failed", "canceled", "timed_out")) == 1, kinds
    told = Counter((each["key"], each["path"]) for each in events if each["type"] in ("step.succeeded", "step.failed"))
    assert set(told.values()) <= {1}, told
    numbers = [each["seq"] for each in events]
    assert numbers == sorted(set(numbers))
    records = await runs.records(run.workspace, run.id)
    assert run.steps_done == len([each for each in records if each.status.value in ("succeeded", "failed")])


async def _events(runs: RunStore, run: Run) -> Any:
    after = 0
    while page := await runs.events(run.workspace, run.id, after):
        for each in page:
            yield each
        after = page[-1]["seq"]


async def _left_nothing(table: DynamoTable, runs: RunStore, run: Run) -> None:
    """Waits until the end of a run is told, and looks for what it held."""
    async with asyncio.timeout(90):
        while await runs.untold([run]):
            await asyncio.sleep(0.1)
    assert run.id not in {each.run for each in await SlotStore(table).taken(run.workspace)}
    assert await LedgerStore(table).hold(run.workspace, run.id) is None
    for pause in await runs.pauses_of(run.workspace, run.id):
        found = await runs.pause_by_token(pause)
        assert found is None or found["status"] != "open"
