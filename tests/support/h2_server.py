"""A real HTTP/2 server on loopback: Hypercorn with an ASGI application that tells what it was asked."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config

from tests.support.authority import Authority


async def _tell(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    told = {"version": scope["http_version"], "method": scope["method"], "body": len(body), "path": scope["path"]}
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": json.dumps(told).encode()})


@asynccontextmanager
async def http2_server(folder: Path, authority: Authority, *, alpn: tuple[str, ...] = ("h2",)) -> AsyncIterator[str]:
    """Serves until the block ends; yields the address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        config = Config()
        config.bind = [f"fd://{taken.detach()}"]
    config.certfile, config.keyfile = authority.vouch("localhost").written(folder)
    config.alpn_protocols = list(alpn)
    config.loglevel = "CRITICAL"
    ended = asyncio.Event()
    serving = asyncio.create_task(serve(_tell, config, shutdown_trigger=ended.wait))
    try:
        yield f"https://127.0.0.1:{port}"
    finally:
        ended.set()
        await serving
