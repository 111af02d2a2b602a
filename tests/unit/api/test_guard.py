"""A web page that is open in the same browser must not be able to drive the host."""

from pathlib import Path

import pytest

from tests.support.api import Api, api


@pytest.mark.parametrize("name", ["localhost", "localhost:8321", "127.0.0.1:8321", "[::1]:8321", "flows.localhost"])
async def test_the_host_answers_to_its_own_names(host: Api, name: str) -> None:
    assert (await host.http.get("/api/v1/health", headers={"host": name})).status_code == 200


@pytest.mark.parametrize("name", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "", "[::1"])
async def test_a_rebound_name_gets_nothing(host: Api, name: str) -> None:
    said = await host.refused("GET", "/runs", 421, headers={"host": name})
    assert said["code"] == "host.unknown"


async def test_a_name_can_be_allowed(tmp_path: Path) -> None:
    async with api(tmp_path, allowed_hosts=("flows.example",)) as host:
        assert (await host.http.get("/api/v1/health", headers={"host": "flows.example"})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:3000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_another_page_cannot_change_anything(host: Api, headers: dict[str, str]) -> None:
    for method, path in (
        ("POST", "/runs"),
        ("POST", "/runs/x/cancel"),
        ("PUT", "/flows/x"),
        ("DELETE", "/credentials/x"),
    ):
        said = await host.refused(method, path, 403, headers=headers)
        assert said["code"] == "origin.foreign"


async def test_the_hosts_own_page_can(host: Api) -> None:
    headers = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    assert (await host.refused("POST", "/runs", 422, json={}, headers=headers))["code"] == "run.no_flow"


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_a_body_that_a_plain_form_can_send_is_refused(host: Api, media: str) -> None:
    said = await host.refused("POST", "/runs", 415, content=b'{"flow": "x"}', headers={"content-type": media})
    assert said["code"] == "body.media_type"


async def test_a_sane_correlation_id_is_kept_and_another_one_is_not(host: Api) -> None:
    kept = await host.http.get("/api/v1/health", headers={"x-correlation-id": "abc-1"})
    assert kept.headers["x-correlation-id"] == "abc-1"
    replaced = await host.http.get("/api/v1/health", headers={"x-correlation-id": "a b<script>"})
    assert "script" not in replaced.headers["x-correlation-id"]


async def test_an_unexpected_error_says_nothing_about_the_inside(host: Api, caplog: pytest.LogCaptureFixture) -> None:
    await host.app.stores.runs.table.close()
    said = await host.refused("GET", "/runs", 503)
    assert said["code"] == "store.closed"
