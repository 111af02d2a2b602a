"""What a site remembers about its visitors: in memory, of limited number, for a limited time."""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Clock = Callable[[], float]
"""Seconds since 1970."""
_Value = TypeVar("_Value")


class Sessions(Generic[_Value]):
    """Values by secret token; each lives `ttl_s` seconds from its last use, and the least recently used go first."""

    def __init__(self, clock: Clock, *, ttl_s: float, limit: int = 500) -> None:
        self._clock = clock
        self._ttl_s = ttl_s
        self._limit = limit
        self._kept: OrderedDict[str, tuple[float, float, _Value]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, value: _Value, ttl_s: float | None = None) -> str:
        """Keeps a value and returns its token."""
        token = secrets.token_urlsafe(18)
        self._put(token, self._ttl_s if ttl_s is None else ttl_s, value)
        while len(self._kept) > self._limit:
            self._kept.popitem(last=False)
        return token

    def get(self, token: str | None) -> _Value | None:
        """Returns a value and lets it live on, or None if it is gone."""
        if token is None or token not in self._kept:
            return None
        until, ttl_s, value = self._kept.pop(token)
        if until <= self._clock():
            return None
        self._put(token, ttl_s, value)
        return value

    def drop(self, token: str | None) -> None:
        """Forgets a value."""
        if token is not None:
            self._kept.pop(token, None)

    def _put(self, token: str, ttl_s: float, value: _Value) -> None:
        self._kept[token] = (self._clock() + ttl_s, ttl_s, value)
