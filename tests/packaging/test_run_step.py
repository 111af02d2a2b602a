"""The function that executes parts of runs: what loading it costs, and what it says when it is set up wrongly."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flow_builder.cloud import load_cloud_settings
from flow_builder.errors import InvalidInput
from flow_builder.machines.cloud.wire import Ask

ROOT = Path(__file__).parents[2]
EVENTS = sorted((ROOT / "events" / "run_step").glob("*.json"))
HEAVY = {"fastapi", "starlette", "playwright", "patchright", "boto3", "httpx", "lxml", "uvicorn", "sqlite3"}
_COUNT = """
import json, sys
sys.path.insert(0, sys.argv[1])
import app
print(json.dumps(sorted(sys.modules)))
"""


def test_it_loads_without_what_it_may_not_need() -> None:
    folder = ROOT / "functions" / "run_step"
    done = subprocess.run(
        [sys.executable, "-c", _COUNT, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(json.loads(done.stdout))
    assert not HEAVY & loaded
    nodes = {name for name in loaded if name.startswith("flow_builder.nodes.") and name.count(".") == 3}
    assert nodes <= {"flow_builder.nodes.core.loop", "flow_builder.nodes.core.wait"}


_EVERYTHING = """
import sys
sys.path[:] = [*sys.argv[1:], *(path for path in sys.path if "site-packages" not in path)]
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
def test_it_works_on_its_layers_alone(tmp_path: Path) -> None:
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    platform = [
        f"PYTHON_VERSION={here}",
        "PLATFORM=x86_64-manylinux_2_28",
        f"UV={Path(sys.executable).with_name('uv')}",
    ]
    built = ["make", "-C", str(ROOT / "layers" / "deps"), "build-DepsLayer", f"ARTIFACTS_DIR={tmp_path}", *platform]
    subprocess.run(built, check=True, timeout=300, capture_output=True)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 240 * 1024 * 1024
    paths = [str(ROOT / "functions" / "run_step"), str(ROOT / "layers" / "core"), str(tmp_path / "python")]
    done = subprocess.run(
        [sys.executable, "-I", "-c", _EVERYTHING, *paths], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout == "ready\n", done.stderr


@pytest.mark.parametrize("path", EVENTS, ids=[path.stem for path in EVENTS])
def test_the_sample_events_can_be_read(path: Path) -> None:
    ask = Ask.read(json.loads(path.read_text("utf-8")))
    assert ask.do == path.stem


def test_a_missing_setting_is_named() -> None:
    with pytest.raises(InvalidInput, match=r"FLOW_BUCKET is not set\.") as caught:
        load_cloud_settings({"FLOW_TABLE": "t", "AWS_REGION": "eu-central-1"})
    assert caught.value.code == "settings.invalid"
