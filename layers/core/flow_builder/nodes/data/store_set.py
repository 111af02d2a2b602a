"""Keeps a value for later runs of the flow.

| Operation | Does |
|---|---|
| `set` | keeps a value |
| `set_if_missing` | keeps a value unless there is one |
| `increment` | adds to a number; a missing one starts from 0 |
| `append` | adds to the end of a list, which may be cut to the latest so many |
| `delete` | forgets |

* `value` is what is kept now, `previous` what was kept before.
* Values belong to the flow and are read with *Store: get*.
* A step that is tried again after a crash does not count twice: increments and appends remember the steps that made
  them (the latest 50). Runs on other machines that change the same number at the same moment are not coordinated.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._state import state_lock
from flow_builder.nodes.data.store_get import PREFIX
from flow_builder.nodes.text import Text

REMEMBERED = 50
"""Steps whose change is remembered per value."""


class SetValue(NodeConfig):
    """Keeps a value."""

    op: Literal["set"]
    value: Any = Field(title="Value")


class SetIfMissing(NodeConfig):
    """Keeps a value unless there is one."""

    op: Literal["set_if_missing"]
    value: Any = Field(title="Value")


class Increment(NodeConfig):
    """Adds to a number."""

    op: Literal["increment"]
    by: int | float = Field(default=1, title="By")
    start: int | float = Field(default=0, title="Start", description="The number to begin with.")


class AppendValue(NodeConfig):
    """Adds to a list."""

    op: Literal["append"]
    value: Any = Field(title="Value")
    keep: int = Field(default=1_000, ge=1, le=100_000, title="Keep the latest", description="Older ones are dropped.")


class Delete(NodeConfig):
    """Forgets."""

    op: Literal["delete"]


Change = SetValue | SetIfMissing | Increment | AppendValue | Delete


class Config(NodeConfig):
    """What to keep."""

    key: Text = Field(title="Key", min_length=1, max_length=200)
    change: Annotated[Change, Field(discriminator="op", title="Change")]


class Output(NodeOutput):
    """What is kept now."""

    value: Any
    previous: Any = None
    changed: bool


def _added(previous: JSON, change: Increment) -> JSON:
    number = change.start if previous is None else previous
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise NodeError(
            f"The kept value is not a number: {str(number)[:40]!r}.",
            code="data.not_a_number",
            hint="Use another key, or set a number first.",
        )
    return number + change.by


def _appended(previous: JSON, change: AppendValue) -> JSON:
    items = [] if previous is None else previous
    if not isinstance(items, list):
        raise NodeError("The kept value is not a list.", code="data.not_a_list", details={"field": "key"})
    return [*items, change.value][-change.keep :]


def _changed(previous: JSON, change: Change, *, there: bool) -> JSON:
    match change:
        case SetValue(value=value):
            return value
        case SetIfMissing(value=value):
            return previous if there else value
        case Increment():
            return _added(previous, change)
        case AppendValue():
            return _appended(previous, change)
        case Delete():
            return None


async def run(config: Config, ctx: Context) -> Output:
    """Returns what is kept now and before; NodeError `data.not_a_number`, `data.not_a_list`."""
    key = PREFIX + config.key
    async with state_lock(ctx, key):
        kept: Mapping[str, Any] | None = await ctx.backend.state_get(key)
        previous = kept["value"] if kept else None
        steps: dict[str, JSON] = dict(kept["steps"]) if kept else {}
        if ctx.idempotency_key in steps and isinstance(config.change, Increment | AppendValue):
            return Output(value=previous, previous=steps[ctx.idempotency_key], changed=True)
        value = _changed(previous, config.change, there=kept is not None)
        if isinstance(config.change, Delete):
            await ctx.backend.state_set(key, None)
            return Output(value=None, previous=previous, changed=kept is not None)
        if isinstance(config.change, Increment | AppendValue):
            # What a list was before is not kept: fifty copies of it would be too much.
            steps[ctx.idempotency_key] = previous if isinstance(config.change, Increment) else None
        latest = dict(list(steps.items())[-REMEMBERED:])
        await ctx.backend.state_set(key, {"value": value, "steps": latest})
    return Output(value=value, previous=previous, changed=kept is None or value != previous)


EXAMPLES = (
    Example(
        "The last id seen",
        {"key": "last_id", "change": {"op": "set", "value": "{{ input.id }}"}},
        input={"id": 42},
        output={"value": 42, "previous": None, "changed": True},
        needs="backend",
    ),
    Example(
        "A counter",
        {"key": "runs", "change": {"op": "increment", "start": 10}},
        output={"value": 11, "previous": None, "changed": True},
        needs="backend",
    ),
    Example(
        "The latest three",
        {"key": "log", "change": {"op": "append", "value": "x", "keep": 3}},
        output={"value": ["x"], "previous": None, "changed": True},
        needs="backend",
    ),
    Example(
        "Forget what is not there",
        {"key": "log", "change": {"op": "delete"}},
        output={"value": None, "previous": None, "changed": False},
        needs="backend",
    ),
    Example(
        "An increment that is no number",
        {"key": "runs", "change": {"op": "increment", "by": "many"}},
        error="config.invalid",
        needs="backend",
    ),
)

NODE = NodeType(
    id="data.store_set",
    title="Store: set",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="archive",
    examples=EXAMPLES,
)
