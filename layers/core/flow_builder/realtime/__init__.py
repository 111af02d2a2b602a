"""Live events: who waits for a run's events is told when there are new ones."""

from typing import Protocol


class Hub(Protocol):
    """Tells waiters that a topic (a run) has events up to a number; the events themselves are in the store."""

    def publish(self, topic: str, seq: int) -> None:
        """Announces that events up to `seq` are stored."""
        ...

    async def wait(self, topic: str, after: int, timeout_s: float) -> bool:
        """Returns True as soon as an event numbered above `after` is announced, False after the time."""
        ...
