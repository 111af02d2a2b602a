"""Requests straight to an ASGI application, for tests that make thousands of them: a client takes as long as the API."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    status: int
    headers: Mapping[bytes, bytes]
    content: bytes

    @property
    def code(self) -> str:
        """The code of a problem, empty for all other answers."""
        is_problem = self.headers.get(b"content-type") == b"application/problem+json"
        return str(json.loads(self.content)["code"]) if is_problem else ""

    @property
    def told(self) -> tuple[int, str]:
        """What a caller learns: status and code."""
        return self.status, self.code


async def ask(
    app: ASGIApp, method: str, path: str, headers: Mapping[str, str], body: Any = None, raw: bytes | None = None
) -> Answer:
    """Returns the answer to a request from this machine; its body is JSON, or `raw` bytes, or empty."""
    if raw is None:
        raw = b"" if body is None else json.dumps(body).encode()
    given = {"host": "localhost", "content-length": str(len(raw)), "content-type": "application/json", **headers}
    waiting = [{"type": "http.request", "body": raw, "more_body": False}]
    sent: list[Message] = []
    answered = asyncio.Event()

    async def receive() -> Message:
        if waiting:
            return waiting.pop()
        await answered.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            answered.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "raw_path": quote(path, safe="/").encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 4711),
    }
    await app(scope, receive, send)
    start, *parts = sent
    content = b"".join(each.get("body", b"") for each in parts)
    return Answer(start["status"], dict(start["headers"]), content)
