"""Signing in: `/auth`, and beside the API the public keys of access tokens."""

from fastapi import APIRouter, Request, Response

from flow_builder.api import refresh_cookie
from flow_builder.api.account_shapes import (
    Begin,
    BegunView,
    Exchange,
    Forgotten,
    IssuerView,
    KeyRotation,
    MailToken,
    NewAccount,
    NewOwner,
    Refresh,
    Reset,
    SignIn,
    SignInBack,
    SigningKey,
    SignInOptions,
    Tokens,
    Verification,
)
from flow_builder.api.caller import TheCaller
from flow_builder.api.deps import Base, TheApp, reply
from flow_builder.api.refresh_cookie import GUEST, begun, granted, returned
from flow_builder.auth.refresh import ended
from flow_builder.domain.account import User
from flow_builder.services import accounts, bearers, login, oidc
from flow_builder.services.accounts import Links
from flow_builder.services.app import App

router = APIRouter(prefix="/auth", tags=["auth"])

JWKS = "/.well-known/jwks.json"


@router.get("", response_model=SignInOptions)
async def options(request: Request, app: TheApp) -> Response:
    """Tells how people sign in here, and whether this browser can go on as who it was."""
    told = SignInOptions(
        accounts="none" if await app.stores.accounts.owner() is None else "there",
        open=await bearers.is_open(app),
        sign_up=app.settings.sign_up == "open",
        guests=app.settings.guests == "on",
        mails="kept" if app.settings.mail is None else "sent",
        issuers=[IssuerView(name=each.name, title=each.title or each.name) for each in app.issuers.all.values()],
        session=refresh_cookie.NAME in request.cookies,
        guest=GUEST in request.cookies,
    )
    return reply(told)


@router.post("/owner", status_code=201, response_model=Tokens)
async def create_owner(body: NewOwner, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Makes the first account, the owner's, on the machine that the host runs on; it takes over what is there."""
    grant = await accounts.create_owner(app, body.email, body.password, body.name, caller)
    return granted(grant, base, cookie=body.cookie, status=201)


@router.post("/sign-up", status_code=202)
async def sign_up(body: NewAccount, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Mails a link with which an account can be made; the answer is the same when there is one already."""
    await accounts.sign_up(app, body.email, body.name, caller, Links(base))
    return reply({"accepted": True}, 202)


@router.post("/verify", status_code=201, response_model=Tokens)
async def verify(body: Verification, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Makes the account that a mail offered, and signs in."""
    return granted(await accounts.verify(app, body.token, body.password, caller), base, cookie=body.cookie, status=201)


@router.post("/sign-in", response_model=Tokens)
async def sign_in(body: SignIn, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Signs in by e-mail address and password, and a code where that is turned on (`auth.code_required`)."""
    return granted(await login.sign_in(app, body.email, body.password, body.code, caller), base, cookie=body.cookie)


@router.post("/refresh", response_model=Tokens)
async def refresh(body: Refresh, request: Request, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Gives new tokens for a refresh token, which is used up; a second use ends the session."""
    token = body.refresh_token or refresh_cookie.given(request)
    if token is None:
        raise ended()
    return granted(await login.refreshed(app, token, caller), base, cookie=body.refresh_token is None)


@router.post("/sign-out", status_code=204)
async def sign_out(body: Refresh, request: Request, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Ends the session of a refresh token."""
    await login.sign_out(app, body.refresh_token or refresh_cookie.given(request) or "", caller)
    return refresh_cookie.forgotten(Response(status_code=204), base)


@router.post("/forgot", status_code=202)
async def forgot(body: Forgotten, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Mails a link with which the password can be replaced; the answer is the same without such an account."""
    await accounts.forgot(app, body.email, caller, Links(base))
    return reply({"accepted": True}, 202)


@router.post("/reset", status_code=204)
async def reset(body: Reset, app: TheApp, caller: TheCaller) -> Response:
    """Replaces the password by a mail's link, and ends all sessions."""
    await accounts.reset(app, body.token, body.password, caller)
    return Response(status_code=204)


@router.post("/email", response_model=User)
async def confirm_email(body: MailToken, app: TheApp, caller: TheCaller) -> Response:
    """Gives an account the address that a mail's link was sent to."""
    return reply(await accounts.confirm_email(app, body.token, caller))


@router.post("/issuers/{issuer}", response_model=BegunView)
async def begin(issuer: str, body: Begin, app: TheApp, base: Base) -> Response:
    """Begins to sign in by an outside issuer: the browser is to go to `url`."""
    return begun(await oidc.begin(app, issuer, base), base, cookie=body.cookie)


@router.post("/callback", response_model=Tokens)
async def finish(body: SignInBack, request: Request, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Signs in with what the issuer answered."""
    return granted(await oidc.sign_in(app, returned(body, request), caller), base, cookie=body.cookie)


@router.post("/issuers/{issuer}/token", response_model=Tokens)
async def exchange(issuer: str, body: Exchange, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Signs in with a token of the issuer that the client has; each is good once."""
    return granted(await oidc.exchange(app, issuer, body.token, caller), base, cookie=body.cookie)


@router.post("/keys", status_code=201, response_model=SigningKey)
async def rotate_keys(body: KeyRotation, app: TheApp) -> Response:
    """Replaces the key that access tokens are signed with; for whoever runs the host."""
    return reply(SigningKey(kid=await app.stores.signing_keys.rotate(forget=body.forget)), 201)


async def jwks(request: Request) -> Response:
    """Returns the public keys that access tokens are verified with (RFC 7517)."""
    app: App = request.app.state.app
    return reply({"keys": await app.stores.signing_keys.public()}, headers={"cache-control": "public, max-age=300"})
