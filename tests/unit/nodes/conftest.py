from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.nodes import Bench, client


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    async with client() as http:
        yield Bench(http=http)
