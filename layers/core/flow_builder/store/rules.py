"""What every adapter of the key-value port must agree on: accepted calls, conditions, updates, cursors, JSON text.

Three things the port leaves open are settled here. A missing document field equals null in `FieldIn`; true and 1 differ.
NaN and infinities, which JSON does not have, are stored as null, as JavaScript does. Keys are not empty, a partition key
has at most 2,048 bytes and a sort key 1,024, the limits of DynamoDB.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from pydantic_core import PydanticSerializationError, from_json, to_json

from flow_builder.errors import Conflict, InvalidInput, LimitExceeded
from flow_builder.store.table import (
    Absent,
    Condition,
    FieldAtLeast,
    FieldIn,
    Item,
    Present,
    Put,
    RevIs,
    Update,
    Write,
)

MAX_WRITES = 100
MAX_PK_BYTES = 2_048
MAX_SK_BYTES = 1_024
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_INDEX_KEYS = frozenset({"gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk", "ttl"})


def dump(value: Any) -> bytes:
    """Returns a value as JSON text; InvalidInput when it is not JSON, LimitExceeded when nested too deep (over 250)."""
    try:
        return to_json(value, inf_nan_mode="null")
    except PydanticSerializationError as error:
        if "depth" in str(error):
            raise LimitExceeded("A document is nested too deep to be stored.", code="store.too_deep") from error
        raise InvalidInput(f"A document cannot be stored as JSON: {error}.", code="store.not_json") from error


def load(text: bytes) -> Any:
    """Returns the value of JSON text; ValueError when it is not JSON."""
    try:
        return from_json(text)
    except ValueError:
        # The fast parser stops at 200 levels, the writer at 255; what was accepted must stay readable.
        return json.loads(text)


def check_ops(ops: Sequence[Write]) -> None:
    """Refuses (InvalidInput) a call with no or too many writes, a key written twice, or a malformed write."""
    if not 1 <= len(ops) <= MAX_WRITES:
        raise InvalidInput(f"A write has 1 to {MAX_WRITES} operations, not {len(ops)}.", code="store.bad_write")
    if len(ops) > 1 and len({key_of(op) for op in ops}) < len(ops):
        raise InvalidInput("A write names the same key twice.", code="store.bad_write")
    for op in ops:
        _check_op(op)


def key_of(op: Write) -> tuple[str, str]:
    """Returns the (pk, sk) an operation is about."""
    return (op.item.pk, op.item.sk) if isinstance(op, Put) else (op.pk, op.sk)


def _check_op(op: Write) -> None:
    if isinstance(op, Put):
        item = op.item
        check_key(item.pk, item.sk)
        if item.gsi1pk is not None or item.gsi2pk is not None:
            _check_index(index_of(item))
        return
    check_key(op.pk, op.sk)
    if isinstance(op, Update):
        _check_update(op)


def index_of(item: Item) -> dict[str, Any]:
    """Returns an item's index keys and ttl by name."""
    return {
        "gsi1pk": item.gsi1pk,
        "gsi1sk": item.gsi1sk,
        "gsi2pk": item.gsi2pk,
        "gsi2sk": item.gsi2sk,
        "ttl": item.ttl,
    }


def _check_index(keys: Mapping[str, Any]) -> None:
    for name, value in keys.items():
        if value is not None and name != "ttl":
            _check_text(value, MAX_PK_BYTES if name.endswith("pk") else MAX_SK_BYTES)


def check_key(pk: str, sk: str) -> None:
    """Refuses (InvalidInput) keys that are empty, too long or not valid Unicode."""
    if pk.isascii() and sk.isascii() and 0 < len(pk) <= MAX_PK_BYTES and 0 < len(sk) <= MAX_SK_BYTES:
        return
    _check_text(pk, MAX_PK_BYTES)
    _check_text(sk, MAX_SK_BYTES)


def _check_text(text: str, limit: int) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise InvalidInput("A key is not valid Unicode text.", code="store.bad_key") from error
    if not 1 <= size <= limit:
        raise InvalidInput(f"A key has {size} bytes; allowed are 1 to {limit}.", code="store.bad_key")


def _check_update(op: Update) -> None:
    names = [*op.set, *op.add, *op.remove]
    if len(set(names)) < len(names):
        raise InvalidInput("An update changes the same field twice.", code="store.bad_write")
    if "" in names:
        raise InvalidInput("A document field has no name.", code="store.bad_write")
    if not _INDEX_KEYS.issuperset(op.keys):
        raise InvalidInput(f"Only {sorted(_INDEX_KEYS)} are keys.", code="store.bad_write")
    _check_index(op.keys)


def expired(ttl: int | None, now: int) -> bool:
    """Tells whether an item with this ttl is gone for readers."""
    return ttl is not None and ttl <= now


def holds(condition: Condition | None, item: Item | None) -> bool:
    """Tells whether a condition is met by the live item with the key (None: there is none)."""
    if condition is None or item is None:
        return condition is None or isinstance(condition, Absent)
    match condition:
        case RevIs(rev):
            return item.rev == rev
        case FieldIn(name, values):
            return any(_same(item.doc.get(name), value) for value in values)
        case FieldAtLeast(name, value):
            return is_number(item.doc.get(name)) and item.doc[name] >= value
        case _:
            return isinstance(condition, Present)


def is_number(value: Any) -> TypeGuard[float]:
    """Tells whether a JSON value is a number; booleans, which Python counts as such, are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(stored: Any, wanted: Any) -> bool:
    return bool(stored == wanted) and isinstance(stored, bool) == isinstance(wanted, bool)


def updated(item: Item | None, op: Update, fields: Mapping[str, Any]) -> Item:
    """Returns the item after an update that sets `fields`; a missing one starts empty at rev 0.

    InvalidInput when `add` meets a value that is not a number.
    """
    result = item or Item(pk=op.pk, sk=op.sk, doc={}, rev=0)
    result.doc.update(fields)
    for name, amount in op.add.items():
        old = result.doc.get(name, 0)
        if not is_number(old):
            raise not_a_number(name)
        result.doc[name] = old + amount
    for name in op.remove:
        result.doc.pop(name, None)
    for name, value in op.keys.items():
        setattr(result, name, value)
    result.rev += 1
    return result


def not_a_number(name: str) -> InvalidInput:
    """Returns the error for adding to a field that holds something else."""
    return InvalidInput(f"The field {name!r} does not hold a number.", code="store.not_a_number")


def broken(op: Write) -> Conflict:
    """Returns the error for a condition that does not hold."""
    pk, sk = key_of(op)
    condition = type(op.condition).__name__
    return Conflict(
        f"The stored state of {sk!r} does not meet the condition {condition}.",
        details={"pk": pk, "sk": sk, "condition": condition},
    )


def check_query(prefix: str, between: tuple[str, str] | None, limit: int) -> None:
    """Refuses (InvalidInput) a query with both a prefix and a range, or without room for an item."""
    if prefix and between:
        raise InvalidInput("A query takes a prefix or a range, not both.", code="store.bad_query")
    if limit < 1:
        raise InvalidInput(f"A page has at least one item, not {limit}.", code="store.bad_query")


def after_prefix(prefix: str) -> str | None:
    """Returns the first text after all texts with a prefix, in UTF-8 byte order; None when there is no such text.

    >>> after_prefix("a/")
    'a0'
    """
    for end in range(len(prefix), 0, -1):
        code = ord(prefix[end - 1]) + 1
        if code <= _LAST_CODE_POINT:
            return prefix[: end - 1] + chr(_SURROGATES.stop if code in _SURROGATES else code)
    return None


def encode_cursor(*place: str) -> str:
    """Returns an opaque text for the place after which a page goes on."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, parts: int) -> tuple[str, ...]:
    """Returns the place a cursor stands for; InvalidInput when it is not one of this kind of query."""
    try:
        place = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise _bad_cursor() from error
    if not isinstance(place, list) or len(place) != parts or not all(isinstance(part, str) for part in place):
        raise _bad_cursor()
    return tuple(place)


def _bad_cursor() -> InvalidInput:
    return InvalidInput("The cursor does not belong to this list.", code="store.bad_cursor", field="/cursor")
