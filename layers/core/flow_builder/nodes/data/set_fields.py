"""Sets, renames, removes or keeps fields of an object, or of every object in a list.

Use it to give data the shape the next step needs: add a computed field, drop what is not needed, rename what a site
calls oddly.

* The four parts are applied in this order: **set**, **rename**, **remove**, **keep**.
* Names may be paths: `address.city`, `lines[0].price`, `["name with dots"]`. Setting makes missing parents.
* Values may be expressions over `item` (the object as it came in) and `index`. All of them see the original object,
  so the order of fields does not matter.
* An object gives an object; a list gives `items` and `count`. Nothing is changed in place.
* With nothing under *Object or list*, it works on what comes in.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import Field, RootModel

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType, PerItem
from flow_builder.nodes.data._items import require_objects
from flow_builder.nodes.data._paths import MISSING, Segments, find, parse_path, put, without


class Config(NodeConfig):
    """What to change."""

    target: Any = Field(
        default=None, title="Object or list", description="The object, or list of objects. Left out: what comes in."
    )
    set: dict[str, PerItem] = Field(
        default_factory=dict, title="Set", description="Path -> value; may use `item` and `index`.", max_length=500
    )
    rename: dict[str, str] = Field(default_factory=dict, title="Rename", description="Old path -> new path.")
    remove: list[str] = Field(default_factory=list, title="Remove", description="Paths to take away.")
    keep: list[str] = Field(
        default_factory=list, title="Keep", description="When not empty, only these paths stay, in this order."
    )


class Output(RootModel[Any]):
    """The changed object; for a list `{"items": [...], "count": n}`."""


def _renamed(row: JSON, old: Segments, new: Segments) -> JSON:
    value = find(row, old)
    if value is MISSING or old == new:
        return row
    if len(old) == 1 and len(new) == 1:  # keep its place among the fields
        return {str(new[0]) if name == old[0] else name: each for name, each in row.items() if name != new[0]}
    return put(without(row, old), new, value)


def _kept(row: JSON, paths: Sequence[Segments]) -> JSON:
    result: JSON = {}
    for path in paths:
        value = find(row, path)
        if value is not MISSING:
            result = put(result, path, value)
    return result


def _apply(config: Config, ctx: Context, rows: Sequence[Any]) -> list[JSON]:
    columns = [(parse_path(path), ctx.evaluate_each(value, rows)) for path, value in config.set.items()]
    renames = [(parse_path(old), parse_path(new)) for old, new in config.rename.items()]
    removes = [parse_path(path) for path in config.remove]
    keeps = [parse_path(path) for path in config.keep]
    results: list[JSON] = []
    for index, original in enumerate(rows):
        row = original
        for path, values in columns:
            row = put(row, path, values[index])
        for old, new in renames:
            row = _renamed(row, old, new)
        for path in removes:
            row = without(row, path)
        results.append(_kept(row, keeps) if keeps else row)
    return results


async def run(config: Config, ctx: Context) -> Output:
    """Returns the changed object or list.

    Raises NodeError `data.not_an_object` (with the index) and `data.bad_path`.
    """
    target = config.target if "target" in config.model_fields_set else ctx.input
    if isinstance(target, dict):
        return Output(_apply(config, ctx, [target])[0])
    if isinstance(target, list):
        require_objects(target, "target")
        rows = _apply(config, ctx, target)
        return Output({"items": rows, "count": len(rows)})
    raise NodeError(
        "There is no object or list to change.",
        code="data.not_an_object",
        hint="A step that was skipped reads as null.",
        details={"field": "target"},
    )


EXAMPLES = (
    Example(
        "Add a computed field to every row",
        {"target": "{{ input.rows }}", "set": {"total": "{{ item.price * item.count }}"}},
        input={"rows": [{"price": 2.5, "count": 4}, {"price": 3, "count": 1}]},
        output={
            "items": [{"price": 2.5, "count": 4, "total": 10}, {"price": 3, "count": 1, "total": 3}],
            "count": 2,
        },
    ),
    Example(
        "Rename, remove and nest fields of one object",
        {
            "set": {"address.city": "{{ item.city }}"},
            "rename": {"nm": "name"},
            "remove": ["city", "internal"],
        },
        input={"nm": "Ada", "city": "London", "internal": {"id": 7}},
        output={"name": "Ada", "address": {"city": "London"}},
    ),
    Example(
        "Keep only two fields",
        {"keep": ["id", "owner.name"]},
        input={"id": 1, "owner": {"name": "Lin", "email": "lin@example.org"}, "raw": "…"},
        output={"id": 1, "owner": {"name": "Lin"}},
    ),
    Example(
        "A list that holds something else",
        {"target": [{"a": 1}, "two"], "remove": ["a"]},
        error="data.not_an_object",
    ),
)

NODE = NodeType(
    id="data.set_fields",
    title="Set fields",
    config=Config,
    output=Output,
    run=run,
    icon="pencil",
    examples=EXAMPLES,
)
