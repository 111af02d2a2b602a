"""The event bus of one host: what happens is told to whoever subscribed, in this process and without waiting.

Nothing that must not be lost hangs on it: a host that dies takes what is not handled yet with it. What has to happen
after a run is a taker of ends (`services/ends.py`).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import get_args

from flow_builder.domain.event import Event, EventType

log = logging.getLogger(__name__)

_KEPT = 10_000
"""Events that a slow handler may be behind; what comes then is dropped."""

Handler = Callable[[Event], Awaitable[None]]


class Bus:
    """Hands events to handlers; each handler gets its events one by one, in the order they were published."""

    def __init__(self) -> None:
        self._lines: dict[EventType, list[_Line]] = {type_: [] for type_ in get_args(EventType)}

    def subscribe(self, handler: Handler, *types: EventType) -> Callable[[], None]:
        """Lets `handler` be called with events of these types, of all types if none is named; returns what ends that.

        A handler that raises is logged and harms no other; its next event comes all the same.
        """
        line = _Line(handler)
        wanted = types or tuple(self._lines)
        for type_ in wanted:
            self._lines[type_].append(line)

        def unsubscribe() -> None:
            for type_ in wanted:
                self._lines[type_] = [each for each in self._lines[type_] if each is not line]

        return unsubscribe

    def wants(self, type_: EventType) -> bool:
        """Tells whether anybody subscribed to a type, for events that cost something to make."""
        return bool(self._lines[type_])

    def publish(self, event: Event) -> None:
        """Hands an event to its handlers, which are called soon."""
        for line in self._lines[event.type]:
            line.put(event)

    async def close(self, timeout_s: float = 5.0) -> None:
        """Waits until what was published is handled, but not longer than this."""
        lines = {id(line): line for each in self._lines.values() for line in each}
        await asyncio.gather(*(line.close(timeout_s) for line in lines.values()))


class _Line:
    """The events on their way to one handler."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._waiting: deque[Event] = deque()
        self._task: asyncio.Task[None] | None = None

    def put(self, event: Event) -> None:
        if len(self._waiting) == _KEPT:
            log.warning("a handler of events is too slow: %s of %s is dropped", event.type, event.subject)
            return
        self._waiting.append(event)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        try:
            while self._waiting:
                event = self._waiting.popleft()
                try:
                    await self._handler(event)
                except Exception:
                    log.exception("a handler of %s failed", event.type)
        finally:
            self._task = None

    async def close(self, timeout_s: float) -> None:
        if (task := self._task) is not None:
            await asyncio.wait([task], timeout=timeout_s)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
