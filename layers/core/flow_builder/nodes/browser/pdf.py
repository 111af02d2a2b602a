"""Prints the page as a PDF and keeps it as an artifact.

Header and footer are HTML of their own, without the page's styles; elements with the classes `title`, `url`, `date`,
`pageNumber` and `totalPages` are filled in. They need a top or bottom margin to show. Sizes are CSS lengths such as
`2cm`, `1in` or `40px`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.value import Artifact
from flow_builder.errors import LimitExceeded, NodeError
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, session_of
from flow_builder.nodes.file_names import safe_name

if TYPE_CHECKING:
    from flow_builder.browser.session import Session

_MAX_BYTES = 100 * 1024 * 1024

Length = Annotated[str, Field(pattern=r"^\d+(\.\d+)?(px|in|cm|mm)$")]


class Margins(BaseModel):
    """White space around each sheet's content."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    top: Length = Field(default="1cm", title="Top")
    right: Length = Field(default="1cm", title="Right")
    bottom: Length = Field(default="1cm", title="Bottom")
    left: Length = Field(default="1cm", title="Left")


class Config(PageConfig):
    """How to print."""

    name: str = Field(default="page", min_length=1, max_length=100, title="File name", description="Without ending.")
    format: Literal["A3", "A4", "A5", "Letter", "Legal", "Tabloid"] = Field(default="A4", title="Paper")
    landscape: bool = Field(default=False, title="Landscape")
    margins: Margins = Field(default=Margins(), title="Margins")
    scale: float = Field(default=1, ge=0.1, le=2, title="Scale")
    background: bool = Field(default=True, title="Backgrounds", description="Print colours and pictures behind text.")
    pages: str | None = Field(
        default=None,
        pattern=r"^\s*\d+\s*(-\s*\d+\s*)?(,\s*\d+\s*(-\s*\d+\s*)?)*$",
        title="Pages",
        description="Such as 1-3, 5. Empty: all.",
    )
    header: str | None = Field(default=None, max_length=20_000, title="Header", description="HTML.")
    footer: str | None = Field(default=None, max_length=20_000, title="Footer", description="HTML.")
    css_size: bool = Field(default=False, title="Page's own size", description="Sizes in the page's CSS win.")
    media: Literal["print", "screen"] = Field(default="print", title="Styles", description="For print or screen.")


class Output(PageOutput):
    """The PDF."""

    file: Artifact


async def run(config: Config, ctx: Context) -> Output:
    """Prints; raises NodeError `browser.timeout`, `browser.pdf_failed`, LimitExceeded `browser.pdf_size`."""
    import asyncio

    session = session_of(config, ctx)
    try:
        async with asyncio.timeout(config.timeout_s):
            data = await _print(session, config)
    except TimeoutError:
        message = "The page was not printed in time."
        raise NodeError(message, code="browser.timeout", retryable=True, details={"url": session.url}) from None
    if len(data) > _MAX_BYTES:
        raise LimitExceeded(f"The PDF is larger than {_MAX_BYTES >> 20} MB.", code="browser.pdf_size")
    name = safe_name(config.name, "page").removesuffix(".pdf")
    return Output(url=session.url, file=await ctx.save_artifact(f"{name}.pdf", data, "application/pdf"))


async def _print(session: "Session", config: Config) -> bytes:
    # Chromium prints its own texts where one of the two is left out.
    own = {"header_template": config.header or "<span></span>", "footer_template": config.footer or "<span></span>"}
    options: dict[str, Any] = {"display_header_footer": True, **own} if config.header or config.footer else {}
    margin = config.margins
    with _about_pages(config), session.acting("print the page"):
        if config.media == "screen":
            await session.page.emulate_media(media="screen")
        try:
            return await session.page.pdf(
                format=config.format,
                landscape=config.landscape,
                margin={"top": margin.top, "right": margin.right, "bottom": margin.bottom, "left": margin.left},
                scale=config.scale,
                print_background=config.background,
                page_ranges=config.pages or "",
                prefer_css_page_size=config.css_size,
                **options,
            )
        finally:
            if config.media == "screen":
                await session.page.emulate_media(media="null")


@contextmanager
def _about_pages(config: Config) -> Iterator[None]:
    try:
        yield
    except NodeError as error:
        if error.code != "browser.failed":
            raise
        hint = f"Is there a page {config.pages}?" if config.pages else None
        raise NodeError(error.message, code="browser.pdf_failed", hint=hint, details=error.details) from error


EXAMPLES = (
    Example(
        "On A4",
        {},
        input={"page": "/products.html"},
        check=lambda output: (
            output["file"]["name"] == "page.pdf" and output["file"]["content_type"] == "application/pdf"
        ),
        needs="page",
    ),
    Example(
        "With page numbers",
        {
            "name": "catalogue",
            "landscape": True,
            "margins": {"bottom": "2cm"},
            "footer": "<div style='font-size:9px'><span class='pageNumber'></span>/<span class='totalPages'></span></div>",
        },
        input={"page": "/products.html"},
        check=lambda output: output["file"]["name"] == "catalogue.pdf",
        needs="page",
    ),
    Example(
        "A page that there is not",
        {"pages": "99"},
        input={"page": "/products.html"},
        error="browser.pdf_failed",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.pdf",
    title="PDF",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="file-text",
    examples=EXAMPLES,
)
