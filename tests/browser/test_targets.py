"""Targets reach into frames and shadow roots of any depth, and narrow down what they match."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from flow_builder.browser.locators import locate
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.targets import Target

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]

_DEEP = ({"title": "Outer frame"}, "iframe[name=inner]")
_SAME = {
    "within": ({"role": "button", "name": "Save", "within": {"role": "region", "name": "Shipping"}}, "Shipping"),
    "within several": ({"css": "button", "visible": True, "within": "section", "nth": 1}, "Shipping"),
    "within something narrowed": (
        {"css": "button", "visible": True, "within": {"css": "section", "has": {"css": "[name=b_street]"}}},
        "Billing",
    ),
    "near a text": ({"css": "button", "near": {"target": {"text": "Price"}, "px": 50}}, "Price +"),
    "the nearest of many": ({"text": "+", "near": {"target": {"text": "Quantity"}, "px": 2000}}, "Quantity +"),
}


@pytest.mark.parametrize(("target", "around"), _SAME.values(), ids=_SAME.keys())
async def test_narrowed_targets_match_one_element(
    sessions: Sessions, node: Node, site: str, target: dict[str, Any], around: str
) -> None:
    await node("open", url=f"{site}/nested.html")
    found = locate(sessions.get("main").page, Target.model_validate(target))
    text = await found.evaluate("element => element.parentElement.innerText.replace(/\\s+/g, ' ')", timeout=2_000)
    assert text.startswith(around)


async def test_what_is_too_far_away_is_not_near(sessions: Sessions, node: Node, site: str) -> None:
    await node("open", url=f"{site}/nested.html")
    target = Target.model_validate({"text": "Save", "near": {"target": {"text": "Price"}, "px": 50}})
    assert await locate(sessions.get("main").page, target).count() == 0


async def test_a_frame_in_a_shadow_root_in_a_frame_in_a_shadow_root_is_reached(node: Node, site: str) -> None:
    await node("open", url=f"{site}/nested.html")
    await node("fill", target={"label": "Deep", "frame": _DEEP}, value="treasure")
    await node("click", target={"role": "button", "name": "Go", "frame": _DEEP})
    assert (await node("get_text", target={"css": "output", "frame": _DEEP}))["text"] == "got treasure"
