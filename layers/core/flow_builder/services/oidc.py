"""Signing in by an outside issuer: its authorization-code flow with PKCE, state and nonce, and whose account that is."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

from pydantic import TypeAdapter, ValidationError

from flow_builder.auth.oidc import Issuer, Outside, refused
from flow_builder.domain.account import EmailAddress, Identity, User
from flow_builder.domain.caller import Caller
from flow_builder.domain.ids import now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import Conflict, Forbidden, NotFound
from flow_builder.services.accounts import account_of, check_sign_up, new_user
from flow_builder.services.app import App
from flow_builder.services.login import Grant, open_session
from flow_builder.store.accounts import identity_id

_BEGUN_S = 600
_VERIFIER_BYTES = 48
_REPLAY_S = 86_400
_CALLBACK = "/auth/callback"
"""The web app's page that issuers send people back to."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send somebody, and what proves later that it was them who began."""

    url: str
    proof: str


@dataclass(frozen=True, slots=True)
class Return:
    """What somebody comes back with."""

    state: str
    code: str
    proof: str
    issuer: str | None = None
    """The `iss` of the answer (RFC 9207), where the issuer sends it."""


async def begin(app: App, name: str, base: str, user: str | None = None) -> Begun:
    """Begins to sign in, or to link an identity to a user's account; InvalidInput `oidc.issuer`."""
    issuer = app.issuers.get(name)
    about = await app.issuers.about(issuer)
    verifier, nonce, proof = (secrets.token_urlsafe(_VERIFIER_BYTES) for _ in range(3))
    data = {"issuer": name, "verifier": verifier, "nonce": nonce, "proof": _digest(proof), "user": user, "base": base}
    state = await app.stores.one_time.allow("oidc", data, _BEGUN_S, user)
    query = {
        "response_type": "code",
        "client_id": issuer.client_id,
        "redirect_uri": base + _CALLBACK,
        "scope": issuer.scopes,
        "state": state,
        "nonce": nonce,
        "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    endpoint = about["authorization_endpoint"]
    return Begun(f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}", proof)


async def sign_in(app: App, back: Return, caller: Caller) -> Grant:
    """Signs in whom the issuer says it is; raises what `_answered` and `_user_of` do."""
    issuer, outside = await _answered(app, back, None)
    return await open_session(app, await _user_of(app, issuer, outside), caller, "auth_finish")


async def exchange(app: App, name: str, token: str, caller: Caller) -> Grant:
    """Signs in with a token that the issuer gave to the client itself; each is good once. Unauthenticated `oidc.refused`."""
    issuer = app.issuers.get(name)
    outside = await app.issuers.verified(issuer, token, None)
    if not await app.stores.one_time.claim(token, _REPLAY_S):
        raise refused("the token was used before")
    return await open_session(app, await _user_of(app, issuer, outside), caller, "auth_exchange")


async def link(app: App, principal: Principal, back: Return) -> Identity:
    """Lets an identity sign in as who asks, from now on; Conflict `oidc.taken`."""
    user = await account_of(app, principal)
    issuer, outside = await _answered(app, back, user.id)
    identity = _identity(issuer, outside)
    try:
        await app.stores.accounts.link(user.id, identity)
    except Conflict as error:
        raise Conflict("This identity already signs in to another account.", code="oidc.taken") from error
    return identity


async def unlink(app: App, principal: Principal, identity: str) -> None:
    """Ends that; Conflict `oidc.last` for the only way into the account, NotFound `identity.not_found`."""
    user = await account_of(app, principal)
    if not user.has_password and len(await app.stores.accounts.identities(user.id)) == 1:
        raise Conflict(
            "This is the only way into the account.",
            code="oidc.last",
            hint="Choose a password first: POST /auth/forgot.",
        )
    if not await app.stores.accounts.unlink(user.id, identity):
        raise NotFound(f"There is no identity {identity[:64]!r}.", code="identity.not_found")


async def _answered(app: App, back: Return, user: str | None) -> tuple[Issuer, Outside]:
    """Returns who came back, from where; NotFound `link.invalid`, Unauthenticated `oidc.refused`."""
    data = await app.stores.one_time.redeem("oidc", back.state)
    if not hmac.compare_digest(_digest(back.proof), data["proof"]) or data["user"] != user:
        raise refused("somebody else began this")
    issuer = app.issuers.get(data["issuer"])
    if back.issuer is not None and back.issuer != issuer.issuer:
        raise refused("it comes from another issuer")
    form = {"code": back.code, "code_verifier": data["verifier"], "redirect_uri": data["base"] + _CALLBACK}
    token = await app.issuers.redeem(issuer, form)
    return issuer, await app.issuers.verified(issuer, token, data["nonce"])


async def _user_of(app: App, issuer: Issuer, outside: Outside) -> User:
    """Returns the account that an identity signs in to, made now if it is new.

    Nobody gets into an account by its address alone: Conflict `oidc.link_first` when there is one. Forbidden
    `oidc.unverified` without a proven address, and what `check_sign_up` raises.
    """
    identity = _identity(issuer, outside)
    known = await app.stores.accounts.by_identity(identity.id)
    if known is not None:
        return known
    email = _email(outside)
    if await app.stores.accounts.by_email(email) is not None:
        raise _link_first()
    await check_sign_up(app)
    user = new_user(email, outside.name[:100], verified=True, has_password=False)
    member = Member(user=user.id, workspace=user.workspace, role=Role.OWNER)
    try:
        await app.stores.accounts.create(user, member, password=None, identity=identity, owner=False)
    except Conflict as error:
        known = await app.stores.accounts.by_identity(identity.id)
        if known is None:
            raise _link_first() from error
        return known
    return user


def _identity(issuer: Issuer, outside: Outside) -> Identity:
    id_ = identity_id(issuer.issuer, outside.subject)
    return Identity(id=id_, issuer=issuer.name, email=outside.email, linked_at=now())


def _email(outside: Outside) -> str:
    try:
        if outside.verified:
            return TypeAdapter(EmailAddress).validate_python(outside.email)
    except ValidationError:
        pass
    raise Forbidden(
        "The issuer does not say that it has confirmed your e-mail address.",
        code="oidc.unverified",
        hint="Confirm your address there first.",
    )


def _link_first() -> Conflict:
    return Conflict(
        "There is an account with this address already.",
        code="oidc.link_first",
        hint="Sign in to it as usual, then link this identity under /account/identities.",
    )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
