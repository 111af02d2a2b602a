"""Links that need no login: signed, for one purpose and one thing of a workspace, until a time.

The signature's key is derived from the vault's for workspace and purpose, so a link for one purpose opens nothing else,
and losing the vault's key file ends them all. Nothing is stored: a link cannot be taken back before its time.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from pydantic_core import from_json, to_json

from flow_builder.domain.ids import now
from flow_builder.errors import NotFound
from flow_builder.services.app import App

Purpose = Literal["artifact", "approval"]

MOST_SECONDS = 366 * 86_400
_VERSION = 1
_MAX_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Signed:
    """What a link says."""

    workspace: str
    subject: str
    until: int
    """Milliseconds since the epoch."""
    extra: str = ""
    """Whatever else the purpose binds to the link."""


async def sign(app: App, purpose: Purpose, what: Signed) -> str:
    """Returns the token of a link: URL-safe text."""
    payload = _text(to_json([_VERSION, what.workspace, what.subject, what.until, what.extra]))
    return f"{payload}.{_text(await _mac(app, purpose, what.workspace, payload))}"


async def open_link(app: App, purpose: Purpose, token: str) -> Signed:
    """Returns what a link says; NotFound `link.invalid`, `link.expired`."""
    payload, _, mac = token.partition(".")
    try:
        version, workspace, subject, until, extra = from_json(_bytes(payload[:_MAX_CHARS]))
        signed = Signed(str(workspace), str(subject), int(until), str(extra))
        genuine = hmac.compare_digest(_bytes(mac), await _mac(app, purpose, signed.workspace, payload))
    except (ValueError, TypeError, binascii.Error) as error:
        raise _invalid() from error
    if not genuine or version != _VERSION:
        raise _invalid()
    if signed.until <= now():
        raise NotFound("This link has expired.", code="link.expired", hint="Ask for a new one.")
    return signed


async def _mac(app: App, purpose: Purpose, workspace: str, payload: str) -> bytes:
    key = await app.vault.derive(workspace, f"links/{purpose}")
    return hmac.digest(key, payload.encode("ascii", "replace"), sha256)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _invalid() -> NotFound:
    return NotFound("This link is not a valid one.", code="link.invalid", hint="It may have been cut off.")
