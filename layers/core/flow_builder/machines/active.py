"""A run that this host is executing."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.engine.run import Ending, Execution
from flow_builder.machines.journal import StoreJournal
from flow_builder.machines.queue import Ticket
from flow_builder.nodes.base import Backend


@dataclass(slots=True)
class Active:
    """One run in this host's memory, from admission to its end."""

    run: Run
    prepared: PreparedPlan
    journal: StoreJournal
    ticket: Ticket
    answered: asyncio.Future[None]
    """Done at the first of: the run's end, its webhook reply."""
    recorded: Sequence[StepRecord] = ()
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    execution: Execution | None = None
    backend: Backend | None = None
    task: asyncio.Task[None] | None = None
    reply: dict[str, Any] | None = None
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while the stored run is changed: its pauses come and go by themselves, and its end meets them."""
    ending: Ending | None = None
    """An end that was asked for before execution began."""
    timer: asyncio.TimerHandle | None = None
    seconds_left: float = 0.0
    timer_started: float = 0.0
    pauses: int = 0
    recovered: bool = False
    interruptions: int = 0
    """How often in a row the store failed under it."""

    def start_timer(self) -> None:
        """Lets the run's time limit go on."""
        loop = asyncio.get_running_loop()
        self.timer_started = loop.time()
        self.timer = loop.call_later(self.seconds_left, self._time_out)

    def _time_out(self) -> None:
        limit = self.prepared.plan.settings.timeout_s
        error = {"code": "run.timeout", "message": f"The run took longer than its {limit:g} s.", "node": ""}
        self.end(Ending(Status.TIMED_OUT, error=error))

    def stop_timer(self) -> None:
        """Stops the clock while the run waits, or for good."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
            self.seconds_left -= asyncio.get_running_loop().time() - self.timer_started

    def end(self, ending: Ending) -> None:
        """Ends the run at once."""
        if self.execution is None:
            self.ending = self.ending or ending
        else:
            self.execution.end(ending)

    def answer(self, reply: dict[str, Any] | None) -> None:
        """Answers whoever waits for the run's reply; the first answer counts."""
        if not self.answered.done():
            self.reply = reply
            self.answered.set_result(None)
