"""`flow audit` as a user types it; each command starts a host in this process."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flow_builder.cli.app import app


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FLOW_PORT", "0")
    monkeypatch.setenv("FLOW_BROWSER_WORKERS", "0")


def said(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_what_was_done_is_listed_exported_and_verified(tmp_path: Path) -> None:
    assert "no such entries" in said("audit", "list").stdout
    said("variables", "CITY=Paris")
    said("variables", "CITY=Rome")
    assert said("audit", "list").stdout.count("variables_change") == 2
    (last, first) = json.loads(said("audit", "list", "--json", "--operation", "variables_change").stdout)
    assert first["after"] == last["before"]
    assert "All 2 entries" in said("audit", "verify").stdout

    file = tmp_path / "audit.jsonl"
    assert "2 " in said("audit", "export", str(file)).stdout
    assert said("audit", "verify", "--file", str(file)).exit_code == 0
    file.write_text(file.read_text("utf-8").replace("local", "other", 1), "utf-8")
    changed = said("audit", "verify", "--file", str(file))
    assert (changed.exit_code, "Entry 1 is not what was written" in changed.stderr) == (1, True)

    table = tmp_path / "audit.csv"
    said("audit", "export", str(table))
    assert table.read_text("utf-8").startswith("kind,actor,")
    assert said("audit", "export", str(tmp_path / "audit.txt")).exit_code == 2
    assert said("audit", "verify", "--file", str(tmp_path / "none.jsonl")).exit_code == 2
