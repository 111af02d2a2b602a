"""API keys: shown once, narrowed by scope and role, worth nothing once revoked or expired."""

from pathlib import Path

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Role
from tests.support.api import api
from tests.support.keys import bearing, made_key


def _stored(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_a_key_may_do_what_it_was_made_for(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await made_key(host, "editor", ["flows:read"])
        headers = bearing(made["key"])
        assert (await host.ok("GET", "/flows", headers=headers))["items"] == []
        said = await host.refused("GET", "/runs", 403, headers=headers)
        assert (said["code"], said["details"]) == ("auth.scope", {"needed": "runs:read"})
        said = await host.refused("POST", "/runs", 403, headers=headers, json={"flow": "f"})
        assert said["code"] == "auth.scope"


async def test_a_key_may_do_no_more_than_its_role(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await made_key(host, "viewer")
        said = await host.refused("PUT", "/variables", 403, headers=bearing(made["key"]), json={"variables": {}})
        assert (said["code"], said["details"]) == ("auth.role", {"needed": "editor", "role": "viewer"})


async def test_only_the_hash_is_stored(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await made_key(host)
        secret = made["key"].removeprefix("fbk_").partition("_")[2]
        assert len(secret) >= 43  # 32 bytes
        shown = await host.ok("GET", f"/api-keys/{made['id']}")
        assert "key" not in shown
        assert made["key"].startswith(shown["prefix"])
        assert secret not in str(await host.ok("GET", "/api-keys"))
        held = _stored(tmp_path)
        assert made["id"].encode() in held
        assert secret.encode() not in held


@pytest.mark.parametrize("broken", ["fbk_", "fbk_nope_secret", "fbk__", "xyz", "fbk_\xff_x"])
async def test_what_is_no_key_is_refused_even_where_nobody_has_to_sign_in(tmp_path: Path, broken: str) -> None:
    async with api(tmp_path) as host:
        headers = {"authorization": f"Bearer {broken}".encode("latin-1")}
        said = await host.refused("GET", "/flows", 401, headers=headers)
        assert said["code"] in {"auth.key", "auth.token"}


async def test_another_secret_for_a_key_is_refused(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await made_key(host)
        for text in (made["key"][:-1], made["key"] + "x", made["key"].rpartition("_")[0] + "_"):
            assert (await host.refused("GET", "/flows", 401, headers=bearing(text)))["code"] == "auth.key"


async def test_a_revoked_key_is_refused_from_the_next_request_on(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await made_key(host)
        await host.ok("GET", "/flows", headers=bearing(made["key"]))
        await host.ok("DELETE", f"/api-keys/{made['id']}")
        await host.refused("GET", "/flows", 401, headers=bearing(made["key"]))
        await host.refused("DELETE", f"/api-keys/{made['id']}", 404)


async def test_an_expired_key_is_refused_and_still_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with api(tmp_path) as host:
        await host.refused("POST", "/api-keys", 422, json={"name": "x", "scopes": ["flows:read"], "expires_at": 1})
        until = now() + 60_000
        made = await made_key(host, expires_at=until)
        await host.ok("GET", "/flows", headers=bearing(made["key"]))
        monkeypatch.setattr("flow_builder.services.api_keys.now", lambda: until)
        said = await host.refused("GET", "/flows", 401, headers=bearing(made["key"]))
        assert said["code"] == "auth.key_expired"
        assert [each["id"] for each in (await host.ok("GET", "/api-keys"))["items"]] == [made["id"]]


async def test_a_key_is_capped_by_what_its_maker_may_at_that_moment(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        stores = host.app.stores
        await stores.workspaces.create(Member(user="local", workspace="team", role=Role.ADMIN))
        team = {"x-workspace": "team"}
        await host.refused(
            "POST", "/api-keys", 403, headers=team, json={"name": "x", "scopes": ["flows:read"], "role": "owner"}
        )
        made = await made_key(host, "admin", headers=team)
        headers = bearing(made["key"])
        await host.ok("PUT", "/variables", headers=headers, json={"variables": {"A": "team"}})
        assert (await host.ok("GET", "/variables"))["variables"] == {}
        await stores.workspaces.delete("local", "team")
        await stores.workspaces.create(Member(user="local", workspace="team", role=Role.VIEWER))
        await host.ok("GET", "/variables", headers=headers)
        await host.refused("PUT", "/variables", 403, headers=headers, json={"variables": {}})
        await stores.workspaces.delete("local", "team")
        assert (await host.refused("GET", "/variables", 401, headers=headers))["code"] == "auth.key"


async def test_a_key_is_bound_to_its_workspace(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        await host.app.stores.workspaces.create(Member(user="local", workspace="team", role=Role.OWNER))
        made = await made_key(host)
        await host.ok("GET", "/flows", headers=bearing(made["key"], **{"x-workspace": "local"}))
        said = await host.refused("GET", "/flows", 404, headers=bearing(made["key"], **{"x-workspace": "team"}))
        assert said["code"] == "workspace.not_found"
        assert (await host.refused("GET", "/flows", 404, headers={"x-workspace": "nope"}))[
            "code"
        ] == "workspace.not_found"


async def test_no_key_makes_keys(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await made_key(host)
        body = {"name": "more", "scopes": ["flows:read"]}
        said = await host.refused("POST", "/api-keys", 403, headers=bearing(made["key"]), json=body)
        assert said["code"] == "auth.person"


async def test_use_is_noted_once_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with api(tmp_path) as host:
        made = await made_key(host)
        writes = []
        noting = host.app.stores.api_keys.note_use
        monkeypatch.setattr(host.app.stores.api_keys, "note_use", lambda key: (writes.append(key.id), noting(key))[1])
        for _ in range(20):
            await host.ok("GET", "/flows", headers=bearing(made["key"]))
        assert writes == [made["id"]]
        used = (await host.ok("GET", f"/api-keys/{made['id']}"))["used_at"]
        assert made["created_at"] <= used <= now()


async def test_only_so_many_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flow_builder.services.api_keys.MOST_KEYS", 2)
    async with api(tmp_path) as host:
        for _ in range(2):
            await made_key(host)
        body = {"name": "more", "scopes": ["flows:read"]}
        assert (await host.refused("POST", "/api-keys", 413, json=body))["code"] == "api_key.too_many"
