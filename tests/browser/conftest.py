"""One warm browser for all tests of this folder; every test has sessions of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.browser.factory import Network, SessionFactory
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.warm import WarmBrowser
from flow_builder.network.guard import NetworkPolicy
from tests.support.page_context import PageContext, run_node
from tests.support.site_server import site_server


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with site_server() as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def warm() -> AsyncIterator[WarmBrowser]:
    warm = WarmBrowser()
    yield warm
    await warm.close()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def factory(warm: WarmBrowser) -> SessionFactory:
    return SessionFactory(warm, Network.guarded(NetworkPolicy(allow_private=True)))


@pytest_asyncio.fixture(loop_scope="session")
async def sessions(factory: SessionFactory) -> AsyncIterator[Sessions]:
    sessions = Sessions(factory)
    yield sessions
    await sessions.close()


@pytest.fixture
def context(sessions: Sessions) -> PageContext:
    context = PageContext(sessions)
    context.backend.credentials["basic-1"] = {"type": "basic", "username": "ada", "password": "correct horse"}
    context.backend.credentials["totp-1"] = {"type": "totp", "secret": "JBSWY3DPEHPK3PXP"}
    return context


@pytest.fixture
def node(context: PageContext) -> Callable[..., Awaitable[Any]]:
    """Runs a browser node by its short name on the test's sessions."""

    async def run(name: str, /, **config: Any) -> Any:
        return await run_node(f"browser.{name}", config, context)

    return run
