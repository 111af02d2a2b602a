"""What calls of services that do something ask for: Step Functions, Scheduler, Lambda, ECS, queues, events, mails."""

import json
from typing import Any
from urllib.parse import unquote

from asks import Ask, Request, Unknown, arn
from ministack.services import ecs as tasks
from ministack.services import stepfunctions

Json = dict[str, Any]

_MACHINES = {
    "CreateStateMachineAlias": lambda data: data["routingConfiguration"][0]["stateMachineVersionArn"],
    "DeleteStateMachine": lambda data: data["stateMachineArn"],
    "DeleteStateMachineAlias": lambda data: data["stateMachineAliasArn"],
    "DeleteStateMachineVersion": lambda data: data["stateMachineVersionArn"],
    "DescribeStateMachine": lambda data: data["stateMachineArn"],
    "DescribeStateMachineAlias": lambda data: data["stateMachineAliasArn"],
    "ListExecutions": lambda data: data["stateMachineArn"],
    "ListStateMachineVersions": lambda data: data["stateMachineArn"],
    "PublishStateMachineVersion": lambda data: data["stateMachineArn"],
    "StartExecution": lambda data: data["stateMachineArn"],
    "UpdateStateMachine": lambda data: data["stateMachineArn"],
    "UpdateStateMachineAlias": lambda data: data["stateMachineAliasArn"],
}
_EXECUTIONS = {"DescribeExecution", "GetExecutionHistory", "RedriveExecution", "StopExecution"}
_ANSWERS = {"SendTaskFailure", "SendTaskHeartbeat", "SendTaskSuccess"}


def states(operation: str, data: Json) -> list[Ask]:
    if operation in _EXECUTIONS:
        return [Ask(f"states:{operation}", data["executionArn"])]
    if operation in _ANSWERS:
        machine = _waiting_machine(data["taskToken"])
        return [Ask(f"states:{operation}", machine)] if machine else []  # the service itself refuses other tokens
    if operation == "CreateStateMachine":
        machine = arn("states", f"stateMachine:{data['name']}")
    elif operation in _MACHINES:
        machine = _MACHINES[operation](data)
    else:
        raise Unknown(f"states:{operation}")
    # Versions and aliases are asked for by the machine's ARN.
    base, qualifier = ":".join(machine.split(":")[:7]), ":".join(machine.split(":")[7:])
    asks = [Ask(f"states:{operation}", base, {"states:statemachinequalifier": qualifier} if qualifier else {})]
    if data.get("publish"):
        asks.append(Ask("states:PublishStateMachineVersion", base))
    return asks + _passed(data.get("roleArn"), "states.amazonaws.com")


def _waiting_machine(token: str) -> str | None:
    """Returns the machine whose task waits for an answer to a token."""
    found = stepfunctions._task_tokens.get(token)
    execution = getattr(found["event"], "execution", None) if found else None
    return execution["stateMachineArn"].partition("/")[0] if execution else None


def _passed(role: str | None, service: str) -> list[Ask]:
    """Returns that a role is handed to a service."""
    return [Ask("iam:PassRole", role, {"iam:passedtoservice": service})] if role else []


_SCHEDULES = {"POST": "CreateSchedule", "PUT": "UpdateSchedule", "GET": "GetSchedule", "DELETE": "DeleteSchedule"}


def scheduler(request: Request) -> list[Ask]:
    parts = [unquote(each) for each in request.path.split("/") if each]
    if len(parts) != 2 or parts[0] != "schedules" or request.method not in _SCHEDULES:
        raise Unknown(f"scheduler: {request.method} {request.path}")
    data = json.loads(request.body or b"{}")
    group = data.get("GroupName") or next(iter(request.query.get("groupName", ())), "default")
    given = data.get("Target", {})
    asks = [Ask(f"scheduler:{_SCHEDULES[request.method]}", arn("scheduler", f"schedule/{group}/{parts[1]}"))]
    return asks + _passed(given.get("RoleArn"), "scheduler.amazonaws.com")


def functions(request: Request) -> list[Ask]:
    parts = [unquote(each) for each in request.path.split("/") if each]
    if request.method != "POST" or len(parts) != 4 or parts[1] != "functions" or parts[3] != "invocations":
        raise Unknown(f"lambda: {request.method} {request.path}")
    return [called(parts[2], next(iter(request.query.get("Qualifier", ())), ""))]


def called(function: str, qualifier: str = "") -> Ask:
    """Returns that a function is called, by its name or ARN."""
    whole = function if function.startswith("arn:") else arn("lambda", f"function:{function}")
    return Ask("lambda:InvokeFunction", f"{whole}:{qualifier}" if qualifier and whole.count(":") == 6 else whole)


def ecs(operation: str, data: Json) -> list[Ask]:
    name = data.get("cluster", "default").rpartition("/")[2]
    inside = {"ecs:cluster": arn("ecs", f"cluster/{name}")}
    if operation == "StopTask":
        task = data["task"].rpartition("/")[2]
        return [Ask("ecs:StopTask", arn("ecs", f"task/{name}/{task}"), inside)]
    if operation == "DescribeTasks":
        found = (each.rpartition("/")[2] for each in data["tasks"])
        return [Ask("ecs:DescribeTasks", arn("ecs", f"task/{name}/{each}"), inside) for each in found]
    if operation != "RunTask":
        raise Unknown(f"ecs:{operation}")
    family = data["taskDefinition"].rpartition("/")[2]
    definition = tasks._task_defs.get(tasks._resolve_td_key(family)) or {}
    asks = [Ask("ecs:RunTask", definition.get("taskDefinitionArn", arn("ecs", f"task-definition/{family}")), inside)]
    for role in ("taskRoleArn", "executionRoleArn"):
        asks += _passed(definition.get(role), "ecs-tasks.amazonaws.com")
    if data.get("tags") or data.get("propagateTags") or data.get("enableECSManagedTags"):
        asks.append(Ask("ecs:TagResource", arn("ecs", f"task/{name}/new"), {"ecs:createaction": "RunTask"}))
    return asks


# ---- Messages and events

_QUEUES = {
    "ChangeMessageVisibility",
    "DeleteMessage",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ReceiveMessage",
    "SendMessage",
}


def sqs(operation: str, data: Json) -> list[Ask]:
    action = operation.removesuffix("Batch")  # which is no action by itself
    if action not in _QUEUES:
        raise Unknown(f"sqs:{operation}")
    name = data["QueueName"] if "QueueName" in data else data["QueueUrl"].rstrip("/").rpartition("/")[2]
    return [Ask(f"sqs:{action}", arn("sqs", name))]


def sns(operation: str, data: Json) -> list[Ask]:
    if operation not in ("Publish", "PublishBatch"):
        raise Unknown(f"sns:{operation}")
    return [Ask("sns:Publish", data.get("TopicArn") or data.get("TargetArn") or "*")]


def events(operation: str, data: Json) -> list[Ask]:
    if operation != "PutEvents":
        raise Unknown(f"events:{operation}")
    buses = dict.fromkeys(each.get("EventBusName") or "default" for each in data["Entries"])
    return [
        Ask("events:PutEvents", bus if bus.startswith("arn:") else arn("events", f"event-bus/{bus}")) for bus in buses
    ]


def ses(request: Request) -> list[Ask]:
    if (request.method, request.path.rstrip("/")) != ("POST", "/v2/email/outbound-emails"):
        raise Unknown(f"ses: {request.method} {request.path}")
    data = json.loads(request.body)
    address = data["FromEmailAddress"].rpartition("<")[2].rstrip(">")
    asks = [Ask("ses:SendEmail", arn("ses", f"identity/{address}"), {"ses:fromaddress": address})]
    if chosen := data.get("ConfigurationSetName"):
        asks.append(Ask("ses:SendEmail", arn("ses", f"configuration-set/{chosen}")))
    return asks
