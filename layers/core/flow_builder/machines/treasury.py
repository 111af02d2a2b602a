"""The port through which machines have credits reserved for runs; without one runs cost nothing."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from flow_builder.domain.run import Run
from flow_builder.domain.step import StepRecord
from flow_builder.engine.host import Meter
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.engine.run import Ending
from flow_builder.store.table import Write

T = TypeVar("T")


class Spending(Protocol):
    """What a run has cost so far."""

    @property
    def credits(self) -> int:
        """Price of the steps that are recorded."""
        ...


class Spender(Protocol):
    """A run that is executed, as far as its costs are concerned."""

    @property
    def run(self) -> Run:
        """The run as stored."""
        ...

    @property
    def prepared(self) -> PreparedPlan:
        """Its plan."""
        ...

    @property
    def journal(self) -> Spending:
        """What it has cost so far."""
        ...

    def end(self, ending: Ending) -> None:
        """Ends the run at once."""
        ...


class Treasury(Protocol):
    """Reserves credits for runs and watches over what they use."""

    async def reserve(self, run: Run, store: Callable[[Sequence[Write]], Awaitable[T]]) -> T:
        """Stores a run by `store` with the writes that reserve what it is expected to cost, and returns its answer.

        Sets the run's `reserved`. Raises PaymentRequired when there is not enough for it; nothing is stored then.
        """
        ...

    def meter(self, active: Spender) -> Meter:
        """Returns what watches over a run that begins or goes on."""
        ...


def expected(run: Run, prepared: PreparedPlan, records: Sequence[StepRecord]) -> list[int | None]:
    """Returns from how much to how much a run will cost; one of a part, or on results, may cost next to nothing."""
    found = prepared.estimate.credits
    return [0 if records or run.only is not None else found.least, found.most]
