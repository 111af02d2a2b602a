"""Runs JavaScript function bodies, and checks JavaScript without running it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from flow_builder.errors import ExpressionError
from flow_builder.expressions import sandbox
from flow_builder.expressions.evaluate import Scope, encode, prune, shape_of
from flow_builder.expressions.realm import Stopped
from flow_builder.expressions.references import ROOTS, Reference, read_references
from flow_builder.expressions.template import parse
from flow_builder.expressions.tokens import tokenize

if TYPE_CHECKING:
    from flow_builder.domain.value import JSON  # brings pydantic, which the evaluating process need not load

FUNCTION_SECONDS = 5.0
"""CPU time of one function call, unless told otherwise."""

MAX_BODY_CHARS = 100_000
"""Length of a function body."""

_NAME = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)


def check(text: str) -> None:
    """Raises ExpressionError `expression.syntax` with its position unless every expression of a template compiles."""
    for expression in parse(text).expressions:
        try:
            sandbox.check(expression.source, tame=expression.tame)
        except Stopped as stopped:
            raise sandbox.error_of(stopped, expression.source, expression.position) from None


def check_function(body: str, arguments: Collection[str] = (), *, asynchronous: bool = False) -> None:
    """Raises ExpressionError `expression.syntax` with its position unless the text is a function body.

    An `asynchronous` one may use `await`; pages run such functions, the sandbox does not.
    """
    _check_length(body)
    try:
        sandbox.check_function(body, _parameters(arguments), asynchronous=asynchronous)
    except Stopped as stopped:
        raise sandbox.error_of(stopped, body, 0) from None


def function_references(body: str, arguments: Collection[str] = ()) -> tuple[Reference, ...]:
    """Returns the reads of scope in a function body; all roots when it cannot be read."""
    return _references(body, frozenset(arguments))


@lru_cache(maxsize=256)
def _references(body: str, arguments: frozenset[str]) -> tuple[Reference, ...]:
    _check_length(body)
    try:
        tokens, _ = tokenize(body)
    except ExpressionError:
        return tuple(Reference(root, (), 0) for root in ROOTS if root not in arguments)
    return tuple(each for each in read_references(tokens) if each.root not in arguments)


def run_function(body: str, scope: Scope, arguments: Mapping[str, JSON], *, seconds: float = FUNCTION_SECONDS) -> JSON:
    """Returns what a function body returns; `arguments` become its parameters beside the scope's roots, and hide them.

    `seconds` is CPU time. Raises ExpressionError.
    """
    names = _parameters(arguments)
    values = encode({**prune(scope, shape_of(function_references(body, arguments))), **arguments})
    try:
        return sandbox.decode(sandbox.call(body, names, values, seconds=seconds))
    except Stopped as stopped:
        raise sandbox.error_of(stopped, body, 0) from None
    except RecursionError:
        raise ExpressionError("The result is nested too deeply.", code="expression.recursion") from None


def _check_length(body: str) -> None:
    if len(body) > MAX_BODY_CHARS:
        raise ExpressionError(f"A function may have {MAX_BODY_CHARS:,} characters.", code="expression.syntax")


def _parameters(arguments: Collection[str]) -> tuple[str, ...]:
    bad = next((name for name in arguments if not _NAME.fullmatch(name)), None)
    if bad is not None:
        raise ExpressionError(f"{bad!r} cannot be a parameter's name.", code="expression.syntax")
    return (*(root for root in ROOTS if root not in arguments), *arguments)
