"""The adapter of Step Functions on the stand-in: versions, aliases, executions; and what AWS refuses."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from flow_builder.errors import NotFound
from flow_builder.machines.cloud.deployed import Deployed
from flow_builder.machines.step_functions import StepFunctions, connect, execution_arn, machine_of
from flow_builder.store.sqlite import SqliteTable
from tests.support.conditions import eventually
from tests.support.standin.roles import make_role
from tests.support.standin_server import REGION, StandIn

pytestmark = pytest.mark.standin


@pytest.fixture
def client(standin: StandIn) -> Iterator[Any]:
    made = connect(REGION, standin.url)
    yield made
    made.close()


@pytest.fixture
def machines(standin: StandIn, client: Any) -> StepFunctions:
    stack = f"stack-{uuid4().hex[:8]}"
    return StepFunctions(client, f"{stack}-flow", make_role(standin, "MachineRole", {"AWS::StackName": stack}))


def passing(value: str) -> str:
    return json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": value, "End": True}}})


WAITING = json.dumps({"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 300, "End": True}}})


def ended(machines: StepFunctions, arn: str, run: str) -> Any:
    async def look() -> dict[str, Any] | None:
        found = await machines.status(arn, run)
        return found if found is not None and found["status"] != "RUNNING" else None

    return eventually(look)


async def test_a_run_executes_the_version_it_was_started_with(machines: StepFunctions, client: Any) -> None:
    first = await machines.deploy("f", passing("one"), "1")
    second = await machines.deploy("f", passing("two"), "2")
    assert machine_of(first) == machine_of(second)
    assert first != second
    for version, value in ((first, "one"), (second, "two")):
        run = f"r_{value}"
        for _ in range(2):
            await machines.start(version, run, {})
        assert (await ended(machines, version, run))["status"] == "SUCCEEDED"
        output = await asyncio.to_thread(client.describe_execution, executionArn=execution_arn(version, run))
        assert json.loads(output["output"]) == value
    with pytest.raises(NotFound, match="no machine"):
        await machines.start(f"{machine_of(first)}:99", "r_3", {})


async def test_an_alias_names_one_or_two_versions(machines: StepFunctions, client: Any) -> None:
    first, second = [await machines.deploy("f", passing(each), each) for each in ("one", "two")]
    alias = await machines.route("live", [(first, 100)])
    assert alias == await machines.route("live", [(first, 90), (second, 10)])
    found = await asyncio.to_thread(client.describe_state_machine_alias, stateMachineAliasArn=alias)
    weights = {each["stateMachineVersionArn"]: each["weight"] for each in found["routingConfiguration"]}
    assert weights == {first: 90, second: 10}


async def test_a_stopped_execution_is_aborted_and_one_that_never_began_is_fine(machines: StepFunctions) -> None:
    version = await machines.deploy("f", WAITING, "1")
    assert await machines.status(version, "r_1") is None
    await machines.stop(version, "r_1", "nobody needs it")
    await machines.start(version, "r_1", {})
    await machines.stop(version, "r_1", "nobody needs it")
    found = await ended(machines, version, "r_1")
    assert (found["status"], found["cause"]) == ("ABORTED", "nobody needs it")
    await machines.stop(version, "r_1", "again")


async def test_an_execution_out_of_time_says_so(machines: StepFunctions) -> None:
    version = await machines.deploy("f", json.dumps({**json.loads(WAITING), "TimeoutSeconds": 1}), "1")
    await machines.start(version, "r_1", {})
    assert (await ended(machines, version, "r_1"))["status"] == "TIMED_OUT"


async def test_the_oldest_versions_go_when_there_is_no_room(
    machines: StepFunctions, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flow_builder.machines import step_functions

    monkeypatch.setattr(step_functions, "_SPARED", 2)
    versions = [await machines.deploy("f", passing(str(number)), str(number)) for number in range(5)]
    await machines.route("live", [(versions[0], 100)])
    await machines._make_room(machine_of(versions[0]))
    left = await asyncio.to_thread(client.list_state_machine_versions, stateMachineArn=machine_of(versions[0]))
    found = {each["stateMachineVersionArn"] for each in left["stateMachineVersions"]}
    assert found == {versions[0], *versions[-2:]}


async def test_a_flow_has_one_machine_that_goes_with_it(machines: StepFunctions, client: Any, tmp_path: Any) -> None:
    table = SqliteTable(tmp_path / "state.db")
    texts = {1: passing("one"), 2: passing("two")}
    deployed = Deployed(table, machines, lambda plan: texts[plan])  # type: ignore[index]
    first = [await deployed.publish("w", "f", 1, 1) for _ in range(2)]  # type: ignore[arg-type]
    assert first[0] == first[1]
    again = Deployed(table, machines, lambda plan: texts[plan])  # type: ignore[index]
    assert await again.arn("w", "f", 1) == first[0]  # type: ignore[arg-type]
    second = await again.publish("w", "f", 2, 2)  # type: ignore[arg-type]
    await again.share("w", "f", [(1, 80), (2, 20)])
    alias = f"{machine_of(second)}:live"
    found = await asyncio.to_thread(client.describe_state_machine_alias, stateMachineAliasArn=alias)
    assert {each["weight"] for each in found["routingConfiguration"]} == {80, 20}
    await again.forget("w", "f")
    await again.forget("w", "f")
    left = await asyncio.to_thread(client.list_state_machines)
    assert machine_of(second) not in {each["stateMachineArn"] for each in left["stateMachines"]}
    assert (await table.query("MACHINE#w#f")).items == []
    await table.close()
