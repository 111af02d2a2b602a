"""Targets become Playwright locators, whose waiting and checks of actionability are kept as they are."""

import json
from collections.abc import Sequence
from typing import Any

from playwright.async_api import FrameLocator, Locator, Page

from flow_builder.browser.targets import Target


def locate(root: Page | Locator, target: Target, frames: Sequence[Target] = ()) -> Locator:
    """Returns the locator of a target within a page or an element; `frames` are gone into before the target's own."""
    place = _enter(root, (*frames, *target.frame))
    found = _narrowed(_plain(_within(place, target), target), root, target)
    if target.nth is not None:
        return found.nth(target.nth)
    return found.first if target.near is not None else found


def frame_root(root: Page, frames: Sequence[Target]) -> Locator:
    """Returns the document element of a frame; the page's own without frames."""
    return _enter(root, frames).locator(":root")


def _enter(root: Page | Locator, frames: Sequence[Target]) -> Page | Locator | FrameLocator:
    inner: Page | Locator | FrameLocator = root
    for frame in frames:
        found = _narrowed(_plain(_within(inner, frame), frame), root, frame)
        inner = (found if frame.nth is None else found.nth(frame.nth)).content_frame
    return inner


def _within(place: Page | Locator | FrameLocator, target: Target) -> Page | Locator | FrameLocator:
    """Returns where to look: all of the place, or the elements that the target's `within` names there."""
    holder = target.within
    if holder is None:
        return place
    root: Any = place if not isinstance(place, FrameLocator) else place.owner
    found = _narrowed(_plain(_within(place, holder), holder), root, holder)
    return found if holder.nth is None else found.nth(holder.nth)


def _narrowed(found: Locator, root: Page | Locator, target: Target) -> Locator:
    page = root if not hasattr(root, "page") else root.page
    if target.has_text is not None:
        found = found.filter(has_text=target.has_text)
    if target.has is not None:
        found = found.filter(has=locate(page, target.has))
    if target.visible:
        found = found.filter(visible=True)
    if target.near is not None:
        found = found.and_(page.locator(f":near({_as_css(target.near.target)}, {target.near.px})"))  # nearest first
    return found


def _as_css(target: Target) -> str:
    """Returns a target of `targets.CSS_KINDS` as a selector of Playwright's CSS engine, the only one that measures."""
    if target.css is not None:
        return target.css
    if target.text is not None:
        return f":text{'-is' if target.exact else ''}({json.dumps(target.text)})"
    if target.test_id is not None:
        return f"[data-testid={json.dumps(target.test_id)}]"
    value = json.dumps(getattr(target, target.kind))
    return f"[{target.kind}={value}]" if target.exact else f"[{target.kind}*={value} i]"


def _plain(root: Page | Locator | FrameLocator, target: Target) -> Locator:  # noqa: PLR0911 - one case per kind
    match target.kind:
        case "css" | "xpath" as engine:
            return root.locator(f"{engine}={getattr(target, engine)}")
        case "text":
            return root.get_by_text(target.text or "", exact=target.exact)
        case "label":
            return root.get_by_label(target.label or "", exact=target.exact)
        case "placeholder":
            return root.get_by_placeholder(target.placeholder or "", exact=target.exact)
        case "alt":
            return root.get_by_alt_text(target.alt or "", exact=target.exact)
        case "title":
            return root.get_by_title(target.title or "", exact=target.exact)
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
