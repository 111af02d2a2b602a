"""Cold starts of the functions of the cloud on their built layers, and the sizes of those.

Times are of the processor, so that what else this machine does counts for little. The reference is Python with boto3 and
a client for DynamoDB, which no function that has to do with a table can do without. The first answer of each is that to a
sample event, on a stand-in for AWS on this machine.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import show
from tests.support.standin.stack import Stack
from tests.support.standin_server import CREDENTIALS, StandIn

ROOT = Path(__file__).parents[2]
_TIMES = 5
_EVENTS = {
    "api": "stranger",
    "authorizer": "wrong_token",
    "realtime": "message",
    "record": "succeeded",
    "run_step": None,
    "start_run": "schedule",
    "sweep": "scheduled",
    "webhook": "unknown",
}
_BEGIN = """
import json, sys, time
sys.path[:] = [*sys.argv[1:4], *(path for path in sys.path if "site-packages" not in path)]
"""
_COLD = (
    _BEGIN
    + """
import app
loaded = time.process_time()
if len(sys.argv) > 4:
    with open(sys.argv[4]) as file:
        app.handler(json.load(file), None)
print(json.dumps([loaded * 1000, time.process_time() * 1000]))
"""
)
_REFERENCE = (
    _BEGIN
    + """
import boto3
boto3.client("dynamodb", region_name="eu-central-1")
print(json.dumps([0, time.process_time() * 1000]))
"""
)


def taken(program: str, paths: list[str], environment: dict[str, str]) -> list[float]:
    """Returns the median milliseconds that a program says it took."""
    said = []
    for _ in range(_TIMES):
        done = subprocess.run(
            [sys.executable, "-I", "-c", program, *paths], capture_output=True, text=True, check=True, env=environment
        )
        said.append(json.loads(done.stdout.splitlines()[-1]))
    return [statistics.median(column) for column in zip(*said, strict=True)]


def mib(folder: Path) -> float:
    """Returns how large the files of a folder are."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sum(path.stat().st_size for path in files) / 1024**2


def build(folder: Path) -> Path:
    """Builds the layer of packages for this machine and compiles it, as Lambda's first start does."""
    here = f"PYTHON_VERSION={sys.version_info.major}.{sys.version_info.minor}"
    uv = f"UV={Path(sys.executable).with_name('uv')}"
    make = ["make", "-C", str(ROOT / "layers" / "deps"), "build-DepsLayer", f"ARTIFACTS_DIR={folder}", here, uv]
    subprocess.run([*make, "PLATFORM=x86_64-manylinux_2_28"], check=True, capture_output=True)
    deps = folder / "python"
    show("layer of packages", mib(deps), "MiB")
    show("layer of the product", mib(ROOT / "layers" / "core" / "flow_builder"), "MiB")
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(deps)], check=False, capture_output=True)
    return deps


def main() -> None:
    """Prints the figures."""
    os.environ.update(CREDENTIALS)
    with tempfile.TemporaryDirectory() as name, StandIn() as standin:
        deps = build(Path(name))
        stack = Stack(standin)
        table: Any = stack.cloud.stores.runs.table
        asyncio.run(table.create_table())
        settings = {
            "FLOW_PUBLIC_URL": "https://d111111abcdef8.cloudfront.net",
            "FLOW_SOCKETS": f"{standin.url}/_aws/execute-api/none/live",
        }
        environment = {
            "PATH": os.environ["PATH"],
            "AWS_REGION": "us-east-1",
            **stack.environment,
            **settings,
            **CREDENTIALS,
        }
        core = str(ROOT / "layers" / "core")
        reference = taken(_REFERENCE, ["", core, str(deps)], environment)[1]
        for function, case in _EVENTS.items():
            paths = [str(ROOT / "functions" / function), core, str(deps)]
            if case is not None:
                paths.append(str(ROOT / "events" / function / f"{case}.json"))
            loaded, answered = taken(_COLD, paths, environment)
            show(f"{function}: process to loaded", loaded, "ms", "boto3 with DynamoDB", reference)
            if case is not None:
                show(f"{function}: process to first answer", answered, "ms", "boto3 with DynamoDB", reference)
