"""Evaluates JavaScript for the rest of the package: picks a realm, maps what stopped it to ExpressionError."""

import json
import threading
from collections.abc import Sequence
from typing import Any

from flow_builder.domain import limits
from flow_builder.errors import ExpressionError
from flow_builder.expressions.realm import Realm, Stopped

_local = threading.local()

_HINTS = {
    "timeout": "Do less in one expression, or move the work to a transform node.",
    "memory": "Work on fewer or smaller values at a time.",
    "recursion": "Check what ends the recursion, and how deeply the data is nested.",
    "result_too_large": "Return less, or keep large data in an artifact.",
}


def _realm() -> Realm:
    realm: Realm | None = getattr(_local, "realm", None)
    if realm is None or realm.spent:
        realm = _local.realm = Realm()
    return realm


def run(source: str, scope: str, *, text: bool) -> str:
    """Returns the JSON text of an expression's value in a scope given as JSON text; with `text`, of its template text."""
    return _realm().run(source, scope, text=text, seconds=limits.EXPRESSION_SECONDS, limit=limits.MAX_OUTPUT_BYTES)


def each(source: str, scope: str, items: Sequence[str], *, text: bool, seconds: float) -> str:
    """Returns the JSON text of an expression's values, one per item; `items` are JSON texts."""
    return _realm().each(
        source, scope, f"[{','.join(items)}]", 0, text=text, seconds=seconds, limit=limits.MAX_OUTPUT_BYTES
    )


def call(body: str, names: tuple[str, ...], scope: str, *, seconds: float) -> str:
    """Returns the JSON text of what a function body returns."""
    return _realm().call(body, names, scope, seconds=seconds, limit=limits.MAX_OUTPUT_BYTES)


def check(source: str) -> None:
    """Raises Stopped unless the text is one JavaScript expression."""
    _realm().check(source)


def error_of(stopped: Stopped, source: str, position: int) -> ExpressionError:
    """Returns the ExpressionError for a stopped evaluation of a source that begins at `position` in its template."""
    where = None
    if stopped.kind == "syntax":
        before = source.split("\n")[: max(stopped.line - 2, 0)]
        where = position + min(sum(len(line) + 1 for line in before) + max(stopped.column - 1, 0), len(source))
    details: dict[str, Any] = {"expression": source.strip()[:200]}
    if stopped.index is not None:
        details["index"] = stopped.index
    return ExpressionError(
        _message(stopped),
        code=f"expression.{stopped.kind}",
        position=where,
        hint=_HINTS.get(stopped.kind),
        details=details,
    )


def _message(stopped: Stopped) -> str:
    match stopped.kind:
        case "timeout":
            return "The expression takes too long."
        case "memory":
            return "The expression needs too much memory."
        case "recursion":
            return "The expression recurses too deeply."
        case _:
            return stopped.message


def decode(text: str) -> Any:
    """Returns a result's value; lone surrogates become U+FFFD."""
    if "\\ud" in text:
        return _mend(json.loads(text))
    return json.loads(text)


def _mend(value: Any) -> Any:
    from flow_builder.expressions.text import well_formed

    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, list):
        return [_mend(each) for each in value]
    if isinstance(value, dict):
        return {well_formed(key): _mend(each) for key, each in value.items()}
    return value
