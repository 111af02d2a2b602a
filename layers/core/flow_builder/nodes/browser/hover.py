"""Leaves the mouse over an element: menus that open under it, tooltips, previews. It stays there for the next steps."""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.click import Position, place
from flow_builder.nodes.browser.page import ElementConfig, PageOutput, holds, milliseconds, session_of


class Config(ElementConfig):
    """Over what."""

    target: Targets = Field(title="Element")
    position: Position | None = Field(default=None, title="Where in it", description="By default in its middle.")
    force: bool = Field(default=False, title="Force", description="Even over what is covered or moving.")


async def run(config: Config, ctx: Context) -> PageOutput:
    """Moves the mouse; raises NodeError `browser.target_missing`, `browser.target_ambiguous`, `browser.timeout`."""
    session = session_of(config, ctx)
    session.touched()
    locator = await session.element(config.target, "hover", config.timeout_s)
    with session.acting("hover", config.target):
        await session.hand.hover(
            locator,
            position=place(config.position),
            force=config.force,
            timeout_ms=milliseconds(config),
        )
    return PageOutput(url=session.url)


EXAMPLES = (
    Example(
        "Open a menu",
        {"target": {"role": "button", "name": "Menu"}},
        input={"page": "/fields.html"},
        check=holds(url="/fields.html"),
        needs="page",
    ),
    Example(
        "Not there",
        {"target": "#none", "timeout_s": 0.3},
        input={"page": "/fields.html"},
        error="browser.target_missing",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.hover",
    title="Hover",
    config=Config,
    output=PageOutput,
    run=run,
    lane="browser",
    icon="mouse-pointer",
    examples=EXAMPLES,
)
