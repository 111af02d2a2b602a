"""What is done in one round trip is, event by event, what Playwright does."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page

from flow_builder.browser import acts
from flow_builder.browser.hand import Direct
from flow_builder.browser.session import Session
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.targets import Target
from flow_builder.errors import NodeError

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]
Here = Callable[[], Awaitable[Page]]


class Idle(Direct):
    """A hand that must not be needed."""

    async def click(self, *_: Any, **__: Any) -> None:
        raise AssertionError("Playwright clicked")

    async def fill(self, *_: Any, **__: Any) -> None:
        raise AssertionError("Playwright filled")

    async def check(self, *_: Any, **__: Any) -> None:
        raise AssertionError("Playwright checked")


class Counting(Direct):
    """A hand that counts how often it was needed."""

    used = 0

    async def click(self, locator: Locator, **rest: Any) -> None:
        self.used += 1
        await super().click(locator, **rest)

    async def fill(self, locator: Locator, text: str, **rest: Any) -> None:
        self.used += 1
        await super().fill(locator, text, **rest)

    async def check(self, locator: Locator, checked: bool, **rest: Any) -> None:
        self.used += 1
        await super().check(locator, checked, **rest)


@pytest_asyncio.fixture(loop_scope="session")
async def session(sessions: Sessions, site: str) -> AsyncIterator[Session]:
    session = await sessions.open("main")
    await session.goto(f"{site}/events.html")
    yield session


async def _fresh(session: Session, site: str) -> Page:
    await session.page.mouse.move(0, 0)
    await session.goto(f"{site}/events.html?{session.visits}")
    await session.page.evaluate("told.length = 0")
    return session.page


async def _told(page: Page) -> list[Any]:
    # A page hears of its last events a moment after the driver has sent them.
    await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    # `select` is told with the next picture, before or after what comes meanwhile.
    told: list[Any] = await page.evaluate("() => told.filter((each) => each[0] !== 'select')")
    scroll = await page.evaluate("() => [scrollX, Math.round(scrollY)]")
    return [*told, scroll, await page.evaluate("() => document.activeElement.name || document.activeElement.id")]


_FILLS = {
    "text": "Ada Lovelace",
    "email": "ada@example.com",
    "password": "pässwörd 🙂",
    "search": "after",
    "tel": "+49 30 123",
    "url": "https://example.com/?a=b&c",
    "number": " 12.5 ",
    "short": "abcdef",
    "area": "three\nnew\nlines",
    "masked": "123456",
    "controlled": "shout",
}


@pytest.mark.parametrize(("name", "text"), _FILLS.items(), ids=_FILLS.keys())
async def test_fills_are_alike(session: Session, site: str, name: str, text: str) -> None:
    target = (Target(css=f"[name={name}]"),)
    page = await _fresh(session, site)
    await page.locator(f"[name={name}]").fill(text)
    expected = await _told(page), await page.locator(f"[name={name}]").input_value()
    page = await _fresh(session, site)
    session.hand = Idle()
    held = await acts.fill(session, target, text, 5)
    assert (await _told(page), held) == expected


_LEFT = {"date": "2026-11-21", "color": "#ff8800", "range": "70", "text": ""}


@pytest.mark.parametrize(("name", "text"), _LEFT.items(), ids=_LEFT.keys())
async def test_unusual_fields_are_left_to_playwright(session: Session, site: str, name: str, text: str) -> None:
    session.hand = hand = Counting()
    await _fresh(session, site)
    assert await acts.fill(session, (Target(css=f"[name={name}]"),), text, 5) == text
    assert hand.used == 1


async def test_editable_elements_are_left_to_playwright(session: Session, site: str) -> None:
    session.hand = hand = Counting()
    page = await _fresh(session, site)
    assert await acts.fill(session, (Target(css="#rich"),), "New", 5) is None
    assert await page.locator("#rich").inner_text() == "New"
    assert hand.used == 1


@pytest.mark.parametrize(
    ("name", "error"),
    [("readonly", "browser.timeout"), ("disabled", "browser.timeout"), ("none", "browser.target_missing")],
)
async def test_what_cannot_be_filled_fails_as_before(session: Session, site: str, name: str, error: str) -> None:
    await _fresh(session, site)
    with pytest.raises(NodeError) as caught:
        await acts.fill(session, (Target(css=f"[name={name}]"),), "x", 0.3)
    assert caught.value.code == error


_CHOICES: dict[str, tuple[str, list[dict[str, Any]], dict[str, Any]]] = {
    "value": ("one", [{"value": "b"}], {"value": "b"}),
    "label, spaces aside": ("one", [{"label": "Pear tree"}], {"label": "Pear tree"}),
    "index": ("one", [{"index": 1}], {"index": 1}),
    "several": ("many", [{"value": "3"}, {"value": "1"}], {"value": ["3", "1"]}),
}


@pytest.mark.parametrize(("name", "choices", "given"), _CHOICES.values(), ids=_CHOICES.keys())
async def test_selections_are_alike(
    session: Session, site: str, name: str, choices: list[dict[str, Any]], given: dict[str, Any]
) -> None:
    page = await _fresh(session, site)
    chosen = await page.locator(f"[name={name}]").select_option(**given)
    expected = await _told(page)
    page = await _fresh(session, site)
    found = await acts._at_once(session, "select", (Target(css=f"[name={name}]"),), {"choice": choices}, 5)
    assert found is not None
    await acts._finish(session, "select", (), None, 5)
    assert (await _told(page), found["selected"]) == (expected, chosen)


async def test_a_disabled_option_is_waited_for(session: Session, site: str) -> None:
    await _fresh(session, site)
    with pytest.raises(NodeError) as caught:
        await acts.select(session, (Target(css="[name=one]"),), [{"label": "Plum"}], 0.3)
    assert caught.value.code == "browser.timeout"


_CLICKS: dict[str, dict[str, Any]] = {
    "#plain": {},
    "#inner b": {},
    "#hash": {},
    "#far": {},
    "#turned": {},
    "#link": {},
    "[name=text]": {"count": 2},
    "#inner": {"button": "right"},
    "[name=area]": {"button": "middle"},
}


@pytest.mark.parametrize(("css", "how"), _CLICKS.items(), ids=_CLICKS.keys())
async def test_clicks_are_alike(session: Session, site: str, css: str, how: dict[str, Any]) -> None:
    page = await _fresh(session, site)
    await page.locator(css).click(button=how.get("button", "left"), click_count=how.get("count", 1))
    expected = await _told(page)
    page = await _fresh(session, site)
    session.hand = Idle()
    await acts.click(session, (Target(css=css),), **how, timeout_s=5)
    assert await _told(page) == expected


@pytest.mark.parametrize(
    ("css", "checked"), [("[name=box]", True), ("[name=set]", False), ("[name=set]", True), ("[name=radio]", True)]
)
async def test_boxes_are_alike(session: Session, site: str, css: str, checked: bool) -> None:
    page = await _fresh(session, site)
    await page.locator(css).set_checked(checked)
    expected = await _told(page)
    page = await _fresh(session, site)
    session.hand = Idle()
    await acts.check(session, (Target(css=css),), checked, 5)
    assert await _told(page) == expected
    assert await page.locator(css).is_checked() is checked


async def test_a_box_that_does_not_change_fails_and_a_switch_is_left_to_playwright(session: Session, site: str) -> None:
    page = await _fresh(session, site)
    with pytest.raises(NodeError) as caught:
        await acts.check(session, (Target(css="[name=stubborn]"),), True, 5)
    assert caught.value.code == "browser.target_unfit"
    session.hand = hand = Counting()
    await acts.check(session, (Target(css="#switch"),), True, 5)
    assert await page.locator("#switch").get_attribute("aria-checked") == "true"
    assert hand.used == 1


async def test_what_is_covered_is_not_clicked(session: Session, site: str) -> None:
    page = await _fresh(session, site)
    with pytest.raises(NodeError, match="covers it") as caught:
        await acts.click(session, (Target(css="#covered"),), timeout_s=0.5)
    assert caught.value.code == "browser.timeout"
    assert not [each for each in await page.evaluate("told") if each[0] == "click"]


async def test_a_click_never_hits_what_moves_in_at_the_last_moment(session: Session, site: str) -> None:
    page = await _fresh(session, site)
    # As soon as the mouse arrives, another button slips under it.
    await page.evaluate("""() => {
      const plain = document.getElementById("plain");
      plain.addEventListener("mousemove", () => {
        const trap = Object.assign(document.createElement("button"), { id: "trap", textContent: "Trap" });
        trap.style.cssText = "position: fixed; inset: 0; z-index: 9";
        trap.onclick = () => { globalThis.trapped = true; };
        document.body.append(trap);
        setTimeout(() => trap.remove(), 300);
      }, { once: true });
    }""")
    session.hand = hand = Counting()
    await acts.click(session, (Target(css="#plain"),), timeout_s=5)
    assert "plain" in [each[1] for each in await _told(page) if each[0] == "click"]
    assert await page.evaluate("() => globalThis.trapped ?? false") is False
    assert hand.used == 1


async def test_moving_elements_are_waited_for(session: Session, site: str) -> None:
    page = await _fresh(session, site)
    await page.evaluate("""() => {
      const plain = document.getElementById("plain");
      const start = performance.now();
      const step = () => {
        plain.style.marginLeft = `${Math.min(performance.now() - start, 250)}px`;
        if (performance.now() - start < 250) requestAnimationFrame(step); else globalThis.rested = true;
      };
      step();
    }""")
    await acts.click(session, (Target(css="#plain"),), timeout_s=5)
    assert await page.evaluate("rested") is True


async def test_the_next_step_is_on_the_page_that_a_click_leads_to(session: Session, node: Node, site: str) -> None:
    await node("goto", url=f"{site}/products.html")
    await session.page.evaluate("() => { document.querySelector('nav a').href = '/slow?s=0.4' }")
    await node("click", target={"css": "nav a", "nth": 0})
    assert (await node("get_text", target="h1"))["text"] == "Slow"


@pytest.mark.parametrize("timers", ["setTimeout", "() => 0"], ids=["answered", "answer-lost"])
async def test_a_selection_that_sends_its_form_leads_to_the_next_page(
    session: Session, node: Node, site: str, timers: str
) -> None:
    await node("goto", url=f"{site}/form.html")
    change = "{ setTimeout = TIMERS; document.forms[0].submit() }".replace("TIMERS", timers)
    await session.page.evaluate(f"() => {{ document.querySelector('#size').onchange = () => {change} }}")
    await node("select", target="#size", value="l")
    assert (await node("get_text", target="h1"))["text"] == "Thank you"
