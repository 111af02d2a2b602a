"""Makes text from a template: once, or once per item with a separator between.

Use it for messages, HTML, Markdown, CSV-like lines or prompts.

* `{{ … }}` in the template are expressions. Without **items** it is filled in once. With items it is filled in for
  each, with `item` and `index` in sight, and the texts are joined with the separator.
* Null becomes nothing, objects and lists become JSON.
* **Before** and **after** go around the whole; with *only if there are items* they are left out for an empty list.
"""

from typing import Any, Literal

from pydantic import Field

from flow_builder.expressions.text import to_text
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, PerItem
from flow_builder.nodes.data._items import as_list


class Config(NodeConfig):
    """The template."""

    template: PerItem = Field(
        title="Template",
        description="Text with `{{ … }}`; with items, `{{ item.name }}`.",
        json_schema_extra={"x-per-item": True, "x-multiline": True},
    )
    items: Any = Field(
        default=None, title="Items", description="Fill in once for each of these.", json_schema_extra={"type": "array"}
    )
    separator: str = Field(default="\n", title="Separator", description="Between the texts of two items.")
    before: str = Field(default="", title="Before")
    after: str = Field(default="", title="After")
    around: Literal["always", "only_if_items"] = Field(default="always", title="Before and after")
    skip_empty: bool = Field(default=False, title="Skip empty texts")


class Output(NodeOutput):
    """The text."""

    text: str
    count: int
    """How many times the template was filled in."""


async def run(config: Config, ctx: Context) -> Output:
    """Returns the text; NodeError `data.not_a_list`, ExpressionError with the item's index."""
    if "items" in config.model_fields_set:
        values = ctx.evaluate_each(config.template, as_list(config.items, "items"))
    else:
        values = [ctx.evaluate(config.template)]
    texts = [to_text(value) for value in values]
    if config.skip_empty:
        texts = [text for text in texts if text.strip()]
    text = config.separator.join(texts)
    if texts or config.around == "always":
        text = config.before + text + config.after
    return Output(text=text, count=len(texts))


EXAMPLES = (
    Example(
        "A message",
        {"template": "Hello {{ input.name }}, {{ input.rows.length }} rows are new."},
        input={"name": "Ada", "rows": [1, 2]},
        output={"text": "Hello Ada, 2 rows are new.", "count": 1},
    ),
    Example(
        "A list in HTML",
        {
            "template": "<li>{{ index + 1 }}: {{ item.title }}</li>",
            "items": "{{ input }}",
            "separator": "",
            "before": "<ul>",
            "after": "</ul>",
        },
        input=[{"title": "Desk"}, {"title": "Lamp"}],
        output={"text": "<ul><li>1: Desk</li><li>2: Lamp</li></ul>", "count": 2},
    ),
    Example(
        "Nothing for an empty list",
        {"template": "- {{ item }}", "items": [], "before": "New:\n", "around": "only_if_items"},
        output={"text": "", "count": 0},
    ),
    Example("Items that are no list", {"template": "{{ item }}", "items": "abc"}, error="data.not_a_list"),
)

NODE = NodeType(
    id="data.text_template",
    title="Text template",
    config=Config,
    output=Output,
    run=run,
    icon="text-quote",
    examples=EXAMPLES,
)
