"""Scrolls the page, or an element that scrolls by itself, and waits until it is at rest."""

from typing import Any, Literal

from playwright.async_api import Locator

from flow_builder.browser.finding import Finding
from flow_builder.browser.hand import Direct
from flow_builder.browser.locators import frame_root

End = Literal["top", "bottom", "left", "right"]

_TURN = 600.0
"""Pixels of one turn of the wheel, when a hand scrolls to an end."""
_MOST_TURNS = 500

_BOX = "const box = within ? element : document.scrollingElement ?? element;"
_BY = f"(element, {{ within, x, y }}) => {{ {_BOX} box.scrollBy({{ left: x, top: y, behavior: 'instant' }}); }}"
_AT = f"(element, {{ within, x, y }}) => {{ {_BOX} box.scrollTo({{ left: x, top: y, behavior: 'instant' }}); }}"
_TO = f"""(element, {{ within, end }}) => {{ {_BOX}
  const places = {{ top: {{ top: 0 }}, left: {{ left: 0 }},
    bottom: {{ top: box.scrollHeight }}, right: {{ left: box.scrollWidth }} }};
  box.scrollTo({{ ...places[end], behavior: "instant" }});
}}"""
_AT_REST = f"""(element, {{ within }}) => new Promise((done) => {{ {_BOX}
  let [x, y, still] = [box.scrollLeft, box.scrollTop, 0];
  const look = () => {{
    still = box.scrollLeft === x && box.scrollTop === y ? still + 1 : 0;
    [x, y] = [box.scrollLeft, box.scrollTop];
    if (still < 3) return requestAnimationFrame(look);
    const left = (value) => Math.abs(value) < 1.5;
    done({{ x, y, at_bottom: left(box.scrollHeight - box.clientHeight - y) }});
  }};
  requestAnimationFrame(look);
}})"""


async def scroll_by(session: Finding, box: Locator | None, x: float, y: float, timeout_s: float) -> None:
    """Scrolls by a distance: at once, or by the wheel over the box when a person's hand does it."""
    if isinstance(session.hand, Direct):
        await _in(session, box, _BY, {"x": x, "y": y}, timeout_s)
        return
    with session.acting("scroll"):
        if box is not None:
            await session.hand.hover(box, timeout_ms=timeout_s * 1_000)
        await session.hand.scroll(session.page, x, y)


async def scroll_to_place(session: Finding, box: Locator | None, x: float, y: float, timeout_s: float) -> None:
    """Scrolls so far that this place is the upper left corner of what shows, or as near as it goes."""
    if isinstance(session.hand, Direct):
        await _in(session, box, _AT, {"x": x, "y": y}, timeout_s)
        return
    now = await where(session, box, timeout_s)
    await scroll_by(session, box, x - now["x"], y - now["y"], timeout_s)


async def scroll_to_end(session: Finding, box: Locator | None, end: End, timeout_s: float) -> None:
    """Scrolls to an end; a person's hand turns the wheel until nothing moves any more."""
    if isinstance(session.hand, Direct):
        await _in(session, box, _TO, {"end": end}, timeout_s)
        return
    way = {"top": (0.0, -_TURN), "bottom": (0.0, _TURN), "left": (-_TURN, 0.0), "right": (_TURN, 0.0)}[end]
    before: dict[str, Any] | None = None
    for _ in range(_MOST_TURNS):
        now = await where(session, box, timeout_s)
        if now == before:
            return
        before = now
        await scroll_by(session, box, *way, timeout_s)


async def where(session: Finding, box: Locator | None, timeout_s: float) -> dict[str, Any]:
    """Returns `{"x", "y", "at_bottom"}` of the page or box once it is at rest."""
    found: dict[str, Any] = await _in(session, box, _AT_REST, {}, timeout_s)
    return found


async def _in(session: Finding, box: Locator | None, function: str, argument: dict[str, Any], timeout_s: float) -> Any:
    place = box or frame_root(session.page, session.frames)
    asked = {**argument, "within": box is not None}
    with session.acting("scroll"):
        return await place.evaluate(function, asked, timeout=timeout_s * 1_000)
