"""A browser elsewhere, over CDP: a real Chromium's port on loopback, with and without a provider's gate before it."""

from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.browser.factory import Network, SessionFactory
from flow_builder.browser.launch import BrowserBinary
from flow_builder.browser.options import ProxyChoice, SessionOptions, Viewport
from flow_builder.browser.remote import parse
from flow_builder.browser.secrets import SessionSecrets
from flow_builder.browser.session import Session
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.warm import WarmBrowser
from flow_builder.errors import HostError, NetworkBlocked, NodeError
from flow_builder.network.guard import NetworkPolicy
from tests.support.authority import Authority
from tests.support.cdp_browser import CdpBrowser, cdp_browser, gate
from tests.support.conditions import until
from tests.support.page_context import PageContext, run_node

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def nowhere() -> BrowserBinary:
    raise HostError("There is no Chromium on this machine.", code="browser.missing")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def browser() -> AsyncIterator[CdpBrowser]:
    async with cdp_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def factory() -> AsyncIterator[SessionFactory]:
    """Sessions of a machine without a browser of its own."""
    factory = SessionFactory(WarmBrowser(nowhere), Network.guarded(NetworkPolicy(allow_private=True)))
    yield factory
    await factory.close()


def remote(endpoint: str | None = None, **more: Any) -> SessionOptions:
    return SessionOptions(engine="remote", endpoint=endpoint, **more)


async def works(session: Session, site: str) -> None:
    try:
        assert (await session.goto(f"{site}/form.html")).title == "Order"
    finally:
        await session.close()


async def test_a_flow_works_in_a_browser_elsewhere_with_none_on_this_machine(
    factory: SessionFactory, browser: CdpBrowser, site: str
) -> None:
    sessions = Sessions(factory)
    endpoint = f"ws://127.0.0.1:{browser.port}{browser.path}"
    session = await sessions.open("main", remote(endpoint, locale="de-DE", viewport=Viewport(width=700, height=500)))
    context = PageContext(sessions)
    await run_node("browser.goto", {"url": f"{site}/form.html"}, context)
    await run_node("browser.fill", {"target": {"label": "Name"}, "value": "Ada"}, context)
    assert await session.page.evaluate("() => [navigator.language, innerWidth]") == ["de-DE", 700]
    await run_node("browser.click", {"target": "button", "then": "navigation"}, context)
    assert "name=Ada" in session.url
    await sessions.close()


async def test_chromiums_own_port_tells_where_it_takes_commands(
    factory: SessionFactory, browser: CdpBrowser, site: str
) -> None:
    await works(await factory.make("main", remote(f"http://127.0.0.1:{browser.port}")), site)


async def test_sessions_of_one_browser_do_not_share_cookies_and_closing_one_leaves_the_others(
    factory: SessionFactory, browser: CdpBrowser, site: str
) -> None:
    endpoint = f"http://127.0.0.1:{browser.port}"
    one, other = [await factory.make(name, remote(endpoint)) for name in ("a", "b")]
    await one.goto(f"{site}/login")
    await one.close()
    await other.goto(f"{site}/account")
    assert await other.page.inner_text("h1") == "nobody"
    await other.close()


async def test_a_providers_address_is_a_credential_and_its_token_and_login_stay_secret(
    factory: SessionFactory, browser: CdpBrowser, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority()
    (tmp_path / "trusted.pem").write_text(authority.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    login = "Basic " + b64encode(b"brd-customer-1:pass@word").decode()
    async with gate(browser, authority.server(tmp_path), path="/secret-token?zone=1", authorization=login) as there:
        url = f"wss://brd-customer-1:pass%40word@localhost:{there.port}/secret-token?zone=1"
        session = await factory.make("main", remote(), SessionSecrets(endpoint={"type": "cdp", "url": url}))
        await works(session, site)
        assert f"Host: localhost:{there.port}" in there.heads[0]
        wrong = SessionSecrets(endpoint={"type": "cdp", "url": url.replace("pass%40word", "hunter2")})
        with pytest.raises(NodeError, match="status 403") as caught:
            await factory.make("main", remote(), wrong)
        assert (caught.value.code, caught.value.retryable) == ("browser.remote_failed", True)
        told = f"{caught.value.message}{caught.value.details}{caught.value.__cause__}"
        assert not any(secret in told for secret in ("hunter2", "secret-token", "zone"))


async def test_a_connection_that_is_cut_is_a_crash_that_may_be_tried_again(
    factory: SessionFactory, browser: CdpBrowser, site: str
) -> None:
    sessions = Sessions(factory)
    async with gate(browser) as there:
        await sessions.open("main", remote(f"ws://127.0.0.1:{there.port}/secret-token"))
        session = sessions.get("main")
        await session.goto(f"{site}/form.html")
        there.drop()
        await until(lambda: session.crashed)
        with pytest.raises(NodeError) as caught:
            sessions.get("main")
        assert (caught.value.code, caught.value.retryable) == ("browser.crashed", True)
        with pytest.raises(NodeError) as caught:
            await session.goto(f"{site}/form.html")
        assert caught.value.code == "browser.crashed"
        again = await sessions.open("main", remote(f"ws://127.0.0.1:{there.port}/secret-token"))
        assert (await again.goto(f"{site}/form.html")).status == 200
        await sessions.close()


async def test_a_browser_that_dies_is_a_crash(factory: SessionFactory, site: str) -> None:
    async with cdp_browser() as browser:
        session = await factory.make("main", remote(f"http://127.0.0.1:{browser.port}"))
        await browser.kill()
        with pytest.raises(NodeError) as caught:
            await session.goto(f"{site}/form.html")
        assert caught.value.code == "browser.crashed"
        await session.close()


async def test_what_does_not_answer_as_a_browser_is_told(factory: SessionFactory, site: str) -> None:
    for endpoint in (site, site.replace("http", "ws"), "http://127.0.0.1:9", "ws://nowhere.invalid"):
        with pytest.raises(NodeError) as caught:
            await factory.make("main", remote(endpoint))
        assert caught.value.code == "browser.remote_failed", endpoint
        assert caught.value.message.startswith(f"The remote browser at {parse(endpoint).name} ")


async def test_the_guard_checks_the_endpoints_address_at_every_connection(browser: CdpBrowser) -> None:
    answers = iter(["127.0.0.2", "127.0.0.1"])

    async def names(host: str, port: int) -> list[str]:
        return [next(answers)]

    policy = NetworkPolicy(allow_hosts=frozenset({"127.0.0.2"}))
    factory = SessionFactory(WarmBrowser(nowhere), Network.guarded(policy, names))
    with pytest.raises(NetworkBlocked):
        await factory.make("main", remote(f"ws://127.0.0.1:{browser.port}{browser.path}"))
    with pytest.raises(NodeError, match="cannot be used"):  # nothing listens on the address that is allowed
        await factory.make("main", remote(f"http://changing.test:{browser.port}"))
    with pytest.raises(NetworkBlocked):
        await factory.make("main", remote(f"http://changing.test:{browser.port}"))
    await factory.close()


@pytest.mark.parametrize(
    ("options", "code", "field"),
    [
        (remote(), "browser.options", "/endpoint"),
        (remote("ws://x", proxy=ProxyChoice(servers=("http://p:1",))), "browser.options", "/proxy"),
        (remote("ftp://x"), "browser.endpoint_invalid", None),
        (remote("wss://:1/x"), "browser.endpoint_invalid", None),
    ],
)
async def test_settings_that_lead_nowhere_are_errors(
    factory: SessionFactory, options: SessionOptions, code: str, field: str | None
) -> None:
    with pytest.raises(NodeError) as caught:
        await factory.make("main", options)
    assert (caught.value.code, caught.value.field) == (code, field)
