"""Reads from a connection who it is that calls, without believing any of it."""

from ipaddress import ip_address
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends
from starlette.requests import HTTPConnection
from starlette.types import Scope

from flow_builder.domain.caller import Caller

_PROXIED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip"})
_MOST_AGENT_CHARS = 300


def caller_of(scope: Scope) -> Caller:
    """Returns who sends a request; a token counts with the scheme Bearer alone, others are a proxy's business."""
    headers: dict[bytes, bytes] = dict(reversed(scope["headers"]))
    scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").strip().partition(" ")
    workspace = headers.get(b"x-workspace", b"").decode("latin-1").strip() or _asked(scope)
    agent = headers.get(b"user-agent", b"").decode("latin-1")
    return Caller(
        token=token.strip() if scheme.lower() == "bearer" else None,
        workspace=workspace or None,
        address=str((scope.get("client") or ("",))[0]),
        agent="".join(each for each in agent if each.isprintable())[:_MOST_AGENT_CHARS],
        here=is_here(scope),
    )


def _asked(scope: Scope) -> str:
    """Returns the workspace that a WebSocket's address names: browsers send no headers of their own with it."""
    if scope["type"] != "websocket":
        return ""
    query: bytes = scope.get("query_string", b"")
    return parse_qs(query.decode("latin-1")).get("workspace", [""])[0]


def is_here(scope: Scope) -> bool:
    """Tells whether a request was made on this machine, as far as it shows: not one that a proxy passed on."""
    if not scope.get("client") or any(name in _PROXIED for name, _ in scope["headers"]):
        return False
    try:
        return ip_address(scope["client"][0]).is_loopback
    except ValueError:
        return False


async def _caller(connection: HTTPConnection) -> Caller:
    return caller_of(connection.scope)


TheCaller = Annotated[Caller, Depends(_caller)]
