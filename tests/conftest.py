"""Fixtures that many folders use."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support.standin_server import CREDENTIALS, StandIn

if TYPE_CHECKING:
    from tests.support.standin.hosted import DeployedHost

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


@pytest.fixture(scope="session")
def standin() -> Iterator[StandIn]:
    """The stand-in for AWS, one for all tests of a process."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in CREDENTIALS.items():
            patch.setenv(name, value)
        patch.delenv("AWS_PROFILE", raising=False)
        with StandIn() as server:
            yield server


@pytest.fixture(autouse=True)
def nobody_is_refused(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test during which somebody with a role on the stand-in was refused something, and says who and what."""
    if "standin" not in request.fixturenames:
        yield
        return
    standin: StandIn = request.getfixturevalue("standin")
    before = len(standin.refusals())
    yield
    refused = dict.fromkeys(standin.refusals()[before:])
    assert not refused, "\n".join(["A role lacks permissions:", *refused])


@pytest.fixture(scope="session")
def stack(standin: StandIn) -> "Iterator[DeployedHost]":
    """The product as its template deploys it, one for all tests of a process."""
    from tests.support.standin.hosted import deployed

    with deployed(standin, "deployed") as host:
        yield host
