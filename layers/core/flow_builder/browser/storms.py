"""Tells a page that does something a few times from one that does not stop."""

import time
from collections import deque

from flow_builder.errors import NodeError

MAX_POPUPS = 30
"""Popups within ten seconds; a page that opens more is closed."""


class Storm:
    """Counts events; more than `most` within `seconds` are a storm."""

    def __init__(self, most: int, seconds: float = 10.0) -> None:
        self._times: deque[float] = deque(maxlen=most + 1)
        self._seconds = seconds

    def rages(self) -> bool:
        """Counts one more event and tells whether it is one too many."""
        self._times.append(time.monotonic())
        full = len(self._times) == self._times.maxlen
        return full and self._times[-1] - self._times[0] <= self._seconds


def dialog_storm(most: int, message: str) -> NodeError:
    """Returns the error for a page that opens dialogs without end."""
    return NodeError(
        f"The page opened more than {most} dialogs within seconds and was closed.",
        code="browser.dialog_storm",
        hint="Such pages try to keep visitors from leaving. Open another page, or turn JavaScript off for this session.",
        details={"most": most, "message": message[:500]},
    )


def popup_storm(most: int, url: str) -> NodeError:
    """Returns the error for a page that opens popups without end."""
    return NodeError(
        f"The page opened more than {most} popups within seconds and was closed.",
        code="browser.popup_storm",
        hint="Such pages try to keep visitors from leaving. Open another page, or turn JavaScript off for this session.",
        details={"most": most, "url": url[:2_000]},
    )
