"""`flow dead-letters` as a user types it; each command starts a host in this process."""

import json
from pathlib import Path
from typing import Any

import yaml

from tests.support.cli import flow_command
from tests.support.machine import flow

FAILS = flow(
    [{"key": "check", "type": "core.assert", "config": {"that": "{{ false }}"}}], settings={"error_flow": "later"}
)
HANDLER = flow([{"key": "say", "type": "core.log", "config": {"message": "sorry"}}], id="later", name="Later")


def listed(*flags: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(flow_command("dead-letters", "list", "--json", *flags).stdout)
    return found


def test_a_lost_start_is_listed_shown_redriven_and_deleted(tmp_path: Path) -> None:
    assert "No start has failed." in flow_command("dead-letters", "list").stdout
    path = tmp_path / "fails.yaml"
    path.write_text(yaml.safe_dump(FAILS))
    assert flow_command("run", str(path)).exit_code == 1
    (letter,) = listed()
    assert letter["flow"] == "later"
    assert letter["id"] in flow_command("dead-letters", "list").stdout
    assert (
        json.loads(flow_command("dead-letters", "show", letter["id"]).stdout)["input"]["error"]["code"]
        == "assert.failed"
    )

    failed = flow_command("dead-letters", "redrive", letter["id"])
    assert failed.exit_code == 1
    assert "flow.not_found" in failed.stderr

    path.write_text(yaml.safe_dump(HANDLER))
    assert flow_command("import", str(path)).exit_code == 0
    redriven = flow_command("dead-letters", "redrive", "--all")
    assert redriven.exit_code == 0, redriven.stderr
    assert redriven.stdout.startswith(f"{letter['id']}: run r_")
    assert listed() == []
    assert [each["id"] for each in listed("--all")] == [letter["id"]]

    assert flow_command("dead-letters", "delete", letter["id"]).exit_code == 0
    assert flow_command("dead-letters", "show", letter["id"]).exit_code == 3


def test_redriving_wants_ids_or_all() -> None:
    for arguments in ((), ("dead_1", "--all")):
        result = flow_command("dead-letters", "redrive", *arguments)
        assert result.exit_code == 2
        assert "--all" in result.stderr
