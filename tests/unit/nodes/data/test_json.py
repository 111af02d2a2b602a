import subprocess
import sys
from typing import Any

import pytest

from flow_builder.nodes.data._paths import parse_path
from tests.support.data_nodes import fail, give


@pytest.mark.parametrize(
    ("path", "segments"),
    [
        ("", ()),
        ("a.b", ("a", "b")),
        ("a[0].b[-1]", ("a", 0, "b", -1)),
        ('a["x.y"].z', ("a", "x.y", "z")),
        ("['it\\'s']", ("it's",)),
        ("/a~1b/~0/0", ("a/b", "~", "0")),
        ("$.a", ("a",)),
        ("rows[*].n", ("rows", "*", "n")),
    ],
)
def test_paths_are_read(path: str, segments: tuple[Any, ...]) -> None:
    assert parse_path(path) == segments


@pytest.mark.parametrize("path", ["a..b", "a.", "a[", "a[x]", ".a", "a]b", "a[0]b"])
async def test_what_is_no_path_is_told_with_its_place(path: str) -> None:
    error = await fail("data.json_get", {"source": {}, "path": path})
    assert error.code == "data.bad_path"
    assert "position" in error.details


@pytest.mark.parametrize(
    ("text", "line", "column"), [('{"a": 1,}', 1, 9), ('{\n"a": tru\n}', 2, 6), ("", 1, 1), ("1 2", 1, 3)]
)
async def test_bad_json_is_told_with_its_place(text: str, line: int, column: int) -> None:
    error = await fail("data.json_parse", {"text": text})
    assert (error.code, error.details["line"], error.details["column"]) == ("data.bad_json", line, column)


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "[" * 200_000])
async def test_what_only_python_takes_for_json_is_refused(text: str) -> None:
    assert (await fail("data.json_parse", {"text": text})).code == "data.bad_json"


async def test_a_bad_line_is_told_by_its_number() -> None:
    error = await fail("data.json_parse", {"text": '{"a": 1}\n\n{"a": }\n', "format": "lines"})
    assert (error.code, error.details["line"]) == ("data.bad_json", 3)


async def test_embedded_json_is_the_first_that_can_be_read() -> None:
    text = 'var a = {x}; window.data = {"rows": [1, {"b": "}"}]}; more {'
    assert (await give("data.json_parse", {"text": text, "format": "embedded"}))["value"] == {"rows": [1, {"b": "}"}]}
    assert (await fail("data.json_parse", {"text": "[" * 5_000, "format": "embedded"})).code == "data.bad_json"


async def test_changing_copies_and_leaves_the_original_alone() -> None:
    source = {"a": {"b": [1, 2]}, "c": 1}
    config = {
        "source": "{{ input }}",
        "changes": [{"op": "set", "path": "a.b[0]", "value": 9}, {"op": "remove", "path": "c"}],
    }
    assert (await give("data.json_set", config, input=source))["value"] == {"a": {"b": [9, 2]}}
    assert source == {"a": {"b": [1, 2]}, "c": 1}


async def test_an_index_far_past_the_end_is_refused() -> None:
    config = {"source": {}, "changes": [{"op": "set", "path": "a[999999999]", "value": 1}]}
    error = await fail("data.json_set", config)
    assert (error.code, error.details["index"]) == ("data.bad_path", 0)


@pytest.mark.parametrize(
    ("lists", "expected"),
    [("replace", [3]), ("append", [1, {"a": 1}, 3]), ("unique", [1, {"a": 1}, 3]), ("by_index", [3, {"a": 1}])],
)
async def test_lists_inside_objects_are_merged_as_told(lists: str, expected: list[Any]) -> None:
    config = {"values": [{"x": [1, {"a": 1}]}, {"x": [3]}], "how": {"mode": "deep", "lists": lists}}
    assert (await give("data.merge", config)) == {"x": expected}


async def test_jsonata_objects_with_double_braces_are_no_templates() -> None:
    config = {"source": [1, 2], "expression": '$map($, function($v){{"n": {"v": $v}}})'}
    assert await give("data.jsonata", config) == [{"n": {"v": 1}}, {"n": {"v": 2}}]


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("a.b[", "data.bad_jsonata"),
        ("$nope()", "data.jsonata_failed"),
        ("1 + 'a'", "data.jsonata_failed"),
        ("($f := function($n) { 1 + $f($n + 1) }; $f(0))", "data.jsonata_depth"),
        ("($f := function($n) { $f($n + 1) }; $f(0))", "data.jsonata_timeout"),
        ("$reduce([1..60], function($a, $b) { $a & $a }, 'xxxxxxxx')", "data.jsonata_size"),
        ("$reduce([1..60], function($a, $b) { $append($a, $a) }, [1,2])", "data.jsonata_size"),
        ("$length($pad('x', 2000000000))", "data.jsonata_size"),
        ("[1..100000000]", "data.jsonata_size"),
        ("function($x){$x}", "data.bad_jsonata"),
        ("$match('a', /[z-a]/)", "data.bad_pattern"),
    ],
)
async def test_jsonata_ends_in_clear_errors(expression: str, code: str) -> None:
    error = await fail("data.jsonata", {"source": {}, "expression": expression, "timeout_s": 1})
    assert error.code == code, error.message


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$match('a1b2', /([a-z])(\\d)/).groups", ["a", "1", "b", "2"]),
        ("$replace('John Smith', /(\\w+)\\s(\\w+)/, '$2, $1')", "Smith, John"),
        ("$replace('ab', /(a)/, '$12')", "a2b"),
        ("$replace('a1', /\\d/, function($m) { $string($number($m.match) + 1) })", "a2"),
        ("$split('a, b,c', /,\\s*/)", ["a", "b", "c"]),
        ("$contains('ABC', /b/i)", True),
        ("$sum([0.5, 0.5])", 1),
        ("nothing.here", None),
        ("$pad('x', -3, '-')", "--x"),
        ("[1..3]", [1, 2, 3]),
    ],
)
async def test_jsonata_functions_work_on_the_sandboxed_patterns(expression: str, expected: Any) -> None:
    assert await give("data.jsonata", {"source": {}, "expression": expression}) == expected


async def test_a_function_names_what_it_cannot_see_and_the_item_that_failed() -> None:
    error = await fail("data.transform", {"code": "return steps.a.rows"})
    assert error.hint == "`steps` is not in sight here; pass what you need under Values."
    error = await fail("data.transform", {"code": "return item.a.b", "how": {"mode": "each", "items": [{"a": {}}, {}]}})
    assert (error.code, error.details["index"]) == ("expression.failed", 1)
    error = await fail("data.transform", {"code": "input.push(1); return input", "how": {"mode": "once", "input": [1]}})
    assert error.hint is not None
    assert "read-only" in error.hint


async def test_code_with_double_braces_is_no_template() -> None:
    code = "const label = `{{ item }}`; return {a: {b: {c: label}}}"
    assert await give("data.transform", {"code": code}) == {"a": {"b": {"c": "{{ item }}"}}}


def test_jsonata_leaves_the_recursion_limit_of_the_process_alone() -> None:
    script = """
import asyncio, sys
from tests.support.data_nodes import give
before = sys.getrecursionlimit()
asyncio.run(give("data.jsonata", {"expression": "1 + 1"}))
assert sys.getrecursionlimit() == before, sys.getrecursionlimit()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
