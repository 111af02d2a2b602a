"""`flow workspaces`, `flow keys` and `flow credits` as a user types them; each command starts a host in this process."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import flow_command, one_error


def said(*arguments: str) -> str:
    result = flow_command(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def told(*arguments: str) -> Any:
    return json.loads(said(*arguments, "--json"))


def test_a_team_is_made_renamed_limited_and_deleted() -> None:
    team = said("workspaces", "add", "Crew")
    assert [each["id"] for each in told("workspaces")] == ["local", team]
    said("workspaces", "rename", "The crew", "-w", team)
    assert said("workspaces", "limit", "12", "-w", team).startswith("12 runs at once; up to 100")
    assert said("workspaces").splitlines()[-1].split() == [team, "The", "crew", "team", "owner", "12"]
    assert told("workspaces", "limit", "host", "-w", team)["runs_at_once"] is None
    one_error(flow_command("workspaces", "limit", "many"), 2, "input.invalid")
    said("workspaces", "delete", team)
    assert [each["id"] for each in told("workspaces", "--deleted")] == [team]
    one_error(flow_command("workspaces", "members", "-w", team), 3, "workspace.not_found")
    said("workspaces", "restore", team)
    one_error(flow_command("workspaces", "delete", "local"), 2, "workspace.personal")


def test_people_are_invited_and_members_listed() -> None:
    assert said("workspaces", "invitations") == "Nobody is invited."
    invited = said("workspaces", "invite", "eve@example.com", "--role", "viewer")
    assert told("workspaces", "invitations")[0]["role"] == "viewer"
    assert "eve@example.com" in said("workspaces", "invitations")
    said("workspaces", "uninvite", invited)
    assert told("workspaces", "invitations") == []
    assert [each["role"] for each in told("workspaces", "members")] == ["owner"]
    one_error(flow_command("workspaces", "role", "user_none", "viewer"), 3, "member.not_found")
    one_error(flow_command("workspaces", "remove", "user_none"), 3, "member.not_found")
    one_error(flow_command("workspaces", "invite", "eve@example.com", "--role", "king"), 2, "input.invalid")


def test_a_key_is_made_listed_and_revoked() -> None:
    assert "No API keys yet" in said("keys")
    made = told(
        "keys", "add", "Nightly", "-s", "runs:write", "-s", "flows:read", "--expires", "90d", "--role", "operator"
    )
    assert made["key"].startswith(made["prefix"])
    days = (made["expires_at"] - made["created_at"]) / 86_400_000
    assert days == pytest.approx(90, abs=0.01)
    listed = said("keys")
    assert all(each in listed for each in (made["id"], "Nightly", "operator", "flows:read, runs:write", "never"))
    assert made["key"] not in listed
    shown = flow_command("keys", "add", "Other", "-s", "flows:read")
    assert shown.stdout.startswith("fbk_")
    assert "nobody can see this key again" in shown.stderr
    said("keys", "revoke", made["id"])
    assert [each["name"] for each in told("keys")] == ["Other"]
    one_error(flow_command("keys", "revoke", made["id"]), 3, "api_key.not_found")
    one_error(flow_command("keys", "add", "x", "-s", "all"), 2, "input.invalid")
    one_error(flow_command("keys", "add", "x", "-s", "flows:read", "--expires", "soon"), 2, "input.invalid")


def test_credits_are_shown_budgeted_and_ordered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing was added or spent yet" in said("credits", "entries")
    assert "cost nothing on this host" in flow_command("credits").stderr
    one_error(flow_command("credits", "buy", "pack_1000"), 3, "payment.off")
    monkeypatch.setenv("FLOW_CREDITS", "on")
    monkeypatch.setenv("FLOW_PAYMENTS", "local")
    assert said("credits").startswith("200 credits, 0 more reserved")
    assert "opening" in said("credits", "entries")
    said("credits", "budget", "--month", "500", "--run", "20")
    assert said("credits", "budget", "--month", "400").splitlines()[0] == "A run may use 20 credits."
    assert "0 of 400 used, 400 left." in said("credits")
    assert told("credits", "budget", "--run", "none")["run"] is None
    one_error(flow_command("credits", "budget", "--month", "lots"), 2, "input.invalid")
    assert "10.00 usd" in said("credits", "packs")
    assert "?order=ord_" in said("credits", "buy", "pack_1000")
    assert "open" in said("credits", "orders")
    assert said("credits", "usage").startswith("0 credits from ")
    said("credits", "export", str(tmp_path / "ledger.csv"))
    assert [row["kind"] for row in csv.DictReader((tmp_path / "ledger.csv").read_text("utf-8").splitlines())] == [
        "opening"
    ]
    one_error(flow_command("credits", "export", "ledger.txt"), 2, "input.invalid")
