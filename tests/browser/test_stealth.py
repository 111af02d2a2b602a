"""The stealth engine looks like one and the same browser from everywhere, and does what the standard one does."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.browser.factory import Network, SessionFactory
from flow_builder.browser.human import Human
from flow_builder.browser.launch import find_full_chromium
from flow_builder.browser.options import SessionOptions, Viewport
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.warm import WarmBrowser
from flow_builder.errors import HostError, NodeError
from flow_builder.network.guard import NetworkPolicy
from tests.support.page_context import PageContext, run_node

try:
    find_full_chromium()
except HostError:
    pytest.skip("needs a full Chromium", allow_module_level=True)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

GERMAN = SessionOptions(
    engine="stealth", locale="de-DE", timezone="Europe/Berlin", viewport=Viewport(width=1100, height=700)
)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def factory() -> AsyncIterator[SessionFactory]:
    factory = SessionFactory(WarmBrowser(), Network.guarded(NetworkPolicy(allow_private=True)))
    yield factory
    await factory.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sessions(factory: SessionFactory) -> AsyncIterator[Sessions]:
    sessions = Sessions(factory)
    yield sessions
    await sessions.close()


async def traits(sessions: Sessions, site: str, options: SessionOptions) -> dict[str, Any]:
    session = await sessions.open("main", options)
    await session.goto(f"{site}/engines/traits.html")
    found: dict[str, Any] = await session.page.evaluate("() => traits", isolated_context=False)  # type: ignore[call-arg]
    return found


def header(text: str, name: str) -> str | None:
    found = re.search(rf"^{name}: (.*)$", text, re.IGNORECASE | re.MULTILINE)
    return found[1].replace("&quot;", '"').strip() if found else None


async def test_page_frame_worker_and_headers_agree_on_every_trait(sessions: Sessions, site: str) -> None:
    found = await traits(sessions, site, GERMAN)
    assert found["page"]["everywhere"] == found["frame"]["everywhere"] == found["worker"]["everywhere"]
    everywhere = found["page"]["everywhere"]
    version = re.search(r"Chrome/(\d+)\.0\.0\.0 ", everywhere["userAgent"])
    assert version
    assert {each["version"] for each in everywhere["brands"] if "Not" not in each["brand"]} == {version[1]}
    full = everywhere["high"]["uaFullVersion"]
    assert full.startswith(f"{version[1]}.")
    assert full in {each["version"] for each in everywhere["high"]["fullVersionList"]}
    assert everywhere["languages"] == ["de-DE", "de", "en-US", "en"]
    assert everywhere["timezone"] == "Europe/Berlin"
    assert everywhere["memory"] >= 0.25
    assert everywhere["webgl"]
    for place in ("page", "frame", "worker"):
        sent = found[place]["headers"]
        assert header(sent, "User-Agent") == everywhere["userAgent"]
        assert header(sent, "Accept-Language") == "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7"
        hints = header(sent, "sec-ch-ua")
        brands = ", ".join(f'"{each["brand"]}";v="{each["version"]}"' for each in everywhere["brands"])
        assert hints in (brands, None)
        if hints:
            assert header(sent, "sec-ch-ua-platform") == f'"{everywhere["high"]["platform"]}"'
    assert header(found["page"]["headers"], "sec-ch-ua")


async def test_nothing_says_headless_or_automation(sessions: Sessions, site: str) -> None:
    found = await traits(sessions, site, GERMAN)
    assert "headless" not in str(found).lower()
    assert [found[place]["webdriver"] for place in ("page", "frame", "worker")] == [False, False, None]
    assert found["page"]["plugins"] == 5
    page = sessions.get("main").page
    leaks = await page.evaluate(
        "() => Object.getOwnPropertyNames(window).filter((name) => /playwright|pwInit|cdc_|__pw|puppeteer/i.test(name))",
        isolated_context=False,  # type: ignore[call-arg]
    )
    assert leaks == []


async def test_window_and_screen_fit_together(sessions: Sessions, site: str) -> None:
    found = await traits(sessions, site, GERMAN)
    inner_width, inner_height, outer_width, outer_height = found["page"]["window"]
    assert (inner_width, inner_height) == (1100, 700)
    assert found["page"]["screen"] == found["frame"]["screen"] == [1920, 1080, 24]
    assert inner_width <= outer_width <= 1920
    assert inner_height < outer_height <= 1080


async def test_a_session_looks_the_same_when_it_is_opened_again(sessions: Sessions, site: str) -> None:
    first = await traits(sessions, site, GERMAN)
    again = await traits(sessions, site, GERMAN)
    for found in (first, again):
        for place in found.values():
            del place["headers"]
    assert first == again


async def test_by_default_it_speaks_english_and_moves_like_a_person(sessions: Sessions, site: str) -> None:
    found = await traits(sessions, site, SessionOptions(engine="stealth"))
    assert found["page"]["everywhere"]["languages"] == ["en-US", "en"]
    assert found["page"]["window"][:2] == [1280, 720]
    assert isinstance(sessions.get("main").hand, Human)
    still = await sessions.open("still", SessionOptions(engine="stealth", human=False))
    assert not isinstance(still.hand, Human)


@pytest.mark.parametrize("given", [{"user_agent": "Probe/1"}, {"mobile": True}, {"scale": 2}])
async def test_traits_that_would_not_agree_are_refused(sessions: Sessions, given: dict[str, Any]) -> None:
    with pytest.raises(NodeError) as caught:
        await sessions.open("main", SessionOptions(engine="stealth", **given))
    assert (caught.value.code, caught.value.field) == ("browser.options", f"/{next(iter(given))}")


async def test_nodes_work_as_they_do_in_the_standard_engine(sessions: Sessions, site: str) -> None:
    session = await sessions.open("main", SessionOptions(engine="stealth", human=False))
    await session.goto(f"{site}/form.html")
    context = PageContext(sessions)
    await run_node("browser.fill", {"target": {"label": "Name"}, "value": "Ada"}, context)
    script = "window.mine = 7; return document.querySelector('input').value"
    assert (await run_node("browser.evaluate", {"script": script}, context))["result"] == "Ada"
    assert await session.page.evaluate("() => window.mine", isolated_context=False) == 7  # type: ignore[call-arg]
    await run_node("browser.click", {"target": "button", "then": "navigation"}, context)
    assert "name=Ada" in session.url
    with pytest.raises(NodeError) as caught:
        await run_node("browser.click", {"target": "#nothing", "timeout_s": 0.3}, context)
    assert caught.value.code == "browser.target_missing"
    with pytest.raises(NodeError) as caught:
        await session.goto(f"{site}/slow?s=5", timeout_s=0.3)
    assert caught.value.code == "browser.timeout"


async def test_a_dead_browser_is_told_and_replaced(factory: SessionFactory, sessions: Sessions, site: str) -> None:
    session = await sessions.open("main", SessionOptions(engine="stealth"))
    starts = factory.starts
    assert session.context.browser is not None
    await session.context.browser.close()
    with pytest.raises(NodeError) as caught:
        await session.goto(f"{site}/form.html")
    assert (caught.value.code, caught.value.retryable) == ("browser.crashed", True)
    again = await sessions.open("main", SessionOptions(engine="stealth"))
    assert (await again.goto(f"{site}/form.html")).status == 200
    assert factory.starts == starts + 1


async def test_languages_have_browsers_of_their_own_which_end_when_nobody_uses_them(
    factory: SessionFactory, sessions: Sessions
) -> None:
    english = await sessions.open("a", SessionOptions(engine="stealth"))
    french = await sessions.open("b", SessionOptions(engine="stealth", locale="fr-FR"))
    assert english.context.browser is not french.context.browser
    shared = await sessions.open("c", SessionOptions(engine="stealth", locale="fr-FR"))
    assert shared.context.browser is french.context.browser
    await sessions.close()
    await sessions.open("d", SessionOptions(engine="stealth", locale="it-IT"))
    assert not french.context.browser.is_connected()  # type: ignore[union-attr]


async def test_pages_stay_behind_the_guard(site: str) -> None:
    factory = SessionFactory(WarmBrowser(), Network.guarded(NetworkPolicy(allow_private=False)))
    try:
        session = await factory.make("main", SessionOptions(engine="stealth"))
        with pytest.raises(NodeError) as caught:
            await session.goto(f"{site}/form.html")
        assert caught.value.code == "network.blocked"
        await session.close()
    finally:
        await factory.close()
