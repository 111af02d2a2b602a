"""Access to Google's APIs: a token made from a service account's key, or one that somebody else has got."""

import json
import time
from collections.abc import Mapping
from typing import Any

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context
from flow_builder.nodes.credential_fields import credential_fields, unfit
from flow_builder.nodes.web_api import Problem, Service, base_url

TYPES = ("google_service_account", "oauth2")
_TOKENS = "https://oauth2.googleapis.com/token"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIFETIME_S = 600
_UNAUTHORIZED = 401


async def google(ctx: Context, reference: str, *, name: str, usual: str, scope: str) -> Service:
    """Returns a Google service that is called with the credential's rights; NodeError `credential.unfit`, `service.*`."""
    fields = await credential_fields(ctx, reference, *TYPES)
    if fields["type"] == "oauth2":
        token = fields.get("access_token")
        if not token:
            raise unfit(f"The credential {reference!r} lacks the field 'access_token'.")
    else:
        token = await _token(ctx, _key(fields), scope)
    return Service(name, ctx, base_url(fields, usual), problem, {"authorization": f"Bearer {token}"}, timeout_s=60)


def _key(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Returns the fields of the key, which may be given as the file that Google hands out."""
    known = dict(fields)
    if fields.get("json"):
        try:
            known |= json.loads(fields["json"])
        except (ValueError, TypeError):
            raise unfit("The credential's `json` is not a key file.") from None
    for name in ("client_email", "private_key"):
        if not isinstance(known.get(name), str):
            raise unfit(f"The credential lacks the field {name!r}.")
    return known


async def _token(ctx: Context, key: Mapping[str, Any], scope: str) -> str:
    import jwt

    address = str(key.get("token_uri") or _TOKENS)
    now = int(time.time())
    claims = {"iss": key["client_email"], "scope": scope, "aud": address, "iat": now, "exp": now + _LIFETIME_S}
    headers = {"kid": str(key["private_key_id"])} if key.get("private_key_id") else None
    try:
        assertion = jwt.encode(claims, key["private_key"].replace("\\n", "\n"), algorithm="RS256", headers=headers)
    except (ValueError, TypeError, jwt.PyJWTError):
        raise unfit("The credential's `private_key` is not an RSA key.") from None
    service = Service("Google", ctx, address, problem)
    answer = await service.send("POST", "", data={"grant_type": _GRANT, "assertion": assertion})
    if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
        raise service.bad_answer()
    ctx.redact(answer["access_token"])
    return str(answer["access_token"])


def problem(answer: Any) -> Problem:
    """Reads Google's two kinds of errors: those of its APIs, and those of its token server."""
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict):
        return Problem(str(error.get("status") or ""), str(error.get("message") or ""))
    if isinstance(error, str):
        return Problem(error, str(answer.get("error_description") or error), status=_UNAUTHORIZED)
    return Problem()


def as_node_error(message: str, field: str, **details: Any) -> NodeError:
    """Returns the error of rows that do not fit a sheet."""
    return NodeError(message, code="sheets.bad_rows", field=field, details=details)
