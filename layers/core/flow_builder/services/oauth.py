"""OAuth 2 in people's names: the way to their consent and back (RFC 6749 with PKCE, RFC 7636), and tokens kept fresh.

Tokens lie sealed in the credential. One caller at a time renews them, over all processes that share the store: whoever
claims it first asks the token server, the others wait and find what it got. A refresh token that the server gives in the
place of the last one is kept in the same write as the access token.
"""

import asyncio
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flow_builder.domain.audit import Fact, clean
from flow_builder.domain.caller import Caller
from flow_builder.domain.credential import Credential
from flow_builder.domain.ids import now
from flow_builder.domain.permissions import RULES
from flow_builder.errors import FlowBuilderError, Forbidden, InvalidInput, NodeError
from flow_builder.nodes.http._oauth import TokenAnswer, ask
from flow_builder.services.app import App
from flow_builder.services.membership import role_of
from flow_builder.services.oauth_states import Pending, digest, take, write
from flow_builder.services.stores import Stores

if TYPE_CHECKING:
    import httpx

    from flow_builder.domain.principal import Principal

_EARLY_MS = 30_000
_UNSAID_S = 3_600.0
_CLAIM_S = 60
_FIRST_LOOK_S = 0.02
_LONGEST_LOOK_S = 0.5
_WITHDRAWN = frozenset({"invalid_grant", "invalid_client", "unauthorized_client"})
_VERIFIER_BYTES = 48


@dataclass(frozen=True, slots=True)
class Return:
    """What a browser comes back with."""

    state: str
    proof: str
    code: str | None
    error: str | None


Http = Callable[[], "httpx.AsyncClient"]


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send somebody's browser, and what it will come back with."""

    url: str
    state: str
    proof: str
    """What the browser has to show when it comes back."""
    expires_at: int
    """Milliseconds since the epoch."""


async def start_authorization(app: App, principal: "Principal", credential: str, callback: str) -> Begun:
    """Begins to ask for consent and returns where: the browser comes back to `callback` within ten minutes.

    Raises NotFound, InvalidInput `oauth.unfit`.
    """
    opened = await app.stores.credentials.opened(principal.workspace, credential)
    fields = opened.fields
    for name in ("authorize_url", "token_url", "client_id"):
        if opened.shown.type != "oauth2" or not fields.get(name):
            raise InvalidInput(
                f"This needs a credential of the type `oauth2` with the field {name!r}.",
                code="oauth.unfit",
                field="/credential",
            )
    parts = urlsplit(str(fields["authorize_url"]))
    if parts.scheme not in {"https", "http"} or not parts.netloc:
        raise InvalidInput("The authorization address cannot be used.", code="oauth.unfit", field="/credential")
    verifier, proof = secrets.token_urlsafe(_VERIFIER_BYTES), secrets.token_urlsafe(_VERIFIER_BYTES)
    pending = Pending(
        workspace=principal.workspace,
        kind=principal.kind,
        principal=principal.id,
        user=principal.user or principal.id,
        credential=opened.shown.id,
        verifier=verifier,
        proof=digest(proof),
        callback=callback,
    )
    state, expires_at = await write(app, pending)
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "client_id": fields["client_id"],
        "redirect_uri": callback,
        "scope": fields.get("scope"),
        "audience": fields.get("audience"),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    query = [*parse_qsl(parts.query), *((name, str(value)) for name, value in asked.items() if value)]
    return Begun(urlunsplit(parts._replace(query=urlencode(query), fragment="")), state, proof, expires_at)


async def finish_authorization(app: App, back: Return, caller: Caller) -> Credential:
    """Exchanges the code that somebody's browser came back with for tokens, and keeps them.

    Raises NotFound `oauth.state` for a state that is unknown, used or too old; Forbidden `oauth.browser` for another
    browser than the one that began, `oauth.member` for who may not change the credential any more; InvalidInput
    `oauth.denied`; NodeError `http.oauth`.
    """
    pending = await take(app, back.state, back.proof)
    try:
        found = await _finished(app, pending, back)
    except FlowBuilderError as error:
        await _record(app, pending, caller, error.status, {"code": error.code})
        raise
    await _record(app, pending, caller, 200, {})
    return found


async def _finished(app: App, pending: Pending, back: Return) -> Credential:
    role = await role_of(app, pending.user, pending.workspace)
    if role is None or not role.covers(RULES["oauth_start"].role):
        raise Forbidden("You may not change this credential any more.", code="oauth.member")
    error, code = back.error, back.code
    if error or not code:
        raise InvalidInput(
            f"The service did not give access: {(error or 'it sent no code')[:200]}.",
            code="oauth.denied",
            hint="Start again, and agree to what the service asks.",
        )
    store = app.stores.credentials
    opened = await store.opened(pending.workspace, pending.credential)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": pending.callback,
        "code_verifier": pending.verifier,
    }
    answer = await ask(app.http(), opened.fields, form)
    fields = {**_tokens(answer), "grant": "authorization_code"}
    # What belonged to an earlier consent must not outlive it.
    stale = tuple(name for name in ("refresh_token", "expires_at") if name not in fields)
    return await store.change(pending.workspace, pending.credential, fields=fields, drop=stale, problem=None)


async def _record(app: App, pending: Pending, caller: Caller, status: int, details: dict[str, str]) -> None:
    fact = Fact(
        kind=pending.kind,
        actor=pending.principal,
        user=pending.user,
        operation="oauth_callback",
        subject=pending.credential,
        details=details,
        address=clean(caller.address) or None,
        agent=clean(caller.agent) or None,
        status=status,
        began_at=now(),
    )
    await app.stores.audit.write(pending.workspace, fact)


async def usable(
    stores: Stores,
    http: Http,
    workspace: str,
    credential: str,
    fields: dict[str, Any],
    refused: str | None = None,
    failed: Callable[[Credential, NodeError], Any] | None = None,
) -> dict[str, Any]:
    """Returns an OAuth credential's fields with an access token that is good, and without what it was got by.

    `refused` is a token that the service has not accepted. Fields whose tokens are not kept in the credential (those
    got in an application's own name) are returned as they are. Raises NodeError `http.oauth`, retryable when the token server is out of order;
    `failed` is called when the access was withdrawn.
    """
    if not _is_kept(fields):
        return fields
    found = fields if _is_good(fields, refused) else None
    look_s = _FIRST_LOOK_S
    holder = secrets.token_hex(8)
    while found is None:
        if await stores.credentials.claim(workspace, credential, holder, int(time.time()) + _CLAIM_S):
            try:
                found = await _renewed(stores, http, workspace, credential, refused, failed)
            finally:
                await stores.credentials.release(workspace, credential)
        else:
            await asyncio.sleep(look_s)
            look_s = min(look_s * 2, _LONGEST_LOOK_S)
            opened = await stores.credentials.opened(workspace, credential)
            if opened.shown.problem:
                raise _withdrawn(opened.shown)
            found = opened.fields if _is_good(opened.fields, refused) else None
    hidden = {"refresh_token", "client_secret", "token_url", "authorize_url"}
    return {**{name: value for name, value in found.items() if name not in hidden}, "type": "oauth2"}


async def _renewed(
    stores: Stores,
    http: Http,
    workspace: str,
    credential: str,
    refused: str | None,
    failed: Callable[[Credential, NodeError], Any] | None,
) -> dict[str, Any]:
    """Asks for another token unless somebody else has just done so; the caller has the claim."""
    opened = await stores.credentials.opened(workspace, credential)
    if _is_good(opened.fields, refused):
        return opened.fields
    if opened.shown.problem:
        raise _withdrawn(opened.shown)
    if not opened.fields.get("refresh_token"):
        raise NodeError(
            f"The access of the credential {opened.shown.name!r} has ended, or was never given.",
            code="http.oauth",
            hint="Connect it again.",
        )
    form = {"grant_type": "refresh_token", "refresh_token": opened.fields["refresh_token"]}
    form |= {name: str(opened.fields[name]) for name in ("scope", "audience") if opened.fields.get(name)}
    try:
        async with asyncio.timeout(_CLAIM_S - 10):
            answer = await ask(http(), opened.fields, form)
    except TimeoutError as error:
        raise NodeError("The token server does not answer.", code="http.oauth", retryable=True) from error
    except NodeError as error:
        if error.details.get("error") in _WITHDRAWN:
            marked = await stores.credentials.mark(workspace, credential, problem=error.message)
            if failed is not None:
                await failed(marked, error)
        raise
    changed = _tokens(answer)
    await stores.credentials.change(workspace, credential, fields=changed)
    return {**opened.fields, **changed}


def _is_kept(fields: Mapping[str, Any]) -> bool:
    """Tells whether tokens are kept in the credential: they are in somebody's name, or can be renewed only once."""
    return bool(fields.get("token_url")) and (
        fields.get("grant") == "authorization_code" or bool(fields.get("refresh_token"))
    )


def _is_good(fields: Mapping[str, Any], refused: str | None) -> bool:
    token = fields.get("access_token")
    until = int(fields.get("expires_at") or 0)
    if not token or token == refused:
        return False
    return until > now() or not until


def _tokens(answer: TokenAnswer) -> dict[str, Any]:
    lasts_s = _UNSAID_S if answer.lasts_s is None else answer.lasts_s
    early_ms = min(_EARLY_MS, lasts_s * 100)
    found = {"access_token": answer.access_token, "expires_at": int(now() + lasts_s * 1_000 - early_ms)}
    return found if answer.refresh_token is None else {**found, "refresh_token": answer.refresh_token}


def _withdrawn(shown: Credential) -> NodeError:
    return NodeError(
        f"The credential {shown.name!r} cannot be used: {shown.problem}",
        code="http.oauth",
        hint="Connect it again, or replace its fields.",
    )
