"""Fixtures that many folders use."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, print_blob=True)
settings.register_profile("random", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: what they hold may differ from process to process, and the workers' names may not."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture
async def bench(tmp_path: Path) -> "AsyncIterator[object]":
    from tests.support.machine import Bench

    made = Bench(tmp_path)
    yield made
    await made.close()
