"""Signatures of notices, as Stripe makes them: `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hex>`."""

import hmac
from collections.abc import Sequence
from hashlib import sha256

from flow_builder.errors import Forbidden

TOLERANCE_S = 300
"""How far a notice's time may be from ours; an older one is a replay."""
_MOST_CHARS = 2_000


def sign(secret: str, body: bytes, at_s: int) -> str:
    """Returns the signature header of a notice."""
    return f"t={at_s},v1={_digest(secret, body, str(at_s))}"


def check(secrets: Sequence[str], body: bytes, header: str, at_s: int) -> None:
    """Raises Forbidden `payment.signature` unless one of the secrets signed the body just now."""
    parts = [part.partition("=") for part in header[:_MOST_CHARS].split(",")]
    times = [value.strip() for name, _, value in parts if name.strip() == "t"]
    given = [value.strip() for name, _, value in parts if name.strip() == "v1"]
    stamp = times[0] if len(times) == 1 and times[0].isascii() and times[0].isdigit() else ""
    right = [_digest(secret, body, stamp) for secret in secrets if secret]
    # Every pair is compared, so that the time taken says nothing of how far one was right.
    matches = [hmac.compare_digest(one.encode(), other.encode()) for one in given for other in right]
    if not stamp or not any(matches):
        raise Forbidden("This notice is not signed by the payment provider.", code="payment.signature")
    if abs(at_s - int(stamp[:15])) > TOLERANCE_S:
        raise Forbidden(
            "This notice is too old.",
            code="payment.signature",
            hint=f"Its time and this host's may differ by {TOLERANCE_S} s.",
        )


def _digest(secret: str, body: bytes, stamp: str) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, sha256).hexdigest()
