"""OAuth 2 tokens: got with a client's own secret or a refresh token, kept in memory until shortly before their end."""

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
_KEPT_TYPE = "oauth2_refresh"


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    until: float


_tokens: OrderedDict[str, _Token] = OrderedDict()
_locks: WeakValueDictionary[tuple[object, str], asyncio.Lock] = WeakValueDictionary()


async def access_token(
    reference: str, fields: Mapping[str, Any], ctx: Context, client: httpx.AsyncClient, *, refused: str | None
) -> str:
    """Returns an access token for a credential, the one got before while it is good; one at a time asks for another.

    Fields: `token_url`, `client_id`, `client_secret`, `refresh_token` (else the grant is client_credentials), `scope`,
    `audience`, and `client_auth`: `header` (default) or `body`. `refused` is a token that the server has not accepted. A
    refresh token that the server gives instead of the first one is kept as a credential of its own.
    Raises NodeError `http.oauth`, retryable when the token server is out of order.
    """
    key = sha256(json.dumps([ctx.run.workspace, sorted(fields.items())], default=str).encode()).hexdigest()
    place = asyncio.get_running_loop(), key
    lock = _locks.get(place) or _locks.setdefault(place, asyncio.Lock())
    async with lock:
        known = _tokens.get(key)
        if known is None or known.text == refused or known.until < time.monotonic():
            _tokens[key] = known = await _ask(reference, fields, ctx, client)
            while len(_tokens) > _KEPT:
                _tokens.popitem(last=False)
    ctx.redact(known.text)
    return known.text


async def _ask(reference: str, fields: Mapping[str, Any], ctx: Context, client: httpx.AsyncClient) -> _Token:
    """Asks the token server."""
    refresh = await _newest(reference, fields, ctx) if fields.get("refresh_token") else None
    form = {"grant_type": "refresh_token" if refresh else "client_credentials", "refresh_token": refresh}
    form |= {name: fields.get(name) for name in ("scope", "audience")}
    headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
    name, secret = str(fields.get("client_id") or ""), str(fields.get("client_secret") or "")
    if fields.get("client_auth") == "body" or not secret:
        form |= {"client_id": name, "client_secret": secret}
    else:
        pair = f"{quote_plus(name)}:{quote_plus(secret)}"  # RFC 6749, 2.3.1
        headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    content = urlencode({key: value for key, value in form.items() if value}).encode()
    try:
        request = client.build_request("POST", str(fields["token_url"]), headers=headers, content=content)
    except httpx.InvalidURL as error:
        raise _failed("The token server's address cannot be used.") from error
    answer = await exchange(client, request, timeout_s=_TIMEOUT_S, max_bytes=_MAX_BYTES, max_redirects=0)
    said = _read(answer)
    text = said.get("access_token")
    if not isinstance(text, str) or not text:
        raise _failed("The token server's answer has no access_token.")
    ctx.redact(text)
    given = said.get("refresh_token")
    if isinstance(given, str) and given not in {"", refresh}:
        ctx.redact(given)
        kept = {"refresh_token": given, "first": _mark(fields)}
        await ctx.backend.credential_save(_name(reference), _KEPT_TYPE, kept)
    return _Token(text, time.monotonic() + _lifetime(said.get("expires_in")))


async def _newest(reference: str, fields: Mapping[str, Any], ctx: Context) -> str:
    """Returns the refresh token that the server gave last, in this process or another; the first one without it."""
    try:
        kept = await ctx.credential(_name(reference))
    except NodeError as error:
        if error.code != "credential.missing":
            raise
        kept = {}
    # A credential that was given another token since then starts anew.
    return str(kept["refresh_token"] if kept.get("first") == _mark(fields) else fields["refresh_token"])


def _name(reference: str) -> str:
    return f"{reference} (newest refresh token)"


def _mark(fields: Mapping[str, Any]) -> str:
    return sha256(str(fields["refresh_token"]).encode()).hexdigest()


def _lifetime(expires_in: Any) -> float:
    try:
        seconds = float(expires_in)
    except (TypeError, ValueError):
        seconds = _UNSAID_S
    return max(0.0, seconds - min(_EARLY_S, seconds / 10))


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
            details={"status": answer.status} | ({} if wait is None else {"retry_after_s": wait}),
        )
    if not isinstance(said, dict):
        raise _failed("The token server's answer is not a JSON object.")
    return found


def _failed(message: str, **more: Any) -> NodeError:
    return NodeError(message, code="http.oauth", hint="Check the credential's fields.", **more)
