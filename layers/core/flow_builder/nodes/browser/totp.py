"""Makes the code that an authenticator app shows (RFC 6238) from a credential, and fills it into a field if one is named.

A code that is about to end is not used: the step waits for the next one. With a field the code gets into no output or
log; without one it is the output, for a later step to use within its 30 seconds.
"""

import asyncio
import time
from base64 import b32decode
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeOutput, NodeType, credential_field
from flow_builder.nodes.browser.page import PageConfig, milliseconds, session_of
from flow_builder.nodes.credential_fields import credential_fields


class Config(PageConfig):
    """Which secret, and where its code goes."""

    credential: str = credential_field("totp", required=True)
    target: Targets | None = Field(
        default=None, title="Field", description="Empty to only put the code into the output."
    )
    least_s: float = Field(
        default=5,
        ge=0,
        le=25,
        title="Valid for at least",
        description="Seconds; else the step waits for the next code.",
    )


class Output(NodeOutput):
    """Whether a field was filled in, seconds for which the code is good still, and the code if no field was named."""

    filled: bool
    valid_s: float
    code: str | None = None


async def run(config: Config, ctx: Context) -> Output:
    """Makes the code; raises NodeError `totp.invalid` for a secret that is none, and what `browser.fill` raises."""
    code_at, period_s = generator(await credential_fields(ctx, config.credential, "totp", needs=("secret",)))
    left = period_s - time.time() % period_s
    if left < config.least_s:
        await asyncio.sleep(left)
    at = time.time()
    code, valid_s = code_at(at), round(period_s - at % period_s, 1)
    if config.target is None:
        return Output(filled=False, valid_s=valid_s, code=code)
    ctx.redact(code)
    session = session_of(config, ctx)
    locator = await session.element(config.target, "fill", config.timeout_s)
    session.concealed.add(code, locator, session.visits)
    with session.acting("fill", config.target):
        await session.hand.fill(locator, code, timeout_ms=milliseconds(config))
    session.touched()
    return Output(filled=True, valid_s=valid_s)


def generator(fields: Mapping[str, Any]) -> tuple[Callable[[float], str], int]:
    """Returns (Unix time -> code, seconds for which one is good); NodeError `totp.invalid`.

    `secret` is base32 text or the `otpauth://` address of the QR code. Secrets shorter than the standard asks for are
    accepted: many sites have them.
    """
    from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA512
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    options = _options(fields)
    hashes: dict[str, SHA1 | SHA256 | SHA512] = {"SHA1": SHA1(), "SHA256": SHA256(), "SHA512": SHA512()}  # noqa: S303 - the standard says so
    try:
        text = "".join(str(options["secret"]).replace("-", "").split()).upper()
        key = b32decode(text + "=" * (-len(text) % 8))
        period_s = int(options.get("period") or 30)
        algorithm = hashes[str(options.get("algorithm") or "SHA1").upper().replace("-", "")]
        totp = TOTP(key, int(options.get("digits") or 6), algorithm, period_s, enforce_key_length=False)
        totp.generate(0)
    except (KeyError, ValueError, TypeError, ZeroDivisionError) as error:
        raise _invalid("it is not base32 text, or an option beside it is wrong") from error
    return lambda at: totp.generate(int(at)).decode(), period_s


def _options(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    secret = str(fields["secret"]).strip()
    if not secret.startswith("otpauth://"):
        return fields
    parts = urlsplit(secret)
    if parts.netloc != "totp":
        raise _invalid("the address is not for time-based codes")
    return dict(parse_qsl(parts.query))


def _invalid(reason: str) -> NodeError:
    return NodeError(
        f"The secret in the credential cannot be used: {reason}.",
        code="totp.invalid",
        hint="`secret` is the setup key shown beside the QR code, or the QR code's otpauth:// address.",
    )


EXAMPLES = (
    Example(
        "Into a field",
        {"credential": "totp-1", "target": {"label": "Name"}, "least_s": 0},
        input={"page": "/form.html"},
        check=lambda output: output["filled"] and output["code"] is None,
        needs="page",
    ),
    Example(
        "For a later step",
        {"credential": "totp-1", "least_s": 0},
        input={"page": "/form.html"},
        check=lambda output: len(output["code"]) == 6 and 0 < output["valid_s"] <= 30,  # noqa: PLR2004 - the standard's
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.totp",
    title="One-time code",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="shield-check",
    examples=EXAMPLES,
)
