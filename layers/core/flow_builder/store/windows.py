"""Windows that many processes count in.

An item changes at its revision only, so what is decided by it is decided once. Those who ask in one process at the same
time share a write: the item sees one writer per process, however many clients ask.
"""

import asyncio
import random
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from flow_builder.domain.rates import Window
from flow_builder.errors import Conflict
from flow_builder.store.table import Absent, Item, Key, Put, RevIs, Table

_KNOWN = 10_000
"""Items that a process remembers."""
_SLACK_S = 60
"""How far the clocks of hosts may differ without a forgotten item being mistaken for a known one."""
_TRIES = 100


@dataclass(frozen=True, slots=True)
class State:
    """What an item says; times are seconds since the epoch."""

    window: Window
    until: float = 0.0
    """The end of a block."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is decided by a state, and the state it leads to."""

    allowed: bool
    state: State


Decide: TypeAlias = Callable[[State, float], Answer]
"""Decides by a state at a time; it is called anew when another process was faster."""


@dataclass(slots=True)
class _Line:
    """Those of this process who wait for one item, and the item as it is known."""

    state: State
    rev: int = 0
    good_until: float = 0.0
    """After this time the item must be read again."""
    waiting: list[tuple[Decide, asyncio.Future[Answer]]] = field(default_factory=list)
    busy: bool = False


class Windows:
    """The windows of a table. `clock` gives seconds since the epoch."""

    def __init__(self, table: Table, *, clock: Callable[[], float] = time.time) -> None:
        self._table = table
        self.clock = clock
        self._lines: OrderedDict[Key, _Line] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    def known(self, key: Key) -> State | None:
        """Returns what this process knows of an item without looking, or None; others may have counted since."""
        line = self._lines.get(key)
        now = self.clock()
        return line.state if line is not None and now < line.good_until else None

    def ask(self, key: Key, span: int, decide: Decide) -> asyncio.Future[Answer]:
        """Returns what is decided, once it is stored."""
        line = self._line(key, span)
        mine: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        line.waiting.append((decide, mine))
        if not line.busy:
            line.busy = True
            # A task of its own: a caller who gives up must not take the others along.
            task = asyncio.create_task(self._serve(key, line))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return mine

    def _line(self, key: Key, span: int) -> _Line:
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line(State(Window(span)))
            oldest = next(iter(self._lines))
            if len(self._lines) > _KNOWN and not self._lines[oldest].busy:
                del self._lines[oldest]
        self._lines.move_to_end(key)
        return line

    async def _serve(self, key: Key, line: _Line) -> None:
        while line.waiting:
            waiting, line.waiting = line.waiting, []
            try:
                answers = await self._decide(key, line, [decide for decide, _ in waiting])
            except Exception as error:  # noqa: BLE001 - it belongs to those who wait
                _settle(waiting, error)
            else:
                _settle(waiting, answers)
        line.busy = False

    async def _decide(self, key: Key, line: _Line, decides: list[Decide]) -> list[Answer]:
        for _ in range(_TRIES):
            if self.clock() >= line.good_until:
                await self._read(key, line)
            now = self.clock()
            state = before = replace(line.state, window=line.state.window.at(now))
            answers = []
            for decide in decides:
                answers.append(decide(state, now))
                state = answers[-1].state
            if state == before or await self._write(key, line, state, now):
                return answers
            await asyncio.sleep(random.uniform(0, 0.01))  # noqa: S311 - spreading load, not secrecy
        raise Conflict("Too many processes count the same thing at once.", code="rate.busy")

    async def _read(self, key: Key, line: _Line) -> None:
        item = await self._table.get(*key)
        line.state, line.rev = state_of(item, line.state.window.span), item.rev if item else 0
        line.good_until = 0.0 if item is None else _good_until(item)

    async def _write(self, key: Key, line: _Line, state: State, now: float) -> bool:
        """Tells whether no other process was faster."""
        ends = max(now + state.window.span, state.until)
        item = Item(*key, _doc(state), ttl=int(ends) + 1 + 2 * _SLACK_S, rev=line.rev + 1)
        try:
            await self._table.write(Put(item, RevIs(line.rev) if line.rev else Absent()))
        except Conflict:
            line.good_until = 0.0
            return False
        line.state, line.rev, line.good_until = state, item.rev, _good_until(item)
        return True


def state_of(item: Item | None, span: int) -> State:
    """Returns what an item says."""
    if item is None:
        return State(Window(span))
    counts = tuple((int(second), int(count)) for second, count in item.doc["counts"])
    return State(Window(span, counts), float(item.doc.get("until", 0)))


def _doc(state: State) -> dict[str, Any]:
    doc: dict[str, Any] = {"counts": [list(each) for each in state.window.counts]}
    return {**doc, "until": state.until} if state.until else doc


def _good_until(item: Item) -> float:
    """Returns until when no other process can have found the item expired, and have begun at revision 1 again."""
    return float(item.ttl or 0) - _SLACK_S


def _settle(waiting: list[tuple[Decide, asyncio.Future[Answer]]], outcome: list[Answer] | Exception) -> None:
    for number, (_, mine) in enumerate(waiting):
        if mine.done():
            continue  # the caller gave up
        if isinstance(outcome, Exception):
            mine.set_exception(outcome)
        else:
            mine.set_result(outcome[number])
