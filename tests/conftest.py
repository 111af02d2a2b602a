"""Fixtures that many folders use."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest


@pytest.fixture
async def bench(tmp_path: Path) -> "AsyncIterator[object]":
    from tests.support.machine import Bench

    made = Bench(tmp_path)
    yield made
    await made.close()
