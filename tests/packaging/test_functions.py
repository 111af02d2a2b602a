"""The functions of the cloud: what loading each costs, and that they answer real events on built layers alone."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.cloud import load_cloud_settings
from flow_builder.errors import InvalidInput
from flow_builder.machines.cloud.wire import Ask
from tests.support.standin.stack import Stack
from tests.support.standin_server import CREDENTIALS, StandIn

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))
EVENTS = sorted((ROOT / "events" / "run_step").glob("*.json"))
ANYWHERE = {"playwright", "patchright", "uvicorn", "sqlite3", "lxml", "openpyxl", "trafilatura", "numpy"}
"""What nobody needs who only begins."""
NOT_AT_ONCE = {
    *("fastapi", "boto3", "botocore", "pynamodb", "httpx", "yaml", "cryptography"),
    *("flow_builder.compiler", "flow_builder.importers"),
}
"""What is loaded by the first call that needs it."""
LIGHTEST = ANYWHERE | NOT_AT_ONCE | {"starlette", "flow_builder.services.app"}
_COUNT = """
import json, sys
sys.path.insert(0, sys.argv[1])
import app
print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_without_what_it_may_not_need(name: str) -> None:
    folder = ROOT / "functions" / name
    done = subprocess.run(
        [sys.executable, "-c", _COUNT, str(folder)], capture_output=True, text=True, check=True, timeout=120
    )
    loaded = set(json.loads(done.stdout))
    assert not (LIGHTEST if name == "run_step" else ANYWHERE | NOT_AT_ONCE) & loaded
    nodes = {
        each for each in loaded if each.startswith("flow_builder.nodes.") and each.count(".") == 3 and "._" not in each
    }
    assert nodes <= {"flow_builder.nodes.core.loop", "flow_builder.nodes.core.wait"}


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in CREDENTIALS.items():
            patch.setenv(name, value)
        with StandIn() as server:
            yield server


@pytest.fixture(scope="module")
def deps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the packages of the layer, built for this machine."""
    folder = tmp_path_factory.mktemp("layer")
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    platform = [
        f"PYTHON_VERSION={here}",
        "PLATFORM=x86_64-manylinux_2_28",
        f"UV={Path(sys.executable).with_name('uv')}",
    ]
    built = ["make", "-C", str(ROOT / "layers" / "deps"), "build-DepsLayer", f"ARTIFACTS_DIR={folder}", *platform]
    subprocess.run(built, check=True, timeout=300, capture_output=True)
    return folder / "python"


def alone(program: str, name: str, deps: Path, *arguments: str, **environment: str) -> str:
    """Returns what a program prints that has a function and its layers, and nothing else of this machine."""
    paths = [str(ROOT / "functions" / name), str(ROOT / "layers" / "core"), str(deps)]
    begin = "import sys\nsys.path[:] = [*sys.argv[1:4], *(path for path in sys.path if 'site-packages' not in path)]\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", begin + program, *paths, *arguments],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env={"PATH": os.environ["PATH"], **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


_EVERYTHING = """
import app
from flow_builder.nodes import CATALOGUE
for type_ in CATALOGUE:
    if CATALOGUE[type_].lane != "browser":
        CATALOGUE[type_].config.model_json_schema()
from flow_builder.cloud import Cloud, load_cloud_settings
names = "table bucket kms_key kms_mac_key machines machine_role run_step"
made = Cloud(load_cloud_settings({"AWS_REGION": "eu-central-1", **{f"FLOW_{each.upper()}": "x" for each in names.split()}}))
made.services.http()
import jsonata, lxml, openpyxl, psycopg, pymysql, pypdf, trafilatura
print("ready")
"""


@pytest.mark.nightly
def test_layers_hold_what_nodes_need_and_are_small_enough(deps: Path) -> None:
    assert sum(path.stat().st_size for path in deps.rglob("*") if path.is_file()) < 240 * 1024 * 1024
    assert alone(_EVERYTHING, "run_step", deps) == "ready\n"


_ANSWERS = """
import json
import app
from types import SimpleNamespace
context = SimpleNamespace(invoked_function_arn="run-step")
answers = {}
for path in sys.argv[4:]:
    with open(path) as file:
        answers[path.rpartition("/")[2]] = app.handler(json.load(file), context)
unwanted = {"boto3", "sqlite3", *(() if "/api/" in sys.argv[4] else ("fastapi",))} & set(sys.modules)
assert not unwanted, unwanted
print(json.dumps(answers))
"""


def _http(status: int, text: str = "") -> Callable[[Any], bool]:
    return lambda said: said["statusCode"] == status and text in said["body"]


def _policy(effect: str) -> Callable[[Any], bool]:
    return lambda said: said["policyDocument"]["Statement"][0]["Effect"] == effect


_WANTED: dict[str, Callable[[Any], bool]] = {
    "api/guest": _http(200, "access_token"),
    "api/stranger": _http(401, "auth.required"),
    "api/description": _http(200, '"openapi"'),
    "api/foreign_host": _http(421, "host.unknown"),
    "api/stream": _http(501, "live.websocket"),
    "webhook/unknown": _http(404, "hook.not_found"),
    "webhook/form": _http(404),
    "start_run/schedule": lambda said: said == {},
    "start_run/messages": lambda said: [each["itemIdentifier"][:4] for each in said["batchItemFailures"]] == ["2e14"],
    "start_run/queue": lambda said: said == {"batchItemFailures": []},
    "record/succeeded": lambda said: said is None,
    "record/aborted": lambda said: said is None,
    "record/batch": lambda said: said is None,
    "sweep/scheduled": lambda said: all(count == 0 for count in said.values()),
    "realtime/connect": lambda said: said["statusCode"] == 200,
    "realtime/message": lambda said: said["statusCode"] == 200,
    "realtime/disconnect": lambda said: said["statusCode"] == 200,
    "authorizer/browser": _policy("Allow"),
    "authorizer/foreign_page": _policy("Deny"),
    "authorizer/wrong_token": _policy("Deny"),
}


@pytest.mark.nightly
@pytest.mark.standin
@pytest.mark.parametrize("name", [each for each in NAMES if each != "run_step"])
def test_it_answers_real_events_on_its_layers_alone(name: str, deps: Path, standin: StandIn) -> None:
    stack = Stack(standin)
    table: Any = stack.cloud.stores.runs.table
    asyncio.run(table.create_table())
    settings = {
        "FLOW_PUBLIC_URL": "https://d111111abcdef8.cloudfront.net",
        "FLOW_SOCKETS": f"{standin.url}/_aws/execute-api/none/live",
        "AWS_REGION": stack.environment["FLOW_REGION"],
        **stack.credentials(f"{name.title().replace('_', '')}Function"),
    }
    paths = sorted((ROOT / "events" / name).glob("*.json"))
    said = json.loads(
        alone(_ANSWERS, name, deps, *map(str, paths), **{**CREDENTIALS, **stack.environment, **settings}).splitlines()[
            -1
        ]
    )
    assert len(said) == len(paths) > 0
    wrong = {path.stem: said[path.name] for path in paths if not _WANTED[f"{name}/{path.stem}"](said[path.name])}
    assert wrong == {}


def test_every_function_has_sample_events_with_what_they_are_answered() -> None:
    found = {f"{path.parent.name}/{path.stem}" for path in (ROOT / "events").glob("*/*.json")}
    assert {each.partition("/")[0] for each in found} == set(NAMES)
    assert {each for each in found if not each.startswith("run_step/")} == set(_WANTED)


@pytest.mark.parametrize("path", EVENTS, ids=[path.stem for path in EVENTS])
def test_the_sample_events_of_machines_can_be_read(path: Path) -> None:
    ask = Ask.read(json.loads(path.read_text("utf-8")))
    assert ask.do == path.stem


def test_a_missing_setting_is_named() -> None:
    with pytest.raises(InvalidInput, match=r"FLOW_BUCKET is not set\.") as caught:
        load_cloud_settings({"FLOW_TABLE": "t", "AWS_REGION": "eu-central-1"})
    assert caught.value.code == "settings.invalid"
