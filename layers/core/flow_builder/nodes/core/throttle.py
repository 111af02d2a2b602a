"""Lets at most so many steps pass per time, and makes the others wait for their turn.

All throttles of the workspace with the same `key` share one allowance, whatever flow or loop they are in: put the same
key before every request to one server. Steps pass in the order in which they came.

The allowance is counted within one host process: on one machine that is everything; in the cloud every host that runs
at the same time has an allowance of its own.
"""

import asyncio
import time
from bisect import bisect_right, insort
from typing import Annotated

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.text import Text


class Config(NodeConfig):
    """How many, in what time."""

    key: Annotated[Text, Field(min_length=1, max_length=200)] = Field(
        title="Key", description="What is protected, such as a host name."
    )
    limit: int = Field(default=1, ge=1, le=10_000, title="Passes")
    seconds: float = Field(default=1.0, gt=0, le=86_400, title="Per seconds")


class Output(NodeOutput):
    """How long the step had to wait."""

    waited_s: float


class Window:
    """Times at which steps pass or passed, so that never more than `limit` fall into any `seconds`.

    A step books its time when it comes and then waits for it; so nobody is overtaken and no lock is needed.
    """

    def __init__(self) -> None:
        self.passes: list[float] = []
        self.until = 0.0
        self._longest = 0.0

    def book(self, limit: int, seconds: float, now: float) -> float:
        """Returns the time at which one more step may pass, and counts it."""
        at = max(now, self.passes[-limit] + seconds) if len(self.passes) >= limit else now
        insort(self.passes, at)
        self._longest = max(self._longest, seconds)
        self.until = max(self.until, at + seconds)
        del self.passes[: bisect_right(self.passes, now - self._longest)]
        return at

    def cancel(self, at: float) -> None:
        """Gives back a time that will not be used."""
        if at in self.passes:
            self.passes.remove(at)


_MANY = 1_000
_windows: dict[tuple[str, str], Window] = {}


def _window(key: tuple[str, str], now: float) -> Window:
    if key not in _windows and len(_windows) >= _MANY:
        for old in [each for each, window in _windows.items() if window.until < now]:
            del _windows[old]
    return _windows.setdefault(key, Window())


async def run(config: Config, ctx: Context) -> Output:
    """Waits until the step may pass."""
    came = time.monotonic()
    window = _window((ctx.run.workspace, config.key), came)
    at = window.book(config.limit, config.seconds, came)
    try:
        await asyncio.sleep(at - came)
    except asyncio.CancelledError:
        window.cancel(at)
        raise
    return Output(waited_s=round(time.monotonic() - came, 3))


EXAMPLES = (
    Example(
        "Ten requests a second to one server",
        {"key": "api.example.com", "limit": 10},
        check=lambda out: out["waited_s"] >= 0,
    ),
    Example(
        "The key may come from data",
        {"key": "{{ input.host }}", "limit": 100, "seconds": 60},
        input={"host": "example.com"},
        check=lambda out: out["waited_s"] >= 0,
    ),
)

NODE = NodeType(
    id="core.throttle", title="Throttle", config=Config, output=Output, run=run, icon="gauge", examples=EXAMPLES
)
