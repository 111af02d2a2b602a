"""Owners limit how many runs of their workspace are under way at once; the queue heeds it at once and after a restart."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.principal import Role
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow
from tests.support.signed_in import bearer, from_afar, owner, somebody


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path, runs_at_once=2, runs_at_once_most=4) as made:
        yield made


async def limit(host: Api, runs: int | None) -> dict[str, Any]:
    found: dict[str, Any] = await host.ok("PUT", "/workspace/limits", json={"runs_at_once": runs})
    return found


async def state(host: Api) -> tuple[int, int, int]:
    found = await host.ok("GET", "/queue")
    return found["running"], found["queued"], found["limit"]


@pytest.fixture
async def silent() -> AsyncIterator[str]:
    """The address of a server that takes requests and never answers."""
    taken: list[asyncio.StreamWriter] = []
    async with await asyncio.start_server(lambda _, writer: taken.append(writer), "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        for each in taken:
            each.close()


async def begin(host: Api, url: str, count: int) -> list[str]:
    """Starts runs that hold their slots until they are canceled."""
    document = flow([{"key": "ask", "type": "http.request", "config": {"url": url}}], settings={"concurrency": 100})
    return [(await host.ok("POST", "/runs", json={"document": document}))["id"] for _ in range(count)]


async def reached(host: Api, wanted: tuple[int, int, int]) -> None:
    async def looked() -> bool:
        return await state(host) == wanted

    await eventually(looked)


async def test_the_queue_heeds_the_limit_of_a_workspace_at_once(host: Api, silent: str) -> None:
    assert await host.ok("GET", "/workspace/limits") == {"runs_at_once": None, "holds": 2, "most": 4}
    runs = await begin(host, silent, 5)
    await reached(host, (2, 3, 2))
    assert await limit(host, 4) == {"runs_at_once": 4, "holds": 4, "most": 4}
    await reached(host, (4, 1, 4))
    await limit(host, 1)
    await reached(host, (4, 1, 1))  # nothing is stopped
    place = (await host.ok("GET", f"/runs/{runs[4]}"))["queue"]
    assert (place["waits_for"], place["limit"]) == ("workspace", 1)
    for run in runs[:3]:
        await host.ok("POST", f"/runs/{run}/cancel")
    await reached(host, (1, 1, 1))
    assert (await limit(host, None))["holds"] == 2
    await reached(host, (2, 0, 2))
    for run in runs[3:]:
        await host.ok("POST", f"/runs/{run}/cancel")
    await reached(host, (0, 0, 2))


async def test_the_limit_is_known_before_runs_go_on_after_a_restart(tmp_path: Path, silent: str) -> None:
    async with api(tmp_path) as host:
        await limit(host, 1)
        runs = await begin(host, silent, 3)
        await reached(host, (1, 2, 1))
    async with api(tmp_path) as host:
        await reached(host, (1, 2, 1))
        for run in reversed(runs):
            await host.ok("POST", f"/runs/{run}/cancel")
        await reached(host, (0, 0, 1))


async def test_nobody_sets_more_than_the_host_allows(host: Api, tmp_path: Path) -> None:
    refused = await host.refused("PUT", "/workspace/limits", 422, json={"runs_at_once": 5})
    assert (refused["code"], refused["field"]) == ("workspace.limit", "/runs_at_once")
    await host.refused("PUT", "/workspace/limits", 422, json={"runs_at_once": 0})
    async with api(tmp_path / "plain") as plain:
        assert (await plain.ok("GET", "/workspace/limits"))["most"] == 100
        assert (await plain.refused("PUT", "/workspace/limits", 422, json={"runs_at_once": 101}))["code"]


async def test_owners_set_it_others_see_it(host: Api) -> None:
    await owner(host)
    far = from_afar(host.app)
    admin = bearer((await somebody(host.app, "bob@example.com", role=Role.ADMIN)).access_token)
    asked = {"headers": {**admin, "x-workspace": "local"}}
    assert (await far.ok("GET", "/workspace/limits", **asked))["holds"] == 2
    refused = await far.refused("PUT", "/workspace/limits", 403, json={"runs_at_once": 1}, **asked)
    assert refused["code"] == "auth.role"
    guest = bearer((await far.ok("POST", "/auth/guest", json={}))["access_token"])
    refused = await far.refused("PUT", "/workspace/limits", 403, json={"runs_at_once": 1}, headers=guest)
    assert refused["code"] == "workspace.guest"
    await far.http.aclose()
