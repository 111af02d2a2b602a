"""A real local host: `flow up` in a process of its own, driven over HTTP as any client would."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from tests.support.warm import Forked, flow_process

ROOT = Path(__file__).parents[2]
FLOW = (sys.executable, "-c", "from flow_builder.cli import main; main()")
"""The `flow` command with this test run's Python, from nothing."""
MAIN_JOB = ROOT / "tests" / "golden" / "main_job"


def document(name: str) -> dict[str, Any]:
    """Returns one of the main job's flow documents."""
    found: dict[str, Any] = yaml.safe_load((MAIN_JOB / f"{name}.yaml").read_text("utf-8"))
    return found


class AnyHost:
    """A host at an address, wherever it runs; `client` talks to its API."""

    url = ""
    client: httpx.Client
    is_near = True
    """Whether its flows reach this machine."""
    account: tuple[str, str] | None = None
    """E-mail address and password of who signs in to its web app; None where nobody has to."""

    def api(self, method: str, path: str, **given: Any) -> Any:
        """Calls the API and returns the JSON; fails on an error status."""
        answer = self.client.request(method, path, **given)
        assert answer.status_code < 400, answer.text
        return answer.json() if answer.content else None

    def run(self, flow: dict[str, Any], input_: Any = None, wait: float = 300) -> dict[str, Any]:
        """Executes a document to its end and returns the run."""
        body = {"document": flow, "input": input_}
        return self.ended(self.api("POST", "/runs", params={"wait": min(wait, 20)}, json=body), wait)

    def ended(self, run: dict[str, Any], wait: float = 300) -> dict[str, Any]:
        """Returns a run at its end, or as it is when the time is up: a host may answer sooner than it is asked to."""
        deadline = time.monotonic() + wait
        while run["finished_at"] is None and time.monotonic() < deadline:
            run = self.api("GET", f"/runs/{run['id']}", params={"wait": 20})
        return run

    def steps(self, run: str) -> list[dict[str, Any]]:
        """Returns all step records of a run."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            params = {"limit": 500, **({"cursor": cursor} if cursor else {})}
            page = self.api("GET", f"/runs/{run}/steps", params=params)
            found += page["items"]
            if (cursor := page.get("cursor")) is None:
                return found


class Host(AnyHost):
    """A host of this machine, in a process of its own."""

    def __init__(self, folder: Path, *flags: str, cold: bool = False, **settings: str) -> None:
        self.folder = folder
        self._flags = flags
        self._cold = cold
        self._settings = {f"FLOW_{name.upper()}": value for name, value in settings.items()}
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self.client = httpx.Client()

    def start(self) -> None:
        """Starts the host on a free port and waits until it answers."""
        self.process = self._begun()
        announced = self.folder / "host.json"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the host ended with {self.process.returncode}"
            with contextlib.suppress(OSError, ValueError):
                said = json.loads(announced.read_text("utf-8"))
                if said.get("pid") == self.process.pid and said.get("url"):
                    self.url = said["url"]
                    self.client = httpx.Client(base_url=f"{self.url}/api/v1", timeout=120)
                    return
            time.sleep(0.02)
        raise AssertionError("the host did not start")

    def _begun(self) -> "subprocess.Popen[bytes] | Forked":
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FLOW_")}
        environment |= self._settings
        up = ["up", "--port", "0", "--data", str(self.folder), *self._flags]
        if self._cold:
            return subprocess.Popen([*FLOW, *up], env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
        return flow_process(up, environment)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends the host with a signal and waits until it is gone."""
        assert self.process is not None
        self.client.close()
        self.process.send_signal(how)
        self.process.wait(30)


@contextmanager
def running(folder: Path, *flags: str, **settings: str) -> Iterator[Host]:
    """Yields a host on a data folder and ends it, even if it was ended and started in between."""
    host = Host(folder, *flags, **settings)
    host.start()
    try:
        yield host
    finally:
        if host.process is not None and host.process.poll() is None:
            host.stop()
