"""How often somebody asked, over all processes.

Keys:  RATE#<subject>  <what is counted>  `counts` by the second, `until` when an address is blocked; expires by itself
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flow_builder.domain.rates import PENALTY_WINDOW_S, WINDOW_S, Window, penalty_s
from flow_builder.store.table import Table
from flow_builder.store.windows import Answer, Decide, State, Windows, state_of

_PENALTY = "PENALTY"
_TOLD_EVERY_S = 1.0
_BLOCKED_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer to who asks: whether that one may, how often was asked, and when the first of that counts no more."""

    allowed: bool
    used: int
    frees_in: float


@dataclass(slots=True)
class _Hammering:
    """Requests of a blocked address that the table is not told of yet."""

    count: int = 0
    told_at: float = 0.0


class RateLimitStore:
    """The repository of counts. `clock` gives seconds since the epoch."""

    def __init__(self, table: Table, *, clock: Callable[[], float] = time.time) -> None:
        self.table = table
        self._windows = Windows(table, clock=clock)
        self._hammering: OrderedDict[str, _Hammering] = OrderedDict()

    async def take(self, subject: str, what: str, limit: int) -> Taken:
        """Takes one of `limit` places, if there is one; never more are taken in any 60 seconds.

        No place is ever given back, so what this process knows to be full needs no look at the table.
        """
        key = f"RATE#{subject}", what
        now = self._windows.clock()
        known = self._windows.known(key)
        if known is not None and (window := known.window.at(now)).used >= limit:
            return _taken(window, now, allowed=False)
        answer = await self._windows.ask(key, WINDOW_S, _taking(limit))
        return _taken(answer.state.window, self._windows.clock(), allowed=answer.allowed)

    async def read(self, subject: str, whats: Sequence[str]) -> dict[str, Taken]:
        """Returns how much is used, without using any."""
        items = {item.sk: item for item in await self.table.batch_get([(f"RATE#{subject}", what) for what in whats])}
        now = self._windows.clock()
        windows = {what: state_of(items.get(what), WINDOW_S).window.at(now) for what in whats}
        return {what: _taken(window, now, allowed=True) for what, window in windows.items()}

    async def strike(self, address: str) -> float:
        """Counts a request without a principal; returns for how many seconds its address is blocked, 0 when it is not.

        Requests of a blocked address make its block longer. They are counted in memory and told to the table once a
        second, so that they cost no write each.
        """
        key = f"RATE#ip:{address}", _PENALTY
        now = self._windows.clock()
        known = self._windows.known(key)
        if known is None or known.until <= now:
            answer = await self._windows.ask(key, PENALTY_WINDOW_S, _striking(1))
            return max(0.0, answer.state.until - now)
        hammering = self._hammering.setdefault(address, _Hammering())
        hammering.count += 1
        count = hammering.count
        if now - hammering.told_at >= _TOLD_EVERY_S:
            hammering.count, hammering.told_at = 0, now
            self._tell(key, count)
        if len(self._hammering) > _BLOCKED_KNOWN:
            self._hammering.popitem(last=False)
        return _struck(known, now, count).until - now

    def _tell(self, key: tuple[str, str], count: int) -> None:
        """Counts without waiting for it; a store that cannot do it says so to those who wait for theirs."""
        asked = self._windows.ask(key, PENALTY_WINDOW_S, _striking(count))
        asked.add_done_callback(asyncio.Future.exception)


def _taking(limit: int) -> Decide:
    def decide(state: State, now: float) -> Answer:
        if state.window.used >= limit:
            return Answer(allowed=False, state=state)
        return Answer(allowed=True, state=replace(state, window=state.window.add(now, 1)))

    return decide


def _striking(count: int) -> Decide:
    def decide(state: State, now: float) -> Answer:
        after = _struck(state, now, count)
        return Answer(after.until <= now, after)

    return decide


def _struck(state: State, now: float, count: int) -> State:
    if 0 < state.until <= now:  # what led to a block is paid for when it ends
        state = State(Window(PENALTY_WINDOW_S))
    window = state.window.at(now).add(now, count)
    seconds = penalty_s(window.used)
    return State(window, max(state.until, now + seconds if seconds else 0.0))


def _taken(window: Window, now: float, *, allowed: bool) -> Taken:
    return Taken(allowed, window.used, window.frees_in(now))
