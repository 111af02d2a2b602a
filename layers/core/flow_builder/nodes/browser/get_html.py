"""Reads the HTML of the page as it is now, or of one element.

Large pages are better kept as a file: the extract nodes take its artifact in the place of HTML.
"""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.browser.text import well_formed
from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, milliseconds, session_of

_DOCUMENT = """root => {
  const doctype = root.ownerDocument.doctype;
  return (doctype ? new XMLSerializer().serializeToString(doctype) : "") + root.outerHTML;
}"""


class Config(PageConfig):
    """Which element, if not the page."""

    target: Targets | None = Field(default=None, title="Element", description="Empty: the whole page, or frame.")
    inner: bool = Field(default=False, title="Inside only", description="Without the element's own tag.")
    as_file: bool = Field(default=False, title="Keep as a file", description="`artifact` instead of `html`.")


class Output(PageOutput):
    """The HTML, or the file that holds it."""

    html: str | None
    artifact: Artifact | None
    chars: int


async def run(config: Config, ctx: Context) -> Output:
    """Reads the HTML; raises NodeError `browser.target_missing`, `browser.target_ambiguous`."""
    from flow_builder.browser.concealed import masked

    html = masked(await _html(config, ctx))
    artifact = None
    if config.as_file:
        artifact = await ctx.save_artifact("page.html", html.encode(), "text/html; charset=utf-8")
    url = session_of(config, ctx).url
    return Output(url=url, html=None if config.as_file else html, artifact=artifact, chars=len(html))


async def _html(config: Config, ctx: Context) -> str:
    from flow_builder.browser.locators import frame_root

    session = session_of(config, ctx)
    if config.target is not None:
        part = "innerHTML" if config.inner else "outerHTML"
        script = f"elements => elements.map(element => element.{part})"
        found = await session.read_all(config.target, script, many=False, timeout_s=config.timeout_s)
        return str(found[0])
    with session.acting("read the HTML"):
        if not session.frames:
            return str(well_formed(await session.page.content()))
        root = frame_root(session.page, session.frames)
        return str(well_formed(await root.evaluate(_DOCUMENT, timeout=milliseconds(config))))


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
    Example(
        "Kept as a file",
        {"as_file": True},
        input={"page": "/products.html"},
        check=lambda output: (
            output["html"] is None
            and output["artifact"]["name"] == "page.html"
            and output["artifact"]["bytes"] >= output["chars"]
        ),
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
