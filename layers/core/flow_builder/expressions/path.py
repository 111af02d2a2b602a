"""Reads plain paths such as `steps.a.rows[0].price` without the JavaScript engine, and with its semantics.

`read` gives the value that JavaScript would, `FALL_BACK` where only the engine knows (a property of a built-in
prototype), and raises where JavaScript would. Integers beyond 2^53, which the engine would round, are handed on exactly.
"""

from collections.abc import Mapping
from typing import Any, Final

from flow_builder.errors import ExpressionError


class _FallBack:
    """Type of the marker for what only the engine knows."""


FALL_BACK: Final = _FallBack()


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OBJECT_PROTOTYPE = _names(
    "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__ constructor "
    "hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf"
)


def read(path: tuple[str | int, ...], scope: Mapping[str, Any]) -> Any:
    """Returns the value at a path, None for undefined; FALL_BACK when the engine must decide.

    Raises ExpressionError `expression.failed`, which names the path, for a property of null or undefined.
    """
    value: Any = scope
    for segment in path:
        if type(value) is dict or isinstance(value, Mapping):
            key = segment if type(segment) is str else str(segment)
            try:
                value = value[key]
            except KeyError:
                if key in _OBJECT_PROTOTYPE:
                    return FALL_BACK
                value = None
        elif value is None:
            raise _null(path, scope)
        else:
            value = _indexed(value, segment)
            if value is FALL_BACK:
                return FALL_BACK
    return value


def _indexed(value: Any, segment: str | int) -> Any:
    if type(segment) is int:
        if isinstance(value, (list, tuple)):
            return value[segment] if segment < len(value) else None
        if type(value) is str and value.isascii():
            return value[segment] if segment < len(value) else None
    elif segment == "length":
        if isinstance(value, (list, tuple)):
            return len(value)
        if type(value) is str:
            return len(value) if value.isascii() else len(value.encode("utf-16-le", "surrogatepass")) // 2
    return FALL_BACK


def _null(path: tuple[str | int, ...], scope: Mapping[str, Any]) -> ExpressionError:
    at = next(n for n in range(1, len(path)) if read(path[:n], scope) is None)
    owner = spell(path[:at])
    return ExpressionError(
        f"{owner} is null or undefined, so {spell(path[: at + 1])} cannot be read.",
        code="expression.failed",
        hint=f"If that is expected, read it with ?. and give a default with ??, as in {owner}?.name ?? 'none'.",
    )


def spell(path: tuple[str | int, ...]) -> str:
    """Returns a path as one writes it: `steps.a.rows[0]["unit price"]`."""
    text = ""
    for segment in path:
        if isinstance(segment, int):
            text += f"[{segment}]"
        elif segment.isidentifier():
            text += f".{segment}"
        else:
            text += f'["{segment}"]'
    return text.removeprefix(".")
