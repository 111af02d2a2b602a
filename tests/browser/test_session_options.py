"""What sites and their neighbours see of a session's options, and its tabs."""

from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from flow_builder.browser import tabs
from flow_builder.browser.options import Geolocation, SessionOptions
from flow_builder.browser.secrets import SessionSecrets
from flow_builder.browser.sessions import Sessions
from flow_builder.errors import LimitExceeded, NodeError
from tests.support.conditions import until
from tests.support.page_context import PageContext

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]


class _Guarded(BaseHTTPRequestHandler):
    """Asks for a login, and shows what it was sent: as text, and to the test."""

    def do_GET(self) -> None:
        self.server.seen.append((self.headers["Host"].partition(":")[0], dict(self.headers)))  # type: ignore[attr-defined]
        if self.path == "/both":
            url = f"http://localhost:{self.server.server_port}/open"  # type: ignore[attr-defined]
            self._send(200, f"<h1>both</h1><img src='{url}'>".encode())
        elif self.path == "/open" or "Authorization" in self.headers:
            self._send(200, b64decode(self.headers.get("Authorization", "Basic ").removeprefix("Basic ")) or b"open")
        else:
            self._send(401, b"", **{"WWW-Authenticate": 'Basic realm="r"'})

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stays quiet."""


@pytest.fixture
def guarded() -> Iterator[Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Guarded)
    server.daemon_threads = True
    server.seen = []  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


async def test_a_site_that_asks_gets_the_http_login_of_its_origin_only(sessions: Sessions, guarded: Any) -> None:
    url = f"http://127.0.0.1:{guarded.server_port}"
    login = {"type": "basic", "username": "ada", "password": "pw"}
    session = await sessions.open("main", SessionOptions(), SessionSecrets(basic_auth=login))
    await session.goto(f"{url}/in")
    assert await session.page.inner_text("body") == "ada:pw"
    bound = await sessions.open("other", SessionOptions(), SessionSecrets(basic_auth={**login, "origin": url}))
    assert (await bound.goto(f"{url}/in")).status == 200
    elsewhere = SessionSecrets(basic_auth={**login, "origin": "https://shop.example.com"})
    stranger = await sessions.open("third", SessionOptions(), elsewhere)
    assert (await stranger.goto(f"{url}/in")).status == 401


async def test_headers_go_to_the_site_and_not_to_what_its_pages_load(sessions: Sessions, guarded: Any) -> None:
    session = await sessions.open("main", SessionOptions(headers={"X-Key": "s3cret"}))
    await session.goto(f"http://127.0.0.1:{guarded.server_port}/both")
    await until(lambda: any(host == "localhost" for host, _ in guarded.seen))
    sent = {host: "s3cret" in str(headers) for host, headers in guarded.seen}
    assert sent == {"127.0.0.1": True, "localhost": False}


async def test_a_mobile_session_has_touch_scale_colours_a_place_and_permissions(sessions: Sessions, site: str) -> None:
    options = SessionOptions(
        mobile=True,
        scale=2,
        color_scheme="dark",
        geolocation=Geolocation(latitude=52.5, longitude=13.4),
        permissions=("notifications",),
    )
    session = await sessions.open("main", options)
    await session.goto(f"{site}/form.html")
    seen = await session.page.evaluate(
        """async () => [
          navigator.maxTouchPoints > 0, devicePixelRatio, matchMedia("(prefers-color-scheme: dark)").matches,
          (await navigator.permissions.query({name: "geolocation"})).state,
          (await navigator.permissions.query({name: "notifications"})).state,
          await new Promise((done) => navigator.geolocation.getCurrentPosition((at) => done(at.coords.longitude))),
        ]"""
    )
    assert seen == [True, 2, True, "granted", "granted", 13.4]


async def test_a_popup_is_a_tab_and_when_it_closes_itself_steps_act_on_the_page_before(node: Node, site: str) -> None:
    await node("open", url=f"{site}/talk.html")
    await node("click", target="#popup")
    switched = await node("tab", action={"kind": "switch", "url": "*/form.html"})
    assert [tab["current"] for tab in switched["tabs"]] == [False, True]
    assert (await node("get_text", target="button"))["text"] == "Send"
    await node("evaluate", script="setTimeout(close, 50); return 1")
    context: PageContext = node.__closure__[0].cell_contents  # type: ignore[attr-defined]
    assert context.browser is not None
    session = context.browser.get("main")
    await until(lambda: session.url.endswith("/talk.html"))
    listed = await node("tab", action={"kind": "list"})
    assert [(tab["url"].rpartition("/")[2], tab["current"]) for tab in listed["tabs"]] == [("talk.html", True)]


async def test_tabs_are_found_by_place_address_and_title_and_closed(node: Node, site: str) -> None:
    await node("open", url=f"{site}/products.html")
    await node("tab", action={"kind": "new", "url": "/form.html"})
    await node("tab", action={"kind": "new"})
    assert (await node("tab", action={"kind": "switch", "title": "order"}))["url"].endswith("/form.html")
    assert (await node("tab", action={"kind": "switch", "index": 0}))["title"] == "Products"
    closed = await node("tab", action={"kind": "close", "index": -1})
    assert [tab["title"] for tab in closed["tabs"]] == ["Products", "Order"]
    closed = await node("tab", action={"kind": "close"})
    assert (closed["title"], len(closed["tabs"])) == ("Order", 1)
    with pytest.raises(NodeError) as caught:
        await node("tab", action={"kind": "new", "url": "/nothing.html"})
    assert caught.value.code == "browser.http_error"


async def test_fields_filled_in_one_tab_count_though_another_was_looked_at(sessions: Sessions, site: str) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/form.html")
    session.touched()
    form = session.facts()
    first = session.page
    await tabs.add(session)
    await session.goto(f"{site}/products.html")
    assert (session.visits, session.edits) != (form["visits"], form["edits"])
    session.use(first)
    assert session.facts() == form


async def test_a_session_has_a_limit_of_tabs(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabs, "MAX_TABS", 2)
    session = await sessions.open("main")
    await tabs.add(session)
    with pytest.raises(LimitExceeded) as caught:
        await tabs.add(session)
    assert caught.value.code == "browser.tabs"
