from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.api import Api, api


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made
