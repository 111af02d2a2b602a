"""Runs JavaScript in the page and returns its result as JSON.

The script is a function body: `return document.title`. It may use `await`, and `args` holds what the step passes in.
The script is not a template: `{{ }}` has no meaning in it, so pass values through `args`.
"""

from typing import Any

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeType, PerItem
from flow_builder.nodes.browser.page import PageConfig, PageOutput, holds, session_of


class Config(PageConfig):
    """The script and what it gets."""

    script: PerItem = Field(
        title="Script", json_schema_extra={"x-per-item": True, "x-language": "javascript", "x-async": True}
    )
    args: Any = Field(default=None, title="Arguments", description="Any value; the script sees it as `args`.")


class Output(PageOutput):
    """What the script returned; null for undefined."""

    result: Any


async def run(config: Config, ctx: Context) -> Output:
    """Runs the script; raises NodeError `browser.script_failed`, `browser.timeout`, LimitExceeded `output.size`."""
    from flow_builder.browser.evaluation import evaluate

    session = session_of(config, ctx)
    session.touched()
    result = await evaluate(session, str(config.script), config.args, config.timeout_s)
    return Output(url=session.url, result=result)


EXAMPLES = (
    Example(
        "With an argument",
        {
            "script": "return [...document.querySelectorAll(args.css)].map(each => each.dataset.id)",
            "args": {"css": ".product"},
        },
        input={"page": "/products.html"},
        check=lambda output: output["result"] == ["p1", "p2", "p3"],
        needs="page",
    ),
    Example(
        "Asynchronous",
        {"script": "const answer = await fetch('table.html'); return answer.status"},
        input={"page": "/products.html"},
        check=holds(result=200),
        needs="page",
    ),
    Example(
        "An error in the script",
        {"script": "return nothing.at.all"},
        input={"page": "/products.html"},
        error="browser.script_failed",
        needs="page",
    ),
    Example(
        "A script without end",
        {"script": "for (;;) {}", "timeout_s": 0.5},
        input={"page": "/products.html"},
        error="browser.timeout",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.evaluate",
    title="Run JavaScript",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    side_effect=True,
    replay="never",
    icon="square-code",
    examples=EXAMPLES,
)
