"""ECS tasks as processes of this machine: MiniStack hands containers to Docker, and here is a client that starts programs.

An image is a program: `STANDIN_IMAGES` is JSON of name -> argv, the name being that of an image without registry and tag.
What a program prints goes to a file in `STANDIN_LOGS`. The first 12 characters of a container's id, which ECS shows as
its `runtimeId`, are its process id. And no task starts from a definition that was deregistered, which MiniStack allows.
"""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from ministack.services import ecs

_STOP_SECONDS = 120
"""What Fargate allows between SIGTERM and SIGKILL."""
_CONTAINERS: dict[str, "Container"] = {}


def mend() -> None:
    """Gives MiniStack's ECS a Docker client that starts programs."""
    client = _client()
    ecs._get_docker = lambda: client
    run = ecs._run_task

    def ran(data: dict[str, Any]) -> Any:
        found = ecs._task_defs.get(ecs._resolve_td_key(data.get("taskDefinition", "")))
        if found is not None and found["status"] == "INACTIVE":
            return ecs.error_response_json("ClientException", "TaskDefinition is inactive")
        return run(data)

    ecs._run_task = ran


def _client() -> Any:
    containers = SimpleNamespace(run=_run, get=_CONTAINERS.__getitem__, list=lambda **_: list(_CONTAINERS.values()))
    return SimpleNamespace(
        containers=containers, images=SimpleNamespace(get=lambda _: None, pull=lambda *_, **__: None)
    )


def _run(image: str, *, environment: dict[str, str], command: list[str] | None = None, **_: Any) -> "Container":
    made = Container(image, environment, command or [])
    _CONTAINERS[made.id] = made
    return made


class Container:
    """One program, shaped like docker.models.containers.Container as far as MiniStack looks at it."""

    def __init__(self, image: str, environment: dict[str, str], command: list[str]) -> None:
        programs: dict[str, list[str]] = json.loads(os.environ.get("STANDIN_IMAGES", "{}"))
        name = image.rsplit("/", 1)[-1].partition("@")[0].partition(":")[0]
        if name not in programs:
            raise RuntimeError(f"STANDIN_IMAGES has no program for the image {image}")
        self._log = Path(os.environ.get("STANDIN_LOGS", "."), f"task-{uuid4().hex[:8]}.log")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*programs[name], *command],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.id = f"{self._process.pid:012d}{uuid4().hex}"
        self.attrs: dict[str, Any] = {"NetworkSettings": {"Networks": {}}}

    @property
    def status(self) -> str:
        """`running` or `exited`."""
        return "running" if self._process.poll() is None else "exited"

    def reload(self) -> None:
        """Does nothing: `status` always looks."""

    def wait(self) -> dict[str, int]:
        """Returns the exit code as Docker gives it: 128 and the signal's number for one that was killed."""
        code = self._process.wait()
        return {"StatusCode": code if code >= 0 else 128 - code}

    def stop(self, timeout: int = _STOP_SECONDS) -> None:
        """Asks the program to end, and ends it when it has not done so in time.

        Returns at once: a worker that is told to end still talks to this very server.
        """
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            threading.Thread(target=self._end_late, daemon=True).start()

    def _end_late(self) -> None:
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)

    def remove(self, **_: Any) -> None:
        """Forgets the container; its program ends by itself."""
        _CONTAINERS.pop(self.id, None)

    def logs(self, *, stream: bool = False, **_: Any) -> bytes | Iterator[bytes]:
        """Returns what the program has printed so far, or yields it line by line to its end."""
        return self._lines() if stream else self._log.read_bytes()

    def _lines(self) -> Iterator[bytes]:
        with self._log.open("rb") as log:
            while True:
                is_over = self._process.poll() is not None
                yield from log
                if is_over:
                    return
                threading.Event().wait(0.2)
