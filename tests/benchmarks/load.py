"""A small HTTP load generator: keep-alive connections on loopback that each send the next request at once."""

import asyncio
import json
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it."""

    p50_ms: float
    p99_ms: float
    per_s: float


async def _client(method: str, url: str, payload: bytes, until: float, taken: list[float]) -> None:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=2**24)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    request = head.encode() + payload
    while time.perf_counter() < until:
        started = time.perf_counter()
        writer.write(request)
        answer = await reader.readuntil(b"\r\n\r\n")
        status = int(answer[9:12])
        length = int(answer.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        assert status in {200, 201}, (status, body[:500])
        taken.append(time.perf_counter() - started)
    writer.close()


async def _load(method: str, url: str, payload: object, clients: int, seconds: float) -> Load:
    raw = b"" if payload is None else json.dumps(payload).encode()
    await asyncio.gather(*(_client(method, url, raw, time.perf_counter() + 0.5, []) for _ in range(clients)))
    taken: list[float] = []
    started = time.perf_counter()
    await asyncio.gather(*(_client(method, url, raw, started + seconds, taken) for _ in range(clients)))
    whole = time.perf_counter() - started
    ordered = sorted(taken)
    return Load(statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.99) - 1] * 1000, len(ordered) / whole)


def load(url: str, payload: object = None, clients: int = 1, seconds: float = 3.0, *, method: str = "POST") -> Load:
    """Sends JSON with this many clients at once for some seconds, after half a second to warm up."""
    return asyncio.run(_load(method, url, payload, clients, seconds))
