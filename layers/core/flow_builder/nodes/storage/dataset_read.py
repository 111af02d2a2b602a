"""Reads rows of a dataset, in the order in which they were first added.

`where` is an expression over `item` that says which rows to take; `limit` and `offset` count the rows that it takes.
A dataset nobody has written to is empty.
"""

from typing import Any

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, PerItem
from flow_builder.nodes.truth import truthy

_PAGE = 1_000


class Config(NodeConfig):
    """Which rows."""

    dataset: str = Field(title="Dataset", min_length=1, max_length=100, json_schema_extra={"x-dataset": True})
    where: PerItem = Field(
        default=None,
        title="Where",
        description="Expression over `item`, such as `{{ item.price < 10 }}`.",
        json_schema_extra={"x-per-item": True},
    )
    limit: int = Field(default=1_000, ge=1, le=100_000, title="At most", description="Rows.")
    offset: int = Field(default=0, ge=0, title="Leave out the first")


class Output(NodeOutput):
    """The rows."""

    items: list[dict[str, Any]]
    count: int
    total: int
    """Rows in the dataset, whatever `where` says."""


async def run(config: Config, ctx: Context) -> Output:
    """Returns the rows; ExpressionError when `where` fails for one."""
    if config.where is None:
        return await _plain(config, ctx)
    taken: list[dict[str, Any]] = []
    wanted, at, total = config.offset + config.limit, 0, 1
    while len(taken) < wanted and at < total:
        page = await ctx.backend.dataset_read(config.dataset, _PAGE, at)
        rows, total = page["rows"], page["total"]
        if not rows:
            break
        verdicts = ctx.evaluate_each(config.where, rows)
        taken += [row for row, verdict in zip(rows, verdicts, strict=True) if truthy(verdict)]
        at += len(rows)
    items = taken[config.offset : wanted]
    return Output(items=items, count=len(items), total=0 if at == 0 else total)


async def _plain(config: Config, ctx: Context) -> Output:
    items: list[dict[str, Any]] = []
    while True:
        page = await ctx.backend.dataset_read(
            config.dataset, min(_PAGE, config.limit - len(items)), config.offset + len(items)
        )
        items += page["rows"]
        if not page["rows"] or len(items) >= config.limit:
            return Output(items=items, count=len(items), total=page["total"])


EXAMPLES = (
    Example("All rows", {"dataset": "nothing-yet"}, output={"items": [], "count": 0, "total": 0}, needs="backend"),
    Example(
        "Cheap ones",
        {"dataset": "nothing-yet", "where": "{{ item.price < input.limit }}", "limit": 10},
        input={"limit": 10},
        check=lambda out: out["items"] == [],
        needs="backend",
    ),
)

NODE = NodeType(
    id="storage.dataset_read",
    title="Read dataset",
    config=Config,
    output=Output,
    run=run,
    icon="table",
    examples=EXAMPLES,
)
