"""Items as DynamoDB attributes, and the port's writes as PynamoDB expressions.

Every top-level field of a document is an attribute of its own, `d:<name>`, so that conditions, `set` and `add` work on
the server and an update can create an item. Strings, booleans, null and numbers are native; lists, objects and
numbers that DynamoDB would change are JSON text in a binary attribute, which keeps every digit and empty value.
DynamoDB does not tell 1.0 from 1: a whole float at the top level comes back as an integer, equal but of another type.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from pynamodb.expressions.condition import Condition as Expression
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from flow_builder.errors import LimitExceeded
from flow_builder.store import rules
from flow_builder.store.table import Absent, Condition, FieldAtLeast, FieldIn, Item, Present, RevIs, Update

Value: TypeAlias = dict[str, Any]
"""One attribute value such as `{"S": "text"}`."""

MAX_ITEM_BYTES = 400 * 1024
MAX_TRANSACTION_BYTES = 4 * 1024 * 1024
STAMP = "wid"
"""Attribute with the id of the last write, by which a write repeated after a lost answer knows itself."""

_FIELD = "d:"
_MAX_INT = 10**38
_MAX_FLOAT = 2.0**53
_MIN_FLOAT = 1e-130
_NUMBER_BYTES = 21
# PynamoDB takes brackets in a name for a list index.
_ESCAPES = {ord(char): f"%{ord(char):02X}" for char in "%[]"}
_KEYS = ("gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk")


def attribute(field: str) -> str:
    """Returns the attribute that holds a document field."""
    return _FIELD + field.translate(_ESCAPES)


def _field(name: str) -> str:
    field = name.removeprefix(_FIELD)
    for char in "[]%":
        field = field.replace(f"%{ord(char):02X}", char)
    return field


def encode(value: Any) -> Value:
    """Returns a JSON value as an attribute value."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, int | float) and _is_native(value):
        return {"N": repr(value)}
    return {"B": rules.dump(value)}


def _is_native(value: float) -> bool:
    if isinstance(value, int):
        return abs(value) < _MAX_INT
    return value == 0 or _MIN_FLOAT <= abs(value) < _MAX_FLOAT


def decode(value: Value) -> Any:
    """Returns the JSON value of an attribute value."""
    ((kind, content),) = value.items()
    match kind:
        case "N":
            return int(content) if content.lstrip("-").isdigit() else _whole(float(content))
        case "B":
            return rules.load(bytes(content))
        case "NULL":
            return None
        case _:
            return content


def _whole(number: float) -> float:
    """Returns 1e3 as 1000, as an exponent is the server's spelling and not the writer's."""
    return int(number) if number.is_integer() else number


def attributes(item: Item, stamp: str) -> dict[str, Value]:
    """Returns all attributes of an item but its key; LimitExceeded when it is over DynamoDB's 400 KB."""
    # Through JSON text, so that what JSON does not have is refused or turned here as in the other adapter.
    doc: Mapping[str, Any] = rules.load(rules.dump(item.doc))
    found = {attribute(name): encode(value) for name, value in doc.items()}
    for name in _KEYS:
        if (key := getattr(item, name)) is not None:
            found[name] = {"S": key}
    if item.ttl is not None:
        found["ttl"] = {"N": str(item.ttl)}
    found["rev"] = {"N": str(item.rev)}
    found[STAMP] = {"S": stamp}
    check_size(size_of(found) + len(item.pk.encode()) + len(item.sk.encode()), MAX_ITEM_BYTES)
    return found


def size_of(found: Mapping[str, Value]) -> int:
    """Returns how many bytes attributes count for, names included, rounded up a little for numbers."""
    total = 0
    for name, value in found.items():
        ((kind, content),) = value.items()
        total += len(name.encode())
        if kind == "S":
            total += len(content.encode())
        else:
            total += len(content) if kind == "B" else _NUMBER_BYTES
    return total


def check_size(size: int, limit: int) -> None:
    """Refuses what DynamoDB would refuse for its size."""
    if size > limit:
        raise LimitExceeded(
            f"An item of {size} bytes is over the store's limit of {limit}.",
            code="store.too_large",
            hint="Keep large values in blob storage.",
            details={"bytes": size, "limit": limit},
        )


def item_of(found: Mapping[str, Value]) -> Item:
    """Returns the item that attributes hold."""
    doc = {_field(name): decode(value) for name, value in found.items() if name.startswith(_FIELD)}
    keys = {name: found[name]["S"] if name in found else None for name in _KEYS}
    ttl = int(found["ttl"]["N"]) if "ttl" in found else None
    return Item(found["pk"]["S"], found["sk"]["S"], doc, **keys, ttl=ttl, rev=int(found["rev"]["N"]))


def is_expired(found: Mapping[str, Value], now: int) -> bool:
    """Tells whether an item's time is over; DynamoDB deletes it up to days later."""
    return "ttl" in found and rules.expired(int(found["ttl"]["N"]), now)


def live(now: int) -> Expression:
    """Returns the expression that an item, if there is one, is not expired."""
    ttl = Path(["ttl"])
    found: Expression = ttl.does_not_exist() | (ttl > {"N": str(now)})
    return found


def expression(condition: Condition, now: int) -> Expression:
    """Returns a condition as the server checks it."""
    exists = Path(["pk"]).exists()
    found: Expression
    match condition:
        case Absent():
            found = Path(["pk"]).does_not_exist() | (Path(["ttl"]) <= {"N": str(now)})
        case Present():
            found = exists & live(now)
        case RevIs(rev):
            found = (Path(["rev"]) == {"N": str(rev)}) & live(now)
        case FieldIn(name, values):
            found = exists & live(now) & _field_in(Path([attribute(name)]), values)
        case FieldAtLeast(name, value):
            found = (Path([attribute(name)]) >= encode(value)) & live(now)
    return found


def _field_in(path: Path, values: Sequence[Any]) -> Expression:
    found: Expression | None = None
    for value in values:
        one = path == encode(value)
        if value is None:
            one = one | path.does_not_exist()
        found = one if found is None else found | one
    # No value to equal: a condition that never holds.
    return found if found is not None else Path(["pk"]).does_not_exist()


def actions(op: Update, stamp: str) -> list[Action]:
    """Returns the actions of an update; LimitExceeded when its own fields are over DynamoDB's 400 KB."""
    fields = {attribute(name): encode(value) for name, value in rules.load(rules.dump(op.set)).items()}
    check_size(size_of(fields), MAX_ITEM_BYTES)
    found: list[Action] = [Path([name]).set(value) for name, value in fields.items()]
    found += [Path([attribute(name)]).add(encode(amount)) for name, amount in op.add.items()]
    found += [Path([attribute(name)]).remove() for name in op.remove]
    for name, key in op.keys.items():
        path = Path([name])
        value = {"N": str(key)} if name == "ttl" else {"S": key}
        found.append(path.remove() if key is None else path.set(value))
    return [*found, Path(["rev"]).add({"N": "1"}), Path([STAMP]).set({"S": stamp})]


def not_mine(stamp: str) -> Expression:
    """Returns the expression that an item was not last written by this very write."""
    path = Path([STAMP])
    found: Expression = path.does_not_exist() | (path != {"S": stamp})
    return found
