"""Presses a key or a combination such as `Enter` or `Control+A`, in an element or wherever the focus is."""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, holds, milliseconds, session_of


class Config(PageConfig):
    """Which key, where, how often."""

    key: str = Field(min_length=1, max_length=100, title="Key", description="Such as Enter, ArrowDown, Control+A, a.")
    target: Targets | None = Field(default=None, title="Element", description="Empty: where the focus is.")
    count: int = Field(default=1, ge=1, le=1_000, title="Times")


async def run(config: Config, ctx: Context) -> PageOutput:
    """Presses the key; raises NodeError `browser.target_missing`, `browser.failed` for an unknown key."""
    session = session_of(config, ctx)
    session.touched()
    with session.acting("press", config.target or ()):
        if config.target is None:
            for _ in range(config.count):
                await session.page.keyboard.press(config.key)
        else:
            locator = await session.find(config.target, "press", config.timeout_s)
            for _ in range(config.count):
                await locator.press(config.key, timeout=milliseconds(config))
    return PageOutput(url=session.url)


EXAMPLES = (
    Example(
        "Send a form with Enter",
        {"key": "Enter", "target": {"label": "Name"}},
        input={"page": "/form.html"},
        check=lambda output: "/sent.html?" in output["url"],
        needs="page",
    ),
    Example(
        "Where the focus is",
        {"key": "Tab", "count": 2},
        input={"page": "/form.html"},
        check=holds(url="/form.html"),
        needs="page",
    ),
    Example("No such key", {"key": "Any"}, input={"page": "/form.html"}, error="browser.failed", needs="page"),
)

NODE = NodeType(
    id="browser.press",
    title="Press key",
    config=Config,
    output=PageOutput,
    run=run,
    lane="browser",
    side_effect=True,
    replay="never",
    icon="keyboard",
    examples=EXAMPLES,
)
