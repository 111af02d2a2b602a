"""Sets a checkbox, switch or radio button; nothing happens when it is set already."""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, milliseconds, session_of


class Config(PageConfig):
    """Which box, and how it should be."""

    target: Targets = Field(title="Box")
    checked: bool = Field(default=True, title="Checked")


class Output(PageOutput):
    """How the box is now."""

    checked: bool


async def run(config: Config, ctx: Context) -> Output:
    """Sets the box; raises NodeError `browser.target_missing`, `browser.target_unfit`, `browser.timeout`."""
    session = session_of(config, ctx)
    locator = await session.find(config.target, "check", config.timeout_s)
    with session.acting("check", config.target):
        await locator.set_checked(config.checked, timeout=milliseconds(config))
    session.touched()
    return Output(url=session.url, checked=config.checked)


EXAMPLES = (
    Example(
        "Agree",
        {"target": {"label": "I agree"}},
        input={"page": "/form.html"},
        check=lambda output: output["checked"] is True,
        needs="page",
    ),
    Example(
        "Not a box",
        {"target": "button"},
        input={"page": "/form.html"},
        error="browser.target_unfit",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.check",
    title="Check box",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="square-check",
    examples=EXAMPLES,
)
