"""Passwords as argon2id hashes, with the least cost that OWASP recommends: 19 MiB, two passes, one lane."""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from flow_builder.errors import InvalidInput

if TYPE_CHECKING:
    from argon2 import PasswordHasher

T = TypeVar("T")

LEAST_CHARS = 10
MOST_CHARS = 256
"""More makes no password safer, and hashing it costs."""
_LEAST_DIFFERENT = 5
_MEMORY_KIB = 19 * 1024
_PASSES = 2
_AT_ONCE = 2
"""Hashes that are made at the same time: each takes a processor and its memory."""
_COMMON = frozenset(
    {
        "passwordpassword", "password123", "password1234", "password12345", "password123456", "mypassword", "mypassword1",
        "1234567890", "12345678910", "123456789a", "0123456789", "0987654321", "9876543210", "1q2w3e4r5t", "1q2w3e4r5t6y",
        "qwertyuiop", "qwerty1234", "qwerty12345", "qwerty123456", "qwertyuiop123", "1qaz2wsx3edc", "zaq12wsxcde3",
        "asdfghjkl;", "asdfghjkl1", "iloveyou123", "iloveyou12", "welcome123", "welcome1234", "letmein123", "letmein1234",
        "changeme123", "administrator", "admin12345", "admin123456", "football123", "superman123", "sunshine123",
        "princess123", "computer123", "abcdefghij", "abcdef123456", "abcd123456", "correcthorsebatterystaple",
    }
)  # fmt: skip
"""What guessers try first, of those long enough to be chosen."""


def check_new(password: str, email: str, field: str = "/password") -> None:
    """Raises InvalidInput `password.weak` for a password that is short, long, common or made of the address."""
    told = _normal(password)
    plain = told.casefold().strip()
    if not LEAST_CHARS <= len(told) <= MOST_CHARS:
        raise _weak(f"it has {len(told)} characters; {LEAST_CHARS} to {MOST_CHARS} are needed", field)
    if len(set(plain)) < _LEAST_DIFFERENT or plain in _COMMON:
        raise _weak("it is among the first that somebody would try", field)
    if plain in {email.casefold(), email.casefold().partition("@")[0]}:
        raise _weak("it is the e-mail address", field)


async def hashed(password: str) -> str:
    """Returns the hash to keep, with its salt and cost in it."""
    return await _in_thread(_hasher().hash, _bytes(password))


async def matches(stored: str | None, password: str) -> bool:
    """Tells whether a password is the one with this hash; takes as long when there is none to compare with."""
    fits = await _in_thread(_verify, stored or _nobodys(), _bytes(password))
    return fits and stored is not None


def outdated(stored: str) -> bool:
    """Tells whether a hash was made with another cost than today's."""
    return _hasher().check_needs_rehash(stored)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=1)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="passwords")


@cache
def _nobodys() -> str:
    """Returns a hash that no password has, of the same cost as all others."""
    return _hasher().hash(b"\xff nobody's")


async def _in_thread(work: Callable[..., T], *given: Any) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads(), work, *given)


def _verify(stored: str, password: bytes) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _bytes(password: str) -> bytes:
    return _normal(password)[: MOST_CHARS + 1].encode("utf-8", "surrogatepass")


def _normal(password: str) -> str:
    """Returns one form for all ways in which keyboards write the same characters."""
    return unicodedata.normalize("NFKC", password)


def _weak(reason: str, field: str) -> InvalidInput:
    return InvalidInput(
        f"This password is too easy to guess or cannot be taken: {reason}.",
        code="password.weak",
        hint="Several words that do not belong together make a good one; a password manager makes a better one.",
        field=field,
    )
