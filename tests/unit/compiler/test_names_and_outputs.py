"""Names nobody defines, and properties nothing has."""

from typing import Any

import pytest

from flow_builder.compiler.names import unknown_names
from flow_builder.compiler.outputs import impossible


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("step.a", ("step",)),
        ("foo(bar, bar)", ("foo", "bar")),
        ("steps.a.map(x => x.y + z)", ("z",)),
        ("steps.a.reduce((sum, { n: [m] }, ...rest) => sum + m + rest.length, 0)", ()),
        ("[a ? 1 : b]", ("a", "b")),
        ("{ key: 1, other: foo }", ("foo",)),
        ("{ method(x) { return x + y } }", ()),
        ("(() => { const x = 1; return x })()", ()),
        ("typeof x", ()),
        ("a?.b", ("a",)),
        ("input.a ?. b . c", ()),
        ("`${x} ${item.y}`", ("x",)),
        ("'x' + \"y\" + /z/g.source", ()),
        ("async each => each", ()),
        ("Math.max(...input.xs, Infinity)", ()),
    ],
)
def test_unknown_names(source: str, names: tuple[str, ...]) -> None:
    assert unknown_names(source) == names


SCHEMA: dict[str, Any] = {
    "type": "object",
    "$defs": {"Row": {"type": "object", "properties": {"a/b": {"type": "string"}, "next": {"$ref": "#/$defs/Row"}}}},
    "properties": {
        "rows": {"type": "array", "items": {"$ref": "#/$defs/Row"}},
        "pair": {"type": "array", "prefixItems": [{"type": "string"}]},
        "maybe": {"anyOf": [{"$ref": "#/$defs/Row"}, {"type": "null"}]},
        "open": {"type": "object"},
        "map": {"type": "object", "additionalProperties": {"type": "integer"}},
        "any": {},
        "text": {"type": "string"},
    },
}


@pytest.mark.parametrize(
    ("path", "gap"),
    [
        ((), None),
        (("rows", 0, "a/b"), None),
        (("rows", 0, "next", "next", "a/b", "length"), None),
        (("rows", 0, "next", "b"), 3),
        (("rows", "0", "a/b"), None),
        (("rows", "first"), 1),
        (("pair", 0, "x"), None),
        (("maybe", "next"), None),
        (("maybe", "x"), 1),
        (("open", "x", "y"), None),
        (("map", "x"), None),
        (("map", "x", "y"), 2),
        (("any", "x"), None),
        (("text", 0), None),
        (("text", "x"), 1),
        (("other",), 0),
    ],
)
def test_the_first_part_that_no_value_has(path: tuple[str | int, ...], gap: int | None) -> None:
    assert impossible(SCHEMA, path, closed=True) == gap


def test_json_schema_objects_are_open_unless_they_say_otherwise() -> None:
    assert impossible(SCHEMA, ("other",), closed=False) is None
    assert impossible({**SCHEMA, "additionalProperties": False}, ("other",), closed=False) == 0
