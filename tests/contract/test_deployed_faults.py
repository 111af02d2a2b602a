"""What goes wrong with a deployed stack: nothing is lost, nothing is recorded done twice, every run ends."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from flow_builder.domain.run import Run
from flow_builder.domain.status import is_final
from flow_builder.store.dynamo import DynamoTable
from flow_builder.store.ledger import LedgerStore
from flow_builder.store.runs import RunStore
from flow_builder.store.slots import SlotStore
from tests.contract.test_deployed_stack import User, eventually
from tests.support.effects import Effects, serving
from tests.support.machine import flow
from tests.support.standin.deployment import Deployment
from tests.support.standin_server import REGION, StandIn

pytestmark = pytest.mark.standin

FUNCTION_SECONDS = 10


def hurried(template: dict[str, Any]) -> None:
    """Gives the function of machines seconds instead of its fifteen minutes."""
    template["Resources"]["RunStepFunction"]["Properties"]["Timeout"] = FUNCTION_SECONDS


@pytest.fixture(scope="module")
def stack(standin: StandIn) -> Deployment:
    environment = {
        "FLOW_RATE_LIMITS": "off",
        "FLOW_CREDITS": "on",
        "FLOW_CREDITS_OPENING": "100000",
        "FLOW_ALLOW_PRIVATE_NETWORK": "true",
    }
    return Deployment(standin, "faults", environment=environment, edit=hurried)


@pytest.fixture(scope="module")
def user(stack: Deployment) -> Iterator[User]:
    made = User(stack)
    yield made
    made.http.close()


@pytest.fixture
def effects() -> Iterator[Effects]:
    with serving() as made:
        yield made


# ---- what is seen from inside


class Inside:
    """The stack's table, looked at after a run."""

    def __init__(self, stack: Deployment, user: User) -> None:
        self._stack = stack
        self._user = user

    def check(self, *ended: dict[str, Any]) -> None:
        """Sees to it that runs have ended once and completely, and that they left nothing behind."""
        asyncio.run(self._check([each["id"] for each in ended]))

    async def _check(self, ended: list[str]) -> None:
        table = DynamoTable(self._stack.resource("Table"), REGION, self._stack.standin.url)
        try:
            runs = RunStore(table)
            for each in ended:
                run = await runs.get(self._user.workspace, each)
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


@pytest.fixture
def inside(stack: Deployment, user: User) -> Inside:
    return Inside(stack, user)


def at_once(*work: Any) -> list[Any]:
    """Does several things at the same time; returns what they gave, or raised."""
    with ThreadPoolExecutor(len(work)) as pool:
        futures = [pool.submit(each) for each in work]
        return [each.exception() or each.result() for each in futures]


def call(effects: Effects, key: str, kind: str = "do", **more: Any) -> dict[str, Any]:
    """Returns a step that asks the server for something, by its key."""
    return {
        "key": key,
        "type": "http.request",
        "config": {"method": "POST", "url": f"{effects.address}/{kind}/{key}", **more},
    }


# ---- hosts that are lost


def test_a_function_killed_in_the_middle_of_a_region_goes_on_from_what_is_recorded(
    user: User, stack: Deployment, effects: Effects, inside: Inside
) -> None:
    nodes = [call(effects, "before"), call(effects, "hold", "hold"), call(effects, "after")]
    document = flow(nodes, ["before>hold", "hold>after"], settings={"durability": "fast"})
    run = user.ok("POST", "/api/v1/runs", {"flow": user.publish(document)})
    effects.caught("hold")
    assert stack.standin.kill_functions(f"{stack.name}-run-step") >= 1
    effects.release("hold")
    ended = user.end(run["id"])
    assert (ended["status"], ended["steps_done"]) == ("succeeded", 3), ended
    # The one that was under way is asked for again, by the same name.
    assert [effects.count(each) for each in ("before", "hold", "after")] == [1, 2, 1]
    assert len(effects.keys("hold")) == 1
    inside.check(ended)
