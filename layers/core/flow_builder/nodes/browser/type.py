"""Types text key by key into a field, or wherever the focus is, as a person would: each key makes its own events.

For fields that react to single keys: suggestions, masks, codes of single digits, terminals. What the field holds stays;
`clear` empties it first. Where a value is all that matters, browser.fill is faster.
"""

from typing import TYPE_CHECKING

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import ElementConfig, PageOutput, holds, milliseconds, session_of

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page


class Config(ElementConfig):
    """What to type, and where."""

    text: str = Field(min_length=1, max_length=100_000, title="Text", description="Line breaks press Enter.")
    target: Targets | None = Field(default=None, title="Field", description="Empty: where the focus is.")
    delay_ms: float | None = Field(
        default=None, ge=0, le=10_000, title="Delay", description="Milliseconds between two keys; by default none."
    )
    clear: bool = Field(default=False, title="Empty it first")


async def run(config: Config, ctx: Context) -> PageOutput:
    """Types; raises NodeError `browser.target_missing`, `browser.target_unfit`, `browser.timeout`."""
    session = session_of(config, ctx)
    session.touched()
    limit = milliseconds(config)

    async def write(where: "Locator | Page") -> None:
        await session.hand.type(where, config.text, delay_ms=config.delay_ms, timeout_ms=limit)

    if config.target is None:
        with session.acting("type"):
            if config.clear:
                await session.hand.press(session.page, "Control+A", timeout_ms=limit)
                await session.hand.press(session.page, "Delete", timeout_ms=limit)
            await write(session.page)
        return PageOutput(url=session.url)
    locator = await session.element(config.target, "type", config.timeout_s)
    with session.acting("type", config.target):
        if config.clear:
            await session.hand.fill(locator, "", timeout_ms=limit)
        await write(locator)
    return PageOutput(url=session.url)


EXAMPLES = (
    Example(
        "A field with suggestions",
        {"target": {"role": "combobox", "name": "City"}, "text": "Ber"},
        input={"page": "/fields.html"},
        check=holds(url="/fields.html"),
        needs="page",
    ),
    Example(
        "Anew",
        {"target": {"label": "Name"}, "text": "Grace", "clear": True},
        input={"page": "/form.html"},
        check=holds(url="/form.html"),
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.type",
    title="Type text",
    config=Config,
    output=PageOutput,
    run=run,
    lane="browser",
    side_effect=True,
    replay="never",
    icon="keyboard",
    examples=EXAMPLES,
)
