"""Many runs: found, compared, exported, started again."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.api import Api, api
from tests.support.machine import flow

ROWS = [{"name": "Lamp <b>", "price": 24.5, "tags": ["a"]}, {"name": "=1+1", "price": None, "note": "x"}]


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


def checking(name: str = "Checked") -> dict[str, Any]:
    """A flow whose run fails unless its input is fine; the step before the check runs either way."""
    nodes = [
        {"key": "go", "type": "trigger.manual"},
        {"key": "rows", "type": "data.set_fields", "config": {"set": {"items": "{{ input.rows ?? [] }}"}}},
        {"key": "check", "type": "core.assert", "config": {"that": "{{ input.fine }}", "message": "not fine"}},
        {"key": "out", "type": "data.set_fields", "config": {"set": {"items": "{{ steps.rows.items }}"}}},
    ]
    return flow(nodes, ("go>rows", "rows>check", "check>out"), name=name)


async def ran(host: Api, flow_id: str | None = None, *, fine: bool = True, rows: Any = None) -> dict[str, Any]:
    what = {"flow": flow_id} if flow_id else {"document": checking()}
    body = {**what, "input": {"fine": fine, "rows": rows or []}}
    found: dict[str, Any] = await host.ok("POST", "/runs", params={"wait": 20}, json=body)
    return found


async def ids(host: Api, **wanted: Any) -> list[str]:
    return [each["id"] for each in (await host.ok("GET", "/runs", params=wanted))["items"]]


async def test_runs_are_found_by_status_flow_time_and_text(host: Api) -> None:
    stored = (await host.ok("POST", "/flows", json=checking("Stored")))["id"]
    good, bad = await ran(host), await ran(host, fine=False)
    own = await ran(host, stored)
    assert await ids(host, status="failed") == [bad["id"]]
    assert await ids(host, status=["failed", "succeeded"]) == [own["id"], bad["id"], good["id"]]
    assert await ids(host, flow=stored) == [own["id"]]
    assert await ids(host, oldest=True) == [good["id"], bad["id"], own["id"]]
    assert await ids(host, q="not FINE") == [bad["id"]]
    assert await ids(host, since=own["created_at"] + 1) == []
    assert good["id"] in await ids(host, until=good["created_at"] + 1)
    assert await ids(host, until=good["created_at"]) == []
    await host.refused("GET", "/runs?status=odd", 422)


async def test_a_retry_is_a_new_run_with_the_same_input(host: Api) -> None:
    stored = (await host.ok("POST", "/flows", json=checking()))["id"]
    first = await ran(host, stored, fine=False)
    again = await host.ok("POST", f"/runs/{first['id']}/retry", params={"wait": 20})
    assert (again["status"], again["retry_of"], again["input"]) == ("failed", first["id"], first["input"])
    assert (again["flow"], again["document"]) == (stored, first["document"])


async def test_a_retry_may_use_the_newest_version(host: Api) -> None:
    stored = (await host.ok("POST", "/flows", json=checking()))["id"]
    first = await ran(host, stored, fine=False)
    await host.ok("PUT", f"/flows/{stored}", json=flow([{"key": "go", "type": "trigger.manual"}]))
    await host.ok("POST", f"/flows/{stored}/publish")
    old = await host.ok("POST", f"/runs/{first['id']}/retry", params={"wait": 20})
    new = await host.ok("POST", f"/runs/{first['id']}/retry", params={"wait": 20}, json={"newest": True})
    assert (old["status"], new["status"], new["version"]) == ("failed", "succeeded", 1)


async def test_one_key_retries_once(host: Api) -> None:
    first = await ran(host, fine=False)
    answers = await asyncio.gather(
        *(host.ok("POST", f"/runs/{first['id']}/retry", headers={"idempotency-key": "k"}) for _ in range(16))
    )
    assert len({each["id"] for each in answers}) == 1


@pytest.mark.parametrize("resume", [True, False])
async def test_failed_runs_are_started_again_once_per_key(host: Api, resume: bool) -> None:
    stored = (await host.ok("POST", "/flows", json=checking()))["id"]
    failed = [(await ran(host, stored, fine=False))["id"] for _ in range(5)]
    await ran(host, stored)
    body = {"flow": stored, "resume": resume}
    first = await host.ok("POST", "/runs/again", json=body, headers={"idempotency-key": "again-1"})
    assert [each["run"] for each in first["items"]] == failed
    started = [each["started"] for each in first["items"]]
    assert len(set(started)) == 5
    for run in started:
        await host.ok("GET", f"/runs/{run}", params={"wait": 20})
    only = {"flow": stored, "resume": resume, "until": (await host.ok("GET", f"/runs/{started[0]}"))["created_at"]}
    second = await host.ok("POST", "/runs/again", json=only, headers={"idempotency-key": "again-1"})
    assert [each["started"] for each in second["items"] if each["run"] in failed] == started


async def test_two_runs_are_compared_step_by_step(host: Api) -> None:
    good, bad = await ran(host, rows=ROWS), await ran(host, fine=False, rows=ROWS[:1])
    found = await host.ok("GET", f"/runs/{good['id']}/compare/{bad['id']}")
    steps = {each["key"]: each for each in found["steps"]}
    assert set(steps) == {"go", "rows", "check", "out"}
    assert (steps["check"]["a"]["status"], steps["check"]["b"]["status"]) == ("succeeded", "failed")
    assert steps["check"]["b"]["error"] == "not fine"
    assert steps["out"]["b"] is None
    assert (found["same_input"], found["same_output"], found["document"]["nodes"]) == (False, False, [])
    twin = await ran(host, rows=ROWS)
    alike = await host.ok("GET", f"/runs/{good['id']}/compare/{twin['id']}")
    assert (alike["same"], alike["different"], alike["steps"]) == (4, 0, [])


async def test_results_are_exported_in_every_form(host: Api) -> None:
    run = (await ran(host, rows=ROWS))["id"]

    async def exported(form: str, **more: Any) -> bytes:
        answer = await host.http.get(f"/api/v1/runs/{run}/export", params={"format": form, **more})
        assert answer.is_success, answer.text
        assert f".{form}" in answer.headers["content-disposition"]
        return answer.content

    assert json.loads(await exported("json"))["items"] == ROWS
    assert [json.loads(line) for line in (await exported("jsonl")).splitlines()] == ROWS
    table = list(csv.reader(io.StringIO((await exported("csv")).decode())))
    assert table == [["name", "price", "tags", "note"], ["Lamp <b>", "24.5", '["a"]', ""], ["'=1+1", "", "", "x"]]
    sheet = openpyxl.load_workbook(io.BytesIO(await exported("xlsx"))).active
    assert sheet is not None
    assert [list(row) for row in sheet.values][1] == ["Lamp <b>", 24.5, '["a"]', None]
    page = (await exported("html")).decode()
    assert "Lamp &lt;b&gt;" in page
    assert "2 rows" in page
    assert b"rows" in await exported("csv", what="steps")
    assert json.loads(await exported("json", step="rows"))["items"] == ROWS


async def test_logs_are_searched_by_text_and_level(host: Api) -> None:
    nodes = [
        {"key": "go", "type": "trigger.manual"},
        {"key": "a", "type": "core.log", "config": {"message": "Found 3 lamps"}},
        {"key": "b", "type": "core.log", "config": {"message": "Odd price", "level": "warning"}},
    ]
    run = (await host.run(flow(nodes, ("go>a", "a>b"))))["id"]

    async def messages(**wanted: Any) -> list[str]:
        found = await host.ok("GET", f"/runs/{run}/logs", params=wanted)
        return [each["message"] for each in found["items"]]

    assert await messages() == ["Found 3 lamps", "Odd price"]
    assert await messages(q="LAMP") == ["Found 3 lamps"]
    assert await messages(level="warning") == ["Odd price"]
    assert await messages(q="lamp", level="warning") == []


async def test_a_run_that_goes_on_is_not_retried(host: Api) -> None:
    waiting = flow(
        [{"key": "go", "type": "trigger.manual"}, {"key": "ask", "type": "core.approval", "config": {"message": "?"}}],
        ("go>ask",),
    )
    run = await host.ok("POST", "/runs", json={"document": waiting})
    assert (await host.refused("POST", f"/runs/{run['id']}/retry", 409))["code"] == "run.not_ended"
