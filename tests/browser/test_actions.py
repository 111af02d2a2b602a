"""Actions have the effects that a person's would have on the page."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from flow_builder.browser.sessions import Sessions
from flow_builder.errors import NodeError

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]


async def test_html_drag_and_drop_and_dragging_by_pointer_events(node: Node, site: str) -> None:
    await node("open", url=f"{site}/drag.html")
    await node("drag", source="#card", to={"kind": "element", "target": "#done"})
    assert (await node("get_text", target="output"))["text"] == "dragstart, dragover, drop card"
    await node("drag", source="#knob", to={"kind": "by", "x": 80})
    left = await node("evaluate", script="return document.getElementById('knob').style.left")
    assert left["result"] == "80px"


async def test_a_menu_under_the_mouse_stays_open_for_the_next_step(node: Node, site: str) -> None:
    await node("open", url=f"{site}/fields.html")
    await node("hover", target={"role": "button", "name": "Menu"})
    clicked = await node("click", target={"role": "link", "name": "Profile"})
    assert clicked["url"].endswith("#profile")


async def test_suggestions_follow_typed_keys_and_sequences_of_keys_are_pressed_in_turn(node: Node, site: str) -> None:
    await node("open", url=f"{site}/fields.html")
    await node("type", target="[name=city]", text="Ber")
    assert (await node("get_text", target="#cities li", many=True))["texts"] == ["Berlin", "Bern"]
    await node("press", key=["Home", "Shift+End", "Delete"], target="[name=city]")
    await node("type", text="Par")
    assert (await node("get_text", target="#cities li", many=True))["texts"] == ["Paris"]


async def test_dates_rich_editors_and_lists_of_the_sites_own_making(node: Node, site: str) -> None:
    await node("open", url=f"{site}/fields.html")
    await node("fill", target="[name=when]", value="2026-11-21")
    editor = {"css": "body", "frame": ["#editor"]}
    await node("fill", target=editor, value="Dear all")
    assert (await node("get_text", target=editor))["text"] == "Dear all"
    await node("select", target="#colour", label="Green")
    assert (await node("get_text", target="#colour"))["text"] == "Green"
    with pytest.raises(NodeError) as caught:
        await node("select", target="#colour", label="Mauve", timeout_s=0.5)
    assert caught.value.code == "browser.timeout"
    assert "'Mauve'" in caught.value.message


async def test_a_position_in_an_element_and_modifiers_are_what_the_page_sees(node: Node, site: str) -> None:
    await node("open", url=f"{site}/events.html")
    script = "document.getElementById('plain').onclick = e => { window.seen = [e.offsetX, e.offsetY, e.shiftKey] }"
    await node("evaluate", script=script)
    await node("click", target="#plain", position={"x": 3, "y": 4}, modifiers=["Shift"])
    seen = (await node("evaluate", script="return window.seen"))["result"]
    assert seen == [pytest.approx(3, abs=1), pytest.approx(4, abs=1), True]


async def test_a_frame_holds_for_the_steps_that_follow_until_left(sessions: Sessions, node: Node, site: str) -> None:
    await node("open", url=f"{site}/nested.html")
    await node("frame", frames=[{"title": "Outer frame"}])
    assert (await node("get_text", target="h2"))["text"] == "Frame"
    assert (await node("frame", frames="iframe[name=inner]", from_here=True))["depth"] == 2
    await node("fill", target={"label": "Deep"}, value="x")
    await node("click", target={"role": "button", "name": "Go"})
    assert (await node("get_text", target="output"))["text"] == "got x"
    with pytest.raises(NodeError) as caught:
        await node("click", target="h1", timeout_s=0.3)
    assert "Outer frame" in caught.value.message
    await node("frame")
    assert (await node("get_text", target="h1"))["text"] == "Nested"
    await node("frame", frames=[{"title": "Outer frame"}])
    await node("goto", url="products.html")
    assert sessions.get("main").frames == ()


async def test_scrolling_says_where_it_led(node: Node, site: str) -> None:
    await node("open", url=f"{site}/fields.html")
    assert (await node("scroll", scroll={"kind": "to", "end": "bottom"}))["at_bottom"] is True
    assert (await node("scroll", scroll={"kind": "to", "end": "top"}))["y"] == 0
    moved = await node("scroll", scroll={"kind": "by", "y": 120, "within": "#box"})
    assert (moved["y"], moved["at_bottom"]) == (120, False)


async def test_an_answer_of_a_server_is_waited_for(sessions: Sessions, node: Node, site: str) -> None:
    await node("open", url=f"{site}/products.html")
    await sessions.get("main").page.evaluate("() => { setTimeout(() => fetch('/slow?s=0.1'), 50) }")
    found = await node("wait_for", until={"kind": "response", "url": "*/slow*", "status": 2})
    assert found["status"] == 200
    with pytest.raises(NodeError) as caught:
        await node("wait_for", until={"kind": "response", "url": "*/never"}, timeout_s=0.2)
    assert caught.value.code == "browser.response_missing"
