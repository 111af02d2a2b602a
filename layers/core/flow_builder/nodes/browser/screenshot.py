"""Takes a picture of what the window shows, of the whole page, or of one element, and keeps it as an artifact.

A picture of a whole long page takes several times as long as one of the window; JPEG is faster than PNG. Browsers
cannot draw more than 16,384 pixels in one go: a page that is taller is cut there, and `cut` says so. Password fields
are always covered, as is what *Cover* names; the text cursor is hidden and animations are at their end.
"""

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, model_validator

from flow_builder.browser.targets import Targets
from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, milliseconds, session_of
from flow_builder.nodes.file_names import safe_name

if TYPE_CHECKING:
    from playwright.async_api import Locator

    from flow_builder.browser.session import Session

_TALLEST = 16_384
"""Device pixels; Chromium's raster ends there and repeats itself."""
_ENDINGS = {"png": "png", "jpeg": "jpg", "webp": "webp"}


class Config(PageConfig):
    """What to show, and as which file."""

    target: Targets | None = Field(default=None, title="Element", description="Empty: the window.")
    full_page: bool = Field(default=False, title="Whole page")
    format: Literal["png", "jpeg", "webp"] = Field(default="png", title="Format")
    quality: int = Field(default=80, ge=1, le=100, title="Quality", description="Of a JPEG or WebP.")
    cover: tuple[Targets, ...] = Field(
        default=(), max_length=50, title="Cover", description="Elements that must not be seen."
    )
    animations: bool = Field(default=False, title="Animations", description="Show them as they are just then.")
    transparent: bool = Field(default=False, title="Transparent", description="No white behind the page; PNG or WebP.")
    name: str = Field(
        default="screenshot", min_length=1, max_length=100, title="File name", description="Without ending."
    )

    @model_validator(mode="after")
    def _one_subject(self) -> "Config":
        if self.target is not None and self.full_page:
            raise ValueError("give a target or full_page, not both")
        if self.transparent and self.format == "jpeg":
            raise ValueError("a JPEG cannot be transparent")
        return self


class Output(PageOutput):
    """The picture; `cut` says that the page is taller than it."""

    file: Artifact
    cut: bool = False


async def run(config: Config, ctx: Context) -> Output:
    """Takes the picture; raises NodeError `browser.target_missing`, `browser.timeout`."""
    from flow_builder.browser.failures import answering

    session = session_of(config, ctx)
    with session.acting("take a screenshot", config.target or ()):
        async with answering("take a screenshot", session.url, config.timeout_s):
            data, cut = await _picture(session, config)
    if cut:
        ctx.log(f"The page is too tall for one picture and was cut after {_TALLEST:,} pixels.", level="warning")
    name = f"{safe_name(config.name, 'screenshot')}.{_ENDINGS[config.format]}"
    file = await ctx.save_artifact(name, data, f"image/{config.format}")
    return Output(url=session.url, file=file, cut=cut)


async def _picture(session: "Session", config: Config) -> tuple[bytes, bool]:
    """Returns the picture, and whether the page is taller than it."""
    options = await _options(session, config)
    if config.target is not None:
        locator = await session.find(config.target, "take a screenshot", config.timeout_s)
        return await locator.screenshot(**options), False
    clip = await _clip(session, config) if config.full_page else None
    return await session.page.screenshot(full_page=config.full_page, clip=clip, **options), clip is not None


async def _options(session: "Session", config: Config) -> dict[str, Any]:
    options: dict[str, Any] = {
        "type": config.format,
        "timeout": milliseconds(config),
        "animations": "allow" if config.animations else "disabled",
        "omit_background": config.transparent,
    }
    if config.format != "png":
        options["quality"] = config.quality
    if covered := await _covered(session, config):
        options["mask"] = covered
    return options


async def _covered(session: "Session", config: Config) -> "list[Locator]":
    found = [await session.find(target, "cover it", config.timeout_s) for target in config.cover]
    return [*found, *await session.concealed.fields(session.page, session.visits)]


async def _clip(session: "Session", config: Config) -> Any:
    """Returns the part of a page that can be drawn, or None when that is all of it."""
    width, height, scale = await session.page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight, devicePixelRatio]"
    )
    tallest = int(_TALLEST / scale)
    return {"x": 0, "y": 0, "width": width, "height": tallest} if height > tallest else None


EXAMPLES = (
    Example(
        "The window",
        {},
        input={"page": "/products.html"},
        check=lambda output: output["file"]["name"] == "screenshot.png" and not output["cut"],
        needs="page",
    ),
    Example(
        "One element as JPEG",
        {"target": {"css": ".product", "nth": 0}, "format": "jpeg", "quality": 60, "name": "first"},
        input={"page": "/products.html"},
        check=lambda output: output["file"]["content_type"] == "image/jpeg",
        needs="page",
    ),
    Example(
        "The whole page without its prices",
        {"full_page": True, "format": "webp", "cover": [".price"]},
        input={"page": "/products.html"},
        check=lambda output: output["file"]["content_type"] == "image/webp",
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
