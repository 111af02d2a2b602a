"""Machines execute runs: the local engine on one machine, Step Functions in the cloud."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from flow_builder.domain.document import FlowDocument
    from flow_builder.domain.flow_role import FlowRole
    from flow_builder.domain.run import Run
    from flow_builder.domain.step import StepRecord
    from flow_builder.engine.breaker import Breakers
    from flow_builder.engine.prepared import PreparedPlan
    from flow_builder.lanes import BrowserLane
    from flow_builder.machines.queue import FairQueue, Place
    from flow_builder.realtime import Hub


class Machine(Protocol):
    """Executes runs, and tells how far they are."""

    hub: "Hub"
    env: Callable[[str], Awaitable[dict[str, str]]]
    """Workspace -> its variables."""

    @property
    def lane(self) -> "BrowserLane | None":
        """Browser workers of this host, if it has its own."""
        ...

    @property
    def breakers(self) -> "Breakers":
        """The circuit breakers of this process."""
        ...

    @property
    def load(self) -> Counter[str]:
        """How many runs of this process have not ended, by status."""
        ...

    def prepare(self, document: "FlowDocument", hash_: str) -> "PreparedPlan":
        """Returns the prepared plan of a document, compiled at most once per hash; CompileFailed."""
        ...

    async def start(
        self,
        run: "Run",
        document: "FlowDocument",
        records: "Sequence[StepRecord]" = (),
        idempotency_key: str | None = None,
    ) -> "Run":
        """Stores a run and begins to execute it, at its turn; with a known key returns the earlier run instead."""
        ...

    async def run_for_reply(
        self, run: "Run", document: "FlowDocument", timeout_s: float, idempotency_key: str | None = None
    ) -> "tuple[Run, dict[str, Any] | None]":
        """Starts a run and waits for its end or its `webhook_reply`; it may still be queued or going on afterwards."""
        ...

    async def wait(self, workspace: str, run: str, timeout_s: float | None) -> "Run":
        """Returns the run at its end, or as it is after the time."""
        ...

    async def wait_events(self, workspace: str, run: str, after: int, timeout_s: float) -> list[dict[str, Any]]:
        """Returns events numbered above `after`, waiting for the first one up to the time; [] when none came."""
        ...

    async def cancel(self, workspace: str, run: str) -> "Run":
        """Ends a run as canceled; NotFound, or Conflict if it has ended."""
        ...

    async def cancel_quietly(self, workspace: str, run: str) -> None:
        """Cancels a run if it has not ended."""
        ...

    async def answer(self, token: str, answer: dict[str, Any]) -> dict[str, Any]:
        """Answers an open pause and lets its run go on; NotFound, or Conflict when it is answered already."""
        ...

    async def queue_of(self, workspace: str) -> "FairQueue":
        """Returns the queue as far as it concerns a workspace, to be looked at only."""
        ...

    async def places(self, workspace: str, runs: Iterable[str]) -> "dict[str, Place]":
        """Returns where those of some runs stand that are queued."""
        ...

    async def under_way(self, workspace: str, flow: str | None = None) -> Counter[str]:
        """Returns how many runs of a workspace, or of one of its flows, have not ended, by status."""
        ...

    async def publish(self, workspace: str, flow: str, document: "FlowDocument", hash_: str, number: int) -> None:
        """Makes ready what executes a flow's new version; again is fine. CompileFailed, StorageError."""
        ...

    async def share(self, workspace: str, flow: str, weights: Sequence[tuple[int, int]]) -> None:
        """Takes note of how many of a hundred runs each of one or two versions of a flow gets."""
        ...

    async def role(self, workspace: str, flow: str) -> "FlowRole | None":
        """Returns the role of a flow in AWS; None for one that has none and needs none, and on one machine."""
        ...

    async def forget(self, workspace: str, flow: str) -> None:
        """Removes what was made ready for a flow; runs under way go on."""
        ...
