"""What both blob adapters accept as a key."""

import re

from flow_builder.errors import InvalidInput, NotFound

MAX_KEY_BYTES = 1_024
MAX_SEGMENT_BYTES = 200
_ALLOWED = re.compile(r"[A-Za-z0-9._/-]*\Z")
_UPWARD = frozenset({".", ".."})


def check_key(key: str) -> None:
    """Refuses (InvalidInput) what is not a relative path of letters, digits, `.`, `_`, `-` without `.` and `..`.

    A key has at most 1,024 bytes, each of its segments 200.
    """
    segments = key.split("/")
    if not _fits(key) or not all(0 < len(each) <= MAX_SEGMENT_BYTES for each in segments) or len(key) > MAX_KEY_BYTES:
        raise _bad(key)


def check_prefix(prefix: str) -> None:
    """Refuses (InvalidInput) a prefix that no key can begin with."""
    if not _fits(prefix) or prefix.startswith("/") or "//" in prefix:
        raise _bad(prefix)


def _fits(text: str) -> bool:
    return _ALLOWED.match(text) is not None and _UPWARD.isdisjoint(text.split("/"))


def _bad(key: str) -> InvalidInput:
    return InvalidInput(
        f"{key[:80]!r} is not a blob key.",
        code="blob.bad_key",
        hint="Keys are relative paths of letters, digits, '.', '_' and '-'.",
    )


def missing(key: str) -> NotFound:
    """Returns the error for a blob that is not there."""
    return NotFound(f"There is no blob {key!r}.", code="blob.not_found", details={"key": key})
