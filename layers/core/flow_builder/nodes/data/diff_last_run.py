"""Compares a list of rows with those of the last run: what is new, gone, changed.

Put it after the step that collects the rows (a price list, job offers, a directory) and go on with what changed.

* Rows are the same when their **keys** are equal; they changed when any compared field differs. **Compare** and
  **Ignore** choose the fields; without them, all count.
* On the **first run** there is nothing to compare with: `first_run` is true, and all rows are `added` (or none, as you
  choose).
* The rows of this run are remembered at once and belong to the flow. A step that is tried again after a crash compares
  with the run before, not with itself. **Remember** off compares only.
* With several of these in one flow, or one inside a loop, give each its own **name**.
* When a key appears twice, the last row counts, or the step fails, as you choose.
* Changing the keys starts anew.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._items import (
    Items,
    Key,
    Keys,
    identity,
    items_of,
    key_names,
    key_rows,
    require_objects,
    same,
)
from flow_builder.nodes.data._paths import field_of
from flow_builder.nodes.data._state import state_lock


class Config(NodeConfig):
    """What to compare."""

    items: Items = None
    by: Keys = Field(title="Keys", min_length=1, max_length=20, description="What makes a row the same: `url`, `sku`.")
    compare: list[str] = Field(default_factory=list, title="Compare", description="Only these fields; empty: all.")
    ignore: list[str] = Field(default_factory=list, title="Ignore", description="Fields that do not count.")
    name: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        title="Name",
        description="Of what is remembered; else the step's key.",
    )
    on_first_run: Literal["added", "nothing"] = Field(default="added", title="On the first run")
    duplicates: Literal["last", "fail"] = Field(default="last", title="When a key appears twice")
    remember: bool = Field(default=True, title="Remember", description="Off: compare only.")


class Values(BaseModel):
    """A field before and after."""

    before: Any
    after: Any


class Changed(BaseModel):
    """A row that changed."""

    key: Any
    before: dict[str, Any]
    after: dict[str, Any]
    fields: dict[str, Values]


class Output(NodeOutput):
    """What changed since the last run."""

    first_run: bool
    has_changes: bool
    added: list[dict[str, Any]]
    removed: list[dict[str, Any]]
    changed: list[Changed]
    unchanged: int
    count: int
    """Rows compared now."""
    duplicates: int
    """Rows left out because their key appears again."""


Table = dict[Hashable, tuple[Any, dict[str, Any]]]
"""Identity of the key -> (the key's values, the row)."""


def _table(config: Config, ctx: Context, rows: Sequence[Any]) -> Table:
    names = key_names(config.by)
    table: Table = {}
    for index, (row, values) in enumerate(zip(rows, key_rows(ctx, config.by, rows), strict=True)):
        known = identity(list(values))
        if known in table and config.duplicates == "fail":
            raise NodeError(
                f"Row {index} has the same key as a row before it.",
                code="data.duplicate_key",
                hint="Add a key, or remove duplicates first.",
                details={"index": index, "key": list(values)},
            )
        key = values[0] if len(names) == 1 else dict(zip(names, values, strict=True))
        table[known] = (key, row)
    return table


def _differences(config: Config, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Values]:
    names = config.compare or list({**before, **after})
    pairs = ((name, field_of(before, name), field_of(after, name)) for name in names if name not in config.ignore)
    return {name: Values(before=old, after=new) for name, old, new in pairs if not same(old, new)}


def _compare(config: Config, before: Table, after: Table, *, first: bool) -> Output:
    changed = []
    for known, (key, row) in after.items():
        if known in before:
            fields = _differences(config, before[known][1], row)
            if fields:
                changed.append(Changed(key=key, before=before[known][1], after=row, fields=fields))
    added = [row for known, (_, row) in after.items() if known not in before]
    if first and config.on_first_run == "nothing":
        added = []
    removed = [row for known, (_, row) in before.items() if known not in after]
    return Output(
        first_run=first,
        has_changes=bool(added or removed or changed),
        added=added,
        removed=removed,
        changed=changed,
        unchanged=len(before) - len(removed) - len(changed),
        count=len(after),
        duplicates=0,
    )


def _last(kept: JSON, step: str, by: JSON) -> JSON:
    """Returns the snapshot to compare with: of the last other step, made with the same keys; or None."""
    if kept is None:
        return None
    last = kept["last"] if kept["step"] != step else kept["before"]
    return last if last is not None and last["by"] == by else None


async def run(config: Config, ctx: Context) -> Output:
    """Returns what changed.

    Raises NodeError `data.not_a_list`, `data.not_an_object` and `data.duplicate_key` with the index.
    """
    rows = items_of(config, ctx)
    require_objects(rows, "items")
    by = [each.model_dump() if isinstance(each, Key) else each for each in config.by]
    state = f"diff:{config.name or ctx.node}"
    async with state_lock(ctx, state):
        kept = await ctx.backend.state_get(state)
        last = _last(kept, ctx.idempotency_key, by)
        after = _table(config, ctx, rows)
        before = _table(config, ctx, last["rows"]) if last else {}
        result = _compare(config, before, after, first=last is None)
        result.duplicates = len(rows) - len(after)
        if config.remember:
            now = {"by": by, "rows": [row for _, row in after.values()]}
            await ctx.backend.state_set(state, {"step": ctx.idempotency_key, "last": now, "before": last})
    return result


EXAMPLES = (
    Example(
        "The first run",
        {"items": "{{ input }}", "by": ["sku"]},
        input=[{"sku": "a", "price": 1}, {"sku": "b", "price": 2}],
        check=lambda o: (o["first_run"], len(o["added"]), o["unchanged"]) == (True, 2, 0),
        needs="backend",
    ),
    Example(
        "No alarm on the first run",
        {"items": [{"url": "/1"}], "by": ["url"], "on_first_run": "nothing"},
        check=lambda o: o["first_run"] and not o["has_changes"],
        needs="backend",
    ),
    Example(
        "Two rows with one key",
        {"items": [{"sku": "a", "n": 1}, {"sku": "a", "n": 2}], "by": ["sku"], "duplicates": "fail"},
        error="data.duplicate_key",
        needs="backend",
    ),
    Example("Rows that are not objects", {"items": [1, 2], "by": ["sku"]}, error="data.not_an_object", needs="backend"),
)

NODE = NodeType(
    id="data.diff_last_run",
    title="Changes since last run",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="diff",
    examples=EXAMPLES,
)
