"""Adds rows to a dataset, one of the product's own tables.

With **key fields**, a row whose key is there already replaces the old one (`upsert`) or is dropped (`ignore`), so that
running the flow again adds nothing twice. Without key fields every row is added. The dataset is made when it is first
written to; rows may have different fields.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType

_MANY = 50


class Config(NodeConfig):
    """Which rows go where."""

    dataset: str = Field(title="Dataset", min_length=1, max_length=100, json_schema_extra={"x-dataset": True})
    rows: Any = Field(title="Rows", description="A list of objects, or one object.")
    key: list[Annotated[str, Field(min_length=1)]] = Field(
        default_factory=list, max_length=10, title="Key fields", description="Fields that say which row it is."
    )
    mode: Literal["upsert", "ignore"] = Field(default="upsert", title="A row that is there already")


class Output(NodeOutput):
    """Counts of rows."""

    added: int
    updated: int
    unchanged: int
    total: int
    """Rows in the dataset now."""


async def run(config: Config, ctx: Context) -> Output:
    """Adds the rows; NodeError `dataset.bad_row` when one is no object or lacks a key field."""
    rows = _rows(config)
    return Output(**await ctx.backend.dataset_append(config.dataset, rows, config.key, config.mode))


def _rows(config: Config) -> list[dict[str, Any]]:
    rows = [config.rows] if isinstance(config.rows, dict) else config.rows
    if not isinstance(rows, list):
        raise NodeError("Rows must be a list of objects, or one object.", code="dataset.bad_row", field="/rows")
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            raise NodeError(f"Row {index} is not an object.", code="dataset.bad_row", field=f"/rows/{index}")
        missing = [name for name in config.key if row.get(name) is None]
        if missing:
            raise NodeError(
                f"Row {index} has no {missing[0]!r}, which is part of the key.",
                code="dataset.bad_row",
                field=f"/rows/{index}/{missing[0]}",
                details={"row": index, "missing": missing[:_MANY]},
            )
    return rows


EXAMPLES = (
    Example(
        "Rows with a key; the second of the same key replaces the first",
        {"dataset": "prices", "rows": "{{ input }}", "key": ["sku"]},
        input=[{"sku": "a", "price": 1}, {"sku": "b", "price": 2}, {"sku": "a", "price": 3}],
        output={"added": 2, "updated": 1, "unchanged": 0, "total": 2},
        needs="backend",
    ),
    Example(
        "One row, always added",
        {"dataset": "log", "rows": {"n": 1}},
        output={"added": 1, "updated": 0, "unchanged": 0, "total": 1},
        needs="backend",
    ),
    Example(
        "A row without its key", {"dataset": "prices", "rows": [{"price": 1}], "key": ["sku"]}, error="dataset.bad_row"
    ),
)

NODE = NodeType(
    id="storage.dataset_append",
    title="Append to dataset",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="table-rows-split",
    examples=EXAMPLES,
)
