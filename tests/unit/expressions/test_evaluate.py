import math
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from flow_builder.errors import ExpressionError
from flow_builder.expressions import compile_value, evaluate, evaluate_each, resolve

SCOPE: dict[str, Any] = {
    "input": {"limit": 10, "none": None, "text": "a😀b", "flag": True, "zero": -0.0, "big": 2**53 + 1, "nan": math.nan},
    "steps": {"a": {"rows": [{"price": 3}, {"price": 12}]}, "b": None},
    "vars": {"ключ": 1, "constructor": "mine", "2": "b", "1": "a"},
    "run": {"id": "r1"},
    "env": {"SHOP": "http://shop"},
}


def both(source: str, scope: Mapping[str, Any] = SCOPE) -> tuple[Any, Any]:
    """Returns the value by the fast path, if it is one, and by the engine."""
    return evaluate("{{" + source + "}}", scope), evaluate("{{(" + source + ")}}", scope)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("input.limit", 10),
        ("input.none", None),
        ("input.missing", None),
        ("steps.a.rows", [{"price": 3}, {"price": 12}]),
        ("steps.a.rows[1].price", 12),
        ("steps.a.rows[2]", None),
        ("steps.a.rows.length", 2),
        ("steps.a.rows['0'].price", 3),
        ("steps.missing", None),
        ("steps.b", None),
        ("input.text.length", 4),
        ("input.text[0]", "a"),
        ("input.text[1]", "\ufffd"),
        ("input.text[3]", "b"),
        ("input.text[9]", None),
        ("input.limit.x", None),
        ("input.flag.x.y", "error"),
        ("input.none.x", "error"),
        ("input.missing.x", "error"),
        ("item", None),
        ("item.x", "error"),
        ("input.toString", None),
        ("input.constructor", None),
        ("steps.a.rows.map", None),
        ("steps.a.rows.map.name", "map"),
        ("steps.a.rows.map.x.y", "error"),
        ("vars.constructor", "mine"),
        ("vars.ключ", 1),
        ("vars[1]", "a"),
        ("vars", {"ключ": 1, "constructor": "mine", "1": "a", "2": "b"}),
        ("input.zero", 0),
        ("input.nan", None),
        ("input.__proto__", {}),
    ],
)
def test_the_fast_path_and_the_engine_agree(source: str, expected: Any) -> None:
    if expected == "error":
        for text in ("{{" + source + "}}", "{{(" + source + ")}}"):
            with pytest.raises(ExpressionError) as caught:
                evaluate(text, SCOPE)
            assert caught.value.code == "expression.failed"
    else:
        fast, engine = both(source)
        assert fast == expected
        assert engine == expected


def test_an_integer_beyond_the_doubles_is_handed_on_exactly_and_rounded_when_computed_with() -> None:
    assert evaluate("{{ input.big }}", SCOPE) == 2**53 + 1
    assert evaluate("{{ input }}", SCOPE)["big"] == 2**53 + 1
    assert evaluate("{{ input.big + 0 }}", SCOPE) == 2**53
    assert evaluate("id {{ input.big }}", SCOPE) == f"id {2**53 + 1}"


def test_reading_from_null_names_the_path() -> None:
    with pytest.raises(
        ExpressionError, match=r"steps\.b is null.*steps\.b\.rows\[0\]|steps\.b is null.*steps\.b\.rows"
    ):
        evaluate("{{ steps.b.rows[0].price }}", SCOPE)
    with pytest.raises(ExpressionError, match=r"steps\.a\.rows\[7\] is null or undefined, so steps\.a\.rows\[7\]\.x"):
        evaluate("{{ steps.a.rows[7].x }}", SCOPE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ steps.a.rows.map(r => r.price) }}", [3, 12]),
        ("{{ steps.a.rows.filter(r => r.price < input.limit).length > 0 ? 'some' : 'none' }}", "some"),
        ("{{ undefined }}", None),
        ("{{ () => 1 }}", None),
        ("{{ Symbol('x') }}", None),
        ("{{ NaN }}", None),
        ("{{ 1 / 0 }}", None),
        ("{{ -0 }}", 0),
        ("{{ 1e21 }}", 1e21),
        ("{{ new Date(0) }}", "1970-01-01T00:00:00.000Z"),
        ("{{ new Date(NaN) }}", None),
        ("{{ 12345678901234567890n }}", "12345678901234567890"),
        ("{{ new Map([['a', 1], ['b', new Set([1, 2])]]) }}", {"a": 1, "b": [1, 2]}),
        ("{{ new Uint8Array([1, 2]) }}", [1, 2]),
        ("{{ /a+/g }}", "/a+/g"),
        ("{{ new TypeError('x') }}", {"name": "TypeError", "message": "x"}),
        ("{{ [undefined, () => 1, NaN, Symbol.iterator] }}", [None, None, None, None]),
        ("{{ {a: undefined, b: () => 1, c: 1} }}", {"c": 1}),
        ("{{ steps?.missing?.rows ?? 'none' }}", "none"),
        ("{{ `${env.SHOP}/x` }}", "http://shop/x"),
        ("{{ {...input, limit: 1}.limit }}", 1),
        ("{{ [3, 1, 2].toSorted() }}", [1, 2, 3]),
        ("{{ Object.groupBy([1, 2, 3], n => n % 2 ? 'odd' : 'even') }}", {"odd": [1, 3], "even": [2]}),
        ("{{ (() => { const e = new Error('a'); e.name = 'Mine'; return String(e) })() }}", "Mine: a"),
        ("{{ (() => { const o = {}; o.toString = () => 'x'; o.constructor = 1; return o + o.constructor })() }}", "x1"),
        ("{{ '\\ud83d' }}", "\ufffd"),
        ("{{ ['\\udc00', {'\\ud800': 1}] }}", ["\ufffd", {"\ufffd": 1}]),
        ("{{ '😀' }}", "😀"),
        ("{{ this }}", None),
        ("{{ arguments.length }}", 7),
        ("{{ 'x'.repeat(20000).length }}", 20000),
    ],
)
def test_a_single_expression_keeps_its_type(text: str, expected: Any) -> None:
    assert evaluate(text, SCOPE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ env.SHOP }}/products", "http://shop/products"),
        ("{{ input.limit }}{{ input.flag }}{{ input.none }}{{ input.missing }}|", "10true|"),
        ("a {{ steps.a.rows }}", 'a [{"price":3},{"price":12}]'),
        ("a {{ vars }}", 'a {"1":"a","2":"b","ключ":1,"constructor":"mine"}'),
        ("a {{ [1.0, 'x', null] }}", 'a [1,"x",null]'),
        ("a {{ 0.1 + 0.2 }} {{ 1e21 }} {{ 1e-7 }}", "a 0.30000000000000004 1e+21 1e-7"),
        ("a {{ NaN }} {{ undefined }} {{ () => 1 }}", "a NaN  "),
        ("a {{ new Date(0) }}", "a 1970-01-01T00:00:00.000Z"),
        ("a {{ 10n }} {{ new Map([['x', 1]]) }}", 'a 10 {"x":1}'),
        ("a {{ input.text[1] }} {{ '\\ud800' }}", "a \ufffd \ufffd"),
        (r"\{{ a }} {{ 1 }}", "{{ a }} 1"),
        ("no template", "no template"),
        (r"only \{{", "only {{"),
    ],
)
def test_mixed_text_becomes_a_string(text: str, expected: str) -> None:
    assert evaluate(text, SCOPE) == expected


def test_templates_are_found_anywhere_in_a_value_but_keys_are_left_alone() -> None:
    raw = {"{{ key }}": ["{{ input.limit }}", {"x": "a{{ 1 }}"}, 5, None, True], "esc": [r"\{{"]}
    assert evaluate(raw, SCOPE) == {"{{ key }}": [10, {"x": "a1"}, 5, None, True], "esc": ["{{"]}


def test_a_compiled_value_says_whether_it_is_constant_and_what_it_reads() -> None:
    compiled = compile_value({"a": 1, "b": ["x", r"\{{"]})
    assert compiled.constant
    assert compiled.raw == {"a": 1, "b": ["x", "{{"]}
    assert resolve(compiled, {}) == compiled.raw
    compiled = compile_value({"a": "{{ steps.x.y }}", "b": "{{ input.z }}"})
    assert not compiled.constant
    assert [(each.root, each.path) for each in compiled.references] == [("steps", ("x", "y")), ("input", ("z",))]


def test_per_item_parts_stay_raw_but_count_as_references() -> None:
    raw = {
        "where": "{{ item.x }}",
        "over": {"condition": {"deep": "{{ index }}"}, "items": "{{ input.limit }}"},
        "sort": [{"by": "{{ item.y }}", "where": "{{ input.limit }}"}],
    }
    compiled = compile_value(raw, frozenset({"where", "over.condition", "sort.by"}))
    assert not compiled.constant
    assert resolve(compiled, SCOPE) == {
        "where": "{{ item.x }}",
        "over": {"condition": {"deep": "{{ index }}"}, "items": 10},
        "sort": [{"by": "{{ item.y }}", "where": 10}],
    }
    assert {each.root for each in compiled.references} == {"item", "index", "input"}
    assert compile_value({"where": "{{ item.x }}"}, frozenset({"where"})).constant


def test_an_error_in_a_config_names_its_field() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_value({"a": [{"b/c": "{{ ' }}"}]})
    assert caught.value.field == "/a/0/b~1c"


class Steps(Mapping[str, Any]):
    """Outputs that are loaded when asked for."""

    def __init__(self, outputs: Mapping[str, Any]) -> None:
        self.outputs = outputs
        self.asked: list[str] = []

    def __getitem__(self, key: str) -> Any:
        self.asked.append(key)
        return self.outputs[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.outputs)

    def __len__(self) -> int:
        return len(self.outputs)


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        ("steps.a.x", {"a"}),
        ("steps.a.x + 1", {"a"}),
        ("steps.a?.x + (steps['b'] ?? 0)", {"a", "b"}),
        ("steps.nope ?? 1", {"nope"}),
        ("Object.keys(steps)", {"a", "b", "c"}),
        ("input.x + 1", set()),
        ("[1].map(steps => steps)", set()),
    ],
)
def test_only_the_steps_that_are_named_are_loaded(source: str, asked: set[str]) -> None:
    steps = Steps({"a": {"x": 1}, "b": 2, "c": 3})
    evaluate("{{ " + source + " }}", {"steps": steps, "input": {"x": 1}})
    assert set(steps.asked) == asked


def test_a_value_in_scope_that_is_not_json_is_an_error_only_where_it_is_read() -> None:
    scope = {"input": {"bad": object(), "good": 1}}
    assert evaluate("{{ input.good + 1 }}", scope) == 2
    with pytest.raises(ExpressionError, match="not JSON"):
        evaluate("{{ input.bad + 1 }}", scope)
    with pytest.raises(ExpressionError, match="not JSON"):
        evaluate("{{ input.n + 1 }}", {"input": {"n": 10**5000}})


def test_values_nested_too_deeply_are_an_error() -> None:
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    for text in ("{{ input.x.length + 1 }}", "text {{ input.x }}"):
        with pytest.raises(ExpressionError) as caught:
            evaluate(text, {"input": {"x": deep}})
        assert caught.value.code == "expression.recursion"


def test_scope_is_deeply_frozen_for_expressions_that_could_change_it() -> None:
    for source in (
        "(() => { input.x = 2; return input.x })()",
        "(() => input.list.push(1))()",
        "input.list.sort()",
        "delete input.x",
    ):
        with pytest.raises(ExpressionError) as caught:
            evaluate("{{ " + source + " }}", {"input": {"x": 1, "list": [2, 1]}})
        assert caught.value.code == "expression.failed"


def test_each_item_is_evaluated_with_item_and_index() -> None:
    items = [{"p": n} for n in range(5)]
    scope = {"input": {"limit": 2}, "item": "outer", "index": 9}
    assert evaluate_each("{{ item.p < input.limit }}", scope, items) == [True, True, False, False, False]
    assert evaluate_each("{{ item.p }}", scope, items) == [0, 1, 2, 3, 4]
    assert evaluate_each("{{ index }}", scope, items) == [0, 1, 2, 3, 4]
    assert evaluate_each("{{ [item].map(x => x.p + index) }}", scope, items) == [[0], [2], [4], [6], [8]]
    assert evaluate_each("{{ item.p }}-{{ item.p * 2 }}", scope, items[:2]) == ["0-0", "1-2"]
    assert evaluate_each({"a": ["{{ item.p + 0 }}", "x"], "b": 1}, scope, items[:2]) == [
        {"a": [0, "x"], "b": 1},
        {"a": [1, "x"], "b": 1},
    ]
    assert evaluate_each("constant", scope, items[:2]) == ["constant", "constant"]
    assert evaluate_each(["{{ item.p + 0 }}"], scope, tuple(items[:1])) == [[0]]
    assert evaluate_each("{{ item.p.q }}", scope, []) == []


def test_an_item_that_fails_is_told_by_its_index() -> None:
    for source in ("item.x.y + 1", "[item].map(i => i.x.y)", "item.x.y"):
        with pytest.raises(ExpressionError) as caught:
            evaluate_each("{{ " + source + " }}", {}, [{"x": {"y": 1}}, {"x": None}])
        assert (caught.value.code, caught.value.details["index"]) == ("expression.failed", 1)


def test_ten_thousand_items_take_one_call() -> None:
    items = [{"price": {"amount": n}, "title": "x" * 50} for n in range(10_000)]
    result = evaluate_each("{{ item.price.amount < input.limit }}", {"input": {"limit": 5_000}}, items)
    assert (len(result), sum(result)) == (10_000, 5_000)
