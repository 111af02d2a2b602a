"""Chooses options of a drop-down or list field, by their value, their label or their place.

Lists that a site makes itself (roles combobox and listbox, as most component libraries give them) are opened and the
options clicked by their label, which is the only way there.
"""

from typing import Annotated, Any

from pydantic import Field, model_validator

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import ElementConfig, PageOutput, session_of

Choice = str | tuple[str, ...] | None


class Config(ElementConfig):
    """Which field, and which options; exactly one of value, label and index."""

    target: Targets = Field(title="Field")
    value: Choice = Field(default=None, title="Value", description="One, or a list where several may be chosen.")
    label: Choice = Field(default=None, title="Label", description="What the option shows.")
    index: Annotated[int, Field(ge=0)] | tuple[Annotated[int, Field(ge=0)], ...] | None = Field(
        default=None, title="Index", description="From 0."
    )

    @model_validator(mode="after")
    def _one_way(self) -> "Config":
        if sum(given is not None for given in (self.value, self.label, self.index)) != 1:
            raise ValueError("give exactly one of value, label, index")
        return self


class Output(PageOutput):
    """The values now chosen."""

    selected: list[str]


async def run(config: Config, ctx: Context) -> Output:
    """Chooses; raises NodeError `browser.timeout` when there is no such option, `browser.target_unfit` for no list."""
    from flow_builder.browser.acts import select
    from flow_builder.browser.custom_lists import choose

    session = session_of(config, ctx)
    choices = _choices(config)
    selected = await select(session, config.target, choices, config.timeout_s)
    if selected is None:
        selected = await choose(session, config.target, choices, config.timeout_s)
    session.touched()
    return Output(url=session.url, selected=selected)


def _choices(config: Config) -> list[dict[str, Any]]:
    given = {"value": config.value, "label": config.label, "index": config.index}
    return [
        {name: each}
        for name, choice in given.items()
        if choice is not None
        for each in (choice if isinstance(choice, tuple) else (choice,))
    ]


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
        "A list of the site's own making",
        {"target": {"role": "combobox", "name": "Colour"}, "label": "Green"},
        input={"page": "/fields.html"},
        check=lambda output: output["selected"] == ["Green"],
        needs="page",
    ),
    Example(
        "Not a list",
        {"target": "button", "label": "x", "timeout_s": 1},
        input={"page": "/form.html"},
        error="browser.target_unfit",
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
