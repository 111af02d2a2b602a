"""Links and public flows: seen without an account, changed by nobody, ended at once."""

from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Role
from flow_builder.store.table import Item, Put
from tests.support.api import Api, api
from tests.support.crowd import HI
from tests.support.machine import flow

HOOKED = {"key": "go", "type": "trigger.manual"}
ASK: dict[str, Any] = {
    "key": "ask",
    "type": "http.request",
    "config": {
        "url": "https://example.com",
        "headers": {"Authorization": "Bearer hunter2", "Accept": "text/plain"},
        "query": {"apiKey": "hunter2", "q": "{{ env.WORD }}"},
    },
    "pinned_output": {"found": "hunter2"},
}
SAY = {"key": "say", "type": "data.set_fields", "config": {"set": {"a": 1}}}


async def stored(host: Api, *nodes: dict[str, Any], **more: Any) -> str:
    document = {**flow(nodes or (SAY,)), **more}
    return str((await host.ok("POST", "/flows", json=document))["id"])


async def shared(host: Api, kind: str, id_: str, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = await host.ok("POST", "/shares", json={"kind": kind, "id": id_, **more})
    return found


async def closed(host: Api) -> None:
    """Gives the host accounts, so that nobody gets in without one."""
    await host.app.stores.accounts.table.write(Put(Item("ACCOUNTS", "OWNER", {"user": "u_1"})))


async def test_a_link_shows_a_flow_to_who_has_no_account(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await shared(host, "flow", await stored(host, ASK, settings={"env": {"WORD": "hunter2"}}))
        assert made["url"].endswith(f"/shared#{made['token']}")
        assert made["expires_at"] - now() == pytest.approx(30 * 86_400_000, rel=0.01)
        await closed(host)
        await host.refused("GET", "/flows", 401)
        answer = await host.http.get(f"/api/v1/shared/{made['token']}")
        assert "hunter2" not in answer.text
        config = answer.json()["flow"]["document"]["nodes"][0]["config"]
        assert config["headers"]["Accept"] == "text/plain"
        assert config["query"]["q"] == "{{ env.WORD }}"


async def test_a_link_shows_a_run_without_what_was_given_to_it(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        run = await host.run({**flow([HOOKED, HI], ("go>say",)), "name": "Said"}, {"from": "hunter2"})
        made = await shared(host, "run", run["id"])
        answer = await host.http.get(f"/api/v1/shared/{made['token']}")
        found = answer.json()
        assert (found["run"]["flow_name"], found["run"]["status"]) == ("Said", "succeeded")
        assert {each["key"]: each["output"] for each in found["steps"]} == {"go": None, "say": found["run"]["output"]}
        assert "hunter2" not in answer.text
        one = await host.ok("GET", f"/shared/{made['token']}", params={"limit": 1})
        assert [each["key"] for each in one["steps"]] == ["go"]
        rest = await host.ok("GET", f"/shared/{made['token']}", params={"cursor": one["cursor"]})
        assert [each["key"] for each in rest["steps"]] == ["say"]


async def test_a_link_ends_when_it_is_revoked_or_out_of_time_or_its_flow_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with api(tmp_path) as host:
        id_ = await stored(host)
        first, until, last = (
            await shared(host, "flow", id_),
            await shared(host, "flow", id_, expires_at=now() + 60_000),
            await shared(host, "flow", id_, expires_at=None),
        )
        assert [each["id"] for each in (await host.ok("GET", "/shares"))["items"]] == [
            last["id"],
            until["id"],
            first["id"],
        ]
        await host.ok("DELETE", f"/shares/{first['id']}")
        await host.refused("DELETE", f"/shares/{first['id']}", 404)
        for token in (first["token"], until["token"][:-1], "nope", f"{until['token']}x", "fbs_"):
            assert (await host.refused("GET", f"/shared/{token}", 404))["code"] == "share.invalid"
        with monkeypatch.context() as later:
            later.setattr("flow_builder.services.shares.now", lambda: until["expires_at"])
            await host.refused("GET", f"/shared/{until['token']}", 404)
            await host.ok("GET", f"/shared/{last['token']}")
        await host.ok("DELETE", f"/flows/{id_}")
        assert (await host.refused("GET", f"/shared/{last['token']}", 404))["code"] == "share.invalid"


async def test_what_is_not_there_or_anothers_is_not_shared(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        await host.app.stores.workspaces.create(Member(user="local", workspace="team", role=Role.OWNER))
        id_, team = await stored(host), {"x-workspace": "team"}
        made = await shared(host, "flow", id_)
        await host.refused("POST", "/shares", 404, json={"kind": "flow", "id": id_}, headers=team)
        await host.refused("POST", "/shares", 404, json={"kind": "run", "id": id_})
        await host.refused("DELETE", f"/shares/{made['id']}", 404, headers=team)
        await host.refused("PUT", f"/flows/{id_}/public", 404, headers=team)
        await host.refused("POST", "/shares", 422, json={"kind": "flow", "id": id_, "expires_at": 1})


async def test_a_public_flow_is_listed_and_read_by_anybody_in_its_published_version(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        id_ = await stored(host, ASK, name="Shown")
        assert (await host.refused("PUT", f"/flows/{id_}/public", 409))["code"] == "public.unpublished"
        await host.ok("POST", f"/flows/{id_}/publish", json={})
        await host.ok("PUT", f"/flows/{id_}/public")
        await host.ok("PUT", f"/flows/{id_}", json={**flow([SAY]), "name": "Draft"})
        await closed(host)
        [found] = (await host.ok("GET", "/public/flows"))["items"]
        assert (found["id"], found["version"]) == (id_, 1)
        answer = await host.http.get(f"/api/v1/public/flows/{id_}")
        assert [each["key"] for each in answer.json()["document"]["nodes"]] == ["ask"]
        assert "hunter2" not in answer.text
        await host.refused("GET", f"/flows/{id_}", 401)


async def test_a_flow_is_public_no_more_once_that_is_withdrawn_or_it_is_deleted(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        kept, gone = await stored(host), await stored(host)
        for id_ in (kept, gone):
            await host.ok("POST", f"/flows/{id_}/publish", json={})
            await host.ok("PUT", f"/flows/{id_}/public")
        await host.ok("DELETE", f"/flows/{kept}/public")
        await host.ok("DELETE", f"/flows/{gone}")
        assert (await host.ok("GET", "/public/flows"))["items"] == []
        for id_ in (kept, gone, "nope"):
            assert (await host.refused("GET", f"/public/flows/{id_}", 404))["code"] == "public.not_found"
        await host.refused("DELETE", f"/flows/{kept}/public", 404)
