"""What HTTP asks of every route, so that no route has to: HEAD, OPTIONS, `Allow`, `Accept`, how deep JSON may be."""

import re
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.bodies import check_nesting, read_body, replay
from flow_builder.api.operations import Operation, Operations
from flow_builder.api.problems import problem

_API = "/api/"
_JSON = "application/json"
_NOT_ALLOWED = 405
_NEVER = re.compile(r"q=0(\.0*)?$")


class Negotiation:
    """ASGI middleware around the API's routes; other paths pass through it."""

    def __init__(self, app: ASGIApp, operations: Callable[[], Operations]) -> None:
        self.app = app
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, unless the answer is clear from its method and headers."""
        path: str = scope["path"] if scope["type"] == "http" else ""
        if not path.startswith(_API):
            await self.app(scope, receive, send)
            return
        method: str = scope["method"]
        given: dict[bytes, bytes] = dict(scope["headers"])
        if method == "OPTIONS" and (allowed := self._operations().methods(path)):
            await Response(None, 204, {"allow": ", ".join(allowed)})(scope, receive, send)
            return
        found = "GET" if method == "HEAD" else method
        if (refused := self._refused(found, path, given)) is not None:
            await refused(scope, receive, send)
            return
        if method in {"POST", "PUT", "PATCH"} and given.get(b"content-type", b"").startswith(_JSON.encode()):
            body = await read_body(receive)
            check_nesting(body)
            receive = replay(body, receive)
        if method == "HEAD" and "HEAD" in self._operations().methods(path):
            await self.app({**scope, "method": "GET"}, receive, _without_body(send))
        else:
            await self.app(scope, receive, self._with_allow(path, send))

    def _refused(self, method: str, path: str, given: dict[bytes, bytes]) -> Response | None:
        """Returns the refusal of a request whose answer would be of no type that it accepts."""
        accept = given.get(b"accept", b"*/*").decode("latin-1").lower()
        if not accept or (("*/*" in accept or _JSON in accept) and "q=0" not in accept):
            return None
        operation = self._operations().find(method, path)
        if operation is None or _is_accepted(accept, operation):
            return None
        types = ", ".join(sorted(operation.media | {_JSON}))
        return problem(406, "accept.unknown", f"Answers of this route are of the type {types}.", field="Accept")

    def _with_allow(self, path: str, send: Send) -> Send:
        """Returns a `send` that names all methods of a path that does not take this one."""

        async def send_with(message: Message) -> None:
            if message.get("status") == _NOT_ALLOWED:
                rest = [each for each in message["headers"] if each[0] != b"allow"]
                allowed = ", ".join(self._operations().methods(path)).encode()
                message = {**message, "headers": [*rest, (b"allow", allowed)]}
            await send(message)

        return send_with


def _is_accepted(accept: str, operation: Operation) -> bool:
    given = (part.replace(" ", "").partition(";") for part in accept.split(","))
    wanted = {kind for kind, _, quality in given if not _NEVER.match(quality)}
    types = operation.media | {_JSON, "application/problem+json"}
    return "*/*" in wanted | types or any(each in wanted or f"{each.partition('/')[0]}/*" in wanted for each in types)


def _without_body(send: Send) -> Send:
    """Returns a `send` for HEAD: the headers that GET would have, and nothing after them."""
    ended = False

    async def send_head(message: Message) -> None:
        nonlocal ended
        if message["type"] == "http.response.start":
            await send(message)
        elif not ended:
            ended = True
            await send({"type": "http.response.body", "body": b""})

    return send_head
