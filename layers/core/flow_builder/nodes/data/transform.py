"""Runs your own JavaScript on data.

Write the body of a function; what it returns is the step's output.

* **Once**: the function sees `input` (what comes in, unless set) and every name under *Values*.
* **For each item**: it is called per item of a list and sees `item` and `index` too; the output is `items` and
  `count`.
* `steps`, `vars` and `env` are not in sight: pass what you need under *Values*, for example
  `rows: {{ steps.page.items }}`. So it is plain what the function depends on.
* Values are read-only; copy before you change: `[...rows].sort()`, `{...item, total: 5}`.
* It is JavaScript (ES2023) without network, files, timers or promises, with limits of time and memory. The text is
  taken as it stands; `{{ … }}` is not replaced inside.
"""

import asyncio
import re
from typing import Annotated, Any, Literal

from pydantic import Field, RootModel, StringConstraints

from flow_builder.domain.value import JSON
from flow_builder.errors import ExpressionError
from flow_builder.expressions import run_function
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType, code_field
from flow_builder.nodes.data._items import Items, items_of

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_$][A-Za-z0-9_$]*$", max_length=64)]

_EACH = """const each = (item, index) => {
%s
};
const results = [];
for (let index = 0; index < items.length; index++) {
  try { results.push(each(items[index], index) ?? null); }
  catch (error) { return { failed: { index, message: String(error) } }; }
}
return { results };
"""


class Once(NodeConfig):
    """One call."""

    mode: Literal["once"]
    input: Any = Field(default=None, title="Input", description="Left out: what comes in.")


class Each(NodeConfig):
    """One call per item."""

    mode: Literal["each"]
    items: Items = None


class Config(NodeConfig):
    """The function and what it works on."""

    code: str = code_field(
        "javascript", title="Function body", description="JavaScript; `return` the result.", min_length=1
    )
    how: Annotated[Once | Each, Field(discriminator="mode", title="How often")] = Once(mode="once")
    values: dict[Name, Any] = Field(
        default_factory=dict, title="Values", description="Name -> value, for the function to read.", max_length=100
    )
    timeout_s: float = Field(default=5.0, gt=0, le=30, title="Time limit", description="Seconds of CPU time.")


class Output(RootModel[Any]):
    """What the function returns; for each item `{"items": [...], "count": n}`."""


def _call(config: Config, body: str, arguments: dict[str, Any]) -> JSON:
    try:
        return run_function(body, {}, arguments, seconds=config.timeout_s)
    except ExpressionError as error:
        error.details.pop("expression", None)
        hidden = re.search(r"\b(steps|vars|env)\b", config.code)
        if hidden and hidden[1] not in arguments:
            error.hint = f"`{hidden[1]}` is not in sight here; pass what you need under Values."
        elif "read-only" in error.message or "not extensible" in error.message:
            error.hint = "Values are read-only; change a copy: `[...list]`, `{...object}`."
        raise


async def run(config: Config, ctx: Context) -> Output:
    """Returns what the function returns.

    Raises ExpressionError `expression.syntax`, `expression.failed` (with the item's index), `expression.timeout`,
    `expression.memory`, `expression.recursion`; NodeError `data.not_a_list`.
    """
    if isinstance(config.how, Once):
        given = config.how.input if "input" in config.how.model_fields_set else ctx.input
        return Output(await asyncio.to_thread(_call, config, config.code, {"input": given, **config.values}))
    items = items_of(config.how, ctx)
    arguments = {"input": ctx.input, **config.values, "items": items}
    answer = await asyncio.to_thread(_call, config, _EACH.replace("%s", config.code), arguments)
    if "failed" in answer:
        index, message = answer["failed"]["index"], answer["failed"]["message"]
        raise ExpressionError(f"Item {index}: {message}", code="expression.failed", details={"index": index})
    return Output({"items": answer["results"], "count": len(items)})


EXAMPLES = (
    Example(
        "Totals by country",
        {
            "code": "const totals = {};\nfor (const row of rows) totals[row.country] = (totals[row.country] ?? 0) + row.sum;\nreturn totals;",
            "values": {"rows": "{{ steps.orders.items }}"},
        },
        steps={
            "orders": {"items": [{"country": "NO", "sum": 2}, {"country": "CH", "sum": 1}, {"country": "NO", "sum": 3}]}
        },
        output={"NO": 5, "CH": 1},
    ),
    Example(
        "For each item",
        {
            "code": "return { no: index + 1, name: item.toUpperCase() };",
            "how": {"mode": "each", "items": "{{ input }}"},
        },
        input=["a", "b"],
        output={"items": [{"no": 1, "name": "A"}, {"no": 2, "name": "B"}], "count": 2},
    ),
    Example("What comes in", {"code": "return input.n * 2"}, input={"n": 21}, output=42),
    Example("A mistake in the code", {"code": "return (1 +"}, error="expression.syntax"),
    Example("An error it throws", {"code": "throw new Error('no rows')"}, error="expression.failed"),
    Example("A loop that never ends", {"code": "while (true) {}", "timeout_s": 0.2}, error="expression.timeout"),
)

NODE = NodeType(
    id="data.transform",
    title="Transform (JavaScript)",
    config=Config,
    output=Output,
    run=run,
    icon="code",
    examples=EXAMPLES,
)
