"""Each statement of a role is needed: without it a deployed stack fails, and the stand-in says who lacks what."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.contract.test_deployed_stack import SUM, User, eventually
from tests.support.machine import flow
from tests.support.standin.deployment import Deployment
from tests.support.standin_server import StandIn

pytestmark = [pytest.mark.standin, pytest.mark.nightly]

BIG = flow([{"key": "out", "type": "core.merge", "config": {"value": "{{ 'x'.repeat(300000) }}"}}])
SPREAD = flow(
    [
        {
            "key": "each",
            "type": "core.loop",
            "config": {"over": {"kind": "each", "items": "{{ input }}"}, "concurrency": 50},
        },
        {"key": "say", "parent": "each", "type": "core.log", "config": {"message": "{{ item }}"}},
    ],
    settings={"durability": "step"},
)
WAITING = flow([{"key": "ask", "type": "core.approval", "config": {"message": "May we?"}}])


@pytest.fixture(autouse=True)
def nobody_is_refused() -> None:
    """Here somebody is."""


@pytest.fixture(scope="module")
def stack(standin: StandIn) -> Deployment:
    return Deployment(standin, "lacking", environment={"FLOW_RATE_LIMITS": "off"})


class Tour:
    """What people do with a stack, one thing each; what comes of it is not looked at."""

    def __init__(self, stack: Deployment) -> None:
        self.stack = stack
        self.user = User(stack)
        self.flows = {name: self.user.publish(each) for name, each in (("sum", SUM), ("big", BIG), ("spread", SPREAD))}

    def look(self) -> None:
        self.user.http.get("/api/v1/flows")

    def seal(self) -> None:
        body = {"name": f"c{time.time_ns()}", "type": "bearer", "fields": {"token": "t"}}
        self.user.http.post("/api/v1/credentials", json=body)

    def publish(self) -> None:
        made = self.user.ok("POST", "/api/v1/flows", SUM)
        self.user.http.post(f"/api/v1/flows/{made['id']}/publish", json={})

    def run(self, name: str = "sum", input_: Any = None) -> None:
        self.user.http.post("/api/v1/runs", json={"flow": self.flows[name], "input": input_ or {"n": 1}})

    def run_big(self) -> None:
        self.run("big")

    def run_spread(self) -> None:
        self.run("spread", [1, 2, 3])

    def cancel(self) -> None:
        run = self.user.ok("POST", "/api/v1/runs", {"document": WAITING}, params={"wait": 0})["id"]
        self.user.http.post(f"/api/v1/runs/{run}/cancel", json={})

    def schedule(self) -> None:
        timing = {"kind": "every", "n": 1, "unit": "hours"}
        spec = {"timezone": "UTC", "timing": timing, "input": {"n": 1}}
        self.user.http.post("/api/v1/schedules", json={"flow": self.flows["sum"], "name": "Hourly", "spec": spec})

    def be_due(self) -> None:
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 3))
        spec = {"timezone": "UTC", "timing": {"kind": "once", "at": at}, "input": {"n": 1}}
        self.user.http.post("/api/v1/schedules", json={"flow": self.flows["sum"], "name": "Soon", "spec": spec})

    def send(self) -> None:
        asked = {"workspace": self.user.workspace, "flow": self.flows["sum"], "input": {"n": 2}}
        self.stack.client("sqs").send_message(QueueUrl=self.stack.resource("Starts"), MessageBody=json.dumps(asked))


@pytest.fixture(scope="module")
def tour(stack: Deployment) -> Iterator[Tour]:
    made = Tour(stack)
    yield made
    made.user.http.close()


@pytest.mark.parametrize(
    ("holder", "sid", "does"),
    [
        ("StorePolicy", "State", Tour.look),
        ("StorePolicy", "Credentials", Tour.seal),
        ("LivePolicy", "Events", Tour.publish),
        ("FilesPolicy", "Files", Tour.run_big),
        ("MachinePolicy", "Machines", Tour.publish),
        ("MachinePolicy", "RoleOfMachines", Tour.publish),
        ("MachinePolicy", "Executions", Tour.cancel),
        ("SchedulePolicy", "Schedules", Tour.schedule),
        ("SchedulePolicy", "RoleOfSchedules", Tour.schedule),
        ("SchedulerRole", "Starts", Tour.be_due),
        ("PipeRole", "Messages", Tour.send),
        ("PipeRole", "Starts", Tour.send),
        ("MachineRole", "Parts", Tour.run),
        ("MachineRole", "CalledFlowsAndBatches", Tour.run_spread),
        ("MachineRole", "ExecutionsOfCalledFlows", Tour.run_spread),
        ("MachineRole", "ItemsOfLoops", Tour.run_spread),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_without_a_statement_somebody_lacks_what_it_allows(
    standin: StandIn, stack: Deployment, tour: Tour, holder: str, sid: str, does: Callable[[Tour], None]
) -> None:
    before = len(standin.decisions())
    with without(stack, holder, sid) as statement:
        does(tour)
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]

        def lacking(decisions: list[dict[str, str]]) -> list[dict[str, str]]:
            refused = [each for each in decisions[before:] if each["decision"] == "refused"]
            return [each for each in refused if each["action"] in actions and each["role"].startswith("lacking-")]

        first = eventually(standin.decisions, lacking)[0]
    wanted = f"assumed-role/{first['role']}/"
    assert wanted in first["said"]
    assert f"not authorized to perform: {first['action']} on resource: {first['resource']} because" in first["said"]


@contextmanager
def without(stack: Deployment, holder: str, sid: str) -> Iterator[dict[str, Any]]:
    """Takes a statement from a role or a policy for a while, and yields it."""
    iam, name = stack.client("iam"), stack.resource(holder)
    if name.startswith("arn:"):
        kept = iam.get_policy(PolicyArn=name)["Policy"]["DefaultVersionId"]
        whole = iam.get_policy_version(PolicyArn=name, VersionId=kept)["PolicyVersion"]["Document"]
        taken, less = _parted(whole, sid)
        made = iam.create_policy_version(PolicyArn=name, PolicyDocument=less, SetAsDefault=True)["PolicyVersion"]
        try:
            yield taken
        finally:
            iam.create_policy_version(PolicyArn=name, PolicyDocument=json.dumps(whole), SetAsDefault=True)
            for old in (kept, made["VersionId"]):  # five is the most
                iam.delete_policy_version(PolicyArn=name, VersionId=old)
        return
    [policy] = iam.list_role_policies(RoleName=name)["PolicyNames"]
    whole = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
    taken, less = _parted(whole, sid)
    iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=less)
    try:
        yield taken
    finally:
        iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=json.dumps(whole))


def _parted(whole: dict[str, Any], sid: str) -> tuple[dict[str, Any], str]:
    """Returns a statement of a policy, and the policy without it."""
    [taken] = (each for each in whole["Statement"] if each["Sid"] == sid)
    less = {**whole, "Statement": [each for each in whole["Statement"] if each["Sid"] != sid]}
    return taken, json.dumps(less)
