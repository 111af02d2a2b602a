"""Finds closed shadow roots, into which no script and no selector can look."""

import asyncio
from collections.abc import Iterator
from typing import Any

from playwright.async_api import Error, Page

_SECONDS = 3.0


async def closed_hosts(page: Page) -> list[str]:
    """Returns the elements with a closed shadow root, as `x-vault` or `div#app`; none when that cannot be told."""
    try:
        async with asyncio.timeout(_SECONDS):
            protocol = await page.context.new_cdp_session(page)
            try:
                tree = await protocol.send("DOM.getDocument", {"depth": -1, "pierce": True})
            finally:
                await protocol.detach()
    except (Error, TimeoutError):
        return []
    return list(dict.fromkeys(_closed(tree["root"])))


def _closed(root: dict[str, Any]) -> Iterator[str]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        shadows = node.get("shadowRoots", [])
        if any(each.get("shadowRootType") == "closed" for each in shadows):
            yield _named(node)
        below = [*node.get("children", []), *(each for each in shadows if each.get("shadowRootType") != "user-agent")]
        waiting += [*below, *([node["contentDocument"]] if "contentDocument" in node else [])]


def _named(node: dict[str, Any]) -> str:
    pairs = node.get("attributes", [])
    attributes = dict(zip(pairs[::2], pairs[1::2], strict=False))
    return f"{node.get('localName', '')}#{attributes['id']}" if attributes.get("id") else str(node.get("localName", ""))
