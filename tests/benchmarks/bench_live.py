"""From an event's time to the WebSocket clients that follow its run, beside bare sockets that are just written to."""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.bare_server import bare
from tests.benchmarks.figures import show
from tests.support.host import Host, running
from tests.support.machine import flow

EVENTS = 100
PACE_S = 0.02
STEPS = flow(
    [
        {"key": "go", "type": "trigger.manual"},
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "each", "items": list(range(EVENTS))}}},
        {
            "key": "rest",
            "type": "core.wait",
            "parent": "each",
            "config": {"until": {"kind": "seconds", "seconds": PACE_S}},
        },
        {"key": "say", "type": "core.log", "parent": "each", "config": {"message": "item {{ index }}"}},
    ],
    ["go>each", "rest>say"],
)
"""Says something every 20 ms."""


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as name, running(Path(name) / "data", "--browser-workers", "0") as host:
        for clients in (1, 100):
            with bare() as url:
                reference = asyncio.run(_bare(url, clients))
            found = asyncio.run(_ours(host, clients))
            shown = "bare FastAPI WebSocket"
            show(f"event to client, {clients} subscribers, p50", found[0], "ms", shown, reference[0])
            show(f"event to client, {clients} subscribers, p99", found[1], "ms", shown, reference[1])


async def _ours(host: Host, clients: int) -> tuple[float, float]:
    """Returns p50 and p99 in milliseconds; an event's time has whole ones."""
    run = await asyncio.to_thread(host.api, "POST", "/runs", json={"document": STEPS})
    taken: list[float] = []

    async def listen(socket: ClientConnection) -> None:
        await socket.send(json.dumps({"action": "subscribe", "id": "1", "topic": f"run:{run['id']}"}))
        since = time.time() * 1_000
        async for text in socket:
            frame = json.loads(text)
            if frame["type"] == "end":
                return
            at = time.time() * 1_000
            taken.extend(at - event["at"] for event in frame.get("events", []) if event["at"] > since)

    await _listening(f"{host.url}/api/v1/live", clients, listen)
    return _figures(taken)


async def _bare(url: str, clients: int) -> tuple[float, float]:
    taken: list[float] = []
    heard = asyncio.Semaphore(0)

    async def listen(socket: ClientConnection) -> None:
        heard.release()
        for _ in range(EVENTS):
            frame = json.loads(await socket.recv())
            taken.append(time.time() * 1_000 - frame["events"][0]["at"])

    async def say() -> None:
        for _ in range(clients):
            await heard.acquire()
        async with httpx.AsyncClient() as client:
            for _ in range(EVENTS):
                (await client.post(f"{url}/say")).raise_for_status()
                await asyncio.sleep(PACE_S)

    await asyncio.gather(_listening(f"{url}/live", clients, listen), say())
    return _figures(taken)


async def _listening(url: str, clients: int, listen: Callable[[ClientConnection], Awaitable[None]]) -> None:
    address = url.replace("http", "ws", 1)
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(connect(address)) for _ in range(clients)]
        await asyncio.gather(*(listen(socket) for socket in sockets))


def _figures(taken: list[float]) -> tuple[float, float]:
    ordered = sorted(taken)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.99) - 1]
