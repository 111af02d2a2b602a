"""OAuth 2 tokens: got with a client's own secret, kept in memory until shortly before their end.

Tokens in people's names come with the credential, renewed by the host: see `services.oauth`.
"""

import asyncio
import base64
import json
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote_plus, urlencode
from weakref import WeakValueDictionary

import httpx

from flow_builder.errors import NodeError
from flow_builder.network.exchange import Exchange, exchange
from flow_builder.network.headers import retry_after
from flow_builder.nodes.base import Context
from flow_builder.nodes.http._answer import is_retryable

_TIMEOUT_S = 30.0
_MAX_BYTES = 1024 * 1024
_KEPT = 1_000
_UNSAID_S = 3_600.0
_EARLY_S = 30.0
_OK = 200
_LONGEST_REASON = 300
_LONGEST_S = 10 * 365 * 86_400.0


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    until: float


_tokens: OrderedDict[str, _Token] = OrderedDict()
_locks: WeakValueDictionary[tuple[object, str], asyncio.Lock] = WeakValueDictionary()


@dataclass(frozen=True, slots=True, repr=False)
class TokenAnswer:
    """What a token server gave. `lasts_s` is None when it did not say."""

    access_token: str
    refresh_token: str | None
    lasts_s: float | None


async def access_token(
    fields: Mapping[str, Any], ctx: Context, client: httpx.AsyncClient, *, refused: str | None
) -> str:
    """Returns an access token in an application's own name, the one got before while it is good.

    One at a time asks for another. `refused` is a token that the server has not accepted. Fields: see `ask`, and `scope` and
    `audience`. Raises NodeError `http.oauth`, retryable when the token server is out of order.
    """
    key = sha256(json.dumps([ctx.run.workspace, sorted(fields.items())], default=str).encode()).hexdigest()
    place = asyncio.get_running_loop(), key
    lock = _locks.get(place) or _locks.setdefault(place, asyncio.Lock())
    async with lock:
        known = _tokens.get(key)
        if known is None or known.text == refused or known.until < time.monotonic():
            form = {
                "grant_type": "client_credentials",
                "scope": fields.get("scope"),
                "audience": fields.get("audience"),
            }
            answer = await ask(client, fields, form)
            until = time.monotonic() + _lifetime(answer.lasts_s)
            _tokens[key] = known = _Token(answer.access_token, until)
            while len(_tokens) > _KEPT:
                _tokens.popitem(last=False)
    ctx.redact(known.text)
    return known.text


async def ask(client: httpx.AsyncClient, fields: Mapping[str, Any], form: Mapping[str, str | None]) -> TokenAnswer:
    """Asks a token server with a form and returns what it gave.

    Fields: `token_url`, `client_id`, `client_secret`, and `client_auth`: `header` (default) or `body`. Raises NodeError
    `http.oauth`, with the server's own code in `details.error`, retryable when it is out of order.
    """
    carried = dict(form)
    headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
    name, secret = str(fields.get("client_id") or ""), str(fields.get("client_secret") or "")
    if fields.get("client_auth") == "body" or not secret:
        carried |= {"client_id": name, "client_secret": secret}
    else:
        pair = f"{quote_plus(name)}:{quote_plus(secret)}"  # RFC 6749, 2.3.1
        headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    content = urlencode({key: value for key, value in carried.items() if value}).encode()
    try:
        request = client.build_request("POST", str(fields["token_url"]), headers=headers, content=content)
    except httpx.InvalidURL as error:
        raise _failed("The token server's address cannot be used.") from error
    answer = await exchange(client, request, timeout_s=_TIMEOUT_S, max_bytes=_MAX_BYTES, max_redirects=0)
    said = _read(answer)
    text, refresh = said.get("access_token"), said.get("refresh_token")
    if not isinstance(text, str) or not text:
        raise _failed("The token server's answer has no access_token.")
    return TokenAnswer(
        text, refresh if isinstance(refresh, str) and refresh else None, _seconds(said.get("expires_in"))
    )


def _lifetime(lasts_s: float | None) -> float:
    seconds = _UNSAID_S if lasts_s is None else lasts_s
    return seconds - min(_EARLY_S, seconds / 10)


def _seconds(expires_in: Any) -> float | None:
    try:
        return max(0.0, min(float(expires_in), _LONGEST_S))
    except (TypeError, ValueError):
        return None


def _read(answer: Exchange) -> dict[str, Any]:
    try:
        said: Any = json.loads(answer.content)
    except ValueError:
        said = None
    found: dict[str, Any] = said if isinstance(said, dict) else {}
    if answer.status != _OK:
        reason = " ".join(str(found[name]) for name in ("error", "error_description") if found.get(name))
        wait = retry_after(answer.headers.get("retry-after", ""))
        raise _failed(
            f"The token server answered with status {answer.status}{': ' if reason else ''}{reason[:_LONGEST_REASON]}.",
            retryable=is_retryable(answer.status),
            details={"status": answer.status, "error": str(found.get("error") or "")[:_LONGEST_REASON]}
            | ({} if wait is None else {"retry_after_s": wait}),
        )
    if not isinstance(said, dict):
        raise _failed("The token server's answer is not a JSON object.")
    return found


def _failed(message: str, **more: Any) -> NodeError:
    return NodeError(message, code="http.oauth", hint="Check the credential's fields.", **more)
