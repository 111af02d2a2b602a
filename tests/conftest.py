"""Fixtures that many folders use."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, print_blob=True)
settings.register_profile("random", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture
async def bench(tmp_path: Path) -> "AsyncIterator[object]":
    from tests.support.machine import Bench

    made = Bench(tmp_path)
    yield made
    await made.close()
