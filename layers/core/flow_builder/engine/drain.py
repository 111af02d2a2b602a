"""How an execution comes to rest before its end, because its host was told to end: between steps, if there is time."""

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flow_builder.engine.run import Execution


class Drain:
    """Counts the steps of one execution; once asked, it lets no further one begin."""

    def __init__(self, execution: "Execution") -> None:
        self._execution = execution
        self._asked = False
        self._under_way = 0
        self._held = 0

    def ask(self, limit_s: float) -> None:
        """Abandons the execution as soon as what is under way is recorded and more is to be done, or the time is up."""
        if not self._asked:
            self._asked = True
            asyncio.get_running_loop().call_later(limit_s, self._abandon)

    async def enter(self) -> None:
        """Lets a step begin, or wait for the end."""
        if self._asked:
            self._held += 1
            self._look()
            await asyncio.get_running_loop().create_future()
        self._under_way += 1

    def leave(self) -> None:
        """Takes note that a step was recorded."""
        self._under_way -= 1
        if self._asked:
            self._look()

    def _look(self) -> None:
        if self._held and not self._under_way:
            self._abandon()

    def _abandon(self) -> None:
        if not self._execution.over and not self._execution.abandoned:
            self._execution.abandon()
