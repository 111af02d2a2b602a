"""The Task states: what each asks of a host."""

from typing import Any

from flow_builder.compiler.asl.states import AGAIN, State, task
from flow_builder.compiler.lower.target import Target

INVOKE = "arn:aws:states:::lambda:invoke"
_RUN_TASK = "arn:aws:states:::ecs:runTask.waitForTaskToken"
_SEND = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
_START = "arn:aws:states:::states:startExecution.sync:2"
_TOKEN = "$$.Task.Token"  # noqa: S105 - a path, not a secret

CALL_SECONDS = 900
"""What a function may take, and so a call of it."""
_CONTROL_SECONDS = 120
_HEARTBEAT_SECONDS = 180
"""Workers tell of themselves every 30 s, for the first time when their task is placed and its image is there."""
_QUEUED_HEARTBEAT_SECONDS = 900
"""Orders wait in the queue until the pool has room. A worker's death shows sooner: its order is another one's after 90 s."""

WHERE = {"workspace.$": "$.workspace", "run.$": "$.run", "path.$": "$.path"}


def _asked(do: str, node: str, **more: Any) -> dict[str, Any]:
    return {"do": do, "at": node, **WHERE, **more}


def call(target: Target, do: str, node: str, *, seconds: int = _CONTROL_SECONDS, **more: Any) -> State:
    """Returns the state that asks the function to do something at a node."""
    return task(
        INVOKE,
        {"FunctionName": target.run_step, "Payload": _asked(do, node, **more)},
        OutputPath="$.Payload",
        TimeoutSeconds=seconds,
        Retry=list(AGAIN),
    )


def hold(target: Target, node: str) -> State:
    """Returns the state that waits until somebody answers a pause; what it was told is in the store."""
    payload = _asked("hold", node, **{"token.$": _TOKEN})
    return task(
        f"{INVOKE}.waitForTaskToken",
        {"FunctionName": target.run_step, "Payload": payload},
        ResultPath=None,
        TimeoutSecondsPath="$.seconds",
    )


def called_run() -> State:
    """Returns the state that executes the machine of a called flow to its end."""
    given = {
        "workspace.$": "$.workspace",
        "run.$": "$.child",
        "path": "",
        "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id",
    }
    parameters = {"StateMachineArn.$": "$.machine", "Name.$": "$.name", "Input": given}
    return task(_START, parameters, ResultPath=None)


def page_work(target: Target, region: str, *, on_demand: bool) -> State:
    """Returns the state that has a browser worker execute a region: one of the pool, or one of its own on Spot capacity.

    The last attempt has one of its own that is not on Spot, also where a pool has not answered, or is no more.
    """
    again = [{**AGAIN[0], "MaxAttempts": 1}]
    is_queued = target.browser == "warm" and not on_demand
    heartbeat = _QUEUED_HEARTBEAT_SECONDS if is_queued else _HEARTBEAT_SECONDS
    fields: dict[str, Any] = {"HeartbeatSeconds": heartbeat, **({} if on_demand else {"Retry": again})}
    asked = _asked("region", region, **{"token.$": _TOKEN})
    if is_queued:
        return task(_SEND, {"QueueUrl": target.queue, "MessageBody": asked}, **fields)
    provider = "FARGATE" if on_demand else "FARGATE_SPOT"
    network = {
        "Subnets": list(target.subnets),
        "SecurityGroups": [target.security_group],
        "AssignPublicIp": target.public_address,
    }
    told = [_variable(name, value) for name, value in asked.items()]
    parameters = {
        "Cluster": target.cluster,
        "TaskDefinition": target.task_definition,
        "CapacityProviderStrategy": [{"CapacityProvider": provider, "Weight": 1}],
        "NetworkConfiguration": {"AwsvpcConfiguration": network},
        "PropagateTags": "TASK_DEFINITION",
        "Overrides": {"ContainerOverrides": [{"Name": target.container, "Environment": told}]},
    }
    return task(_RUN_TASK, parameters, **fields)


def _variable(name: str, value: str) -> dict[str, str]:
    """Returns an environment variable of a worker: `at` is FLOW_TASK_AT."""
    plain, dollar, _ = name.partition(".$")
    return {"Name": f"FLOW_TASK_{plain.upper()}", f"Value{dollar}": value}
