"""Logins that take more than a header: digest, OAuth 2, keys in the URL; and that none of it goes elsewhere."""

import asyncio
import hashlib
import json
import re
from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest

from flow_builder.errors import NodeError
from flow_builder.nodes.http import _oauth
from tests.support.nodes import Bench
from tests.support.web import Reply, Request, Web, Wire, serve


@pytest.fixture(autouse=True)
def _no_tokens() -> None:
    _oauth._tokens.clear()


def stored(bench: Bench, **fields: Any) -> dict[str, Any]:
    bench.backend.credentials["c"] = fields
    return {"kind": "credential", "credential": "c"}


class DigestSite:
    """Checks digest logins as RFC 7616 has it; a nonce is good for one request."""

    def __init__(self, algorithm: str = "SHA-256") -> None:
        self.algorithm = algorithm
        self.number = 0
        self.challenges = 0

    def __call__(self, request: Request, wire: Wire) -> Reply:
        if self.fits(request):
            return Reply(b'{"in": true}', headers={"content-type": "application/json"})
        self.number += 1
        self.challenges += 1
        challenge = f'Digest realm="r", qop="auth", algorithm={self.algorithm}, nonce="n{self.number}", opaque="o"'
        return Reply(b"who?", 401, {"www-authenticate": challenge})

    def fits(self, request: Request) -> bool:
        said = dict(re.findall(r'(\w+)="?([^",]+)"?', request.headers.get("authorization", "")))
        if said.get("nonce") != f"n{self.number}" or "sesame" in str(request.headers):
            return False
        one = self.hash(f"ann:r:{PASSWORD}")
        two = self.hash(f"{request.method}:{said['uri']}")
        return said["response"] == self.hash(f"{one}:{said['nonce']}:{said['nc']}:{said['cnonce']}:auth:{two}")

    def hash(self, text: str) -> str:
        return hashlib.new({"MD5": "md5", "SHA-256": "sha256"}[self.algorithm], text.encode()).hexdigest()


PASSWORD = "open sesame"


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
@pytest.mark.parametrize("in_place", [True, False])
async def test_digest_answers_the_challenge_and_sends_the_body_again(
    bench: Bench, algorithm: str, in_place: bool
) -> None:
    site = DigestSite(algorithm)
    login = {"username": "ann", "password": PASSWORD}
    auth = {"kind": "digest", **login} if in_place else stored(bench, type="digest", **login)
    async with serve({"/in": site}) as web:
        config = {"url": web.url("/in?a=1"), "method": "POST", "auth": auth, "body": {"kind": "text", "text": "body"}}
        assert (await bench("http.request", config))["body"] == {"in": True}
        assert [request.body for request in web.requests] == [b"body", b"body"]


async def test_a_wrong_digest_password_is_refused_without_an_endless_exchange(bench: Bench) -> None:
    site = DigestSite()
    async with serve({"/in": site}) as web:
        auth = {"kind": "digest", "username": "ann", "password": "wrong"}
        with pytest.raises(NodeError) as failed:
            await bench("http.request", {"url": web.url("/in"), "auth": auth})
    assert (failed.value.code, failed.value.details["status"], site.challenges) == ("http.status", 401, 2)


@pytest.mark.parametrize("challenge", ["Digest", "Digest nonce", 'Digest realm="r", algorithm=ROT13, nonce="n"'])
async def test_a_challenge_that_makes_no_sense_is_a_clear_error(bench: Bench, challenge: str) -> None:
    def ask(request: Request, wire: Wire) -> Reply:
        return Reply(b"", 401, {"www-authenticate": challenge})

    async with serve({"/": ask}) as web:
        with pytest.raises(NodeError) as failed:
            await bench("http.request", {"url": web.url(), "auth": {"kind": "digest", "username": "a"}})
    assert failed.value.code in {"http.login", "http.status"}


async def test_digest_goes_on_within_the_site_and_is_not_offered_to_another(bench: Bench) -> None:
    site = DigestSite()
    async with serve({"/in": DigestSite()}) as other:

        def to(path: str) -> Any:
            return lambda request, wire: Reply(status=302, headers={"location": path})

        async with serve({"/in": site, "/near": to("/in"), "/far": to(other.url("/in"))}) as web:
            auth = {"kind": "digest", "username": "ann", "password": PASSWORD}
            assert (await bench("http.request", {"url": web.url("/near"), "auth": auth}))["status"] == 200
            with pytest.raises(NodeError):
                await bench("http.request", {"url": web.url("/far"), "auth": auth})
        assert "authorization" not in other.requests[0].headers
        assert len(other.requests) == 1


@pytest.mark.parametrize("in_place", [True, False])
async def test_a_key_in_the_url_stays_at_its_site(bench: Bench, in_place: bool) -> None:
    auth = (
        {"kind": "query", "name": "key", "value": "top-secret"}
        if in_place
        else stored(bench, type="api_key", key="top-secret", query="key")
    )
    async with serve({"/there": lambda *_: Reply(b"there")}) as other:

        def on(request: Request, wire: Wire) -> Reply:
            return Reply(status=302, headers={"location": other.url(f"/there?b=2&key={request.query['key']}")})

        async with serve({"/": on}) as web:
            await bench("http.request", {"url": web.url("/?a=1"), "auth": auth})
            assert web.requests[0].query == {"a": "1", "key": "top-secret"}
    assert other.requests[0].query == {"b": "2"}
    assert not in_place or bench.redacted == ["top-secret"]


@dataclass
class Tokens:
    """A token server and an API that accepts its newest token."""

    web: Web
    asked: list[dict[str, str]] = field(default_factory=list)
    valid: set[str] = field(default_factory=set)
    answer: Reply | None = None
    lifetime: Any = 3_600

    def token(self, request: Request, wire: Wire) -> Reply:
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        self.asked.append({**form, "authorization": request.headers.get("authorization", "")})
        if self.answer is not None:
            return self.answer
        text = f"token-{len(self.asked)}"
        self.valid.add(text)
        said = {"access_token": text, "token_type": "Bearer", "expires_in": self.lifetime}
        return Reply(json.dumps(said).encode(), headers={"content-type": "application/json"})

    def api(self, request: Request, wire: Wire) -> Reply:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return Reply(b"in", headers={"content-type": "text/plain"}) if token in self.valid else Reply(b"no", 401)


@pytest.fixture
async def tokens() -> AsyncIterator[Tokens]:
    routes: dict[str, Any] = {}
    async with serve(routes) as web:
        found = Tokens(web)
        routes |= {"/token": found.token, "/api": found.api}
        yield found


def client(bench: Bench, tokens: Tokens, **more: Any) -> dict[str, Any]:
    fields = {"type": "oauth2", "token_url": tokens.web.url("/token"), "client_id": "me:1", "client_secret": "s&s"}
    return {"url": tokens.web.url("/api"), "auth": stored(bench, **{**fields, **more})}


async def test_client_credentials_get_a_token_once_for_many_requests(bench: Bench, tokens: Tokens) -> None:
    config = client(bench, tokens, scope="read write", audience="api")
    answers = await asyncio.gather(*(bench("http.request", config) for _ in range(10)))
    assert [each["body"] for each in answers] == ["in"] * 10
    (asked,) = tokens.asked
    assert b64decode(asked.pop("authorization").removeprefix("Basic ")) == b"me%3A1:s%26s"
    assert asked == {"grant_type": "client_credentials", "scope": "read write", "audience": "api"}
    assert "token-1" in bench.redacted


async def test_the_secret_may_go_in_the_body(bench: Bench, tokens: Tokens) -> None:
    await bench("http.request", client(bench, tokens, client_auth="body"))
    assert tokens.asked == [
        {"grant_type": "client_credentials", "client_id": "me:1", "client_secret": "s&s", "authorization": ""}
    ]


async def test_a_token_that_is_not_accepted_any_more_is_replaced_once(bench: Bench, tokens: Tokens) -> None:
    config = client(bench, tokens)
    await bench("http.request", config)
    tokens.valid.clear()
    assert (await bench("http.request", config))["body"] == "in"
    assert len(tokens.asked) == 2
    tokens.answer = Reply(b'{"access_token": "never good"}')
    tokens.valid.clear()
    with pytest.raises(NodeError) as failed:
        await bench("http.request", config)
    assert (failed.value.details["status"], len(tokens.asked)) == (401, 3)


async def test_a_token_is_replaced_before_its_end(bench: Bench, tokens: Tokens) -> None:
    tokens.lifetime = 0
    config = client(bench, tokens)
    for _ in range(2):
        await bench("http.request", config)
    assert len(tokens.asked) == 2


async def test_workspaces_and_credentials_do_not_share_tokens(bench: Bench, tokens: Tokens) -> None:
    from dataclasses import replace

    await bench("http.request", client(bench, tokens))
    await bench("http.request", client(bench, tokens, scope="other"))
    bench.run = replace(bench.run, workspace="another")
    await bench("http.request", client(bench, tokens))
    assert len(tokens.asked) == 3


@pytest.mark.parametrize(
    ("answer", "retryable", "says"),
    [
        (Reply(b'{"error": "invalid_client", "error_description": "unknown"}', 401), False, "invalid_client unknown"),
        (Reply(b"down", 503, {"retry-after": "7"}), True, "503"),
        (Reply(b"<html>", 200), False, "not a JSON object"),
        (Reply(b"[]", 200), False, "not a JSON object"),
        (Reply(b"{}", 200), False, "no access_token"),
        (Reply(b"", 302, {"location": "http://127.0.0.1:1/"}), False, "302"),
    ],
)
async def test_a_token_server_that_refuses_is_a_clear_error(
    bench: Bench, tokens: Tokens, answer: Reply, retryable: bool, says: str
) -> None:
    tokens.answer = answer
    with pytest.raises(NodeError) as failed:
        await bench("http.request", client(bench, tokens))
    assert (failed.value.code, failed.value.retryable) == ("http.oauth", retryable)
    assert says in failed.value.message
    assert failed.value.details.get("retry_after_s") == (7 if retryable else None)
    assert "s&s" not in failed.value.message


async def test_a_token_is_not_sent_to_another_site(bench: Bench, tokens: Tokens) -> None:
    async with serve({"/there": lambda *_: Reply(b"there")}) as other:
        tokens.web.routes["/far"] = lambda *_: Reply(status=307, headers={"location": other.url("/there")})
        config = client(bench, tokens)
        await bench("http.request", {**config, "url": tokens.web.url("/far")})
    assert "authorization" not in other.requests[0].headers
