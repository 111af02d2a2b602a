"""Actions on elements: in one to three round trips where the page can do as Playwright does, else by the session's hand.

Playwright needs four to ten for each, with its engines loaded into every document. `acts.js` makes the same checks (one
element; visible, enabled, at rest, not covered), and all has the same effects; whatever is out of the ordinary
(nothing there yet, shadow roots, frames, roles, rich editors, dates, files, force, a person's hand) is left to it.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any, Literal

from playwright.async_api import Error, Position

from flow_builder.browser import failures
from flow_builder.browser.finding import Finding
from flow_builder.browser.hand import Button, Direct, Modifier
from flow_builder.browser.matches import in_page, is_replaced, on_matches
from flow_builder.browser.scripts import script
from flow_builder.browser.targets import Target, describe
from flow_builder.errors import NodeError

Act = Literal["fill", "select", "check", "click"]

_CHOICES = ("value", "label", "index")
_END = "(most) => globalThis[Symbol.for('flow_builder.ending')]?.(most) ?? null"
_LATEST_MS = 300
"""Time the driver's events have to reach the page; some elements go away before the last of them."""


async def fill(session: Finding, targets: tuple[Target, ...], text: str, timeout_s: float) -> str | None:
    """Replaces a field's value and returns what it then holds; None when that cannot be told."""
    done = await _at_once(session, "fill", targets, {"text": text}, timeout_s)
    if done is not None:
        ended = await _finish(session, "fill", targets, session.page.keyboard.insert_text(text), timeout_s)
        return None if ended is None else str(ended["value"])
    locator = await session.element(targets, "fill", timeout_s)
    with session.acting("fill", targets):
        await session.hand.fill(locator, text, timeout_ms=timeout_s * 1_000)
    try:
        return await locator.input_value(timeout=500)
    except Error:
        return None  # no form field, or the page has moved on


async def select(
    session: Finding, targets: tuple[Target, ...], choices: Sequence[dict[str, Any]], timeout_s: float
) -> list[str] | None:
    """Chooses options of a list field, each given by value, label or index; returns the values, None if it is none."""
    done = await _at_once(session, "select", targets, {"choice": list(choices)}, timeout_s)
    if done is not None:
        await _finish(session, "select", targets, None, timeout_s)
        return list(done["selected"])
    locator = await session.element(targets, "select", timeout_s)
    by: dict[str, Any] = {kind: [each[kind] for each in choices if kind in each] or None for kind in _CHOICES}
    try:
        with session.acting("select", targets):
            return await locator.select_option(**by, timeout=timeout_s * 1_000)
    except NodeError as error:
        if error.code != "browser.target_unfit":
            raise
        return None


async def check(session: Finding, targets: tuple[Target, ...], checked: bool, timeout_s: float) -> None:
    """Ticks a box or radio button, or takes the tick away."""
    done = await _at_once(session, "check", targets, {"checked": checked}, timeout_s)
    if done is not None:
        if done["at"] is None:  # it is as wanted
            return
        click_ = session.page.mouse.click(**done["at"])
        ended = await _finish(session, "check", targets, click_, timeout_s)
        if ended is None or ended["hit"]:
            if ended is not None and ended["checked"] is not checked:
                raise _unmoved(session, targets)
            return
    locator = await session.element(targets, "check", timeout_s)
    with session.acting("check", targets):
        await session.hand.check(locator, checked, timeout_ms=timeout_s * 1_000)


async def click(
    session: Finding,
    targets: tuple[Target, ...],
    *,
    button: Button = "left",
    count: int = 1,
    modifiers: Sequence[Modifier] = (),
    position: Position | None = None,
    force: bool = False,
    timeout_s: float,
) -> None:
    """Clicks; returns once the page it leads to, if any, has begun to show."""
    if not (modifiers or position or force):
        done = await _at_once(session, "click", targets, {"count": count}, timeout_s)
        if done is not None:
            click_ = session.page.mouse.click(**done["at"], button=button, click_count=count)
            ended = await _finish(session, "click", targets, click_, timeout_s)
            if ended is None or ended["hit"]:
                return
    locator = await session.element(targets, "click", timeout_s)
    with session.acting("click", targets):
        await session.hand.click(
            locator,
            button=button,
            count=count,
            modifiers=modifiers,
            position=position,
            force=force,
            timeout_ms=timeout_s * 1_000,
        )


async def _at_once(
    session: Finding, act: Act, targets: tuple[Target, ...], argument: dict[str, Any], timeout_s: float
) -> dict[str, Any] | None:
    """Does what one round trip can do on the first target's element; None when Playwright has to."""
    if session.frames or not isinstance(session.hand, Direct) or not in_page(targets[0]):
        return None
    look = session.healer.wants(targets[0])
    asked = {**argument, "act": act, "identify": look}
    with session.acting(act, targets):
        try:
            async with failures.answering(act, session.url, timeout_s):
                found = await on_matches(session.page, targets[:1], script("acts"), asked)
        except Error as error:
            if not is_replaced(error):
                raise
            return None  # the page was just being replaced
    done: dict[str, Any] | None = found[1] if found else None
    if done is not None and done.get("identity"):
        await session.healer.learn(targets[0], done["identity"])
    return done


async def _finish(
    session: Finding, act: Act, targets: tuple[Target, ...], input_: Awaitable[None] | None, timeout_s: float
) -> dict[str, Any] | None:
    """Has the driver do its part, if it has one, and returns how it went, None when another page is there already."""
    ended: dict[str, Any] | None
    with session.acting(act, targets):
        try:
            async with failures.answering(act, session.url, timeout_s):
                end = session.page.evaluate(_END, _LATEST_MS)
                ended = await end if input_ is None else (await asyncio.gather(input_, end))[1]
        except Error as error:
            if not is_replaced(error):
                raise
            return None
    if ended is not None:
        await _settle(session, ended, timeout_s)
    return ended


async def _settle(session: Finding, done: dict[str, Any], timeout_s: float) -> None:
    """Waits for the page that an action leads to, as Playwright's own actions do, so that none acts on the old one."""
    if done["leaving"]:
        with session.acting("load the page"):
            await session.page.wait_for_selector("html", state="attached", timeout=timeout_s * 1_000)


def _unmoved(session: Finding, targets: tuple[Target, ...]) -> NodeError:
    details = {"action": "check", "url": session.url, "target": describe(targets)}
    message = f"Cannot check {describe(targets)}: clicking it does not change it."
    return NodeError(message, code="browser.target_unfit", details=details)
