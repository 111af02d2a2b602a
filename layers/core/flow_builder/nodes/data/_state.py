"""One writer at a time for the values a flow keeps between runs."""

import asyncio
from weakref import WeakValueDictionary

from flow_builder.nodes.base import Context

_locks: WeakValueDictionary[tuple[object, ...], asyncio.Lock] = WeakValueDictionary()


def state_lock(ctx: Context, key: str) -> asyncio.Lock:
    """Returns a lock for one value of one flow, so that reading and writing it back is one act in this process."""
    name = (asyncio.get_running_loop(), ctx.run.workspace, ctx.run.flow, key)
    lock = _locks.get(name)
    if lock is None:
        lock = _locks[name] = asyncio.Lock()
    return lock
