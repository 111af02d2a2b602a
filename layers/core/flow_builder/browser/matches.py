"""Runs a script on the elements that targets match, in one round trip to the page.

Playwright's own way, `Locator.evaluate_all`, first loads its engines into the page's world: 345 KB of script and 30 ms
for every document (2 cores). A page finds by itself what everything but roles names; for the rest there is None.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from playwright.async_api import Error, Page

from flow_builder.browser.scripts import script
from flow_builder.browser.targets import Target

IN_PAGE = frozenset({"css", "xpath", "test_id"})
"""Kinds of targets that a page's own script can resolve within an element, too."""

_IN_DOCUMENT = IN_PAGE | {"label", "text", "placeholder", "alt", "title"}
_SENT = {*_IN_DOCUMENT, "nth", "exact"}
_CHAINED = ">>"
_GONE = ("context was destroyed", "has been closed", "Cannot find context")


async def on_matches(page: Page, targets: Sequence[Target], function: str, argument: Any) -> tuple[int, Any] | None:
    """Returns (rank of the first target that matches, what `function` makes of its elements), or None.

    None says that nothing matches right now, or that Playwright has to look. The function gets (elements, argument)
    and may be asynchronous.
    """
    if not all(in_page(target) for target in targets):
        return None
    specs = [target.model_dump(include=_SENT, exclude_none=True) for target in targets]
    found = await page.evaluate(_wrapped(function), [specs, argument])
    return None if found is None else (found[0], found[1])


def is_replaced(error: Error) -> bool:
    """Tells whether a script ended because its document did: another page came, or the page was closed."""
    return any(sign in error.message for sign in _GONE)


def in_page(target: Target) -> bool:
    """Tells whether a page's own script can find what a target names."""
    return target.kind in _IN_DOCUMENT and target.is_plain and _CHAINED not in (target.css or target.xpath or "")


@cache
def _wrapped(function: str) -> str:
    return (
        f"async ([targets, argument]) => {{\nconst found = ({script('matches')}\n)(targets);\n"
        f"return found && [found.rank, await ({function}\n)(found.elements, argument)];\n}}"
    )
