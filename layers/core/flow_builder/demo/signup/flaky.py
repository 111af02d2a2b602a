"""A server that fails by a plan: what happens to the first submissions, one after the other."""

from collections.abc import Sequence
from typing import Literal, cast, get_args

Mishap = Literal["503", "429", "drop", "lost", "slow"]
"""`503` and `429` say Retry-After; `drop` breaks the connection before anything is kept, `lost` after it; `slow` waits."""
USUAL: tuple[Mishap, ...] = ("503",)
MOST = 8
RETRY_AFTER_S = 1
SLOW_S = 2.0


def read_plan(text: str | None) -> Sequence[Mishap]:
    """Returns the plan that an address asks for: `503,drop`; `none` is a server without flaws, nothing is the usual one."""
    if text is None:
        return USUAL
    known = get_args(Mishap)
    return [cast("Mishap", word) for word in text.split(",")[:MOST] if word in known]
