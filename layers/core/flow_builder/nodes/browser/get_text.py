"""Reads the text an element shows, or the texts of all elements that match."""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, session_of

_READ = "elements => elements.map(each => (each.innerText ?? each.textContent ?? '').replace(/\\s+/g, ' ').trim())"
_READ_LINES = "elements => elements.map(each => (each.innerText ?? each.textContent ?? '').trim())"


class Config(PageConfig):
    """Which element or elements."""

    target: Targets = Field(title="Element")
    many: bool = Field(default=False, title="All matches")
    lines: bool = Field(default=False, title="Keep lines", description="Else all white space becomes single spaces.")


class Output(PageOutput):
    """`text` is the element's, or the first one's; `texts` holds all of them."""

    text: str
    texts: list[str]
    count: int


async def run(config: Config, ctx: Context) -> Output:
    """Reads; raises NodeError `browser.target_missing`, and `browser.target_ambiguous` unless `many` is set."""
    session = session_of(config, ctx)
    script = _READ_LINES if config.lines else _READ
    texts = await session.read_all(config.target, script, many=config.many, timeout_s=config.timeout_s)
    return Output(url=session.url, text=texts[0], texts=texts, count=len(texts))


EXAMPLES = (
    Example(
        "One element",
        {"target": "h1"},
        input={"page": "/products.html"},
        check=lambda output: output["text"] == "Our products" and output["count"] == 1,
        needs="page",
    ),
    Example(
        "All of them",
        {"target": ".product h3", "many": True},
        input={"page": "/products.html"},
        check=lambda output: output["texts"] == ["Kettle", "Toaster", "Teapot"],
        needs="page",
    ),
    Example(
        "Several where one is meant",
        {"target": ".product h3"},
        input={"page": "/products.html"},
        error="browser.target_ambiguous",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.get_text",
    title="Get text",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="text",
    examples=EXAMPLES,
)
