"""Tasks that are answered by their token: how long they wait, a new token per attempt, and executions that are stopped.

MiniStack keeps one token for all attempts, looks neither at HeartbeatSeconds nor at TimeoutSecondsPath, lets a task of a
stopped execution wait on, and one whose function has failed.
"""

import threading
import time
from types import SimpleNamespace
from typing import Any

import faults
from ministack.services import stepfunctions as states

_TURN_SECONDS = 0.05
_now = threading.local()
"""The execution that this thread is in."""


def mend() -> None:
    """Replaces what MiniStack does around a task token."""
    _follow_executions()
    _renew_tokens()
    _watch_heartbeats()


def _follow_executions() -> None:
    execute = states._execute_task

    def followed(state: dict[str, Any], data: Any, execution: dict[str, Any], context: dict[str, Any]) -> Any:
        _now.execution = execution
        if "TimeoutSecondsPath" in state:
            state = {**state, "TimeoutSeconds": data[state["TimeoutSecondsPath"].removeprefix("$.")]}
        return execute(state, data, execution, dict(context))  # its own: branches side by side share one

    states._execute_task = followed


def _renew_tokens() -> None:
    apply = states._apply_parameters

    def renewed(state: dict[str, Any], data: Any, context: dict[str, Any] | None = None) -> Any:
        if context is not None and ".waitForTaskToken" in state.get("Resource", ""):
            context["Task"] = {"Token": states.new_uuid()}
        return apply(state, data, context)

    states._apply_parameters = renewed


class _CallFailedError(Exception):
    """A function has failed that was to give a token on: MiniStack passes over errors of executions there, but not over this."""

    def __init__(self, error: Any) -> None:
        super().__init__(str(error))
        self.error = error


class _Answer(threading.Event):
    """What a task waits on for its answer; `wait` ends early when no heartbeat comes, or the execution was stopped."""

    def __init__(self) -> None:
        super().__init__()
        self._limit_s: float | None = getattr(_now, "heartbeat_s", None)
        self.execution: dict[str, Any] | None = getattr(_now, "execution", None)
        self.beaten_at = time.monotonic()

    def wait(self, timeout: float | None = None) -> bool:
        """Returns whether there is an answer; False when the time is up."""
        end = time.monotonic() + (timeout or float("inf"))
        while not super().wait(_TURN_SECONDS):
            if self.execution is not None and self.execution["status"] != "RUNNING":
                raise SystemExit  # ends this thread, which is the execution's, without a word
            if self._limit_s is not None and time.monotonic() - self.beaten_at > self._limit_s:
                raise states._ExecutionError("States.HeartbeatTimeout", "No heartbeat came in time.")
            if time.monotonic() > end:
                return False
        return True


def _watch_heartbeats() -> None:
    invoke, heartbeat, call = states._invoke_with_callback, states._send_task_heartbeat, states._call_lambda
    states.threading = SimpleNamespace(**{**vars(threading), "Event": _Answer})

    def watched(resource: str, data: Any, token: str, state: dict[str, Any]) -> Any:
        seconds = state.get("HeartbeatSeconds")
        _now.heartbeat_s = seconds and seconds / faults.asked().get("hurry", 1)
        _now.waits = True
        try:
            return invoke(resource, data, token, state)
        except _CallFailedError as failed:
            raise states._ExecutionError(failed.error.error, failed.error.cause) from failed
        finally:
            _now.heartbeat_s, _now.waits = None, False
            states._task_tokens.pop(token, None)

    def called(function: str, event: Any) -> Any:
        try:
            return call(function, event)
        except states._ExecutionError as error:
            if getattr(_now, "waits", False):
                raise _CallFailedError(error) from error
            raise

    def beaten(data: dict[str, Any]) -> Any:
        info = states._task_tokens.get(data.get("taskToken"))
        if info is not None:
            info["event"].beaten_at = time.monotonic()
        return heartbeat(data)

    states._invoke_with_callback, states._send_task_heartbeat, states._call_lambda = watched, beaten, called
