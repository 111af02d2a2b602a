"""Reads the HTML of the page as it is now, or of one element."""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.browser.text import well_formed
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, milliseconds, session_of


class Config(PageConfig):
    """Which element, if not the page."""

    target: Targets | None = Field(default=None, title="Element", description="Empty: the whole page.")
    inner: bool = Field(default=False, title="Inside only", description="Without the element's own tag.")


class Output(PageOutput):
    """The HTML."""

    html: str


async def run(config: Config, ctx: Context) -> Output:
    """Reads the HTML; raises NodeError `browser.target_missing`, `browser.target_ambiguous`."""
    session = session_of(config, ctx)
    with session.acting("read the HTML", config.target or ()):
        if config.target is None:
            html = await session.page.content()
        else:
            locator = await session.find(config.target, "read the HTML", config.timeout_s)
            script = f"element => element.{'innerHTML' if config.inner else 'outerHTML'}"
            html = await locator.evaluate(script, timeout=milliseconds(config))
    return Output(url=session.url, html=well_formed(html))


EXAMPLES = (
    Example(
        "The whole page",
        {},
        input={"page": "/products.html"},
        check=lambda output: output["html"].startswith("<!DOCTYPE html>") and "Products" in output["html"],
        needs="page",
    ),
    Example(
        "Inside one element",
        {"target": "h1", "inner": True},
        input={"page": "/products.html"},
        check=lambda output: output["html"] == "Our <em>products</em>",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.get_html",
    title="Get HTML",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    credits=2,
    icon="code-xml",
    examples=EXAMPLES,
)
