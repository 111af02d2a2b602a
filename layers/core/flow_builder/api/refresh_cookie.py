"""The cookies that prove who a browser is: one keeps it signed in, one comes back with it from an issuer: no script can read it, and no other site's page makes a browser send it."""

from fastapi import Request, Response

from flow_builder.api.account_shapes import Back, BegunView, Tokens
from flow_builder.api.deps import reply
from flow_builder.services.login import Grant
from flow_builder.services.oidc import Begun, Return
from flow_builder.store.accounts import SESSION_S

NAME = "flow_refresh"
PATH = "/api/v1/auth"
PROOF = "flow_oidc"
GUEST = "flow_guest"
API = "/api/v1"
_BEGUN_S = 600


def granted(grant: Grant, base: str, *, cookie: bool, status: int = 200) -> Response:
    """Returns the answer with somebody's tokens; with `cookie` the refresh token is not in the body."""
    told = Tokens(
        user=grant.user,
        session=grant.session,
        access_token=grant.access_token,
        expires_in=grant.expires_in,
        refresh_token=None if cookie else grant.refresh_token,
    )
    answer = reply(told, status)
    if cookie:
        answer.set_cookie(
            NAME, grant.refresh_token, SESSION_S, path=PATH, secure=_secure(base), httponly=True, samesite="strict"
        )
    return answer


def given(request: Request) -> str | None:
    """Returns the refresh token that a browser sent along, or None."""
    return request.cookies.get(NAME)


def forgotten(answer: Response, base: str) -> Response:
    """Returns an answer that makes the browser drop the cookie."""
    answer.delete_cookie(NAME, path=PATH, secure=_secure(base), httponly=True, samesite="strict")
    return answer


def _secure(base: str) -> bool:
    return base.startswith("https://")


def begun(found: Begun, base: str, *, cookie: bool) -> Response:
    """Returns where to send a browser; with `cookie` the proof that it began this is not in the body."""
    answer = reply(BegunView(url=found.url, proof=None if cookie else found.proof))
    if cookie:
        answer.set_cookie(
            PROOF, found.proof, _BEGUN_S, path=API, secure=_secure(base), httponly=True, samesite="strict"
        )
    return answer


def returned(body: Back, request: Request) -> Return:
    """Returns what somebody came back with."""
    proof = body.proof or request.cookies.get(PROOF) or ""
    return Return(body.state, body.code, proof, body.iss)
