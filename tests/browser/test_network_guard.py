"""Pages reach what the policy allows and nothing else, however the address is dressed."""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.browser.factory import Network, SessionFactory
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.session import Session
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.warm import WarmBrowser
from flow_builder.errors import NetworkBlocked, NodeError
from flow_builder.network.guard import NetworkPolicy
from tests.support.conditions import until
from tests.support.site_server import site as serve_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture(scope="module")
def server() -> Iterator[object]:
    with serve_site() as server:
        yield server


class Names:
    """A resolver whose names the test controls; `rebind.test` changes its address after the first look-up."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if host == "rebind.test":
            return ["127.0.0.2"] if self.asked.count(host) == 1 else ["127.0.0.1"]
        if host == "nowhere.test":
            raise OSError("no such name")
        return ["127.0.0.1"]


@pytest_asyncio.fixture(loop_scope="session")
async def outside(warm: WarmBrowser) -> AsyncIterator[Session]:
    """A session that may reach `shop.test` and 127.0.0.2, both this very machine, and else the public network only."""
    policy = NetworkPolicy(allow_private=False, allow_hosts=frozenset({"shop.test", "127.0.0.2"}))
    sessions = Sessions(SessionFactory(warm, Network.guarded(policy, Names())))
    yield await sessions.open("main")
    await sessions.close()


SPELLINGS = [
    "127.0.0.1",
    "localhost",
    "app.localhost",
    "LOCALHOST.",
    "127.1",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "①②⑦.⓪.⓪.①",
    "10.0.0.1",
    "169.254.169.254",
    "[fd00:ec2::254]",
    "evil.test",
]


@pytest.mark.parametrize("host", SPELLINGS)
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_no_spelling_of_a_private_address_is_reached(
    outside: Session, server: Any, host: str, scheme: str
) -> None:
    server.requests.clear()
    with pytest.raises(NetworkBlocked) as caught:
        await outside.goto(f"{scheme}://{host}:{server.server_port}/form.html", timeout_s=10)
    assert not caught.value.retryable
    assert server.requests == []


async def test_an_allowed_name_is_reached_through_the_proxy(outside: Session, server: Any) -> None:
    visit = await outside.goto(f"http://shop.test:{server.server_port}/products.html")
    assert (visit.status, visit.title) == (200, "Products")


async def test_a_redirect_to_a_private_address_is_blocked(outside: Session, server: Any) -> None:
    server.requests.clear()
    target = f"http://127.0.0.1:{server.server_port}/secret"
    with pytest.raises(NetworkBlocked):
        await outside.goto(f"http://shop.test:{server.server_port}/redirect?to={target}")
    assert not any(path.startswith("/secret") for path in server.requests)


async def test_a_name_that_changes_its_address_gains_nothing(outside: Session, server: Any) -> None:
    with serve_site(host="127.0.0.2") as other:
        port = other.server_port
        assert (await outside.goto(f"http://rebind.test:{port}/form.html")).status == 200
        server.requests.clear()
        with pytest.raises(NetworkBlocked):
            await outside.goto(f"http://rebind.test:{server.server_port}/form.html")
        assert server.requests == []


REQUESTS = {
    "fetch": "await fetch(args, { mode: 'no-cors' })",
    "image": "await new Promise((ok, bad) => { const i = new Image(); i.onload = ok; i.onerror = bad; i.src = args })",
    "frame": "await new Promise((ok) => { const f = document.createElement('iframe'); f.onload = ok; f.src = args; document.body.append(f) })",
    "beacon": "navigator.sendBeacon(args); await fetch('/form.html')",
    "socket": "await new Promise((ok, bad) => { const s = new WebSocket(args.replace('http', 'ws')); s.onopen = ok; s.onerror = bad })",
    "worker": """
        const code = `fetch('${args}', { mode: 'no-cors' }).finally(() => postMessage(1))`;
        const worker = new Worker(URL.createObjectURL(new Blob([code])));
        await new Promise((ok) => { worker.onmessage = ok })""",
    "event source": "await new Promise((ok) => { const e = new EventSource(args); e.onopen = e.onerror = ok; })",
    "prefetch": """
        const link = Object.assign(document.createElement('link'), { rel: 'prefetch', href: args });
        await new Promise((ok) => { link.onload = link.onerror = ok; document.head.append(link) })""",
}


@pytest.mark.parametrize("kind", REQUESTS)
async def test_no_request_of_a_page_gets_inside(outside: Session, server: Any, kind: str) -> None:
    await outside.goto(f"http://shop.test:{server.server_port}/form.html")
    server.requests.clear()
    script = f"async (args) => {{ try {{ {REQUESTS[kind]} }} catch {{}} }}"
    await outside.page.evaluate(script, f"http://127.0.0.1:{server.server_port}/secret")
    await until(lambda: "127.0.0.1" in outside.proxy.refused)
    assert not any("secret" in path for path in server.requests)


async def test_the_same_requests_do_arrive_where_they_may(outside: Session, server: Any) -> None:
    """The tests above could not fail if the scripts were wrong."""
    await outside.goto(f"http://shop.test:{server.server_port}/form.html")
    for script in REQUESTS.values():
        server.requests.clear()
        await outside.page.evaluate(
            f"async (args) => {{ try {{ {script} }} catch {{}} }}", f"http://shop.test:{server.server_port}/secret"
        )
        await until(lambda: any("secret" in path for path in server.requests))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "data:text/html,hi",
        "view-source:http://shop.test/",
        "chrome://version",
        "javascript:1",
        "ftp://shop.test/",
        "blob:http://shop.test/1",
    ],
)
async def test_other_schemes_are_blocked(outside: Session, url: str) -> None:
    with pytest.raises(NetworkBlocked):
        await outside.goto(url)


async def test_a_page_cannot_lead_itself_to_a_file(outside: Session, server: Any) -> None:
    await outside.goto(f"http://shop.test:{server.server_port}/form.html")
    for url in ("file:///etc/passwd", "chrome://version", "view-source:file:///etc/passwd"):
        await outside.page.evaluate("url => { location.href = url; window.open(url) }", url)
    assert await outside.page.title() == "Order"
    contents = [await page.content() for page in outside.context.pages]
    assert not any("root:" in content for content in contents)


async def test_what_was_blocked_is_in_the_log(outside: Session, server: Any) -> None:
    lines: list[str] = []
    outside.log = lambda message, level="info", **_: lines.append(f"{level}: {message}")
    await outside.goto(f"http://shop.test:{server.server_port}/form.html")
    await outside.page.evaluate("fetch('http://evil.test/').catch(() => 0)")
    assert any("evil.test" in line and line.startswith("warning") for line in lines)


async def test_a_name_without_address_and_a_closed_port_are_named(outside: Session) -> None:
    with pytest.raises(NodeError) as caught:
        await outside.goto("http://nowhere.test/")
    assert (caught.value.code, caught.value.retryable) == ("network.unresolved", True)
    with pytest.raises(NodeError) as caught:
        await outside.goto("http://shop.test:9/")
    assert caught.value.code == "browser.navigation_failed"


async def test_where_private_networks_are_allowed_loopback_is_reached_directly_and_metadata_is_not(
    warm: WarmBrowser, server: Any
) -> None:
    names = Names()
    sessions = Sessions(SessionFactory(warm, Network.guarded(NetworkPolicy(allow_private=True), names)))
    try:
        session = await sessions.open("main", SessionOptions(locale="de-DE"))
        for host in ("127.0.0.1", "localhost", "evil.test"):
            assert (await session.goto(f"http://{host}:{server.server_port}/form.html")).status == 200
        assert set(names.asked) == {"evil.test"}
        for host in ("169.254.169.254", "[fd00:ec2::254]", "0xa9fea9fe", "[::ffff:169.254.169.254]"):
            with pytest.raises(NetworkBlocked):
                await session.goto(f"http://{host}/latest/meta-data/", timeout_s=10)
    finally:
        await sessions.close()
