"""The same request with the same key is executed once, whatever it makes."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from flow_builder.bootstrap import opened
from flow_builder.settings import Settings
from flow_builder.store.idempotency import Claim
from tests.support.api import Api
from tests.support.machine import flow

GO = flow([{"key": "go", "type": "trigger.manual"}])
SCHEDULE = {"timing": {"kind": "every", "n": 1, "unit": "hours"}}


def keyed(key: str) -> dict[str, str]:
    return {"idempotency-key": key}


async def post(host: Api, path: str, key: str, **given: Any) -> httpx.Response:
    return await host.http.post(f"/api/v1{path}", headers=keyed(key), **given)


async def test_64_equal_requests_at_once_make_one_thing_and_get_one_answer(host: Api) -> None:
    answers = await asyncio.gather(*(post(host, "/flows", "k", json=GO) for _ in range(64)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.content for each in answers}) == 1
    assert len({(each.headers["etag"], each.headers["location"]) for each in answers}) == 1
    assert [each.headers.get("idempotency-replayed") for each in answers].count("true") == 63
    assert len((await host.ok("GET", "/flows"))["items"]) == 1


async def test_every_route_that_makes_something_heeds_a_key(host: Api) -> None:
    made = (await host.ok("POST", "/flows", json=GO))["id"]
    for path, body in (
        (f"/flows/{made}/duplicate", {"name": "copy"}),
        (f"/flows/{made}/publish", {"message": "one"}),
        (f"/flows/{made}/versions/1/roll-back", {"message": "back"}),
        ("/schedules", {"flow": made, "spec": SCHEDULE}),
        ("/credentials", {"name": "c", "type": "basic", "fields": {"username": "a", "password": "b"}}),
    ):
        first, second = [await post(host, path, "k", json=body) for _ in range(2)]
        assert first.is_success, first.text
        assert (second.status_code, second.content) == (first.status_code, first.content), path
        assert second.headers["idempotency-replayed"] == "true"
    assert len((await host.ok("GET", "/flows"))["items"]) == 2
    assert len((await host.ok("GET", "/schedules"))["items"]) == 1
    assert len((await host.ok("GET", "/credentials"))["items"]) == 1


@pytest.mark.parametrize("path", ["/flows", "/runs"])
async def test_a_key_that_came_with_another_request_is_refused(host: Api, path: str) -> None:
    bodies = [GO, {**GO, "name": "other"}] if path == "/flows" else [{"document": GO}, {"document": GO, "input": 1}]
    assert (await post(host, path, "k", json=bodies[0])).is_success
    said = await host.refused("POST", path, 422, headers=keyed("k"), json=bodies[1])
    assert said["code"] == "idempotency.mismatch"
    assert said["hint"]
    assert (await post(host, path, "other", json=bodies[1])).is_success


async def test_a_key_counts_for_its_route_and_there_for_one_path(host: Api) -> None:
    first, second = [(await host.ok("POST", "/flows", json=GO))["id"] for _ in range(2)]
    assert (await post(host, f"/flows/{first}/publish", "k")).is_success
    assert (await post(host, f"/flows/{first}/duplicate", "k")).is_success
    said = await host.refused("POST", f"/flows/{second}/publish", 422, headers=keyed("k"))
    assert said["code"] == "idempotency.mismatch"


async def test_the_same_start_gives_the_same_run(host: Api) -> None:
    answers = await asyncio.gather(*(post(host, "/runs?wait=20", "k", json={"document": GO}) for _ in range(64)))
    assert len({each.json()["id"] for each in answers}) == 1
    assert len((await host.ok("GET", "/runs"))["items"]) == 1
    run = answers[0].json()["id"]
    for action in ("retry", "resume"):
        body = {"from": "go"} if action == "resume" else {}
        again = [await post(host, f"/runs/{run}/{action}?wait=20", "k", json=body) for _ in range(2)]
        assert len({each.json()["id"] for each in again} | {run}) == 2, action
    assert len((await host.ok("GET", "/runs"))["items"]) == 3


async def test_what_came_to_nothing_gives_the_key_back(host: Api) -> None:
    await host.refused("POST", "/schedules", 404, headers=keyed("k"), json={"flow": "nope", "spec": SCHEDULE})
    made = (await host.ok("POST", "/flows", json=GO))["id"]
    assert (await post(host, "/schedules", "k", json={"flow": made, "spec": SCHEDULE})).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201])
@pytest.mark.parametrize("path", ["/flows", "/runs"])
async def test_a_key_is_neither_empty_nor_long(host: Api, path: str, key: str) -> None:
    said = await host.refused("POST", path, 422, headers=keyed(key), json=GO)
    assert said["field"].lower() == "idempotency-key"


async def test_a_large_answer_is_read_anew_from_what_was_made(host: Api) -> None:
    large = flow(
        [{"key": "go", "type": "trigger.manual", "notes": "n" * 5_000}] * 1
        + [
            {"key": f"n{each}", "type": "core.log", "notes": "n" * 5_000, "config": {"message": "m"}}
            for each in range(30)
        ]
    )
    first, second = [await post(host, "/flows", "k", json=large) for _ in range(2)]
    assert len(first.content) > 100_000
    assert (second.status_code, second.json()) == (201, first.json())
    assert len((await host.ok("GET", "/flows"))["items"]) == 1


async def claim(host: Api, path: str, key: str) -> Claim:
    """Claims a key for a request with GO as a host does that is then killed."""
    found = await host.app.stores.idempotency.claim("local", "local", f"/api/v1{path}", key, "of another request")
    assert isinstance(found, Claim)
    return found


async def test_a_request_that_is_still_being_answered_is_told_so(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flow_builder.api.idempotency._PATIENCE", (0.001,))
    kept = host.app.stores.idempotency
    seen: list[str] = []
    real = kept.claim

    async def note(workspace: str, principal: str, route: str, key: str, digest: str) -> Any:
        seen.append(digest)
        return await real(workspace, principal, route, key, digest)

    monkeypatch.setattr(type(kept), "claim", lambda _, *given: note(*given))
    await host.ok("POST", "/flows", headers=keyed("first"), json=GO)
    held = await real("local", "local", "/api/v1/flows", "k", seen[0])
    assert isinstance(held, Claim)
    answer = await post(host, "/flows", "k", json=GO)
    assert (answer.status_code, answer.headers["retry-after"]) == (409, "1")
    assert answer.json()["code"] == "idempotency.in_progress"
    await kept.release(held)
    assert (await post(host, "/flows", "k", json=GO)).status_code == 201


async def test_the_key_of_a_killed_host_is_free_after_its_lease(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flow_builder.store.idempotency.LEASE_MS", -1)
    lost = await claim(host, "/flows", "k")
    assert (await post(host, "/flows", "k", json=GO)).status_code == 201
    assert not await host.app.stores.idempotency.renew(lost)
    assert (await post(host, "/flows", "k", json=GO)).headers["idempotency-replayed"] == "true"
    assert len((await host.ok("GET", "/flows"))["items"]) == 1


async def test_answers_outlive_the_host(tmp_path: Path) -> None:
    from tests.support.api import api

    async with api(tmp_path) as host:
        first = await post(host, "/flows", "k", json=GO)
    async with api(tmp_path) as host:
        assert (await post(host, "/flows", "k", json=GO)).content == first.content
    async with opened(Settings(data=tmp_path, browser_workers=0)) as app:
        found = await app.stores.idempotency.table.get("ANSWER#local#local#/api/v1/flows#k", "ANSWER")
        assert found is not None
        assert found.ttl is not None


async def test_an_answer_is_kept_sealed(host: Api) -> None:
    await host.ok("POST", "/flows", json={**GO, "name": "Zanzibar"}, headers=keyed("sealed"))
    kept = await host.app.stores.flows.table.get("ANSWER#local#local#/api/v1/flows#sealed", "ANSWER")
    assert kept is not None
    assert "Zanzibar" not in str(kept.doc)
