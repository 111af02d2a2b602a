"""A session's traffic goes through the proxies it names, whatever these speak and however they fail."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.browser.factory import Network, SessionFactory, Visitor
from flow_builder.browser.options import ProxyChoice, SessionOptions
from flow_builder.browser.secrets import SessionSecrets
from flow_builder.browser.session import Session
from flow_builder.browser.warm import WarmBrowser
from flow_builder.errors import NetworkBlocked, NodeError
from flow_builder.network.guard import NetworkPolicy
from tests.support.authority import Authority
from tests.support.conditions import until
from tests.support.proxy_server import proxy_server
from tests.support.site_server import site as serve_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Open = Callable[..., Awaitable[Session]]
LOGIN = ("customer", "hunter2")


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with serve_site() as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def factory(warm: WarmBrowser) -> SessionFactory:
    return SessionFactory(warm, Network.guarded(NetworkPolicy(allow_private=True)))


@pytest_asyncio.fixture(loop_scope="session")
async def opened(factory: SessionFactory) -> AsyncIterator[Open]:
    """Opens sessions with a proxy setting: addresses, and what a credential holds besides."""
    sessions: list[Session] = []

    async def open_session(
        *servers: str, rotate: Any = "session", visitor: Visitor | None = None, **credential: Any
    ) -> Session:
        options = SessionOptions(proxy=ProxyChoice(servers=servers, rotate=rotate))
        secrets = SessionSecrets(proxy={"type": "proxy", **credential})
        sessions.append(await factory.make("main", options, secrets, visitor=visitor))
        return sessions[-1]

    yield open_session
    for session in sessions:
        await session.close()


def url(server: Any, path: str = "/form.html") -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_pages_and_what_they_load_go_through_the_proxy(opened: Open, server: Any, scheme: str) -> None:
    async with proxy_server() as proxy:
        session = await opened(proxy.address(scheme))
        assert (await session.goto(url(server))).status == 200
        assert await session.page.evaluate("async () => (await fetch('/login')).status") == 200
        assert {host for _, host in proxy.asked} == {f"127.0.0.1:{server.server_port}"}
        assert set(proxy.schemes) == {"GET"} if scheme == "http" else {"SOCKS5"}
        assert len(proxy.asked) >= 2
        await session.close()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_gets_its_login_and_chromium_never_knows_it(opened: Open, server: Any, scheme: str) -> None:
    async with proxy_server(login=LOGIN) as proxy:
        session = await opened(proxy.address(scheme), username=LOGIN[0], password=LOGIN[1])
        assert (await session.goto(url(server, "/headers"))).status == 200
        assert {user for user, _ in proxy.asked} == {"customer"}
        sent = await session.page.content()
        assert "proxy-auth" not in sent.lower()
        assert "hunter2" not in sent
        await session.close()


async def test_what_is_encrypted_goes_through_a_tunnel(
    opened: Open, factory: SessionFactory, server: Any, tmp_path: Path
) -> None:
    authority = Authority()
    async with proxy_server(login=LOGIN, names={"shop.test": ("127.0.0.1", 1)}) as proxy:
        with serve_site() as site:
            site.socket = authority.server(tmp_path).wrap_socket(site.socket, server_side=True)
            options = SessionOptions(proxy=ProxyChoice(), ignore_https_errors=True)
            secrets = SessionSecrets(proxy={"server": f"http://{LOGIN[0]}:{LOGIN[1]}@127.0.0.1:{proxy.port}"})
            session = await factory.make("main", options, secrets)
            assert (await session.goto(f"https://127.0.0.1:{site.server_port}/form.html")).status == 200
            assert (proxy.schemes[0], proxy.asked[0]) == ("CONNECT", ("customer", f"127.0.0.1:{site.server_port}"))
            await session.close()


async def test_a_proxy_may_itself_be_reached_by_tls_only_if_its_certificate_is_good(
    opened: Open, server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority()
    async with proxy_server(tls=authority.server(tmp_path)) as proxy:
        session = await opened(f"https://localhost:{proxy.port}")
        with pytest.raises(NodeError, match="TLS failed") as caught:
            await session.goto(url(server))
        assert caught.value.code == "browser.proxy_failed"
        (tmp_path / "trusted.pem").write_text(authority.pem)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
        assert (await session.goto(url(server))).status == 200
        await session.close()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
@pytest.mark.parametrize("path", ["http", "https"])
async def test_a_wrong_login_is_told_without_the_login(opened: Open, server: Any, scheme: str, path: str) -> None:
    async with proxy_server(login=LOGIN) as proxy:
        session = await opened(proxy.address(scheme), username="customer", password="wrong-secret")
        with pytest.raises(NodeError, match="does not accept the login") as caught:
            await session.goto(url(server).replace("http", path, 1))
        assert (caught.value.code, caught.value.retryable) == ("browser.proxy_failed", True)
        assert "wrong-secret" not in str(vars(caught.value))
        await session.close()


@pytest.mark.parametrize("fail", ["drop", "status", "gone"])
async def test_on_failure_the_next_proxy_takes_over_within_the_same_navigation(
    opened: Open, server: Any, fail: str
) -> None:
    async with proxy_server(fail=fail) as broken, proxy_server() as good:
        bad = f"socks5://127.0.0.1:{_closed_port()}" if fail == "gone" else broken.address("socks5")
        for number in range(4):
            run = Visitor(run=str(number))
            session = await opened(bad, good.address("socks5"), rotate="failure", visitor=run)
            assert (await session.goto(url(server))).status == 200
            await session.close()
        assert len(good.asked) >= 4


async def test_a_session_that_keeps_its_proxy_fails_with_it_and_the_next_one_avoids_it(
    opened: Open, factory: SessionFactory, server: Any
) -> None:
    async with proxy_server(fail="drop") as broken, proxy_server() as good:
        both = (broken.address(), good.address())
        on_broken = next(
            visitor
            for visitor in (Visitor(session=f"s{n}") for n in range(50))
            if _first(factory, both, visitor) == both[0]
        )
        session = await opened(*both, visitor=on_broken)
        with pytest.raises(NodeError) as caught:
            await session.goto(url(server))
        assert caught.value.code == "browser.proxy_failed"
        again = await opened(*both, visitor=on_broken)
        assert (await again.goto(url(server))).status == 200
        await session.close()
        await again.close()


def _first(factory: SessionFactory, servers: tuple[str, ...], visitor: Visitor) -> str:
    from flow_builder.browser.proxies import ProxyHealth, Route

    return Route(ProxyChoice(servers=servers), None, ProxyHealth(), run="", session=visitor.session).current().name


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_a_sites_own_503_is_no_failure_of_the_proxy(opened: Open, server: Any) -> None:
    async with proxy_server() as first, proxy_server() as second:
        session = await opened(first.address(), second.address(), rotate="failure")
        assert (await session.goto(url(server, "/status/503"))).status == 503
        assert (await session.goto(url(server))).status == 200
        assert min(len(first.asked), len(second.asked)) == 0
        await session.close()


async def test_a_providers_login_names_the_session_and_a_restored_one_has_the_same_name(
    opened: Open, server: Any
) -> None:
    async with proxy_server() as gate:
        names = []
        for session_name in ("aa11", "bb22", "aa11"):
            session = await opened(
                gate.address(), username="me-{session}", password="p", visitor=Visitor(session=session_name)
            )
            await session.goto(url(server))
            names.append(gate.asked[-1][0])
            await session.close()
        assert names == ["me-aa11", "me-bb22", "me-aa11"]


async def test_the_guard_checks_the_proxys_own_address_and_every_site_behind_it(warm: WarmBrowser, server: Any) -> None:
    async with proxy_server() as proxy:
        for policy, proxy_host, site in (
            (NetworkPolicy(), "127.0.0.1", "http://192.0.2.1/"),
            (NetworkPolicy(allow_hosts=frozenset({"localhost"})), "localhost", url(server)),
            (NetworkPolicy(allow_private=True), "127.0.0.1", "http://169.254.169.254/"),
        ):
            factory = SessionFactory(warm, Network.guarded(policy))
            options = SessionOptions(proxy=ProxyChoice(servers=(f"http://{proxy_host}:{proxy.port}",)))
            session = await factory.make("main", options)
            with pytest.raises(NetworkBlocked):
                await session.goto(site)
            await session.close()
        assert proxy.asked == []


async def test_a_setting_without_a_proxy_is_an_error_before_anything_is_opened(opened: Open) -> None:
    with pytest.raises(NodeError) as caught:
        await opened()
    assert caught.value.code == "browser.proxy_invalid"


@pytest.mark.skipif(shutil.which("tinyproxy") is None, reason="needs tinyproxy")
async def test_tinyproxy_with_a_login_lets_pages_through(opened: Open, server: Any, tmp_path: Path) -> None:
    port = _closed_port()
    (tmp_path / "conf").write_text(f"Port {port}\nListen 127.0.0.1\nAllow 127.0.0.1\nBasicAuth customer hunter2\n")
    process = await asyncio.create_subprocess_exec("tinyproxy", "-d", "-c", str(tmp_path / "conf"), stdout=DEVNULL)
    try:
        await until(lambda: _listens(port))
        session = await opened(f"127.0.0.1:{port}", username="customer", password="hunter2")
        assert (await session.goto(url(server))).status == 200
        refused = await opened(f"127.0.0.1:{port}", username="customer", password="wrong")
        with pytest.raises(NodeError, match="401"):  # its answer to a wrong login; 407 is for none
            await refused.goto(url(server).replace("http", "https", 1))
        await session.close()
        await refused.close()
    finally:
        process.terminate()
        await process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
