"""Access tokens: short-lived JWTs, signed with Ed25519 by a key of this installation's ring.

What a token says about its own verification is not believed: the algorithm is ours, `kid` is looked up in our ring and
nowhere else, and `jku`, `x5u`, `jwk`, `x5c` and `crit` make a token invalid.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from flow_builder.errors import Unauthenticated

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALGORITHM = "EdDSA"
AUDIENCE = "flow-builder"
ISSUER = "flow-builder"
TYPE = "at+jwt"
LIFE_S = 15 * 60
LEEWAY_S = 5
"""How far the clocks of two hosts may differ."""
MOST_CHARS = 4_096
_CLAIMS = ["iss", "aud", "sub", "sid", "kind", "jti", "iat", "nbf", "exp"]
_HEADERS = {"alg", "kid", "typ"}

Kind = Literal["user", "guest"]


@dataclass(frozen=True, slots=True)
class Claims:
    """Whom an access token speaks for."""

    subject: str
    session: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the ring; without `private` it only verifies."""

    kid: str
    public: "Ed25519PublicKey"
    private: "Ed25519PrivateKey | None" = None

    def jwk(self) -> dict[str, str]:
        """Returns the public half, as others read it."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        raw = self.public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        x = base64.urlsafe_b64encode(raw).decode().rstrip("=")
        return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": self.kid, "use": "sig", "alg": ALGORITHM}


def new_key() -> Key:
    """Returns a fresh pair."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return Key(uuid4().hex[:16], private.public_key(), private)


def key_from(kid: str, raw: bytes) -> Key:
    """Returns a pair from its 32 private bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(raw)
    return Key(kid, private.public_key(), private)


def raw_of(key: Key) -> bytes:
    """Returns the 32 private bytes of a pair."""
    assert key.private is not None
    return key.private.private_bytes_raw()


def issue(key: Key, claims: Claims, at_s: int) -> str:
    """Returns an access token that holds for 15 minutes from a time in seconds."""
    import jwt

    said = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": claims.subject,
        "sid": claims.session,
        "kind": claims.kind,
        "jti": uuid4().hex,
        "iat": at_s,
        "nbf": at_s,
        "exp": at_s + LIFE_S,
    }
    assert key.private is not None
    return jwt.encode(said, key.private, ALGORITHM, {"kid": key.kid, "typ": TYPE})


def key_id(token: str) -> str:
    """Returns the id of the key that a token names; Unauthenticated for a token that is none of ours."""
    import jwt

    if len(token) > MOST_CHARS or not token.isascii():
        raise invalid()
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise invalid() from error
    kid = header.get("kid")
    if set(header) != _HEADERS or header["alg"] != ALGORITHM or header["typ"] != TYPE or not isinstance(kid, str):
        raise invalid()
    return kid


def read(token: str, ring: Mapping[str, Key]) -> Claims:
    """Returns whom a token speaks for; Unauthenticated `auth.expired` or `auth.token`."""
    import jwt

    key = ring.get(key_id(token))
    if key is None:
        raise invalid()
    try:
        said: dict[str, Any] = jwt.decode(
            token,
            key.public,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            leeway=LEEWAY_S,
            options={"require": _CLAIMS, "strict_aud": True},
        )
    except jwt.ExpiredSignatureError as error:
        raise Unauthenticated(
            "The access token has expired.", code="auth.expired", hint="Get a new one with the refresh token."
        ) from error
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise invalid() from error
    kind, session = said["kind"], said["sid"]
    if kind not in {"user", "guest"} or not isinstance(session, str) or said["exp"] - said["iat"] > LIFE_S:
        raise invalid()
    return Claims(said["sub"], session, kind)


def invalid() -> Unauthenticated:
    """Returns the error for a token that is none of ours, which does not say what is wrong with it."""
    return Unauthenticated("The access token is not valid.", code="auth.token", hint="Sign in again.")
