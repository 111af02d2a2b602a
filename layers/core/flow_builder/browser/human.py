"""A hand that moves as a person's: curved paths, targets not hit dead centre, a rhythm of keys, a wheel with notches.

The mouse goes its way to an element first; the click itself is Playwright's, at the place where the mouse is by then, so
that all its checks hold, and its waiting for a page that the click leads to. (A trial of its click beforehand would not
do: that puts the mouse there at once, and early listeners of a page see its events.) The same seed moves the same way.
"""

import asyncio
import math
import random
from collections.abc import Sequence
from typing import cast
from weakref import WeakKeyDictionary

from playwright.async_api import Locator, Page, Position, TimeoutError  # noqa: A004 - Playwright's own name

from flow_builder.browser.hand import Button, Modifier, is_page
from flow_builder.browser.scripts import script

Point = tuple[float, float]

_STEP_SECONDS = 0.012
_LONGEST_PATH_SECONDS = 0.9
_TYPING_SECONDS = 30.0
"""Longest time for one text; longer ones are typed faster."""

_KEY_SECONDS = 0.085
_NOTCH = 100.0
"""What one notch of a wheel scrolls, in CSS pixels."""

_NOTCHES = 40
"""Most notches for one scroll; a longer way takes bigger ones."""

_TYPED = frozenset({"text", "search", "url", "tel", "email", "password", "textarea", "editable"})
"""Fields whose value people type; dates, colours and the like have pickers, so they are set."""


class Human:
    """Mouse and keyboard of one session, moved by somebody whose habits follow from a seed."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - it shall look natural and be repeatable, not be secret
        self._places: WeakKeyDictionary[Page, Point] = WeakKeyDictionary()

    async def click(
        self,
        locator: Locator,
        *,
        button: Button = "left",
        count: int = 1,
        modifiers: Sequence[Modifier] = (),
        position: Position | None = None,
        force: bool = False,
        timeout_ms: float,
    ) -> None:
        """Goes to an element and clicks it."""
        spot = await self._approach(locator, position, timeout_ms)
        held_ms = self._random.uniform(40, 110)
        await locator.click(
            button=button,
            click_count=count,
            modifiers=list(modifiers),
            position=spot,
            delay=held_ms,
            force=force,
            timeout=timeout_ms + held_ms * count,
        )

    async def hover(
        self,
        locator: Locator,
        *,
        modifiers: Sequence[Modifier] = (),
        position: Position | None = None,
        force: bool = False,
        timeout_ms: float,
    ) -> None:
        """Goes to an element and stays there."""
        spot = await self._approach(locator, position, timeout_ms)
        await locator.hover(modifiers=list(modifiers), position=spot, force=force, timeout=timeout_ms)

    async def check(self, locator: Locator, checked: bool, *, force: bool = False, timeout_ms: float) -> None:
        """Clicks a box that is not as wanted. One that a click does not change is Playwright's to deal with."""
        if await locator.is_checked(timeout=timeout_ms) is checked:
            return
        await self.click(locator, force=force, timeout_ms=timeout_ms)
        await locator.set_checked(checked, force=force, timeout=timeout_ms)

    async def fill(self, locator: Locator, text: str, *, timeout_ms: float) -> None:
        """Clicks a field, marks what it holds and types over it."""
        kind: str = await locator.evaluate(script("field_kind"), timeout=timeout_ms)
        sends = "\n" in text and kind != "textarea"  # what Enter does in other fields
        if kind not in _TYPED or not text or sends:
            await locator.fill(text, timeout=timeout_ms)
            return
        await self.click(locator, timeout_ms=timeout_ms)
        await locator.select_text(timeout=timeout_ms)
        await self._write(locator.page, text, None)
        held: str = await locator.evaluate("(field) => String(field.value ?? field.innerText)")
        if held.strip() != text.strip():
            await locator.fill(text, timeout=timeout_ms)  # a field that writes along, such as one with a mask

    async def type(self, where: Locator | Page, text: str, *, delay_ms: float | None = None, timeout_ms: float) -> None:
        """Types into an element, or where the focus is."""
        page = where if is_page(where) else where.page
        if not is_page(where):
            focused: bool = await where.evaluate(
                "(field) => field.contains(document.activeElement)", timeout=timeout_ms
            )
            if not focused:
                await self.click(where, timeout_ms=timeout_ms)
        await self._write(page, text, delay_ms)

    async def press(self, where: Locator | Page, key: str, *, timeout_ms: float) -> None:
        """Presses a key for as long as a finger does."""
        held_ms = self._random.uniform(40, 110)
        if is_page(where):
            await where.keyboard.press(key, delay=held_ms)
        else:
            await where.press(key, delay=held_ms, timeout=timeout_ms + held_ms)

    async def drag(
        self,
        source: Locator,
        target: Locator,
        *,
        source_position: Position | None = None,
        target_position: Position | None = None,
        force: bool = False,
        timeout_ms: float,
    ) -> None:
        """Takes an element, carries it along a path and lets go over the other one."""
        page = source.page
        await self.hover(source, position=source_position, force=force, timeout_ms=timeout_ms)
        await page.mouse.down()
        try:
            await self._pause(0.08, 0.18)
            await self.hover(target, position=target_position, force=force, timeout_ms=timeout_ms)
            await self._pause(0.08, 0.18)
        finally:
            await page.mouse.up()

    async def scroll(self, page: Page, dx: float, dy: float) -> None:
        """Turns the wheel notch by notch, slower towards the end."""
        notches = min(max(1, math.ceil(math.hypot(dx, dy) / _NOTCH)), _NOTCHES)
        for left in range(notches, 0, -1):
            await page.mouse.wheel(dx / notches, dy / notches)
            await asyncio.sleep(self._random.uniform(0.015, 0.03) * (2.5 if left <= 3 else 1))  # noqa: PLR2004

    async def _approach(self, locator: Locator, position: Position | None, timeout_ms: float) -> Position:
        """Moves the mouse onto an element and returns where on it the mouse is, as Playwright counts."""
        await self._bring_into_view(locator, timeout_ms)
        box = await locator.bounding_box(timeout=timeout_ms)
        if box is None:
            raise TimeoutError("locator resolved to an element, but element is not visible")
        x, y, width, height, left, top = cast("list[float]", await locator.evaluate(script("aim"), timeout=timeout_ms))
        if position is None:
            aside = [max(-0.3, min(0.3, self._random.gauss(0, 0.12))) for _ in range(2)]
            position = {"x": x + aside[0] * width - left, "y": y + aside[1] * height - top}
        await self._move(locator.page, (box["x"] + left + position["x"], box["y"] + top + position["y"]))
        return position

    async def _bring_into_view(self, locator: Locator, timeout_ms: float) -> None:
        """Waits until an element is visible and at rest, and turns the wheel towards one outside of the view."""
        await locator.wait_for(state="visible", timeout=timeout_ms)
        away: float = await locator.evaluate(script("away"), timeout=timeout_ms)
        if away:
            await self.scroll(locator.page, 0, away)
        await locator.scroll_into_view_if_needed(timeout=timeout_ms)

    async def _move(self, page: Page, to: Point) -> None:
        start = self._places.get(page) or (self._random.uniform(0, 200), self._random.uniform(0, 200))
        for point in self.path(start, to):
            await page.mouse.move(*point)
            await asyncio.sleep(_STEP_SECONDS)
        self._places[page] = to

    def path(self, start: Point, to: Point) -> list[Point]:
        """Returns the points that a hand goes through, some 12 ms apart: a curve, slow at both ends, at most 0.9 s.

        Long ways overshoot a little now and then, and come back. The last point is the goal.
        """
        distance = math.dist(start, to)
        if distance < 1:
            return [to]
        points: list[Point] = []
        if distance > 300 and self._random.random() < 0.3:  # noqa: PLR2004
            beyond = self._random.uniform(0.02, 0.05)
            past = (to[0] + (to[0] - start[0]) * beyond, to[1] + (to[1] - start[1]) * beyond)
            points = self._curve(start, past, 0.8)
            start = past
        return points + self._curve(start, to, 1.0 if not points else 0.2)

    def _curve(self, start: Point, to: Point, share: float) -> list[Point]:
        distance = math.dist(start, to)
        seconds = min(0.1 + 0.12 * math.log2(1 + distance / 40), _LONGEST_PATH_SECONDS) * share
        steps = max(2, round(seconds / _STEP_SECONDS))
        across = (-(to[1] - start[1]) / distance, (to[0] - start[0]) / distance)
        bows = [self._random.gauss(0, 0.08) * min(distance, 400) for _ in range(2)]
        corners = [
            (start[0] + (to[0] - start[0]) * t + across[0] * bow, start[1] + (to[1] - start[1]) * t + across[1] * bow)
            for t, bow in zip((0.3, 0.7), bows, strict=True)
        ]
        eased = [_ease(number / steps) for number in range(1, steps)]
        return [_bezier(start, corners[0], corners[1], to, t) for t in eased] + [to]

    async def _write(self, page: Page, text: str, delay_ms: float | None) -> None:
        delays = [delay_ms / 1_000] * len(text) if delay_ms is not None else self.rhythm(text)
        for character, delay in zip(text, delays, strict=True):
            await page.keyboard.type(character)
            await asyncio.sleep(delay)

    def rhythm(self, text: str) -> list[float]:
        """Returns the seconds after each key; longer after words and sentences, at most 30 s for the whole text."""
        delays = []
        for character in text:
            slower = 3.0 if character in ".,;:!?\n" else 1.6 if character == " " else 1.0
            delays.append(min(0.6, self._random.lognormvariate(math.log(_KEY_SECONDS), 0.35) * slower))
        total = sum(delays)
        return [delay * min(1.0, _TYPING_SECONDS / total) for delay in delays] if total else delays

    async def _pause(self, least: float, most: float) -> None:
        await asyncio.sleep(self._random.uniform(least, most))


def _ease(t: float) -> float:
    return t * t * (3 - 2 * t)


def _bezier(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    u = 1 - t
    weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
    return x, y
