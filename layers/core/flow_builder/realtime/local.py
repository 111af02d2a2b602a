"""The in-process hub of one machine."""

import asyncio


class LocalHub:
    """Keeps waiters by topic; costs nothing for topics nobody waits for."""

    def __init__(self) -> None:
        self._waiters: dict[str, list[tuple[int, asyncio.Future[None]]]] = {}

    def publish(self, topic: str, seq: int) -> None:
        """Wakes the topic's waiters that wait for a number up to `seq`."""
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
