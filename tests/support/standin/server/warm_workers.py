"""Errors of functions: MiniStack calls each `Runtime.HandlerError` and ends the worker that raised it.

On AWS the error has the name of its class, and the process goes on. Its log lines are at hand when it answers, for which
MiniStack waits 50 ms each time.
"""

import sys
import time
from queue import Empty
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_RAISED = (
    '_real_stdout.write(json.dumps({"status": "error", "error": str(e), "trace": traceback.format_exc()}) + "\\n")'
)
_TOLD = (
    '_real_stdout.write(json.dumps({"status": "ok", "result": {"__raised__": {"errorMessage": str(e), '
    '"errorType": type(e).__name__, "stackTrace": traceback.format_tb(e.__traceback__)[1:]}}}) + "\\n"); '
    "sys.stderr.write(traceback.format_exc())"
)
_LAST = "        _real_stdout.flush()\n\nrun()"
_MARKED = '        sys.stderr.write("\\x00\\n"); sys.stderr.flush()\n' + _LAST
_LONGEST_SECONDS = 0.25


def mend() -> None:
    """Replaces what MiniStack's workers do with an error, and how long it waits for their log."""
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    assert _RAISED in script
    assert _LAST in script
    script = script.replace(_RAISED, _TOLD).replace(_LAST, _MARKED)
    lambda_runtime._PYTHON_WORKER_SCRIPT = script
    detect = lambda_runtime._detect_runtime_binary
    lambda_runtime._detect_runtime_binary = lambda runtime: (
        (sys.executable, script) if runtime.startswith("python") else detect(runtime)
    )
    lambda_runtime.Worker._drain_stderr_bounded = _drained
    lambda_svc._execute_function_warm = _answering(lambda_svc._execute_function_warm)


def _drained(worker: Any, *_: Any, **__: Any) -> str:
    lines: list[str] = []
    deadline = time.monotonic() + _LONGEST_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        try:
            line = worker._stderr_queue.get(timeout=left)
        except Empty:
            break
        if line == "\x00":
            break
        lines.append(line)
    return "\n".join(lines)


def _answering(execute: Any) -> Any:
    def executed(function: dict[str, Any], event: Any, request: str) -> dict[str, Any]:
        done: dict[str, Any] = execute(function, event, request)
        body = done.get("body")
        if isinstance(body, dict) and "__raised__" in body:
            return {"body": body["__raised__"], "error": True, "log": done.get("log", "")}
        return done

    return executed
