"""Reads an attribute of an element, or of all elements that match; `value` is what a field holds now."""

from pydantic import Field

from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, session_of

_READ = """(elements, { name, absolute }) => elements.map((each) => {
  if (name === "value" && "value" in each) return String(each.value);
  if (name === "checked" && "checked" in each) return each.checked ? "true" : "false";
  const text = each.getAttribute(name);
  if (text === null || !absolute) return text;
  try { return new URL(text, document.baseURI).href; } catch { return text; }
})"""


class Config(PageConfig):
    """Which attribute, of which element or elements."""

    target: Targets = Field(title="Element")
    attribute: str = Field(min_length=1, max_length=200, title="Attribute", description="Such as href, src, value.")
    absolute: bool = Field(default=True, title="Complete links", description="Of href, src and action.")
    many: bool = Field(default=False, title="All matches")


class Output(PageOutput):
    """`value` is the element's, or the first one's, null if it has none; `values` holds all of them."""

    value: str | None
    values: list[str | None]
    count: int


async def run(config: Config, ctx: Context) -> Output:
    """Reads; raises NodeError `browser.target_missing`, and `browser.target_ambiguous` unless `many` is set."""
    session = session_of(config, ctx)
    absolute = config.absolute and config.attribute in ("href", "src", "action")
    argument = {"name": config.attribute, "absolute": absolute}
    values = await session.read_all(config.target, _READ, argument, many=config.many, timeout_s=config.timeout_s)
    return Output(url=session.url, value=values[0], values=values, count=len(values))


EXAMPLES = (
    Example(
        "A link",
        {"target": {"text": "Order"}, "attribute": "href"},
        input={"page": "/products.html"},
        check=lambda output: output["value"].endswith("/form.html") and output["value"].startswith("http"),
        needs="page",
    ),
    Example(
        "All ids",
        {"target": ".product", "attribute": "data-id", "many": True},
        input={"page": "/products.html"},
        check=lambda output: output["values"] == ["p1", "p2", "p3"],
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.get_attribute",
    title="Get attribute",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="tag",
    examples=EXAMPLES,
)
