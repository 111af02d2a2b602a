"""Outside issuers of identities (OpenID Connect): what they say about somebody, checked as their standard asks.

Keys come from the issuer's own JWKS and nowhere else, whatever a token's header says. They are kept for an hour; a key that
is not known is looked for anew, but not more often than twice a minute, since anybody may name one.
"""

import asyncio
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from flow_builder.domain.wording import plain_message
from flow_builder.errors import FlowBuilderError, HostError, InvalidInput, Unauthenticated

if TYPE_CHECKING:
    import httpx
    import jwt

_KEPT_S = 3_600.0
_LEAST_S = 30.0
_TIMEOUT_S = 10.0
_MOST_BYTES = 1_000_000
_MOST_CHARS = 16_384
_MOST_SUBJECT_CHARS = 255
_LEEWAY_S = 60

Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
Address = Annotated[str, Field(pattern=r"^(https://[^\s]+|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/[^\s]*)?)$")]
"""Of an issuer; without TLS on this machine alone."""


class Issuer(BaseModel):
    """Who says who somebody is, and how this installation is known there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
    title: str = ""
    issuer: Address
    client_id: str = ""
    client_secret: str | None = None
    audience: tuple[str, ...] = ()
    """Whom tokens must be made for; without one, the client id."""
    authorized_parties: tuple[str, ...] = ()
    """Whom tokens must have been made by (`azp`), for issuers whose tokens name no audience."""
    scopes: str = "openid email profile"
    algorithms: tuple[Algorithm, ...] = ("RS256", "ES256", "EdDSA")

    @model_validator(mode="after")
    def _is_meant_for_us(self) -> Self:
        if not (self.client_id or self.audience or self.authorized_parties):
            raise ValueError("one of client_id, audience and authorized_parties is needed")
        return self


@dataclass(frozen=True, slots=True)
class Outside:
    """What an issuer says of somebody."""

    subject: str
    email: str | None
    verified: bool
    name: str


@dataclass(slots=True)
class _Known:
    """What was read of an issuer, and when."""

    about: dict[str, Any] = field(default_factory=dict)
    keys: "dict[str, jwt.PyJWK]" = field(default_factory=dict)
    read_at: float = float("-inf")
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)


class Issuers:
    """The issuers of a host."""

    def __init__(self, issuers: tuple[Issuer, ...], http: "Callable[[], httpx.AsyncClient]") -> None:
        self.all = {each.name: each for each in issuers}
        self._http = http
        self._known = {each.name: _Known() for each in issuers}

    def get(self, name: str) -> Issuer:
        """Returns an issuer; InvalidInput `oidc.issuer`."""
        if name not in self.all:
            raise InvalidInput(f"There is no issuer {name[:64]!r}.", code="oidc.issuer", field="/issuer")
        return self.all[name]

    async def about(self, issuer: Issuer) -> dict[str, Any]:
        """Returns what the issuer says of itself: its endpoints."""
        await self._look(issuer, _KEPT_S)
        return self._known[issuer.name].about

    async def redeem(self, issuer: Issuer, form: dict[str, str]) -> str:
        """Returns the ID token for an authorization code; Unauthenticated `oidc.refused`, HostError `oidc.unavailable`."""
        about = await self.about(issuer)
        sent = {"grant_type": "authorization_code", "client_id": issuer.client_id, **form}
        login: tuple[str, str] | None = None
        if issuer.client_secret is not None:
            methods = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
            if "client_secret_basic" in methods:
                login = (issuer.client_id, issuer.client_secret)
            else:
                sent["client_secret"] = issuer.client_secret
        status, said = await self._ask("POST", about["token_endpoint"], data=sent, auth=login)
        token = said.get("id_token")
        if status != 200 or not isinstance(token, str):  # noqa: PLR2004 - the one that has tokens
            raise refused(f"its token endpoint answered {status}")
        return token

    async def verified(self, issuer: Issuer, token: str, nonce: str | None) -> Outside:
        """Returns what a token says that the issuer made for us just now; Unauthenticated `oidc.refused`.

        With a nonce it must be the answer to our own question.
        """
        import jwt

        if len(token) > _MOST_CHARS or not token.isascii():
            raise refused("it is not a token")
        try:
            header = jwt.get_unverified_header(token)
            key = await self._key(issuer, header)
            said = jwt.decode(
                token,
                key.key,
                algorithms=list(issuer.algorithms),
                issuer=issuer.issuer,
                leeway=_LEEWAY_S,
                options={"require": ["iss", "sub", "iat", "exp"], "verify_aud": False},
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise refused("the token does not hold") from error
        _check_audience(issuer, said)
        given = said.get("nonce")
        if nonce is not None and not (isinstance(given, str) and hmac.compare_digest(given.encode(), nonce.encode())):
            raise refused("it is not the answer to what was asked")
        subject = said["sub"]
        if not 0 < len(subject) <= _MOST_SUBJECT_CHARS:
            raise refused("it names nobody")
        email = said.get("email")
        # Cognito writes the truth value as a text.
        verified = said.get("email_verified") in {True, "true"}
        named = said.get("name")
        return Outside(
            subject, email if isinstance(email, str) else None, verified, named if isinstance(named, str) else ""
        )

    async def _key(self, issuer: Issuer, header: dict[str, Any]) -> "jwt.PyJWK":
        kid, algorithm = header.get("kid"), header.get("alg")
        if not isinstance(kid, str) or algorithm not in issuer.algorithms:
            raise refused("the token does not hold")
        await self._look(issuer, _KEPT_S)
        if kid not in self._known[issuer.name].keys:
            await self._look(issuer, _LEAST_S)
        found = self._known[issuer.name].keys.get(kid)
        if found is None or found.algorithm_name != algorithm:
            raise refused("the token does not hold")
        return found

    async def _look(self, issuer: Issuer, at_most_s: float) -> None:
        """Reads an issuer's description and keys unless that was done within a time."""
        known = self._known[issuer.name]
        async with known.reading:
            if time.monotonic() - known.read_at < at_most_s:
                return
            try:
                about = await self._describe(issuer)
                _, said = await self._ask("GET", about["jwks_uri"])
            except FlowBuilderError:
                if not known.keys:
                    raise
                known.read_at = time.monotonic() - _KEPT_S + _LEAST_S  # with what is known, for half a minute
                return
            known.about, known.keys = about, _keys(said)
            known.read_at = time.monotonic()

    async def _describe(self, issuer: Issuer) -> dict[str, Any]:
        status, about = await self._ask("GET", f"{issuer.issuer.rstrip('/')}/.well-known/openid-configuration")
        address = TypeAdapter(Address)
        try:
            for name in ("jwks_uri", "authorization_endpoint", "token_endpoint"):
                address.validate_python(about.get(name))
        except ValidationError as error:
            raise unavailable(issuer.issuer, f"its description ({status}) lacks endpoints") from error
        if about.get("issuer") != issuer.issuer:
            raise unavailable(issuer.issuer, "its description is another's")
        return about

    async def _ask(self, method: str, url: str, **given: Any) -> tuple[int, dict[str, Any]]:
        import httpx
        from pydantic_core import from_json

        found = bytearray()
        try:
            async with (
                asyncio.timeout(_TIMEOUT_S),
                self._http().stream(
                    method, url, follow_redirects=False, headers={"accept": "application/json"}, **given
                ) as answer,
            ):
                async for chunk in answer.aiter_bytes():
                    found += chunk
                    if len(found) > _MOST_BYTES:
                        raise unavailable(url, "its answer is too large")
            said = from_json(bytes(found))
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise unavailable(url, "it gives no answer that can be read") from error
        return answer.status_code, said if isinstance(said, dict) else {}


def load_issuers(path: Path | None) -> tuple[Issuer, ...]:
    """Returns the issuers of a JSON or YAML file; InvalidInput `settings.oidc`."""
    import yaml

    if path is None:
        return ()
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
        issuers = TypeAdapter(tuple[Issuer, ...]).validate_python(found)
    except OSError as error:
        raise InvalidInput(
            f"The file of issuers {path} cannot be read: {error.strerror}.", code="settings.oidc"
        ) from error
    except (UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        reason = _first_problem(error) if isinstance(error, ValidationError) else "it is neither YAML nor JSON"
        raise InvalidInput(f"The file of issuers {path} is wrong: {reason}.", code="settings.oidc") from error
    if len({each.name for each in issuers}) != len(issuers):
        raise InvalidInput(f"Two issuers in {path} have the same name.", code="settings.oidc")
    return issuers


def _first_problem(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the file'}: {plain_message(first['msg'])}"


def _keys(said: dict[str, Any]) -> "dict[str, jwt.PyJWK]":
    """Returns the signing keys of a JWKS by their id; what is of no known kind is left out."""
    import jwt

    found: dict[str, jwt.PyJWK] = {}
    listed = said.get("keys")
    for each in listed if isinstance(listed, list) else []:
        try:
            if each.get("use", "sig") == "sig" and each.get("kty") != "oct" and isinstance(each.get("kid"), str):
                found[each["kid"]] = jwt.PyJWK(each)
        except (jwt.PyJWTError, AttributeError, ValueError, TypeError):
            continue
    return found


def _check_audience(issuer: Issuer, said: dict[str, Any]) -> None:
    """Raises Unauthenticated unless a token was made for us, and by somebody who may."""
    claimed, party = said.get("aud"), said.get("azp")
    audiences = {claimed} if isinstance(claimed, str) else set(claimed) if isinstance(claimed, list) else set()
    wanted = set(issuer.audience) or ({issuer.client_id} - {""})
    if wanted and not wanted & audiences:
        raise refused("it was made for somebody else")
    parties = set(issuer.authorized_parties) or ({issuer.client_id} - {""})
    needed = bool(issuer.authorized_parties) or len(audiences) > 1
    if (party is not None or needed) and parties and party not in parties:
        raise refused("it was made by somebody else")


def refused(reason: str) -> Unauthenticated:
    """Returns the error for an issuer's answer that proves nothing."""
    return Unauthenticated(
        f"The issuer's answer is not accepted: {reason}.", code="oidc.refused", hint="Begin the sign-in again."
    )


def unavailable(url: str, reason: str) -> HostError:
    """Returns the error for an issuer that cannot be used now."""
    return HostError(f"The issuer at {url} cannot be used: {reason}.", code="oidc.unavailable", hint="Try again later.")
