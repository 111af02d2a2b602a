"""Takes a picture of what the window shows, of the whole page, or of one element, and keeps it as an artifact.

A picture of a whole long page takes several times as long as one of the window; JPEG is faster than PNG.
"""

from typing import Any, Literal

from pydantic import Field, model_validator

from flow_builder.browser.targets import Targets
from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, milliseconds, session_of


class Config(PageConfig):
    """What to show, and as which file."""

    target: Targets | None = Field(default=None, title="Element", description="Empty: the window.")
    full_page: bool = Field(default=False, title="Whole page")
    format: Literal["png", "jpeg"] = Field(default="png", title="Format")
    quality: int = Field(default=80, ge=1, le=100, title="Quality", description="Of a JPEG.")
    name: str = Field(
        default="screenshot", min_length=1, max_length=100, title="File name", description="Without ending."
    )

    @model_validator(mode="after")
    def _one_subject(self) -> "Config":
        if self.target is not None and self.full_page:
            raise ValueError("give a target or full_page, not both")
        return self


class Output(PageOutput):
    """The picture."""

    file: Artifact


async def run(config: Config, ctx: Context) -> Output:
    """Takes the picture; raises NodeError `browser.target_missing`, `browser.timeout`."""
    session = session_of(config, ctx)
    options: dict[str, Any] = {"type": config.format, "timeout": milliseconds(config)}
    if config.format == "jpeg":
        options["quality"] = config.quality
    with session.acting("take a screenshot", config.target or ()):
        if config.target is None:
            data = await session.page.screenshot(full_page=config.full_page, **options)
        else:
            locator = await session.find(config.target, "take a screenshot", config.timeout_s)
            data = await locator.screenshot(**options)
    name = f"{config.name}.{'jpg' if config.format == 'jpeg' else 'png'}"
    return Output(url=session.url, file=await ctx.save_artifact(name, data, f"image/{config.format}"))


EXAMPLES = (
    Example(
        "The window",
        {},
        input={"page": "/products.html"},
        check=lambda output: output["file"]["name"] == "screenshot.png",
        needs="page",
    ),
    Example(
        "One element as JPEG",
        {"target": {"css": ".product", "nth": 0}, "format": "jpeg", "quality": 60, "name": "first"},
        input={"page": "/products.html"},
        check=lambda output: output["file"]["content_type"] == "image/jpeg",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.screenshot",
    title="Screenshot",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="camera",
    examples=EXAMPLES,
)
