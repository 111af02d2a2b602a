import os

import pytest

from flow_builder.errors import ExpressionError
from flow_builder.expressions import check_function, evaluate, run_function, warm_up


def test_a_function_body_gets_arguments_and_scope() -> None:
    body = "let sum = 0\nfor (const row of rows) sum += row.price\nreturn {sum, limit: input.limit}"
    assert run_function(body, {"input": {"limit": 5}}, {"rows": [{"price": 1}, {"price": 2}]}) == {"sum": 3, "limit": 5}


def test_an_argument_hides_a_root_of_the_same_name() -> None:
    assert run_function("return [input, item]", {"input": 1, "item": 2}, {"input": "mine"}) == ["mine", 2]


def test_a_function_without_return_gives_null() -> None:
    assert run_function("const a = 1", {}, {}) is None
    assert run_function("", {}, {}) is None


@pytest.mark.parametrize(("body", "position"), [("return 1 +", 10), ("const a = 1\nreturn a b", 21), ("return (", 8)])
def test_a_syntax_error_in_a_body_has_its_position(body: str, position: int) -> None:
    for check in (lambda: check_function(body, ["rows"]), lambda: run_function(body, {}, {"rows": []})):
        with pytest.raises(ExpressionError) as caught:
            check()
        assert caught.value.code == "expression.syntax"
        assert caught.value.position is not None
        assert abs(caught.value.position - position) <= 2


@pytest.mark.parametrize(
    "body",
    [
        "}); leak(); (function () {",
        "}, leak(), function () {",
        "}, leak, async function() {",
        "}[leak()] = function () {",
        "} static x = 1; m2() {",
        "}\nm2() {",
        "} } { {",
    ],
)
def test_no_body_can_end_the_function_around_it(body: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_function(body)
    assert caught.value.code == "expression.syntax"


def test_a_parameter_must_have_the_name_of_one() -> None:
    for name in ("a b", "1", "", "a){"):
        with pytest.raises(ExpressionError, match="parameter"):
            run_function("return 1", {}, {name: 1})
    for name in ("class", "let"):
        with pytest.raises(ExpressionError) as caught:
            run_function("return 1", {}, {name: 1})
        assert caught.value.code == "expression.syntax"


def test_a_body_that_the_reader_takes_wrongly_still_runs() -> None:
    assert run_function("const f = function () { return 4 } / 2\nreturn 'x'", {}, {}) == "x"
    assert run_function("const s = `it's ${'`'}`\nreturn s.length", {}, {}) == 6


def test_errors_are_the_functions_own() -> None:
    with pytest.raises(ExpressionError, match="JSON") as caught:
        run_function("return JSON.parse('{')", {}, {})
    assert caught.value.code == "expression.failed"


def test_local_dates_are_the_hosts_in_both_places() -> None:
    here = evaluate("{{ new Date(0).getHours() }}", {})
    there = evaluate("{{ [0].map(t => new Date(t).getHours())[0] }}", {})
    assert here == there
    assert os.environ.get("TZ") is None or isinstance(here, int)


def test_warming_up_twice_is_harmless() -> None:
    warm_up()
    warm_up()
    assert run_function("return 1", {}, {}) == 1


def test_an_asynchronous_function_may_await_and_only_that() -> None:
    body = "const answer = await fetch('x');\nfor await (const each of answer) return each"
    check_function(body, asynchronous=True)
    for wrong in ("await await", "})(); (async () => {", "return 1 }", "const x = ;"):
        with pytest.raises(ExpressionError) as caught:
            check_function(wrong, asynchronous=True)
        assert caught.value.code == "expression.syntax"
    with pytest.raises(ExpressionError):
        check_function(body)
