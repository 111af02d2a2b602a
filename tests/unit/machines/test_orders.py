"""Orders for browser workers: whose they are, when they are over, and what becomes of those that cannot be carried out."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flow_builder.cloud_worker import ordered
from flow_builder.engine.host import Journal, RegionRequest, RegionResult
from flow_builder.errors import Conflict, Interrupted, StorageError
from flow_builder.machines.cloud import orders
from flow_builder.machines.cloud.orders import Outcome, carry_out
from flow_builder.machines.cloud.pool import HELD_SECONDS, Delivery, Pool
from flow_builder.nodes.base import Backend
from tests.properties.test_regions import PageCatalogue
from tests.support.cloud import WORKSPACE, Cloud
from tests.support.conditions import until
from tests.support.machine import flow

PAGE = flow([{"key": "a", "type": "core.merge", "config": {"value": 1}}])


class Lane:
    """A lane that does what it is told, region by region: ends well, raises, or waits."""

    def __init__(self, *plan: Exception | str) -> None:
        self.plan = list(plan)
        self.canceled = 0

    async def run_region(self, request: RegionRequest, journal: Journal, backend: Backend) -> RegionResult:
        what = self.plan.pop(0)
        if isinstance(what, Exception):
            raise what
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            self.canceled += 1
            raise
        raise AssertionError

    async def close(self) -> None:
        pass


class Answers:
    """Takes answers; `beats` is what each sign of life is told, the last one for ever."""

    def __init__(self, *beats: bool | Exception) -> None:
        self.beats = list(beats) or [True]
        self.said: list[Any] = []

    async def beat(self, token: str) -> bool:
        told = self.beats.pop(0) if len(self.beats) > 1 else self.beats[0]
        if isinstance(told, Exception):
            raise told
        return told

    async def succeed(self, token: str, said: dict[str, Any]) -> bool:
        self.said.append((token, said["go"]))
        return True

    async def fail(self, token: str, error: str, cause: str) -> bool:
        self.said.append((token, error))
        return True


@pytest.fixture
async def cloud(tmp_path: Path) -> AsyncIterator[Cloud]:
    made = Cloud(tmp_path, PageCatalogue())
    yield made
    await made.close()


async def order(cloud: Cloud) -> dict[str, Any]:
    run = await cloud.create(PAGE)
    return {"do": "region", "at": "a", "workspace": WORKSPACE, "run": run.id, "path": "", "token": "t"}


async def test_an_order_that_is_over_is_not_begun(cloud: Cloud) -> None:
    answers, lane = Answers(False), Lane()
    assert await carry_out(replace(cloud.services, lane=lane), await order(cloud), answers) is Outcome.OVER
    assert answers.said == []


async def test_work_that_nobody_waits_for_any_more_ends(cloud: Cloud) -> None:
    answers, lane = Answers(True, True, False), Lane("wait")
    services = replace(cloud.services, lane=lane)
    assert await carry_out(services, await order(cloud), answers, 0.01) is Outcome.OVER
    assert lane.canceled == 1
    assert answers.said == []


async def test_a_sign_of_life_that_cannot_be_given_ends_nothing(cloud: Cloud) -> None:
    away = StorageError("nobody answers")
    answers, lane = Answers(away, away, False), Lane("wait")
    assert await carry_out(replace(cloud.services, lane=lane), await order(cloud), answers, 0.01) is Outcome.OVER
    assert lane.canceled == 1


async def test_what_cannot_be_done_is_a_failure_of_the_task(cloud: Cloud) -> None:
    answers = Answers()
    lane = Lane(StorageError("the table is away", code="store.unreachable"))
    assert await carry_out(replace(cloud.services, lane=lane), await order(cloud), answers) is Outcome.ANSWERED
    assert answers.said == [("t", "store.unreachable")]


async def test_an_order_that_another_worker_has_too_is_tried_again(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "_SPREAD_S", 0.0)
    answers = Answers()
    lane = Lane(Conflict("recorded already"), Conflict("recorded already"), Interrupted("told to end"))
    assert await carry_out(replace(cloud.services, lane=lane), await order(cloud), answers) is Outcome.INTERRUPTED
    assert answers.said == []


async def test_an_order_is_read_from_the_environment_of_a_task() -> None:
    told = {
        "FLOW_TASK_DO": "region",
        "FLOW_TASK_AT": "n1",
        "FLOW_TASK_RUN": "r",
        "FLOW_TASK_PATH": "",
        "FLOW_TABLE": "t",
    }
    assert ordered(told) is None
    assert ordered({**told, "FLOW_TASK_TOKEN": "t"}) == {
        "do": "region",
        "at": "n1",
        "run": "r",
        "path": "",
        "token": "t",
    }


class Orders:
    """A queue with some orders in it."""

    def __init__(self, *bodies: str) -> None:
        self.left = [Delivery(body, f"receipt {number}") for number, body in enumerate(bodies)]
        self.done: list[tuple[str, int | None]] = []

    async def take(self) -> Delivery | None:
        await asyncio.sleep(0)
        return self.left.pop(0) if self.left else None

    async def hold(self, delivery: Delivery, seconds: int) -> bool:
        if seconds != HELD_SECONDS:
            self.done.append((delivery.receipt, seconds))
        return True

    async def remove(self, delivery: Delivery) -> None:
        self.done.append((delivery.receipt, None))


async def test_a_pool_gives_back_what_it_was_interrupted_in_and_removes_the_rest(cloud: Cloud) -> None:
    bodies = [json.dumps(await order(cloud)) for _ in range(3)]
    orders = Orders(*bodies)
    lane = Lane(StorageError("away"), Interrupted("told to end"), StorageError("away"))
    pool = Pool(replace(cloud.services, lane=lane), orders, Answers(), 1)
    running = asyncio.create_task(pool.run())
    await until(lambda: len(orders.done) == 3)
    pool.stop()
    await running
    assert orders.done == [("receipt 0", None), ("receipt 1", 0), ("receipt 2", None)]


async def test_an_order_that_cannot_be_read_is_left_to_the_queue(cloud: Cloud) -> None:
    orders = Orders("no order")
    pool = Pool(cloud.services, orders, Answers(), 1)
    running = asyncio.create_task(pool.run())
    await until(lambda: not orders.left)
    pool.stop()
    await asyncio.wait([running])
    assert running.exception() is None
    assert orders.done == []
