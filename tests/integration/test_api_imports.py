"""Imports and exports over the API and the `flow` command."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from flow_builder.cli.app import app as command
from tests.support.api import Api, api
from tests.support.machine import flow
from tests.support.recordings import navigate, on, recording

RECORDED = recording("Order", navigate("https://shop.test/"), on("click", ["aria/Buy"], ["#buy"]))
COMMAND = "curl https://shop.test/api -H 'authorization: Bearer t0k3n'"


@pytest_asyncio.fixture
async def local(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path) as started:
        yield started


async def test_an_import_is_stored_and_comes_back_by_an_export(local: Api) -> None:
    made = await local.ok("POST", "/flows/import", json=RECORDED)
    assert (made["report"]["format"], made["report"]["steps"], made["report"]["imported"]) == ("recorder", 3, 3)
    stored = await local.ok("GET", f"/flows/{made['flow']['id']}")
    assert stored["document"] == made["document"]
    exported = await local.ok("GET", f"/flows/{made['flow']['id']}/export", params={"format": "recorder"})
    again = await local.ok("POST", "/flows/import", json=exported)
    assert again["document"] == made["document"]


async def test_a_dry_import_stores_nothing(local: Api) -> None:
    answer = await local.http.post("/api/v1/flows/import", params={"dry": True}, json=RECORDED)
    assert (answer.status_code, answer.json()["flow"]) == (200, None)
    assert (await local.ok("GET", "/flows"))["items"] == []


@pytest.mark.parametrize("json_string", [False, True])
async def test_a_command_may_be_sent_as_text_or_as_a_json_string(local: Api, json_string: bool) -> None:
    body = json.dumps(COMMAND) if json_string else COMMAND
    kind = "application/json" if json_string else "application/yaml"
    made = await local.ok("POST", "/flows/import", content=body, headers={"content-type": kind})
    assert made["report"]["format"] == "curl"
    assert [need["type"] for need in made["report"]["credentials"]] == ["bearer"]
    assert "t0k3n" not in json.dumps(made)


@pytest.mark.parametrize("form", ["auto", "json", "yaml"])
async def test_a_document_is_imported_as_it_is(local: Api, form: str) -> None:
    document = flow([{"key": "go", "type": "trigger.manual"}])
    made = await local.ok("POST", "/flows/import", params={"format": form}, json=document)
    assert made["document"]["nodes"] == document["nodes"]
    assert made["report"] == {"format": "json", "steps": 1, "imported": 1, "notes": [], "credentials": []}


@pytest.mark.parametrize(
    ("form", "body", "code", "field"),
    [
        ("auto", '{"title": "x", "steps": [{"type": "hover"}]}', "recording.invalid", "/steps/0/selectors"),
        ("recorder", "[]", "recording.invalid", ""),
        ("recorder", '{"title": "x"', "document.syntax", None),
        ("auto", "curl -X TRACE x.test", "curl.method", "--request"),
        ("curl", "{}", "curl.command", None),
        ("json", "null", "document.invalid", None),
        ("auto", "", "document.invalid", None),
        ("auto", '"\\ud800"', "document.encoding", None),
    ],
)
async def test_what_cannot_be_read_is_refused_with_its_place(
    local: Api, form: str, body: str, code: str, field: str | None
) -> None:
    sent = {"params": {"format": form}, "content": body, "headers": {"content-type": "application/yaml"}}
    said = await local.refused("POST", "/flows/import", 422, **sent)
    assert (said["code"], said.get("field") or "") == (code, field or "")


async def test_too_much_is_refused(local: Api) -> None:
    body = "curl x.test -d '" + "a" * 1_100_000 + "'"
    await local.refused("POST", "/flows/import", 413, content=body, headers={"content-type": "application/yaml"})


def test_the_command_imports_and_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FLOW_BROWSER_WORKERS", "0")
    file = tmp_path / "order.json"
    file.write_text(json.dumps(RECORDED), "utf-8")
    run = CliRunner()
    dry = run.invoke(command, ["import", str(file), "--dry"])
    assert json.loads(dry.stdout)["name"] == "Order"
    stored = run.invoke(command, ["import", str(file)])
    assert stored.exit_code == 0, stored.output
    exported = run.invoke(command, ["export", stored.stdout.strip(), "--format", "recorder"])
    assert [step["type"] for step in json.loads(exported.stdout)["steps"]] == ["setViewport", "navigate", "click"]
    into = run.invoke(command, ["import", "-", "--into", stored.stdout.strip()], input=COMMAND)
    assert into.stdout == stored.stdout
    assert "Store the credential shop.test-access (bearer: token)." in into.stderr
    assert "t0k3n" not in into.output
    assert "http.request" in run.invoke(command, ["export", stored.stdout.strip()]).stdout
