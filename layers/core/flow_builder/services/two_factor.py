"""Codes of an authenticator app (RFC 6238), each good once, and recovery codes for when the app is lost."""

import hmac
import secrets
from base64 import b32encode, b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from flow_builder.domain.account import User
from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, TooMany, Unauthenticated
from flow_builder.services.app import App
from flow_builder.store.signing_keys import REALM

RECOVERY_CODES = 10
_SECRET_BYTES = 20
_RECOVERY_BYTES = 10
"""80 bits each."""
_DRIFT = (0, -1, 1)
"""Periods by which the clock of a phone may be wrong."""
_FREE_TRIES = 10
_LONGEST_WAIT_S = 60


@dataclass(frozen=True, slots=True)
class Setup:
    """What an authenticator app is to be told, once."""

    secret: str
    """Base32 text to type in."""
    uri: str
    """`otpauth://…`, for a QR code."""


async def begin(app: App, user: User) -> Setup:
    """Makes a secret, which counts once a code of it was given; Conflict `auth.two_factor_on`."""
    if user.two_factor:
        raise Conflict(
            "This account already needs a code to sign in.", code="auth.two_factor_on", hint="Turn that off first."
        )
    secret = b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    sealed = await app.vault.seal(REALM, secret.encode(), {"totp": user.id})
    await app.stores.accounts.change(user.id, totp_pending=b64encode(sealed).decode())
    label = quote(f"Flow Builder:{user.email}", safe="")
    return Setup(
        secret, f"otpauth://totp/{label}?secret={secret}&issuer=Flow%20Builder&algorithm=SHA1&digits=6&period=30"
    )


async def confirm(app: App, user: User, code: str) -> list[str]:
    """Turns the codes on with one of them, and returns the recovery codes, which are shown this once.

    Raises Unauthenticated `auth.code`, Conflict `auth.two_factor_setup` without a secret to confirm.
    """
    pending = (await app.stores.accounts.proofs(user.id)).totp_pending
    if pending is None:
        raise _no_setup()
    await _count(app, user)
    step = await _step(app, user, pending, code)
    if step is None:
        raise _wrong()
    made = _new_codes()
    if not await app.stores.accounts.enable_totp(user.id, pending, step, await _hashes(app, user, made)):
        raise _no_setup()
    await app.stores.attempts.succeed("code", user.id)
    return made


async def demand(app: App, user: User, code: str | None) -> None:
    """Asks for a code of the app or a recovery code, and uses it up.

    Raises Unauthenticated `auth.code_required`, `auth.code`, TooMany `auth.slow_down`.
    """
    if not code:
        raise Unauthenticated(
            "This account also needs a code to sign in.",
            code="auth.code_required",
            hint="Send the authenticator app's code, or a recovery code, as `code`.",
        )
    await _count(app, user)
    if not await _accepted(app, user, code):
        raise _wrong()
    await app.stores.attempts.succeed("code", user.id)


async def new_recovery_codes(app: App, user: User) -> list[str]:
    """Replaces the recovery codes and returns the new ones; Conflict `auth.two_factor_off`."""
    if not user.two_factor:
        raise Conflict("This account needs no code to sign in.", code="auth.two_factor_off")
    made = _new_codes()
    await app.stores.accounts.replace_recovery(user.id, await _hashes(app, user, made))
    return made


async def _accepted(app: App, user: User, code: str) -> bool:
    accounts = app.stores.accounts
    text = "".join(each for each in code if each.isalnum()).upper()
    if not (text.isdigit() and len(text) == 6):  # noqa: PLR2004 - digits of a code
        return await accounts.take_recovery(user.id, (await _hashes(app, user, [text]))[0])
    proofs = await accounts.proofs(user.id)
    step = None if proofs.totp is None else await _step(app, user, proofs.totp, text)
    return step is not None and await accounts.take_step(user.id, proofs.totp_step, step)


async def _step(app: App, user: User, sealed: str, code: str) -> int | None:
    """Returns the number of the period that a code is of, None if it is of none around now."""
    from flow_builder.nodes.browser.totp import generator

    secret = await app.vault.open(REALM, b64decode(sealed), {"totp": user.id})
    code_at, period_s = generator({"secret": secret.decode()})
    at = now() / 1000
    given = "".join(code.split()).encode("utf-8", "surrogatepass")
    steps = [int(at // period_s) + drift for drift in _DRIFT]
    found = [step for step in steps if hmac.compare_digest(code_at(step * period_s).encode(), given)]
    return found[0] if found else None


async def _count(app: App, user: User) -> None:
    """Counts a try at a user's codes, from wherever: only who has the password gets here."""
    wait = await app.stores.attempts.begin("code", user.id, free=_FREE_TRIES, first_s=2, most_s=_LONGEST_WAIT_S)
    if wait:
        raise TooMany("There were too many attempts.", retry_after=wait, code="auth.slow_down")


def _new_codes() -> list[str]:
    made = (b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES))
    return ["-".join(each[start : start + 4] for start in range(0, 16, 4)) for each in made]


async def _hashes(app: App, user: User, codes: list[str]) -> list[str]:
    key = await app.vault.derive(REALM, "recovery")
    plain = (f"{user.id}\n{each.replace('-', '')}".encode("utf-8", "surrogatepass") for each in codes)
    return [hmac.digest(key, each, sha256).hex() for each in plain]


def _wrong() -> Unauthenticated:
    return Unauthenticated(
        "The code is wrong, or was used before.",
        code="auth.code",
        hint="Wait for the app's next code; a recovery code works once.",
    )


def _no_setup() -> Conflict:
    return Conflict("There is no set-up to confirm.", code="auth.two_factor_setup", hint="Begin the set-up again.")
