"""Types made of `openapi.json` and a thin client drive golden flows end to end, as the web app does."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.host import ROOT, document, running

FRONTEND = ROOT / "frontend"
DRIVER = "e2e/golden-flows.ts"


def _npx(*command: str) -> str:
    done = subprocess.run(["npx", *command], cwd=FRONTEND, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the program printed; `vite` bundles it, since Node does not read TypeScript."""
    folder = tmp_path_factory.mktemp("typescript")
    documents = folder / "documents.json"
    documents.write_text(json.dumps({name: document(name) for name in ("failing_items", "approval")}), "utf-8")
    _npx("vite", "build", "--ssr", DRIVER, "--outDir", str(folder / "built"), "--logLevel", "error")
    (folder / "built" / "node_modules").symlink_to(FRONTEND / "node_modules")
    with running(folder / "data", "--browser-workers", "0") as host:
        command = ["node", str(folder / "built" / Path(DRIVER).with_suffix(".js").name), host.url, str(documents)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        found["approval"]["stored"] = host.api("GET", f"/runs/{found['approval']['id']}")
        return found


def test_a_loop_with_failing_items(outcome: dict[str, Any]) -> None:
    found = outcome["failing_items"]
    assert found["status"] == "succeeded"
    assert found["keys"] == ["converted", "converted", "known", "known", "known", "payments", "start", "total"]
    assert found["iterations"] == ["succeeded", "failed", "succeeded"]


def test_an_approval(outcome: dict[str, Any]) -> None:
    found = outcome["approval"]
    assert found["status"] == "succeeded"
    assert found["output"] == found["stored"]["output"]
