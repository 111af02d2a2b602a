"""Rate limits at the API: who asks too often is told so, and when to come back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from flow_builder.bootstrap import create_api
from tests.support.api import Api, api, client
from tests.support.machine import flow

BLANK: dict[str, Any] = flow([{"key": "start", "type": "trigger.manual"}])
HOOK: dict[str, Any] = flow([{"key": "start", "type": "trigger.webhook"}])


class Places:
    """ASGI middleware: requests come from a chosen address."""

    def __init__(self, app: ASGIApp, address: str = "") -> None:
        self.app = app
        self.address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "client": (self.address, 1)}, receive, send)


@pytest.fixture
async def limited(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path, rate_limits="on", flow_starts_per_minute=3) as made:
        yield made


@pytest.fixture
async def closed(tmp_path: Path) -> AsyncIterator[Api]:
    """A host where nobody is known without a token."""
    async with api(tmp_path, rate_limits="on", accounts="required") as made:
        yield made


async def test_answers_tell_what_is_left(limited: Api) -> None:
    first = await limited.http.get("/api/v1/nodes")
    second = await limited.http.get("/api/v1/nodes")
    assert first.headers["ratelimit-limit"] == "100"
    assert first.headers["ratelimit-policy"] == "100;w=60"
    assert [first.headers["ratelimit-remaining"], second.headers["ratelimit-remaining"]] == ["99", "98"]
    assert 1 <= int(first.headers["ratelimit-reset"]) <= 61
    assert (await limited.http.get("/api/v1/flows")).headers["ratelimit-limit"] == "50"


async def test_of_64_runs_at_once_30_start(limited: Api) -> None:
    made = await asyncio.gather(*(limited.http.post("/api/v1/runs", json={"document": BLANK}) for _ in range(64)))
    assert sum(each.is_success for each in made) == 30
    refused = next(each for each in made if each.status_code == 429)
    assert refused.json()["code"] == "rate.limited"
    assert refused.headers["ratelimit-remaining"] == "0"
    assert 1 <= int(refused.headers["retry-after"]) <= 61
    assert refused.json()["details"]["category"] == "runs"
    assert (await limited.http.get("/api/v1/runs")).is_success


async def test_two_hosts_of_one_table_count_together(limited: Api) -> None:
    async with client(limited.app) as other:
        asked = [each.http.get("/api/v1/flows") for each in (limited, other) for _ in range(40)]
        answers = await asyncio.gather(*asked)
    assert sum(each.status_code == 200 for each in answers) == 50


async def test_limits_can_be_read(limited: Api) -> None:
    await limited.ok("GET", "/flows")
    found = await limited.ok("GET", "/limits")
    assert found["enforced"] is True
    assert found["flow_starts"] == 3
    left = {each["category"]: (each["limit"], each["remaining"]) for each in found["categories"]}
    assert left == {
        "general": (100, 99),
        "flows": (50, 49),
        "runs": (30, 30),
        "credentials": (30, 30),
        "uploads": (20, 20),
    }


async def test_a_host_without_limits_says_nothing_of_them(host: Api) -> None:
    answer = await host.http.get("/api/v1/flows")
    assert not any(name.startswith("ratelimit") for name in answer.headers)
    assert (await host.ok("GET", "/limits"))["enforced"] is False


async def test_what_does_not_exist_counts_too(limited: Api) -> None:
    assert (await limited.http.get("/api/v1/nothing")).headers["ratelimit-remaining"] == "99"
    assert (await limited.http.head("/api/v1/flows")).headers["ratelimit-limit"] == "50"


async def test_health_is_never_refused(closed: Api) -> None:
    for _ in range(120):
        answer = await closed.http.get("/api/v1/health")
    assert answer.status_code == 200
    assert "ratelimit-limit" not in answer.headers


async def test_an_address_that_nobody_vouches_for_gets_little_and_is_blocked_in_the_end(closed: Api) -> None:
    answers = [await closed.http.get("/api/v1/nodes") for _ in range(102)]
    codes = [each.json()["code"] for each in answers]
    assert codes[:20] == ["auth.required"] * 20
    assert set(codes[20:100]) == {"rate.limited"}
    assert set(codes[100:]) == {"rate.blocked"}
    assert 121 <= int(answers[100].headers["retry-after"]) <= 122
    elsewhere = httpx.ASGITransport(Places(create_api(closed.app), "192.0.2.9"))
    async with httpx.AsyncClient(transport=elsewhere, base_url="http://localhost") as http:
        assert (await http.get("/api/v1/nodes")).status_code == 401


async def test_addresses_of_one_household_count_together(closed: Api) -> None:
    places = Places(create_api(closed.app))
    transport = httpx.ASGITransport(places)

    async def ask(address: str) -> int:
        places.address = address
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
            return (await http.get("/api/v1/nodes")).status_code

    statuses = [await ask(f"2001:db8:1:2::{number:x}") for number in range(21)]
    assert statuses == [401] * 20 + [429]
    assert await ask("2001:db8:1:3::1") == 401


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
async def test_an_address_in_a_header_is_nobodys(closed: Api, header: str) -> None:
    answers = [await closed.http.get("/api/v1/nodes", headers={header: f"192.0.2.{each}"}) for each in range(21)]
    assert [each.status_code for each in answers] == [401] * 20 + [429]


async def test_a_trusted_proxy_says_who_calls(tmp_path: Path) -> None:
    async with api(
        tmp_path, rate_limits="on", accounts="required", trusted_proxies=("127.0.0.1", "10.0.0.0/8")
    ) as host:

        async def ask(chain: str) -> int:
            return (await host.http.get("/api/v1/nodes", headers={"x-forwarded-for": chain})).status_code

        made_up = [await ask(f"198.51.100.{each}, 192.0.2.1, 10.1.2.3") for each in range(21)]
        assert made_up == [401] * 20 + [429]
        assert await ask("192.0.2.2:4711, 10.1.2.3") == 401
        assert await ask("[2001:db8::1]:443") == 401
        assert await ask("192.0.2.1") == 429


async def test_each_flow_takes_so_many_calls_of_its_webhook(limited: Api) -> None:
    async def hook() -> str:
        made = (await limited.ok("POST", "/flows", json=HOOK))["id"]
        await limited.ok("POST", f"/flows/{made}/publish", json={})
        url: str = (await limited.ok("GET", f"/flows/{made}/webhook"))["url"]
        return url

    first, second = await hook(), await hook()
    answers = await asyncio.gather(*(limited.http.post(first, json={}) for _ in range(6)))
    assert sorted(each.status_code for each in answers)[-3:] == [429] * 3
    refused = next(each for each in answers if each.status_code == 429)
    assert (refused.json()["code"], "retry-after" in refused.headers) == ("rate.flow", True)
    assert (await limited.http.post(second, json={})).is_success
