"""Presses keys: one, a chord such as `Control+Shift+K`, or several one after the other, in an element or at the focus.

Key names are those of the web: Enter, Escape, Tab, Backspace, Delete, ArrowDown, PageUp, Home, F5, a, A, `+` as itself.
`ControlOrMeta` is what the browser's own system uses for shortcuts. `then` says whether they lead to another page that
the step should wait for.
"""

from contextlib import nullcontext
from typing import Literal

from pydantic import Field, field_validator

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import ElementConfig, PageOutput, holds, milliseconds, session_of


class Config(ElementConfig):
    """Which keys, where, how often."""

    key: str | tuple[str, ...] = Field(
        title="Key", description="Such as Enter, ArrowDown, Control+A, a; or a list of them, pressed in turn."
    )
    target: Targets | None = Field(default=None, title="Element", description="Empty: where the focus is.")
    count: int = Field(default=1, ge=1, le=1_000, title="Times")
    then: Literal["nothing", "navigation"] = Field(default="nothing", title="Then wait for")

    @field_validator("key")
    @classmethod
    def _some(cls, key: str | tuple[str, ...]) -> str | tuple[str, ...]:
        keys = (key,) if isinstance(key, str) else key
        if not 0 < len(keys) <= 100 or not all(0 < len(each) <= 100 for each in keys):  # noqa: PLR2004
            raise ValueError("give one to 100 keys, each by its name")
        return key


async def run(config: Config, ctx: Context) -> PageOutput:
    """Presses the keys; raises NodeError `browser.target_missing`, `browser.failed` for an unknown key."""
    session = session_of(config, ctx)
    session.touched()
    keys = (config.key,) if isinstance(config.key, str) else config.key
    where = None if config.target is None else await session.element(config.target, "press", config.timeout_s)
    limit = milliseconds(config)
    with session.acting("press", config.target or ()):
        async with session.page.expect_navigation(timeout=limit) if config.then == "navigation" else nullcontext():
            for number, key in enumerate(keys * config.count):
                # Later keys of a sequence go where the first ones have led the focus.
                place = session.page if where is None or (number and len(keys) > 1) else where
                await session.hand.press(place, key, timeout_ms=limit)
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
        "And wait for the page it leads to",
        {"key": "Enter", "target": {"label": "Name"}, "then": "navigation"},
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
    Example(
        "One after the other",
        {"key": ["Control+A", "Delete"], "target": {"label": "Name"}},
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
