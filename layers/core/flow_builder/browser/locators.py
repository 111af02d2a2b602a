"""Targets become Playwright locators, whose waiting and checks of actionability are kept as they are."""

from collections.abc import Sequence
from typing import Any

from playwright.async_api import FrameLocator, Locator, Page

from flow_builder.browser.targets import Target


def locate(root: Page | Locator, target: Target) -> Locator:
    """Returns the locator of a target within a page or an element."""
    found = _plain(_enter(root, target.frame), target)
    return found if target.nth is None else found.nth(target.nth)


def _enter(root: Page | Locator, frames: tuple[str, ...]) -> Page | Locator | FrameLocator:
    inner: Page | Locator | FrameLocator = root
    for selector in frames:
        inner = inner.frame_locator(selector)
    return inner


def _plain(root: Page | Locator | FrameLocator, target: Target) -> Locator:
    match target.kind:
        case "css" | "xpath" as engine:
            return root.locator(f"{engine}={getattr(target, engine)}")
        case "text":
            return root.get_by_text(target.text or "", exact=target.exact)
        case "label":
            return root.get_by_label(target.label or "", exact=target.exact)
        case "placeholder":
            return root.get_by_placeholder(target.placeholder or "", exact=target.exact)
        case "test_id":
            return root.get_by_test_id(target.test_id or "")
        case _:
            role: Any = target.role
            return root.get_by_role(role, name=target.name, exact=target.exact)


def any_of(locators: Sequence[Locator]) -> Locator:
    """Returns the union of locators, in the page's order."""
    union = locators[0]
    for other in locators[1:]:
        union = union.or_(other)
    return union


async def first_present(locators: Sequence[Locator]) -> int | None:
    """Returns the index of the first locator that matches anything now."""
    for index, locator in enumerate(locators):
        if await locator.count():
            return index
    return None
