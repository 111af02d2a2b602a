"""The demo sites without a server: a client per site, a clock to turn, and no waiting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from selectolax.lexbor import LexborHTMLParser
from starlette.types import ASGIApp

NOON = 1_795_262_400.0
"""Saturday, 21 November 2026, 12:00 UTC."""


@dataclass
class Clock:
    """A clock that tests turn."""

    now: float = NOON

    def __call__(self) -> float:
        return self.now


async def no_sleep(_: float) -> None:
    """Stands in for `asyncio.sleep` where a site waits to be like a slow one."""


@asynccontextmanager
async def visiting(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    """Yields a client that keeps cookies and follows redirects."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://demo.test", follow_redirects=True) as client:
        yield client


def parse(response: httpx.Response) -> LexborHTMLParser:
    """Returns a page's tree."""
    return LexborHTMLParser(response.text)


def text(page: LexborHTMLParser, selector: str) -> str:
    """Returns the text of the first element that matches, tidied."""
    node = page.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())
