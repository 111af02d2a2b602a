"""Lists that nodes work on, and the keys by which they look at the rows."""

from collections.abc import Hashable, Sequence
from typing import Annotated, Any

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, NodeConfig, PerItem
from flow_builder.nodes.data._paths import field_of

Items = Annotated[
    Any,
    Field(
        title="Items",
        description="The list to work on. Left out: the list that comes in, or the `items` of what comes in.",
        json_schema_extra={"type": "array"},
    ),
]


class Key(NodeConfig):
    """A key with a name of its own."""

    value: PerItem = Field(title="Value", description="A field (`address.city`) or an expression over `item`.")
    name: str | None = Field(default=None, min_length=1, title="Name", description="Its name in the result.")


Keys = Annotated[list[str | Key], Field(json_schema_extra={"x-per-item": True})]
"""Type of a config field that holds keys: field names, expressions over `item`, or either with a name."""


def not_a_list(value: JSON, field: str) -> NodeError:
    """Returns the error for a value that should be a list."""
    given = "nothing (null)" if value is None else f"{_KINDS.get(type(value), type(value).__name__)}"
    return NodeError(
        f"{field!r} must be a list, not {given}.",
        code="data.not_a_list",
        hint="A step that was skipped reads as null; use `?? []` if that is fine."
        if value is None
        else "Point the expression at the list inside, for example `{{ steps.page.items }}`.",
        details={"field": field},
    )


_KINDS = {dict: "an object", str: "text", bool: "a boolean", int: "a number", float: "a number"}


def as_list(value: JSON, field: str) -> list[Any]:
    """Returns a value that must be a list; NodeError `data.not_a_list`."""
    if isinstance(value, list):
        return value
    if isinstance(value, tuple):
        return list(value)
    raise not_a_list(value, field)


def items_of(config: NodeConfig, ctx: Context, field: str = "items") -> list[Any]:
    """Returns the list a node works on: its field, else what comes in or the `items` of that."""
    if field in config.model_fields_set:
        return as_list(getattr(config, field), field)
    value = ctx.input
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value = value["items"]
    return as_list(value, field)


def is_expression(raw: Any) -> bool:
    """Tells whether a raw config value has a template in it."""
    return isinstance(raw, str) and "{{" in raw


def values_of(ctx: Context, raw: Any, items: Sequence[Any]) -> list[JSON]:
    """Returns a key's value for each item: of the field it names, or of its expression."""
    if isinstance(raw, str) and not is_expression(raw):
        return [field_of(item, raw) for item in items]
    return ctx.evaluate_each(raw, items)


def key_name(key: str | Key, position: int) -> str:
    """Returns a key's name in results: its own, else the field's, else `key1`, `key2` and so on."""
    if isinstance(key, Key):
        return key.name or key_name(key.value, position)
    return f"key{position + 1}" if is_expression(key) else key


def key_names(keys: Sequence[str | Key]) -> list[str]:
    """Returns the names of keys, in order."""
    return [key_name(key, position) for position, key in enumerate(keys)]


def key_rows(ctx: Context, keys: Sequence[str | Key], items: Sequence[Any]) -> list[tuple[JSON, ...]]:
    """Returns the values of all keys for each item."""
    columns = [values_of(ctx, key.value if isinstance(key, Key) else key, items) for key in keys]
    return list(zip(*columns, strict=True))


def identity(value: JSON) -> Hashable:
    """Returns something hashable that is equal for equal JSON values: 1 and 1.0 are, 1 and true and "1" are not."""
    match value:
        case None | str():
            return value
        case bool():
            return ("boolean", value)
        case int() | float():
            return ("number", value)
        case list() | tuple():
            return ("list", tuple(map(identity, value)))
        case dict():
            return ("object", frozenset((name, identity(each)) for name, each in value.items()))
    return ("other", repr(value))


def same(left: JSON, right: JSON) -> bool:
    """Tells whether two JSON values are equal, as `identity` has it; quick for the usual ones."""
    if type(left) is type(right) and not isinstance(left, list | dict):
        return bool(left == right)
    return identity(left) == identity(right)


def require_objects(items: Sequence[Any], field: str) -> None:
    """Raises NodeError `data.not_an_object` with the index of the first item that is not an object."""
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            raise NodeError(
                f"Item {index} of {field!r} is not an object.",
                code="data.not_an_object",
                hint="This needs rows: objects with named fields.",
                details={"index": index, "field": field},
            )
