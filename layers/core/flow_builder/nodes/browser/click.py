"""Clicks an element once it is visible, at rest, enabled and not covered.

`then` says what the click leads to, if the step should wait for it: another page, a popup (which becomes the
session's page), or a file, which is kept as an artifact of the run.
"""

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.browser.targets import Targets
from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.files import keep
from flow_builder.nodes.browser.page import ElementConfig, PageOutput, holds, milliseconds, session_of

if TYPE_CHECKING:
    from flow_builder.browser.session import Session


class Position(BaseModel):
    """A place in an element, in CSS pixels from its upper left corner."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    x: float = Field(title="x")
    y: float = Field(title="y")


def place(position: Position | None) -> Any:
    """Returns a position as Playwright takes it."""
    return None if position is None else {"x": position.x, "y": position.y}


class Config(ElementConfig):
    """What to click, how, and what comes of it."""

    target: Targets = Field(title="Element")
    button: Literal["left", "right", "middle"] = Field(default="left", title="Mouse button")
    count: int = Field(default=1, ge=1, le=3, title="Clicks", description="2 for a double click.")
    modifiers: tuple[Literal["Alt", "Control", "Meta", "Shift"], ...] = Field(default=(), title="Keys held down")
    position: Position | None = Field(default=None, title="Where in it", description="By default in its middle.")
    force: bool = Field(default=False, title="Force", description="Click even what is covered or moving.")
    then: Literal["nothing", "navigation", "popup", "download"] = Field(default="nothing", title="Then wait for")


class Output(PageOutput):
    """Where the page is after the click, and the file if one came."""

    title: str
    file: Artifact | None = None


async def run(config: Config, ctx: Context) -> Output:
    """Clicks; raises NodeError `browser.target_missing`, `browser.target_ambiguous`, `browser.timeout`."""
    session = session_of(config, ctx)
    session.touched()
    file = None
    with session.acting("click", config.target):
        match config.then:
            case "navigation":
                async with session.page.expect_navigation(timeout=milliseconds(config)):
                    await _click(session, config)
            case "popup":
                async with session.page.expect_popup(timeout=milliseconds(config)) as popup:
                    await _click(session, config)
                session.use(await popup.value)
                await session.page.wait_for_load_state(timeout=milliseconds(config))
            case "download":
                file = await _download(session, config, ctx)
            case "nothing":
                await _click(session, config)
    visit = await session.visit()
    return Output(url=visit.url, title=visit.title, file=file)


async def _click(session: "Session", config: Config) -> None:
    from flow_builder.browser.acts import click

    await click(
        session,
        config.target,
        button=config.button,
        count=config.count,
        modifiers=config.modifiers,
        position=place(config.position),
        force=config.force,
        timeout_s=config.timeout_s,
    )


async def _download(session: "Session", config: Config, ctx: Context) -> Artifact:
    with session.downloads.wanted():
        await _click(session, config)
        received = await session.downloads.next(config.timeout_s)
    return await keep(ctx, received)


EXAMPLES = (
    Example(
        "Follow a link",
        {"target": {"role": "link", "name": "Order"}, "then": "navigation"},
        input={"page": "/products.html"},
        check=holds(url="/form.html", title="Order"),
        needs="page",
    ),
    Example(
        "Keep a file",
        {"target": "#report", "then": "download"},
        input={"page": "/products.html"},
        check=lambda output: output["file"]["name"] == "report.csv" and output["file"]["bytes"] > 0,
        needs="page",
    ),
    Example(
        "Several fit",
        {"target": ".product a"},
        input={"page": "/products.html"},
        error="browser.target_ambiguous",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.click",
    title="Click",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    side_effect=True,
    replay="never",
    icon="mouse-pointer-click",
    examples=EXAMPLES,
)
