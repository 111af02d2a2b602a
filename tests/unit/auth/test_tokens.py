"""Access tokens: what is not exactly as we make them is refused, whatever it says about itself."""

import base64
import hmac
import json
import time
from hashlib import sha256
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from flow_builder.auth import tokens
from flow_builder.auth.tokens import Claims
from flow_builder.errors import Unauthenticated

KEY, OTHER = tokens.new_key(), tokens.new_key()
RING = {KEY.kid: KEY}
ADA = Claims("user_1", "ses_1", "user")


def now() -> int:
    return int(time.time())


def text(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def claims(**changed: Any) -> dict[str, Any]:
    said = {"iss": tokens.ISSUER, "aud": tokens.AUDIENCE, "sub": "user_1", "sid": "ses_1", "kind": "user", "jti": "j"}
    said |= {"iat": now(), "nbf": now(), "exp": now() + 600}
    return {name: value for name, value in (said | changed).items() if value is not ...}


def made(header: dict[str, Any] | None = None, /, **changed: Any) -> str:
    assert KEY.private is not None
    return jwt.encode(claims(**changed), KEY.private, "EdDSA", {"kid": KEY.kid, "typ": "at+jwt", **(header or {})})


def signed(header: dict[str, Any], secret: bytes) -> str:
    said = f"{text(header)}.{text(claims())}"
    return f"{said}.{base64.urlsafe_b64encode(hmac.digest(secret, said.encode(), sha256)).decode().rstrip('=')}"


def test_a_token_speaks_for_whom_it_was_issued() -> None:
    assert tokens.read(tokens.issue(KEY, ADA, now()), RING) == ADA
    assert tokens.read(made(), RING) == ADA


def test_the_ring_of_another_installation_knows_nobody() -> None:
    with pytest.raises(Unauthenticated):
        tokens.read(tokens.issue(OTHER, ADA, now()), RING)


def _without_signature(algorithm: str) -> str:
    return f"{text({'alg': algorithm, 'kid': KEY.kid, 'typ': 'at+jwt'})}.{text(claims())}."


def _public_bytes() -> list[bytes]:
    pem = KEY.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    raw = KEY.public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return [raw, pem, json.dumps(KEY.jwk()).encode(), KEY.jwk()["x"].encode(), b""]


def _by_rsa() -> str:
    return jwt.encode(claims(), rsa.generate_private_key(65537, 2048), "RS256", {"kid": KEY.kid, "typ": "at+jwt"})


def _by_another(header: dict[str, Any]) -> str:
    assert OTHER.private is not None
    return jwt.encode(claims(), OTHER.private, "EdDSA", {"typ": "at+jwt", **header})


def _tampered(**changed: Any) -> str:
    head, _, signature = made().split(".")
    return f"{head}.{text(claims(**changed))}.{signature}"


def _attacks() -> dict[str, str]:
    return {
        **{f"alg {each!r}": _without_signature(each) for each in ("none", "None", "NONE", "nOnE", "", "EdDSA")},
        **{
            f"key confusion {number}": signed({"alg": "HS256", "kid": KEY.kid, "typ": "at+jwt"}, secret)
            for number, secret in enumerate(_public_bytes())
        },
        "rsa": _by_rsa(),
        "signed by another": _by_another({"kid": KEY.kid}),
        "kid of nobody": _by_another({"kid": OTHER.kid}),
        "no kid": _by_another({}),
        **{
            f"kid {each!r}": _by_another({"kid": each})
            for each in ("../../dev/null", "/dev/null", "' OR 1=1 --", "http://evil.example/k", "\x00", "a" * 3_000)
        },
        "kid is a list": f"{text({'alg': 'EdDSA', 'kid': [KEY.kid], 'typ': 'at+jwt'})}.{text(claims())}.AAAA",
        "jku": made({"jku": "https://evil.example/jwks.json"}),
        "x5u": made({"x5u": "https://evil.example/cert.pem"}),
        "jwk": _by_another({"kid": KEY.kid, "jwk": OTHER.jwk()}),
        "crit": made({"crit": ["exp"]}),
        "wrong typ": made({"typ": "JWT"}),
        "not yet": made(nbf=now() + 300),
        "issued later": made(iat=now() + 300, nbf=now(), exp=now() + 600),
        "wrong audience": made(aud="other"),
        "audience among others": made(aud=["flow-builder", "other"]),
        "wrong issuer": made(iss="https://evil.example"),
        "longer than ours": made(exp=now() + 86_400),
        "unknown kind": made(kind="local"),
        "kind of a key": made(kind="key"),
        **{
            f"without {name}": made(**{name: ...}) for name in ("iss", "aud", "sub", "sid", "kind", "jti", "iat", "nbf")
        },
        "subject is a number": made(sub=...)[:-3] + "AAA",
        "another subject": _tampered(sub="user_2"),
        "another session": _tampered(sid="ses_2"),
        "nothing": "",
        "dots": "..",
        "four parts": made() + ".x",
        "beyond ascii": "é.é.é",
        "huge": "a" * 5_000,
        "deep": f"{base64.urlsafe_b64encode(b'[' * 2_000).decode().rstrip('=')}.e30.AAAA",
    }


@pytest.fixture(scope="module")
def attacks() -> dict[str, str]:
    """Made when they are used: a token of the tests' start is a good one, or an old one, some minutes later."""
    return _attacks()


@pytest.mark.parametrize("attack", _attacks())
def test_an_attack_is_refused_without_saying_why(attack: str, attacks: dict[str, str]) -> None:
    with pytest.raises(Unauthenticated) as caught:
        tokens.read(attacks[attack], RING)
    assert caught.value.code == "auth.token"


@pytest.mark.parametrize("ago", [60, 16 * 60, 10**8])
def test_an_expired_token_says_that_a_new_one_is_needed(ago: int) -> None:
    with pytest.raises(Unauthenticated) as caught:
        tokens.read(made(iat=now() - ago - 60, nbf=now() - ago - 60, exp=now() - ago), RING)
    assert caught.value.code == "auth.expired"


def test_the_published_key_verifies_and_says_nothing_private() -> None:
    jwk = KEY.jwk()
    assert "d" not in jwk
    found = jwt.PyJWK(jwk)
    assert jwt.decode(made(), found.key, algorithms=["EdDSA"], audience="flow-builder")["sub"] == "user_1"


def test_a_key_is_the_same_after_it_was_kept() -> None:
    kept = tokens.key_from(KEY.kid, tokens.raw_of(KEY))
    assert tokens.read(tokens.issue(kept, ADA, now()), RING) == ADA
