"""OAuth 2 in somebody's name: consent with PKCE, tokens renewed by one at a time, access that is withdrawn."""

import asyncio
import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from flow_builder.bootstrap import create_api
from flow_builder.cli.serve import serving
from flow_builder.domain.principal import Role
from flow_builder.services.credential_upkeep import resolver
from flow_builder.services.oauth import usable
from flow_builder.settings import Settings
from flow_builder.store.credentials import CredentialStore
from flow_builder.vault.keyfile import KeyFileVault
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.host import FLOW
from tests.support.machine import flow
from tests.support.signed_in import bearer, somebody
from tests.support.web import Reply, Request, Web, Wire, serve


@dataclass
class Authority:
    """An authorization server that insists on PKCE, on the address to return to, and on each refresh token once."""

    web: Web
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refresh: str = ""
    valid: set[str] = field(default_factory=set)
    asked: list[dict[str, str]] = field(default_factory=list)
    lifetime: int = 3_600
    withdrawn: bool = False

    def agree(self, url: str) -> str:
        """Does what somebody's browser does who agrees: returns the code it is sent back with."""
        query = dict(parse_qsl(urlsplit(url).query))
        assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return code

    def token(self, request: Request, wire: Wire) -> Reply:
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        self.asked.append(form)
        if self.withdrawn or not self._holds(form):
            return _json({"error": "invalid_grant", "error_description": "gone"}, 400)
        text = f"access-token-{len(self.asked)}"
        self.refresh = f"refresh-token-{len(self.asked)}"
        self.valid = {text}
        return _json({"access_token": text, "refresh_token": self.refresh, "expires_in": self.lifetime})

    def _holds(self, form: dict[str, str]) -> bool:
        if form["grant_type"] == "refresh_token":
            return form["refresh_token"] == self.refresh
        query = self.codes.pop(form["code"], {})
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        return (query.get("code_challenge"), query.get("redirect_uri")) == (challenge, form["redirect_uri"])

    def api(self, request: Request, wire: Wire) -> Reply:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return _json({"in": True}) if token in self.valid else _json({"in": False}, 401)


def _json(value: Any, status: int = 200) -> Reply:
    return Reply(json.dumps(value).encode(), status, {"content-type": "application/json"})


@pytest.fixture
async def authority() -> AsyncIterator[Authority]:
    routes: dict[str, Any] = {}
    async with serve(routes) as web:
        found = Authority(web)
        routes |= {"/token": found.token, "/api": found.api}
        yield found


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


async def made(host: Api, authority: Authority) -> str:
    fields = {
        "grant": "authorization_code",
        "authorize_url": authority.web.url("/authorize?tenant=t"),
        "token_url": authority.web.url("/token"),
        "client_id": "flows",
        "client_secret": "client-s3cret",
        "scope": "read",
    }
    body = {"name": "calendar", "type": "oauth2", "fields": fields}
    return str((await host.ok("POST", "/credentials", json=body))["id"])


async def came_back(browser: httpx.AsyncClient, **given: str) -> httpx.Response:
    return await browser.get("/api/v1/oauth/callback", params=given, headers={"accept": "text/html,*/*"})


def another_browser(host: Api) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=create_api(host.app))
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


async def connected(host: Api, authority: Authority) -> str:
    credential = await made(host, authority)
    begun = await host.ok("POST", "/credentials/oauth/start", json={"credential": credential})
    code = authority.agree(begun["url"])
    back = await came_back(host.http, state=begun["state"], code=code)
    assert (back.status_code, "calendar" in back.text) == (200, True)
    return credential


async def ask(host: Api, authority: Authority) -> dict[str, Any]:
    auth = {"kind": "credential", "credential": "calendar"}
    node = {"key": "ask", "type": "http.request", "config": {"url": authority.web.url("/api"), "auth": auth}}
    return await host.run(flow([node], ()))


async def expire(host: Api, credential: str) -> None:
    await host.app.stores.credentials.change("local", credential, fields={"expires_at": 1})


async def test_somebody_agrees_and_flows_act_in_that_name(host: Api, authority: Authority) -> None:
    credential = await connected(host, authority)
    run = await ask(host, authority)
    assert run["status"] == "succeeded"
    assert [each["grant_type"] for each in authority.asked] == ["authorization_code"]
    shown = json.dumps(await host.ok("GET", f"/credentials/{credential}"))
    assert not [each for each in ("access-token-1", "refresh-token-1", "client-s3cret") if each in shown]


async def test_the_way_back_is_for_one_and_once(host: Api, authority: Authority) -> None:
    credential = await made(host, authority)
    begun = await host.ok("POST", "/credentials/oauth/start", json={"credential": credential})
    query = dict(parse_qsl(urlsplit(begun["url"]).query))
    assert (query["tenant"], query["state"], query["redirect_uri"]) == ("t", begun["state"], begun["callback"])
    code = authority.agree(begun["url"])

    async def back(**given: str) -> int:
        return (await came_back(host.http, **given)).status_code

    assert await back(state="another", code=code) == 400
    assert await back(code=code) == 400
    answers = await asyncio.gather(*(back(state=begun["state"], code=code) for _ in range(8)))
    assert sorted(answers) == [200, *[400] * 7]
    assert len(authority.asked) == 1


async def test_just_the_browser_that_began_comes_back(host: Api, authority: Authority) -> None:
    credential = await made(host, authority)
    begun = await host.ok("POST", "/credentials/oauth/start", json={"credential": credential})
    code = authority.agree(begun["url"])
    (cookie,) = [each for each in host.http.cookies.jar if each.name.startswith("flow_oauth_")]
    assert (cookie.path, cookie.has_nonstandard_attr("HttpOnly")) == ("/api/v1/oauth/callback", True)
    assert cookie.get_nonstandard_attr("SameSite") == "lax"
    async with another_browser(host) as victim:
        for planted in ("", "x", begun["state"]):
            victim.cookies.set(cookie.name, planted)
            back = await came_back(victim, state=begun["state"], code=code)
            assert (back.status_code, "not started in this browser" in back.text) == (400, True)
        # Who has begun something else in that browser has another cookie.
        other = await Api(host.app, victim).ok("POST", "/credentials/oauth/start", json={"credential": credential})
        assert other["state"] != begun["state"]
        back = await came_back(victim, state=begun["state"], code=code)
        assert back.status_code == 400
        said = await Api(host.app, victim).refused(
            "GET", "/oauth/callback", 403, params={"state": begun["state"], "code": code}
        )
        assert said["code"] == "oauth.browser"
    assert authority.asked == []
    assert (await came_back(host.http, state=begun["state"], code=code)).status_code == 200
    assert not [each for each in host.http.cookies.jar if each.name == cookie.name]


async def test_a_code_of_another_consent_is_worth_nothing(host: Api, authority: Authority) -> None:
    credential = await made(host, authority)
    mine = await host.ok("POST", "/credentials/oauth/start", json={"credential": credential})
    theirs = await host.ok("POST", "/credentials/oauth/start", json={"credential": credential})
    stolen = authority.agree(theirs["url"])
    authority.agree(mine["url"])
    back = await came_back(host.http, state=mine["state"], code=stolen)  # PKCE: the verifier is not that code's
    assert (back.status_code, "Not connected" in back.text) == (400, True)
    assert "access_token" not in await host.app.stores.credentials.resolve("local", credential)


async def test_who_may_not_change_the_credential_any_more_does_not_connect_it(host: Api, authority: Authority) -> None:
    credential = await made(host, authority)
    bob = await somebody(host.app, "bob@example.com", role=Role.EDITOR)
    headers = {**bearer(bob.access_token), "x-workspace": "local"}
    begun = await host.ok("POST", "/credentials/oauth/start", json={"credential": credential}, headers=headers)
    code = authority.agree(begun["url"])
    await host.app.stores.workspaces.delete(bob.user.id, "local")
    back = await came_back(host.http, state=begun["state"], code=code)
    assert (back.status_code, authority.asked) == (400, [])
    (entry,) = (await host.ok("GET", "/audit", params={"operation": "oauth_callback"}))["items"]
    assert (entry["actor"], entry["status"], entry["subject"]) == (bob.user.id, 403, credential)
    assert entry["details"] == {"code": "oauth.member"}


async def test_the_audit_log_tells_who_connected_what(host: Api, authority: Authority) -> None:
    credential = await connected(host, authority)
    (entry,) = (await host.ok("GET", "/audit", params={"operation": "oauth_callback"}))["items"]
    assert (entry["kind"], entry["actor"], entry["status"], entry["subject"]) == ("local", "local", 200, credential)


async def test_a_terminal_begins_and_takes_the_address_that_a_browser_ends_at(
    tmp_path: Path, authority: Authority
) -> None:
    settings = Settings(data=tmp_path, browser_workers=0, port=0)
    async with serving(settings) as served, httpx.AsyncClient(base_url=served.url) as browser:
        credential = await made(Api(served.app, browser), authority)
        pipe = asyncio.subprocess.PIPE
        command = [*FLOW, "credentials", "connect", credential, "--data", str(tmp_path)]
        terminal = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)
        assert terminal.stdout is not None
        url = (await terminal.stdout.readline()).decode().strip()
        state = dict(parse_qsl(urlsplit(url).query))["state"]
        back = await came_back(browser, state=state, code=authority.agree(url))
        assert (back.status_code, "flow credentials connect" in back.text) == (400, True)
        _, said = await terminal.communicate(f"{back.url}\n".encode())
        assert terminal.returncode == 0, said
        assert (await served.app.stores.credentials.resolve("local", credential))["access_token"]


async def test_who_says_no_is_believed(host: Api, authority: Authority) -> None:
    credential = await made(host, authority)
    begun = await host.ok("POST", "/credentials/oauth/start", json={"credential": credential})
    given = {"state": begun["state"], "error": "<b>access_denied"}
    back = await came_back(host.http, **given)
    assert (back.status_code, "&lt;b&gt;access_denied" in back.text) == (400, True)
    assert authority.asked == []
    assert (await ask(host, authority))["error"]["code"] == "http.oauth"


async def test_a_state_that_is_too_old_is_refused(
    host: Api, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    credential = await made(host, authority)
    begun = await host.ok("POST", "/credentials/oauth/start", json={"credential": credential})
    code = authority.agree(begun["url"])
    monkeypatch.setattr("flow_builder.services.oauth_states.now", lambda: begun["expires_at"])
    back = await came_back(host.http, state=begun["state"], code=code)
    assert (back.status_code, authority.asked) == (400, [])


async def test_a_credential_that_is_none_of_oauth_is_not_begun_with(host: Api) -> None:
    body = {"name": "plain", "type": "bearer", "fields": {"token": "t0p-s3cret"}}
    plain = (await host.ok("POST", "/credentials", json=body))["id"]
    said = await host.refused("POST", "/credentials/oauth/start", 422, json={"credential": plain})
    assert said["code"] == "oauth.unfit"


async def test_sixty_four_who_need_another_token_ask_for_one(host: Api, authority: Authority, tmp_path: Path) -> None:
    credential = await connected(host, authority)
    await expire(host, credential)
    # Two hosts' worth of repositories on one store: what they agree by is in the store alone.
    stores = host.app.stores
    table = stores.credentials.table
    second = CredentialStore(table, KeyFileVault(tmp_path / "data" / "vault.key"))

    class Stores:
        credentials = second

    first = resolver(stores, host.app.http, host.app.bus)
    other = resolver(Stores(), host.app.http, host.app.bus)  # type: ignore[arg-type]
    asked = ((first if number % 2 else other)("local", "calendar", None) for number in range(64))
    found = await asyncio.gather(*asked)
    assert {each["access_token"] for each in found} == {"access-token-2"}
    assert [each["grant_type"] for each in authority.asked] == ["authorization_code", "refresh_token"]
    assert not {"refresh_token", "client_secret"} & {name for each in found for name in each}


async def test_refresh_tokens_follow_one_another(host: Api, authority: Authority) -> None:
    credential = await connected(host, authority)
    for number in range(2, 5):
        await expire(host, credential)
        assert (await ask(host, authority))["status"] == "succeeded"
        stored = await host.app.stores.credentials.resolve("local", credential)
        assert stored["refresh_token"] == f"refresh-token-{number}"


async def test_a_token_that_the_service_refuses_is_renewed_at_once(host: Api, authority: Authority) -> None:
    await connected(host, authority)
    authority.valid.clear()
    assert (await ask(host, authority))["status"] == "succeeded"
    assert len(authority.asked) == 2


async def test_access_that_is_withdrawn_is_marked_and_told_once(host: Api, authority: Authority) -> None:
    credential = await connected(host, authority)
    await expire(host, credential)
    authority.withdrawn = True
    run = await ask(host, authority)
    assert (run["status"], run["error"]["code"]) == ("failed", "http.oauth")
    assert "invalid_grant" in (await host.ok("GET", f"/credentials/{credential}"))["problem"]
    assert (await ask(host, authority))["status"] == "failed"
    assert len(authority.asked) == 2  # a refusal for good is not asked for again

    async def told() -> list[str]:
        found = (await host.ok("GET", "/notifications", params={"kind": "credential_failed"}))["items"]
        return [each["title"] for each in found]

    assert await eventually(told) == ["The credential calendar cannot be used any more"]
    authority.withdrawn = False
    begun = await host.ok("POST", "/credentials/oauth/start", json={"credential": credential})
    code = authority.agree(begun["url"])
    await came_back(host.http, state=begun["state"], code=code)
    assert (await ask(host, authority))["status"] == "succeeded"
    assert (await host.ok("GET", f"/credentials/{credential}"))["problem"] is None


async def test_a_claim_of_a_host_that_died_ends(host: Api, authority: Authority) -> None:
    credential = await connected(host, authority)
    await expire(host, credential)
    store = host.app.stores.credentials
    assert await store.claim("local", credential, "dead", 1)
    fields = {**(await store.opened("local", credential)).fields, "type": "oauth2"}
    found = await usable(host.app.stores, host.app.http, "local", credential, fields)
    assert found["access_token"] == "access-token-2"
