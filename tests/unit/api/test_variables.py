"""Workspace variables: kept, changed at their revision, seen by the next run, warned of when they look secret."""

from pathlib import Path

import pytest

from flow_builder.domain.variable import looks_secret
from tests.support.api import api
from tests.support.machine import flow

SAY = {"key": "say", "type": "data.set_fields", "config": {"set": {"a": "{{ env.A }}", "b": "{{ env.B }}"}}}


async def test_a_run_sees_the_workspace_before_the_host_before_the_document(tmp_path: Path) -> None:
    file = tmp_path / "variables"
    file.write_text("A=host\nB=host\n")
    document = {**flow([SAY]), "settings": {"env": {"A": "document", "B": "document"}}}
    async with api(tmp_path / "data", variables=file) as host:
        assert (await host.run(document))["output"] == {"a": "host", "b": "host"}
        await host.ok("PUT", "/variables", json={"variables": {"A": "workspace"}})
        assert (await host.run(document))["output"] == {"a": "workspace", "b": "host"}
        await host.ok("DELETE", "/variables/A")
        assert (await host.run(document))["output"] == {"a": "host", "b": "host"}
        assert (await host.ok("GET", "/variables"))["provided"] == {"A": "host", "B": "host"}


async def test_previews_know_the_variables_too(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        await host.ok("PATCH", "/variables", json={"variables": {"A": "1"}})
        asked = {"value": "{{ env.A }}", "document": flow([SAY]), "at": "say"}
        assert (await host.ok("POST", "/expressions/preview", json=asked))["value"] == "1"


async def test_they_outlive_the_host(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        await host.ok("PUT", "/variables", json={"variables": {"A": "x", "B": ""}})
    async with api(tmp_path) as host:
        assert (await host.ok("GET", "/variables"))["variables"] == {"A": "x", "B": ""}


async def test_a_change_sets_removes_and_leaves(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        await host.ok("PUT", "/variables", json={"variables": {"A": "1", "B": "2"}})
        changed = await host.ok("PATCH", "/variables", json={"variables": {"A": None, "C": "3"}})
        assert changed["variables"] == {"B": "2", "C": "3"}
        assert changed["rev"] == 2


async def test_a_change_of_an_older_revision_is_refused(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        for rev, name in enumerate("AB"):
            asked = {"if-match": f'"{rev}"'}
            await host.ok("PATCH", "/variables", json={"variables": {name: "x"}}, headers=asked)
        said = await host.refused("PUT", "/variables", 409, json={"variables": {}}, headers={"if-match": '"1"'})
        assert said["code"] == "variables.changed"


async def test_what_is_named_like_a_secret_is_warned_of(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        found = await host.ok("PUT", "/variables", json={"variables": {"API_KEY": "k", "MONKEY": "m"}})
        assert [(each["name"], each["code"]) for each in found["warnings"]] == [("API_KEY", "variable.looks_secret")]


@pytest.mark.parametrize("name", ["password", "DB_PASSWORD", "apiKey", "TOKEN", "client_secret", "pwd"])
def test_names_that_look_secret(name: str) -> None:
    assert looks_secret(name)


@pytest.mark.parametrize("name", ["TOKENS_PER_MINUTE_LIMIT", "PASSAGE", "AUTHOR", "MONKEY", "SECRETARY", "KEYBOARD"])
def test_names_that_do_not(name: str) -> None:
    assert looks_secret(name) == (name == "TOKENS_PER_MINUTE_LIMIT")  # better one warning too many


@pytest.mark.parametrize("name", ["", "1A", "A-B", "A B", "Ä", "a" * 101, "__proto__.x"])
async def test_names_are_those_of_expressions(tmp_path: Path, name: str) -> None:
    async with api(tmp_path) as host:
        await host.refused("PUT", "/variables", 422, json={"variables": {name: "x"}})


async def test_limits_are_told(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        await host.ok("PUT", "/variables", json={"variables": {f"A{n}": "x" for n in range(500)}})
        said = await host.refused("PATCH", "/variables", 413, json={"variables": {"B": "x"}})
        assert said["code"] == "variables.too_many"
        large = {f"B{n}": "ä" * 8_000 for n in range(13)}
        said = await host.refused("PUT", "/variables", 413, json={"variables": large})
        assert said["code"] == "variables.too_large"
        await host.refused("PUT", "/variables", 422, json={"variables": {"A": "x" * 8_001}})
        assert (await host.refused("DELETE", "/variables/B", 404))["code"] == "variable.not_found"
