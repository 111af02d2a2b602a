"""How a session's pages look to the sites they visit; free of Playwright, so that node schemas can use it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

ResourceType = Literal["image", "media", "font", "stylesheet", "script", "xhr", "fetch", "websocket", "other"]
"""Kinds of requests a session can do without."""

WaitUntil = Literal["commit", "domcontentloaded", "load", "networkidle"]
"""When a navigation counts as done."""

DEFAULT_TIMEOUT_S = 30.0
"""Time for a page or an element to become ready, unless a step says otherwise."""

TimeoutS = Annotated[float, Field(gt=0, le=3_600, title="Timeout", description="Seconds to wait before failing.")]


class Viewport(BaseModel):
    """Size of the visible part of a page in CSS pixels."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    width: int = Field(default=1280, ge=200, le=10_000, title="Width")
    height: int = Field(default=720, ge=200, le=10_000, title="Height")


class SessionOptions(BaseModel):
    """Options of one session: an isolated set of cookies and storage with its pages."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    viewport: Viewport = Field(default=Viewport(), title="Viewport", description="CSS pixels.")
    locale: str | None = Field(default=None, title="Locale", description="Such as de-DE; also sets Accept-Language.")
    timezone: str | None = Field(default=None, title="Timezone", description="IANA name, such as Europe/Berlin.")
    user_agent: str | None = Field(default=None, title="User agent")
    headers: dict[str, str] = Field(default_factory=dict, title="Headers", description="Sent with every request.")
    block: tuple[ResourceType, ...] = Field(
        default=(), title="Do not load", description="Leave out images, fonts and the like. Checking costs time too."
    )
    javascript: bool = Field(default=True, title="JavaScript")
    ignore_https_errors: bool = Field(default=False, title="Ignore certificate errors")

    @property
    def is_default(self) -> bool:
        """Tells whether a session prepared in advance fits."""
        return self == SessionOptions()

    def facts(self) -> dict[str, Any]:
        """Returns what differs from the defaults, as JSON, without the headers: these may hold secrets."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude={"headers"})
