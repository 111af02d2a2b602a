"""The in-process hub of one machine."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from flow_builder.domain.ids import now
from flow_builder.realtime import Heard, feed_topic

_KEPT = 10_000
"""Events of a workspace's feed that are kept."""
_REMEMBERED = 10_000
"""Topics whose last announced number is known."""
T = TypeVar("T")


class LocalHub:
    """Keeps waiters by topic, and what was announced last: it may come while a waiter-to-be still reads the store.

    Feeds are numbered from the hub's first millisecond on, so that a number of an earlier process is known to be old.
    """

    def __init__(self) -> None:
        self._waiters: dict[str, list[tuple[int, asyncio.Future[None]]]] = {}
        self._first = now()
        self._feeds: dict[str, deque[dict[str, Any]]] = {}
        self._announced: dict[str, int] = {}
        self._reading: dict[tuple[str, int], asyncio.Future[Any]] = {}

    def feed(self, workspace: str, event: dict[str, Any]) -> None:
        """Adds an event to a workspace's feed and wakes who waits for it."""
        kept = self._feeds.setdefault(workspace, deque(maxlen=_KEPT))
        seq = self._last(workspace) + 1
        kept.append({**event, "seq": seq})
        self.publish(feed_topic(workspace), seq)

    def heard(self, workspace: str, after: int | None) -> Heard:
        """Returns the feed's events numbered above `after`; None means from now on."""
        last = self._last(workspace)
        if after is None or after == last:
            return Heard([], last)
        kept = self._feeds.get(workspace, deque())
        oldest = kept[0]["seq"] if kept else last + 1
        if not oldest - 1 <= after < last:
            return Heard([], last, lost=True)
        return Heard([event for event in kept if event["seq"] > after], last)

    def _last(self, workspace: str) -> int:
        kept = self._feeds.get(workspace)
        return int(kept[-1]["seq"]) if kept else self._first

    async def share(self, topic: str, after: int, read: Callable[[], Awaitable[T]]) -> T:
        """Returns what `read` gives; whoever asks for the same while it is being read gets the same object."""
        reading = self._reading.get((topic, after))
        if reading is None:
            reading = asyncio.ensure_future(read())
            self._reading[topic, after] = reading
            reading.add_done_callback(lambda _: self._reading.pop((topic, after)))
        found: T = await asyncio.shield(reading)
        return found

    def publish(self, topic: str, seq: int) -> None:
        """Wakes the topic's waiters that wait for a number up to `seq`."""
        self._announced[topic] = seq
        if len(self._announced) > _REMEMBERED:
            del self._announced[next(iter(self._announced))]
        waiters = self._waiters.get(topic)
        if waiters is None:
            return
        kept = []
        for after, future in waiters:
            if after < seq:
                if not future.done():
                    future.set_result(None)
            else:
                kept.append((after, future))
        if kept:
            self._waiters[topic] = kept
        else:
            del self._waiters[topic]

    async def wait(self, topic: str, after: int, timeout_s: float) -> bool:
        """Returns True as soon as an event numbered above `after` is announced, False after the time."""
        if self._announced.get(topic, after) > after:
            return True
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (after, future)
        self._waiters.setdefault(topic, []).append(entry)
        try:
            async with asyncio.timeout(timeout_s):
                await future
        except TimeoutError:
            return False
        finally:
            waiters = self._waiters.get(topic, [])
            if entry in waiters:
                waiters.remove(entry)
                if not waiters:
                    del self._waiters[topic]
        return True
