"""Executions: of the version they were started with, within the machine's time limit, and started once.

MiniStack executes a machine's latest definition whatever version was named, knows no TimeoutSeconds of a machine, and
refuses to start an execution that runs already with the same input, which AWS takes for the same request. One that another
execution waits for it runs as an express workflow, which has no versions and whose end nobody is told.
"""

import json
import threading
import time
from typing import Any

from ministack.services import stepfunctions as states

_definitions: dict[str, str] = {}
"""Execution ARN -> the definition of its version."""
_mine = threading.local()


def mend() -> None:
    """Replaces how executions start and run."""
    _start_versions()
    _run_versions()
    states._start_sync_execution = _run_to_its_end


def _start_versions() -> None:
    start = states._start_execution

    def started(data: dict[str, Any]) -> Any:
        if (again := _running(data)) is not None:
            return states.json_response({"executionArn": again["executionArn"], "startDate": again["startDate"]})
        version = states._state_machine_versions.get(states._execution_version_arn(data.get("stateMachineArn", "")))
        if version is not None:
            data.setdefault("name", states.new_uuid())
            # Before it starts: its thread looks at once.
            _definitions[_arn(version["stateMachineArn"], data["name"])] = version["definition"]
        return start(data)

    states._start_execution = started


def _run_to_its_end(data: dict[str, Any]) -> Any:
    """Starts an execution as any other, and answers when it is over."""
    status, headers, body = states._start_execution(data)
    if status >= 400:
        return status, headers, body
    execution = states._executions[json.loads(body)["executionArn"]]
    while execution["status"] == "RUNNING":
        time.sleep(0.02)
    known = ("executionArn", "stateMachineArn", "name", "startDate", "stopDate", "status", "input", "output")
    return states.json_response({name: execution.get(name) for name in known})


def _running(data: dict[str, Any]) -> dict[str, Any] | None:
    """Returns the execution that a request asks for, if it runs already."""
    base = states._resolve_state_machine_arn(data.get("stateMachineArn", ""))
    if base is None or "name" not in data:
        return None
    found = states._executions.get(_arn(base, data["name"]))
    same = found is not None and found["status"] == "RUNNING" and found["input"] == data.get("input", "{}")
    return found if same else None


def _arn(machine: str, name: str) -> str:
    return f"{machine.replace(':stateMachine:', ':execution:')}:{name}"


def _run_versions() -> None:
    run = states._run_execution
    machines = type(states._state_machines)
    get = machines.get

    def chosen(self: Any, key: Any, *default: Any) -> Any:
        found = get(self, key, *default)
        definition = getattr(_mine, "definition", None)
        if self is states._state_machines and definition is not None and found:
            return {**found, "definition": definition}
        return found

    def executed(arn: str) -> None:
        _mine.definition = _definitions.get(arn)
        execution = states._executions.get(arn)
        timer = _timer(execution, _mine.definition)
        try:
            run(arn)
        finally:
            if timer is not None:
                timer.cancel()

    machines.get = chosen
    states._run_execution = executed


def _timer(execution: dict[str, Any] | None, definition: str | None) -> threading.Timer | None:
    """Returns what ends an execution that takes longer than its machine allows."""
    if execution is None or definition is None or "TimeoutSeconds" not in (parsed := json.loads(definition)):
        return None
    scope = states.contextvars.copy_context()

    def end() -> None:
        if execution["status"] == "RUNNING":
            execution["status"] = "TIMED_OUT"
            execution["stopDate"] = states.now_iso()
            execution["error"] = "States.Timeout"
            scope.run(states._emit_execution_status_event, execution)

    timer = threading.Timer(parsed["TimeoutSeconds"], end)
    timer.daemon = True
    timer.start()
    return timer
