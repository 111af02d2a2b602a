"""Teams over the API: made, joined by invitation, asked in by header, deleted, restored, gone for good."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.workspace import TRASH_MS
from flow_builder.services.trash import remove_discarded
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow
from tests.support.people import invited
from tests.support.signed_in import bearer, owner, somebody

HOOK = flow([{"key": "hook", "type": "trigger.webhook"}])


class Team:
    """A host with accounts, and a team that Ada owns."""

    def __init__(self, host: Api, ada: dict[str, str], workspace: str) -> None:
        self.host = host
        self.ada = ada
        self.workspace = workspace
        self.inside = {**ada, "x-workspace": workspace}

    async def join(self, email: str, role: str, folder: Path) -> dict[str, str]:
        """Has somebody join by invitation and returns the headers with which they ask in the team."""
        body = {"email": email, "role": role}
        await self.host.ok("POST", "/workspace/invitations", json=body, headers=self.inside)
        token = (await invited(self.host.app, folder))[-1]
        headers = bearer((await somebody(self.host.app, email)).access_token)
        joined = await self.host.ok("POST", "/invitations/accept", json={"token": token}, headers=headers)
        assert (joined["id"], joined["role"]) == (self.workspace, role)
        return {**headers, "x-workspace": self.workspace}


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with api(tmp_path, rate_limits="off") as host:
        ada = bearer((await owner(host))["access_token"])
        made: dict[str, Any] = await host.ok("POST", "/workspaces", json={"name": "  Team  "}, headers=ada)
        assert (made["name"], made["kind"], made["role"]) == ("Team", "team", "owner")
        yield Team(host, ada, made["id"])


async def test_who_joins_works_with_what_the_team_has_and_with_nothing_else(team: Team, tmp_path: Path) -> None:
    host = team.host
    theirs = (await host.ok("POST", "/flows", json=HOOK, headers=team.inside))["id"]
    own = (await host.ok("POST", "/flows", json=HOOK, headers=team.ada))["id"]
    bob = await team.join("bob@example.com", "editor", tmp_path)
    assert (await host.ok("GET", f"/flows/{theirs}", headers=bob))["id"] == theirs
    await host.refused("GET", f"/flows/{own}", 404, headers=bob)
    await host.refused("GET", "/flows", 404, headers={**bob, "x-workspace": "local"})
    assert (await host.refused("POST", "/workspace/invitations", 403, json={}, headers=bob))["code"] == "auth.role"
    found = (await host.ok("GET", "/workspace/members", headers=bob))["items"]
    assert [(each["email"], each["role"]) for each in found] == [
        ("ada@example.com", "owner"),
        ("bob@example.com", "editor"),
    ]
    assert [each["name"] for each in (await host.ok("GET", "/workspaces", headers=bob))["items"]] == [
        "Personal",
        "Team",
    ]


async def test_a_changed_role_counts_from_the_next_request_on(team: Team, tmp_path: Path) -> None:
    host, bob = team.host, await team.join("bob@example.com", "admin", tmp_path)
    user = (await host.ok("GET", "/workspace/members", headers=bob))["items"][1]["user"]
    await host.ok("PATCH", "/workspace", json={"name": "Renamed"}, headers=bob)
    await host.ok("PATCH", f"/workspace/members/{user}", json={"role": "viewer"}, headers=team.inside)
    await host.refused("PATCH", "/workspace", 403, json={"name": "Again"}, headers=bob)
    await host.ok("DELETE", f"/workspace/members/{user}", headers=team.inside)
    await host.refused("GET", "/workspace", 404, headers=bob)


async def test_a_team_changes_hands(team: Team, tmp_path: Path) -> None:
    host, bob = team.host, await team.join("bob@example.com", "viewer", tmp_path)
    user = (await host.ok("GET", "/workspace/members", headers=bob))["items"][1]["user"]
    await host.ok("PUT", "/workspace/offer", json={"user": user}, headers=team.inside)
    assert (await host.ok("GET", "/workspace/offer", headers=bob))["user"] == user
    await host.ok("POST", "/workspace/offer/accept", headers=bob)
    assert (await host.ok("GET", "/workspace", headers=bob))["role"] == "owner"
    assert (await host.ok("GET", "/workspace", headers=team.inside))["role"] == "admin"
    await host.ok("POST", "/workspace/leave", headers=team.inside)
    await host.refused("POST", "/workspace/leave", 409, headers=bob)


async def test_in_a_deleted_team_nothing_starts_until_it_is_restored(team: Team) -> None:
    host = team.host
    flow_ = (await host.ok("POST", "/flows", json=HOOK, headers=team.inside))["id"]
    await host.ok("POST", f"/flows/{flow_}/publish", json={}, headers=team.inside)
    address = (await host.ok("GET", f"/flows/{flow_}/webhook", headers=team.inside))["url"]
    assert (await host.http.post(address, json={})).is_success
    await host.ok("DELETE", "/workspace", headers=team.inside)
    await host.refused("GET", "/flows", 404, headers=team.inside)
    refused = await host.http.post(address, json={})
    assert (refused.status_code, refused.json()["code"]) == (404, "workspace.deleted")
    await host.ok("POST", f"/workspaces/{team.workspace}/restore", headers=team.ada)
    assert (await host.http.post(address, json={})).is_success
    await host.ok("GET", f"/flows/{flow_}", headers=team.inside)


async def test_what_comes_due_in_the_trash_is_left_out_and_goes_on_when_it_is_restored(team: Team) -> None:
    host, store = team.host, team.host.app.stores.schedules
    flow_ = (await host.ok("POST", "/flows", json=HOOK, headers=team.inside))["id"]
    body = {"flow": flow_, "spec": {"timing": {"kind": "every", "n": 1, "unit": "hours"}, "disable_after": 1}}
    made = (await host.ok("POST", "/schedules", json=body, headers=team.inside))["id"]

    async def comes_due() -> int:
        """Makes the schedule due and returns when it is due next, which is later."""
        before = await store.save((await store.get(team.workspace, made)).model_copy(update={"next_at": now() - 1}))
        await host.app.clock.put(before)

        async def moved() -> int:
            following = (await store.get(team.workspace, made)).next_at or 0
            return following if following > now() else 0

        return await eventually(moved)

    await host.ok("DELETE", "/workspace", headers=team.inside)
    for _ in range(3):
        await comes_due()
    kept = await store.get(team.workspace, made)
    assert (kept.failures, kept.disabled, kept.starting, kept.error) == (0, None, {}, None)
    assert (await host.app.stores.runs.find(team.workspace))[0] == []
    found, _ = await host.app.stores.dead_letters.find(team.workspace, flow=None, limit=1, cursor=None)
    assert found == []
    await host.ok("POST", f"/workspaces/{team.workspace}/restore", headers=team.ada)
    await comes_due()

    async def ran() -> list[Any]:
        return list((await host.ok("GET", "/runs", headers=team.inside))["items"])

    assert [each["schedule"] for each in await eventually(ran)] == [made]


async def test_a_schedule_and_an_address_of_a_workspace_that_is_gone_are_gone(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, store = team.host, team.host.app.stores.schedules
    flow_ = (await host.ok("POST", "/flows", json=HOOK, headers=team.inside))["id"]
    await host.ok("POST", f"/flows/{flow_}/publish", json={}, headers=team.inside)
    address = (await host.ok("GET", f"/flows/{flow_}/webhook", headers=team.inside))["url"]
    body = {"flow": flow_, "spec": {"timing": {"kind": "every", "n": 1, "unit": "hours"}}}
    await host.ok("POST", "/schedules", json=body, headers=team.inside)
    assert (await host.http.post(address, json={})).is_success
    assert await store.next_look() is not None
    await host.ok("DELETE", "/workspace", headers=team.inside)
    monkeypatch.setattr("flow_builder.services.trash.now", lambda: now() + TRASH_MS)
    assert await remove_discarded(host.app) == 1
    assert await store.next_look() is None
    assert (await host.http.post(address, json={})).status_code == 404
    assert (await host.app.stores.runs.find(team.workspace))[0] == []


async def test_after_thirty_days_a_deleted_team_is_gone_with_all_it_had(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = team.host
    await host.ok("POST", "/flows", json={**HOOK, "name": "findme"}, headers=team.inside)
    await host.ok("PATCH", "/variables", json={"variables": {"A": "findme"}}, headers=team.inside)
    await host.ok("DELETE", "/workspace", headers=team.inside)
    [gone] = (await host.ok("GET", "/workspaces", params={"deleted": True}, headers=team.ada))["items"]
    assert await remove_discarded(host.app) == 0
    late = gone["deleted_at"] + TRASH_MS
    monkeypatch.setattr("flow_builder.services.trash.now", lambda: late)
    monkeypatch.setattr("flow_builder.services.workspaces.now", lambda: late)
    await host.refused("POST", f"/workspaces/{team.workspace}/restore", 404, headers=team.ada)
    assert await remove_discarded(host.app) == 1
    kept = await host.app.stores.guests.table.scan(limit=1_000)
    left = [each for each in kept.items if team.workspace in str(each) or "findme" in str(each)]
    assert {each.pk for each in left} <= {"AUDIT#local"}  # where Ada made it and looked for it
    assert (await host.ok("GET", "/workspaces", params={"deleted": True}, headers=team.ada))["items"] == []


async def test_a_personal_workspace_is_not_deleted(team: Team) -> None:
    said = await team.host.refused("DELETE", "/workspace", 409, headers=team.ada)
    assert said["code"] == "workspace.personal"
