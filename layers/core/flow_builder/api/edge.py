"""What stands before the API in the cloud: CloudFront and API Gateway, which give answers whole and within 30 s."""

import hmac
from collections.abc import Sequence
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.files import ELSEWHERE_SECONDS, elsewhere
from flow_builder.api.problems import problem
from flow_builder.domain.ids import new_id
from flow_builder.services.app import LAMBDA_ANSWER_BYTES
from flow_builder.store.blobs import Blobs, Shown

_SECRET = b"x-edge"
_STREAM = "/api/v1/live/events"
ANSWERS = "answers/"
"""Where answers are kept in the bucket, whose lifecycle forgets them after a day."""
_GOOD = range(200, 300)


class Edge:
    """ASGI middleware around everything: believes CloudFront, and nobody else, who it is that calls.

    CloudFront proves itself by a header that this stack has made up, and adds the address of who called it to
    `X-Forwarded-For`; what stands before that may be made up. API Gateway adds CloudFront's own.
    """

    def __init__(self, app: ASGIApp, secret: str, blobs: Blobs | None = None) -> None:
        self.app = app
        self._secret = secret.encode()
        self._blobs = blobs
        """Where answers are put that are too large to be given; without it they are errors."""

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
        if sum(len(message.get("body", b"")) for message in said) > LAMBDA_ANSWER_BYTES:
            await (await self._too_large(said))(scope, receive, send)
            return
        for message in said:
            await send(message)

    async def _too_large(self, said: list[Message]) -> Response:
        """Returns the way to an answer that is kept in the bucket for the caller to fetch, or that it is too large."""
        status, headers = said[0]["status"], Headers(raw=said[0]["headers"])
        if self._blobs is not None and status in _GOOD:
            type_ = headers.get("content-type", "application/octet-stream")
            shown = Shown(type_, headers.get("content-disposition", "inline"), headers.get("content-encoding"))
            key = f"{ANSWERS}{new_id('answer')}"
            await self._blobs.put(key, b"".join(each.get("body", b"") for each in said), type_)
            if (url := await self._blobs.link(key, ELSEWHERE_SECONDS, shown)) is not None:
                return elsewhere(url)
        hint = "Ask for it page by page, or in parts, with the header Range: bytes=0-4194303 and so on."
        return problem(507, "answer.too_large", "The answer is larger than this host can give.", hint=hint)


def _before_last(hops: Sequence[str]) -> str | None:
    try:
        return str(ip_address(hops[-2].strip()))
    except (IndexError, ValueError):
        return None
