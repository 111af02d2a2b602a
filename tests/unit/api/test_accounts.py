"""Accounts over the API: the first visitor, signing in, staying so, and what ends it."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jwt
import pytest

from flow_builder.auth import refresh
from flow_builder.domain.principal import Role
from flow_builder.errors import InvalidInput
from flow_builder.services import login
from flow_builder.settings import load_settings, to_environment
from tests.support.api import Api, api
from tests.support.crowd import at_once, call
from tests.support.machine import flow
from tests.support.signed_in import FAR, PASSWORD, bearer, from_afar, mailed_token, mails, owner, somebody

EMAIL = "ada@example.com"


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path) as made:
        yield made


async def signed_in(host: Api, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = await host.ok("POST", "/auth/sign-in", json={"email": EMAIL, "password": PASSWORD, **more})
    return found


async def refused(host: Api, **more: Any) -> str:
    said = await host.refused("POST", "/auth/sign-in", 401, json={"email": EMAIL, "password": PASSWORD, **more})
    return str(said["code"])


async def test_the_owner_takes_over_what_is_there_and_nobody_else_gets_in(host: Api) -> None:
    made = await host.ok("POST", "/flows", json=flow([{"key": "go", "type": "trigger.manual"}]))
    first = {"accounts": "none", "open": True, "sign_up": True, "guests": True, "mails": "kept", "issuers": []}
    assert await host.ok("GET", "/auth") == {**first, "session": False, "guest": False}
    granted = await owner(host)
    assert granted["user"]["workspace"] == "local"
    assert (await host.ok("GET", "/auth"))["open"] is False
    assert (await host.refused("GET", "/flows", 401))["code"] == "auth.required"
    mine = bearer(granted["access_token"])
    assert [each["id"] for each in (await host.ok("GET", "/flows", headers=mine))["items"]] == [made["id"]]
    told = await host.ok("GET", "/account", headers=mine)
    assert (told["kind"], told["role"], told["workspace"]) == ("user", "owner", "local")


async def test_an_answer_of_401_says_how_to_prove_oneself(host: Api) -> None:
    await owner(host)
    answer = await call(host, "GET", "/flows")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_of_64_first_visitors_exactly_one_becomes_the_owner(host: Api) -> None:
    async def visit(number: int) -> tuple[int, str]:
        body = {"email": f"v{number}@example.com", "password": PASSWORD}
        answer = await call(host, "POST", "/auth/owner", json=body)
        return answer.status_code, answer.json().get("code", "")

    assert Counter(await at_once(visit)) == {(201, ""): 1, (409, "auth.owned"): 63}


async def test_until_there_is_an_owner_just_this_machine_is_answered(host: Api) -> None:
    far = from_afar(host.app)
    assert (await far.refused("GET", "/flows", 401))["code"] == "auth.elsewhere"
    body = {"email": EMAIL, "password": PASSWORD}
    assert (await far.refused("POST", "/auth/owner", 403, json=body))["code"] == "auth.elsewhere"
    passed_on = {"x-forwarded-for": FAR[0]}
    assert (await host.refused("GET", "/flows", 401, headers=passed_on))["code"] == "auth.elsewhere"
    forged = {**passed_on, **bearer("fbh_" + "x" * 43)}
    assert (await host.refused("POST", "/auth/owner", 401, json=body, headers=forged))["code"] == "auth.token"
    with_token = bearer(host.app.own_folder.token)
    await far.ok("POST", "/auth/owner", json=body, headers=with_token)


async def test_a_host_that_requires_accounts_is_never_open(tmp_path: Path) -> None:
    async with api(tmp_path, accounts="required") as host:
        assert (await host.refused("GET", "/flows", 401))["code"] == "auth.required"
        await host.ok("GET", "/flows", headers=bearer(host.app.own_folder.token))
        await owner(host)


async def test_the_host_token_is_the_machines_own_user_also_later(host: Api) -> None:
    await owner(host)
    announced = json.loads((host.app.settings.data / "host.json").read_text())
    assert (host.app.settings.data / "host.json").stat().st_mode & 0o777 == 0o600
    assert (await host.ok("GET", "/account", headers=bearer(announced["token"])))["kind"] == "local"
    for wrong in (announced["token"][:-1], "fbh_", "fbh_é"):
        given = {"authorization": f"Bearer {wrong}".encode()}
        assert (await host.refused("GET", "/flows", 401, headers=given))["code"] == "auth.token"


async def test_a_token_that_does_not_hold_is_refused_on_an_open_machine_too(host: Api) -> None:
    assert (await host.refused("GET", "/flows", 401, headers=bearer("nonsense")))["code"] == "auth.token"


async def test_a_stranger_learns_nothing_of_addresses(host: Api) -> None:
    await owner(host)
    assert await refused(host, password="wrong") == await refused(host, email="nobody@example.com")
    for email in (EMAIL, "nobody@example.com"):
        assert await host.ok("POST", "/auth/forgot", json={"email": email}) == {"accepted": True}
        assert await host.ok("POST", "/auth/sign-up", json={"email": email}) == {"accepted": True}


async def test_too_many_tries_wait_and_no_stranger_locks_anybody_out(host: Api) -> None:
    await owner(host)
    stranger = from_afar(host.app)
    wrong = {"email": EMAIL, "password": "wrong"}

    async def guess(_: int) -> int:
        return (await call(stranger, "POST", "/auth/sign-in", json=wrong)).status_code

    tried = Counter(await at_once(guess, 20))
    assert set(tried) == {401, 429}
    assert 5 <= tried[401] <= 6
    answer = await call(stranger, "POST", "/auth/sign-in", json={**wrong, "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (429, "auth.slow_down")
    assert 0 < int(answer.headers["retry-after"]) <= 900
    assert (await signed_in(host))["user"]["email"] == EMAIL


async def test_a_password_hash_of_another_cost_is_made_anew_at_sign_in(host: Api) -> None:
    import argon2

    granted = await owner(host)
    cheap = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    await host.app.stores.accounts.change(granted["user"]["id"], password=cheap)
    await signed_in(host)
    stored = (await host.app.stores.accounts.proofs(granted["user"]["id"])).password
    assert stored is not None
    assert "m=19456,t=2,p=1" in stored


async def test_a_refresh_token_turns_and_its_second_use_ends_the_session(
    host: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (await owner(host))["refresh_token"]

    async def turned(token: str) -> dict[str, Any]:
        found: dict[str, Any] = await host.ok("POST", "/auth/refresh", json={"refresh_token": token})
        return found

    second = await turned(first)
    assert (await turned(first))["refresh_token"] == second["refresh_token"] != first
    third = await turned(second["refresh_token"])
    await host.ok("GET", "/flows", headers=bearer(third["access_token"]))
    said = await host.refused("POST", "/auth/refresh", 401, json={"refresh_token": first})
    assert said["code"] == "auth.reused"
    assert (await host.refused("GET", "/flows", 401, headers=bearer(third["access_token"])))["code"] == "auth.session"
    said = await host.refused("POST", "/auth/refresh", 401, json={"refresh_token": third["refresh_token"]})
    assert said["code"] == "auth.refresh"
    again = (await signed_in(host))["refresh_token"]
    await turned(again)
    monkeypatch.setattr(login, "GRACE_MS", -1)
    assert (await host.refused("POST", "/auth/refresh", 401, json={"refresh_token": again}))["code"] == "auth.reused"


async def test_a_made_up_refresh_token_ends_nobodys_session(host: Api) -> None:
    granted = await owner(host)
    parsed = refresh.parse(granted["refresh_token"])
    for number in (0, 1, 2, 7):
        made_up = refresh.make(b"x" * 32, "salt", refresh.Turn(parsed.subject, parsed.session, number))
        said = await host.refused("POST", "/auth/refresh", 401, json={"refresh_token": made_up})
        assert said["code"] == "auth.refresh"
    await host.ok("POST", "/auth/refresh", json={"refresh_token": granted["refresh_token"]})


async def test_tabs_that_refresh_at_once_get_the_same_token(host: Api) -> None:
    token = (await owner(host))["refresh_token"]

    async def turn(_: int) -> str:
        return str((await host.ok("POST", "/auth/refresh", json={"refresh_token": token}))["refresh_token"])

    assert len(set(await at_once(turn, 16))) == 1


async def test_a_browser_gets_a_cookie_that_scripts_cannot_read(host: Api) -> None:
    await owner(host)
    answer = await call(host, "POST", "/auth/sign-in", json={"email": EMAIL, "password": PASSWORD, "cookie": True})
    assert answer.json()["refresh_token"] is None
    cookie = answer.headers["set-cookie"]
    for wanted in ("flow_refresh=fbr_", "HttpOnly", "SameSite=strict", "Path=/api/v1/auth"):
        assert wanted in cookie
    assert (await host.ok("GET", "/auth"))["session"] is True
    answer = await call(host, "POST", "/auth/refresh", json={})
    assert answer.json()["refresh_token"] is None
    assert answer.headers["set-cookie"] != cookie
    foreign = {"origin": "https://evil.example"}
    assert (await call(host, "POST", "/auth/refresh", json={}, headers=foreign)).status_code == 403
    assert (await call(host, "POST", "/auth/sign-out", json={})).status_code == 204
    assert (await host.refused("POST", "/auth/refresh", 401, json={}))["code"] == "auth.refresh"


async def test_sessions_are_listed_and_end_at_once(host: Api) -> None:
    first = await owner(host)
    second, third = await signed_in(host), await signed_in(host)
    mine = bearer(first["access_token"])
    found = (await host.ok("GET", "/account/sessions", headers=mine))["items"]
    assert {each["id"] for each in found if each["current"]} == {first["session"]}
    assert {each["agent"] for each in found} == {f"python-httpx/{found[0]['agent'].partition('/')[2]}"}
    assert "salt" not in found[0]
    await host.ok("DELETE", f"/account/sessions/{second['session']}", headers=mine)
    await host.refused("GET", "/account", 401, headers=bearer(second["access_token"]))
    assert await host.ok("DELETE", "/account/sessions", headers=mine) == {"ended": 1}
    await host.refused("GET", "/account", 401, headers=bearer(third["access_token"]))
    await host.refused("DELETE", f"/account/sessions/{third['session']}", 404, headers=mine)
    await host.ok("GET", "/account", headers=mine)


async def test_nobody_ends_the_session_of_another(host: Api) -> None:
    granted = await owner(host)
    other = await somebody(host.app, "bob@example.com")
    await host.refused("DELETE", f"/account/sessions/{granted['session']}", 404, headers=bearer(other.access_token))
    await host.ok("GET", "/account", headers=bearer(granted["access_token"]))


async def test_an_account_is_made_by_who_reads_the_mail(host: Api) -> None:
    await owner(host)
    await host.ok("POST", "/auth/sign-up", json={"email": "Bob@Example.com", "name": "Bob"})
    token = await mailed_token(host.app)
    weak = await host.refused("POST", "/auth/verify", 422, json={"token": token, "password": "bob"})
    assert weak["code"] == "password.weak"
    granted = await host.ok("POST", "/auth/verify", json={"token": token, "password": PASSWORD})
    assert granted["user"]["verified"] is True
    assert granted["user"]["workspace"] != "local"
    used = await host.refused("POST", "/auth/verify", 404, json={"token": token, "password": PASSWORD})
    assert used["code"] == "link.invalid"
    assert (await host.ok("GET", "/flows", headers=bearer(granted["access_token"])))["items"] == []
    assert (await signed_in(host, email="bob@example.com"))["user"]["name"] == "Bob"
    await host.ok("POST", "/auth/sign-up", json={"email": "bob@example.com"})
    assert "You have an account already" in (await mails(host.app))[-1]


async def test_one_account_comes_of_many_clicks_on_many_mails(host: Api) -> None:
    await owner(host)
    tokens = []
    for _ in range(2):
        await host.ok("POST", "/auth/sign-up", json={"email": "bob@example.com"})
        tokens.append(await mailed_token(host.app))

    async def click(number: int) -> int:
        body = {"token": tokens[number % 2], "password": PASSWORD}
        return (await call(host, "POST", "/auth/verify", json=body)).status_code

    counted = Counter(await at_once(click, 16))
    assert counted[201] == 1
    assert set(counted) <= {201, 404, 409}


async def test_sign_up_can_be_closed_and_waits_for_the_owner(tmp_path: Path) -> None:
    async with api(tmp_path, sign_up="closed") as host:
        said = await host.refused("POST", "/auth/sign-up", 403, json={"email": EMAIL})
        assert said["code"] == "auth.sign_up_closed"


async def test_a_first_stranger_cannot_sign_up_before_the_owner(host: Api) -> None:
    assert (await host.refused("POST", "/auth/sign-up", 409, json={"email": EMAIL}))["code"] == "auth.no_owner"


async def test_a_forgotten_password_is_replaced_by_mail_and_ends_all_sessions(host: Api) -> None:
    granted = await owner(host)
    await host.ok("POST", "/auth/forgot", json={"email": EMAIL})
    token = await mailed_token(host.app)
    await host.ok("POST", "/auth/reset", json={"token": token, "password": "another tidy lantern"})
    await host.refused("POST", "/auth/reset", 404, json={"token": token, "password": "another tidy lantern"})
    await host.refused("GET", "/flows", 401, headers=bearer(granted["access_token"]))
    assert await refused(host) == "auth.credentials"
    assert (await signed_in(host, password="another tidy lantern"))["user"]["verified"] is True


async def test_a_changed_password_needs_the_old_one_and_ends_the_others(host: Api) -> None:
    first = await owner(host)
    second = await signed_in(host)
    mine = bearer(first["access_token"])
    body = {"current": "wrong", "password": "another tidy lantern"}
    assert (await host.refused("POST", "/account/password", 403, json=body, headers=mine))["code"] == "auth.password"
    await host.ok("POST", "/account/password", json={**body, "current": PASSWORD}, headers=mine)
    await host.ok("GET", "/account", headers=mine)
    await host.refused("GET", "/account", 401, headers=bearer(second["access_token"]))
    await signed_in(host, password="another tidy lantern")
    assert "password was changed" in (await mails(host.app))[-1]


async def test_a_new_address_counts_once_its_mail_was_read(host: Api) -> None:
    mine = bearer((await owner(host))["access_token"])
    await somebody(host.app, "bob@example.com")
    body = {"email": "countess@example.com", "password": PASSWORD}
    await host.ok("POST", "/account/email", json=body, headers=mine)
    token = await mailed_token(host.app)
    assert (await host.ok("GET", "/account", headers=mine))["user"]["email"] == EMAIL
    assert (await host.ok("POST", "/auth/email", json={"token": token}))["email"] == "countess@example.com"
    assert await refused(host) == "auth.credentials"
    await signed_in(host, email="countess@example.com")
    assert "To: ada@example.com" in (await mails(host.app))[-1]
    await host.ok("POST", "/account/email", json={**body, "email": "bob@example.com"}, headers=mine)
    assert "#token=" not in (await mails(host.app))[-1]


async def test_another_workspace_is_404_unless_one_belongs_to_it(host: Api) -> None:
    granted = await owner(host)
    other = await somebody(host.app, "bob@example.com")
    theirs = {"x-workspace": other.user.workspace}
    mine = bearer(granted["access_token"])
    for workspace in (other.user.workspace, "nowhere"):
        said = await host.refused("GET", "/flows", 404, headers={**mine, "x-workspace": workspace})
        assert said["code"] == "workspace.not_found"
    member = await somebody(host.app, "eve@example.com", role=Role.VIEWER, workspace=other.user.workspace)
    hers = {**bearer(member.access_token), **theirs}
    told = await host.ok("GET", "/account", headers=hers)
    assert told["role"] == "viewer"
    assert told["refused"]["flows_save"] == "editor"
    assert "flows_read" not in told["refused"]
    document = flow([{"key": "go", "type": "trigger.manual"}])
    assert (await host.refused("POST", "/flows", 403, headers=hers, json=document))["code"] == "auth.role"
    await host.app.stores.workspaces.delete(member.user.id, other.user.workspace)
    await host.refused("GET", "/flows", 404, headers=hers)


async def test_the_published_keys_verify_tokens_and_change(host: Api) -> None:
    token = (await owner(host))["access_token"]
    found = (await host.http.get("/.well-known/jwks.json")).json()["keys"]
    key = jwt.PyJWKSet.from_dict({"keys": found})[jwt.get_unverified_header(token)["kid"]]
    assert jwt.decode(token, key.key, algorithms=["EdDSA"], audience="flow-builder")["kind"] == "user"
    await host.app.stores.signing_keys.rotate()
    await host.ok("GET", "/flows", headers=bearer(token))
    assert len((await host.http.get("/.well-known/jwks.json")).json()["keys"]) == 2
    await host.app.stores.signing_keys.rotate(forget=True)
    await host.refused("GET", "/flows", 401, headers=bearer(token))


async def test_tokens_hold_over_a_restart(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        granted = await owner(host)
    async with api(tmp_path) as host:
        answers = await asyncio.gather(
            *(call(host, "GET", "/flows", headers=bearer(granted["access_token"])) for _ in range(8))
        )
        assert {each.status_code for each in answers} == {200}
        await host.ok("POST", "/auth/refresh", json={"refresh_token": granted["refresh_token"]})


async def test_unknown_fields_and_impossible_addresses_are_refused(host: Api) -> None:
    body = {"email": EMAIL, "password": PASSWORD}
    for wrong in ({"role": "owner"}, {"workspace": "x"}, {"id": "user_1"}, {"verified": True}):
        await host.refused("POST", "/auth/owner", 422, json={**body, **wrong})
    for email in ("", "ada", "a@b", "a b@c.de", "a@b.c\r\nBcc: x@y.z", "@x.yz", "a@b..c", "<a@b.cd>", "a@b.cd" * 60):
        await host.refused("POST", "/auth/owner", 422, json={**body, "email": email})


def kept(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("state.db*"))


async def test_no_secret_of_an_account_is_stored_or_told(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        granted = await owner(host)
        await host.ok("POST", "/auth/forgot", json={"email": EMAIL})
        token = await mailed_token(host.app)
    stored = kept(tmp_path)
    for secret in (PASSWORD, granted["refresh_token"], granted["access_token"], token):
        assert secret.encode() not in stored


def test_a_mail_servers_password_stays_in_the_host() -> None:
    settings = load_settings({"FLOW_MAIL": "smtp://u:secret@mail.example:587", "FLOW_ACCOUNTS": "required"})
    told = to_environment(settings)
    assert "secret" not in str(told)
    assert told["FLOW_ACCOUNTS"] == "required"
    with pytest.raises(InvalidInput):
        load_settings({"FLOW_MAIL": "mail.example"})


async def test_just_who_runs_the_host_replaces_the_signing_key(host: Api) -> None:
    granted = await owner(host)
    mine = bearer(granted["access_token"])
    assert (await host.refused("POST", "/auth/keys", 403, json={}, headers=mine))["code"] == "auth.host_only"
    machines = bearer(host.app.own_folder.token)
    kid = (await host.ok("POST", "/auth/keys", json={"forget": True}, headers=machines))["kid"]
    await host.refused("GET", "/flows", 401, headers=mine)
    again = await host.ok("POST", "/auth/refresh", json={"refresh_token": granted["refresh_token"]})
    assert jwt.get_unverified_header(again["access_token"])["kid"] == kid
