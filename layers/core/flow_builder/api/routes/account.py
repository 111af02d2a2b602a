"""One's own account: `/account`."""

import tempfile

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from flow_builder.api.account_shapes import (
    Back,
    Begin,
    BegunView,
    Ended,
    Erasure,
    FirstCode,
    Identities,
    Me,
    NewEmail,
    NewName,
    NewPassword,
    Reassurance,
    RecoveryCodes,
    Sessions,
    SessionView,
    TwoFactorSetup,
)
from flow_builder.api.deps import Base, TheApp, ThePrincipal, reply
from flow_builder.api.refresh_cookie import begun, forgotten, returned
from flow_builder.domain.account import Identity, User
from flow_builder.domain.permissions import refused
from flow_builder.errors import NotFound
from flow_builder.services import accounts, oidc, personal_data, two_factor
from flow_builder.services.accounts import Links, account_of, reassured

router = APIRouter(prefix="/account", tags=["account"])


@router.get("", response_model=Me)
async def read(app: TheApp, principal: ThePrincipal) -> Response:
    """Tells who asks, in which workspace and role, and what that one may not do there; without an account `user` is null."""
    user = await account_of(app, principal) if principal.kind == "user" else None
    told = Me(
        kind=principal.kind,
        workspace=principal.workspace,
        role=principal.role,
        user=user,
        refused=refused(principal),
    )
    return reply(told)


@router.patch("", response_model=User)
async def change(body: NewName, app: TheApp, principal: ThePrincipal) -> Response:
    """Changes the name."""
    user = await account_of(app, principal)
    return reply(await app.stores.accounts.change(user.id, name=body.name))


@router.post("/password", status_code=204)
async def change_password(body: NewPassword, app: TheApp, principal: ThePrincipal) -> Response:
    """Replaces the password and ends all other sessions."""
    await accounts.change_password(app, principal, body.current, body.password)
    return Response(status_code=204)


@router.post("/email", status_code=202)
async def change_email(body: NewEmail, app: TheApp, principal: ThePrincipal, base: Base) -> Response:
    """Mails a link to another address, which becomes the account's when it is followed."""
    await accounts.change_email(app, principal, body.email, body.password, Links(base))
    return reply({"accepted": True}, 202)


@router.get("/sessions", response_model=Sessions)
async def find_sessions(app: TheApp, principal: ThePrincipal) -> Response:
    """Lists where one is signed in."""
    user = await account_of(app, principal)
    found = await app.stores.accounts.sessions(user.id)
    items = [SessionView(**each.model_dump(), current=each.id == principal.session) for each in found]
    return reply(Sessions(items=items))


@router.delete("/sessions", response_model=Ended)
async def end_sessions(app: TheApp, principal: ThePrincipal) -> Response:
    """Ends all sessions but the one that asks."""
    user = await account_of(app, principal)
    return reply(Ended(ended=await app.stores.accounts.end_sessions(user.id, but=principal.session)))


@router.delete("/sessions/{session}", status_code=204)
async def end_session(session: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Ends a session; its access token is refused from the next request on."""
    user = await account_of(app, principal)
    if not await app.stores.accounts.end_session(user.id, session):
        raise NotFound(f"There is no session {session!r}.", code="session.not_found")
    return Response(status_code=204)


@router.post("/two-factor", status_code=201, response_model=TwoFactorSetup)
async def set_up_two_factor(body: Reassurance, app: TheApp, principal: ThePrincipal) -> Response:
    """Makes the secret for an authenticator app; codes are asked for once one was confirmed."""
    user = await reassured(app, principal, body.password)
    return reply(await two_factor.begin(app, user), 201)


@router.post("/two-factor/confirm", response_model=RecoveryCodes)
async def confirm_two_factor(body: FirstCode, app: TheApp, principal: ThePrincipal) -> Response:
    """Turns the codes on with the app's first one, and shows the recovery codes, this once."""
    user = await account_of(app, principal)
    return reply(RecoveryCodes(codes=await two_factor.confirm(app, user, body.code)))


@router.post("/two-factor/recovery-codes", response_model=RecoveryCodes)
async def replace_recovery_codes(body: Reassurance, app: TheApp, principal: ThePrincipal) -> Response:
    """Replaces the recovery codes and shows the new ones, this once."""
    user = await reassured(app, principal, body.password)
    return reply(RecoveryCodes(codes=await two_factor.new_recovery_codes(app, user)))


@router.post("/two-factor/stop", status_code=204)
async def stop_two_factor(body: Reassurance, app: TheApp, principal: ThePrincipal) -> Response:
    """Ends the asking for codes, and drops the recovery codes."""
    user = await reassured(app, principal, body.password)
    await app.stores.accounts.disable_totp(user.id)
    return Response(status_code=204)


@router.get("/identities", response_model=Identities)
async def find_identities(app: TheApp, principal: ThePrincipal) -> Response:
    """Lists the accounts elsewhere that sign in as this one."""
    user = await account_of(app, principal)
    return reply(Identities(items=await app.stores.accounts.identities(user.id)))


@router.post("/identities/{issuer}", response_model=BegunView)
async def begin_link(issuer: str, body: Begin, app: TheApp, principal: ThePrincipal, base: Base) -> Response:
    """Begins to link an account at an outside issuer to this one: the browser is to go to `url`."""
    user = await account_of(app, principal)
    return begun(await oidc.begin(app, issuer, base, user.id), base, cookie=body.cookie)


@router.post("/identities", status_code=201, response_model=Identity)
async def link(body: Back, request: Request, app: TheApp, principal: ThePrincipal) -> Response:
    """Links the account that the issuer answered with: it signs in here from now on."""
    return reply(await oidc.link(app, principal, returned(body, request)), 201)


@router.delete("/identities/{identity}", status_code=204)
async def unlink(identity: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Ends that an account elsewhere signs in here; not the only way in."""
    await oidc.unlink(app, principal, identity)
    return Response(status_code=204)


@router.post("/export", response_class=StreamingResponse, responses={200: {"content": {"application/zip": {}}}})
async def export(body: Reassurance, app: TheApp, principal: ThePrincipal) -> StreamingResponse:
    """Returns all that one owns as a zip archive: the account, and each workspace with its files; secrets are left out."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it was sent
    try:
        await personal_data.export(app, principal, body.password, file)
    except BaseException:
        file.close()
        raise
    name = {"content-disposition": 'attachment; filename="flow-builder.zip"'}
    return StreamingResponse(personal_data.pieces(file), media_type="application/zip", headers=name)


@router.post("/erase", status_code=204)
async def erase(body: Erasure, app: TheApp, principal: ThePrincipal, base: Base) -> Response:
    """Removes the account with all that it owns, for good."""
    await personal_data.erase(app, principal, body.password, body.email)
    return forgotten(Response(status_code=204), base)
