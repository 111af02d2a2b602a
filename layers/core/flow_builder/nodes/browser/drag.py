"""Drags an element: onto another one, or by a distance (sliders, maps, handles).

The mouse is really moved, in small steps, so both kinds of dragging work: HTML's own drag and drop (`draggable`, with its
dragstart, dragover and drop events) and what scripts make of pointer events.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.click import Position, place
from flow_builder.nodes.browser.page import ElementConfig, PageOutput, holds, milliseconds, session_of


class _Where(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Onto(_Where):
    """Onto an element."""

    kind: Literal["element"] = "element"
    target: Targets = Field(title="Element")
    position: Position | None = Field(default=None, title="Where in it", description="By default in its middle.")


class By(_Where):
    """By a distance in CSS pixels; positive is right and down."""

    kind: Literal["by"]
    x: float = Field(default=0, title="Right")
    y: float = Field(default=0, title="Down")


class Config(ElementConfig):
    """What to drag, and where."""

    source: Targets = Field(title="What")
    to: Annotated[Onto | By, Field(discriminator="kind")] = Field(title="Where")
    position: Position | None = Field(
        default=None, title="Taken where", description="Where in the dragged element; by default in its middle."
    )


async def run(config: Config, ctx: Context) -> PageOutput:
    """Drags; raises NodeError `browser.target_missing`, `browser.target_ambiguous`, `browser.timeout`."""
    session = session_of(config, ctx)
    session.touched()
    limit = milliseconds(config)
    source = await session.element(config.source, "drag", config.timeout_s)
    taken = place(config.position)
    if isinstance(config.to, Onto):
        onto = await session.element(config.to.target, "drag onto", config.timeout_s)
        with session.acting("drag", config.source):
            await session.hand.drag(
                source, onto, source_position=taken, target_position=place(config.to.position), timeout_ms=limit
            )
        return PageOutput(url=session.url)
    with session.acting("drag", config.source):
        await session.hand.hover(source, position=taken, timeout_ms=limit)  # makes the checks; beyond it there are none
        box = await source.bounding_box(timeout=limit)
        assert box is not None  # it was visible just now
        start: Any = taken or {"x": box["width"] / 2, "y": box["height"] / 2}
        end: Any = {"x": start["x"] + config.to.x, "y": start["y"] + config.to.y}
        await session.hand.drag(
            source, source, source_position=start, target_position=end, force=True, timeout_ms=limit
        )
    return PageOutput(url=session.url)


EXAMPLES = (
    Example(
        "Onto another element",
        {"source": {"text": "Card"}, "to": {"kind": "element", "target": "#done"}},
        input={"page": "/drag.html"},
        check=holds(url="/drag.html"),
        needs="page",
    ),
    Example(
        "A slider, by a distance",
        {"source": "#knob", "to": {"kind": "by", "x": 80}},
        input={"page": "/drag.html"},
        check=holds(url="/drag.html"),
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.drag",
    title="Drag and drop",
    config=Config,
    output=PageOutput,
    run=run,
    lane="browser",
    side_effect=True,
    replay="never",
    icon="move",
    examples=EXAMPLES,
)
