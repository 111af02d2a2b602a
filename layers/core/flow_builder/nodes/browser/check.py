"""Sets a checkbox, switch or radio button; nothing happens when it is set already. A radio button cannot be unset."""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import ElementConfig, PageOutput, session_of


class Config(ElementConfig):
    """Which box, and how it should be."""

    target: Targets = Field(title="Box")
    checked: bool = Field(default=True, title="Checked")


class Output(PageOutput):
    """How the box is now."""

    checked: bool


async def run(config: Config, ctx: Context) -> Output:
    """Sets the box; raises NodeError `browser.target_missing`, `browser.target_unfit`, `browser.timeout`."""
    from flow_builder.browser.acts import check

    session = session_of(config, ctx)
    await check(session, config.target, config.checked, config.timeout_s)
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
        "A radio button",
        {"target": {"label": "Express"}},
        input={"page": "/fields.html"},
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
