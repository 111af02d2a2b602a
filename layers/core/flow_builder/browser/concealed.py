"""Secrets that a session typed: covered in screenshots, masked in HTML, and taken out of recordings."""

import re
from dataclasses import dataclass, field

from playwright.async_api import Locator, Page

_SHORTEST = 4
"""Shorter texts are everywhere; taking them out would only spoil what is left."""

_INPUT = re.compile(r'<input\b(?:[^>"]|"[^"]*")*>', re.IGNORECASE)
_PASSWORD = re.compile(r'\stype="password"', re.IGNORECASE)
_VALUE = re.compile(r'(\svalue=")[^"]*"', re.IGNORECASE)
_ASKED = "input[type=password]"
_MAY_HOLD = """(wanted) =>
  document.querySelector(wanted) !== null || [...document.querySelectorAll("*")].some((each) => each.shadowRoot)"""


def masked(html: str) -> str:
    """Returns HTML as a browser writes it without what password fields hold: many pages copy it into an attribute."""
    return _INPUT.sub(lambda tag: _VALUE.sub(r'\1•••"', tag[0]) if _PASSWORD.search(tag[0]) else tag[0], html)


@dataclass(eq=False)
class Concealed:
    """What of one session must not be seen."""

    _values: set[str] = field(default_factory=set)
    _fields: list[tuple[int, Locator]] = field(default_factory=list)

    def add(self, value: str, locator: Locator | None = None, visits: int = 0) -> None:
        """Conceals a secret from here on, and the field it was put into while that document is shown.

        `visits` is the session's count, by which the document is known.
        """
        if len(value) >= _SHORTEST:
            self._values.add(value)
        if locator is not None:
            self._fields = [each for each in self._fields if each[0] == visits] + [(visits, locator)]

    @property
    def values(self) -> list[str]:
        """The secrets, longest first, so that none leaves a rest of another that holds it."""
        return sorted(self._values, key=len, reverse=True)

    async def fields(self, page: Page, visits: int) -> list[Locator]:
        """Returns what to cover in a screenshot: password fields in any frame, and fields that hold a secret."""
        # A page's own look spares Playwright's engines, which take 30 ms to load into a document.
        passwords = [frame.locator(_ASKED) for frame in page.frames if await frame.evaluate(_MAY_HOLD, _ASKED)]
        held = [locator for seen, locator in self._fields if seen == visits]
        # To cover something takes 14 ms of a screenshot, to see that there is nothing takes one.
        return [locator for locator in (*passwords, *held) if await locator.count()]
