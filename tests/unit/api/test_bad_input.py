"""What is sent wrong comes back as a problem that says what, where and what to do; nothing else is harmed."""

import json
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.machine import flow

DOCUMENT = {"content-type": "application/yaml"}
VALID = json.dumps(flow([{"key": "a", "type": "trigger.manual"}]))


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "document.invalid"),
        (b"[1, 2]", 422, "document.invalid"),
        (b"{", 422, "document.syntax"),
        (b"a: [", 422, "document.syntax"),
        (b"\xff\xfe\x00", 422, "document.encoding"),
        (b'{"name": "\\ud800", "nodes": []}', 422, "document.encoding"),
        (b'{"nodes": []}', 422, "document.invalid"),
        (b'{"name": "x", "nodez": []}', 422, "document.invalid"),
        (b'{"name": "x", "schema": 99}', 422, "document.version"),
        (b'{"name": "x", "a": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", 422, "document.syntax"),
        (b'{"name": "' + b"x" * (6 * 1024 * 1024) + b'"}', 413, "document.too_large"),
        (b"x" * (9 * 1024 * 1024), 413, "body.too_large"),
    ],
    ids=["empty", "list", "json", "yaml", "bytes", "surrogate", "nameless", "unknown", "newer", "deep", "5MB", "8MB"],
)
@pytest.mark.parametrize("path", ["/flows", "/flows/validate", "/flows/compile"])
async def test_a_malformed_document_is_refused(host: Api, path: str, body: bytes, status: int, code: str) -> None:
    said = await host.refused("POST", path, status, content=body, headers=DOCUMENT)
    assert said["code"] == code
    assert (await host.ok("GET", "/flows"))["items"] == []


@pytest.mark.parametrize(
    "document",
    [
        flow([{"key": "a", "type": "no.such"}]),
        flow([{"key": "a", "type": "core.merge"}, {"key": "b", "type": "core.merge"}], ["a>b", "b>a"]),
        flow([{"key": "a", "type": "core.merge"}], ["a>gone"]),
        flow([{"key": "a", "type": "data.set_fields", "config": {"set": {"x": "{{ steps.gone.y }}"}}}]),
        flow([{"key": "a", "type": "data.set_fields", "config": {"set": {"x": "{{ 1 + }}"}}}]),
        flow([{"key": "a", "type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": "soon"}}}]),
    ],
    ids=["type", "cycle", "edge", "reference", "expression", "wrong type"],
)
async def test_a_flow_that_means_nothing_does_not_run_and_says_why(host: Api, document: dict[str, Any]) -> None:
    checked = await host.ok("POST", "/flows/validate", json=document)
    assert checked["valid"] is False
    errors = {each["code"] for each in checked["diagnostics"] if each["severity"] == "error"}
    said = await host.refused("POST", "/runs", 422, json={"document": document})
    assert said["code"] == "flow.invalid"
    assert {each["code"] for each in said["details"]["diagnostics"] if each["severity"] == "error"} == errors
    assert (await host.ok("GET", "/runs"))["items"] == []


async def test_an_unfinished_flow_can_be_kept_but_not_published(host: Api) -> None:
    kept = await host.ok("POST", "/flows", json=flow([{"key": "a", "type": "no.such"}]))
    assert kept["diagnostics"]
    said = await host.refused("POST", f"/flows/{kept['id']}/publish", 422)
    assert said["code"] == "flow.invalid"


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        (b"{", 400, "body.not_json", None),
        (b"[]", 422, "input.invalid", ""),
        (b'{"flow": 1}', 422, "input.invalid", "/flow"),
        (b'{"flows": "x"}', 422, "input.invalid", "/flows"),
        (b"{}", 422, "run.no_flow", "/flow"),
        (b'{"flow": "gone"}', 404, "flow.not_found", None),
        (b'{"flow": "\xff"}', 400, "body.encoding", None),
        (b'{"flow": ' + b"[" * 100_000, 422, "body.nesting", None),
        (b'{"input": ' + b"9" * 5_000 + b"}", 400, "body.not_json", None),
        (f'{{"document": {VALID}, "flow": "x"}}'.encode(), 422, "run.no_flow", "/flow"),
        (f'{{"document": {VALID}, "input": {"[" * 900 + "]" * 900}}}'.encode(), 422, "body.nesting", None),
        (b'{"document": "{{"}', 422, "document.syntax", None),
        (f'{{"document": {VALID}, "only": "gone"}}'.encode(), 404, "step.not_found", None),
        (f'{{"document": {VALID}, "input": {{"a": "\\ud800"}}}}'.encode(), 422, "text.invalid", "/input"),
    ],
)
async def test_a_wrong_start_is_refused(host: Api, body: bytes, status: int, code: str, field: str | None) -> None:
    headers = {"content-type": "application/json"}
    said = await host.refused("POST", "/runs", status, content=body, headers=headers)
    assert said["code"] == code
    assert said.get("field") == (field or None)


async def test_a_body_nested_too_deep_is_refused(host: Api) -> None:
    body = b'{"input": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    headers = {"content-type": "application/json"}
    answer = await host.http.post("/api/v1/runs", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


async def test_an_input_that_does_not_fit_names_the_place(host: Api) -> None:
    schema = {"type": "object", "properties": {"limit": {"type": "number"}}}
    document = flow([{"key": "a", "type": "trigger.manual"}], input_schema=schema)
    said = await host.refused("POST", "/runs", 422, json={"document": document, "input": {"limit": "ten"}})
    assert (said["code"], said["field"]) == ("input.schema", "/input/limit")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/flows/gone", "flow.not_found"),
        ("/flows/gone/versions", "flow.not_found"),
        ("/runs/gone", "run.not_found"),
        ("/runs/gone/steps", "run.not_found"),
        ("/runs/gone/events", "run.not_found"),
        ("/runs/gone/logs", "run.not_found"),
        ("/runs/gone/document", "run.not_found"),
        ("/nodes/no.such", "node_type.unknown"),
        ("/datasets/gone", "dataset.not_found"),
        ("/datasets/gone/export?format=csv", "dataset.not_found"),
        ("/artifacts/a/b/c", "artifact.missing"),
        ("/artifacts/..%2f..%2fstate.db", "artifact.missing"),
        ("/nothing", "not_found"),
    ],
)
async def test_what_is_not_there_is_not_found(host: Api, path: str, code: str) -> None:
    assert (await host.refused("GET", path, 404))["code"] == code


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=5000", "cursor=!!!"])
async def test_a_wrong_page_is_refused(host: Api, query: str) -> None:
    said = await host.refused("GET", f"/runs?{query}", 422)
    assert said["code"] in {"input.invalid", "store.bad_cursor"}


async def test_another_method_is_refused(host: Api) -> None:
    assert (await host.refused("PATCH", "/runs", 405, json={}))["code"] == "method.not_allowed"


async def test_a_credential_never_comes_out_again(host: Api) -> None:
    body = {"name": "shop", "type": "basic", "fields": {"username": "ann", "password": "s3cret"}}
    made = await host.ok("POST", "/credentials", json=body)
    shown = json.dumps([made, await host.ok("GET", "/credentials")])
    assert "password" in shown
    assert "s3cret" not in shown
    stored = await host.app.stores.credentials.resolve("local", made["id"])
    assert stored == {"username": "ann", "password": "s3cret", "type": "basic"}


async def test_another_workspace_has_none_of_it(host: Api) -> None:
    body = {"name": "shop", "type": "basic", "fields": {"username": "ann"}}
    made = await host.ok("POST", "/credentials", json=body)
    kept = await host.ok("POST", "/flows", json=flow([{"key": "a", "type": "trigger.manual"}]))
    stores = host.app.stores
    for call in (stores.credentials.resolve("other", made["id"]), stores.flows.get("other", kept["id"])):
        with pytest.raises(Exception, match="There is no"):
            await call
