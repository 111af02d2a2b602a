"""OAuth 2: `/credentials/oauth/start`, and `/oauth/callback`, where services send people's browsers back to."""

import html
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.caller import TheCaller
from flow_builder.api.deps import Base, TheApp, ThePrincipal, reply
from flow_builder.errors import FlowBuilderError
from flow_builder.services import oauth
from flow_builder.services.oauth_states import GOOD_S, digest

router = APIRouter(tags=["oauth"])

_CALLBACK = "/api/v1/oauth/callback"
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>body{{font:16px/1.6 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem}}</style>
<h1>{title}</h1><p>{text}</p>"""
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


class OauthStart(BaseModel):
    """Which credential somebody wants to connect."""

    model_config = ConfigDict(extra="forbid")

    credential: Annotated[str, Field(min_length=1, max_length=200)]


class OauthBegun(BaseModel):
    """Where to send the browser; it comes back to `callback`, which the service has to know."""

    url: str
    state: str
    callback: str
    expires_at: int = Field(description="Milliseconds since the epoch.")


@router.post("/credentials/oauth/start", response_model=OauthBegun)
async def start(body: OauthStart, app: TheApp, principal: ThePrincipal, base: Base) -> Response:
    """Begins to connect a credential: this browser, and no other, goes to `url`, agrees there and comes back."""
    callback = f"{base}{_CALLBACK}"
    begun = await oauth.start_authorization(app, principal, body.credential, callback)
    told = OauthBegun(url=begun.url, state=begun.state, callback=callback, expires_at=begun.expires_at)
    answer = reply(told)
    # Lax: it comes back by a link of another site. Its name is the state's, since two tabs may begin at once.
    secure = base.startswith("https://")
    answer.set_cookie(
        _cookie(begun.state), begun.proof, GOOD_S, path=_CALLBACK, secure=secure, httponly=True, samesite="lax"
    )
    return answer


def _cookie(state: str) -> str:
    return f"flow_oauth_{digest(state)[:16]}"


_Code = Annotated[str | None, Query(max_length=3_000)]
_Text = Annotated[str | None, Query(max_length=200)]


@router.get(
    "/oauth/callback",
    responses={200: {"content": {"text/html": {}}}, 400: {"description": "No.", "content": {"text/html": {}}}},
)
async def callback(
    request: Request,
    app: TheApp,
    caller: TheCaller,
    state: _Text = None,
    code: _Code = None,
    error: _Text = None,
) -> Response:
    """Takes a browser back from a service that was asked for access, and says how that went."""
    name = _cookie(state or "")
    back = oauth.Return(state or "", request.cookies.get(name, ""), code, error)
    try:
        found = await oauth.finish_authorization(app, back, caller)
    except FlowBuilderError as problem:
        if "text/html" not in request.headers.get("accept", ""):
            raise  # no browser
        said = f"{problem.message} {problem.hint or ''}"
        answer = _page("Not connected", said, 400)
    else:
        answer = _page("Connected", f"{found.name} can be used now. You can close this page.", 200)
    if name in request.cookies:
        answer.delete_cookie(name, path=_CALLBACK, httponly=True, samesite="lax")
    return answer


def _page(title: str, text: str, status: int) -> Response:
    body = _PAGE.format(title=html.escape(title), text=html.escape(text))
    return Response(body, status, _HEADERS, "text/html; charset=utf-8")
