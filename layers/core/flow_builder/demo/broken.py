"""Answers that break off: the connection closes before the announced length has been sent."""

import logging
from contextvars import ContextVar

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_on_purpose: ContextVar[bool] = ContextVar("_on_purpose", default=False)


class BrokenResponse(Response):
    """Announces `length` bytes, sends its content and ends there, at which the server closes the connection."""

    def __init__(self, content: bytes, length: int, media_type: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(content, media_type=media_type, headers={**(headers or {}), "content-length": str(length)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Sends the beginning."""
        _on_purpose.set(True)
        logging.getLogger("uvicorn.error").addFilter(_is_news)
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})


def _is_news(_: logging.LogRecord) -> bool:
    """Drops the server's complaint about an answer that was broken off on purpose."""
    return not _on_purpose.get()
