"""What every answer has around it: correlation id, security headers, and what is refused before a route sees it."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.support.api import PROBLEM, Api, api
from tests.support.machine import flow

GO = flow([{"key": "go", "type": "trigger.manual"}])
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
STRICT = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/openapi.json", "/api/v1/health", "/api/v1/nope", "/hooks/nope", "/nope", "/trace/"]
)
async def test_every_answer_tells_browsers_to_trust_it_with_little(host: Api, path: str) -> None:
    answer = await host.http.get(path, headers={"host": "localhost"})
    if not answer.is_redirect:
        assert {name: answer.headers[name] for name in STRICT} == STRICT
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy or policy == "sandbox"
    assert answer.headers["x-correlation-id"]
    assert "strict-transport-security" not in answer.headers
    if path.startswith("/api/"):
        assert answer.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in policy


async def test_the_demo_sites_may_frame_and_run_what_they_like(host: Api) -> None:
    answer = await host.http.get("/demo/shop/")
    assert "content-security-policy" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_browsers_stay_with_https_where_a_proxy_speaks_it(tmp_path: Path) -> None:
    async with api(tmp_path, public_url="https://flows.example") as host:
        known = await host.http.get("/api/v1/health", headers={"host": "flows.example"})
        assert known.status_code == 200
        assert known.headers["strict-transport-security"] == "max-age=31536000"
        assert "strict-transport-security" not in (await host.http.get("/api/v1/health")).headers


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({"x-correlation-id": "abc-1"}, "abc-1"),
        ({"x-request-id": "abc-2"}, "abc-2"),
        ({"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}, TRACE),
        ({"x-correlation-id": "mine", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}, "mine"),
        ({"x-correlation-id": "a b<script>"}, None),
        ({"x-correlation-id": "x" * 65}, None),
        ({"traceparent": f"00-{'0' * 32}-00f067aa0ba902b7-01"}, None),
    ],
)
async def test_a_well_formed_correlation_id_is_kept(host: Api, headers: dict[str, str], kept: str | None) -> None:
    answer = await host.http.get("/api/v1/runs/nope", headers=headers)
    told = answer.headers["x-correlation-id"]
    assert told == answer.json()["correlation_id"]
    assert told == kept if kept else told not in headers.values()


async def test_a_run_keeps_the_id_of_the_request_that_started_it(host: Api) -> None:
    made = await host.ok("POST", "/flows", json=GO)
    for body in ({"flow": made["id"]}, {"document": GO}):
        run = await host.ok("POST", "/runs", params={"wait": 20}, json=body, headers={"x-correlation-id": "c-1"})
        assert run["correlation_id"] == "c-1"
    again = await host.ok("POST", f"/runs/{run['id']}/retry", headers={"x-correlation-id": "c-2"})
    assert again["correlation_id"] == "c-2"


async def test_log_lines_of_a_request_carry_its_id(host: Api, caplog: pytest.LogCaptureFixture) -> None:
    from flow_builder.telemetry import JsonLines

    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record))

    handler = Keep()
    logger = logging.getLogger("flow_builder")
    logger.addHandler(handler)
    try:
        await host.app.stores.runs.table.close()
        await host.http.get("/api/v1/runs", headers={"x-correlation-id": "c-9"})
    finally:
        logger.removeHandler(handler)
    assert any('"correlation_id": "c-9"' in line for line in lines)


@pytest.mark.parametrize(
    ("path", "headers", "status", "code"),
    [
        ("/api/v1/runs?q=" + "x" * 9_000, {}, 414, "url.too_long"),
        ("/api/v1/runs", {"x-much": "x" * 40_000}, 431, "headers.too_large"),
        ("/api/v1/runs", {f"x-{each}": "1" for each in range(101)}, 431, "headers.too_large"),
        ("/api/v1/runs", {"accept": "text/html"}, 406, "accept.unknown"),
        ("/api/v1/runs", {"accept": "application/json;q=0, image/png"}, 406, "accept.unknown"),
    ],
)
async def test_what_is_out_of_measure_is_refused(
    host: Api, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = await host.http.get(path, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["code"] == code


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html, */*;q=0.1", "application/json; q=0.5", ""])
async def test_what_can_be_had_is_given(host: Api, accept: str) -> None:
    assert (await host.http.get("/api/v1/runs", headers={"accept": accept})).status_code == 200


async def test_a_route_of_several_types_takes_each(host: Api) -> None:
    made = (await host.ok("POST", "/flows", json=GO))["id"]
    answer = await host.http.get(f"/api/v1/flows/{made}/export", headers={"accept": "application/yaml"})
    assert answer.status_code == 200


async def test_json_is_nested_a_hundred_deep_at_most(host: Api) -> None:
    for depth, fits in ((98, True), (150, False), (50_000, False)):
        text = b'{"document": 1, "input": ' + b"[" * depth + b"]" * depth + b"}"
        answer = await host.http.post("/api/v1/runs", content=text, headers={"content-type": "application/json"})
        assert answer.status_code == 422
        assert (answer.json()["code"] != "body.nesting") is fits, answer.text


async def test_a_large_body_is_refused(host: Api) -> None:
    for content in (b'"' + b"x" * 9_000_000 + b'"', _pieces()):
        answer = await host.http.post("/api/v1/runs", content=content, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")


async def _pieces() -> AsyncIterator[bytes]:
    for _ in range(100):
        yield b"x" * 100_000


async def test_head_is_get_without_the_body(host: Api) -> None:
    made = (await host.ok("POST", "/flows", json=GO))["id"]
    got = await host.http.get(f"/api/v1/flows/{made}", headers={"accept-encoding": "identity"})
    head = await host.http.head(f"/api/v1/flows/{made}", headers={"accept-encoding": "identity"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(got.content))
    assert head.headers["etag"] == got.headers["etag"]
    assert (await host.http.head("/api/v1/flows/nope")).status_code == 404


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/flows", "GET, HEAD, OPTIONS, POST"),
        ("/flows/x", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"),
        ("/runs/x/cancel", "OPTIONS, POST"),
        ("/live/events", "GET, OPTIONS"),
    ],
)
async def test_a_path_tells_what_it_takes(host: Api, path: str, allowed: str) -> None:
    answer = await host.http.options(f"/api/v1{path}")
    assert (answer.status_code, answer.headers["allow"]) == (204, allowed)
    refused = await host.http.request("TRACE", f"/api/v1{path}", headers={"host": "localhost"})
    assert (refused.status_code, refused.headers["allow"]) == (405, allowed)
    assert refused.headers["content-type"] == PROBLEM


async def test_unknown_paths_are_problems(host: Api) -> None:
    for method in ("GET", "POST", "OPTIONS", "HEAD"):
        answer: httpx.Response = await host.http.request(method, "/api/v1/nope")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == PROBLEM
