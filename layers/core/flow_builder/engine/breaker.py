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
