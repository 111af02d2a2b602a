"""What one call watches over while it executes steps: that the run goes on, credits, and the time it has left."""

import asyncio
from datetime import UTC, datetime
from math import inf
from typing import TYPE_CHECKING, Any, NoReturn

from flow_builder.domain.ids import now
from flow_builder.domain.plan import Step
from flow_builder.domain.run import Run
from flow_builder.domain.status import is_final
from flow_builder.domain.step import Path
from flow_builder.engine.host import Meter
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.engine.run import Ending, Execution
from flow_builder.errors import HostError, NodeError
from flow_builder.machines.cloud.journal import CloudJournal

if TYPE_CHECKING:
    from flow_builder.machines.cloud.call import Call

_SPARE_S = 30.0
"""What is left to store results and answer."""
_USUAL_S = 30.0
"""What a step without a time limit may need."""
_LONGEST_S = 840.0
"""No step can have more, so a call that has just begun is not left for one with a longer limit."""
_WAITED_FOR_S = 20.0
"""A shorter pause between two attempts costs less in the function than as a state."""


class Leave(BaseException):
    """Leaves the call: its part goes on in another one, or not at all. No Exception, since it is no step's failure."""

    def __init__(self, *, again_at: int | None = None, lost: bool = False) -> None:
        super().__init__(again_at)
        self.again_at = again_at
        """Milliseconds since the epoch; None for a run that goes no further."""
        self.lost = lost
        """Whether the call failed, after which the machine makes another one."""


class Watch:
    """Implements engine.host.Meter and engine.host.Patience for one call."""

    def __init__(self, call: "Call", execution: Execution) -> None:
        self._call = call
        self._execution = execution
        self._steps = 0
        self._left_at_first = inf
        """What this call had left when its first step began: no call has more."""
        self._meter: Meter | None = None
        self._spender = _Spender(call)

    # ---- before a step

    async def take(self, node: str) -> None:
        """Lets a step begin, its price set aside; leaves when the run has ended, or there is no time or money for it."""
        self._steps += 1
        if self._steps == 1:
            self._left_at_first = self._call.seconds_left
        else:
            await self._look()
            self._hand_over(node)
        make_meter = self._call.services.meter
        if self._call.run.reserved is not None and make_meter is not None:
            if self._meter is None:
                self._call.journal.credits = await self._call.progress.spent()
                self._meter = make_meter(self._spender)
            await self._pay(self._meter, node)

    async def _look(self) -> None:
        """Leaves when the run was ended from outside meanwhile."""
        run = self._call.run
        if is_final((await self._call.services.runs.get(run.workspace, run.id)).status):
            self._leave()

    def _hand_over(self, node: str) -> None:
        """Leaves a step to the next call when this one may not live long enough, unless others are under way here."""
        short = self._call.seconds_left < _needed_s(self._call.prepared.steps[node])
        if self._call.may_leave and short and not self._execution.busy:
            self._leave(again_at=now())

    async def _pay(self, meter: Meter, node: str) -> None:
        """Sets a step's price aside; ends the run and leaves when it is not covered."""
        taking = asyncio.ensure_future(meter.take(node))
        refusing = asyncio.ensure_future(self._spender.refused.wait())
        try:
            await asyncio.wait([taking, refusing], return_when=asyncio.FIRST_COMPLETED)
            if self._spender.ending is not None:
                said = self._spender.ending
                await self._call.progress.stop({"status": said.status.value, "output": None, "error": said.error})
                self._leave()
            await taking
        finally:
            for each in (taking, refusing):
                each.cancel()
            await asyncio.gather(taking, refusing, return_exceptions=True)

    def begin(self, node: str) -> None:
        """Sets the price of a step aside that has begun in a worker."""
        if self._meter is not None:
            self._meter.begin(node)

    def leave(self, node: str) -> None:
        """Gives back what was set aside."""
        if self._meter is not None:
            self._meter.leave(node)

    # ---- an attempt, and the time between two of them

    def longest(self) -> float | None:
        """Returns what is left of this call, but for what it takes to end it."""
        whole = self._call.seconds
        return None if whole == inf or whole < 2 * _SPARE_S else max(0.0, self._call.seconds_left - _SPARE_S)

    def late(self, seconds: float) -> NoReturn:
        """Leaves for a call with more time; raises NodeError `step.too_long` when none could have more."""
        call = self._call
        if seconds < self._left_at_first - 2 * _SPARE_S:
            self._leave(again_at=now(), lost=not call.may_leave)
        raise NodeError(
            f"The step did not end within the {call.seconds - _SPARE_S:.0f} s that it has on AWS.",
            code="step.too_long",
            hint="Let several steps do the work, or steps among browser steps, whose workers have no such limit.",
        )

    def attempts(self, step: Step, path: Path) -> int:
        """Returns how often earlier calls have tried a step."""
        return self._call.attempts.get((step.node, path), 0)

    async def rest(self, step: Step, path: Path, attempt: int, seconds: float) -> None:
        """Waits before the next attempt; leaves for a state that waits, if nothing else is under way here."""
        call = self._call
        is_long = seconds >= _WAITED_FOR_S or seconds + _needed_s(step) > call.seconds_left
        if call.may_leave and is_long and self._execution.busy <= 1:
            await call.progress.attempted(step.node, path, attempt)
            self._leave(again_at=now() + round(seconds * 1_000))
        await asyncio.sleep(seconds)

    def _leave(self, again_at: int | None = None, *, lost: bool = False) -> NoReturn:
        # What is canceled by this has not happened: the next call finds it as if it had not begun.
        self._execution.abandoned = True
        raise Leave(again_at=again_at, lost=lost)


class _Spender:
    """Implements machines.treasury.Spender for one call."""

    def __init__(self, call: "Call") -> None:
        self._call = call
        self.refused = asyncio.Event()
        self.ending: Ending | None = None

    @property
    def run(self) -> Run:
        """The run as it was when the call began."""
        return self._call.run

    @property
    def prepared(self) -> PreparedPlan:
        """Its plan."""
        return self._call.prepared

    @property
    def journal(self) -> CloudJournal:
        """What it has cost so far, by all calls."""
        return self._call.journal

    def end(self, ending: Ending) -> None:
        """Ends the run as soon as the step that cannot be paid is to begin."""
        self.ending = ending
        self.refused.set()


def _needed_s(step: Step) -> float:
    """Returns how long a call has to live for an attempt of a step to begin in it."""
    return min(_LONGEST_S, step.policy.timeout_s or _USUAL_S) + _SPARE_S


def timestamp(at: int) -> str:
    """Returns a moment as a Wait state reads it."""
    return datetime.fromtimestamp(at / 1_000, UTC).isoformat().replace("+00:00", "Z")


def left(call: "Call", leave: Leave) -> dict[str, Any]:
    """Returns the answer of a call that was left; HostError for one that failed by that."""
    if leave.lost:
        raise HostError("The call has no time left for its step, which the next one has.", code="host.late")
    if leave.again_at is not None:
        return call.said("again", until=timestamp(leave.again_at))
    _, head = call.plan.region(call.ask.at) if call.ask.do in ("region", "lost") else ([], None)
    ports = {f"c{index}": "no" for index in range(len(head.cases))} if head else {}
    go = {"next": "done", "stop": "stop", "region": "", "lost": ""}.get(call.ask.do, "pass")
    return call.said(go, ports=ports)
