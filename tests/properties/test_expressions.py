"""Whatever the data and the path: the fast path gives what the engine gives, and one call for many what many give."""

import json
import math
from collections.abc import Callable
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from flow_builder.errors import ExpressionError
from flow_builder.expressions import check, evaluate, evaluate_each, parse
from flow_builder.expressions.path import spell

KEYS = st.sampled_from(
    ["a", "b", "length", "constructor", "__proto__", "map", "0", "1", "ключ", "a b", "toString", "x😀"]
)
NUMBERS = st.one_of(
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from([0.0, -0.0, 1e21, 1e-7, 1.5e300, 123456789012345680000.0, 0.000001, 5e-324]),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), NUMBERS, st.text(max_size=6), st.sampled_from(["😀b", "\ud800", 'q"\n\u2028'])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
)
SEGMENTS = st.one_of(KEYS, st.integers(0, 3))


def finite(value: Any) -> Any:
    """Returns the value as JSON has it: numbers without a form are null, lone surrogates replaced."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [finite(each) for each in value]
    if isinstance(value, dict):
        return {finite(key): finite(each) for key, each in value.items()}
    return value


def outcome(text: str, scope: dict[str, Any]) -> Any:
    """Returns a value in comparable form, or the error's code."""
    try:
        return comparable(evaluate(text, scope))
    except ExpressionError as error:
        return error.code


def comparable(value: Any) -> str:
    """Writes a value so that 1.0 and 1, 0.0 and -0.0 are one number, but true and 1 are not."""
    text = json.dumps(finite(value), sort_keys=True)
    return repr(json.loads(text, parse_float=lambda number: float(number) + 0.0, parse_int=float))


@settings(max_examples=300, deadline=None)
@given(VALUES, st.lists(SEGMENTS, max_size=4))
def test_the_fast_path_agrees_with_the_engine(data: Any, segments: list[str | int]) -> None:
    source = spell(("input", *segments))
    assert parse("{{" + source + "}}").expressions[0].path == ("input", *segments)
    scope = {"input": data}
    fast, engine = outcome("{{" + source + "}}", scope), outcome("{{(" + source + ")}}", scope)
    assert fast == engine


@settings(max_examples=200, deadline=None)
@given(VALUES)
@example(float("inf"))
def test_text_of_any_value_agrees_with_the_engine(data: Any) -> None:
    scope = {"input": data}
    assert evaluate("<{{ input }}>", scope) == evaluate("<{{ (input) }}>", scope)


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_a_single_expression_keeps_its_type_and_a_mixed_one_is_text(data: Any) -> None:
    scope = {"input": data}
    assert outcome("{{ [input][0] }}", scope) == comparable(data)
    assert (
        evaluate("{{ input }}|{{ (input) }}", scope).partition("|")[0]
        == evaluate(" {{ input }}", scope)[1:].partition("|")[0]
    )


EXPRESSIONS = (
    "{{ item }}",
    "{{ item?.a ?? index }}",
    "{{ [item].map(i => [i, index]) }}",
    "{{ typeof item }} {{ input }}",
    "{{ index % 2 === 0 && input }}",
)


@settings(max_examples=100, deadline=None)
@given(st.lists(VALUES, max_size=5), SCALARS)
def test_evaluating_each_is_evaluating_one_by_one(items: list[Any], data: Any) -> None:
    for text in (*EXPRESSIONS, {"a": EXPRESSIONS[1], "b": ["x", EXPRESSIONS[3]]}):
        one_by_one = [evaluate(text, {"input": data, "item": item, "index": n}) for n, item in enumerate(items)]
        together = evaluate_each(text, {"input": data}, items)
        assert comparable(together) == comparable(one_by_one)


def refusal(act: Callable[[], object]) -> ExpressionError | None:
    """Returns the error that an action ends in, or None."""
    try:
        act()
    except ExpressionError as error:
        return error
    return None


PIECES = st.one_of(st.text(max_size=8), st.sampled_from(["{{ 1 }}", r"\{{", "}}", "{{ '}}' }}", "\\"]))


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=6))
def test_any_text_parses_to_itself_or_is_refused(pieces: list[str]) -> None:
    text = "".join(pieces)
    error = refusal(lambda: parse(text))
    if error is not None:
        assert error.code == "expression.syntax"
        assert error.position is not None
        assert 0 <= error.position <= len(text)
        return
    template = parse(text)
    if not template.expressions and "\\{{" not in text:
        assert template.parts == (text,)
    for expression in template.expressions:
        assert text[expression.position :].startswith(expression.source + "}}")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="(){}[]`'\"/\\$=>+-*,.;:?aif1n \n\u2028", max_size=30))
def test_any_source_is_compiled_or_refused_but_never_run(source: str) -> None:
    error = refusal(lambda: check("{{" + source + "}}"))
    assert error is None or error.code == "expression.syntax"
