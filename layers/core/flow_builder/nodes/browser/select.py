"""Chooses options of a drop-down or list field, by their value, their label or their place."""

from typing import Any

from pydantic import Field, model_validator

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, milliseconds, session_of

Choice = str | tuple[str, ...] | None


class Config(PageConfig):
    """Which field, and which options; exactly one of value, label and index."""

    target: Targets = Field(title="Field")
    value: Choice = Field(default=None, title="Value", description="One, or a list where several may be chosen.")
    label: Choice = Field(default=None, title="Label", description="What the option shows.")
    index: int | None = Field(default=None, ge=0, title="Index", description="From 0.")

    @model_validator(mode="after")
    def _one_way(self) -> "Config":
        if sum(given is not None for given in (self.value, self.label, self.index)) != 1:
            raise ValueError("give exactly one of value, label, index")
        return self


class Output(PageOutput):
    """The values now chosen."""

    selected: list[str]


async def run(config: Config, ctx: Context) -> Output:
    """Chooses; raises NodeError `browser.timeout` when there is no such option."""
    session = session_of(config, ctx)
    locator = await session.find(config.target, "select", config.timeout_s)
    with session.acting("select", config.target):
        selected = await locator.select_option(**_options(config), timeout=milliseconds(config))
    session.touched()
    return Output(url=session.url, selected=selected)


def _options(config: Config) -> dict[str, Any]:
    given = {"value": config.value, "label": config.label, "index": config.index}
    return {
        name: list(choice) if isinstance(choice, tuple) else choice
        for name, choice in given.items()
        if choice is not None
    }


EXAMPLES = (
    Example(
        "By label",
        {"target": {"label": "Size"}, "label": "Large"},
        input={"page": "/form.html"},
        check=lambda output: output["selected"] == ["l"],
        needs="page",
    ),
    Example(
        "Several by value",
        {"target": "#extras", "value": ["bag", "card"]},
        input={"page": "/form.html"},
        check=lambda output: output["selected"] == ["bag", "card"],
        needs="page",
    ),
    Example(
        "No such option",
        {"target": "#size", "value": "xxl", "timeout_s": 0.3},
        input={"page": "/form.html"},
        error="browser.timeout",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.select",
    title="Select option",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="list-checks",
    examples=EXAMPLES,
)
