"""A flow as an application of its own: its files, and what may be ejected."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from flow_builder.domain.documents import load_document
from flow_builder.errors import InvalidInput
from flow_builder.nodes import CATALOGUE
from flow_builder.sam.application import eject, texts_of
from tests.support.machine import flow

TEMPLATES = Path(__file__).parents[3] / "layers" / "core" / "flow_builder" / "templates"
PLAIN = flow([{"key": "say", "type": "core.log", "config": {"message": "{{ input.n }}"}}])
TEXT = {"via": {"kind": "sns", "credential": "cloud"}, "to": "+4915112345678", "text": "Hello"}


def texts(document: dict[str, Any]) -> dict[str, str]:
    return texts_of(load_document(document), CATALOGUE)


def template(document: dict[str, Any]) -> Any:
    return yaml.safe_load(texts(document)["template.yaml"])


def of_template(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((TEMPLATES / name / "flow.yaml").read_text("utf-8"))
    return found


def test_the_same_flow_gives_the_same_files() -> None:
    assert texts(PLAIN) == texts(PLAIN)


def test_only_flows_with_pages_have_browser_workers() -> None:
    assert "BrowserTask" not in template(PLAIN)["Resources"]
    found = template(of_template("price-watch"))
    assert {"BrowserTask", "Cluster", "WorkerRole"} <= set(found["Resources"])
    assert set(found["Parameters"]) == {"BrowserImage", "Vpc", "Subnets", "PublicAddress"}


@pytest.mark.parametrize("document", [PLAIN, of_template("price-watch")], ids=["plain", "pages"])
def test_everything_the_machine_asks_for_is_filled_in(document: dict[str, Any]) -> None:
    machine = texts(document)["statemachine/flow.asl.json"]
    given = template(document)["Resources"]["Flow"]["Properties"]["DefinitionSubstitutions"]
    assert {part.partition("}")[0] for part in machine.split("${")[1:]} <= set(given)


def test_what_the_nodes_call_of_aws_is_a_role_that_credentials_may_name() -> None:
    document = flow([{"key": "text", "type": "notify.sms", "config": TEXT}])
    role = template(document)["Resources"]["WorkRole"]["Properties"]
    assert role["Policies"][0]["PolicyDocument"]["Statement"][0]["Action"] == ["sns:Publish"]
    assert "`cloud`" in texts(document)["README.md"]
    assert "WorkRole" not in template(PLAIN)["Resources"]


def test_schedules_come_along() -> None:
    document = of_template("price-watch")
    start = template(document)["Resources"]["StartFunction"]["Properties"]
    assert [each["Type"] for each in start["Events"].values()] == ["ScheduleV2"]
    assert "Events" not in template(PLAIN)["Resources"]["StartFunction"]["Properties"]


def test_a_flow_that_calls_another_stays() -> None:
    with pytest.raises(InvalidInput) as caught:
        texts(flow([{"key": "other", "type": "core.subflow", "config": {"flow": "f_1"}}]))
    assert caught.value.code == "export.subflow"


def test_what_is_there_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InvalidInput) as caught:
        eject(load_document(PLAIN), CATALOGUE, tmp_path)
    assert caught.value.code == "export.folder"


@pytest.mark.parametrize(
    "name",
    [
        "price-watch",
        pytest.param("webhook-to-dataset", marks=pytest.mark.nightly),
        pytest.param("sitemap-audit", marks=pytest.mark.nightly),
    ],
)
def test_an_ejected_template_is_clean(name: str, tmp_path: Path) -> None:
    eject(load_document(of_template(name)), CATALOGUE, tmp_path)
    lint = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(
        [lint, "--template", "template.yaml", "--regions", "us-east-1"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
    flow_file = json.loads((tmp_path / "functions" / "start" / "flow.json").read_text("utf-8"))
    assert load_document(flow_file) == load_document(of_template(name))
    for made in ("layers/core/flow_builder/cloud.py", "layers/deps/Makefile", "functions/run_step/app.py"):
        assert (tmp_path / made).exists()
