"""The AWS stand-in (MiniStack) as a child process: DynamoDB, S3 and more on one loopback port, without Docker."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-standin" / "bin" / "python"
_SERVER = ROOT / "tests" / "support" / "standin" / "server"
REGION = "us-east-1"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
}
"""What clients need in their environment; the stand-in accepts any."""
_IMAGES = {"flow-builder-browser": [sys.executable, str(ROOT / "containers" / "browser" / "main.py")]}
"""Programs that tasks of ECS start, by the name of their image."""
IAM = os.environ.get("STANDIN_IAM", "on") != "off"
"""Whether roles may do no more than their policies say; the credentials above, which tests have, may do everything."""
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0


class StandIn:
    """A running stand-in; state lives in a temporary folder and ends with it.

    >>> with StandIn() as aws:                              # doctest: +SKIP
    ...     boto3.client("s3", endpoint_url=aws.url, region_name=REGION)
    """

    def __init__(self, *, iam: bool = IAM) -> None:
        self._iam = iam
        if not PYTHON.exists():
            raise RuntimeError(f"The AWS stand-in is not installed in {PYTHON.parents[1]}: run `make setup` first.")
        self._folder = tempfile.TemporaryDirectory(prefix="standin-", ignore_cleanup_errors=True)
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._log = Path(self._folder.name, "log")
        self._process = self._start()
        try:
            self._wait()
        except BaseException:
            self.close()
            raise

    def _start(self) -> subprocess.Popen[bytes]:
        folder = Path(self._folder.name)
        for name in ("state", "s3", "tmp", "logs"):
            (folder / name).mkdir()
        settings = {
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self._port),
            "PERSIST_STATE": "1",
            "STATE_DIR": str(folder / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(folder / "s3"),
            "TMPDIR": str(folder / "tmp"),
            "STANDIN_IMAGES": json.dumps(_IMAGES),
            "STANDIN_LOGS": str(folder / "logs"),
            "STANDIN_FAULTS": str(folder / "faults.json"),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "LOG_LEVEL": "WARNING",
            "AUTH": "true" if self._iam else "false",
            "STANDIN_PERMISSIONS": str(folder / "permissions"),
        }
        with self._log.open("wb") as log:
            return subprocess.Popen(
                [PYTHON, _SERVER],
                cwd=folder,
                env={**os.environ, **CREDENTIALS, **settings},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not self._healthy():
            try:
                code = self._process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                if time.monotonic() < deadline:
                    continue
                code = None
            text = self._log.read_text(errors="replace")[-4_000:]
            raise RuntimeError(f"The AWS stand-in did not start (exit code {code}):\n{text}")

    def _healthy(self) -> bool:
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        try:
            link.request("GET", "/_ministack/health")
            return link.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            link.close()

    def decisions(self) -> list[dict[str, str]]:
        """Returns who was allowed or refused what: `role`, `action`, `resource`, `decision`, and for refusals `said`."""
        path = Path(self._folder.name, "permissions")
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def refusals(self) -> list[str]:
        """Returns what AWS would have said to whoever was refused something so far."""
        return [each["said"] for each in self.decisions() if each["decision"] == "refused"]

    def logs(self) -> str:
        """Returns what tasks of ECS have printed."""
        files = sorted(Path(self._folder.name, "logs").glob("*.log"))
        return "\n".join(f"== {path.name}\n{path.read_text(errors='replace')}" for path in files)

    @contextmanager
    def faults(self, **asked: Any) -> Iterator[None]:
        """Lets go wrong what `server/faults.py` knows."""
        self._ask(asked)
        try:
            yield
        finally:
            self._ask({})

    def _ask(self, faults: dict[str, Any]) -> None:
        written = Path(self._folder.name, "faults.new")
        written.write_text(json.dumps(faults))
        written.rename(Path(self._folder.name, "faults.json"))  # so that nobody reads half of it

    def kill_functions(self, function: str) -> int:
        """Kills the processes of a function as a lost host does; returns how many there were."""
        killed = 0
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                environment = (folder / "environ").read_bytes().split(b"\0")
                is_mine = f"GATEWAY_PORT={self._port}".encode() in environment
                if is_mine and f"AWS_LAMBDA_FUNCTION_NAME={function}".encode() in environment:
                    os.kill(int(folder.name), signal.SIGKILL)
                    killed += 1
        return killed

    def close(self) -> None:
        """Ends the process with the workers it started, and removes its folder."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                # Its session is its own, so this ends nothing but what it started.
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
