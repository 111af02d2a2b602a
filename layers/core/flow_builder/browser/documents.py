"""What steps did to a session's pages since these were loaded: what has to be done again when a page is opened again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from playwright.async_api import Page

from flow_builder.browser.frozen import Applied


@dataclass(slots=True)
class Document:
    """One loaded page. `number` counts the documents of all the session's pages, `edits` the changes to this one."""

    number: int
    edits: int = 0
    trail: list[Applied] = field(default_factory=list)
    noted: int = 0
    """The edits that the trail tells of."""


class Documents:
    """The documents that a session's pages show now; the first one of a session is number 0, its blank page."""

    def __init__(self) -> None:
        self._count = 0
        self._shown: WeakKeyDictionary[Page, Document] = WeakKeyDictionary()

    def of(self, page: Page) -> Document:
        """Returns a page's document."""
        if page not in self._shown:
            self._shown[page] = Document(self._count)
        return self._shown[page]

    def loaded(self, page: Page) -> None:
        """Takes note that a page shows another document."""
        self._count += 1
        self._shown[page] = Document(self._count)

    def note(self, page: Page, step: str, config: Callable[[], dict[str, Any]]) -> None:
        """Adds a step to the trail of the page's document if it changed that since the last time."""
        document = self.of(page)
        if document.edits != document.noted:
            document.noted = document.edits
            document.trail.append(Applied(step=step, config=config()))

    def set(self, page: Page, document: Document) -> None:
        """Makes a page that was opened again count as the one it stands for."""
        self._count = max(self._count, document.number)
        self._shown[page] = document
