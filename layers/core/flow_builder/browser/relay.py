"""Opens connections to checked addresses, and copies bytes between two."""

import asyncio
import ssl
from collections.abc import Awaitable, Sequence

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]

HEAD_BYTES = 256 * 1024
"""Longest head of a request or an answer."""

CONNECT_SECONDS = 20.0
_CHUNK = 64 * 1024


async def dial(addresses: Sequence[str], port: int, *, tls_for: str | None = None) -> Streams:
    """Returns a connection to the first address that takes it, with TLS when the name is given. Raises OSError."""
    secured = ssl.create_default_context() if tls_for else None
    last: OSError = OSError("it has no address")
    for address in addresses:
        try:
            return await asyncio.open_connection(
                address, port, limit=HEAD_BYTES, ssl=secured, server_hostname=tls_for if secured else None
            )
        except OSError as error:
            last = error
    raise last


async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Copies until the source ends."""
    while data := await source.read(_CHUNK):
        sink.write(data)
        await sink.drain()


async def until_either(up: Awaitable[None], down: Awaitable[None]) -> None:
    """Waits until one direction ends and stops the other: browsers and servers do not half-close. Raises its error."""
    both = {asyncio.ensure_future(up), asyncio.ensure_future(down)}
    try:
        done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for copied in done:
            copied.result()
    finally:
        for copying in both:
            copying.cancel()
        await asyncio.gather(*both, return_exceptions=True)
