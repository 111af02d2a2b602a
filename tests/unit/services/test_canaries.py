"""Versions that a part of the runs tries out."""

import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import now
from flow_builder.store import flows as flow_store
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow


@pytest.fixture
async def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Api]:
    rolls = iter([*range(100)] * 100)
    monkeypatch.setattr(random, "randrange", lambda _: next(rolls))
    async with api(tmp_path) as made:
        made.shared = []  # type: ignore[attr-defined]
        share = made.app.machine.share

        async def noted(workspace: str, flow: str, weights: Any) -> None:
            made.shared.append(weights)  # type: ignore[attr-defined]
            await share(workspace, flow, weights)

        monkeypatch.setattr(made.app.machine, "share", noted)
        yield made


def document(good: bool) -> dict[str, Any]:
    return flow([{"key": "check", "type": "core.assert", "config": {"that": good, "message": "no"}}])


async def published(host: Api, canary: dict[str, Any], *, good: bool) -> str:
    """Publishes a first version that works, and another one that is tried out."""
    made: str = (await host.ok("POST", "/flows", json=document(True)))["id"]
    await host.ok("POST", f"/flows/{made}/publish", json={"canary": canary})
    assert (await host.ok("GET", f"/flows/{made}"))["canary"] is None, "there is nothing to fall back to"
    changed = {**document(good), "description": "new"}
    await host.ok("PUT", f"/flows/{made}", json=changed)
    await host.ok("POST", f"/flows/{made}/publish", json={"canary": canary})
    return made


async def versions(host: Api, made: str, count: int) -> list[int]:
    """Starts so many runs and returns the versions that they executed."""
    runs = [await host.ok("POST", "/runs", params={"wait": 20}, json={"flow": made}) for _ in range(count)]
    return [run["version"] for run in runs]


async def test_a_version_that_fails_is_taken_back(host: Api) -> None:
    made = await published(host, {"percent": 20, "failures": 2}, good=False)
    tried = (await host.ok("GET", f"/flows/{made}"))["canary"]
    assert (tried["version"], tried["stable"], tried["percent"]) == (2, 1, 20)
    assert await versions(host, made, 2) == [2, 2]

    async def taken_back() -> bool:
        found = await host.ok("GET", f"/flows/{made}")
        return found["canary"] is None and found["live"] == 1

    await eventually(taken_back)
    assert await versions(host, made, 3) == [1, 1, 1]
    assert host.shared == [[(1, 100)], [(1, 80), (2, 20)], [(1, 100)]]  # type: ignore[attr-defined]
    await host.ok("POST", f"/flows/{made}/publish")
    assert (await host.ok("GET", f"/flows/{made}"))["live"] is None, "who publishes it again means it"


async def test_a_version_that_proves_itself_becomes_the_live_one(host: Api) -> None:
    made = await published(host, {"percent": 3, "successes": 3}, good=True)
    assert await versions(host, made, 3) == [2, 2, 2]

    async def live() -> bool:
        found = await host.ok("GET", f"/flows/{made}")
        return found["canary"] is None and found["live"] is None

    await eventually(live)
    assert await versions(host, made, 2) == [2, 2]


async def test_people_end_what_is_tried_out(host: Api) -> None:
    made = await published(host, {"percent": 1}, good=True)
    assert (await host.ok("POST", f"/flows/{made}/canary/withdraw"))["live"] == 1
    said = await host.refused("POST", f"/flows/{made}/canary/promote", 409)
    assert said["code"] == "canary.none"
    await host.ok("PUT", f"/flows/{made}", json={**document(True), "description": "newer"})
    await host.ok("POST", f"/flows/{made}/publish", json={"canary": {"percent": 1}})
    assert (await host.ok("POST", f"/flows/{made}/canary/promote"))["live"] is None
    assert set(await versions(host, made, 3)) == {3}


async def test_how_both_versions_do_is_shown(host: Api) -> None:
    made = await published(host, {"percent": 2, "failures": 5, "hours": 1}, good=False)
    assert await versions(host, made, 5) == [2, 2, 1, 1, 1]

    async def counted() -> bool:
        found = await host.ok("GET", f"/flows/{made}/canary")
        both = (found["tried"], found["others"])
        return both == ({"succeeded": 0, "failed": 2}, {"succeeded": 3, "failed": 0})

    await eventually(counted)
    found = await host.ok("GET", f"/flows/{made}/canary")
    assert found["until"] - found["since"] == 3_600_000
    await host.ok("POST", f"/flows/{made}/canary/withdraw")
    assert (await host.refused("GET", f"/flows/{made}/canary", 409))["code"] == "canary.none"


async def test_a_version_that_lasts_its_time_is_the_live_one(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await published(host, {"percent": 1, "hours": 0.5}, good=True)
    assert await versions(host, made, 2) == [2, 1]
    monkeypatch.setattr(flow_store, "now", lambda: now() + 1_800_000)
    assert await versions(host, made, 2) == [2, 2]

    async def live() -> bool:
        found = await host.ok("GET", f"/flows/{made}")
        return found["canary"] is None and found["live"] is None

    await eventually(live)
    assert host.shared[-1] == [(2, 100)]  # type: ignore[attr-defined]
