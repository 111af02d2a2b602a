"""The audit log of a person: who came in, who was refused, what was changed that proves who somebody is, and no secret."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.principal import Role
from flow_builder.services import login, two_factor
from flow_builder.services.trash import remove_discarded
from flow_builder.store.audit import Sought
from tests.support.api import Api, api
from tests.support.crowd import call
from tests.support.issuer import issuing
from tests.support.signed_in import FAR, PASSWORD, bearer, from_afar, mailed_token, owner, somebody
from tests.unit.api.test_two_factor import AT, code_of

EMAIL, OTHER = "ada@example.com", "another tidy lantern"


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path) as made:
        yield made


async def log_of(host: Api, workspace: str) -> list[dict[str, Any]]:
    """Returns a workspace's log, the oldest entry first; its chain has to hold."""
    found, _ = await host.app.stores.audit.page(workspace, Sought(), 1_000, None, oldest=True)
    return [each.model_dump() for each in found]


async def told(host: Api, workspace: str = "local") -> list[tuple[str, str, int]]:
    """Returns (operation, kind of who did it, status) of a workspace's log."""
    return [(each["operation"], each["kind"], each["status"]) for each in await log_of(host, workspace)]


async def tried(host: Api, **given: Any) -> int:
    body = {"email": EMAIL, "password": PASSWORD, **given}
    return (await call(host, "POST", "/auth/sign-in", json=body)).status_code


async def test_who_came_in_and_who_did_not_is_told_with_its_place(host: Api) -> None:
    granted = await owner(host)
    far = from_afar(host.app)
    far.http.headers["user-agent"] = "guesser/1\tx" + "y" * 500
    assert await tried(far, password="wrong guess") == 401
    assert await tried(host) == 200
    first, failed, again = await log_of(host, "local")
    assert (first["operation"], first["status"], first["subject"]) == ("auth_create_owner", 201, granted["session"])
    assert (failed["operation"], failed["status"], failed["kind"]) == ("auth_sign_in", 401, "anonymous")
    assert (failed["subject"], failed["details"]) == (granted["user"]["id"], {"code": "auth.credentials"})
    assert (failed["address"], failed["agent"][:11], len(failed["agent"])) == (FAR[0], "guesser/1xy", 300)
    assert failed["correlation_id"]
    assert (again["kind"], again["actor"], again["status"]) == ("user", granted["user"]["id"], 200)
    found = await host.ok(
        "GET", "/audit", headers=bearer(granted["access_token"]), params={"operation": "auth_sign_in"}
    )
    assert [each["status"] for each in found["items"]] == [200, 401]
    assert (await host.ok("GET", "/audit/verify", headers=bearer(granted["access_token"])))["ok"]


async def test_a_try_at_an_address_without_account_is_told_without_the_address(host: Api) -> None:
    await owner(host)
    assert await tried(host, email="my-password-by-mistake@example.com") == 401
    last = (await log_of(host, "local"))[-1]
    assert (last["operation"], last["status"], last["subject"]) == ("auth_sign_in", 401, None)
    assert "mistake" not in json.dumps(last)


async def test_a_session_is_told_from_its_beginning_to_its_end(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    granted = await owner(host)
    given = {"refresh_token": granted["refresh_token"]}
    await host.ok("POST", "/auth/refresh", json=given)
    monkeypatch.setattr(login, "GRACE_MS", -1)
    await host.refused("POST", "/auth/refresh", 401, json=given)
    second = await host.ok("POST", "/auth/sign-in", json={"email": EMAIL, "password": PASSWORD})
    for _ in range(2):
        await host.ok("POST", "/auth/sign-out", json={"refresh_token": second["refresh_token"]})
    assert await told(host) == [
        ("auth_create_owner", "user", 201),
        ("auth_refresh", "anonymous", 401),
        ("auth_sign_in", "user", 200),
        ("auth_sign_out", "user", 204),
    ]
    reused = (await log_of(host, "local"))[1]
    assert reused["details"] == {"code": "auth.reused", "session": granted["session"]}


async def test_each_change_of_what_proves_somebody_is_told(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(two_factor, "now", lambda: AT * 1_000)
    mine = bearer((await owner(host))["access_token"])
    third = await host.ok("POST", "/auth/sign-in", json={"email": EMAIL, "password": PASSWORD})
    await host.ok("DELETE", f"/account/sessions/{third['session']}", headers=mine)
    await host.ok("DELETE", "/account/sessions", headers=mine)
    wrong = {"current": "wrong", "password": OTHER}
    await host.refused("POST", "/account/password", 403, json=wrong, headers=mine)
    await host.ok("POST", "/account/password", json={**wrong, "current": PASSWORD}, headers=mine)
    setup = await host.ok("POST", "/account/two-factor", json={"password": OTHER}, headers=mine)
    code = code_of(setup["secret"])
    codes = (await host.ok("POST", "/account/two-factor/confirm", json={"code": code}, headers=mine))["codes"]
    assert await tried(host, password=OTHER) == 401
    assert await tried(host, password=OTHER, code="000000") == 401
    assert await tried(host, password=OTHER, code=codes[0]) == 200
    await host.ok("POST", "/account/two-factor/stop", json={"password": OTHER}, headers=mine)
    await host.ok("POST", "/auth/forgot", json={"email": EMAIL})
    token = await mailed_token(host.app)
    await host.ok("POST", "/auth/reset", json={"token": token, "password": PASSWORD})
    assert (await told(host))[2:] == [
        ("account_end_session", "user", 204),
        ("account_end_sessions", "user", 200),
        ("account_change_password", "user", 403),
        ("account_change_password", "user", 204),
        ("account_set_up_two_factor", "user", 201),
        ("account_confirm_two_factor", "user", 200),
        ("auth_sign_in", "anonymous", 401),
        ("auth_sign_in", "anonymous", 401),
        ("auth_sign_in", "user", 200),
        ("account_stop_two_factor", "user", 204),
        ("auth_forgot", "anonymous", 202),
        ("auth_reset", "user", 204),
    ]
    log = await log_of(host, "local")
    assert [each["details"] for each in log[8:10]] == [{"code": "auth.code_required"}, {"code": "auth.code"}]
    assert log[2]["details"] == {"session": third["session"]}
    everything = json.dumps(log)
    for secret in (
        PASSWORD,
        OTHER,
        setup["secret"],
        code,
        *codes,
        token,
        third["refresh_token"],
        third["access_token"],
    ):
        assert secret not in everything


async def test_what_is_done_to_an_account_stands_in_ones_own_log_wherever_one_works(host: Api) -> None:
    await owner(host)
    bob = await somebody(host.app, "bob@example.com", role=Role.VIEWER)
    at_work = {**bearer(bob.access_token), "x-workspace": "local"}
    before = await told(host)
    await host.ok("PATCH", "/account", json={"name": "Bob"}, headers=at_work)
    assert await told(host) == before
    assert (await told(host, bob.user.workspace))[-1] == ("account_change", "user", 200)
    gone = {"email": "bob@example.com"}
    await host.ok("POST", "/account/erase", json=gone, headers=at_work)
    assert (await told(host))[len(before) :] == [("account_erase", "user", 204)]
    assert await told(host, bob.user.workspace) == []


async def test_a_sign_up_and_a_new_address_are_told(host: Api) -> None:
    await owner(host)
    await host.ok("POST", "/auth/sign-up", json={"email": "bob@example.com"})
    granted = await host.ok("POST", "/auth/verify", json={"token": await mailed_token(host.app), "password": PASSWORD})
    body = {"email": "bert@example.com", "password": PASSWORD}
    await host.ok("POST", "/account/email", json=body, headers=bearer(granted["access_token"]))
    await host.ok("POST", "/auth/email", json={"token": await mailed_token(host.app)})
    assert await told(host, granted["user"]["workspace"]) == [
        ("auth_verify", "user", 201),
        ("account_change_email", "user", 202),
        ("auth_confirm_email", "user", 200),
    ]


async def test_a_sign_in_by_an_issuer_is_told(tmp_path: Path) -> None:
    async with issuing() as issuer:
        file = tmp_path / "issuers.json"
        file.write_text(json.dumps([issuer.settings()]))
        async with api(tmp_path / "data", oidc=file, accounts="required") as host:
            begun = await host.ok("POST", "/auth/issuers/local", json={})
            back = {**issuer.authorize(begun["url"]), "proof": begun["proof"]}
            user = (await host.ok("POST", "/auth/callback", json=back))["user"]
            assert await told(host, user["workspace"]) == [("auth_finish", "user", 200)]


async def test_a_guests_log_goes_on_with_whoever_converts_it(host: Api) -> None:
    await owner(host)
    guest = await host.ok("POST", "/auth/guest", json={})
    user = await somebody(host.app, "bob@example.com")
    given = {"headers": bearer(user.access_token), "json": {"token": guest["token"]}}
    converted = await host.ok("POST", "/auth/guest/convert", **given)
    assert converted["workspace"] == guest["workspace"]
    log = await log_of(host, guest["workspace"])
    assert [(each["operation"], each["kind"], each["actor"]) for each in log] == [
        ("auth_enter_as_guest", "guest", guest["guest"]),
        ("auth_convert_guest", "user", user.user.id),
        ("auth_sign_in", "user", user.user.id),
    ]
    assert log[1]["subject"] == guest["guest"]
    assert log[2]["began_at"] <= log[1]["at"]
    assert await remove_discarded(host.app) == 1
    assert await told(host, user.user.workspace) == []
