"""How mouse and keyboard are moved: at once, or as a person would (`human`). Nodes act through `session.hand`.

Both wait as Playwright does until the element is visible, at rest, enabled and not covered, and raise its errors.
"""

from collections.abc import Sequence
from typing import Literal, Protocol

from playwright.async_api import Locator, Page, Position
from typing_extensions import TypeIs

Button = Literal["left", "right", "middle"]
Modifier = Literal["Alt", "Control", "ControlOrMeta", "Meta", "Shift"]

_DRAG_STEPS = 10
"""Moves of the mouse in one drag; many pages notice a drag by its second move only."""


def is_page(where: Locator | Page) -> TypeIs[Page]:
    """Tells a page from a locator; each engine's driver has classes of its own."""
    return hasattr(where, "keyboard")


class Hand(Protocol):
    """Mouse and keyboard of one session. Times are milliseconds, positions CSS pixels from an element's corner."""

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
        """Clicks an element; `force` skips the checks."""
        ...

    async def hover(
        self,
        locator: Locator,
        *,
        modifiers: Sequence[Modifier] = (),
        position: Position | None = None,
        force: bool = False,
        timeout_ms: float,
    ) -> None:
        """Leaves the mouse over an element."""
        ...

    async def check(self, locator: Locator, checked: bool, *, force: bool = False, timeout_ms: float) -> None:
        """Ticks a box or radio button, or takes the tick away; what is as wanted is left alone."""
        ...

    async def fill(self, locator: Locator, text: str, *, timeout_ms: float) -> None:
        """Replaces a field's value."""
        ...

    async def type(self, where: Locator | Page, text: str, *, delay_ms: float | None = None, timeout_ms: float) -> None:
        """Types key by key into an element, which keeps what it holds, or where a page's focus is.

        `delay_ms` is the time between two keys; by default none, or a person's. The text's own time does not count
        towards `timeout_ms`.
        """
        ...

    async def press(self, where: Locator | Page, key: str, *, timeout_ms: float) -> None:
        """Presses a key or chord (`Enter`, `Control+A`) in an element, or where a page's focus is."""
        ...

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
        """Drags an element onto another."""
        ...

    async def scroll(self, page: Page, dx: float, dy: float) -> None:
        """Turns the wheel where the mouse is; positive is right and down. Pages scroll soon after, not at once."""
        ...


class Direct:
    """Acts at once, as Playwright does."""

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
        """Clicks an element."""
        await locator.click(
            button=button,
            click_count=count,
            modifiers=list(modifiers),
            position=position,
            force=force,
            timeout=timeout_ms,
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
        """Moves the mouse over an element."""
        await locator.hover(modifiers=list(modifiers), position=position, force=force, timeout=timeout_ms)

    async def check(self, locator: Locator, checked: bool, *, force: bool = False, timeout_ms: float) -> None:
        """Ticks a box, or takes the tick away."""
        await locator.set_checked(checked, force=force, timeout=timeout_ms)

    async def fill(self, locator: Locator, text: str, *, timeout_ms: float) -> None:
        """Sets a field's value."""
        await locator.fill(text, timeout=timeout_ms)

    async def type(self, where: Locator | Page, text: str, *, delay_ms: float | None = None, timeout_ms: float) -> None:
        """Types key by key."""
        delay = delay_ms or 0
        if is_page(where):
            await where.keyboard.type(text, delay=delay)
        else:
            await where.press_sequentially(text, delay=delay, timeout=timeout_ms + delay * len(text))

    async def press(self, where: Locator | Page, key: str, *, timeout_ms: float) -> None:
        """Presses a key or chord."""
        if is_page(where):
            await where.keyboard.press(key)
        else:
            await where.press(key, timeout=timeout_ms)

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
        """Drags an element onto another."""
        await source.drag_to(
            target,
            source_position=source_position,
            target_position=target_position,
            force=force,
            steps=_DRAG_STEPS,
            timeout=timeout_ms,
        )

    async def scroll(self, page: Page, dx: float, dy: float) -> None:
        """Turns the wheel once."""
        await page.mouse.wheel(dx, dy)
