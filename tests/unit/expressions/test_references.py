import pytest

from flow_builder.errors import ExpressionError
from flow_builder.expressions import function_references, parse, references


def reads(source: str) -> list[str]:
    found = parse("{{" + source + "}}").expressions[0].references
    return [".".join(map(str, (each.root, *each.path))) for each in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("steps.a.rows[0].price", ["steps.a.rows.0.price"]),
        ('steps["a b"].x', ["steps.a b.x"]),
        ("steps?.a?.[0]?.b", ["steps.a.0.b"]),
        ("steps[key]", ["steps"]),
        ("steps[`a`]", ["steps"]),
        ("steps.a[index].b", ["steps.a", "index"]),
        ("steps['\\x61']", ["steps"]),
        ("steps", ["steps"]),
        ("Object.keys(steps)", ["steps"]),
        ("steps.a.rows.map(r => r.x)", ["steps.a.rows"]),
        ("steps.a.rows?.map?.(r => r.x)", ["steps.a.rows"]),
        ("steps.a.name.length", ["steps.a.name.length"]),
        ("steps.a.text`x`", ["steps.a"]),
        ("input.steps", ["input.steps"]),
        ("a.steps.b", []),
        ("a?.steps", []),
        ("a ? steps : input", ["steps", "input"]),
        ("a ? {x: 1} : steps", ["steps"]),
        ("{steps: 1, item: 2}", []),
        ("{steps}", ["steps"]),
        ("{x: steps.a, ...input.b}", ["steps.a", "input.b"]),
        ("[1, index, 2]", ["index"]),
        ("'steps.a'", []),
        ("`steps.a ${steps.b} item`", ["steps.b"]),
        ("`a${`${vars.x}`}b` + item", ["vars.x", "item"]),
        ("1 /* steps.a */ + input.b // item\n", ["input.b"]),
        ("/steps.a/.test(input.b)", ["input.b"]),
        ("input.a / steps.b / env.c", ["input.a", "steps.b", "env.c"]),
        ("(a) / steps.b / 2", ["steps.b"]),
        ("[1] / steps.b / 2", ["steps.b"]),
        ("st\\u0065ps.a", ["steps.a"]),
        ("st\\u{65}ps.a", ["steps.a"]),
        ("mysteps + steps2 + $item", []),
        ("run.id + env.A + vars.b", ["run.id", "env.A", "vars.b"]),
        ("delete steps.a", ["steps.a"]),
        ("typeof item", ["item"]),
    ],
)
def test_what_an_expression_reads(source: str, expected: list[str]) -> None:
    assert reads(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("input.rows.map(item => item.x)", ["input.rows"]),
        ("input.rows.map((item, index) => item.x + index)", ["input.rows"]),
        ("input.rows.map(item => item.x).concat(item.y)", ["input.rows", "item.y"]),
        ("input.rows.map(item => item.x, item)", ["input.rows", "item"]),
        ("input.rows.map(({item}) => item)", ["input.rows"]),
        ("input.rows.map(({a: item}) => item)", ["input.rows"]),
        ("input.rows.map(({item: a}) => item)", ["input.rows", "item"]),
        ("input.rows.map(([item, ...steps]) => [item, steps])", ["input.rows"]),
        ("input.rows.map((x = item) => x)", ["input.rows", "item"]),
        ("input.rows.map((item = steps.a) => item)", ["input.rows", "steps.a"]),
        ("input.rows.map(function (item) { return item })", ["input.rows"]),
        ("input.rows.map(function (item) { return 1 }) + item", ["input.rows", "item"]),
        ("(() => { const item = 1; return item + index })()", ["index"]),
        ("(() => { { let item = 1; } return item })()", ["item"]),
        ("(() => { for (const item of input.rows) { f(item) } return item })()", ["input.rows", "item"]),
        ("(() => { try { f() } catch (item) { return item } })()", []),
        ("(() => { if (item) { return item.x } })()", ["item", "item.x"]),
        ("(() => { const {item, x: {index}} = steps.a; return item + index })()", ["steps.a"]),
        ("(() => { const a = 1, item = 2; return item })()", []),
        ("(() => { const a = 1\n f(), item.x })()", ["item.x"]),
        ("(() => { const f = item => item.x\n return item.y })()", ["item.y"]),
        ("(() => { function item() {} return item })()", []),
        ("(() => { class item {} return item })()", []),
        ("(function item() { return item })() + item", ["item"]),
        ("async item => await item", []),
        ("({m(item) { return item }}).m(item)", ["item"]),
    ],
)
def test_names_that_the_expression_binds_hide_roots_just_where_they_hold(source: str, expected: list[str]) -> None:
    assert reads(source) == expected


def test_the_position_of_a_reference_is_in_the_whole_text() -> None:
    text = "ab {{ 1 + item.x }} {{ steps.b }}"
    found = [each for part in parse(text).expressions for each in part.references]
    assert [text[each.position :].split(".", maxsplit=1)[0] for each in found] == ["item", "steps"]


def test_references_of_a_config_come_with_json_pointers() -> None:
    config = {"a": "{{ input.x }}", "b/c": ["t", {"~d": "x {{ env.Y }}{{ item }}"}], "n": 1}
    assert [(pointer, each.root, each.path) for pointer, each in references(config)] == [
        ("/a", "input", ("x",)),
        ("/b~1c/1/~0d", "env", ("Y",)),
        ("/b~1c/1/~0d", "item", ()),
    ]


def test_a_text_that_does_not_parse_is_named_by_its_pointer() -> None:
    with pytest.raises(ExpressionError) as caught:
        references({"a": ["{{ ( }}"]})
    assert caught.value.field == "/a/0"


def test_a_function_body_reads_scope_unless_its_parameters_hide_it() -> None:
    body = "const rows = steps.a.rows\nreturn rows.filter(item => item.x > input.limit)"
    assert [(each.root, each.path) for each in function_references(body)] == [
        ("steps", ("a", "rows")),
        ("input", ("limit",)),
    ]
    assert [each.root for each in function_references(body, ("input",))] == ["steps"]


def test_a_function_body_that_cannot_be_read_counts_as_reading_everything() -> None:
    assert {each.root for each in function_references("return 'a")} >= {"steps", "input", "item"}
