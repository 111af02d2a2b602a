"""Random scripts of calls on a table and on a dictionary end in the same answers."""

import asyncio
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flow_builder.errors import Conflict
from flow_builder.store.table import (
    Absent,
    Condition,
    Delete,
    FieldAtLeast,
    FieldIn,
    Item,
    Key,
    Present,
    Put,
    RevIs,
    Table,
    Update,
    Write,
)
from tests.contract.conftest import Clock

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
NUMBERS = st.integers(-5, 5) | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(["a", "b", "odd[0].%5D", "é"])
SORT_KEYS = st.sampled_from(["a", "a#", "a#1", "a\U0001f600", "b", "é", "\uffff", "\U0001f600"])
PARTITIONS = st.sampled_from(["p", "q"])
DOCS = st.fixed_dictionaries({"n": st.integers(-3, 3)}, optional={"a": VALUES, "b": VALUES, "é": VALUES})
INDEX = st.none() | st.sampled_from(["x", "y"])
TTLS = st.none() | st.integers(-2, 5)
CONDITIONS: st.SearchStrategy[Condition | None] = st.none() | st.one_of(
    st.builds(Absent),
    st.builds(Present),
    st.builds(RevIs, st.integers(1, 3)),
    st.builds(FieldIn, FIELDS, st.tuples(st.none() | st.booleans() | st.integers(-5, 5) | TEXT)),
    st.builds(FieldAtLeast, st.sampled_from(["n", "a"]), st.integers(-3, 3)),
)


@st.composite
def writes(draw: st.DrawFn, key: Key) -> Write:
    """One write on a key; ttl is relative to the script's time, index keys are without the script's prefix."""
    condition = draw(CONDITIONS)
    match draw(st.sampled_from(["put", "put", "update", "update", "delete"])):
        case "put":
            item = Item(*key, draw(DOCS), draw(INDEX), draw(INDEX), ttl=draw(TTLS), rev=draw(st.integers(1, 3)))
            return Put(item, condition)
        case "update":
            return Update(
                *key,
                set=draw(st.dictionaries(st.sampled_from(["a", "b"]), VALUES, max_size=2)),
                add=draw(st.dictionaries(st.sampled_from(["n", "m"]), st.integers(-3, 3), max_size=2)),
                remove=tuple(draw(st.sets(st.sampled_from(["é", "never"])))),
                keys=draw(st.fixed_dictionaries({}, optional={"gsi1pk": INDEX, "gsi1sk": INDEX, "ttl": TTLS})),
                condition=condition,
            )
        case _:
            return Delete(*key, condition)


KEYS = st.tuples(PARTITIONS, SORT_KEYS)
GROUPS = st.lists(KEYS, min_size=1, max_size=4, unique=True).flatmap(lambda keys: st.tuples(*map(writes, keys)))
RANGES = st.tuples(SORT_KEYS, SORT_KEYS)


@dataclass(frozen=True)
class Query:
    pk: str
    reverse: bool
    limit: int
    prefix: str = ""
    between: tuple[str, str] | None = None
    index: Any = None


QUERIES = st.one_of(
    st.builds(Query, PARTITIONS, st.booleans(), st.integers(1, 4), st.sampled_from(["", "a", "a#", "\uffff"])),
    st.builds(Query, PARTITIONS, st.booleans(), st.integers(1, 4), between=RANGES),
    st.builds(Query, st.sampled_from(["x", "y"]), st.booleans(), st.integers(1, 4), index=st.just("gsi1")),
)
STEPS = st.lists(GROUPS | QUERIES | st.integers(1, 3) | KEYS, min_size=1, max_size=25)


@dataclass
class Model:
    """The port's meaning over a dictionary, written without regard to speed."""

    items: dict[Key, Item] = field(default_factory=dict)
    now: int = 0

    def get(self, key: Key) -> Item | None:
        item = self.items.get(key)
        return None if item is None or (item.ttl is not None and item.ttl <= self.now) else item

    def allows(self, op: Write) -> bool:
        item = self.get(key_of(op))
        condition = op.condition
        if condition is None or item is None:
            return condition is None or isinstance(condition, Absent)
        if isinstance(condition, RevIs):
            return item.rev == condition.rev
        if isinstance(condition, FieldIn):
            stored = item.doc.get(condition.name)
            return any(
                stored == value and (type(stored) is bool) == (type(value) is bool) for value in condition.values
            )
        if isinstance(condition, FieldAtLeast):
            stored = item.doc.get(condition.name)
            return type(stored) in {int, float} and stored >= condition.value
        return isinstance(condition, Present)

    def write(self, ops: tuple[Write, ...]) -> bool:
        if not all(map(self.allows, ops)):
            return False
        for op in ops:
            self.apply(op)
        return True

    def apply(self, op: Write) -> None:
        key = key_of(op)
        if isinstance(op, Delete):
            self.items.pop(key, None)
        elif isinstance(op, Put):
            self.items[key] = deepcopy(op.item)
        else:
            item = deepcopy(self.get(key)) or Item(*key, {}, rev=0)
            item.doc.update(deepcopy(dict(op.set)))
            for name, amount in op.add.items():
                item.doc[name] = item.doc.get(name, 0) + amount
            for name in op.remove:
                item.doc.pop(name, None)
            for name, value in op.keys.items():
                setattr(item, name, value)
            item.rev += 1
            self.items[key] = item

    def query(self, query: Query) -> list[Item]:
        pk, sk = (f"{query.index}pk", f"{query.index}sk") if query.index else ("pk", "sk")
        low, high = query.between or ("", "\U0010ffff" * 10)
        found = [
            item
            for key in self.items
            if (item := self.get(key)) is not None
            and getattr(item, pk) == query.pk
            and getattr(item, sk) is not None
            and getattr(item, sk).startswith(query.prefix)
            and low.encode() <= getattr(item, sk).encode() <= high.encode()
        ]
        return sorted(found, key=lambda item: getattr(item, sk).encode(), reverse=query.reverse)


def key_of(op: Write) -> Key:
    return (op.item.pk, op.item.sk) if isinstance(op, Put) else (op.pk, op.sk)


def placed(op: Write, prefix: str, now: int) -> Write:
    """Returns a write of a script with its keys below a prefix and its ttl as a time."""
    moved = deepcopy(op)
    if isinstance(moved, Put):
        item = moved.item
        item.pk, item.gsi1pk = prefix + item.pk, item.gsi1pk and prefix + item.gsi1pk
        item.ttl = None if item.ttl is None else now + item.ttl
        return moved
    object.__setattr__(moved, "pk", prefix + moved.pk)
    if isinstance(moved, Update):
        keys = dict(moved.keys)
        if keys.get("gsi1pk"):
            keys["gsi1pk"] = prefix + keys["gsi1pk"]
        if keys.get("ttl") is not None:
            keys["ttl"] += now
        object.__setattr__(moved, "keys", keys)
    return moved


async def replay(table: Table, clock: Clock, steps: list[Any], prefix: str) -> None:
    model = Model(now=int(clock.now))
    for step in steps:
        if isinstance(step, int):
            clock.now += step
            model.now += step
        elif isinstance(step, Query):
            await same_pages(table, model, Query(**{**vars(step), "pk": prefix + step.pk}))
        elif isinstance(step[0], str):
            assert await table.get(prefix + step[0], step[1]) == model.get((prefix + step[0], step[1]))
        else:
            await same_outcome(table, model, tuple(placed(op, prefix, model.now) for op in step))
    for key in model.items:
        assert await table.get(*key) == model.get(key)


async def same_outcome(table: Table, model: Model, ops: tuple[Write, ...]) -> None:
    expected = model.write(ops)
    try:
        if len(ops) == 1 and isinstance(ops[0], Update):
            assert await table.update(ops[0]) == model.get(key_of(ops[0])) or is_expired(model, ops[0])
        else:
            await table.write(*ops)
    except Conflict:
        assert not expected
    else:
        assert expected


def is_expired(model: Model, op: Write) -> bool:
    """An update may end an item's time; it is returned, and gone for the next reader."""
    return model.get(key_of(op)) is None


async def same_pages(table: Table, model: Model, query: Query) -> None:
    found: list[Item] = []
    cursor = None
    while True:
        page = await table.query(
            query.pk,
            index=query.index,
            prefix=query.prefix,
            between=query.between,
            limit=query.limit,
            cursor=cursor,
            reverse=query.reverse,
        )
        found += page.items
        if (cursor := page.cursor) is None:
            break
        assert len(page.items) == query.limit
    expected = model.query(query)
    if query.index:
        # Items with equal sort keys of an index have no order among themselves.
        assert [item.gsi1sk for item in found] == [item.gsi1sk for item in expected]
        found.sort(key=lambda item: (item.pk, item.sk))
        expected.sort(key=lambda item: (item.pk, item.sk))
    assert found == expected


async def test_random_scripts_end_as_on_a_dictionary(table: Table, clock: Clock) -> None:
    loop = asyncio.get_running_loop()
    numbers = count()

    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(STEPS)
    def run(steps: list[Any]) -> None:
        # Each script has partitions of its own, so one table serves all.
        script = replay(table, clock, steps, f"{next(numbers)}/")
        asyncio.run_coroutine_threadsafe(script, loop).result()

    await asyncio.to_thread(run)
