"""Processes that begin with the product's modules imported, hosts above all: three seconds of processor time less each.

How commands do from nothing is tested by those that start a Python: `FLOW` of `tests/support/host.py`.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.support.warm", "tests.support.crash_host", "tests.support.host_imports"])


def _begin(target: Callable[..., None], *given: Any) -> None:
    os.setsid()
    target(*given)


class Forked:
    """A process that executes a function, in a session of its own; has what tests use of `subprocess.Popen`."""

    def __init__(self, target: Callable[..., None], *given: Any) -> None:
        # What still works when the tests end, ends with them.
        self._process = _FORKS.Process(target=_begin, args=(target, *given), daemon=True)
        self._process.start()
        self.pid: int = self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """The exit code: negative if a signal ended the process, None while it works."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """Returns the exit code, None while the process works."""
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Sends a signal, unless the process has ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def wait(self, seconds: float) -> int:
        """Returns the exit code at the end; TimeoutExpired if that does not come."""
        self._process.join(seconds)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(self._process.name, seconds)
        return self.returncode


def flow_process(arguments: Sequence[str], environment: Mapping[str, str], *files: Path) -> Forked:
    """Starts a command; `files` take what it prints and its errors, which nobody reads if there are none."""
    return Forked(_command, list(arguments), dict(environment), [str(each) for each in files or [os.devnull]])


def _command(arguments: list[str], environment: dict[str, str], files: list[str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for number, path in enumerate(files, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), number)
    sys.argv = ["flow", *arguments]
    from flow_builder.cli import main

    main()


def flow_command(*arguments: str, environment: Mapping[str, str] = os.environ) -> subprocess.CompletedProcess[str]:
    """Executes a command to its end."""
    with tempfile.TemporaryDirectory(prefix="flow-command-") as name:
        files = Path(name, "output"), Path(name, "errors")
        code = flow_process(arguments, environment, *files).wait(60)
        output, errors = (path.read_text("utf-8") for path in files)
    return subprocess.CompletedProcess(("flow", *arguments), code, output, errors)
