"""`flow dead-letters` as a user types it; each command starts a host in this process."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from flow_builder.cli.app import app
from tests.support.machine import flow

FAILS = flow(
    [{"key": "check", "type": "core.assert", "config": {"that": "{{ false }}"}}], settings={"error_flow": "later"}
)
HANDLER = flow([{"key": "say", "type": "core.log", "config": {"message": "sorry"}}], id="later", name="Later")


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FLOW_PORT", "0")
    monkeypatch.setenv("FLOW_BROWSER_WORKERS", "0")


def said(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def listed(*flags: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(said("dead-letters", "list", "--json", *flags).stdout)
    return found


def test_a_lost_start_is_listed_shown_redriven_and_deleted(tmp_path: Path) -> None:
    assert "No start has failed." in said("dead-letters", "list").stdout
    path = tmp_path / "fails.yaml"
    path.write_text(yaml.safe_dump(FAILS))
    assert said("run", str(path)).exit_code == 1
    (letter,) = listed()
    assert letter["flow"] == "later"
    assert letter["id"] in said("dead-letters", "list").stdout
    assert json.loads(said("dead-letters", "show", letter["id"]).stdout)["input"]["error"]["code"] == "assert.failed"

    failed = said("dead-letters", "redrive", letter["id"])
    assert failed.exit_code == 1
    assert "flow.not_found" in failed.stderr

    path.write_text(yaml.safe_dump(HANDLER))
    assert said("import", str(path)).exit_code == 0
    redriven = said("dead-letters", "redrive", "--all")
    assert redriven.exit_code == 0, redriven.stderr
    assert redriven.stdout.startswith(f"{letter['id']}: run r_")
    assert listed() == []
    assert [each["id"] for each in listed("--all")] == [letter["id"]]

    assert said("dead-letters", "delete", letter["id"]).exit_code == 0
    assert said("dead-letters", "show", letter["id"]).exit_code == 3


def test_redriving_wants_ids_or_all() -> None:
    for arguments in ((), ("dead_1", "--all")):
        result = said("dead-letters", "redrive", *arguments)
        assert result.exit_code == 2
        assert "--all" in result.stderr
