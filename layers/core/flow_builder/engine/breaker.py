"""Circuit breaker per outside dependency: stops calling what keeps failing, and tries again later."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from flow_builder.errors import NodeError

CONSECUTIVE_FAILURES = 5
WINDOW = 100
LEAST_CALLS = 10
BAD_SHARE = 0.5
SLOW_S = 5.0
OPEN_S = 60.0
SUCCESSES_TO_CLOSE = 3


@dataclass(slots=True)
class Circuit:
    """State of one dependency (source of the numbers: PRODUCT, section 2)."""

    state: Literal["closed", "open", "half_open"] = "closed"
    opened_at: float = 0.0
    failures_in_a_row: int = 0
    successes: int = 0
    calls: deque[bool] = field(default_factory=lambda: deque(maxlen=WINDOW))
    """True for each call of the window that failed or was slow."""


@dataclass(frozen=True, slots=True)
class CircuitState:
    """A circuit as others see it; `bad_calls` of the last `calls` failed or were slow."""

    dependency: str
    state: Literal["closed", "open", "half_open"]
    failures_in_a_row: int
    calls: int
    bad_calls: int
    retry_after_s: float


class Breakers:
    """The circuits of one host, by workspace and dependency."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._circuits: dict[tuple[str, str], Circuit] = {}

    def check(self, workspace: str, dependency: str) -> None:
        """Raises NodeError `circuit.open` (retryable) while the dependency's circuit is open."""
        circuit = self._circuits.get((workspace, dependency))
        if circuit is None or circuit.state != "open":
            return
        left = circuit.opened_at + OPEN_S - self._clock()
        if left > 0:
            raise NodeError(
                f"{dependency} keeps failing; calls to it are paused for {left:.0f} s more.",
                code="circuit.open",
                retryable=True,
                hint="Wait, or look at the errors of the calls before.",
                details={"dependency": dependency, "retry_after_s": round(left, 1)},
            )
        circuit.state, circuit.successes = "half_open", 0

    def states(self, workspace: str) -> list["CircuitState"]:
        """Returns the circuits of a workspace by dependency; one that lets calls try again is `half_open`."""
        found = []
        for (owner, dependency), circuit in sorted(self._circuits.items(), key=lambda each: each[0]):
            if owner == workspace:
                left = circuit.opened_at + OPEN_S - self._clock() if circuit.state == "open" else 0.0
                state = "half_open" if circuit.state == "open" and left <= 0 else circuit.state
                said = CircuitState(
                    dependency,
                    state,
                    circuit.failures_in_a_row,
                    calls=len(circuit.calls),
                    bad_calls=sum(circuit.calls),
                    retry_after_s=max(0.0, left),
                )
                found.append(said)
        return found

    def reset(self, workspace: str, dependency: str) -> bool:
        """Closes a circuit and forgets its calls; tells whether there was one."""
        return self._circuits.pop((workspace, dependency), None) is not None

    def report(self, workspace: str, dependency: str, *, ok: bool, seconds: float) -> None:
        """Takes the outcome of one call."""
        circuit = self._circuits.setdefault((workspace, dependency), Circuit())
        circuit.calls.append(not ok or seconds > SLOW_S)
        if ok:
            circuit.failures_in_a_row = 0
            circuit.successes += 1
            if circuit.state == "half_open" and circuit.successes >= SUCCESSES_TO_CLOSE:
                self._circuits[workspace, dependency] = Circuit()
                return
        else:
            circuit.failures_in_a_row += 1
        bad = sum(circuit.calls)
        too_many = len(circuit.calls) >= LEAST_CALLS and bad >= BAD_SHARE * len(circuit.calls)
        failed_trial = circuit.state == "half_open" and not ok
        if (
            failed_trial
            or circuit.failures_in_a_row >= CONSECUTIVE_FAILURES
            or (too_many and circuit.state == "closed")
        ):
            circuit.state, circuit.opened_at = "open", self._clock()
            circuit.failures_in_a_row, circuit.successes = 0, 0
            circuit.calls.clear()
