"""A small OpenID Connect issuer on loopback: discovery, JWKS, authorization codes with PKCE, tokens; it can also lie."""

import base64
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from anyio.from_thread import start_blocking_portal
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.support.services import form_of, reply
from tests.support.web import Reply, Request, Web, Wire, serve

CLIENT, SECRET = "flows", "the client's secret"


@dataclass
class LocalIssuer:
    """A running issuer; `claims` is what it says of whoever signs in."""

    web: Web
    claims: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    spoil: Callable[[str], str] = str
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.web.url("")

    def new_key(self) -> str:
        """Publishes another key, which signs from now on, and returns its id."""
        kid = f"key{len(self.keys)}"
        self.keys[kid] = rsa.generate_private_key(65537, 2048)
        return kid

    def settings(self, **more: Any) -> dict[str, Any]:
        return {"name": "local", "issuer": self.url, "client_id": CLIENT, "client_secret": SECRET, **more}

    def token(self, header: dict[str, Any] | None = None, **changed: Any) -> str:
        """Returns a token that the issuer makes for us, with claims changed or (`...`) left out."""
        at = int(time.time())
        said = {"iss": self.url, "aud": CLIENT, "sub": "ada", "iat": at, "exp": at + 300, **self.claims, **changed}
        kid = list(self.keys)[-1]
        kept = {name: value for name, value in said.items() if value is not ...}
        return jwt.encode(kept, self.keys[kid], "RS256", {"kid": kid, **(header or {})})

    def authorize(self, url: str) -> dict[str, str]:
        """Does what somebody's browser and their consent do, and returns what comes back to the callback page."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return {"state": asked["state"], "code": code}

    def _described(self, _: Request, __: Wire) -> Reply:
        at = {name: self.web.url(f"/{name}") for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
        return reply({"issuer": self.url, **at, **self.about})

    def _published(self, _: Request, __: Wire) -> Reply:
        algorithm = jwt.algorithms.RSAAlgorithm
        found = [
            {**json.loads(algorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig", "alg": "RS256"}
            for kid, key in self.keys.items()
        ]
        return reply({"keys": found})

    def _redeem(self, request: Request, _: Wire) -> Reply:
        fields, _files = form_of(request)
        login = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(fields["code"], None)
        challenge = base64.urlsafe_b64encode(sha256(fields["code_verifier"].encode()).digest()).decode().rstrip("=")
        if (
            asked is None
            or request.headers.get("authorization") != f"Basic {login}"
            or challenge != asked["code_challenge"]
            or fields["redirect_uri"] != asked["redirect_uri"]
            or fields["grant_type"] != "authorization_code"
        ):
            return reply({"error": "invalid_grant"}, 400)
        token = self.spoil(self.token(nonce=asked["nonce"]))
        return reply({"access_token": "x", "token_type": "Bearer", "id_token": token})


@contextmanager
def issuing_aside() -> Iterator[LocalIssuer]:
    """Yields a running issuer to what is not asynchronous."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(issuing()) as made:
        yield made


@asynccontextmanager
async def issuing() -> AsyncIterator[LocalIssuer]:
    """Yields a running issuer with one key."""
    async with serve({}) as web:
        made = LocalIssuer(web, {"email": "ada@example.com", "email_verified": True, "name": "Ada"})
        made.new_key()
        web.routes |= {
            "/.well-known/openid-configuration": made._described,
            "/jwks_uri": made._published,
            "/token_endpoint": made._redeem,
        }
        yield made
