"""Passwords: hashes that take as long for nobody as for somebody, and what may be chosen."""

import time

import argon2
import pytest

from flow_builder.auth import passwords
from flow_builder.errors import InvalidInput


async def test_a_password_fits_its_hash_and_no_other() -> None:
    stored = await passwords.hashed("correct horse 7 battery")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.matches(stored, "correct horse 7 battery")
    assert not await passwords.matches(stored, "correct horse 7 batterx")
    assert stored != await passwords.hashed("correct horse 7 battery")


async def test_what_keyboards_write_differently_is_the_same_password() -> None:
    assert await passwords.matches(await passwords.hashed("pa\u0308sswo\u0308rter"), "p\u00e4ssw\u00f6rter")


async def test_nobody_has_no_password_and_a_damaged_hash_fits_none() -> None:
    assert not await passwords.matches(None, "\xff nobody's")
    assert not await passwords.matches("$argon2id$broken", "whatever it is")
    assert not await passwords.matches(await passwords.hashed("x" * 256), "x" * 257)


async def test_looking_for_nobody_takes_as_long_as_for_somebody() -> None:
    stored = await passwords.hashed("correct horse 7 battery")
    await passwords.matches(None, "warm")
    spent: dict[str | None, list[float]] = {stored: [], None: []}
    for _ in range(7):
        for each, times in spent.items():
            began = time.perf_counter()
            await passwords.matches(each, "wrong password")
            times.append(time.perf_counter() - began)
    assert 0.4 < min(spent[stored]) / min(spent[None]) < 2.5


def test_a_hash_of_another_cost_is_outdated() -> None:
    cheap = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x")
    assert passwords.outdated(cheap)


async def test_a_fresh_hash_is_not_outdated() -> None:
    assert not passwords.outdated(await passwords.hashed("correct horse 7 battery"))


@pytest.mark.parametrize(
    "weak", ["", "short", "aaaaaaaaaaaaaa", "Password123", "ada@example.com", "x" * 257, "qwertyuiop", "abababababab"]
)
def test_a_weak_password_is_refused(weak: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        passwords.check_new(weak, "ada@example.com")
    assert caught.value.code == "password.weak"
    assert weak not in caught.value.message or not weak


def test_a_long_password_of_words_is_accepted() -> None:
    passwords.check_new("three words and a half", "ada@example.com")
