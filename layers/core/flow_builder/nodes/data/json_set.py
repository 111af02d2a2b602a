"""Changes JSON data at paths: sets, appends, merges or removes.

Changes are applied in order, each on the result of the one before; the data itself stays as it was. Paths are dotted
(`rows[0].price`) or JSON pointers (`/rows/0/price`).

* `set` puts a value; missing parents are made (lists for bracketed numbers, else objects). `/rows/-` is the place after
  the last element.
* `append` adds to a list (a missing one is made); `merge` merges an object into the one there, deeply.
* `remove` takes away; nothing there is fine.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._paths import MISSING, changed, parse_path, put, without
from flow_builder.nodes.data.merge import merged


class Change(NodeConfig):
    """What all changes have."""

    path: str = Field(title="Path", description="Empty: the data itself.")


class Set(Change):
    """Puts a value."""

    op: Literal["set"]
    value: Any = Field(default=None, title="Value")


class AppendTo(Change):
    """Adds to the end of a list."""

    op: Literal["append"]
    value: Any = Field(default=None, title="Value")
    spread: bool = Field(default=False, title="Spread", description="Add the elements of a list one by one.")


class MergeInto(Change):
    """Merges an object into the one that is there."""

    op: Literal["merge"]
    value: dict[str, Any] = Field(title="Object")


class Remove(Change):
    """Takes away."""

    op: Literal["remove"]


class Config(NodeConfig):
    """What to change."""

    source: Any = Field(default=None, title="Data", description="Left out: what comes in.")
    changes: list[Annotated[Set | AppendTo | MergeInto | Remove, Field(discriminator="op")]] = Field(
        title="Changes", min_length=1, max_length=500
    )


class Output(NodeOutput):
    """The changed data."""

    value: Any


def _appended(old: Any, change: AppendTo) -> list[Any]:
    if old is MISSING or old is None:
        old = []
    if not isinstance(old, list):
        raise NodeError(
            f"There is no list at {change.path!r} to append to.",
            code="data.not_a_list",
            details={"field": change.path},
        )
    return [*old, *change.value] if change.spread and isinstance(change.value, list) else [*old, change.value]


def _merged(old: Any, change: MergeInto) -> dict[str, Any]:
    if old is MISSING or old is None:
        return change.value
    if not isinstance(old, dict):
        raise NodeError(
            f"There is no object at {change.path!r} to merge into.",
            code="data.not_an_object",
            details={"field": change.path},
        )
    result: dict[str, Any] = merged(old, change.value)
    return result


def _apply(value: JSON, change: Set | AppendTo | MergeInto | Remove) -> JSON:
    path = parse_path(change.path)
    match change:
        case Set():
            return put(value, path, change.value)
        case AppendTo():
            return changed(value, path, lambda old: _appended(old, change))
        case MergeInto():
            return changed(value, path, lambda old: _merged(old, change))
        case Remove():
            return without(value, path) if path else None


async def run(config: Config, ctx: Context) -> Output:
    """Returns the changed data.

    Raises NodeError `data.bad_path`, `data.not_a_list`, `data.not_an_object`, with the change's index.
    """
    value = config.source if "source" in config.model_fields_set else ctx.input
    for index, change in enumerate(config.changes):
        try:
            value = _apply(value, change)
        except NodeError as error:
            error.details["index"] = index
            raise
    return Output(value=value)


EXAMPLES = (
    Example(
        "Several changes",
        {
            "source": "{{ input }}",
            "changes": [
                {"op": "set", "path": "customer.address.city", "value": "Oslo"},
                {"op": "append", "path": "tags", "value": "new"},
                {"op": "merge", "path": "options", "value": {"b": 2}},
                {"op": "remove", "path": "secret"},
            ],
        },
        input={"tags": ["a"], "options": {"a": 1}, "secret": 1},
        output={
            "value": {
                "tags": ["a", "new"],
                "options": {"a": 1, "b": 2},
                "customer": {"address": {"city": "Oslo"}},
            }
        },
    ),
    Example(
        "An element of a list, by pointer",
        {"source": {"rows": [{"n": 1}]}, "changes": [{"op": "set", "path": "/rows/-", "value": {"n": 2}}]},
        output={"value": {"rows": [{"n": 1}, {"n": 2}]}},
    ),
    Example(
        "From nothing",
        {"source": None, "changes": [{"op": "set", "path": "a[1]", "value": "x"}]},
        output={"value": {"a": [None, "x"]}},
    ),
    Example(
        "Through a number",
        {"source": {"a": 1}, "changes": [{"op": "set", "path": "a.b", "value": 2}]},
        error="data.bad_path",
    ),
)

NODE = NodeType(
    id="data.json_set", title="Change JSON", config=Config, output=Output, run=run, icon="file-pen", examples=EXAMPLES
)
