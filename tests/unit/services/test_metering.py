"""Steps of browser workers count as they begin: a run that can pay no more of them is ended, and the worker stopped."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.engine.host import Journal, RegionRequest, RegionResult
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Backend
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow

PAGE = flow(
    [
        {"key": "open", "type": "browser.open", "config": {"url": "http://localhost/"}},
        *({"key": f"html{number}", "type": "browser.get_html"} for number in range(3)),
    ],
    ["open>html0", "html0>html1", "html1>html2"],
)
"""5 + 3 * 2 credits."""
STEPS = {"open": "browser.open", **{f"html{number}": "browser.get_html" for number in range(3)}}


class Worker:
    """A lane whose worker takes each step of the region in its turn; it dies during the first `deaths` visits."""

    def __init__(self, deaths: int = 0) -> None:
        self.deaths = deaths
        self.begun: list[str] = []
        self.canceled = False

    async def run_region(self, request: RegionRequest, journal: Journal, backend: Backend) -> RegionResult:
        known = {record.node for record in request.recorded}
        for key, type_ in STEPS.items():
            if key in known:
                continue
            self.begun.append(key)
            journal.emit("step.started", node=key, key=key, path="")
            try:
                # As long as a page takes; a run that is ended cancels it here.
                await asyncio.wait_for(asyncio.Event().wait(), 0.05)
            except TimeoutError:
                pass
            except asyncio.CancelledError:
                self.canceled = True
                raise
            if self.deaths and key == "html0":
                self.deaths -= 1
                raise NodeError("The worker died.", code="browser.worker_lost", retryable=True)
            at = now()
            record = StepRecord(key, key, type_, (), Status.SUCCEEDED, ("out",), started_at=at, finished_at=at)
            await journal.record(record)
        return RegionResult("done")

    async def close(self) -> None:
        return


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path, credits="on", credits_opening=100) as made:
        yield made


async def balance(host: Api) -> int:
    async def settled() -> bool:
        return (await host.ok("GET", "/credits"))["reserved"] == 0

    await eventually(settled)
    found = await host.app.stores.ledger.account("local")
    assert found is not None
    assert found.balance == await host.app.stores.ledger.total("local")
    return found.balance


async def test_a_region_that_is_sure_to_cost_more_than_the_budget_does_not_start(host: Api) -> None:
    worker = host.app.machine.lane = Worker()
    await host.ok("PUT", "/credits/budget", json={"run": 11})
    assert (await host.run(PAGE))["status"] == "succeeded"
    assert await balance(host) == 89
    worker.begun.clear()
    # The least is known to be 11: such a run does not even start with less.
    await host.ok("PUT", "/credits/budget", json={"run": 8})
    assert (await host.refused("POST", "/runs", 402, json={"document": PAGE}))["code"] == "budget.exceeded"
    assert worker.begun == []


async def test_a_region_that_may_cost_more_than_the_budget_is_stopped_when_it_does(host: Api) -> None:
    worker = host.app.machine.lane = Worker()
    maybe = {"key": "if", "type": "core.condition", "config": {"when": "{{ input.go }}"}}
    document = flow(
        [maybe, *PAGE["nodes"]],
        ["if.true>open", *(f"{one}>{two}" for one, two in zip(STEPS, [*STEPS][1:], strict=False))],
    )
    await host.ok("PUT", "/credits/budget", json={"run": 9})
    run = await host.run(document, {"go": True})
    assert (run["status"], run["error"]["code"]) == ("failed", "budget.exceeded")
    assert run["credits"] == 1 + 5 + 2
    assert worker.begun == ["open", "html0", "html1"]
    assert worker.canceled
    assert await balance(host) == 92


async def test_steps_of_a_worker_that_died_are_paid_once(host: Api) -> None:
    host.app.machine.lane = Worker(deaths=2)
    await host.ok("PUT", "/credits/budget", json={"run": 11})
    run = await host.run(PAGE)
    assert (run["status"], run["credits"]) == ("succeeded", 11)
    assert await balance(host) == 89


async def test_a_worker_that_dies_for_good_costs_what_came_before(host: Api) -> None:
    host.app.machine.lane = Worker(deaths=100)
    run = await host.run(PAGE)
    assert (run["error"]["code"], run["credits"], run["refundable"]) == ("browser.worker_lost", 7, 2)
    assert await balance(host) == 95
