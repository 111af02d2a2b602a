"""A session at rest: everything that opening it again takes, as bytes. Full of secrets: it is kept sealed only."""

import gzip
from base64 import b64decode, b64encode
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.browser.options import SessionOptions
from flow_builder.browser.targets import Target
from flow_builder.errors import LimitExceeded

MAX_BYTES = 32 * 1024 * 1024
"""The largest session that is kept, before it is packed."""


class Applied(BaseModel):
    """One step that changed a page: its key and its config with all templates resolved."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    step: str
    config: dict[str, Any]


class Likeness(BaseModel):
    """What a page looks like, for telling whether it is the same one when it is opened again."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    title: str = ""
    """Its letters only: numbers count things."""
    digest: str = ""
    """Of the letters of the visible text, and of the visible controls with what they hold."""
    passwords: int = 0
    """Visible password fields: one more than before means a login page."""


class Tab(BaseModel):
    """One page of a session."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    url: str
    scroll: tuple[float, float] = (0, 0)
    storage: dict[str, str] = Field(default_factory=dict)
    """The page's sessionStorage."""
    number: int = 0
    edits: int = 0
    trail: tuple[Applied, ...] = ()
    """Steps that changed the page since it was loaded, in order."""


class Frozen(BaseModel):
    """A session at rest. Without tabs it holds what a login needs and nothing of the pages: a quick note on the way."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    opened: str
    options: SessionOptions
    storage: dict[str, Any]
    """Playwright's storage state: cookies, and localStorage and IndexedDB by origin."""
    tabs: tuple[Tab, ...] = ()
    current: int = 0
    likeness: Likeness = Likeness()
    """Of the current tab."""
    logged_in: tuple[Target, ...] = ()
    """What was to be seen on the current tab as long as the login lasted."""

    @property
    def tab(self) -> Tab | None:
        """The tab that steps act on."""
        return self.tabs[self.current] if self.tabs else None

    def pack(self) -> str:
        """Returns the session as text; LimitExceeded `browser.session_size`."""
        raw = self.model_dump_json(exclude_defaults=True).encode()
        if len(raw) > MAX_BYTES:
            raise LimitExceeded(
                f"The session's cookies and storage take {len(raw):,} bytes; {MAX_BYTES:,} can be kept.",
                code="browser.session_size",
                hint="Close the session before the pause and open it again after it.",
            )
        return b64encode(gzip.compress(raw, compresslevel=1, mtime=0)).decode()

    @classmethod
    def unpack(cls, text: str) -> "Frozen":
        """Returns the session that `pack` made text of."""
        return cls.model_validate_json(gzip.decompress(b64decode(text)))
