"""Evaluates single expressions: the plain path if there is one, else JavaScript with just the scope it reads."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from json.encoder import c_make_encoder, encode_basestring_ascii  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, TypeAlias

from flow_builder.domain import limits
from flow_builder.errors import ExpressionError
from flow_builder.expressions import sandbox
from flow_builder.expressions.path import FALL_BACK, read
from flow_builder.expressions.realm import Stopped
from flow_builder.expressions.references import Reference
from flow_builder.expressions.template import Expression
from flow_builder.expressions.text import to_text, well_formed

if TYPE_CHECKING:
    from flow_builder.domain.value import JSON  # brings pydantic, which the evaluating process need not load

Scope: TypeAlias = Mapping[str, Any]
Shape: TypeAlias = "dict[str, Shape] | None"
"""What of an object is read: property -> shape of its value; None for all of it."""

_SECONDS_PER_ITEM = 0.000_1


def shape_of(references: Sequence[Reference]) -> dict[str, Shape]:
    """Returns what of the scope the references read, root by root."""
    shape: dict[str, Shape] = {}
    for reference in references:
        _add(shape, (reference.root, *reference.path))
    return shape


def _add(shape: dict[str, Shape], path: tuple[str | int, ...]) -> None:
    for at, segment in enumerate(path):
        key = str(segment)
        if at == len(path) - 1:
            shape[key] = None
            return
        inner = shape.setdefault(key, {})
        if inner is None:
            return
        shape = inner


def prune(value: Any, shape: Shape) -> Any:
    """Returns the part of a value that a shape reads; only objects are cut, and lazy mappings are asked for no more."""
    if shape is None or not (type(value) is dict or isinstance(value, Mapping)):
        return value
    result = {}
    for key, inner in shape.items():
        try:
            found = value[key]
        except KeyError:
            continue
        result[key] = found if inner is None else prune(found, inner)
    return result


def encode(value: Any) -> str:
    """Returns JSON text for the sandbox; NaN and infinities become null.

    Raises ExpressionError `expression.recursion` for too deeply nested or circular values, `expression.failed` for what
    is not JSON.
    """
    try:
        return "".join(_encode(value, 0))
    except ValueError:
        return _encode_finite(value)
    except RecursionError:
        raise _too_deep("The values in scope are") from None
    except TypeError as error:
        raise ExpressionError(f"A value in scope is not JSON: {error}.", code="expression.failed") from None


def _default(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is no JSON type")


_encode = c_make_encoder(None, _default, encode_basestring_ascii, None, ":", ",", False, False, False)
"""The encoder behind `json.dumps`, kept: making one costs as much as encoding a small scope."""


def _encode_finite(value: Any) -> str:
    try:
        return "".join(_encode(_finite(value), 0))
    except ValueError as error:
        raise ExpressionError(f"A value in scope is not JSON: {error}.", code="expression.failed") from None
    except RecursionError:
        raise _too_deep("The values in scope are") from None


def _too_deep(subject: str) -> ExpressionError:
    return ExpressionError(f"{subject} nested too deeply.", code="expression.recursion")


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    return [_finite(each) for each in value] if isinstance(value, (list, tuple)) else value


@dataclass(frozen=True, slots=True)
class Script:
    """An expression made ready: `text` says whether it is part of a text rather than a whole value."""

    expression: Expression
    text: bool
    shape: dict[str, Shape] = field(hash=False)

    def value(self, scope: Scope) -> JSON:
        """Returns the expression's value in a scope. Raises ExpressionError."""
        path = self.expression.path
        if path is not None:
            found = read(path, scope)
            if found is not FALL_BACK:
                return to_text(found) if self.text else plain(found)
        return _decoded(self.expression, self._run, encode(prune(scope, self.shape)))

    def column(self, scope: Scope, items: Sequence[JSON]) -> list[JSON]:
        """Returns the expression's values for all items, with `item` and `index` set. Raises ExpressionError."""
        if self.expression.path is not None:
            return self._walk(scope, items)
        shape: Any = self.shape.get("item", {})
        shared = {root: inner for root, inner in self.shape.items() if root not in ("item", "index")}
        cut = list(items) if shape is None else [prune(item, shape) for item in items]
        seconds = limits.EXPRESSION_SECONDS + _SECONDS_PER_ITEM * len(items)
        result: list[JSON] = _decoded(self.expression, self._each, encode(prune(scope, shared)), encode(cut), seconds)
        return result

    def _run(self, scope: str) -> str:
        return sandbox.run(self.expression.source, scope, tame=self.expression.tame, text=self.text)

    def _each(self, scope: str, items: str, seconds: float) -> str:
        expression = self.expression
        return sandbox.each(expression.source, scope, items, tame=expression.tame, text=self.text, seconds=seconds)

    def _walk(self, scope: Scope, items: Sequence[JSON]) -> list[JSON]:
        view = dict(scope)
        result = []
        for index, item in enumerate(items):
            view["item"], view["index"] = item, index
            try:
                result.append(self.value(view))
            except ExpressionError as error:
                error.details["index"] = index
                raise
        return result


def plain(value: Any) -> Any:
    """Returns a value from scope as a result: numbers without a JSON form are null, -0 is 0, a text is well formed."""
    kind = type(value)
    if kind is str:
        return well_formed(value)
    if kind is float:
        return (value or 0) if math.isfinite(value) else None
    if kind is not dict and isinstance(value, Mapping):
        return dict(value)
    return value


def _decoded(expression: Expression, evaluation: Callable[..., str], *arguments: Any) -> Any:
    try:
        return sandbox.decode(evaluation(*arguments))
    except Stopped as stopped:
        raise sandbox.error_of(stopped, expression.source, expression.position) from None
    except RecursionError:
        raise _too_deep("The result is") from None


@lru_cache(maxsize=8_192)
def script(expression: Expression, *, text: bool) -> Script:
    """Returns an expression made ready for evaluation."""
    return Script(expression, text, shape_of(expression.references))
