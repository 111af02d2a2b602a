"""The port through which the local machine has credits reserved for runs; without one runs cost nothing."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from flow_builder.domain.run import Run
from flow_builder.engine.host import Meter
from flow_builder.machines.active import Active
from flow_builder.store.table import Write

T = TypeVar("T")


class Treasury(Protocol):
    """Reserves credits for runs and watches over what they use."""

    async def reserve(self, run: Run, store: Callable[[Sequence[Write]], Awaitable[T]]) -> T:
        """Stores a run by `store` with the writes that reserve what it is expected to cost, and returns its answer.

        Sets the run's `reserved`. Raises PaymentRequired when there is not enough for it; nothing is stored then.
        """
        ...

    def meter(self, active: Active) -> Meter:
        """Returns what watches over a run that begins or goes on."""
        ...
