"""The host that the flow set runs on: one of this machine, at night the deployed stack too, or one that settings name."""

from collections.abc import Iterator

import pytest

from tests.support.host import AnyHost
from tests.support.places import PLACES, host_at
from tests.support.site_server import site_server


@pytest.fixture(scope="module", params=PLACES)
def anywhere(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnyHost]:
    with host_at(request, tmp_path_factory.mktemp("host")) as host:
        yield host


@pytest.fixture(scope="module")
def site(anywhere: AnyHost) -> Iterator[str]:
    """The address of tests/sites; skips where the host's flows cannot reach this machine."""
    if not anywhere.is_near:
        pytest.skip("flows of a host elsewhere do not reach pages of this machine")
    with site_server() as address:
        yield address
