"""Credits where many calls of a function execute one run: what is used is watched by each of them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from flow_builder.domain.credits import Entry, Hold, month_of
from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.services.metering import RunMeter
from flow_builder.store.ledger import LedgerStore
from tests.support.cloud import WORKSPACE
from tests.support.cloud_bench import CloudBench
from tests.support.machine import flow


class Purse:
    """Reserves two credits for each run, on the ledger itself."""

    def __init__(self, ledger: LedgerStore) -> None:
        self._ledger = ledger
        self.meter = lambda spender: RunMeter(ledger, spender)

    async def reserve(self, run: Run, store: Callable[[Sequence[Any]], Awaitable[Any]]) -> Any:
        month = month_of(now())
        await self._ledger.open_month(run.workspace, None, month)
        await self._ledger.open_month(run.workspace, run.flow, month)
        run.reserved = 2
        hold = Hold(
            workspace=run.workspace, run=run.id, flow=run.flow, flow_name=run.flow_name, month=month, reserved=2
        )
        return await store(self._ledger.reserve_ops(hold, now()))


async def test_no_step_begins_that_credits_do_not_cover(tmp_path: Path) -> None:
    bench = CloudBench(tmp_path)
    ledger = LedgerStore(bench.cloud.table)
    await ledger.add(Entry(id="grant:1", workspace=WORKSPACE, kind="grant", amount=3, at=now(), note=""))
    purse = Purse(ledger)
    bench.machine.treasury = purse  # type: ignore[assignment]
    bench.cloud.services = replace(bench.cloud.services, meter=purse.meter)
    nodes = [{"key": f"n{number}", "type": "probe.effect"} for number in range(5)]
    edges = [f"n{number}>n{number + 1}" for number in range(4)]
    run = await bench.end(await bench.start(flow(nodes, edges)))
    assert bench.probes.order == ["n0", "n1", "n2"]
    assert (run.status.value, run.credits) == ("failed", 3)
    assert run.error is not None
    assert run.error["code"] == "credits.insufficient"
    hold = await ledger.hold(WORKSPACE, run.id)
    assert hold is not None
    assert hold.reserved == 3
    await bench.close()
