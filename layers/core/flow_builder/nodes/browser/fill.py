"""Puts a value into a field: text boxes, text areas, dates, editable elements. What was there is replaced."""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, holds, milliseconds, session_of


class Config(PageConfig):
    """Which field, and what to put there."""

    target: Targets = Field(title="Field")
    value: str | int | float | bool | None = Field(title="Value", description="Empty to clear the field.")


async def run(config: Config, ctx: Context) -> PageOutput:
    """Fills the field; raises NodeError `browser.target_missing`, `browser.target_unfit`, `browser.timeout`."""
    session = session_of(config, ctx)
    locator = await session.find(config.target, "fill", config.timeout_s)
    with session.acting("fill", config.target):
        await locator.fill(_text(config.value), timeout=milliseconds(config))
    session.touched()
    return PageOutput(url=session.url)


def _text(value: str | float | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


EXAMPLES = (
    Example(
        "By label",
        {"target": {"label": "Name"}, "value": "Ada"},
        input={"page": "/form.html"},
        check=holds(url="/form.html"),
        needs="page",
    ),
    Example(
        "A button is no field",
        {"target": "button", "value": "x"},
        input={"page": "/form.html"},
        error="browser.target_unfit",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.fill",
    title="Fill field",
    config=Config,
    output=PageOutput,
    run=run,
    lane="browser",
    icon="text-cursor-input",
    examples=EXAMPLES,
)
