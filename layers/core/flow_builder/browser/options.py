"""How a session's pages look to the sites they visit; free of Playwright, so that node schemas can use it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.politeness import SitePolicy

ResourceType = Literal["image", "media", "font", "stylesheet", "script", "xhr", "fetch", "websocket", "other"]
"""Kinds of requests a session can do without."""

Engine = Literal["standard", "stealth", "remote"]
"""Which kind of browser a session runs in."""

Permission = Literal[
    "geolocation",
    "notifications",
    "clipboard-read",
    "clipboard-write",
    "camera",
    "microphone",
    "midi",
    "storage-access",
]
"""What a page may be allowed to do without asking."""

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


class Geolocation(BaseModel):
    """A place on Earth that pages are told; degrees and metres."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    latitude: float = Field(ge=-90, le=90, title="Latitude")
    longitude: float = Field(ge=-180, le=180, title="Longitude")
    accuracy: float = Field(default=10, ge=0, title="Accuracy", description="Metres.")


class ProxyChoice(BaseModel):
    """The proxies a session's traffic goes through. Those with a user name belong in a credential."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    servers: tuple[str, ...] = Field(
        default=(), max_length=1_000, title="Servers", description="http://, https:// or socks5:// addresses."
    )
    credential: str | None = Field(
        default=None,
        title="Proxy credential",
        description="Servers, user name and password, or a provider's address with a session placeholder.",
        json_schema_extra={"x-credential": ["proxy"]},
    )
    rotate: Literal["run", "session", "failure"] = Field(
        default="session",
        title="Another proxy",
        description="For each run, for each session, or only when the one in use fails.",
    )


class SessionOptions(BaseModel):
    """Options of one session: an isolated set of cookies and storage with its pages.

    Secrets are named here, never held: credentials are looked up when a session is made.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    engine: Engine = Field(
        default="standard",
        title="Engine",
        description="Standard Chromium; stealth, which looks like a person's browser; or a remote browser over CDP.",
    )
    endpoint: str | None = Field(
        default=None,
        title="Remote browser",
        description="CDP address (ws:// or http://) of a remote engine without a secret in it.",
    )
    endpoint_credential: str | None = Field(
        default=None, title="Remote browser's credential", json_schema_extra={"x-credential": ["cdp"]}
    )
    human: bool | None = Field(
        default=None,
        title="Human-like",
        description="Mouse paths, typing rhythm and scrolling of a person. By default with the stealth engine only.",
    )
    viewport: Viewport = Field(default=Viewport(), title="Viewport", description="CSS pixels.")
    scale: float = Field(default=1, ge=0.5, le=4, title="Scale", description="Device pixels per CSS pixel.")
    mobile: bool = Field(default=False, title="Mobile", description="Touch, and pages' viewport settings count.")
    locale: str | None = Field(default=None, title="Locale", description="Such as de-DE; also sets Accept-Language.")
    timezone: str | None = Field(default=None, title="Timezone", description="IANA name, such as Europe/Berlin.")
    geolocation: Geolocation | None = Field(default=None, title="Location", description="Pages may read it.")
    permissions: tuple[Permission, ...] = Field(default=(), title="Permissions", description="Granted unasked.")
    color_scheme: Literal["light", "dark"] | None = Field(default=None, title="Colour scheme")
    user_agent: str | None = Field(default=None, title="User agent")
    headers: dict[str, str] = Field(
        default_factory=dict, title="Headers", description="Sent to the sites that steps go to."
    )
    basic_auth: str | None = Field(
        default=None,
        title="HTTP login",
        description="User name and password for sites that ask before showing anything; with an `origin`, for that one only.",
        json_schema_extra={"x-credential": ["basic"]},
    )
    login: str | None = Field(
        default=None,
        title="Saved login",
        description="Cookies and storage kept by *Save login*.",
        json_schema_extra={"x-credential": ["login_state"]},
    )
    proxy: ProxyChoice | None = Field(default=None, title="Proxy")
    politeness: SitePolicy | None = Field(
        default=None,
        title="Politeness",
        description="robots.txt, pause and visits at once; goes before what the workspace has for the site.",
    )
    block: tuple[ResourceType, ...] = Field(
        default=(), title="Do not load", description="Leave out images, fonts and the like. Checking costs time too."
    )
    block_urls: tuple[str, ...] = Field(
        default=(), max_length=200, title="Do not load from", description="Addresses, with `*` for anything."
    )
    block_trackers: bool = Field(
        default=False, title="Block trackers", description="Leave out well-known analytics and advertising hosts."
    )
    record: tuple[Literal["trace", "video", "har"], ...] = Field(
        default=(), title="Record", description="Kept as artifacts when the session ends. Costs time."
    )
    javascript: bool = Field(default=True, title="JavaScript")
    ignore_https_errors: bool = Field(default=False, title="Ignore certificate errors")

    @property
    def is_default(self) -> bool:
        """Tells whether a session prepared in advance fits."""
        return self.model_copy(update={"politeness": None}) == SessionOptions()

    def facts(self) -> dict[str, Any]:
        """Returns what differs from the defaults, as JSON, without the headers: these may hold secrets."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude={"headers"})
