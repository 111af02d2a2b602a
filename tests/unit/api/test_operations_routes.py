"""What an operator asks a host: is it alive, is it ready, how is it doing; cached results and circuits."""

import json
import logging
import re
import shutil
import time
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from flow_builder.bootstrap import create_api, opened
from flow_builder.settings import Settings
from flow_builder.telemetry import JsonLines
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow
from tests.support.web import Reply, serve
from tests.unit.api.test_hooks import address, hooked

CACHED = flow(
    [
        {"key": "go", "type": "trigger.manual"},
        {
            "key": "made",
            "type": "data.set_fields",
            "config": {"target": {}, "set": {"n": "{{ input.n }}"}},
            "cache": {"ttl_s": 600},
        },
    ],
    ("go>made",),
)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def samples(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Returns the metrics of a text by name and labels, as Prometheus reads them."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def scraped(host: Api) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    answer = await host.http.get("/metrics")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return samples(answer.text)


async def test_a_host_that_works_is_alive_and_ready(host: Api) -> None:
    assert (await host.ok("GET", "/health"))["status"] == "ok"
    said = await host.ok("GET", "/ready")
    assert said["status"] == "ready"
    assert {each["name"]: each["ok"] for each in said["checks"]} == {
        "store": True,
        "disk": True,
        "browser_workers": True,
        "clock": True,
    }


async def test_a_full_disk_makes_a_host_not_ready_but_leaves_it_alive(
    host: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12 - 1, 5 * 1024**2))
    said = await host.refused("GET", "/ready", 503)
    assert said["code"] == "host.not_ready"
    assert said["detail"] == "disk: 5 MiB are free; 100 MiB are needed."
    assert {each["name"] for each in said["details"]["checks"] if not each["ok"]} == {"disk"}
    assert (await host.ok("GET", "/health"))["status"] == "ok"


async def test_a_host_without_the_browser_that_its_workers_need_is_not_ready(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", browser_workers=1, chromium=tmp_path / "nothing")
    async with opened(settings) as app:
        transport = httpx.ASGITransport(app=create_api(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
            said = await Api(app, http).refused("GET", "/ready", 503)
    assert said["detail"].startswith("browser_workers: ")
    assert "browser." in said["detail"]


async def test_a_stopped_clock_and_a_closed_store_make_a_host_not_ready(tmp_path: Path) -> None:
    async with opened(Settings(data=tmp_path / "data", browser_workers=0)) as app:
        transport = httpx.ASGITransport(app=create_api(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
            host = Api(app, http)
            await app.clock.close()  # type: ignore[attr-defined]
            said = await host.refused("GET", "/ready", 503)
            assert said["detail"] == "clock: The clock does not look at schedules."
            await app.stores.runs.table.close()
            said = await host.refused("GET", "/ready", 503)
            assert "store.closed" in (said["code"], *said["detail"].split())


async def test_metrics_count_runs_steps_and_requests(host: Api) -> None:
    check = {"key": "check", "type": "core.assert", "config": {"that": "{{ input.ok }}"}}
    for ok in (True, True, False):
        await host.run(flow([{"key": "go", "type": "trigger.manual"}, check], ("go>check",)), {"ok": ok})
    found = await scraped(host)
    assert sum(value for (name, _), value in found.items() if name == "flow_runs_total") == 3
    by_status = {dict(labels)["status"]: value for (name, labels), value in found.items() if name == "flow_runs_total"}
    assert by_status == {"succeeded": 2, "failed": 1}
    assert found["flow_steps_total", (("status", "succeeded"),)] == 5
    assert found["flow_steps_total", (("status", "failed"),)] == 1
    route = (("method", "POST"), ("route", "/api/v1/runs"))
    assert found["flow_http_requests_total", (*route, ("status", "200"))] == 3
    assert found["flow_http_request_duration_seconds_count", route] == 3
    assert found["flow_http_request_duration_seconds_bucket", (("le", "+Inf"), *route)] == 3
    assert found["flow_store_commit_duration_seconds_count", ()] > 0
    assert found["flow_store_commit_calls_sum", ()] >= found["flow_store_commit_calls_count", ()]
    assert found["process_resident_memory_bytes", ()] > 10**7
    assert found["flow_schedule_overdue_seconds", ()] == 0
    assert found["flow_disk_bytes", (("state", "free"),)] > found["flow_store_bytes", ()] > 0


async def test_ids_and_foreign_paths_make_no_series_of_their_own(host: Api) -> None:
    url = await address(host, hooked())
    await host.http.post(url, json={})
    for path in ("/api/v1/runs/r_1", "/api/v1/runs/r_2", "/api/v1/nothing/here", "/wp-login.php", "/hooks/x/y"):
        await host.http.get(path)
    await host.http.request("BREW", "/")
    routes = {dict(labels)["route"] for (name, labels) in await scraped(host) if name == "flow_http_requests_total"}
    assert routes == {"/api/v1/flows", "/api/v1/flows/{flow}/webhook", "/api/v1/runs/{run}", "/hooks/…", "other", "/"}


async def test_metrics_are_for_this_machine_unless_told_otherwise(tmp_path: Path) -> None:
    cases: tuple[tuple[str, str, dict[str, str], int], ...] = (
        ("loopback", "127.0.0.1", {}, 200),
        ("loopback", "::1", {}, 200),
        ("loopback", "192.0.2.7", {}, 403),
        ("loopback", "127.0.0.1", {"x-forwarded-for": "192.0.2.7"}, 403),
        ("all", "192.0.2.7", {}, 200),
        ("off", "127.0.0.1", {}, 404),
    )
    for number, (setting, client, headers, status) in enumerate(cases):
        settings = Settings(data=tmp_path / str(number), browser_workers=0, metrics=setting)  # type: ignore[arg-type]
        async with opened(settings) as app:
            transport = httpx.ASGITransport(app=create_api(app), client=(client, 4_000))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
                assert (await http.get("/metrics", headers=headers)).status_code == status, (setting, client)


async def test_a_page_of_a_rebound_name_gets_no_metrics(host: Api) -> None:
    assert (await host.http.get("/metrics", headers={"host": "evil.example"})).status_code == 421


async def test_every_request_is_a_line_of_the_log_when_the_level_allows(
    host: Api, caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger("flow_builder.api.observe")
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record))

    handler = Kept()
    logger.addHandler(handler)
    try:
        await host.http.get("/api/v1/runs/r_1")
        assert lines == []
        with caplog.at_level(logging.INFO, logger.name):
            answer = await host.http.get("/api/v1/runs/r_1", headers={"x-correlation-id": "abc-1"})
    finally:
        logger.removeHandler(handler)
    (line,) = map(json.loads, lines)
    assert line.pop("duration_ms") > 0
    assert re.fullmatch(r"\d{4}-.*Z", line.pop("time"))
    assert line == {
        "level": "info",
        "logger": logger.name,
        "message": "GET /api/v1/runs/{run} 404",
        "method": "GET",
        "route": "/api/v1/runs/{run}",
        "status": 404,
        "correlation_id": "abc-1",
    }
    assert answer.headers["x-correlation-id"] == "abc-1"


async def test_cached_results_are_listed_with_their_hits_and_forgotten(host: Api) -> None:
    before = int(time.time() * 1_000)
    for number in (1, 1, 1, 2):
        await host.run(CACHED, {"n": number})
    found = (await host.ok("GET", "/cache"))["items"]
    assert sorted(each["hits"] for each in found) == [0, 2]
    used = next(each for each in found if each["hits"])
    assert (used["node"], used["type"]) == ("made", "data.set_fields")
    assert used["created_at"] >= before
    assert used["hit_at"] >= used["created_at"]
    assert 595_000 <= used["expires_at"] - before <= 620_000
    await host.ok("DELETE", f"/cache/{used['key']}")
    assert (await host.refused("DELETE", f"/cache/{used['key']}", 404))["code"] == "cache.not_found"
    await host.run(CACHED, {"n": 1})
    found = (await host.ok("GET", "/cache", params={"flow": used["flow"]}))["items"]
    assert [each["hits"] for each in found] == [0, 0]
    assert await host.ok("DELETE", "/cache") == {"removed": 2}
    assert (await host.ok("GET", "/cache"))["items"] == []


async def test_a_circuit_that_opened_is_shown_and_closed(host: Api) -> None:
    async with serve({"/": lambda *_: Reply(status=503)}) as web:
        ask = {"key": "ask", "type": "http.request", "config": {"method": "GET", "url": web.url("/")}}
        for _ in range(5):
            await host.run(flow([ask]))
        (circuit,) = (await host.ok("GET", "/breakers"))["items"]
        name = f"127.0.0.1:{web.port}"
        assert (circuit["name"], circuit["state"]) == (name, "open")
        assert 0 < circuit["opens_until"] - time.time() * 1_000 <= 60_000
        assert (await scraped(host))["flow_circuits_open", ()] == 1
        assert (await host.run(flow([ask])))["error"]["code"] == "circuit.open"
        await host.ok("POST", f"/breakers/{name}/reset")
        assert (await host.ok("GET", "/breakers"))["items"] == []
        assert (await host.run(flow([ask])))["error"]["code"] == "http.status"
    said = await host.refused("POST", "/breakers/mail%20by%20nobody%2Fat%2Fall/reset", 404)
    assert said["code"] == "breaker.not_found"


async def test_the_lateness_of_the_event_loop_is_measured(tmp_path: Path) -> None:
    async with api(tmp_path / "data") as host:

        async def measured() -> Any:
            return (await scraped(host))["flow_event_loop_lag_seconds_count", ()]

        assert await eventually(measured) >= 1
