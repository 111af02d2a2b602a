"""Merges several objects into one, or several lists into one.

| Mode | Takes | Gives |
|---|---|---|
| `deep` | objects | one object; objects inside are merged too, later values win |
| `shallow` | objects | one object; later values replace earlier ones whole |
| `append` | lists | one list after the other |
| `zip` | lists | the first items together, the second items together, … |
| `by_key` | lists of rows | one row per key, with the fields of all lists |

* Inputs that are null are left out, so a skipped branch does no harm.
* Object modes give the object; list modes give `items` and `count`.
* To join two tables as in SQL (with left, right, anti, …), use *Join tables*.
"""

from collections.abc import Hashable, Sequence
from itertools import zip_longest
from typing import Annotated, Any, Literal

from pydantic import Field, RootModel

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType
from flow_builder.nodes.data._items import Keys, as_list, identity, key_rows, require_objects

Lists = Literal["replace", "append", "unique", "by_index"]


class Deep(NodeConfig):
    """Objects, with the objects inside them."""

    mode: Literal["deep"]
    lists: Lists = Field(
        default="replace",
        title="Lists inside",
        description="`append` one to the other, `unique` appends what is new, `by_index` merges item by item.",
    )


class Shallow(NodeConfig):
    """Objects, top level only."""

    mode: Literal["shallow"]


class Append(NodeConfig):
    """Lists, one after the other; other values count as one item."""

    mode: Literal["append"]


class Zip(NodeConfig):
    """Lists, item by item."""

    mode: Literal["zip"]
    until: Literal["shortest", "longest"] = Field(
        default="shortest", title="Until the end of", description="`longest` fills up with nulls."
    )
    into: Literal["lists", "objects"] = Field(
        default="lists", title="Make", description="Lists of the items, or objects merged from them."
    )


class ByKey(NodeConfig):
    """Lists of rows; rows with equal keys become one."""

    mode: Literal["by_key"]
    by: Keys = Field(title="Keys", min_length=1, description="Fields or expressions over `item`.")
    deep: bool = Field(default=False, title="Merge objects inside the rows too")


class Config(NodeConfig):
    """What to merge and how."""

    values: list[Any] = Field(title="Inputs", min_length=1, max_length=100, description="Later ones win.")
    how: Annotated[Deep | Shallow | Append | Zip | ByKey, Field(discriminator="mode", title="How")] = Deep(mode="deep")


class Output(RootModel[Any]):
    """The merged object; for lists `{"items": [...], "count": n}`."""


def merged(left: JSON, right: JSON, lists: Lists = "replace") -> JSON:
    """Returns a deep merge of two values; `right` wins."""
    if isinstance(left, dict) and isinstance(right, dict):
        both = {name: merged(left[name], right[name], lists) for name in left.keys() & right.keys()}
        return {**left, **right, **both}
    if isinstance(left, list) and isinstance(right, list) and lists != "replace":
        return _merged_lists(left, right, lists)
    return right


def _merged_lists(left: list[Any], right: list[Any], lists: Lists) -> list[Any]:
    if lists == "append":
        return left + right
    if lists == "unique":
        seen: dict[Hashable, Any] = {}
        for each in left + right:
            seen.setdefault(identity(each), each)
        return list(seen.values())
    common = [merged(a, b, lists) for a, b in zip(left, right, strict=False)]
    return common + left[len(common) :] + right[len(common) :]


def _objects(values: Sequence[Any]) -> Sequence[Any]:
    for index, value in enumerate(values):
        if not isinstance(value, dict):
            raise NodeError(
                f"Input {index} is not an object.",
                code="data.not_an_object",
                hint="Lists are merged by the modes append, zip and by_key.",
                details={"index": index},
            )
    return values


def _merge_objects(values: Sequence[Any], how: Deep | Shallow) -> JSON:
    result: JSON = {}
    for value in _objects(values):
        result = merged(result, value, how.lists) if isinstance(how, Deep) else {**result, **value}
    return result


def _zip(lists: Sequence[list[Any]], how: Zip) -> list[Any]:
    rows = zip(*lists, strict=False) if how.until == "shortest" else zip_longest(*lists)
    if how.into == "lists":
        return [list(row) for row in rows]
    return [_merge_objects([each for each in row if each is not None], Shallow(mode="shallow")) for row in rows]


def _by_key(ctx: Context, lists: Sequence[list[Any]], how: ByKey) -> list[Any]:
    rows: dict[Hashable, Any] = {}
    for position, items in enumerate(lists):
        require_objects(items, f"values[{position}]")
        for item, key in zip(items, key_rows(ctx, how.by, items), strict=True):
            known = rows.get(identity(list(key)), {})
            rows[identity(list(key))] = merged(known, item) if how.deep else {**known, **item}
    return list(rows.values())


async def run(config: Config, ctx: Context) -> Output:
    """Returns the merged object or list; NodeError `data.not_an_object`, `data.not_a_list`, with the index."""
    values = [value for value in config.values if value is not None]
    how = config.how
    match how:
        case Deep() | Shallow():
            return Output(_merge_objects(values, how))
        case Append():
            items = [each for value in values for each in (value if isinstance(value, list) else [value])]
        case Zip():
            items = _zip([as_list(value, f"values[{index}]") for index, value in enumerate(values)], how)
        case ByKey():
            items = _by_key(ctx, [as_list(value, f"values[{index}]") for index, value in enumerate(values)], how)
    return Output({"items": items, "count": len(items)})


EXAMPLES = (
    Example(
        "Defaults and overrides",
        {
            "values": [{"page": {"size": 10, "sort": "name"}, "tags": ["a"]}, "{{ input }}"],
            "how": {"mode": "deep", "lists": "append"},
        },
        input={"page": {"size": 50}, "tags": ["b"]},
        output={"page": {"size": 50, "sort": "name"}, "tags": ["a", "b"]},
    ),
    Example(
        "Results of two branches, one of them skipped",
        {"values": [[1, 2], None, [3]], "how": {"mode": "append"}},
        output={"items": [1, 2, 3], "count": 3},
    ),
    Example(
        "Columns into rows",
        {"values": [["a", "b"], [1, 2, 3]], "how": {"mode": "zip", "until": "longest"}},
        output={"items": [["a", 1], ["b", 2], [None, 3]], "count": 3},
    ),
    Example(
        "One row per product from two sources",
        {
            "values": [[{"sku": 1, "price": 5}], [{"sku": 1, "stock": 2}, {"sku": 2, "stock": 0}]],
            "how": {"mode": "by_key", "by": ["sku"]},
        },
        output={"items": [{"sku": 1, "price": 5, "stock": 2}, {"sku": 2, "stock": 0}], "count": 2},
    ),
    Example("A list among objects", {"values": [{"a": 1}, [1]]}, error="data.not_an_object"),
)

NODE = NodeType(
    id="data.merge", title="Merge data", config=Config, output=Output, run=run, icon="git-merge", examples=EXAMPLES
)
