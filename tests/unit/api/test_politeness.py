"""The politeness policy through the API and the command."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flow_builder.cli.app import app
from tests.support.api import Api


async def test_a_policy_is_kept_as_it_was_put(host: Api) -> None:
    nothing = {"robots": None, "delay_s": None, "concurrency": None, "domains": {}}
    assert await host.ok("GET", "/politeness") == nothing
    policy = {"robots": "warn", "domains": {"Example.com": {"delay_s": 2}}}
    put = await host.ok("PUT", "/politeness", json=policy)
    assert put == await host.ok("GET", "/politeness")
    assert put["robots"] == "warn"
    assert put["domains"] == {"example.com": {"robots": None, "delay_s": 2.0, "concurrency": None}}


@pytest.mark.parametrize(
    "wrong", [{"robots": "perhaps"}, {"delay_s": -1}, {"domains": {"a/b": {}}}, {"domains": {"a": {"pause": 1}}}]
)
async def test_a_policy_that_makes_no_sense_is_refused(host: Api, wrong: dict[str, Any]) -> None:
    said = await host.refused("PUT", "/politeness", 422, json=wrong)
    assert next(iter(wrong)) in json.dumps(said)


def test_the_command_sets_one_thing_at_a_time_and_forgets_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FLOW_PORT", "0")
    monkeypatch.setenv("FLOW_BROWSER_WORKERS", "0")

    def policy(*arguments: str) -> Any:
        result = CliRunner().invoke(app, ["politeness", *arguments, "--json"])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    assert policy("--delay", "3")["delay_s"] == 3
    policy("Shop.example", "--robots", "ignore")
    found = policy("shop.example", "--concurrency", "0")
    assert found["delay_s"] == 3
    assert found["domains"] == {"shop.example": {"robots": "ignore", "delay_s": None, "concurrency": 0}}
    shown = CliRunner().invoke(app, ["politeness"]).stdout
    assert "shop.example" in shown
    assert "any number" in shown
    assert policy("shop.example", "--reset")["domains"] == {}
    assert policy("--reset")["delay_s"] is None
