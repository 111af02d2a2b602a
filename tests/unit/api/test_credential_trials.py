"""Tests of credentials ask the service itself, through the guard, and say honestly what they cannot tell."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import boto3
import pytest

from tests.support.api import Api, api
from tests.support.mail_server import PASSWORD, USER, mail_server
from tests.support.services import reply, serve_service
from tests.support.standin_server import REGION, StandIn
from tests.support.web import Reply, Request, Wire


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


async def tried(host: Api, type_: str, url: str | None, fields: dict[str, Any]) -> dict[str, Any]:
    made = await host.ok("POST", "/credentials", json={"name": "c", "type": type_, "fields": fields})
    body = {"json": {"url": url}} if url else {}
    found: dict[str, Any] = await host.ok("POST", f"/credentials/{made['id']}/test", **body)
    shown = await host.ok("GET", f"/credentials/{made['id']}")
    assert (shown["test"], shown["rotated_at"]) == (found, made["rotated_at"])
    secrets = [str(each) for name, each in fields.items() if name not in made["values"]]
    assert not [each for each in secrets if each in json.dumps(found)]
    return found


def door(request: Request, wire: Wire) -> Reply:
    """Lets in who has one of the right proofs; says too much to the others."""
    right = {"Bearer t0p-s3cret", "Basic YW5uOm9wZW4tc2VzYW1l"}
    if request.headers.get("authorization") in right or request.headers.get("x-api-key") == "k3y-of-shop":
        return reply({"in": True})
    return reply({"in": False, "you": dict(request.headers)}, 403)


@pytest.mark.parametrize(
    ("type_", "fields", "status"),
    [
        ("bearer", {"token": "t0p-s3cret"}, "ok"),
        ("bearer", {"token": "wr0ng-token"}, "failed"),
        ("basic", {"username": "ann", "password": "open-sesame"}, "ok"),
        ("api_key", {"key": "k3y-of-shop"}, "ok"),
        ("headers", {"x-api-key": "k3y-of-shop"}, "ok"),
        ("header", {"name": "authorization", "value": "Bearer wrong-value"}, "failed"),
    ],
)
async def test_what_is_sent_with_requests_is_tried_at_an_address(
    host: Api, type_: str, fields: dict[str, str], status: str
) -> None:
    async with serve_service(door) as web:
        found = await tried(host, type_, web.url("/private"), fields)
    assert (found["status"], found["code"]) == (status, None if status == "ok" else "credential.refused")


async def test_an_address_is_asked_for_where_one_is_needed(host: Api) -> None:
    made = await host.ok(
        "POST", "/credentials", json={"name": "c", "type": "bearer", "fields": {"token": "t0p-s3cret"}}
    )
    said = await host.refused("POST", f"/credentials/{made['id']}/test", 422)
    assert (said["code"], said["field"]) == ("credential.url_needed", "/url")


async def test_the_guard_holds_for_tests(tmp_path: Path) -> None:
    async with serve_service(door) as web, api(tmp_path / "data", allow_private_network=False) as host:
        found = await tried(host, "bearer", web.url("/"), {"token": "t0p-s3cret"})
        assert (found["status"], found["code"], web.requests) == ("failed", "network.blocked", [])
        found = await tried(host, "proxy", None, {"server": web.url("")})
        assert (found["status"], found["code"]) == ("failed", "network.blocked")


@pytest.mark.parametrize(
    ("password", "status", "code"), [(PASSWORD, "ok", None), ("wr0ng-one", "failed", "email.auth")]
)
async def test_a_mail_server_is_logged_in_to_and_sent_nothing(host: Api, password: str, status: str, code: str) -> None:
    async with mail_server() as server:
        fields = {"host": "127.0.0.1", "port": server.port, "security": "none", "username": USER, "password": password}
        found = await tried(host, "smtp", None, fields)
        assert (found["status"], found["code"], server.taken) == (status, code, [])


async def test_a_token_server_is_asked_for_a_token(host: Api) -> None:
    def token(request: Request, wire: Wire) -> Reply:
        form = parse_qs(request.body.decode())
        if form.get("client_secret") != ["right-secret"]:
            return reply({"error": "invalid_client"}, 401)
        return reply({"access_token": "a-token", "expires_in": 60})

    async with serve_service(token) as web:
        fields = {"token_url": web.url("/token"), "client_id": "me", "client_auth": "body"}
        assert (await tried(host, "oauth2", None, {**fields, "client_secret": "right-secret"}))["status"] == "ok"
        found = await tried(host, "oauth2", None, {**fields, "client_secret": "wrong-secret"})
        assert (found["status"], found["code"]) == ("failed", "http.oauth")


@pytest.mark.parametrize(
    ("type_", "fields", "path", "answer"),
    [
        ("slack", {"token": "xoxb-1234567"}, "/auth.test", {"ok": True}),
        ("telegram", {"token": "12345:abcdefgh"}, "/bot12345:abcdefgh/getMe", {"ok": True}),
        ("notion", {"token": "ntn-1234567"}, "/v1/users/me", {}),
        ("airtable", {"token": "pat-1234567"}, "/v0/meta/whoami", {}),
        ("openai", {"api_key": "sk-12345678"}, "/models", {"data": []}),
        ("twilio", {"account_sid": "AC1", "auth_token": "tw-12345678"}, "/2010-04-01/Accounts/AC1.json", {}),
    ],
)
async def test_services_are_asked_who_this_is(
    host: Api, type_: str, fields: dict[str, str], path: str, answer: dict[str, Any]
) -> None:
    async with serve_service(lambda *_: reply(answer)) as web:
        found = await tried(host, type_, None, {**fields, "base_url": web.url("")})
        assert found["status"] == "ok"
        assert web.requests[0].path == path
    async with serve_service(lambda *_: reply({"ok": False}, 401)) as web:
        assert (await tried(host, type_, None, {**fields, "base_url": web.url("")}))["status"] == "failed"


async def test_what_cannot_be_reached_has_failed(host: Api) -> None:
    async with serve_service(door) as web:
        gone = web.url("")
    for type_, fields in (
        ("proxy", {"server": gone}),
        ("cdp", {"url": gone}),
        ("database", {"url": f"postgresql://ann:pa55-word@127.0.0.1:{gone.rpartition(':')[2]}/shop"}),
    ):
        found = await tried(host, type_, None, fields)
        assert found["status"] == "failed", type_


@pytest.mark.parametrize("type_", ["generic", "secret", "login", "hmac", "slack_webhook"])
async def test_what_cannot_be_tested_is_said_to_be_so(host: Api, type_: str) -> None:
    fields = {"hmac": {"secret": "s3cret-1"}, "slack_webhook": {"url": "https://hooks.slack.example/x"}}
    found = await tried(host, type_, None, fields.get(type_, {"password": "pa55-word"}))
    assert found["status"] == "untested"
    assert found["message"].startswith("Cannot be tested.")


async def test_what_needs_nobody_is_tested_here(host: Api) -> None:
    assert (await tried(host, "totp", None, {"secret": "JBSWY3DPEHPK3PXP"}))["status"] == "ok"
    assert (await tried(host, "totp", None, {"secret": "not base32!"}))["code"] == "totp.invalid"
    state = {"cookies": [{"name": "a", "value": "b", "expires": 1}], "origins": []}
    assert (await tried(host, "login_state", None, {"state": json.dumps(state)}))["code"] == "credential.expired"
    wrong = {"certificate": "no PEM", "key": "none either"}
    assert (await tried(host, "client_certificate", None, wrong))["code"] == "credential.unfit"


@pytest.mark.standin
async def test_aws_says_who_this_is_with_keys_and_in_a_role(host: Api) -> None:
    account = {"Effect": "Allow", "Principal": {"AWS": "000000000000"}, "Action": "sts:AssumeRole"}
    with StandIn() as aws:
        iam = boto3.client(
            "iam", "us-east-1", endpoint_url=aws.url, aws_access_key_id="test", aws_secret_access_key="test"
        )
        trust = json.dumps({"Version": "2012-10-17", "Statement": [account]})
        iam.create_role(RoleName="flows", AssumeRolePolicyDocument=trust)
        iam.close()
        fields = {"access_key_id": "test", "secret_access_key": "testtest", "region": REGION, "endpoint_url": aws.url}
        found = await tried(host, "aws", None, fields)
        assert (found["status"], "arn:aws" in found["message"]) == ("ok", True)
        found = await tried(host, "aws", None, {**fields, "role_arn": "arn:aws:iam::000000000000:role/flows"})
        assert (found["status"], "role/flows" in found["message"]) == ("ok", True)
        assert (await tried(host, "s3", None, fields))["status"] == "ok"
