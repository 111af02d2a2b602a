"""Guests: `/auth/guest`, for people without an account."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.account_shapes import InCookie
from flow_builder.api.caller import TheCaller
from flow_builder.api.deps import Base, TheApp, ThePrincipal, reply
from flow_builder.api.refresh_cookie import GUEST, PATH
from flow_builder.domain.account import User
from flow_builder.domain.guest import LIFE_S
from flow_builder.errors import Unauthenticated
from flow_builder.services import guests

router = APIRouter(prefix="/auth/guest", tags=["auth"])

GuestToken = Annotated[str, Field(max_length=200, description="As it came when the guest began.")]


class Entry(BaseModel):
    """A guest who goes on; a new one has nothing to say."""

    model_config = ConfigDict(extra="forbid")

    token: GuestToken | None = None
    cookie: InCookie = False


class Conversion(BaseModel):
    """Whose guest somebody was; without a token, that of the cookie."""

    model_config = ConfigDict(extra="forbid")

    token: GuestToken | None = None


class GuestTokens(BaseModel):
    """A guest and what they prove it with."""

    guest: str
    workspace: str
    expires_at: int = Field(description="Milliseconds since the epoch; then everything is removed.")
    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int = Field(description="Seconds for which the access token holds.")
    token: str | None = Field(description="Goes on as this guest; shown once, and never with a cookie.")


@router.post("", response_model=GuestTokens)
async def enter_as_guest(body: Entry, request: Request, app: TheApp, caller: TheCaller, base: Base) -> Response:
    """Begins as a guest, or goes on as the one whose token or cookie is sent; one new guest per network in 72 hours."""
    grant = await guests.enter(app, body.token or request.cookies.get(GUEST), caller)
    told = GuestTokens(
        guest=grant.guest.id,
        workspace=grant.guest.workspace,
        expires_at=grant.guest.expires_at,
        access_token=grant.access_token,
        expires_in=grant.expires_in,
        token=None if body.cookie else grant.token,
    )
    answer = reply(told)
    if body.cookie and grant.token is not None:
        secure = base.startswith("https://")
        answer.set_cookie(GUEST, grant.token, LIFE_S, path=PATH, secure=secure, httponly=True, samesite="strict")
    return answer


@router.post("/convert", response_model=User)
async def convert_guest(
    body: Conversion, request: Request, app: TheApp, principal: ThePrincipal, caller: TheCaller, base: Base
) -> Response:
    """Gives a guest's workspace, with everything in it, to the account of who asks; its balance is raised to 200."""
    token = body.token or request.cookies.get(GUEST)
    if token is None:
        raise Unauthenticated("The guest's token is missing.", code="guest.token", field="/token")
    answer = reply(await guests.convert(app, principal, token, caller))
    answer.delete_cookie(GUEST, path=PATH, secure=base.startswith("https://"), httponly=True, samesite="strict")
    return answer
