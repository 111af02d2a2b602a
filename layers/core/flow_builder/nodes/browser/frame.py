"""Goes into a frame: the steps that follow look for their elements in it, until another frame step or browser.goto.

Frames lie in frames: list them outermost first. A step may also name frames for itself, in its target's `frame`, which
count from the frame that this step has gone into. Without a target it goes back to the page itself.
"""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, holds, milliseconds, session_of


class Config(PageConfig):
    """Which frame."""

    frames: Targets | None = Field(
        default=None, title="Frames", description="Each in the one before; empty to go back to the page itself."
    )
    from_here: bool = Field(default=False, title="From here", description="Count from the frame the session is in.")


class Output(PageOutput):
    """How deep in frames the session now is; 0 is the page itself."""

    depth: int


async def run(config: Config, ctx: Context) -> Output:
    """Goes into the frame; raises NodeError `browser.target_missing` when there is none in time."""
    session = session_of(config, ctx)
    frames = (*(session.frames if config.from_here else ()), *(config.frames or ()))
    if frames:
        from flow_builder.browser.locators import frame_root

        with session.acting("go into the frame", frames):
            await frame_root(session.page, frames).wait_for(state="attached", timeout=milliseconds(config))
    session.frames = frames
    session.touched()
    return Output(url=session.url, depth=len(frames))


EXAMPLES = (
    Example(
        "A frame in a frame",
        {"frames": ["#outer", "#inner"]},
        input={"page": "/frames.html"},
        check=holds(depth=2),
        needs="page",
    ),
    Example("Back to the page", {}, input={"page": "/frames.html"}, check=holds(depth=0), needs="page"),
    Example(
        "No such frame",
        {"frames": "#none", "timeout_s": 0.3},
        input={"page": "/frames.html"},
        error="browser.target_missing",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.frame",
    title="Go into frame",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="frame",
    examples=EXAMPLES,
)
