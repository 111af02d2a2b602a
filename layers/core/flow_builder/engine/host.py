"""What the engine needs from the host it runs in."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol

from flow_builder.domain.plan import Region, Step
from flow_builder.domain.step import Path, StepRecord
from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Backend, RunInfo, Suspend


class Journal(Protocol):
    """Where one run's results and events go. The host numbers both; a browser worker's journal is remote."""

    async def record(self, record: StepRecord) -> None:
        """Stores a result exactly once and announces it; durable when it returns. Conflict if one is there already."""
        ...

    def note(self, record: StepRecord) -> None:
        """Stores a result that follows from others (a skipped step) without waiting; ordered before later records."""
        ...

    def emit(self, type_: str, **data: JSON) -> None:
        """Adds an event (`step.started`, `log`, …) to the run's numbered events; stored within 25 ms."""
        ...


class Meter(Protocol):
    """Watches over what one run's steps cost; where it is free there is none."""

    async def take(self, node: str) -> None:
        """Sets the price of a step aside before it is executed; ends the run, and never returns, if it cannot go on."""
        ...

    def begin(self, node: str) -> None:
        """Sets the price of a step aside that has begun in a worker; ends the run soon if it cannot go on."""
        ...

    def leave(self, node: str) -> None:
        """Gives back what was set aside: the step is about to be recorded, or it was given up."""
        ...


class Patience(Protocol):
    """Knows how long attempts of steps may take, and waits between them."""

    def attempts(self, step: Step, path: Path) -> int:
        """Returns how often other hosts have tried a step already."""
        ...

    def longest(self) -> float | None:
        """Returns how many seconds an attempt that begins now may take at most; None where hosts live as long as runs."""
        ...

    def late(self, seconds: float) -> NoReturn:
        """Ends an attempt that took longer than that: raises a NodeError, or leaves for a host that has more time."""
        ...

    async def rest(self, step: Step, path: Path, attempt: int, seconds: float) -> None:
        """Waits after an attempt that failed; a host that leaves instead goes on in another one."""
        ...


class Sleep:
    """Implements Patience where a host lives as long as its runs."""

    def attempts(self, step: Step, path: Path) -> int:  # noqa: ARG002 - nobody else has tried it
        """Returns 0."""
        return 0

    def longest(self) -> float | None:
        """Returns None."""
        return None

    def late(self, seconds: float) -> NoReturn:  # noqa: ARG002 - there is no limit
        """Is never called."""
        raise AssertionError

    async def rest(self, step: Step, path: Path, attempt: int, seconds: float) -> None:  # noqa: ARG002 - it stays
        """Waits."""
        await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True)
class StepIdentity:
    """(run, node, path): which step this is; `text` is stable over attempts and recoveries."""

    run: str
    node: str
    path: Path

    @property
    def text(self) -> str:
        """`<run>/<node>` or `<run>/<node>/<path>`."""
        return "/".join([self.run, self.node, *map(str, self.path)])


@dataclass(slots=True)
class Frame:
    """One level of scope sent with a region: the results visible there, and the iteration for a loop's level."""

    loop: str | None
    """Key of the loop whose iteration this is; None for the run's own level."""
    index: int
    item: JSON
    records: list[StepRecord] = field(default_factory=list)


@dataclass(slots=True)
class RegionRequest:
    """Everything a worker needs to execute one region besides the document, which it has by hash."""

    run: RunInfo
    document: str
    """Key of the stored document; the worker asks the host for it when it does not have it."""
    region: str
    path: Path
    input: JSON
    vars: dict[str, JSON]
    env: dict[str, str]
    frames: list[Frame]
    """Outermost first."""
    recorded: list[StepRecord]
    """Results of the region's own steps that exist already (recovery, seeds)."""
    attempt: int = 1
    earlier: dict[str, list[StepRecord]] = field(default_factory=dict)
    """What page steps of earlier regions recorded about the sessions that this one takes over, by thread."""


class Interruption:
    """How a region under way is told that its host ends: no further step begins, and what is open is kept."""

    def __init__(self) -> None:
        self._asked = False
        self._drain: Callable[[], None] | None = None

    def ask(self) -> None:
        """Has the region come to rest, as soon as there is one."""
        self._asked = True
        if self._drain is not None:
            self._drain()

    def heed(self, drain: Callable[[], None]) -> None:
        """Says what brings the region to rest."""
        self._drain = drain
        if self._asked:
            drain()


@dataclass(slots=True)
class RegionResult:
    """How a region ended; the steps' own results have gone through the journal."""

    status: str
    """`done`, `failed` (a step failed unhandled), `stopped` (core.stop), `canceled`."""
    error: dict[str, Any] | None = None
    vars: dict[str, JSON] = field(default_factory=dict)


class Host(Protocol):
    """One run's view of its host."""

    run: RunInfo
    journal: Journal
    backend: Backend

    async def run_region(self, region: Region, request: RegionRequest, journal: Journal) -> RegionResult:
        """Executes a browser region elsewhere, its results going to `journal`; NodeError when the worker is lost."""
        ...

    async def suspend(self, step: StepIdentity, key: str, request: Suspend) -> dict[str, Any]:
        """Waits for the time or an answer and returns it; after a restart it goes on waiting for the same one."""
        ...

    async def call_flow(self, step: StepIdentity, flow: str, input_: JSON, *, wait: bool) -> dict[str, Any]:
        """Starts another flow once per step identity.

        Returns `{"run", "status", "output", "error"}` at its end, or `{"run"}` at once when not waiting.
        """
        ...
