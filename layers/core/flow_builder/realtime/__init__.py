"""Live events: who waits for a topic's events is told when there are new ones."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a feed holds after a number: `lost` says that some between are gone, and the lists have to be read anew."""

    events: list[dict[str, Any]]
    last: int
    lost: bool = False


class Hub(Protocol):
    """Tells waiters that a topic (a run, a workspace's feed) has events up to a number.

    A run's events are in the store. A feed holds the begin, the pauses and the end of all runs of a workspace, for
    lists that follow along; it is kept in memory for a while only.
    """

    def publish(self, topic: str, seq: int) -> None:
        """Announces that events up to `seq` are stored."""
        ...

    async def wait(self, topic: str, after: int, timeout_s: float) -> bool:
        """Returns True as soon as an event numbered above `after` is announced, False after the time."""
        ...

    async def share(self, topic: str, after: int, read: Callable[[], Awaitable[T]]) -> T:
        """Returns what `read` gives; whoever asks for the same while it is being read gets the same object."""
        ...

    def feed(self, workspace: str, event: dict[str, Any]) -> None:
        """Adds an event with its `run` and `flow` to a workspace's feed, and announces it."""
        ...

    def heard(self, workspace: str, after: int | None) -> Heard:
        """Returns the feed's events numbered above `after`; None means from now on."""
        ...


def feed_topic(workspace: str) -> str:
    """Returns the topic under which a workspace's feed is announced."""
    return f"feed:{workspace}"
