"""Navigations in a real browser, kept considerate by the host's policy."""

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.browser.sessions import Sessions
from flow_builder.domain.politeness import Politeness, SitePolicy
from flow_builder.errors import NodeError
from flow_builder.network.client import make_client
from flow_builder.network.guard import NetworkPolicy
from flow_builder.services.politeness import Sites
from flow_builder.store.politeness import PolitenessStore
from flow_builder.store.sqlite import SqliteTable
from tests.support.page_context import PageContext, run_node
from tests.support.web import Reply, Request, Web, Wire, serve

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


class Host:
    """The host's side for one workspace."""

    def __init__(self, sites: Sites, store: PolitenessStore) -> None:
        self.sites = sites
        self.store = store
        self.left: list[tuple[int | None, float | None]] = []

    async def enter_site(self, url: str, politeness: Any) -> dict[str, Any]:
        return await self.sites.enter("w", url, politeness)

    async def leave_site(self, lease: Any, status: int | None = None, retry_after_s: float | None = None) -> None:
        self.left.append((status, retry_after_s))
        await self.sites.leave("w", lease, status, retry_after_s)


@pytest_asyncio.fixture(loop_scope="session")
async def host(tmp_path: Path, sessions: Sessions) -> AsyncIterator[Host]:
    table = SqliteTable(tmp_path / "state.db")
    store = PolitenessStore(table)
    async with make_client(NetworkPolicy(allow_private=True)) as client:
        host = Host(Sites(store, lambda: client), store)
        sessions.sites = host
        yield host
    await table.close()


def page(request: Request, wire: Wire) -> Reply:
    return Reply(b"<title>Page</title>", headers={"content-type": "text/html"})


ROBOTS = b"User-agent: *\nDisallow: /private\n"


@pytest_asyncio.fixture(loop_scope="session")
async def web() -> AsyncIterator[Web]:
    routes = {"/": page, "/private": page, "/robots.txt": lambda *_: Reply(ROBOTS)}
    async with serve(routes) as web:
        yield web


async def open_page(context: PageContext, url: str, **config: Any) -> Any:
    return await run_node("browser.open", {"url": url, **config}, context)


async def test_a_page_that_robots_txt_denies_is_not_asked_for(host: Host, web: Web, context: PageContext) -> None:
    with pytest.raises(NodeError) as failed:
        await open_page(context, web.url("/private"))
    assert (failed.value.code, failed.value.retryable) == ("browser.robots_denied", False)
    assert "flow politeness 127.0.0.1 --robots warn" in (failed.value.hint or "")
    assert [request.path for request in web.requests] == ["/robots.txt"]
    assert (await open_page(context, web.url("/")))["title"] == "Page"


async def test_a_warning_is_logged_and_the_page_opened(host: Host, web: Web, context: PageContext) -> None:
    await host.store.set_policy("w", Politeness(domains={"127.0.0.1": SitePolicy(robots="warn")}))
    assert (await open_page(context, web.url("/private")))["status"] == 200
    assert ("warning", web.url("/private")) in [(level, fields.get("url")) for _, level, fields in context.lines]


async def test_a_session_goes_before_the_workspace(host: Host, web: Web, context: PageContext) -> None:
    await open_page(context, web.url("/private"), politeness={"robots": "ignore"})
    assert "/robots.txt" not in [request.path for request in web.requests]
    assert not [line for line in context.lines if line[1] == "warning"]


async def test_navigations_keep_the_pause(host: Host, web: Web, context: PageContext) -> None:
    await host.store.set_policy("w", Politeness(delay_s=0.3))
    began = time.monotonic()
    await open_page(context, web.url("/"))
    await run_node("browser.goto", {"url": "/?again"}, context)
    assert time.monotonic() - began >= 0.3
    assert host.left == [(200, None), (200, None)]


async def test_a_refusal_is_told_and_a_long_one_fails_the_next_visit(
    host: Host, web: Web, context: PageContext
) -> None:
    web.routes["/busy"] = lambda *_: Reply(b"later", 429, {"retry-after": "100", "content-type": "text/html"})
    with pytest.raises(NodeError) as failed:
        await open_page(context, web.url("/busy"))
    assert failed.value.code == "browser.http_error"
    assert host.left == [(429, 100)]
    with pytest.raises(NodeError) as failed:
        await open_page(context, web.url("/"))
    assert (failed.value.code, failed.value.retryable) == ("browser.site_busy", True)
    assert 90 < failed.value.details["retry_after_s"] <= 100


async def test_a_site_whose_robots_txt_cannot_be_read_is_left_alone_for_now(
    host: Host, web: Web, context: PageContext
) -> None:
    web.routes["/robots.txt"] = lambda *_: Reply(b"", 503)
    with pytest.raises(NodeError) as failed:
        await open_page(context, web.url("/"))
    assert (failed.value.code, failed.value.retryable) == ("browser.robots_denied", True)


async def test_a_site_that_is_not_there_says_so_itself(host: Host, context: PageContext) -> None:
    async with serve({}) as gone:
        pass
    with pytest.raises(NodeError) as failed:
        await open_page(context, gone.url("/"))
    assert failed.value.code == "browser.navigation_failed"
    assert host.left == [(None, None)]


async def test_blank_pages_are_no_visits(host: Host, context: PageContext) -> None:
    await open_page(context, "about:blank")
    assert host.left == []
