"""Refresh tokens: each is good for one turn, and tells when it has been used before.

`fbr_<subject>.<session>.<turn>.<mac>`: the mac proves that this very turn of this session was given out by us, so
nothing needs to be kept but the number of the turn that is next. A genuine token of an earlier turn is one that two
people have: a stolen one. A made-up one is just wrong, and ends nobody's session.
"""

import base64
import hmac
from dataclasses import dataclass
from hashlib import sha256

from flow_builder.errors import Unauthenticated

PREFIX = "fbr_"
_MOST_CHARS = 400
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Turn:
    """What a refresh token says; it is to be believed once its `mac` is checked."""

    subject: str
    session: str
    number: int


def make(key: bytes, salt: str, turn: Turn) -> str:
    """Returns the token of a turn; `salt` is the session's own."""
    return f"{PREFIX}{turn.subject}.{turn.session}.{turn.number}.{_mac(key, salt, turn)}"


def parse(token: str) -> Turn:
    """Returns what a token says, which is not to be believed yet; Unauthenticated `auth.refresh`."""
    parts = token.removeprefix(PREFIX).split(".") if len(token) <= _MOST_CHARS and token.isascii() else []
    if not token.startswith(PREFIX) or len(parts) != 4 or not all(parts):  # noqa: PLR2004 - see above
        raise ended()
    subject, session, number, _ = parts
    if not number.isdigit() or len(number) > _MOST_DIGITS:
        raise ended()
    return Turn(subject, session, int(number))


def genuine(key: bytes, salt: str, token: str) -> bool:
    """Tells whether a token was made by us for what it says."""
    return hmac.compare_digest(make(key, salt, parse(token)).encode(), token.encode())


def ended() -> Unauthenticated:
    """Returns the error for a refresh token that gives nothing any more."""
    return Unauthenticated("The session has ended.", code="auth.refresh", hint="Sign in again.")


def _mac(key: bytes, salt: str, turn: Turn) -> str:
    said = "\n".join((salt, turn.subject, turn.session, str(turn.number))).encode()
    return base64.urlsafe_b64encode(hmac.digest(key, said, sha256)).decode().rstrip("=")
