"""Ids that sort by time of creation."""

import os
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str, now_ms: int | None = None) -> str:
    """Returns `<prefix>_` + 10 characters of milliseconds + 10 random ones (50 bits), lower-case base 32."""
    value = ((now_ms if now_ms is not None else now()) << 50) | (int.from_bytes(os.urandom(7)) >> 6)
    return _text(prefix, value)


def first_id(prefix: str, at_ms: int) -> str:
    """Returns the lowest id that `new_id` could make at a time, for ranges of ids."""
    return _text(prefix, at_ms << 50)


def _text(prefix: str, value: int) -> str:
    return prefix + "_" + "".join(_ALPHABET[(value >> shift) & 31] for shift in range(95, -1, -5))


def now() -> int:
    """Returns the time in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000
