"""Cold starts of the functions of the cloud on their built layers, and the sizes of those.

Times are of the processor, so that what else this machine does counts for little. The reference is Python with boto3 and
a client for DynamoDB, on the same layer. The first answer of each is that to a sample event, on a stand-in for AWS on this
machine; that of `run_step` is the first region of a run, three steps.
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

from flow_builder.compiler.stages import stages, works
from flow_builder.domain.documents import load_document
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from tests.benchmarks.figures import show
from tests.support.machine import flow
from tests.support.standin.stack import Stack
from tests.support.standin_server import CREDENTIALS, StandIn

ROOT = Path(__file__).parents[2]
_TIMES = 5
_EVENTS = {
    "api": "stranger",
    "authorizer": "wrong_token",
    "realtime": "message",
    "record": "succeeded",
    "start_run": "schedule",
    "sweep": "scheduled",
    "webhook": "unknown",
}
FLOW = flow(
    [
        {"key": "start", "type": "trigger.manual"},
        {"key": "priced", "type": "data.set_fields", "config": {"target": {"total": 30}, "set": {"currency": "EUR"}}},
        {"key": "large", "type": "core.condition", "config": {"when": "{{ steps.priced.total >= 1000 }}"}},
    ],
    ["start>priced", "priced>large"],
)
_BEGIN = """
import json, sys, time
sys.path[:] = [*sys.argv[1:4], *(path for path in sys.path if "site-packages" not in path)]
"""
_COLD = (
    _BEGIN
    + """
import app
loaded = time.process_time()
from types import SimpleNamespace
context = SimpleNamespace(invoked_function_arn="run-step", get_remaining_time_in_millis=lambda: 60_000)
with open(sys.argv[4]) as file:
    app.handler(json.load(file), context)
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


def taken(program: str, paths: list[str], environment: dict[str, str], events: list[str]) -> list[float]:
    """Returns the median milliseconds that a program says it took, once for each event."""
    said = []
    for event in events:
        # Without this environment's own site, whose packages are not a function's.
        command = [sys.executable, "-I", "-S", "-c", program, *paths, event]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        said.append(json.loads(done.stdout.splitlines()[-1]))
    return [statistics.median(column) for column in zip(*said, strict=True)]


def mib(folder: Path) -> float:
    """Returns how large the files of a folder are, bytecode included."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1024**2


def build(layer: str, folder: Path) -> Path:
    """Builds a layer for this machine as `sam build` does for Lambda; returns its packages."""
    here = f"PYTHON_VERSION={sys.version_info.major}.{sys.version_info.minor}"
    uv = f"UV={Path(sys.executable).with_name('uv')}"
    target = f"build-{layer.title()}Layer"
    make = ["make", "-C", str(ROOT / "layers" / layer), target, f"ARTIFACTS_DIR={folder}", here, uv]
    subprocess.run([*make, "PLATFORM=x86_64-manylinux_2_28"], check=True, capture_output=True)
    return folder / "python"


async def regions(stack: Stack, folder: Path) -> list[str]:
    """Returns files with what a machine asks for first, each of a run of its own."""
    cloud = stack.cloud
    document = load_document(FLOW)
    hash_ = await cloud.stores.flows.put_document("local", document)
    plan = (await cloud.plan("local", hash_)).prepared.plan
    first = next(work.region.id for work in works(stages(plan)))
    found = []
    for _ in range(_TIMES):
        run = Run(id=new_id("r"), workspace="local", flow="f", flow_name="Cold", document=hash_, created_at=now())
        await cloud.stores.runs.create(run)
        path = folder / f"{run.id}.json"
        path.write_text(json.dumps({"do": "region", "at": first, "workspace": "local", "run": run.id, "path": ""}))
        found.append(str(path))
    return found


def main() -> None:
    """Prints the figures."""
    os.environ.update(CREDENTIALS)
    with tempfile.TemporaryDirectory() as name, StandIn() as standin:
        folder = Path(name)
        deps, core = build("deps", folder / "deps"), build("core", folder / "core")
        show("layer of packages", mib(deps), "MiB")
        show("layer of the product", mib(core), "MiB")
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
        events = {each: [str(ROOT / "events" / each / f"{case}.json")] * _TIMES for each, case in _EVENTS.items()} | {
            "run_step": asyncio.run(regions(stack, folder))
        }
        reference = taken(_REFERENCE, ["", str(core), str(deps)], environment, [""] * _TIMES)[1]
        for function, asked in events.items():
            paths = [str(ROOT / "functions" / function), str(core), str(deps)]
            loaded, answered = taken(_COLD, paths, environment, asked)
            show(f"{function}: process to loaded", loaded, "ms", "boto3 with DynamoDB", reference)
            show(f"{function}: process to first answer", answered, "ms", "boto3 with DynamoDB", reference)
