"""`flow backup` and `flow restore` as a user types them."""

import json
from pathlib import Path

from tests.support.cli import flow_command, one_error


def test_a_backup_is_made_and_put_back(tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    one_error(flow_command("backup", str(file)), 3, "backup.nothing")
    flow_command("variables", "CITY=Paris")
    made = flow_command("backup", str(file))
    assert made.stdout.startswith(f"{file} holds ")
    assert "It opens all credentials" in made.stderr
    one_error(flow_command("backup", str(file)), 2, "backup.exists")
    one_error(flow_command("restore", str(file)), 2, "backup.in_the_way")
    other = tmp_path / "other"
    back = json.loads(flow_command("restore", str(file), "--data", str(other), "--json").stdout)
    assert (back["data"], back["key"]) == (str(other), True)
    assert "Paris" in flow_command("variables", "--data", str(other)).stdout
    file.write_bytes(file.read_bytes()[:-100])
    one_error(flow_command("restore", str(file), "--data", str(tmp_path / "third")), 2, "backup.damaged")
    one_error(flow_command("restore", "no.zip", "--data", str(tmp_path / "third")), 3, "backup.not_found")
