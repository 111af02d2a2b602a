"""The command line on a host whose owner has an account: it is the machine's own user, by the token in the data folder."""

import os
from pathlib import Path

from tests.support.host import running
from tests.support.warm import flow_command

PASSWORD = "a tidy lantern sings"


def flow(folder: Path, *given: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FLOW_")}
    done = flow_command(*given, "--data", str(folder), environment=environment)
    done.check_returncode()
    return done.stdout


def test_the_command_line_goes_on_with_and_without_a_running_host(tmp_path: Path) -> None:
    with running(tmp_path, "--browser-workers", "0") as host:
        token = host.api("POST", "/auth/owner", json={"email": "ada@example.com", "password": PASSWORD})["access_token"]
        assert host.client.get("/flows").status_code == 401
        assert "DEMO" in flow(tmp_path, "variables")
        assert "from now on" in flow(tmp_path, "accounts", "rotate-keys", "--forget")
        assert host.client.get("/flows", headers={"authorization": f"Bearer {token}"}).status_code == 401
    assert not (tmp_path / "host.json").exists()
    assert "There are no variables" in flow(tmp_path, "variables")
