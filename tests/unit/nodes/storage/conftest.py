"""Real database servers; where they are not installed their tests are skipped, with the reason."""

from collections.abc import Iterator

import pytest

from tests.support.mariadb_server import MariaServer, mariadb_server
from tests.support.postgres_server import PostgresServer, postgres_server
from tests.support.server_process import ServerMissing


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    try:
        with postgres_server() as server:
            yield server
    except ServerMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaServer]:
    try:
        with mariadb_server() as server:
            yield server
    except ServerMissing as missing:
        pytest.skip(str(missing))
