"""Elements found in one round trip are those that Playwright's own engines find."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from flow_builder.browser.locators import locate
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.targets import Target

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]

_LOOK = "(elements) => elements.map((element) => element.outerHTML)"
_TARGETS = {
    "class": {"css": ".product"},
    "list": {"css": "h3, .price"},
    "relation": {"css": ".product:has(.stock) > h3"},
    "scope": {"css": ":scope > body"},
    "last": {"css": ".product", "nth": -1},
    "beyond": {"css": ".product", "nth": 9},
    "xpath": {"xpath": "//h3"},
    "xpath from the top": {"xpath": "/html/body"},
    "xpath of texts": {"xpath": "//h3/text()"},
    "test id": {"test_id": "send"},
    "nothing": {"css": ".none"},
    "label": {"label": "name"},
    "label, exactly": {"label": "Name", "exact": True},
    "label around a box": {"label": "I agree"},
    "text": {"text": "kettle"},
    "text over several elements": {"text": "our products"},
    "text, exactly": {"text": "more", "exact": True},
    "text of a button": {"text": "send"},
    "text in a list": {"text": "e", "nth": -1},
    "placeholder": {"placeholder": "YOU@"},
    "placeholder, exactly": {"placeholder": "you@example.com", "exact": True},
    "title": {"title": "x"},
    "alternative text": {"alt": "x"},
}
_OF_PLAYWRIGHT = {
    "its pseudo class": {"css": ".product:has-text('Kettle')"},
    "chained": {"css": ".product >> h3"},
    "chained xpath": {"xpath": "//article >> h3"},
    "role": {"role": "heading"},
    "within": {"css": "h3", "within": ".product"},
    "holding an element": {"css": ".product", "has": ".stock"},
    "holding text": {"css": ".product", "has_text": "sold out"},
    "near": {"css": ".price", "near": {"target": {"text": "Toaster"}}},
    "visible": {"css": "h3", "visible": True},
}


async def _found(sessions: Sessions, given: dict[str, Any]) -> tuple[list[str] | None, list[str]]:
    session, target = sessions.get("main"), Target.model_validate(given)
    expected: list[str] = await locate(session.page, target).evaluate_all(_LOOK)
    return await session.on_matches("look", (target,), _LOOK), expected


@pytest.mark.parametrize("page", ["products.html", "form.html"])
@pytest.mark.parametrize("target", _TARGETS.values(), ids=_TARGETS.keys())
async def test_the_page_finds_what_playwright_finds(
    sessions: Sessions, node: Node, site: str, target: dict[str, Any], page: str
) -> None:
    await node("open", url=f"{site}/{page}")
    found, expected = await _found(sessions, target)
    assert (found or []) == expected


@pytest.mark.parametrize("target", _OF_PLAYWRIGHT.values(), ids=_OF_PLAYWRIGHT.keys())
async def test_what_the_page_cannot_tell_is_left_to_playwright(
    sessions: Sessions, node: Node, site: str, target: dict[str, Any]
) -> None:
    await node("open", url=f"{site}/products.html")
    found, expected = await _found(sessions, target)
    assert found is None
    assert expected
    read = await node("get_text", target=target, many=True)
    assert read["count"] == len(expected)
    rows = await node("extract_list", row=target, fields=[{"name": "text"}])
    assert rows["count"] == len(expected)


async def test_shadow_roots_are_left_to_playwright(sessions: Sessions, node: Node, site: str) -> None:
    await node("open", url=f"{site}/frames.html")
    found, expected = await _found(sessions, {"css": "h4"})
    assert found is None
    assert len(expected) == 1


async def test_rows_by_a_lower_ranked_target_are_read_and_said_to_be(node: Node, context: Any, site: str) -> None:
    await node("open", url=f"{site}/products.html")
    rows = await node("extract_list", row=[".gone", ".product"], fields=[{"name": "title", "target": "h3"}])
    assert [item["title"] for item in rows["items"]] == ["Kettle", "Toaster", "Teapot"]
    assert any("was used instead" in message for message, *_ in context.lines)


async def test_a_title_is_text_even_where_a_form_hides_it(node: Node, site: str) -> None:
    await node("open", url=f"{site}/form.html")
    await node("evaluate", script="document.body.innerHTML = '<form name=title></form><a href=\"#x\">x</a>'; return 1")
    assert (await node("click", target="a"))["title"] == "[object HTMLFormElement]"
