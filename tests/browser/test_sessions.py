"""Sessions: isolation, what pages do on their own, targets in frames and shadow roots, crashes, rebuilding."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from flow_builder.browser.factory import Network, SessionFactory
from flow_builder.browser.options import SessionOptions, Viewport
from flow_builder.browser.sessions import MAX_SESSIONS, Sessions
from flow_builder.browser.warm import WarmBrowser
from flow_builder.errors import FlowBuilderError, NodeError
from flow_builder.network.guard import NetworkPolicy
from tests.support.conditions import until
from tests.support.page_context import PageContext
from tests.support.site_server import address
from tests.support.site_server import site as serve_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]


async def test_sessions_do_not_share_cookies(node: Node, site: str) -> None:
    await node("open", session="a", url=f"{site}/login")
    await node("open", session="b", url=f"{site}/account")
    assert (await node("get_text", session="b", target="h1"))["text"] == "nobody"
    await node("goto", session="a", url="/account")
    assert (await node("get_text", session="a", target="h1"))["text"] == "who=ada"
    await node("open", session="a", url=f"{site}/account")
    assert (await node("get_text", session="a", target="h1"))["text"] == "nobody"


async def test_a_session_looks_to_sites_as_its_options_say(sessions: Sessions, site: str) -> None:
    options = SessionOptions(
        viewport=Viewport(width=500, height=400),
        locale="de-DE",
        timezone="Asia/Tokyo",
        user_agent="Probe/1",
        headers={"X-Probe": "hidden"},
    )
    session = await sessions.open("main", options)
    await session.goto(f"{site}/headers")
    text = (await session.page.inner_text("pre")).lower()
    assert "user-agent: probe/1" in text
    assert "x-probe: hidden" in text
    assert "accept-language: de-de" in text
    seen = await session.page.evaluate(
        "[innerWidth, Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language]"
    )
    assert seen == [500, "Asia/Tokyo", "de-DE"]
    assert session.facts()["options"] == {
        "viewport": {"width": 500, "height": 400},
        "locale": "de-DE",
        "timezone": "Asia/Tokyo",
        "user_agent": "Probe/1",
    }
    assert "hidden" not in str(session.facts())


async def test_a_wrong_option_is_a_clear_error(sessions: Sessions) -> None:
    with pytest.raises(NodeError, match="Mars"):
        await sessions.open("main", SessionOptions(timezone="Mars/Base"))


async def test_blocked_kinds_of_requests_are_not_made(sessions: Sessions) -> None:
    with serve_site() as server:
        session = await sessions.open("main", SessionOptions(block=("image",)))
        await session.goto(f"{address(server)}/form.html")
        await session.page.set_content("<img src='/pic.png'><link rel=stylesheet href='/style.css'>")
        await until(lambda: "/style.css" in server.requests)
        assert "/pic.png" not in server.requests


async def test_pages_without_javascript(sessions: Sessions, site: str) -> None:
    session = await sessions.open("main", SessionOptions(javascript=False))
    await session.goto(f"{site}/sent.html?name=x")
    assert await session.page.locator("#what").text_content() == ""


async def test_dialogs_are_dismissed_and_logged(node: Node, context: PageContext, site: str) -> None:
    await node("open", url=f"{site}/talk.html")
    await node("click", target="#ask")
    assert (await node("evaluate", script="return document.title"))["result"] == "false"
    assert any("Sure?" in message for message, *_ in context.lines)


async def test_a_popup_can_become_the_page_of_the_session(node: Node, site: str) -> None:
    await node("open", url=f"{site}/talk.html")
    output = await node("click", target="#popup", then="popup")
    assert output["url"].endswith("/form.html")
    assert (await node("get_text", target="button"))["text"] == "Send"


async def test_a_download_nobody_asked_for_is_no_answer_to_a_later_click_and_logged(
    node: Node, context: PageContext, site: str
) -> None:
    await node("open", url=f"{site}/products.html")
    await node("click", target="#report")
    await until(lambda: any("download" in message for message, *_ in context.lines))
    with pytest.raises(NodeError) as caught:
        await node("click", target="h1", then="download", timeout_s=0.3)
    assert caught.value.code == "browser.download_missing"


async def test_a_file_in_place_of_a_page_is_an_error_with_a_hint(node: Node, site: str) -> None:
    await node("open", url=f"{site}/form.html")
    with pytest.raises(NodeError) as caught:
        await node("goto", url=f"{site}/report.csv")
    assert caught.value.code == "browser.download"
    assert "http.download" in (caught.value.hint or "")


async def test_a_click_waits_for_the_page_it_leads_to(node: Node, site: str) -> None:
    await node("open", url=f"{site}/talk.html")
    assert (await node("click", target="#slow"))["title"] == "Slow"


async def test_targets_reach_into_frames_and_open_shadow_roots(node: Node, site: str) -> None:
    await node("open", url=f"{site}/frames.html")
    inner = {"css": "h3", "nth": 1, "frame": ["#outer", "#inner"]}
    assert (await node("get_text", target=inner))["text"] == "Toaster"
    assert (await node("get_text", target=".card h4"))["text"] == "In the shadow"
    fields = [{"name": "title", "target": "h4"}, {"name": "again", "target": {"xpath": "//h4"}}]
    found = await node("extract_list", row=".card", fields=fields)
    assert found["items"] == [{"title": "In the shadow", "again": "In the shadow"}]
    rows = {"css": ".product", "frame": ["#outer", "#inner"]}
    found = await node("extract_list", row=rows, fields=[{"name": "title", "target": {"role": "heading"}}])
    assert [item["title"] for item in found["items"]] == ["Kettle", "Toaster", "Teapot"]


async def test_the_first_target_in_rank_that_is_there_is_taken(node: Node, context: PageContext, site: str) -> None:
    await node("open", url=f"{site}/form.html")
    ranked = ["#gone", {"test_id": "send"}, "button"]
    assert (await node("get_text", target=ranked))["text"] == "Send"
    assert any("was used instead" in message for message, *_ in context.lines)
    await node("goto", url=f"{site}/late.html")
    assert (await node("get_text", target=["#gone", "#late"]))["text"] == "It is here now"
    with pytest.raises(NodeError) as caught:
        await node("click", target=["#gone", "#too"], timeout_s=0.2)
    assert caught.value.code == "browser.target_missing"
    assert caught.value.details["target"] == "css=#gone | css=#too"


async def test_waiting_for_what_goes_and_for_what_stays_hidden(node: Node, site: str) -> None:
    await node("open", url=f"{site}/late.html")
    await node("wait_for", until={"kind": "element", "target": "#early", "state": "detached"})
    await node("wait_for", until={"kind": "element", "target": "#hidden", "state": "hidden"})
    await node("wait_for", until={"kind": "element", "target": "#hidden", "state": "attached"})
    with pytest.raises(NodeError, match="did not become visible") as caught:
        await node("wait_for", until={"kind": "element", "target": "#hidden"}, timeout_s=0.2)
    assert caught.value.code == "browser.timeout"


async def test_evidence_shows_every_session(sessions: Sessions, site: str) -> None:
    await (await sessions.open("main")).goto(f"{site}/form.html")
    await sessions.open("other")
    files = {name: (data, kind) for name, data, kind in await sessions.evidence("step")}
    assert set(files) == {"step-main.png", "step-main.html", "step-other.png", "step-other.html"}
    assert files["step-main.png"][0].startswith(b"\x89PNG")
    assert b"I agree" in files["step-main.html"][0]


async def test_a_crashed_page_is_said_to_have_crashed_and_others_live_on(sessions: Sessions, site: str) -> None:
    session, other = await sessions.open("main"), await sessions.open("other")
    await session.goto(f"{site}/form.html")
    cdp = await session.context.new_cdp_session(session.page)
    crash = asyncio.ensure_future(cdp.send("Page.crash"))  # which nobody is left to answer
    with pytest.raises(NodeError) as caught, session.acting("wait"):
        await session.page.evaluate("new Promise(() => {})")
    crash.cancel()
    assert (caught.value.code, caught.value.retryable) == ("browser.crashed", True)
    await until(lambda: session.crashed)
    with pytest.raises(NodeError) as caught:
        sessions.get("main")
    assert caught.value.code == "browser.crashed"
    assert await sessions.evidence("step") != []
    assert (await other.goto(f"{site}/form.html")).status == 200


async def test_a_step_without_an_open_session_says_which_are_open(node: Node, site: str) -> None:
    await node("open", session="shop", url=f"{site}/form.html")
    with pytest.raises(NodeError) as caught:
        await node("get_html")
    assert caught.value.code == "browser.no_session"
    assert caught.value.details == {"session": "main", "open": ["shop"]}


async def test_a_prepared_session_saves_the_time_of_opening_one(warm: WarmBrowser, site: str) -> None:
    factory = SessionFactory(warm, Network.guarded(NetworkPolicy(allow_private=True)))
    plain = Sessions(factory)
    started = time.perf_counter()
    await plain.open("main")
    without = time.perf_counter() - started
    factory.prepare()
    await until(lambda: factory.prepared)
    started = time.perf_counter()
    session = await plain.open("other")
    assert time.perf_counter() - started < without / 2
    assert (await session.goto(f"{site}/form.html")).status == 200
    await plain.close()


async def test_a_spare_session_may_be_taken_or_dropped_at_any_time(warm: WarmBrowser, site: str) -> None:
    factory = SessionFactory(warm, Network.guarded(NetworkPolicy(allow_private=True)))
    sessions = Sessions(factory)
    for ready in (lambda: True, lambda: factory.prepared, lambda: factory.at_rest):
        factory.prepare()
        await until(ready)
        session = await sessions.open("main")
        assert (await session.goto(f"{site}/form.html")).title == "Order"
        await session.page.locator("button").wait_for()
    await sessions.close()


async def test_closed_sessions_go_away_meanwhile_and_count_until_they_are_gone(
    sessions: Sessions, warm: WarmBrowser
) -> None:
    browser = await warm.get()
    before = len(browser.contexts)
    for number in range(2 * MAX_SESSIONS):
        await sessions.open(f"s{number}")
        assert len(browser.contexts) - before <= MAX_SESSIONS
        assert await sessions.close_session(f"s{number}")
        assert not await sessions.close_session(f"s{number}")
    await sessions.close()
    assert len(browser.contexts) == before


async def test_a_dead_browser_is_replaced_for_the_next_session(site: str) -> None:
    warm = WarmBrowser()
    sessions = Sessions(SessionFactory(warm, Network.guarded(NetworkPolicy(allow_private=True))))
    await sessions.open("main")
    await (await warm.get()).close()
    with pytest.raises(FlowBuilderError) as caught:
        await sessions.get("main").goto(f"{site}/form.html")
    assert caught.value.code == "browser.crashed"
    assert (await (await sessions.open("main")).goto(f"{site}/form.html")).status == 200
    assert warm.starts == 2
    await sessions.close()
    await warm.close()


async def test_a_chromium_that_does_not_start_is_a_clear_error(tmp_path: Any) -> None:
    from flow_builder.browser.launch import BrowserBinary

    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    warm = WarmBrowser(lambda: BrowserBinary(str(broken), "chromium", "env"))
    with pytest.raises(NodeError) as caught:
        await warm.get()
    assert caught.value.code == "browser.start_failed"
    assert str(broken) in caught.value.message
    await warm.close()


async def test_a_table_with_repeated_and_empty_headings(node: Node, site: str) -> None:
    await node("open", url=f"{site}/table.html")
    table = await node("extract_table", target="#twice")
    assert table["headers"] == ["Name", "Name_2", "column_3"]
    assert table["rows"] == [{"Name": "x", "Name_2": "y", "column_3": "z"}]
    spans = await node("extract_table", target="#prices", links=True)
    assert spans["rows"][4]["Item"] == {"text": "Bread", "href": None}
    assert spans["rows"][0]["Item"]["href"].endswith("/coffee.html")
    short = await node("extract_table", target="#plain", header="first_row")
    assert short["rows"] == [{"a": "b", "1": ""}]


async def test_a_page_that_loops_can_still_be_shown_and_left(node: Node, site: str) -> None:
    await node("open", url=f"{site}/form.html")
    with pytest.raises(NodeError):
        await node("evaluate", script="for (;;) {}", timeout_s=0.3)
    assert (await node("get_text", target="button"))["text"] == "Send"
    with pytest.raises(NodeError) as caught:
        await node("evaluate", script="await new Promise(() => {})", timeout_s=0.3)
    assert caught.value.code == "browser.timeout"
    with pytest.raises(NodeError) as caught:
        await node("evaluate", script="this is not javascript")
    assert caught.value.code == "browser.script_failed"


async def test_text_that_is_not_valid_unicode_is_repaired(node: Node, site: str) -> None:
    await node("open", url=f"{site}/form.html")
    await node("evaluate", script="document.querySelector('button').textContent = 'a\\ud800b'; return 1")
    assert (await node("get_text", target="button"))["text"] == "a\ufffdb"
    assert (await node("evaluate", script="return {t: 'x\\udc00'}"))["result"] == {"t": "x\ufffd"}
    found = await node("extract_list", row="form", fields=[{"name": "b", "target": "button"}])
    assert found["items"] == [{"b": "a\ufffdb"}]
    (await node("get_html"))["html"].encode()


async def test_the_last_page_may_come_by_a_click_that_changes_nothing(node: Node, site: str) -> None:
    await node("open", url=f"{site}/pages/1.html")
    output = await node(
        "paginate",
        row="li",
        fields=[{"name": "n", "target": "i", "as": "integer"}],
        next={"kind": "next_button", "target": "ul"},
        timeout_s=1.5,
    )
    assert (output["count"], output["pages"], output["ended"]) == (3, 1, "last_page")
