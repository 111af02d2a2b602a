"""Contract in progress: see class LocalMachine's signatures; the body lands with the engine."""

from collections.abc import Sequence
from typing import Any, Protocol

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.run import Run
from flow_builder.domain.step import StepRecord


class LocalMachineContract(Protocol):
    """What services and the API may call.

    LocalMachine(runs: RunStore, blobs: Blobs, backends: Callable[[RunInfo], Backend], load_document:
    async (workspace, hash) -> FlowDocument, find_flow: async (workspace, flow id) -> (FlowDocument, hash, version),
    compile: (FlowDocument) -> Plan, http: httpx.AsyncClient, lane: BrowserLane | None, env: dict[str, str])
    """

    async def start(
        self, run: Run, document: FlowDocument, records: Sequence[StepRecord] = (), idempotency_key: str | None = None
    ) -> Run:
        """Stores the run and begins to execute it; with a known key returns the earlier run instead."""
        ...

    async def run_for_reply(
        self, run: Run, document: FlowDocument, timeout_s: float, idempotency_key: str | None = None
    ) -> tuple[Run, dict[str, Any] | None]:
        """Starts a run and waits for its end or its `webhook_reply`; the run may still be going on afterwards."""
        ...

    async def wait(self, workspace: str, run: str, timeout_s: float) -> Run:
        """Returns the run at its end, or as it is after the time."""
        ...

    async def wait_events(self, workspace: str, run: str, after: int, timeout_s: float) -> list[dict[str, Any]]:
        """Returns events numbered above `after`, waiting for the first one up to the time; [] when none came."""
        ...

    async def cancel(self, workspace: str, run: str) -> Run:
        """Ends a run as canceled; Conflict if it has ended."""
        ...

    async def answer(self, token: str, answer: dict[str, Any]) -> dict[str, Any]:
        """Answers an open pause (approval or webhook) and lets its run go on; NotFound, Conflict, InvalidInput."""
        ...

    async def recover(self) -> int:
        """Goes on with every run that has not ended; returns how many there were."""
        ...

    async def close(self) -> None:
        """Stops executing without ending any run; they go on at the next start."""
        ...
