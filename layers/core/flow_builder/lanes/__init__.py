"""Browser lanes: where the regions of a plan that need a page are executed."""

from typing import Protocol

from flow_builder.engine.host import Journal, RegionRequest, RegionResult
from flow_builder.nodes.base import Backend


class BrowserLane(Protocol):
    """Executes regions in workers with a browser; several at once, as many as there are workers."""

    async def run_region(self, request: RegionRequest, journal: Journal, backend: Backend) -> RegionResult:
        """Executes a region, its steps' results going to `journal` and its nodes' wishes to `backend`.

        Waits for a free worker. Every result that the worker handed over is in the journal when this returns or raises.
        Raises NodeError `browser.worker_lost` (retryable) when the worker dies or hangs. Canceling it cancels the region.
        """
        ...

    async def close(self) -> None:
        """Ends all workers and their browsers."""
        ...
