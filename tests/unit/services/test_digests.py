"""What is edited has a digest before and after each change: made, changed, changed back, removed."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.principal import Role
from flow_builder.templates import bundled
from tests.support.api import Api, api
from tests.support.machine import flow
from tests.support.signed_in import bearer, owner, somebody

FLOW = flow([{"key": "say", "type": "core.log", "config": {"message": "hi"}}])
TEMPLATE = {"category": "monitor", "title": "T", "summary": "S"}


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path, payments="local") as made:
        yield made


Digests = list[tuple[str, str | None, str | None]]


async def digests(host: Api, *operations: str) -> Digests:
    """Returns (operation, before, after) of the entries so far, the oldest first."""
    found = (await host.ok("GET", "/audit", params={"limit": 1000}))["items"]
    return [
        (each["operation"], each["before"], each["after"])
        for each in reversed(found)
        if each["operation"] in operations and each["status"] < 400
    ]


def check_chain(found: Digests, *, made: bool = True, removed: bool = True) -> None:
    """Checks that each change begins with what the one before left, and that each left something else."""
    assert len(found) > 1
    for (_, _, left), (_, before, _) in pairwise(found):
        assert before == left, found
    assert all(before != after for _, before, after in found), found
    assert (found[0][1] is None, found[-1][2] is None) == (made, removed), found


async def test_comments(host: Api) -> None:
    id_ = (await host.ok("POST", "/flows", json=FLOW))["id"]
    said = (await host.ok("POST", f"/flows/{id_}/comments", json={"text": "Why?"}))["id"]
    await host.ok("PUT", f"/flows/{id_}/comments/{said}", json={"text": "Why not?"})
    await host.ok("POST", f"/flows/{id_}/comments/{said}/resolve")
    await host.ok("DELETE", f"/flows/{id_}/comments/{said}")
    check_chain(await digests(host, "comments_write", "comments_edit", "comments_resolve", "comments_delete"))


async def test_keys_and_links(host: Api) -> None:
    key = (await host.ok("POST", "/api-keys", json={"name": "K", "scopes": ["flows:read"]}))["id"]
    await host.ok("DELETE", f"/api-keys/{key}")
    check_chain(await digests(host, "api_keys_create", "api_keys_revoke"))
    id_ = (await host.ok("POST", "/flows", json=FLOW))["id"]
    share = (await host.ok("POST", "/shares", json={"kind": "flow", "id": id_}))["id"]
    await host.ok("DELETE", f"/shares/{share}")
    check_chain(await digests(host, "shares_create", "shares_revoke"))
    await host.ok("POST", f"/flows/{id_}/publish")
    await host.ok("PUT", f"/flows/{id_}/public")
    await host.ok("DELETE", f"/flows/{id_}/public")
    check_chain(await digests(host, "shares_publish", "shares_withdraw"))


async def test_the_marketplace(host: Api) -> None:
    id_ = (await host.ok("POST", "/flows", json=FLOW))["id"]
    template = (await host.ok("POST", "/templates", json={**TEMPLATE, "flow": id_}))["id"]
    listing = (await host.ok("POST", "/marketplace", json={"template": template}))["id"]
    await host.ok("DELETE", f"/marketplace/{listing}")
    published = await digests(host, "marketplace_publish", "marketplace_unpublish")
    assert published[0][2] == published[1][1] != published[1][2]
    others = next(iter(bundled()))
    await host.ok("PUT", f"/marketplace/{others}/rating", json={"stars": 4})
    await host.ok("DELETE", f"/marketplace/{others}/rating")
    await host.ok("POST", f"/marketplace/{others}/use")
    found = await digests(host, "marketplace_rate", "marketplace_unrate", "marketplace_use")
    assert found[0][1] == found[1][2]  # as it was before
    check_chain(found, made=False, removed=False)


async def test_workspaces_members_and_invitations(host: Api) -> None:
    made = await owner(host)
    as_owner = {"headers": bearer(made["access_token"])}
    team = (await host.ok("POST", "/workspaces", json={"name": "Team"}, **as_owner))["id"]
    as_owner["headers"] |= {"x-workspace": team}
    member = (await somebody(host.app, "bob@example.com", role=Role.VIEWER, workspace=team)).user.id
    host.http.headers.update(as_owner["headers"])
    await host.ok("PATCH", "/workspace", json={"name": "Crew"})
    await host.ok("PUT", "/workspace/limits", json={"runs_at_once": 5})
    await host.ok("PUT", "/workspace/offer", json={"user": member})
    await host.ok("DELETE", "/workspace/offer")
    whole = ("workspaces_rename", "workspaces_replace_limits", "workspaces_offer", "workspaces_withdraw_offer")
    check_chain(await digests(host, *whole), made=False, removed=False)
    await host.ok("PATCH", f"/workspace/members/{member}", json={"role": "editor"})
    await host.ok("DELETE", f"/workspace/members/{member}")
    changed = await digests(host, "workspaces_change_member", "workspaces_remove_member")
    check_chain(changed, made=False)
    invited = (await host.ok("POST", "/workspace/invitations", json={"email": "eve@example.com"}))["id"]
    await host.ok("POST", f"/workspace/invitations/{invited}/send")
    await host.ok("DELETE", f"/workspace/invitations/{invited}")
    check_chain(await digests(host, "workspaces_invite", "workspaces_send_invitation", "workspaces_revoke_invitation"))


async def test_variables_budgets_and_orders(host: Api) -> None:
    await host.ok("PATCH", "/variables", json={"variables": {"A": "1"}})
    await host.ok("PUT", "/variables", json={"variables": {"A": "2"}})
    await host.ok("DELETE", "/variables/A")
    variables = await digests(host, "variables_change", "variables_replace", "variables_delete")
    check_chain(variables, made=False, removed=False)
    id_ = (await host.ok("POST", "/flows", json=FLOW))["id"]
    for place in ("/credits/budget", f"/flows/{id_}/budget"):
        for month in (100, 200):
            await host.ok("PUT", place, json={"month": month})
    for operation in ("budgets_replace", "budgets_replace_flow"):
        check_chain(await digests(host, operation), made=False, removed=False)
    order: dict[str, Any] = await host.ok("POST", "/credits/orders", json={"pack": "pack_1000"})
    await host.ok("POST", f"/credits/orders/{order['id']}/pay")
    check_chain(await digests(host, "credits_buy", "credits_pay"), removed=False)
