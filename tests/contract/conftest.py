"""One suite per port; `table` and `blobs` are every adapter by turns, those of AWS on the stand-in."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pynamodb.connection import Connection

from flow_builder.store.dynamo import DynamoTable, connect
from flow_builder.store.s3_blobs import connect as connect_s3
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Table
from tests.support.small_disk import small_disk
from tests.support.standin_server import REGION, StandIn

__all__ = ["small_disk"]

ADAPTERS = [pytest.param("local", id="local"), pytest.param("aws", id="aws", marks=pytest.mark.standin)]


class Clock:
    """The time adapters see; tests move it instead of waiting."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def connection(standin: StandIn) -> Iterator[Connection]:
    shared = connect(REGION, standin.url)
    yield shared
    shared.client.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=ADAPTERS)
async def table(request: pytest.FixtureRequest, tmp_path: Path, clock: Callable[[], float]) -> AsyncIterator[Table]:
    adapter: SqliteTable | DynamoTable
    if request.param == "local":
        adapter = SqliteTable(tmp_path / "state.db", clock=clock)
    else:
        shared: Connection = request.getfixturevalue("connection")
        adapter = DynamoTable(f"t-{uuid4().hex}", REGION, connection=shared, clock=clock)
        await adapter.create_table()
    yield adapter
    await adapter.close()


@pytest.fixture(scope="session")
def s3(standin: StandIn) -> Iterator[Any]:
    client = connect_s3(REGION, standin.url)
    yield client
    client.close()
