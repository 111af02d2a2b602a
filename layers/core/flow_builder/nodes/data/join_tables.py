"""Joins two lists of rows by equal keys, like a JOIN in SQL.

| Kind | What comes out |
|---|---|
| `inner` | pairs that match |
| `left` | every left row; without a match the right fields are missing |
| `right` | every right row; without a match the left fields are missing |
| `full` | everything from both sides |
| `semi` | left rows that have a match, unchanged |
| `anti` | left rows that have no match, unchanged |

* Keys compare by value and type (`1` is not `"1"`; turn one into the other by an expression such as
  `{{ String(item.id) }}`). Null never matches.
* A field that both sides have keeps its name when it is a key of the same name, else both get their suffix.
* Several matches give several rows; **matches** `first` takes only the first.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field, model_validator

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._items import Key, Keys, as_list, identity, key_rows, require_objects

MAX_ROWS = 200_000


class Config(NodeConfig):
    """What to join and how."""

    left: Any = Field(title="Left rows", json_schema_extra={"type": "array"})
    right: Any = Field(title="Right rows", json_schema_extra={"type": "array"})
    by: Keys = Field(title="Keys", min_length=1, max_length=20, description="Fields or expressions of the left rows.")
    right_by: Keys = Field(
        default_factory=list, title="Keys of the right rows", description="In the same order; empty: the same keys."
    )
    how: Literal["inner", "left", "right", "full", "semi", "anti"] = Field(default="inner", title="Kind")
    matches: Literal["all", "first"] = Field(default="all", title="Matches")
    left_suffix: str = Field(default="_left", title="Suffix of left fields", description="For fields both sides have.")
    right_suffix: str = Field(
        default="_right", title="Suffix of right fields", description="For fields both sides have."
    )

    @model_validator(mode="after")
    def _fits(self) -> "Config":
        if self.right_by and len(self.right_by) != len(self.by):
            raise ValueError("both sides need the same number of keys")
        if self.left_suffix == self.right_suffix:
            raise ValueError("the suffixes must differ")
        return self


class Output(NodeOutput):
    """The joined rows."""

    items: list[dict[str, Any]]
    count: int
    matched: int
    """Left rows that have a match."""


Pair = tuple[int | None, int | None]


def _pairs(config: Config, left: Sequence[Hashable | None], right: Sequence[Hashable | None]) -> Iterator[Pair]:
    """Yields (left index, right index) of the result's rows; None for the side that is missing."""
    where: dict[Hashable, list[int]] = {}
    for index, key in enumerate(right):
        if key is not None:
            where.setdefault(key, []).append(index)
    used: set[int] = set()
    for index, key in enumerate(left):
        found = where.get(key, []) if key is not None else []
        if config.matches == "first":
            found = found[:1]
        used.update(found)
        yield from ((index, other) for other in found)
        if not found:
            yield (index, None)
    yield from ((None, other) for other in range(len(right)) if other not in used)


_WANTED: Mapping[str, tuple[bool, bool]] = {
    "inner": (False, False),
    "left": (True, False),
    "right": (False, True),
    "full": (True, True),
}
"""Kind -> whether left rows, and right rows, without a match are kept."""


def _hashed(ctx: Context, keys: Sequence[str | Key], rows: Sequence[Any]) -> list[Hashable | None]:
    return [None if any(each is None for each in row) else identity(list(row)) for row in key_rows(ctx, keys, rows)]


class _Merger:
    """Puts two rows together, with suffixes for the fields that clash anywhere in the tables."""

    def __init__(self, config: Config, left: Sequence[Mapping[str, Any]], right: Sequence[Mapping[str, Any]]) -> None:
        right_by = config.right_by or config.by
        self._shared = {a for a, b in zip(config.by, right_by, strict=True) if isinstance(a, str) and a == b}
        names = set().union(*left) & set().union(*right) - self._shared
        self._left = {name: name + config.left_suffix for name in names}
        self._right = {name: name + config.right_suffix for name in names}

    def __call__(self, left: Mapping[str, Any], right: Mapping[str, Any]) -> dict[str, Any]:
        row = {self._left.get(name, name): value for name, value in left.items()}
        for name, value in right.items():
            if name not in self._shared or name not in row:
                row[self._right.get(name, name)] = value
        return row


def _join(config: Config, left: Sequence[Any], right: Sequence[Any], pairs: Iterator[Pair]) -> list[dict[str, Any]]:
    keep_left, keep_right = _WANTED[config.how]
    merge = _Merger(config, left, right)
    rows: list[dict[str, Any]] = []
    for a, b in pairs:
        if (b is None and not keep_left) or (a is None and not keep_right):
            continue
        rows.append(merge(left[a] if a is not None else {}, right[b] if b is not None else {}))
        if len(rows) > MAX_ROWS:
            raise NodeError(
                f"The join has more than {MAX_ROWS:,} rows.",
                code="data.too_many_rows",
                hint="The keys match too often; add a key, or take only the first match.",
                details={"limit": MAX_ROWS},
            )
    return rows


async def run(config: Config, ctx: Context) -> Output:
    """Returns the joined rows.

    Raises NodeError `data.not_a_list`, `data.not_an_object` with the index, `data.too_many_rows`.
    """
    left, right = as_list(config.left, "left"), as_list(config.right, "right")
    require_objects(left, "left")
    require_objects(right, "right")
    left_keys = _hashed(ctx, config.by, left)
    right_keys = _hashed(ctx, config.right_by or config.by, right)
    known = set(right_keys) - {None}
    matched = sum(key in known for key in left_keys)
    if config.how in {"semi", "anti"}:
        rows = [row for row, key in zip(left, left_keys, strict=True) if (key in known) == (config.how == "semi")]
    else:
        rows = _join(config, left, right, _pairs(config, left_keys, right_keys))
    return Output(items=rows, count=len(rows), matched=matched)


_PEOPLE = [{"id": 1, "name": "Ada"}, {"id": 2, "name": "Lin"}]
_ORDERS = [{"person": 1, "item": "Desk"}, {"person": 1, "item": "Lamp"}, {"person": 9, "item": "Rug"}]

EXAMPLES = (
    Example(
        "Every person with their orders",
        {"left": _PEOPLE, "right": _ORDERS, "by": ["id"], "right_by": ["person"], "how": "left"},
        output={
            "items": [
                {"id": 1, "name": "Ada", "person": 1, "item": "Desk"},
                {"id": 1, "name": "Ada", "person": 1, "item": "Lamp"},
                {"id": 2, "name": "Lin"},
            ],
            "count": 3,
            "matched": 1,
        },
    ),
    Example(
        "What is new: rows of today that were not there yesterday",
        {"left": [{"id": 1}, {"id": 2}], "right": [{"id": 1}], "by": ["id"], "how": "anti"},
        output={"items": [{"id": 2}], "count": 1, "matched": 1},
    ),
    Example(
        "Fields that both sides have",
        {
            "left": [{"id": 1, "price": 5}],
            "right": [{"id": 1, "price": 4}],
            "by": ["id"],
            "left_suffix": "",
            "right_suffix": "_old",
        },
        output={"items": [{"id": 1, "price": 5, "price_old": 4}], "count": 1, "matched": 1},
    ),
    Example("Rows that are not objects", {"left": [1], "right": [], "by": ["id"]}, error="data.not_an_object"),
)

NODE = NodeType(
    id="data.join_tables", title="Join tables", config=Config, output=Output, run=run, icon="combine", examples=EXAMPLES
)
