"""Evaluates JavaScript for the rest of the package, in this process or in another, and names what stopped it.

What is tame (see `tame.py`) and reads little runs in this thread's realm, in microseconds. All the rest runs in a
process that its operating system stops, in a tenth of a millisecond more. Tame expressions cannot change anything,
so their scope is not frozen.
"""

import json
import threading
from typing import Any

from flow_builder.domain import limits
from flow_builder.errors import ExpressionError
from flow_builder.expressions import pool
from flow_builder.expressions.realm import Realm, Stopped
from flow_builder.expressions.text import well_formed

_HERE_CHARS = 64 * 1024
"""Scope that an expression may have in this process, as JSON."""
_HERE_SHARED_CHARS = 4 * 1024
"""The same for what all items of `each` share, since each item's evaluation may go through all of it."""
_HERE_ITEMS_CHARS = 4 * 1024 * 1024
_SECONDS_PER_CHAR = 1e-7
"""Added to the time limit: what handing the values over may take, so that the limit is for the expression's own work."""

_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_local = threading.local()

_MESSAGES = {
    "timeout": ("The expression takes too long.", "Do less in one expression, or move the work to a transform node."),
    "memory": ("The expression needs too much memory.", "Work on fewer or smaller values at a time."),
    "recursion": (
        "The expression recurses too deeply.",
        "Check what ends the recursion, and how deeply the data is nested.",
    ),
    "result_too_large": ("The result is too large.", "Return less, or keep large data in an artifact."),
}


def _realm() -> Realm:
    realm: Realm | None = getattr(_local, "realm", None)
    if realm is None or realm.spent:
        realm = _local.realm = Realm()
    return realm


def run(source: str, scope: str, *, tame: bool, text: bool) -> str:
    """Returns the JSON text of an expression's value in a scope given as JSON text; with `text`, of its template text."""
    seconds, limit = limits.EXPRESSION_SECONDS, limits.MAX_OUTPUT_BYTES
    if tame and len(scope) <= _HERE_CHARS:
        return _realm().run(source, scope, text, freeze=False, seconds=seconds, limit=limit)
    return pool.ask("run", source, scope, text, seconds=seconds + len(scope) * _SECONDS_PER_CHAR, limit=limit)


def each(source: str, scope: str, items: str, *, tame: bool, text: bool, seconds: float) -> str:
    """Returns the JSON text of an expression's values, one per item of the JSON array `items`."""
    limit = limits.MAX_OUTPUT_BYTES
    if tame and len(scope) <= _HERE_SHARED_CHARS and len(items) <= _HERE_ITEMS_CHARS:
        return _realm().each(source, scope, items, text, freeze=False, seconds=seconds, limit=limit)
    seconds += (len(scope) + len(items)) * _SECONDS_PER_CHAR
    return pool.ask("each", source, scope, items, text, seconds=seconds, limit=limit)


def call(body: str, names: tuple[str, ...], scope: str, *, seconds: float) -> str:
    """Returns the JSON text of what a function body returns, in another process."""
    seconds += len(scope) * _SECONDS_PER_CHAR
    return pool.ask("call", body, names, scope, seconds=seconds, limit=limits.MAX_OUTPUT_BYTES)


def check(source: str, *, tame: bool) -> None:
    """Raises Stopped unless the text is one JavaScript expression."""
    if tame:
        _realm().check(source, seconds=limits.EXPRESSION_SECONDS)
    else:
        pool.ask("check", source, seconds=limits.EXPRESSION_SECONDS)


def check_function(body: str, names: tuple[str, ...], *, asynchronous: bool = False) -> None:
    """Raises Stopped unless the text is a JavaScript function body."""
    pool.ask("check_function", body, names, asynchronous, seconds=limits.EXPRESSION_SECONDS)


def error_of(stopped: Stopped, source: str, position: int) -> ExpressionError:
    """Returns the ExpressionError for a stopped evaluation of a source that begins at `position` in its template."""
    where = None
    if stopped.kind == "syntax":
        before = source.split("\n")[: max(stopped.line - 2, 0)]
        where = position + min(sum(len(line) + 1 for line in before) + max(stopped.column - 1, 0), len(source))
    details: dict[str, Any] = {"expression": source.strip()[:200]}
    if stopped.index is not None:
        details["index"] = stopped.index
    message, hint = _MESSAGES.get(stopped.kind, (stopped.message, None))
    return ExpressionError(message, code=f"expression.{stopped.kind}", position=where, hint=hint, details=details)


def decode(text: str) -> Any:
    """Returns a result's value; lone surrogates become U+FFFD."""
    value, _ = _scan(text, 0)
    return _mend(value) if "\\ud" in text else value


def _mend(value: Any) -> Any:
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, list):
        return [_mend(each) for each in value]
    if isinstance(value, dict):
        return {well_formed(key): _mend(each) for key, each in value.items()}
    return value
