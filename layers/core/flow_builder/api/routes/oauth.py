"""OAuth 2: `/credentials/oauth/start`, and `/oauth/callback`, where services send people's browsers back to."""

import html
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Base, TheApp, ThePrincipal, reply
from flow_builder.errors import FlowBuilderError
from flow_builder.services import oauth

router = APIRouter(tags=["oauth"])

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
    """Begins to connect a credential: the browser goes to `url` and agrees there."""
    callback = f"{base}/api/v1/oauth/callback"
    begun = await oauth.start_authorization(app, principal, body.credential, callback)
    return reply({"url": begun.url, "state": begun.state, "callback": callback, "expires_at": begun.expires_at})


_Code = Annotated[str | None, Query(max_length=3_000)]
_Text = Annotated[str | None, Query(max_length=200)]


@router.get(
    "/oauth/callback",
    responses={200: {"content": {"text/html": {}}}, 400: {"description": "No.", "content": {"text/html": {}}}},
)
async def callback(app: TheApp, state: _Text = None, code: _Code = None, error: _Text = None) -> Response:
    """Takes a browser back from a service that was asked for access, and says how that went."""
    try:
        found = await oauth.finish_authorization(app, state or "", code, error)
    except FlowBuilderError as problem:
        said = f"{problem.message} {problem.hint or ''}"
        return _page("Not connected", said, 400)
    return _page("Connected", f"{found.name} can be used now. You can close this page.", 200)


def _page(title: str, text: str, status: int) -> Response:
    body = _PAGE.format(title=html.escape(title), text=html.escape(text))
    return Response(body, status, _HEADERS, "text/html; charset=utf-8")
