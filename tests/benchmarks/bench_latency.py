"""From the start of a run to its first step on the deployed stack, beside a bare machine whose one task is a function.

Everything is warm: functions have answered before, and the pool's worker waits. The stand-in has none of AWS's own delays,
such as the placing of a task on Fargate.
"""

import io
import json
import os
import statistics
import time
import zipfile
from collections.abc import Callable
from typing import Any

from tests.benchmarks.figures import show
from tests.support.machine import flow
from tests.support.standin.deployment import Deployment
from tests.support.standin.hosted import DeployedHost, deployed
from tests.support.standin_server import CREDENTIALS, StandIn

_TIMES = 9
_CODE = 'import time\ndef handler(event, context):\n    return {"at": time.time()}\n'
_BARE = "a bare machine"


def median_ms(measure: Callable[[], float], times: int = _TIMES) -> float:
    """Returns the median of some measurements, in milliseconds, after one that warms up."""
    measure()
    return statistics.median(measure() for _ in range(times)) * 1_000


def bare(stack: Deployment) -> Callable[[], float]:
    """Makes a machine of one function; what is returned starts it and tells the seconds until the function ran."""
    role, packed = _role(stack), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("app.py", _CODE)
    function = stack.client("lambda").create_function(
        FunctionName="bare",
        Runtime="python3.11",
        Role=role,
        Handler="app.handler",
        Code={"ZipFile": packed.getvalue()},
    )["FunctionArn"]
    states = stack.client("stepfunctions")
    invoke = "arn:aws:states:::lambda:invoke"
    task = {"Type": "Task", "Resource": invoke, "Parameters": {"FunctionName": function}, "End": True}
    definition = json.dumps({"StartAt": "Only", "States": {"Only": task}})
    machine = states.create_state_machine(name="bare", definition=definition, roleArn=role)["stateMachineArn"]

    def measure() -> float:
        began = time.time()
        execution = states.start_execution(stateMachineArn=machine)["executionArn"]
        while (said := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
            time.sleep(0.01)
        return float(json.loads(said["output"])["Payload"]["at"]) - began

    return measure


def _role(stack: Deployment) -> str:
    """Makes a role that the bare function and machine work with."""
    trusted = {"Service": ["states.amazonaws.com", "lambda.amazonaws.com"]}
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": trusted, "Action": "sts:AssumeRole"}],
    }
    allowed = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}
    iam = stack.client("iam")
    arn = iam.create_role(RoleName="bare", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    iam.put_role_policy(RoleName="bare", PolicyName="bare", PolicyDocument=policy)
    return str(arn)


def first_step(host: DeployedHost, node: dict[str, Any]) -> Callable[[], float]:
    """Publishes a flow of one node; what is returned starts it and tells the seconds until the node began."""
    made = host.api("POST", "/flows", json=flow([{"key": "only", **node}]))["id"]
    host.api("POST", f"/flows/{made}/publish", json={})

    def measure() -> float:
        began = time.time()
        run = host.ended(host.api("POST", "/runs", json={"flow": made}))
        assert run["status"] == "succeeded", run["error"]
        [step] = host.steps(run["id"])
        return float(step["started_at"]) / 1_000 - began

    return measure


def main() -> None:
    """Prints the figures."""
    os.environ.update(CREDENTIALS)
    page = {"type": "browser.open", "config": {"url": "{{ env.SHOP }}/"}}
    with StandIn() as standin:
        with deployed(standin, "cold") as host:
            reference = median_ms(bare(host.stack))
            plain = median_ms(first_step(host, {"type": "core.log", "config": {"message": "Hello"}}))
            show("first step in a function", plain, "ms", _BARE, reference)
            started = median_ms(first_step(host, page), 3)
            show("first step in a browser worker that is started", started, "ms", _BARE, reference)
        with deployed(standin, "warm", {"BrowserMode": "warm"}) as host:
            pooled = median_ms(first_step(host, page), 5)
            show("first step in a browser worker of the pool", pooled, "ms", _BARE, reference)
