"""Executes state machines as AWS Step Functions does, in this process: the subset that lowering writes, and no more.

Limits are enforced: 256 KiB of a state's input and output, 25,000 history events of an execution. Time does not pass by
itself: waits and the pauses between attempts go through `sleep`.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.standin.paths import AslError, get, put, template

Handler = Callable[["Task"], Awaitable[Any]]
PAYLOAD = 256 * 1024
EVENTS = 25_000
_NEVER_CAUGHT = {"States.DataLimitExceeded", "States.Runtime"}
"""What States.ALL does not mean."""
_FIELDS = {
    "Task": {"Resource", "Parameters", "ResultPath", "OutputPath", "Retry", "Catch"}
    | {"TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds"},
    "Choice": {"Choices", "Default"},
    "Parallel": {"Branches", "ResultPath", "Catch"},
    "Map": {"ItemsPath", "ItemReader", "ItemSelector", "ItemProcessor", "MaxConcurrency", "MaxConcurrencyPath"}
    | {"ResultWriter", "ResultPath", "OutputPath", "Catch"},
    "Wait": {"TimestampPath"},
    "Succeed": set(),
    "Fail": {"Error", "Cause"},
}


@dataclass(slots=True)
class Task:
    """One attempt of a Task state, as the handler of its resource sees it."""

    resource: str
    parameters: dict[str, Any]
    token: str
    timeout_s: float | None
    execution: str


@dataclass(slots=True)
class Done:
    """How an execution ended."""

    status: str
    output: Any = None
    error: str | None = None
    cause: str | None = None
    events: int = 0
    transitions: int = 0
    """States entered, child executions included: what AWS charges for."""
    path: list[str] = field(default_factory=list)
    """Names of the states entered, in order."""


class Interpreter:
    """Executes machines; `handlers` is by resource, `read` gives a distributed Map its items by (bucket, key)."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        read: Callable[[str, str], Awaitable[bytes]],
        sleep: Callable[[float], Awaitable[None]],
        until: Callable[[str], Awaitable[None]],
    ) -> None:
        self.handlers = handlers
        self.read = read
        self.sleep = sleep
        self.until = until
        self._tokens = 0

    async def run(self, machine: dict[str, Any], input_: Any, name: str = "execution") -> Done:
        """Executes a machine to its end."""
        return await _Execution(self, name, Done("RUNNING")).run(machine, input_)

    def token(self, name: str) -> str:
        """Returns a new task token."""
        self._tokens += 1
        return f"{name}/{self._tokens}"


class _Execution:
    """One history: an execution, or a child of a distributed Map."""

    def __init__(self, owner: Interpreter, name: str, done: Done) -> None:
        self.owner = owner
        self.name = name
        self.done = done

    async def run(self, machine: dict[str, Any], input_: Any) -> Done:
        self.count(2)
        try:
            self.done.output = await self.level(machine, input_, {})
            self.done.status = "SUCCEEDED"
        except AslError as error:
            self.done.status, self.done.error, self.done.cause = "FAILED", error.name, error.cause
        return self.done

    def count(self, events: int) -> None:
        self.done.events += events
        if self.done.events > EVENTS:
            raise AslError("States.Runtime", f"The execution has more than {EVENTS} history events.")

    def context(self, more: dict[str, Any]) -> dict[str, Any]:
        return {"Execution": {"Id": self.name}, **more}

    async def level(self, machine: dict[str, Any], data: Any, more: dict[str, Any]) -> Any:
        """Executes the states of a level to its end; returns the last one's output."""
        name: str | None = machine["StartAt"]
        while name is not None:
            state = machine["States"][name]
            unknown = set(state) - _FIELDS[state["Type"]] - {"Type", "Comment", "Next", "End"}
            assert not unknown, (name, unknown)
            self.count(2)
            self.done.transitions += 1
            self.done.path.append(name)
            try:
                data, name = await self.state(state, _measured(data), more)
            except AslError as error:
                data, name = _caught(state, error, data)
            _measured(data)
        return data

    async def state(self, state: dict[str, Any], data: Any, more: dict[str, Any]) -> tuple[Any, str | None]:
        """Executes one state; returns its output and what follows."""
        following = state.get("Next")
        match state["Type"]:
            case "Task":
                return await self.task(state, data, more), following
            case "Choice":
                rules = state["Choices"]
                context = self.context(more)
                chosen = (
                    each["Next"] for each in rules if get(each["Variable"], data, context) == each["StringEquals"]
                )
                return data, next(chosen, state["Default"])
            case "Parallel":
                return await self.parallel(state, data, more), following
            case "Map":
                return await self.map(state, data, more), following
            case "Wait":
                await self.owner.until(get(state["TimestampPath"], data, self.context(more)))
                return data, following
            case "Succeed":
                return data, None
            case _:
                raise AslError(state["Error"], state["Cause"])

    async def task(self, state: dict[str, Any], data: Any, more: dict[str, Any]) -> Any:
        attempts: dict[int, int] = {}
        while True:
            try:
                result = await self.attempt(state, data, more)
            except AslError as error:
                await self.retry(state, error, attempts)
            else:
                output = put(state.get("ResultPath", "$"), data, result)
                return get(state.get("OutputPath", "$"), output, self.context(more))

    async def attempt(self, state: dict[str, Any], data: Any, more: dict[str, Any]) -> Any:
        token = self.owner.token(self.name)
        context = self.context({**more, "Task": {"Token": token}})
        waits = state["Resource"].endswith(".waitForTaskToken")
        self.count(4 if waits else 3)
        limit = get(state["TimeoutSecondsPath"], data, context) if "TimeoutSecondsPath" in state else None
        parameters = _measured(template(state["Parameters"], data, context))
        made = Task(state["Resource"], parameters, token, state.get("TimeoutSeconds", limit), self.name)
        return _measured(await self.owner.handlers[state["Resource"]](made))

    async def retry(self, state: dict[str, Any], error: AslError, attempts: dict[int, int]) -> None:
        """Waits before the next attempt, or raises the error when there is none."""
        for index, rule in enumerate(state.get("Retry", ())):
            if _matches(rule["ErrorEquals"], error.name):
                done = attempts.get(index, 0)
                if done >= rule["MaxAttempts"]:
                    break
                attempts[index] = done + 1
                await self.owner.sleep(rule["IntervalSeconds"] * rule["BackoffRate"] ** done)
                return
        raise error

    async def parallel(self, state: dict[str, Any], data: Any, more: dict[str, Any]) -> Any:
        self.count(2)
        work = [self.level(branch, data, more) for branch in state["Branches"]]
        return put(state.get("ResultPath", "$"), data, _measured(await _together(work)))

    async def map(self, state: dict[str, Any], data: Any, more: dict[str, Any]) -> Any:
        context = self.context(more)
        processor = state["ItemProcessor"]
        is_distributed = processor["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
        items = await self.items(state, data, context)
        at_once = state.get("MaxConcurrency") or get(state["MaxConcurrencyPath"], data, context)
        assert is_distributed or at_once <= 40, at_once
        gate = asyncio.Semaphore(at_once)
        self.count(2 if is_distributed else 2 + 2 * len(items))

        async def one(index: int, item: Any) -> Any:
            async with gate:
                inner = {**more, "Map": {"Item": {"Index": index, "Value": item}}}
                given = template(state["ItemSelector"], data, self.context(inner))
                if is_distributed:
                    return await self.child(processor, given, index)
                return await self.level(processor, given, inner)

        found = await _together([one(index, item) for index, item in enumerate(items)])
        # With a ResultWriter what iterations answered is in storage, and a description of it takes its place.
        result = {"ResultWriterDetails": {}} if "ResultWriter" in state else _measured(found)
        return get(state.get("OutputPath", "$"), put(state.get("ResultPath", "$"), data, result), context)

    async def items(self, state: dict[str, Any], data: Any, context: dict[str, Any]) -> list[Any]:
        if "ItemReader" not in state:
            found: list[Any] = get(state["ItemsPath"], data, context)
        else:
            where = template(state["ItemReader"]["Parameters"], data, context)
            found = json.loads(await self.owner.read(where["Bucket"], where["Key"]))
        assert isinstance(found, list)
        return found

    async def child(self, processor: dict[str, Any], given: Any, index: int) -> Any:
        """Executes an iteration of a distributed Map, which has a history of its own."""
        done = await _Execution(self.owner, f"{self.name}/{index}", Done("RUNNING")).run(processor, given)
        self.done.transitions += done.transitions
        self.done.path += done.path
        if done.status != "SUCCEEDED":
            raise AslError("States.ExceedToleratedFailureThreshold", f"{done.error}: {done.cause}")
        return done.output


async def _together(work: list[Any]) -> list[Any]:
    """Returns the results in order; the first failure stops the others, as it does in AWS."""
    tasks = [asyncio.ensure_future(each) for each in work]
    if not tasks:
        return []
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        failed = next((task.exception() for task in tasks if task in done and task.exception() is not None), None)
        if failed is not None:
            raise failed
        return [task.result() for task in tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _matches(names: list[str], error: str) -> bool:
    for name in names:
        if name == error or (name == "States.ALL" and error not in _NEVER_CAUGHT):
            return True
        if name == "States.TaskFailed" and error != "States.Timeout" and error not in _NEVER_CAUGHT:
            return True
    return False


def _caught(state: dict[str, Any], error: AslError, data: Any) -> tuple[Any, str]:
    for rule in state.get("Catch", ()):
        if _matches(rule["ErrorEquals"], error.name):
            return put(rule["ResultPath"], data, {"Error": error.name, "Cause": error.cause}), rule["Next"]
    raise error


def _measured(data: Any) -> Any:
    if len(json.dumps(data).encode()) > PAYLOAD:
        raise AslError("States.DataLimitExceeded", "A state's data is larger than 256 KiB.")
    return data
