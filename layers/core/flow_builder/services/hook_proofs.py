"""Proofs of a webhook's callers: tokens and signatures, checked as their senders document them."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flow_builder.errors import CompileFailed, InvalidInput

_MILLISECONDS = 100_000_000_000
"""Times above are in milliseconds: in seconds, they would be past the year 5000."""
_SIGNATURES = 10
"""Signatures looked at in one header."""
_BEARER = "bearer "
_HEADERS = {
    "github": "x-hub-signature-256",
    "shopify": "x-shopify-hmac-sha256",
    "stripe": "stripe-signature",
    "slack": "x-slack-signature",
    "flow": "x-flow-signature",
    "standard": "webhook-signature",
}


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a caller says: signatures, one of which must be the HMAC of `before + body + after`."""

    signatures: tuple[bytes, ...]
    before: bytes = b""
    after: bytes = b""
    at: str | None = None
    algorithm: str = "sha256"


def prove_token(proof: Any, fields: Mapping[str, Any], headers: Mapping[str, str]) -> None:
    """Refuses a call without the token; InvalidInput `webhook.token`."""
    wanted = _secrets(fields, "token", "secret")
    given = [headers.get(proof.header.lower(), "")]
    if proof.header.lower() == "authorization":
        given = [_unprefixed(given[0]), headers.get("x-flow-token", "")]
    check_token(given, wanted)


def check_token(given: list[str], wanted: list[bytes]) -> None:
    """Refuses a call none of whose tokens is a wanted one; InvalidInput `webhook.token`."""
    fitting = [hmac.compare_digest(each.encode("utf-8", "surrogatepass"), one) for each in given for one in wanted]
    if not any(fitting):
        raise InvalidInput("The token of this webhook is missing or wrong.", code="webhook.token")


def given_tokens(headers: Mapping[str, str]) -> list[str]:
    """Returns the tokens that the usual headers hold."""
    return [_unprefixed(headers.get("authorization", "")), headers.get("x-flow-token", "")]


def prove_signature(proof: Any, fields: Mapping[str, Any], headers: Mapping[str, str], raw: bytes, at_s: float) -> str:
    """Returns what names the signature of a call (the same for each repetition), or refuses the call.

    Raises InvalidInput `webhook.signature` when it is missing or wrong, `webhook.stale` when its time is too far from
    `at_s`, seconds since the epoch.
    """
    claim = _claim(proof, headers)
    text = claim.before + raw + claim.after
    macs = [hmac.digest(secret, text, claim.algorithm) for secret in _keys(proof, fields)]
    fitting = [mac for mac in macs for given in claim.signatures if hmac.compare_digest(mac, given)]
    if not fitting:
        raise InvalidInput("The signature of this call is missing or wrong.", code="webhook.signature")
    if claim.at is not None and abs(at_s - _seconds(claim.at)) > proof.tolerance_s:
        raise InvalidInput(
            "The signature of this call is too old, or a clock is wrong.",
            code="webhook.stale",
            details={"tolerance_s": proof.tolerance_s},
        )
    return fitting[0].hex()


def signature_header(proof: Any) -> str | None:
    """Returns the lower-case name of the header that carries the proof, which flows and captures do not get."""
    if proof.kind in _HEADERS:
        return _HEADERS[proof.kind]
    name: str | None = getattr(proof, "header", None)
    return None if name is None else name.lower()


def _claim(proof: Any, headers: Mapping[str, str]) -> _Claim:
    given = headers.get(signature_header(proof) or "", "")
    match proof.kind:
        case "github":
            return _Claim(_decoded([given], "sha256=", "hex"))
        case "shopify":
            return _Claim(_decoded([given], "", "base64"))
        case "stripe" | "flow":
            pairs = [part.strip().partition("=") for part in given.split(",")[:_SIGNATURES]]
            at = next((value for name, _, value in pairs if name == "t"), "")
            signatures = _decoded([value for name, _, value in pairs if name == "v1"], "", "hex")
            return _Claim(signatures, f"{at}.".encode(), at=at)
        case "slack":
            at = headers.get("x-slack-request-timestamp", "")
            return _Claim(_decoded([given], "v0=", "hex"), f"v0:{at}:".encode(), at=at)
        case "standard":
            at = headers.get("webhook-timestamp", "")
            before = f"{headers.get('webhook-id', '')}.{at}.".encode()
            return _Claim(_decoded(given.split()[:_SIGNATURES], "v1,", "base64"), before, at=at)
        case _:
            return _own_claim(proof, headers, given)


def _own_claim(proof: Any, headers: Mapping[str, str], given: str) -> _Claim:
    at = headers.get(proof.timestamp_header.lower(), "") if proof.timestamp_header else None
    id_ = headers.get(proof.id_header.lower(), "") if proof.id_header else ""
    before, _, after = (
        part.replace("{timestamp}", at or "").replace("{id}", id_) for part in proof.signed.partition("{body}")
    )
    signatures = _decoded([given], proof.prefix, proof.encoding)
    return _Claim(signatures, before.encode(), after.encode(), at, proof.algorithm)


def _decoded(given: list[str], prefix: str, encoding: str) -> tuple[bytes, ...]:
    """Returns the signatures as bytes; what is none is left out."""
    found = []
    for each in given:
        if each.startswith(prefix):
            try:
                text = each.removeprefix(prefix).strip()
                found.append(bytes.fromhex(text) if encoding == "hex" else base64.b64decode(text, validate=True))
            except (ValueError, binascii.Error):
                continue
    return tuple(found)


def _seconds(text: str) -> float:
    if not text.isascii() or not text.isdecimal() or len(text) > 16:  # noqa: PLR2004 - digits of milliseconds, and more
        return 0.0
    number = int(text)
    return number / 1_000 if number > _MILLISECONDS else float(number)


def _keys(proof: Any, fields: Mapping[str, Any]) -> list[bytes]:
    found = _secrets(fields, "secret")
    if proof.kind != "standard":
        return found
    try:
        return [base64.b64decode(each.removeprefix(b"whsec_"), validate=True) for each in found]
    except binascii.Error as error:
        raise CompileFailed(
            "The secret of this webhook is not base64 text, as the Standard Webhooks rules want it.",
            code="webhook.credential",
        ) from error


def _secrets(fields: Mapping[str, Any], *names: str) -> list[bytes]:
    """Returns the secrets that a credential holds: the one in use and, while it is replaced, the `previous` one."""
    current = next((fields[name] for name in names if fields.get(name)), None)
    found = [each.encode() for each in (current, fields.get("previous")) if isinstance(each, str) and each]
    if not found:
        raise CompileFailed(
            f"The credential of this webhook has no `{names[0]}`.",
            code="webhook.credential",
            hint="Whoever owns the flow has to set it.",
        )
    return found


def _unprefixed(value: str) -> str:
    """Returns the token of an Authorization header, with or without its scheme."""
    return value[len(_BEARER) :].strip() if value[: len(_BEARER)].lower() == _BEARER else value
