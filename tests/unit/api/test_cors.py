"""Web apps of other origins: those of the list may call the API, all others may not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flow_builder.errors import InvalidInput
from flow_builder.settings import load_settings
from tests.support.api import Api, api

APP = "https://app.example"
ASKED = {"origin": APP, "access-control-request-method": "PUT", "access-control-request-headers": "if-match"}


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "shared", cors_origins=(APP, "http://localhost:5173")) as made:
        yield made


async def test_an_app_of_the_list_may_call(shared: Api) -> None:
    asked = await shared.http.options("/api/v1/flows/x", headers=ASKED)
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == APP
    assert asked.headers["access-control-allow-credentials"] == "true"
    assert "PUT" in asked.headers["access-control-allow-methods"]
    assert "if-match" in asked.headers["access-control-allow-headers"]
    done = await shared.http.post("/api/v1/runs", json={}, headers={"origin": APP, "sec-fetch-site": "cross-site"})
    assert done.json()["code"] == "run.no_flow"
    assert done.headers["access-control-allow-origin"] == APP
    assert done.headers["vary"] == "Origin"
    exposed = set(done.headers["access-control-expose-headers"].split(", "))
    assert {"etag", "location", "retry-after", "x-correlation-id", "idempotency-replayed"} <= exposed


@pytest.mark.parametrize(
    "origin", ["https://app.example.evil", "http://app.example", "null", "https://app.example:8443"]
)
async def test_another_may_not(shared: Api, origin: str) -> None:
    asked = await shared.http.options("/api/v1/flows/x", headers={**ASKED, "origin": origin})
    assert "access-control-allow-origin" not in asked.headers
    said = await shared.refused("POST", "/runs", 403, json={}, headers={"origin": origin})
    assert said["code"] == "origin.foreign"


async def test_nobody_may_unless_told(host: Api) -> None:
    asked = await host.http.options("/api/v1/flows/x", headers=ASKED)
    read = await host.http.get("/api/v1/runs", headers={"origin": APP})
    for answer in (asked, read):
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_origins_are_a_list_and_not_everybody() -> None:
    found = load_settings({"FLOW_CORS_ORIGINS": "https://a.example, http://localhost:5173"})
    assert found.cors_origins == ("https://a.example", "http://localhost:5173")
    for wrong in ("*", "https://*.example", "https://a.example/path", "a.example"):
        with pytest.raises(InvalidInput, match="FLOW_CORS_ORIGINS"):
            load_settings({"FLOW_CORS_ORIGINS": wrong})
