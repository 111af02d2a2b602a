"""What stands before the API in the cloud: CloudFront and API Gateway, which give answers whole and within 30 s."""

import hmac
from collections.abc import Sequence
from ipaddress import ip_address

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.problems import problem

_SECRET = b"x-edge"
_STREAM = "/api/v1/live/events"
MAX_ANSWER_BYTES = 4_400_000
"""Of a body; Lambda answers with 6 MB at most, in which files are Base64."""


class Edge:
    """ASGI middleware around everything: believes CloudFront, and nobody else, who it is that calls.

    CloudFront proves itself by a header that this stack has made up, and adds the address of who called it to
    `X-Forwarded-For`; what stands before that may be made up. API Gateway adds CloudFront's own.
    """

    def __init__(self, app: ASGIApp, secret: str) -> None:
        self.app = app
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, as from its sender."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"] == _STREAM:
            hint = "Use a WebSocket at /api/v1/live, or ask for a run's events with `after` and `wait`."
            answer = problem(501, "live.websocket", "This host sends live events over WebSockets only.", hint=hint)
            await answer(scope, receive, send)
            return
        headers = dict(scope["headers"])
        shown = headers.get(_SECRET, b"")
        passed = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != _SECRET]}
        if self._secret and hmac.compare_digest(shown, self._secret):
            sender = _before_last(headers.get(b"x-forwarded-for", b"").decode("latin-1").split(","))
            passed["client"] = (sender, 0) if sender else scope.get("client")
        said: list[Message] = []

        async def collect(message: Message) -> None:
            said.append(message)

        await self.app(passed, receive, collect)
        if sum(len(message.get("body", b"")) for message in said) > MAX_ANSWER_BYTES:
            hint = "Ask for it in parts, with the header Range: bytes=0-4194303 and so on, or page by page."
            answer = problem(507, "answer.too_large", "The answer is larger than this host can give.", hint=hint)
            await answer(scope, receive, send)
            return
        for message in said:
            await send(message)


def _before_last(hops: Sequence[str]) -> str | None:
    try:
        return str(ip_address(hops[-2].strip()))
    except (IndexError, ValueError):
        return None
