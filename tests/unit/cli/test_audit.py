"""`flow audit` as a user types it; each command starts a host in this process."""

import json
from pathlib import Path

from tests.support.cli import flow_command


def test_what_was_done_is_listed_exported_and_verified(tmp_path: Path) -> None:
    assert "no such entries" in flow_command("audit", "list").stdout
    flow_command("variables", "CITY=Paris")
    flow_command("variables", "CITY=Rome")
    assert flow_command("audit", "list").stdout.count("variables_change") == 2
    (last, first) = json.loads(flow_command("audit", "list", "--json", "--operation", "variables_change").stdout)
    assert first["after"] == last["before"]
    assert "All 2 entries" in flow_command("audit", "verify").stdout

    file = tmp_path / "audit.jsonl"
    assert "2 " in flow_command("audit", "export", str(file)).stdout
    assert flow_command("audit", "verify", "--file", str(file)).exit_code == 0
    file.write_text(file.read_text("utf-8").replace("local", "other", 1), "utf-8")
    changed = flow_command("audit", "verify", "--file", str(file))
    assert (changed.exit_code, "Entry 1 is not what was written" in changed.stderr) == (1, True)

    table = tmp_path / "audit.csv"
    flow_command("audit", "export", str(table))
    assert table.read_text("utf-8").startswith("kind,actor,")
    assert flow_command("audit", "export", str(tmp_path / "audit.txt")).exit_code == 2
    assert flow_command("audit", "verify", "--file", str(tmp_path / "none.jsonl")).exit_code == 2
