"""Dialogs answered as told, responses captured around an action, requests left out, pictures and prints."""

import io
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from flow_builder.browser.factory import Network, SessionFactory
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.traffic import Match
from flow_builder.browser.warm import WarmBrowser
from flow_builder.errors import FlowBuilderError, NodeError
from flow_builder.network.guard import NetworkPolicy
from tests.support.conditions import until
from tests.support.page_context import PageContext
from tests.support.site_server import address
from tests.support.site_server import site as serve_site
from tests.support.web import Reply, serve

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]


async def ask(node: Node, script: str) -> Any:
    """Runs a script that opens a dialog and returns what it came back with."""
    return (await node("evaluate", script=f"return {script}"))["result"]


async def test_dialogs_are_answered_as_told(node: Node, site: str) -> None:
    await node("open", url=f"{site}/talk.html")
    assert await ask(node, "confirm('Sure?')") is False
    await node("dialog", do={"kind": "answer", "message": "*Sure*"})
    assert await ask(node, "confirm('Other?')") is False
    assert await ask(node, "confirm('Sure?')") is True
    assert await ask(node, "confirm('Sure?')") is False
    await node("dialog", do={"kind": "answer", "text": "Ada", "type": "prompt", "which": "all"})
    assert await ask(node, "[prompt('Who?', 'x'), prompt('Who?'), confirm('Who?')]") == ["Ada", "Ada", False]
    await node("dialog", do={"kind": "answer", "answer": "dismiss", "type": "prompt", "which": "all"})
    assert await ask(node, "prompt('Who?')") is None


async def test_an_expected_dialog_gives_its_message_once(node: Node, site: str) -> None:
    await node("open", url=f"{site}/talk.html")
    await node("dialog", do={"kind": "answer", "text": "Ada", "type": "prompt"})
    await node("evaluate", script="alert('One'); prompt('Two', 'default'); setTimeout(() => alert('Three'), 200)")
    found = await node("dialog", do={"kind": "expect", "message": "/^T/"})
    assert found["dialog"] == {
        "kind": "prompt",
        "message": "Two",
        "default": "default",
        "accepted": True,
        "text": "Ada",
    }
    assert (await node("dialog", do={"kind": "expect", "message": "T*"}))["message"] == "Three"
    with pytest.raises(NodeError) as caught:
        await node("dialog", do={"kind": "expect", "message": "T*"}, timeout_s=0.2)
    assert caught.value.code == "browser.dialog_missing"
    assert caught.value.details["came"] == ["alert: One"]


async def test_leaving_a_page_that_asks_can_be_refused(node: Node, site: str) -> None:
    await node("open", url=f"{site}/form.html")
    await node("evaluate", script="addEventListener('beforeunload', (event) => event.preventDefault())")
    await node("click", target={"label": "Name"})  # browsers ask only where somebody has acted
    await node("goto", url=f"{site}/talk.html")
    found = await node("dialog", do={"kind": "expect", "type": "beforeunload"})
    assert found["dialog"]["accepted"] is True


async def test_responses_are_captured_around_an_action(node: Node, site: str) -> None:
    await node("open", url=f"{site}/asks.html")
    await node("capture_response", do={"kind": "start", "url": "*/api/orders*"})
    await node("click", target="#load")
    found = await node("capture_response", do={"kind": "collect", "go_on": True})
    assert found["body"] == {"orders": ["order 1-1", "order 1-2"], "next": True}
    assert found["responses"][0]["method"] == "GET"
    for _ in range(2):
        await node("click", target="#load")
    found = await node("capture_response", do={"kind": "collect", "count": 2})
    assert sorted(each["url"][-1] for each in found["responses"]) == ["2", "3"]  # asked for nearly at once
    with pytest.raises(NodeError, match="No capture"):
        await node("capture_response", do={"kind": "collect"})


async def test_a_capture_picks_by_method_and_kind_and_keeps_files(node: Node, context: PageContext, site: str) -> None:
    await node("open", url=f"{site}/asks.html")
    await node("capture_response", name="posts", do={"kind": "start", "method": "POST"})
    await node("capture_response", name="all", do={"kind": "start", "url": "*/api/*", "status": 200})
    await node("click", target="#text")
    await node("click", target="#load")
    found = await node("capture_response", name="posts", do={"kind": "collect", "content": "text"})
    assert (found["count"], found["body"]) == (1, "")
    found = await node("capture_response", name="all", do={"kind": "collect", "count": 2, "content": "file"})
    kept = next(each["file"] for each in found["responses"] if each["file"]["name"] == "orders")
    assert b"order 1-1" in context.files[kept["artifact"]]


async def test_waiting_for_a_response_and_for_one_that_does_not_come(sessions: Sessions, site: str) -> None:
    session = await sessions.open("main")
    await session.goto(f"{site}/asks.html")
    with session.traffic.watching(Match(url="*/api/orders*", scripted=True)) as watch:
        await session.page.click("#load")
        exchange = await watch.next(5)
    assert (exchange.status, exchange.content) == (200, None)
    with pytest.raises(NodeError) as caught:
        await session.traffic.wait(Match(url="*/nothing", status=2), 0.2)
    assert caught.value.code == "browser.response_missing"
    assert "*/nothing" in caught.value.message


async def test_what_is_no_json_is_said_and_quoted(node: Node, site: str) -> None:
    await node("open", url=f"{site}/asks.html")
    await node("capture_response", do={"kind": "start", "url": "*/form.html", "scripts_only": False})
    await node("goto", url=f"{site}/form.html")
    with pytest.raises(NodeError) as caught:
        await node("capture_response", do={"kind": "collect"})
    assert caught.value.code == "browser.response_invalid"
    assert "DOCTYPE" in caught.value.details["text"]


@pytest.mark.parametrize(
    ("options", "left_out"),
    [
        ({"block": ["image"]}, {"/a.png"}),
        ({"block": ["stylesheet", "fetch"]}, {"/b.css", "/data"}),
        ({"block_urls": ["*/a.*", "*/data"]}, {"/a.png", "/data"}),
        ({}, set()),
    ],
)
async def test_requests_are_left_out(sessions: Sessions, options: dict[str, Any], left_out: set[str]) -> None:
    everything = {"/a.png", "/b.css", "/c.js", "/data"}
    with serve_site() as server:
        session = await sessions.open("main", SessionOptions.model_validate(options))
        await session.goto(f"{address(server)}/form.html")
        await session.page.set_content("<img src=/a.png><link rel=stylesheet href=/b.css><script src=/c.js></script>")
        await session.page.evaluate("fetch('/data').catch(() => 0).then(() => navigator.sendBeacon('/end'))")
        await until(lambda: "/end" in server.requests)
        assert everything - set(server.requests) == left_out


class _Local:
    async def __call__(self, host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]


HTML = {"content-type": "text/html"}


@pytest.mark.parametrize("blocked", [True, False])
async def test_trackers_are_turned_away_in_every_frame_without_noise(warm: WarmBrowser, blocked: bool) -> None:
    lines: list[str] = []
    policy = NetworkPolicy(allow_private=False, allow_hosts=frozenset({"shop.test", "b.scorecardresearch.com"}))
    sessions = Sessions(SessionFactory(warm, Network.guarded(policy, _Local())))
    async with serve({}) as web:
        tracker = f"http://b.scorecardresearch.com:{web.port}"
        web.routes |= {
            "/": lambda *_: Reply(f"<iframe src=/inner></iframe><img src={tracker}/outer.gif>".encode(), headers=HTML),
            "/inner": lambda *_: Reply(f"<img src={tracker}/inner.gif>".encode(), headers=HTML),
        }
        session = await sessions.open("main", SessionOptions(block_trackers=blocked))
        session.log = lambda message, *_, **__: lines.append(message)
        await session.goto(f"http://shop.test:{web.port}/")
        asked = {request.path for request in web.requests}
        await sessions.close()
    assert asked & {"/inner.gif", "/outer.gif"} == (set() if blocked else {"/inner.gif", "/outer.gif"})
    assert lines == []


async def test_passwords_and_covered_elements_are_not_in_pictures(
    node: Node, context: PageContext, sessions: Sessions, site: str
) -> None:
    await node("open", url=f"{site}/form.html")
    page = sessions.get("main").page
    await page.set_content(
        "<body style='margin:0;background:#fff'><input type=password value=x style='position:absolute;top:0;left:0;"
        "width:100px;height:40px'><div id=d style='position:absolute;top:100px;width:100px;height:40px'>y</div>"
    )
    plain = await node("screenshot")
    covered = await node("screenshot", cover=["#d"])
    for output, colours in ((plain, ("#ff00ff", "#ffffff")), (covered, ("#ff00ff", "#ff00ff"))):
        data = context.files[output["file"]["artifact"]]
        assert await _colours(page, data) == list(colours)


async def test_typed_passwords_are_not_in_html_though_pages_write_them_into_attributes(
    node: Node, sessions: Sessions, site: str
) -> None:
    await node("open", url=f"{site}/form.html")
    session = sessions.get("main")
    await session.page.set_content(
        "<input type=password id=p oninput='this.setAttribute(\"value\", this.value)'><input value=kept>"
    )
    await node("fill", target={"css": "#p"}, value="typed-by-hand")
    kept = {suffix: data for suffix, data, _ in await session.evidence()}
    seen = [
        kept["html"].decode(),
        (await node("get_html"))["html"],
        (await node("get_html", target={"css": "body"}))["html"],
    ]
    for html in seen:
        assert "typed-by-hand" not in html
        assert 'value="•••"' in html
        assert 'value="kept"' in html


async def _colours(page: Any, png: bytes) -> list[str]:
    """Returns the colours at (90, 20) and (90, 120), read by the browser itself."""
    import base64

    return await page.evaluate(
        """async (data) => {
            const image = new Image();
            image.src = "data:image/png;base64," + data;
            await image.decode();
            const canvas = Object.assign(document.createElement("canvas"), { width: 200, height: 200 });
            const pen = canvas.getContext("2d");
            pen.drawImage(image, 0, 0);
            return [20, 120].map((y) => "#" + [...pen.getImageData(90, y, 1, 1).data].slice(0, 3)
                .map((part) => part.toString(16).padStart(2, "0")).join(""));
        }""",
        base64.b64encode(png).decode(),
    )


async def test_a_page_too_tall_for_one_picture_is_cut_and_says_so(
    node: Node, context: PageContext, sessions: Sessions, site: str
) -> None:
    await node("open", url=f"{site}/form.html")
    await sessions.get("main").page.set_content("<div style='height:40000px;width:50px'></div>")
    output = await node("screenshot", full_page=True)
    data = context.files[output["file"]["artifact"]]
    assert output["cut"] is True
    assert int.from_bytes(data[20:24], "big") == 16_384
    assert any("too tall" in message for message, *_ in context.lines)


async def test_a_print_has_the_pages_asked_for(node: Node, context: PageContext, sessions: Sessions, site: str) -> None:
    from pypdf import PdfReader

    await node("open", url=f"{site}/form.html")
    await sessions.get("main").page.set_content("<h1>First</h1><h1 style='break-before:page'>Second</h1>")
    output = await node("pdf", pages="2", footer="<span class=pageNumber></span>", format="A5", landscape=True)
    pdf = PdfReader(io.BytesIO(context.files[output["file"]["artifact"]]))
    assert len(pdf.pages) == 1
    assert "Second" in pdf.pages[0].extract_text()
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
    with pytest.raises(FlowBuilderError, match="exceeds") as caught:
        await node("pdf", pages="9")
    assert re.search("page 9", caught.value.hint or "")
