"""The image of browser workers: what it holds is enough for what they load, and how it is built."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.packaging.test_requirements import WORKER, pins

ROOT = Path(__file__).parents[2]
DOCKERFILE = (WORKER / "Dockerfile").read_text("utf-8")
_LOAD = """
import importlib.metadata, json, sys
import flow_builder.cloud_worker
from flow_builder.cloud import Cloud, load_cloud_settings
from flow_builder.nodes.base import RunInfo
from flow_builder.bootstrap import browser_worker
names = "table bucket kms_key kms_mac_key machines machine_role run_step".split()
cloud = Cloud(load_cloud_settings({"AWS_REGION": "eu-central-1", **{f"FLOW_{each.upper()}": "x" for each in names}}))
cloud.services.http()
cloud.services.make_backend(RunInfo("r", "w", "f", "f", 1))
known = importlib.metadata.packages_distributions()
tops = {name.partition(".")[0] for name in sys.modules}
print(json.dumps(sorted({each for top in tops for each in known.get(top, ())})))
"""
_OPTIONAL = {"flow-builder", "setuptools", "rich", "click", "pygments", "markdown-it-py", "mdurl", "uvloop"}
"""The code itself, and what others load when it happens to be there."""


def test_everything_a_worker_loads_is_in_its_requirements() -> None:
    environment = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", _LOAD], capture_output=True, text=True, env=environment, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = {canonicalize_name(name) for name in json.loads(done.stdout)}
    assert loaded - _OPTIONAL - pins(WORKER / "requirements.txt").keys() == set()


def test_the_image_is_pinned_and_its_user_is_nobody_special() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert bases
    assert all(re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", base) for base in bases), bases
    assert "--require-hashes" in DOCKERFILE
    last = DOCKERFILE.rpartition("FROM ")[2]
    assert re.search(r"^USER (?!root|0)\S+$", last, re.MULTILINE)


def test_what_changes_most_is_copied_last() -> None:
    copied = [line.split()[1:] for line in DOCKERFILE.splitlines() if line.startswith(("COPY", "RUN"))]
    order = [DOCKERFILE.index(each) for each in ("requirements.txt", "pip install", "layers/core/flow_builder")]
    assert copied
    assert order == sorted(order)


@pytest.mark.parametrize("variables", [{}, {"FLOW_TABLE": "t"}], ids=["nothing", "table only"])
def test_a_worker_without_an_order_or_a_host_says_so(variables: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, str(WORKER / "main.py")],
        capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", **variables}, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert done.stderr.endswith("is not set. (settings.invalid)\n")
