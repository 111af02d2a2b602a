"""Scrolls: an element into view, by a distance, to a place or to an end of the page or of an element that scrolls.

For lists that load more while they are scrolled, browser.paginate scrolls until nothing new comes.
"""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import ElementConfig, PageOutput, holds, milliseconds, session_of

if TYPE_CHECKING:
    from playwright.async_api import Locator

    from flow_builder.browser.session import Session


class _How(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Element(_How):
    """An element into view; nothing moves when it is in view already."""

    kind: Literal["element"] = "element"
    target: Targets = Field(title="Element")


class By(_How):
    """By a distance in CSS pixels; positive is right and down."""

    kind: Literal["by"]
    x: float = Field(default=0, title="Right")
    y: float = Field(default=0, title="Down")
    within: Targets | None = Field(default=None, title="Within", description="An element that scrolls; else the page.")


class At(_How):
    """To a place in CSS pixels from the upper left corner of what is scrolled."""

    kind: Literal["at"]
    x: float = Field(default=0, title="From the left")
    y: float = Field(default=0, title="From the top")
    within: Targets | None = Field(default=None, title="Within", description="An element that scrolls; else the page.")


class To(_How):
    """To an end."""

    kind: Literal["to"]
    end: Literal["top", "bottom", "left", "right"] = Field(title="End")
    within: Targets | None = Field(default=None, title="Within", description="An element that scrolls; else the page.")


class Config(ElementConfig):
    """Where to scroll."""

    scroll: Annotated[Element | By | At | To, Field(discriminator="kind")] = Field(title="Scroll")


class Output(PageOutput):
    """Where what was scrolled is now, in CSS pixels, and whether that is as far down as it goes."""

    x: float
    y: float
    at_bottom: bool


async def run(config: Config, ctx: Context) -> Output:
    """Scrolls; raises NodeError `browser.target_missing`, `browser.target_ambiguous`, `browser.timeout`."""
    from flow_builder.browser.scrolling import scroll_by, scroll_to_end, scroll_to_place, where

    session = session_of(config, ctx)
    session.touched()
    match config.scroll:
        case Element(target=target):
            locator = await session.element(target, "scroll", config.timeout_s)
            with session.acting("scroll", target):
                await locator.scroll_into_view_if_needed(timeout=milliseconds(config))
            box = None
        case By(x=x, y=y, within=within):
            box = await _box(session, within, config)
            await scroll_by(session, box, x, y, config.timeout_s)
        case At(x=x, y=y, within=within):
            box = await _box(session, within, config)
            await scroll_to_place(session, box, x, y, config.timeout_s)
        case To(end=end, within=within):
            box = await _box(session, within, config)
            await scroll_to_end(session, box, end, config.timeout_s)
    return Output(url=session.url, **await where(session, box, config.timeout_s))


async def _box(session: "Session", within: Targets | None, config: Config) -> "Locator | None":
    return None if within is None else await session.element(within, "scroll", config.timeout_s)


EXAMPLES = (
    Example(
        "To the end of the page",
        {"scroll": {"kind": "to", "end": "bottom"}},
        input={"page": "/fields.html"},
        check=holds(at_bottom=True),
        needs="page",
    ),
    Example(
        "An element into view",
        {"scroll": {"kind": "element", "target": "#far"}},
        input={"page": "/fields.html"},
        check=lambda output: output["y"] > 0,
        needs="page",
    ),
    Example(
        "Within a box, by a distance",
        {"scroll": {"kind": "by", "y": 50, "within": "#box"}},
        input={"page": "/fields.html"},
        check=lambda output: (output["y"], output["at_bottom"]) == (50, False),
        needs="page",
    ),
    Example(
        "To a place",
        {"scroll": {"kind": "at", "y": 300}},
        input={"page": "/fields.html"},
        check=holds(x=0, y=300),
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.scroll",
    title="Scroll",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="mouse",
    examples=EXAMPLES,
)
