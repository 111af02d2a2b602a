"""The cookie that keeps a browser signed in: no script can read it, and no other site's page makes a browser send it."""

from fastapi import Request, Response

from flow_builder.api.account_shapes import Tokens
from flow_builder.api.deps import reply
from flow_builder.services.login import Grant
from flow_builder.store.accounts import SESSION_S

NAME = "flow_refresh"
PATH = "/api/v1/auth"


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
