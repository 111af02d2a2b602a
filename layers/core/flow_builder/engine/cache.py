"""Result cache of opted-in nodes, with single flight: equal work under way at the same time is done once."""

import asyncio
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

from pydantic_core import to_json

from flow_builder.domain.plan import Step
from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Backend

_flights: dict[tuple[str, str], asyncio.Future[dict[str, Any]]] = {}


def cache_key(step: Step, config: JSON, input_: JSON) -> str:
    """Returns the key of equal work: node type, version, resolved config and input."""
    return sha256(to_json([step.type, step.version, config, input_], inf_nan_mode="null")).hexdigest()


async def cached(
    backend: Backend, workspace: str, key: str, ttl_s: float, work: Callable[[], Awaitable[dict[str, Any]]]
) -> tuple[dict[str, Any], bool]:
    """Returns (envelope, whether it was reused) from the cache, from equal work under way, or from `work`.

    A failure of the work is not cached; others who waited for it then do it themselves, one at a time.
    """
    flight = (workspace, key)
    while (under_way := _flights.get(flight)) is not None:
        try:
            return await asyncio.shield(under_way), True
        except asyncio.CancelledError:
            if not under_way.cancelled():
                raise
        except Exception:  # noqa: BLE001, S112 - the one who did the work reports its error; we try ourselves
            continue
    mine: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
    _flights[flight] = mine
    try:
        known = await backend.cache_get(key)
        if known is not None:
            mine.set_result(known)
            return known, True
        envelope = await work()
        await backend.cache_put(key, envelope, ttl_s)
        mine.set_result(envelope)
        return envelope, False
    except BaseException as error:
        mine.set_exception(error) if isinstance(error, Exception) else mine.cancel()
        if not mine.cancelled():
            mine.exception()  # retrieved, so that nobody waiting is no warning
        raise
    finally:
        del _flights[flight]
