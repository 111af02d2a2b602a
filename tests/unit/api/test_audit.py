"""The audit log over the API: every change and refusal has an entry; search, verify, export."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from flow_builder.api.audit import is_recorded
from flow_builder.bootstrap import create_api, opened
from flow_builder.domain.permissions import RULES
from flow_builder.errors import StoreFull
from flow_builder.settings import Settings
from flow_builder.store.table import Put
from tests.support.api import Api, api

FLOW = {"schema": 1, "name": "F", "nodes": [{"id": "n1", "key": "start", "type": "trigger.manual"}], "edges": []}

HAND_OUT = {"artifacts_link", "audit_export", "account_export"}
RECORD_THEMSELVES = {"account_erase", "auth_convert_guest"}
"""They end the log that they would stand in; `test_sign_ins.py` finds them where they are."""


async def entries(host: Api, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await host.ok("GET", "/audit", params=query))["items"]
    return found


async def test_each_change_has_an_entry_with_digests_of_before_and_after(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await host.ok("POST", "/flows", json=FLOW, headers={"user-agent": "tests", "x-correlation-id": "c1"})
        flow = made["id"]
        await host.ok("PUT", f"/flows/{flow}", json={**FLOW, "name": "G"})
        await host.ok("GET", f"/flows/{flow}")
        await host.ok("DELETE", f"/flows/{flow}")
        deleted, saved, created = await entries(host)
    assert [each["operation"] for each in (created, saved, deleted)] == ["flows_create", "flows_save", "flows_delete"]
    assert [each["subject"] for each in (created, saved, deleted)] == [flow] * 3
    assert [each["status"] for each in (created, saved, deleted)] == [201, 200, 204]
    assert (created["kind"], created["actor"], created["agent"], created["correlation_id"]) == (
        "local", "local", "tests", "c1",
    )  # fmt: skip
    assert created["address"] == "127.0.0.1"
    assert created["before"] is None
    assert created["after"] == saved["before"] != saved["after"] == deleted["before"] != deleted["after"]
    assert created["hash"] == saved["prev"]
    assert "name" not in json.dumps(saved["details"])


async def test_a_change_that_was_refused_has_an_entry_and_a_read_has_none(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        await host.refused("DELETE", "/flows/none", 404)
        await host.refused("GET", "/flows/none", 404)
        await host.refused("POST", "/runs", 404, json={"flow": "none"})
        found = await entries(host)
    assert [(each["operation"], each["status"], each["subject"]) for each in found] == [
        ("runs_start", 404, None),
        ("flows_delete", 404, "none"),
    ]


async def test_what_is_asked_again_with_a_key_is_one_change(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        for _ in range(3):
            await host.ok("POST", "/flows", json=FLOW, headers={"idempotency-key": "k"})
        assert len(await entries(host)) == 1


async def test_the_answer_waits_for_the_entry(tmp_path: Path) -> None:
    """The store refuses the entry: what was done is not told to be done, and is in the log after the next start."""
    async with opened(Settings(data=tmp_path, browser_workers=0)) as app:
        write = app.stores.audit.append

        async def full(*_: object) -> Any:
            raise StoreFull("The disk is full.")

        app.stores.audit.append = full  # type: ignore[method-assign]
        transport = httpx.ASGITransport(app=create_api(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
            answer = await http.post("/api/v1/flows", json=FLOW)
            assert (answer.status_code, answer.json()["code"]) == (503, "store.full")
            app.stores.audit.append = write  # type: ignore[method-assign]
            assert (await http.get("/api/v1/audit")).json()["items"] == []
    async with api(tmp_path) as host:
        (only,) = await entries(host)
        assert (only["operation"], only["status"]) == ("flows_create", None)
        assert (await host.ok("GET", "/audit/verify"))["ok"]


async def test_verify_walks_the_chain_and_finds_a_changed_row(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        for number in range(4):
            await host.ok("POST", "/flows", json={**FLOW, "name": str(number)})
        said = await host.ok("GET", "/audit/verify")
        assert (said["ok"], said["entries"], said["broken"]) == (True, 4, None)
        anchor = {"seq": 4, "hash": said["head"]["hash"]}
        await host.ok("POST", "/flows", json=FLOW)
        assert (await host.ok("GET", "/audit/verify", params=anchor))["ok"]
        wrong = await host.ok("GET", "/audit/verify", params={**anchor, "seq": 3})
        assert (wrong["ok"], wrong["broken"]["reason"], wrong["broken"]["seq"]) == (False, "anchor", 3)

        table = host.app.stores.audit.table
        page = await table.query("AUDIT#local", prefix="E#")
        changed = page.items[1]
        changed.doc["actor"] = "somebody else"
        await table.write(Put(changed))
        said = await host.ok("GET", "/audit/verify")
        assert (said["ok"], said["entries"], said["broken"]["seq"]) == (False, 1, 2)


async def test_a_log_that_was_written_anew_or_cut_off_is_found(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        for _ in range(3):
            await host.ok("POST", "/flows", json=FLOW)
        table = host.app.stores.audit.table
        head = await table.get("AUDIT#local", "HEAD")
        assert head is not None
        second = (await table.query("AUDIT#local", prefix="E#")).items[1].doc
        shorter = {"seq": 2, "at": second["at"], "hash": second["hash"]}
        await table.write(Put(_with(head, {**head.doc, **shorter})))
        said = (await host.ok("GET", "/audit/verify"))["broken"]
        assert (said["seq"], said["reason"]) == (2, "head")
        await table.write(Put(_with(head, {**head.doc, "seq": 4})))
        said = (await host.ok("GET", "/audit/verify"))["broken"]
        assert (said["seq"], said["reason"]) == (4, "missing")


def _with(item: Any, doc: dict[str, Any]) -> Any:
    item.doc = doc
    return item


async def test_an_export_can_be_verified_by_anybody(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        for name in ("=1+1", "Größe", "c"):
            await host.ok("POST", "/flows", json={**FLOW, "name": name}, headers={"user-agent": f"={name}".encode()})
        answer = await host.http.get("/api/v1/audit/export")
        lines = [json.loads(line) for line in answer.text.splitlines()]
        table = await host.http.get("/api/v1/audit/export", params={"format": "csv"})
        exported = (await entries(host))[0]
    # The export of the lines is itself recorded, after they were read.
    prev = "0" * 64
    for line in lines:
        kept = {name: value for name, value in line.items() if name != "hash"}
        text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert sha256(text.encode()).hexdigest() == line["hash"]
        assert line["prev"] == prev
        prev = line["hash"]
    assert [line["operation"] for line in lines] == ["flows_create"] * 3
    assert answer.headers["audit-head"] == f"3 {prev}"
    assert exported["operation"] == "audit_export"
    for row in csv.DictReader(io.StringIO(table.text)):
        assert sha256(row["canonical"].encode()).hexdigest() == row["hash"]
        assert not row["agent"].startswith("=")


async def test_entries_are_searched_by_who_what_and_when(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        flows = [(await host.ok("POST", "/flows", json=FLOW))["id"] for _ in range(3)]
        await host.ok("DELETE", f"/flows/{flows[1]}")
        assert len(await entries(host, subject=flows[1])) == 2
        assert len(await entries(host, who="local")) == 4
        assert await entries(host, who="nobody") == []
        assert len(await entries(host, operation="flows_delete")) == 1
        first = await host.ok("GET", "/audit", params={"limit": 3})
        rest = await host.ok("GET", "/audit", params={"limit": 3, "cursor": first["cursor"]})
        assert [each["seq"] for each in first["items"] + rest["items"]] == [4, 3, 2, 1]
        await host.refused("GET", "/audit", 422, params={"since": 5, "until": 4})
        await host.refused("GET", "/audit/export", 422, params={"since": 5, "until": 4})


@pytest.mark.parametrize("operation", sorted(RULES))
def test_recorded_is_what_changes(operation: str) -> None:
    changes = RULES[operation].scope.endswith(":write") and operation not in RECORD_THEMSELVES
    assert is_recorded(operation, "POST") == (changes or operation in HAND_OUT)


async def test_a_run_that_uses_a_secret_has_one_entry_for_each_credential(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        given = {"name": "Shop", "type": "bearer", "fields": {"token": "t0ps3cret"}}
        credential = (await host.ok("POST", "/credentials", json=given))["id"]
        fetch = {"url": "http://127.0.0.1:9/", "auth": {"kind": "credential", "credential": credential}}
        nodes = [
            {"id": f"n{number}", "key": f"k{number}", "type": "http.request", "config": fetch, "on_error": "continue"}
            for number in range(3)
        ]
        document = {"schema": 1, "name": "Uses", "nodes": nodes, "edges": []}
        run = await host.run(document)
        await host.run({**FLOW, "name": "Uses none"})
        (use,) = await entries(host, operation="credential_use")
        (created,) = await entries(host, operation="credentials_create")
        assert (use["kind"], use["actor"], use["subject"]) == ("run", run["id"], credential)
        assert await entries(host, who=run["id"]) == [use]
        assert created["after"] is not None
        everything = (await host.http.get("/api/v1/audit/export")).text
    assert "t0ps3cret" not in everything
