"""What services of AWS do by themselves, with a role or by leave of a resource: MiniStack does it without asking.

Step Functions, Scheduler, pipes and tasks of ECS take on the role they were given; EventBridge and API Gateway need the
policy of the function or the queue.
"""

import json
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from asked import asked_of
from asked_of_work import called
from asks import Ask, arn
from ministack.core import lambda_runtime
from ministack.core.arn import parse_arn
from ministack.services import apigateway, ecs, eventbridge, lambda_svc, sqs
from ministack.services import stepfunctions as states
from permissions import Refused, demand_of_policy, demand_of_role, session

Json = dict[str, Any]
_execution: ContextVar[Json] = ContextVar("execution")


def mend() -> None:
    """Lets services ask before they do something."""
    _machines()
    _deliveries()
    _gateways()
    _tasks()
    lambda_runtime.execution_credentials = _of_function


# ---- Step Functions

_ERRORS = {
    "ecs": "ECS.AccessDeniedException",
    "lambda": "Lambda.AWSLambdaException",
    "sqs": "SQS.SqsException",
    "states": "StepFunctions.AccessDeniedException",
}
_MANAGED_RULE = "rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"


def _machines() -> None:
    execute, invoke, call_back = states._execute_task, states._invoke_resource, states._invoke_with_callback
    spread, read = states._run_distributed_map, states._s3_object_text

    def executed(state: Json, data: Any, execution: Json, context: Json) -> Any:
        _execution.set(execution)
        return execute(state, data, execution, context)

    def invoked(resource: str, data: Any) -> Any:
        _demand_of_machine(*_asks_of_task(resource, data))
        return invoke(resource, data)

    def called_back(resource: str, data: Any, token: str, state: Json) -> Any:
        _demand_of_machine(*_asks_of_task(resource, data))
        return call_back(resource, data, token, state)

    def run(state: Json, raw: Any, effective: Any, iterator: Json, execution: Json, context: Json) -> Any:
        _execution.set(execution)
        machine = _machine(execution)
        child = Ask("states:DescribeExecution", f"{machine.replace(':stateMachine:', ':execution:')}:child")
        _demand_of_machine(Ask("states:StartExecution", machine), child)
        answer = spread(state, raw, effective, iterator, execution, context)
        if "ResultWriter" in state:
            where = states._resolve_params_obj(state["ResultWriter"]["Parameters"], effective, context)
            _demand_of_machine(*_writing(where), error="States.ResultWriterFailed")
        return answer

    def text(bucket: str, key: str) -> Any:
        _demand_of_machine(Ask("s3:GetObject", f"arn:aws:s3:::{bucket}/{key}"), error="States.ItemReaderFailed")
        return read(bucket, key)

    states._execute_task, states._invoke_resource, states._invoke_with_callback = executed, invoked, called_back
    states._run_distributed_map, states._s3_object_text = run, text


def _machine(execution: Json) -> str:
    return str(execution["stateMachineArn"].partition("/")[0])  # what follows names a distributed Map


def _demand_of_machine(*asks: Ask, error: str = "") -> None:
    execution = _execution.get()
    machine = states._state_machines[_machine(execution)]
    try:
        demand_of_role(machine["roleArn"], "states.amazonaws.com", execution["name"], *asks)
    except Refused as refused:
        named = _ERRORS.get(refused.ask.action.partition(":")[0], "States.Permissions")
        raise states._ExecutionError(error or named, str(refused)) from refused


def _asks_of_task(resource: str, data: Json) -> list[Ask]:
    """Returns what a task's resource asks of the machine's role, as Step Functions' pages on each service say."""
    what = resource.removeprefix("arn:aws:states:::").removesuffix(".waitForTaskToken")
    match what:
        case "lambda:invoke":
            return [called(data["FunctionName"])]
        case "sqs:sendMessage":
            return asked_of("sqs", "SendMessage", {"QueueUrl": data["QueueUrl"]})
        case "ecs:runTask":
            return asked_of("ecs", "RunTask", states._pascal_to_camel(data))
        case "states:startExecution.sync:2":
            child = data["StateMachineArn"].replace(":stateMachine:", ":execution:") + f":{data['Name']}"
            rule = arn("events", _MANAGED_RULE)
            return [
                *asked_of("states", "StartExecution", {"stateMachineArn": data["StateMachineArn"]}),
                *(Ask(f"states:{each}", child) for each in ("DescribeExecution", "StopExecution")),
                *(Ask(f"events:{each}", rule) for each in ("DescribeRule", "PutRule", "PutTargets")),
            ]
    unknown = Refused(
        "states.amazonaws.com", Ask(what, "*"), why="because service_roles.py does not know what it asks for"
    )
    raise states._ExecutionError("States.Permissions", str(unknown))


def _writing(where: Mapping[str, str]) -> list[Ask]:
    place = f"arn:aws:s3:::{where['Bucket']}/{where.get('Prefix', '').rstrip('/')}/results.json"
    actions = ("PutObject", "GetObject", "ListMultipartUploadParts", "AbortMultipartUpload")
    return [Ask(f"s3:{each}", place) for each in actions]


# ---- EventBridge, its Scheduler


def _deliveries() -> None:
    invoke = eventbridge._invoke_target

    def delivered(target: Json, event: Json, rule: Json, view: Any = None) -> None:
        try:
            _demand_of_delivery(target["Arn"], target, rule)
        except Refused:
            dead = (target.get("DeadLetterConfig") or {}).get("Arn")
            if dead is None:
                return
            _demand_of_delivery(dead, target, rule)
            eventbridge._dispatch_to_sqs(parse_arn(dead), target.get("Input") or json.dumps(event, default=str))
        else:
            invoke(target, event, rule, view)

    eventbridge._invoke_target = delivered


def _demand_of_delivery(where: str, target: Json, rule: Json) -> None:
    is_queue = parse_arn(where).service == "sqs"
    ask = Ask("sqs:SendMessage", where) if is_queue else called(where)
    if ":scheduler:" in rule["Arn"]:
        demand_of_role(target["RoleArn"], "scheduler.amazonaws.com", rule["Name"], ask)
        return
    policy, _ = (sqs.queue_policy_for_arn if is_queue else lambda_svc.function_policy_for_arn)(where) or (None, None)
    demand_of_policy(policy, "events.amazonaws.com", Ask(ask.action, where, {"aws:sourcearn": rule["Arn"]}))


# ---- API Gateway


def _gateways() -> None:
    proxy, socket, authorize = (
        apigateway._invoke_lambda_proxy,
        apigateway._invoke_ws_lambda,
        apigateway._invoke_request_authorizer_lambda,
    )

    async def proxied(integration: Json, api: str, stage: str, path: str, method: str, *rest: Any, **more: Any) -> Any:
        if not _may_call(integration["integrationUri"], f"{api}/{stage}/{method}{path}"):
            return 500, {"Content-Type": "application/json"}, b'{"message":"Internal Server Error"}'
        return await proxy(integration, api, stage, path, method, *rest, **more)

    async def connected(api: str, account: str, region: str, route: Json, stage: str, *rest: Any, **more: Any) -> Any:
        found = apigateway._integrations[api][route["target"].rpartition("/")[2]]
        if not _may_call(found["integrationUri"], f"{api}/{stage}/{route['routeKey']}"):
            return {"statusCode": 500, "body": "Internal server error"}
        return await socket(api, account, region, route, stage, *rest, **more)

    async def authorized(authorizer: Json, event: Json, account: str, region: str) -> Any:
        api = event["requestContext"]["apiId"]
        if not _may_call(authorizer["authorizerUri"], f"{api}/authorizers/{authorizer['authorizerId']}"):
            return None
        return await authorize(authorizer, event, account, region)

    apigateway._invoke_lambda_proxy, apigateway._invoke_ws_lambda = proxied, connected
    apigateway._invoke_request_authorizer_lambda = authorized


def _may_call(uri: str, source: str) -> bool:
    function = apigateway._extract_lambda_ref_from_integration_uri(uri)
    policy, _ = lambda_svc.function_policy_for_arn(function) or (None, None)
    ask = Ask("lambda:InvokeFunction", function, {"aws:sourcearn": arn("execute-api", source)})
    try:
        demand_of_policy(policy, "apigateway.amazonaws.com", ask)
    except Refused:
        return False
    return True


# ---- Functions, tasks of ECS


def _of_function(config: Json) -> dict[str, str]:
    return session(config["Role"], "lambda.amazonaws.com", config["FunctionName"])


def _tasks() -> None:
    build = ecs._build_run_kwargs

    def built(container: Json, definition: Json, environment: dict[str, str], *rest: Any) -> Any:
        role = definition.get("taskRoleArn")
        # A task without a role has no credentials, whatever this process has.
        nobody = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"), "")
        given = session(role, "ecs-tasks.amazonaws.com", definition["family"]) if role else nobody
        return build(container, definition, {**environment, **given}, *rest)

    ecs._build_run_kwargs = built
