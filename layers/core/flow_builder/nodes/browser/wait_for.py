"""Waits until something holds: an element appears or goes, a text shows, the address changes, loading ends.

Or until a JavaScript expression is true in the page. Also for what the page asks servers for, from when the step begins
(to keep an answer that an earlier step causes, use browser.capture_response before it), and for a file, which may have
come already.
"""

import re
import time
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from flow_builder.browser.targets import Nested, Target, Targets
from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import Context, Example, NodeType, PerItem
from flow_builder.nodes.browser.files import keep
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


class Answer(_Until):
    """A server has answered a request of the page."""

    kind: Literal["response"]
    url: str = Field(min_length=1, title="Address", description="`*` stands for any characters.")
    method: str | None = Field(default=None, title="Method", description="Such as POST; empty for any.")
    status: int | None = Field(
        default=None, ge=1, le=599, title="Status", description="A class such as 2 for 2xx, or a whole status."
    )


class File(_Until):
    """A file has come; it is kept."""

    kind: Literal["file"]


class Expression(_Until):
    """A JavaScript expression of the page is true; it may be a promise, and is evaluated until then, ten times a second."""

    kind: Literal["expression"]
    expression: PerItem = Field(
        title="Expression", json_schema_extra={"x-per-item": True, "x-language": "javascript", "x-async": True}
    )
    frame: tuple[Nested, ...] = Field(default=(), max_length=10, title="Frames", description="Outermost first.")


Until = Element | Text | Url | Load | Answer | File | Expression


class Config(PageConfig):
    """What to wait for."""

    until: Annotated[Until, Field(discriminator="kind")] = Field(title="Until")


class Output(PageOutput):
    """Where the page is, and how long it took in milliseconds."""

    waited_ms: int
    status: int | None = None
    """Of the answer waited for."""
    file: Artifact | None = None


_STATES: dict[str, Literal["domcontentloaded", "load", "networkidle"]] = {
    "dom": "domcontentloaded",
    "load": "load",
    "network_idle": "networkidle",
}


async def run(config: Config, ctx: Context) -> Output:
    """Waits; raises NodeError `browser.timeout` or `browser.target_missing` when it does not happen in time."""
    session = session_of(config, ctx)
    started = time.monotonic()
    found = await _wait(session, config.until, config.timeout_s, ctx)
    return Output(url=session.url, waited_ms=round((time.monotonic() - started) * 1_000), **found)


async def _wait(session: "Session", until: Until, timeout_s: float, ctx: Context) -> dict[str, Any]:
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
        case Expression(expression=expression, frame=frame):
            from flow_builder.browser.evaluation import wait_until

            await wait_until(session, str(expression), (*session.frames, *frame), timeout_s)
        case Answer(url=url, method=method, status=status):
            from flow_builder.browser.traffic import Match

            exchange = await session.traffic.wait(Match(url, method, status), timeout_s)
            return {"status": exchange.status}
        case File():
            with session.downloads.wanted(earlier=True):
                return {"file": await keep(ctx, await session.downloads.next(timeout_s))}
    return {}


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
        "Something of the page's own",
        {"until": {"kind": "expression", "expression": "document.querySelector('#late')?.textContent.includes('now')"}},
        input={"page": "/late.html"},
        check=lambda output: output["url"].endswith("/late.html"),
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
