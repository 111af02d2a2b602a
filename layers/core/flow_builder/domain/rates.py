"""How often somebody may ask: the limits, and the window they are counted in."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from flow_builder.domain.principal import Category, Kind

WINDOW_S = 60
"""Limits are requests in any minute."""
CATEGORIES: tuple[Category, ...] = get_args(Category)

_USER: Mapping[Category, int] = MappingProxyType(
    {"general": 100, "flows": 50, "runs": 30, "credentials": 30, "uploads": 20}
)
_GUEST: Mapping[Category, int] = MappingProxyType(
    {"general": 20, "flows": 10, "runs": 5, "credentials": 10, "uploads": 5}
)
_LIMITS: Mapping[Kind | Literal["address"], Mapping[Category, int]] = MappingProxyType(
    {"local": _USER, "user": _USER, "key": _USER, "guest": _GUEST, "address": _GUEST}
)

PENALTY_WINDOW_S = 300
PENALTY_FREE = 100
"""Requests without a principal that an address may make in the penalty window."""
_PENALTY_PER_MINUTE = 50
_PENALTY_MOST_S = 3_600.0


def limit_of(kind: Kind | Literal["address"], category: Category) -> int:
    """Returns the requests a minute that somebody may make; an address that nobody vouches for is as a guest."""
    return _LIMITS[kind][category]


def penalty_s(count: int) -> float:
    """Returns for how many seconds an address is blocked that made this many requests in the penalty window."""
    return 0.0 if count <= PENALTY_FREE else min(count * 60 / _PENALTY_PER_MINUTE, _PENALTY_MOST_S)


@dataclass(frozen=True, slots=True)
class Window:
    """What happened in the last `span` seconds, counted by the second.

    A second counts until it is over by a whole span. So of two things that both count, the later one may be up to one
    second more than a span after the first, but never do more than were allowed lie within a span.
    """

    span: int
    counts: tuple[tuple[int, int], ...] = ()
    """Seconds since the epoch with how often, in order."""

    @property
    def used(self) -> int:
        """How often it happened."""
        return sum(count for _, count in self.counts)

    def at(self, now_s: float) -> "Window":
        """Returns the window as it is at a time; what lies more than a span ahead was counted by a wrong clock."""
        kept = tuple(each for each in self.counts if each[0] + 1 + self.span > now_s >= each[0] - self.span)
        return self if len(kept) == len(self.counts) else Window(self.span, kept)

    def add(self, now_s: float, count: int) -> "Window":
        """Returns the window with something that happens now; hosts may differ a little about what now is."""
        second = int(now_s)
        if self.counts and self.counts[-1][0] >= second:
            last, before = self.counts[-1]
            return Window(self.span, (*self.counts[:-1], (last, before + count)))
        return Window(self.span, (*self.counts, (second, count)))

    def frees_in(self, now_s: float) -> float:
        """Returns the seconds until the first of what counts does so no more; 0 when nothing does."""
        return max(0.0, self.counts[0][0] + 1 + self.span - now_s) if self.counts else 0.0
