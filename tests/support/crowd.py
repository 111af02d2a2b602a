"""Many clients at once, for tests of races."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import httpx

from tests.support.api import Api
from tests.support.machine import flow

CLIENTS = 64
HI = {"key": "say", "type": "core.log", "config": {"message": "hi"}}


async def at_once(work: Callable[[int], Coroutine[Any, Any, Any]], count: int = CLIENTS) -> list[Any]:
    """Does the same from so many clients, who are told their number, and returns what each got."""
    return await asyncio.gather(*map(work, range(count)))


async def call(host: Api, method: str, path: str, **given: Any) -> httpx.Response:
    """Returns the answer of the API, whatever it is."""
    return await host.http.request(method, f"/api/v1{path}", **given)


async def stored(host: Api, *nodes: dict[str, Any], edges: tuple[str, ...] = (), **more: Any) -> str:
    """Stores a flow, of one step unless told otherwise, and returns its id."""
    return str((await host.ok("POST", "/flows", json=flow(nodes or (HI,), edges, **more)))["id"])
