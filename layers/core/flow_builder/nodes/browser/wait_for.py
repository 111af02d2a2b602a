"""Waits until something holds: an element appears or goes, a text shows, the address changes, loading ends."""

import re
import time
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from flow_builder.browser.targets import Target, Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, session_of

if TYPE_CHECKING:
    from flow_builder.browser.session import Session


class _Until(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Element(_Until):
    """An element is in a state."""

    kind: Literal["element"] = "element"
    target: Targets = Field(title="Element")
    state: Literal["visible", "hidden", "attached", "detached"] = Field(default="visible", title="State")


class Text(_Until):
    """The page shows a text."""

    kind: Literal["text"]
    text: str = Field(min_length=1, title="Text")
    exact: bool = Field(default=False, title="As a whole", description="And with its case.")


class Url(_Until):
    """The address fits a pattern: `*` stands for any characters, or a regular expression between slashes."""

    kind: Literal["url"]
    url: str = Field(min_length=1, title="Address")

    @field_validator("url")
    @classmethod
    def _valid(cls, url: str) -> str:
        try:
            pattern(url)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return url


class Load(_Until):
    """The page has loaded; `network_idle` also waits until half a second has passed without requests."""

    kind: Literal["load"]
    state: Literal["dom", "load", "network_idle"] = Field(default="load", title="State")


class Config(PageConfig):
    """What to wait for."""

    until: Annotated[Element | Text | Url | Load, Field(discriminator="kind")] = Field(title="Until")


class Output(PageOutput):
    """Where the page is, and how long it took in milliseconds."""

    waited_ms: int


_STATES: dict[str, Literal["domcontentloaded", "load", "networkidle"]] = {
    "dom": "domcontentloaded",
    "load": "load",
    "network_idle": "networkidle",
}


async def run(config: Config, ctx: Context) -> Output:
    """Waits; raises NodeError `browser.timeout` or `browser.target_missing` when it does not happen in time."""
    session = session_of(config, ctx)
    started = time.monotonic()
    await _wait(session, config.until, config.timeout_s)
    return Output(url=session.url, waited_ms=round((time.monotonic() - started) * 1_000))


async def _wait(session: "Session", until: Element | Text | Url | Load, timeout_s: float) -> None:
    limit = timeout_s * 1_000
    match until:
        case Element(target=target, state=state):
            await session.wait_for(target, state, timeout_s)
        case Text(text=text, exact=exact):
            await session.wait_for((Target(text=text, exact=exact),), "visible", timeout_s)
        case Url(url=url):
            with session.acting(f"reach an address like {url}"):
                await session.page.wait_for_url(pattern(url), timeout=limit)
        case Load(state=state):
            with session.acting("load the page"):
                await session.page.wait_for_load_state(_STATES[state], timeout=limit)


def pattern(url: str) -> re.Pattern[str]:
    """Returns the pattern an address must fit: `*` stands for anything, `/…/` is a regular expression."""
    if len(url) > 2 and url.startswith("/") and url.endswith("/"):  # noqa: PLR2004 - the two slashes
        return re.compile(url[1:-1])
    return re.compile(f"^{'.*'.join(map(re.escape, re.split(r'[*]+', url)))}$")


EXAMPLES = (
    Example(
        "An element appears",
        {"until": {"kind": "element", "target": "#late"}},
        input={"page": "/late.html"},
        check=lambda output: output["waited_ms"] >= 0,
        needs="page",
    ),
    Example(
        "A text shows",
        {"until": {"kind": "text", "text": "here now"}},
        input={"page": "/late.html"},
        check=lambda output: output["url"].endswith("/late.html"),
        needs="page",
    ),
    Example("Loaded", {"until": {"kind": "load", "state": "network_idle"}}, input={"page": "/form.html"}, needs="page"),
    Example(
        "The address",
        {"until": {"kind": "url", "url": "*/form.html"}},
        input={"page": "/form.html"},
        check=lambda output: output["url"].endswith("/form.html"),
        needs="page",
    ),
    Example(
        "It never comes",
        {"until": {"kind": "element", "target": "#never"}, "timeout_s": 0.2},
        input={"page": "/form.html"},
        error="browser.target_missing",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.wait_for",
    title="Wait for",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="hourglass",
    examples=EXAMPLES,
)
