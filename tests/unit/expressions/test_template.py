import pytest

from flow_builder.errors import ExpressionError
from flow_builder.expressions import Expression, check, parse


def sources(text: str) -> list[str]:
    return [part.source if isinstance(part, Expression) else repr(part) for part in parse(text).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", ["'plain'"]),
        ("", ["''"]),
        ("{{ a }}", [" a "]),
        ("x{{a}}y{{b}}", ["'x'", "a", "'y'", "b"]),
        ("{{ '}}' }}", [" '}}' "]),
        ('{{ "a\\"}}" }}', [' "a\\"}}" ']),
        ("{{ `}}${ {a: '}}'}.a }}}` }}!", [" `}}${ {a: '}}'}.a }}}` ", "'!'"]),
        ("{{ {a: {b: 1}} }}", [" {a: {b: 1}} "]),
        ("{{{a: {b: 1}}}}", ["{a: {b: 1}}"]),
        ("{{ /}}[/}}]/.test(x) }}", [" /}}[/}}]/.test(x) "]),
        ("{{ a /* }} */ }}", [" a /* }} */ "]),
        ("{{ a // }}\n }}", [" a // }}\n "]),
        ("{{ 6 / 2 }} / {{ 1 }}", [" 6 / 2 ", "' / '", " 1 "]),
        ("{{ x++ / 2 }}/{{ y }}", [" x++ / 2 ", "'/'", " y "]),
        ("{{ (() => { if (a) /}}/.test(b); return 1 })() }}", [" (() => { if (a) /}}/.test(b); return 1 })() "]),
        (r"\{{ a }}", ["'{{ a }}'"]),
        (r"\\{{ a }}", [r"'\\'", " a "]),
        (r"a\{{b{{ c }}", ["'a{{b'", " c "]),
        ("a }} b { c", ["'a }} b { c'"]),
    ],
)
def test_a_template_is_cut_into_text_and_expressions(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


def test_only_a_text_that_is_exactly_one_expression_is_single() -> None:
    assert parse("{{ a }}").single
    assert not parse("{{ a }} ").single
    assert not parse("{{ a }}{{ b }}").single
    assert not parse("a").single


def test_the_position_of_an_expression_is_where_its_source_begins() -> None:
    text = "ab {{ item.x }} {{ index }}"
    for part in parse(text).expressions:
        assert text[part.position :].startswith(part.source)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{{ steps.a.rows[0].price }}", ("steps", "a", "rows", 0, "price")),
        ("{{ steps[\"a b\"].x['y z'] }}", ("steps", "a b", "x", "y z")),
        ("{{input}}", ("input",)),
        ("{{ item.größe.$x._y }}", ("item", "größe", "$x", "_y")),
        ("{{ item.class }}", ("item", "class")),
        ("{{ item?.x }}", None),
        ("{{ item . x }}", None),
        ("{{ items.x }}", None),
        ("{{ item[01] }}", None),
        ("{{ item[-1] }}", None),
        ("{{ item['a\\n'] }}", None),
        ("{{ item.x() }}", None),
        ("{{ Math.PI }}", None),
    ],
)
def test_only_plain_paths_from_a_root_take_the_fast_path(text: str, path: tuple[str | int, ...] | None) -> None:
    assert parse(text).expressions[0].path == path


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("a {{ b", 2),
        ("{{ }}", 0),
        ("{{}}", 0),
        ("{{ 'abc }}", 3),
        ("{{ `abc }}", 3),
        ("{{ `${ a ` }}", 9),
        ("{{ (a }}", 6),
        ("{{ a) }}", 4),
        ("{{ a } }}", 5),
        ("{{ /* }}", 3),
        ("{{ [a) }}", 5),
    ],
)
def test_what_is_never_closed_is_an_error_with_a_position(text: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.position) == ("expression.syntax", position)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("{{ 1 + }}", 7),
        ("ab {{ a b }}", 8),
        ("{{ 1 }} {{ const x = 1 }}", 11),
        ("{{ a; b }}", 4),
        ("{{ return 1 }}", 3),
        ("{{ a =>\n\n 1 1 }}", 12),
        ("{{ /(/.test('') }}", 3),
        ("{{ 1, }}", 6),
        ("{{ ...item }}", 3),
    ],
)
def test_a_syntax_error_is_found_without_running_anything(text: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        check(text)
    assert caught.value.code == "expression.syntax"
    assert caught.value.position is not None
    assert abs(caught.value.position - position) <= 1


@pytest.mark.parametrize(
    "text",
    ["{{ (() => { for (;;); })() }}", "{{ item.x.y.z }}", "{{ a, b }}", "{{ {a: 1} }}", "{{ x /* y */ // z\n }}", "t"],
)
def test_checking_accepts_valid_expressions_and_does_not_evaluate_them(text: str) -> None:
    check(text)


def test_a_source_that_is_no_unicode_text_is_a_syntax_error() -> None:
    for text in ("{{ '\ud800' }}", "{{ '\0' }}"):
        with pytest.raises(ExpressionError, match="character"):
            check(text)
