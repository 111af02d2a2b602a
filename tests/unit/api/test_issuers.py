"""Signing in by an outside issuer that runs on loopback: what it must prove, and whose account that is."""

import base64
import hmac
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from flow_builder.auth import oidc
from flow_builder.auth.oidc import Issuers
from flow_builder.errors import InvalidInput
from tests.support.api import Api, api
from tests.support.crowd import at_once, call
from tests.support.issuer import LocalIssuer, issuing
from tests.support.signed_in import bearer, owner


@pytest.fixture
async def issuer() -> AsyncIterator[LocalIssuer]:
    async with issuing() as made:
        yield made


@pytest.fixture
async def host(tmp_path: Path, issuer: LocalIssuer) -> AsyncIterator[Api]:
    file = tmp_path / "issuers.json"
    clerk = {"name": "clerk", "issuer": issuer.url, "authorized_parties": ["https://app.example"]}
    file.write_text(json.dumps([issuer.settings(), clerk]))
    async with api(tmp_path / "data", oidc=file, accounts="required") as made:
        yield made


async def began(host: Api, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = await host.ok("POST", "/auth/issuers/local", json=given)
    return found


async def signed_in(host: Api, issuer: LocalIssuer) -> dict[str, Any]:
    begun = await began(host)
    back = issuer.authorize(begun["url"])
    found: dict[str, Any] = await host.ok("POST", "/auth/callback", json={**back, "proof": begun["proof"]})
    return found


async def refused(host: Api, issuer: LocalIssuer, status: int = 401) -> str:
    begun = await began(host)
    back = issuer.authorize(begun["url"])
    said = await host.refused("POST", "/auth/callback", status, json={**back, "proof": begun["proof"]})
    return str(said["code"])


async def test_whom_the_issuer_knows_gets_an_account_and_the_same_one_again(host: Api, issuer: LocalIssuer) -> None:
    assert (await host.ok("GET", "/auth"))["issuers"][0] == {"name": "local", "title": "local"}
    first = await signed_in(host, issuer)
    assert (first["user"]["email"], first["user"]["verified"], first["user"]["name"]) == (
        "ada@example.com",
        True,
        "Ada",
    )
    assert first["user"]["has_password"] is False
    issuer.claims |= {"email": "other@example.com", "email_verified": False}
    assert (await signed_in(host, issuer))["user"] == first["user"]
    await host.ok("GET", "/flows", headers=bearer(first["access_token"]))


async def test_many_first_sign_ins_make_one_account(host: Api, issuer: LocalIssuer) -> None:
    async def enter(_: int) -> str:
        return str((await signed_in(host, issuer))["user"]["id"])

    assert len(set(await at_once(enter, 16))) == 1


async def test_a_browser_proves_by_cookie_that_it_began(host: Api, issuer: LocalIssuer) -> None:
    begun = await began(host, cookie=True)
    assert begun["proof"] is None
    back = issuer.authorize(begun["url"])
    answer = await call(host, "POST", "/auth/callback", json={**back, "cookie": True})
    assert answer.json()["refresh_token"] is None
    assert "flow_refresh=" in answer.headers["set-cookie"]


async def test_what_comes_back_counts_once_and_for_who_began(host: Api, issuer: LocalIssuer) -> None:
    begun, other = await began(host), await began(host)
    back = issuer.authorize(begun["url"])
    stolen = {**back, "proof": other["proof"]}
    assert (await host.refused("POST", "/auth/callback", 401, json=stolen))["code"] == "oidc.refused"
    mine = {**back, "proof": begun["proof"]}
    assert (await host.refused("POST", "/auth/callback", 404, json=mine))["code"] == "link.invalid"
    mixed = {**issuer.authorize(other["url"]), "proof": other["proof"], "iss": "https://evil.example"}
    assert (await host.refused("POST", "/auth/callback", 401, json=mixed))["code"] == "oidc.refused"
    begun = await began(host)
    mine = {**issuer.authorize(begun["url"]), "proof": begun["proof"], "code": "made-up"}
    assert (await host.refused("POST", "/auth/callback", 401, json=mine))["code"] == "oidc.refused"
    await host.refused("POST", "/auth/issuers/nobody", 422, json={})


def unsigned(token: str) -> str:
    return f"{text({'alg': 'none', 'kid': 'key0'})}.{token.split('.')[1]}."


def text(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def forged(issuer: LocalIssuer, token: str, header: dict[str, Any]) -> str:
    """Returns a token with the same claims, signed by somebody else."""
    other = rsa.generate_private_key(65537, 2048)
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(other.public_key()))
    header = {name: jwk if value is ... else value for name, value in header.items()}
    return jwt.encode(jwt.decode(token, options={"verify_signature": False}), other, "RS256", header)


def confused(issuer: LocalIssuer, token: str) -> str:
    """Returns a token with the same claims, signed with the public key as if it were a shared secret."""
    public = json.dumps(json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(issuer.keys["key0"].public_key()))).encode()
    said = f"{text({'alg': 'HS256', 'kid': 'key0'})}.{token.split('.')[1]}"
    return f"{said}.{base64.urlsafe_b64encode(hmac.digest(public, said.encode(), sha256)).decode().rstrip('=')}"


LIES: dict[str, dict[str, Any]] = {
    "another audience": {"aud": "somebody else"},
    "no audience": {"aud": ...},
    "several audiences, made by another": {"aud": ["flows", "other"], "azp": "other"},
    "several audiences, made by nobody": {"aud": ["flows", "other"]},
    "made by another": {"azp": "other"},
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": ...},
    "no subject": {"sub": ...},
    "an empty subject": {"sub": ""},
    "a long subject": {"sub": "x" * 300},
    "expired": {"exp": int(time.time()) - 3_600},
    "no end": {"exp": ...},
    "not yet": {"nbf": int(time.time()) + 3_600},
    "issued later": {"iat": int(time.time()) + 3_600},
}


@pytest.mark.parametrize("lie", LIES)
async def test_claims_that_do_not_fit_are_refused(host: Api, issuer: LocalIssuer, lie: str) -> None:
    issuer.claims |= LIES[lie]
    assert await refused(host, issuer) == "oidc.refused"


async def test_another_nonce_is_refused(host: Api, issuer: LocalIssuer) -> None:
    for nonce in ("other", 7, ...):
        issuer.spoil = lambda _, nonce=nonce: issuer.token(nonce=nonce)  # type: ignore[misc]
        assert await refused(host, issuer) == "oidc.refused"


async def test_tokens_that_the_issuer_did_not_sign_are_refused(host: Api, issuer: LocalIssuer) -> None:
    attacks = [
        unsigned,
        lambda token: confused(issuer, token),
        lambda token: forged(issuer, token, {"kid": "key0"}),
        lambda token: forged(issuer, token, {"kid": "unknown"}),
        lambda token: forged(issuer, token, {}),
        lambda token: forged(issuer, token, {"kid": "key0", "jwk": ...}),
        lambda token: forged(issuer, token, {"kid": "key0", "jku": "https://evil.example/jwks.json"}),
        lambda token: token[:-6] + "AAAAAA",
        lambda _: "nonsense",
        lambda _: "a" * 20_000,
    ]
    for attack in attacks:
        issuer.spoil = attack
        assert await refused(host, issuer) == "oidc.refused"


async def test_a_new_key_of_the_issuers_is_found_but_not_looked_for_all_the_time(
    host: Api, issuer: LocalIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await signed_in(host, issuer)
    asked = lambda: [each.path for each in issuer.web.requests].count("/jwks_uri")  # noqa: E731
    assert asked() == 1
    for number in range(20):
        token = forged(issuer, issuer.token(), {"kid": f"made-up-{number}"})
        await host.refused("POST", "/auth/issuers/local/token", 401, json={"token": token})
    assert asked() == 1
    monkeypatch.setattr(oidc, "_LEAST_S", 0.0)
    issuer.new_key()
    await signed_in(host, issuer)
    assert asked() == 2


async def test_an_issuer_that_is_away_or_lies_about_itself_is_said_to_be(host: Api, issuer: LocalIssuer) -> None:
    for about in ({"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example"}, {"jwks_uri": None}):
        issuer.about = about
        assert (await host.refused("POST", "/auth/issuers/local", 503, json={}))["code"] == "oidc.unavailable"
    issuer.about = {"padding": "x" * 1_100_000}
    assert (await host.refused("POST", "/auth/issuers/local", 503, json={}))["code"] == "oidc.unavailable"


async def test_an_address_that_is_not_proven_gets_no_account(host: Api, issuer: LocalIssuer) -> None:
    for claims in ({"email_verified": False}, {"email_verified": ...}, {"email": ...}, {"email": "no address"}):
        issuer.claims = {"email": "ada@example.com", "email_verified": True, **claims}
        assert await refused(host, issuer, 403) == "oidc.unverified"
    issuer.claims = {"email": "ada@example.com", "email_verified": "true"}
    await signed_in(host, issuer)


async def test_nobody_gets_into_an_account_by_its_address_alone(host: Api, issuer: LocalIssuer) -> None:
    granted = await owner(host)
    mine = bearer(granted["access_token"])
    assert await refused(host, issuer, 409) == "oidc.link_first"
    begun = await host.ok("POST", "/account/identities/local", json={}, headers=mine)
    back = {**issuer.authorize(begun["url"]), "proof": begun["proof"]}
    linked = await host.ok("POST", "/account/identities", json=back, headers=mine)
    assert (await host.ok("GET", "/account/identities", headers=mine))["items"] == [linked]
    assert (await signed_in(host, issuer))["user"]["id"] == granted["user"]["id"]
    await host.ok("DELETE", f"/account/identities/{linked['id']}", headers=mine)
    await host.refused("DELETE", f"/account/identities/{linked['id']}", 404, headers=mine)
    assert await refused(host, issuer, 409) == "oidc.link_first"


async def test_what_was_begun_to_link_signs_nobody_in_and_the_reverse(host: Api, issuer: LocalIssuer) -> None:
    mine = bearer((await owner(host))["access_token"])
    begun = await host.ok("POST", "/account/identities/local", json={}, headers=mine)
    back = {**issuer.authorize(begun["url"]), "proof": begun["proof"]}
    await host.refused("POST", "/auth/callback", 401, json=back)
    begun = await began(host)
    back = {**issuer.authorize(begun["url"]), "proof": begun["proof"]}
    await host.refused("POST", "/account/identities", 401, json=back, headers=mine)


async def test_an_identity_belongs_to_one_account_and_the_only_way_in_stays(host: Api, issuer: LocalIssuer) -> None:
    mine = bearer((await owner(host, email="bob@example.com"))["access_token"])
    theirs = bearer((await signed_in(host, issuer))["access_token"])
    begun = await host.ok("POST", "/account/identities/local", json={}, headers=mine)
    back = {**issuer.authorize(begun["url"]), "proof": begun["proof"]}
    assert (await host.refused("POST", "/account/identities", 409, json=back, headers=mine))["code"] == "oidc.taken"
    own = (await host.ok("GET", "/account/identities", headers=theirs))["items"][0]["id"]
    assert (await host.refused("DELETE", f"/account/identities/{own}", 409, headers=theirs))["code"] == "oidc.last"


async def test_a_token_that_the_client_got_itself_is_good_once(host: Api, issuer: LocalIssuer) -> None:
    token = issuer.token(azp="https://app.example", aud=...)

    async def exchange(_: int) -> int:
        return (await call(host, "POST", "/auth/issuers/clerk/token", json={"token": token})).status_code

    assert Counter(await at_once(exchange, 8)) == {200: 1, 401: 7}
    for party in ("https://evil.example", ...):
        wrong = issuer.token(azp=party, aud=...)
        await host.refused("POST", "/auth/issuers/clerk/token", 401, json={"token": wrong})
        await host.refused("POST", "/auth/issuers/local/token", 401, json={"token": wrong})


@pytest.mark.parametrize(
    "content",
    [
        "- name: x",
        "[",
        "- {name: x, issuer: 'http://id.example', client_id: c}",
        "- {name: X Y, issuer: 'https://i'}",
        "- {name: x, issuer: 'https://i.example', client_id: c, algorithms: [HS256]}",
    ],
)
def test_a_wrong_file_of_issuers_is_refused_at_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "issuers.yaml").write_text(content)
    with pytest.raises(InvalidInput) as caught:
        oidc.load_issuers(tmp_path / "issuers.yaml")
    assert caught.value.code == "settings.oidc"
    assert Issuers(oidc.load_issuers(None), lambda: None).all == {}  # type: ignore[arg-type, return-value]
