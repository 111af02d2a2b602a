"""API keys while 64 clients use them on two hosts, on SQLite and on DynamoDB."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from flow_builder.store.table import Table
from tests.support.api import Api
from tests.support.crowd import at_once, call
from tests.support.hosts import hosts
from tests.support.keys import bearing, made_key


@pytest.fixture
def clock() -> Callable[[], float]:
    """Hosts live by the real time, so their table does as well."""
    return time.time


@pytest.fixture
async def pair(table: Table, tmp_path: Path) -> AsyncIterator[list[Api]]:
    async with hosts(table, tmp_path, 2) as made:
        yield made


async def test_no_request_that_begins_after_a_revocation_gets_through(pair: list[Api]) -> None:
    made = await made_key(pair[0])
    revoked = asyncio.Event()

    async def use(number: int) -> tuple[bool, int]:
        if number % 2:
            await revoked.wait()
        late = revoked.is_set()
        answer = await call(pair[number // 2 % 2], "GET", "/variables", headers=bearing(made["key"]))
        return late, answer.status_code

    async def revoke() -> None:
        await pair[0].ok("DELETE", f"/api-keys/{made['id']}")
        revoked.set()

    answers, _ = await asyncio.gather(at_once(use), revoke())
    assert {status for late, status in answers if late} == {401}
    assert {status for late, status in answers if not late} <= {200, 401}
    await pair[1].refused("GET", f"/api-keys/{made['id']}", 404)


async def test_uses_at_once_leave_the_key_as_it_was(pair: list[Api]) -> None:
    made = await made_key(pair[0])

    async def use(number: int) -> int:
        return (await call(pair[number % 2], "GET", "/variables", headers=bearing(made["key"]))).status_code

    assert set(await at_once(use)) == {200}
    found = await pair[0].ok("GET", f"/api-keys/{made['id']}")
    assert found.pop("used_at") >= made["created_at"]
    assert found == {name: value for name, value in made.items() if name not in {"key", "used_at"}}
