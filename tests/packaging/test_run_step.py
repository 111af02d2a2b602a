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


@pytest.mark.parametrize("path", EVENTS, ids=[path.stem for path in EVENTS])
def test_the_sample_events_can_be_read(path: Path) -> None:
    ask = Ask.read(json.loads(path.read_text("utf-8")))
    assert ask.do == path.stem


def test_a_missing_setting_is_named() -> None:
    with pytest.raises(InvalidInput, match=r"FLOW_BUCKET is not set\.") as caught:
        load_cloud_settings({"FLOW_TABLE": "t", "AWS_REGION": "eu-central-1"})
    assert caught.value.code == "settings.invalid"
