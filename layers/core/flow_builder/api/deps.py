"""What routes share: the host's app, the workspace, pages, bodies and answers."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request, Response
from pydantic_core import PydanticSerializationError, to_json
from starlette.requests import HTTPConnection

from flow_builder.api.identity import IDENTITY
from flow_builder.api.operations import operation_id
from flow_builder.domain.permissions import PUBLIC, RULES
from flow_builder.domain.principal import Principal
from flow_builder.errors import FlowBuilderError, InvalidInput
from flow_builder.services.access import permit
from flow_builder.services.app import App


async def _app(request: Request) -> App:
    app: App = request.app.state.app
    return app


async def authorized(connection: HTTPConnection) -> None:
    """Lets a request through that its principal may make: each operation has a rule in the permission table.

    A WebSocket may say who it is in its first frame, since browsers send no headers of their own with it.
    """
    socket = connection.scope["type"] == "websocket"
    if socket and "authorization" not in connection.headers and not isinstance(connection.scope[IDENTITY], Principal):
        return
    operation = "live_events" if socket else operation_id(connection.scope["route"])
    if operation not in PUBLIC:
        permit(_principal(connection), RULES[operation])


def _principal(connection: HTTPConnection) -> Principal:
    found: Principal | FlowBuilderError = connection.scope[IDENTITY]
    if isinstance(found, FlowBuilderError):
        raise found
    return found


async def _workspace(connection: HTTPConnection) -> str:
    return _principal(connection).workspace


async def _base(request: Request) -> str:
    app: App = request.app.state.app
    return (app.settings.public_url or str(request.base_url)).rstrip("/")


TheApp = Annotated[App, Depends(_app)]
Workspace = Annotated[str, Depends(_workspace)]
"""The workspace that the principal asks in."""


async def _the_principal(connection: HTTPConnection) -> Principal:
    return _principal(connection)


ThePrincipal = Annotated[Principal, Depends(_the_principal)]
"""Who asks."""

Base = Annotated[str, Depends(_base)]
"""Where the caller reaches this host, for addresses in answers: `https://flows.example`."""

Limit = Annotated[int, Query(ge=1, le=1_000)]
Cursor = Annotated[str | None, Query(max_length=2_000)]
Wait = Annotated[float, Query(ge=0, le=120, description="Seconds to wait for something to happen.")]

IfMatch = Annotated[str | None, Header(description="Revision the change was made to, as in ETag.")]

MAX_KEY_CHARS = 200
KEY = "Any text of the caller's: the same request with the same key is executed once."
IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=MAX_KEY_CHARS, description=KEY)]
"""For routes that start runs; the others need not declare it, see `api.idempotency`."""


def fingerprint(*asked: Any) -> str:
    """Returns a digest of what is asked, to tell whether a later request with the same key asks the same."""
    return sha256(to_json(asked, fallback=str)).hexdigest()


def revision(if_match: str | None) -> int | None:
    """Returns the revision an If-Match header asks for, None for any; InvalidInput when it is none."""
    if if_match is None or if_match.strip() == "*":
        return None
    text = if_match.strip().removeprefix("W/").strip('"')
    if not text.isdigit():
        raise InvalidInput("If-Match must be a revision, as ETag gives it.", code="input.invalid", field="If-Match")
    return int(text)


def reply(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Returns a JSON answer of models, dataclasses and plain values."""
    try:
        body = to_json(value, inf_nan_mode="null")
    except (PydanticSerializationError, UnicodeError) as error:
        raise InvalidInput("The answer holds text that is not valid Unicode.", code="text.invalid") from error
    return Response(body, status, headers, "application/json")


def page(items: Iterable[Any], cursor: str | None) -> Response:
    """Returns one page of a list: `{"items": […], "cursor": …}`; the cursor is null at the end."""
    return reply({"items": list(items), "cursor": cursor})
