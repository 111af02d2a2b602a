"""Mouse and keyboard, at once or as a person: both do the same, with Playwright's checks kept."""

import math
from itertools import pairwise
from typing import Any

import pytest

from flow_builder.browser.failures import mapped
from flow_builder.browser.hand import Direct, Hand
from flow_builder.browser.human import Human
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.session import Session
from flow_builder.browser.sessions import Sessions
from flow_builder.errors import NodeError

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

BOTH = pytest.mark.parametrize("human", [False, True], ids=["direct", "human"])


async def opened(sessions: Sessions, site: str, *, human: bool) -> tuple[Session, Hand]:
    session = await sessions.open("main", SessionOptions(human=human))
    await session.goto(f"{site}/hand.html")
    assert isinstance(session.hand, Human if human else Direct)
    return session, session.hand


async def seen(session: Session, *types: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = await session.page.evaluate("() => seen")
    return [event for event in events if event["type"] in types]


@BOTH
async def test_a_click_arrives_with_its_button_count_and_keys(sessions: Sessions, site: str, human: bool) -> None:
    session, hand = await opened(sessions, site, human=human)
    await hand.click(session.page.locator("#far"), modifiers=["Shift"], timeout_ms=5_000)
    (click,) = await seen(session, "click")
    assert (click["id"], click["shift"], click["trusted"]) == ("far", True, True)
    await hand.click(session.page.locator("#far"), count=2, timeout_ms=5_000)
    assert [event["id"] for event in await seen(session, "dblclick")] == ["far"]
    assert not (await seen(session, "click"))[-1]["shift"]
    await hand.click(session.page.locator("#far"), button="right", timeout_ms=5_000)
    assert [event["id"] for event in await seen(session, "contextmenu")] == ["far"]
    await hand.click(session.page.locator("#goal"), position={"x": 3, "y": 5}, timeout_ms=5_000)
    last = (await seen(session, "click"))[-1]
    assert (last["x"], last["y"]) == (803, 305)


@BOTH
async def test_what_is_further_down_is_scrolled_to(sessions: Sessions, site: str, human: bool) -> None:
    session, hand = await opened(sessions, site, human=human)
    await hand.click(session.page.locator("#low"), timeout_ms=5_000)
    assert [event["id"] for event in await seen(session, "click")] == ["low"]


@BOTH
async def test_a_link_over_two_lines_is_hit(sessions: Sessions, site: str, human: bool) -> None:
    session, hand = await opened(sessions, site, human=human)
    await hand.click(session.page.locator("#two a"), timeout_ms=5_000)
    assert session.url.endswith("#there")


@BOTH
async def test_what_is_covered_missing_or_doubled_is_not_clicked(sessions: Sessions, site: str, human: bool) -> None:
    session, hand = await opened(sessions, site, human=human)
    for target, code in (
        ("#under", "browser.timeout"),
        ("#none", "browser.target_missing"),
        ("button", "browser.target_ambiguous"),
    ):
        with pytest.raises(NodeError) as caught, mapped("click", target=target):
            await hand.click(session.page.locator(target), timeout_ms=300)
        assert caught.value.code == code
    assert await seen(session, "mousedown") == []


async def test_a_person_follows_what_moves_away_before_the_click(sessions: Sessions, site: str) -> None:
    session, hand = await opened(sessions, site, human=True)
    await session.page.evaluate("() => flee()")
    await hand.click(session.page.locator("#moving"), timeout_ms=5_000)
    assert [event["id"] for event in await seen(session, "click")] == ["moving"]
    assert (await seen(session, "mousedown"))[0]["x"] >= 600


async def test_a_persons_mouse_takes_a_way_and_ends_within_the_element_but_not_dead_centre(
    sessions: Sessions, site: str
) -> None:
    session, hand = await opened(sessions, site, human=True)
    await hand.click(session.page.locator("#far"), timeout_ms=5_000)
    moves = [(event["x"], event["y"]) for event in await seen(session, "mousemove")]
    assert len(moves) > 15
    assert max(math.dist(a, b) for a, b in pairwise(moves)) < 400  # Chromium joins moves within a frame
    down, up = (await seen(session, "mousedown", "mouseup"))[-2:]
    assert 30 < up["at"] - down["at"] < 400
    spots = set()
    for _ in range(3):
        await hand.click(session.page.locator("#goal"), timeout_ms=5_000)
        last = (await seen(session, "click"))[-1]
        spots.add((last["x"], last["y"]))
    assert len(spots) > 1
    assert all(800 <= x <= 950 and 300 <= y <= 450 for x, y in spots)


@BOTH
async def test_hovering_opens_a_menu_and_its_item_can_be_clicked(sessions: Sessions, site: str, human: bool) -> None:
    session, hand = await opened(sessions, site, human=human)
    await hand.hover(session.page.locator("#menu"), position={"x": 10, "y": 5}, timeout_ms=5_000)
    await hand.click(session.page.locator("#item"), timeout_ms=5_000)
    assert [event["id"] for event in await seen(session, "click")] == ["item"]


@BOTH
@pytest.mark.parametrize(
    ("field", "text", "held"),
    [
        ("#name", "Ada Lovelace", "Ada Lovelace"),
        ("#name", "", ""),
        ("#name", "Zürich 東京 🚀", "Zürich 東京 🚀"),
        ("#day", "2026-11-21", "2026-11-21"),
        ("#text", "two\nlines", "two\nlines"),
        ("#masked", "1a2b3", "123"),
    ],
)
async def test_filling_replaces_what_a_field_holds(
    sessions: Sessions, site: str, human: bool, field: str, text: str, held: str
) -> None:
    session, hand = await opened(sessions, site, human=human)
    await hand.fill(session.page.locator(field), text, timeout_ms=5_000)
    assert await session.page.locator(field).input_value() == held


@BOTH
async def test_rich_editors_and_boxes(sessions: Sessions, site: str, human: bool) -> None:
    session, hand = await opened(sessions, site, human=human)
    await hand.fill(session.page.locator("#rich"), "new", timeout_ms=5_000)
    assert await session.page.locator("#rich").inner_text() == "new"
    tick = session.page.locator("#tick")
    for wanted in (True, True, False):
        await hand.check(tick, wanted, timeout_ms=5_000)
        assert await tick.is_checked() is wanted
    assert len([event for event in await seen(session, "click") if event["id"] == "tick"]) == 2


@BOTH
async def test_typing_adds_to_a_field_and_chords_work(sessions: Sessions, site: str, human: bool) -> None:
    session, hand = await opened(sessions, site, human=human)
    name = session.page.locator("#name")
    await hand.press(name, "End", timeout_ms=5_000)
    await hand.type(name, "er", timeout_ms=5_000)
    await hand.type(session.page, "s", timeout_ms=5_000)
    assert sorted(await name.input_value()) == sorted("olders")
    await hand.press(name, "Control+A", timeout_ms=5_000)
    await hand.press(session.page, "Delete", timeout_ms=5_000)
    assert await name.input_value() == ""
    await hand.type(name, "ab", delay_ms=60, timeout_ms=5_000)
    downs = [event["at"] for event in await seen(session, "keydown") if event["key"] in ("a", "b")]
    assert downs[-1] - downs[-2] >= 55


@BOTH
async def test_dragging_drops_on_the_goal(sessions: Sessions, site: str, human: bool) -> None:
    session, hand = await opened(sessions, site, human=human)
    await hand.drag(session.page.locator("#box"), session.page.locator("#goal"), timeout_ms=5_000)
    assert [event["id"] for event in await seen(session, "drop")] == ["goal"]


@BOTH
async def test_the_wheel_scrolls_the_page(sessions: Sessions, site: str, human: bool) -> None:
    session, hand = await opened(sessions, site, human=human)
    await hand.scroll(session.page, 0, 700)
    await session.page.wait_for_function("() => scrollY === 700")
    wheels = await seen(session, "wheel")
    assert len(wheels) == (7 if human else 1)
    assert sum(event["dy"] for event in wheels) == 700


@BOTH
async def test_what_is_in_a_frame_is_hit_unless_something_outside_covers_it(
    sessions: Sessions, site: str, human: bool
) -> None:
    session, hand = await opened(sessions, site, human=human)
    await session.page.set_content(
        "<iframe style='margin: 40px' srcdoc='<button onclick=\"this.id = 1\">In</button>'></iframe>"
        "<div id=over style='position: absolute; inset: 0; display: none'></div>"
    )
    button = session.page.frame_locator("iframe").locator("button")
    await hand.click(button, timeout_ms=5_000)
    assert await button.get_attribute("id") == "1"
    await session.page.evaluate("() => { over.style.display = 'block' }")
    with pytest.raises(NodeError) as caught, mapped("click", target="button"):
        await hand.click(button, timeout_ms=600)
    assert caught.value.code == "browser.timeout"
    assert "covers it" in caught.value.message
