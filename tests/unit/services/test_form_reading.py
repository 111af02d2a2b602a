"""Forms: which fields a schema makes, what becomes of what was filled in."""

from typing import Any

import pytest

from flow_builder.services.form_fields import MAX_FIELDS, fields_of, flat
from flow_builder.services.form_pages import defaults_of, form_html
from flow_builder.services.form_reading import Reading, read_form
from flow_builder.services.hook_bodies import Upload


def schema(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


def read(form: dict[str, Any], **given: Any) -> Reading:
    return read_form(form, {name: each if isinstance(each, list) else [each] for name, each in given.items()})


def drawn(form: dict[str, Any], errors: dict[str, str] | None = None, **given: list[str]) -> str:
    fields = fields_of(form)
    return form_html(fields, given or defaults_of(fields), errors or {}, submit="Send", hidden={"t": '"1"'})


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "maxLength": 201}, "textarea"),
        ({"type": "string", "format": "email"}, "email"),
        ({"type": "string", "format": "uri"}, "url"),
        ({"type": "string", "format": "date"}, "date"),
        ({"type": "string", "format": "date-time"}, "datetime"),
        ({"type": "string", "format": "password"}, "password"),
        ({"type": "string", "format": "unheard-of"}, "text"),
        ({"type": ["null", "integer"]}, "integer"),
        ({"anyOf": [{"type": "number"}, {"type": "null"}]}, "number"),
        ({"type": "boolean"}, "checkbox"),
        ({"enum": [1, 2]}, "radio"),
        ({"enum": [1, 2, 3, 4, 5, 6]}, "select"),
        ({"oneOf": [{"const": "a", "title": "A"}, {"const": "b"}]}, "radio"),
        ({"type": "array", "items": {"enum": ["a"]}}, "checkboxes"),
        ({"type": "array", "items": {"type": "string"}}, "lines"),
        ({"type": "array", "items": {"$ref": "#/$defs/number"}}, "lines"),
        ({"type": "array", "items": {"format": "file", "type": "object"}}, "files"),
        ({"type": "array"}, "json"),
        ({"type": "object", "format": "file"}, "file"),
        ({"type": "object", "properties": {}}, "group"),
        ({"type": "object"}, "json"),
        ({"$ref": "#/$defs/number"}, "number"),
        ({"$ref": "https://example.com/schema"}, "json"),
        ({"const": 1}, "constant"),
        (True, "json"),
    ],
)
def test_a_schema_chooses_the_field(one: Any, kind: str) -> None:
    (field,) = fields_of({**schema(a=one), "$defs": {"number": {"type": "number"}}})
    assert field.kind == kind
    assert drawn({**schema(a=one), "$defs": {"number": {"type": "number"}}})


@pytest.mark.parametrize(
    ("one", "given", "value"),
    [
        ({"type": "string"}, " a ", "a"),
        ({"type": "string", "format": "textarea"}, "a\r\nb ", "a\nb "),
        ({"type": "string", "default": "x"}, "", ""),
        ({"type": "integer"}, "-7", -7),
        ({"type": "integer"}, "7.0", 7),
        ({"type": "integer"}, "9" * 30, int("9" * 30)),
        ({"type": "number"}, ".5e1", 5),
        ({"type": "number"}, "2.25", 2.25),
        ({"type": "string", "format": "date"}, "2028-02-29", "2028-02-29"),
        ({"type": "string", "format": "date-time"}, "2026-11-21T10:30", "2026-11-21T10:30:00+00:00"),
        ({"enum": [1, None, {"a": 1}]}, "2", {"a": 1}),
        ({"oneOf": [{"const": "a", "title": "A"}, {"const": "b"}]}, "1", "b"),
        ({"type": "boolean"}, "on", True),
        ({"type": "boolean"}, [], False),
        ({"type": "array", "items": {"enum": ["a", "b", "c"]}}, ["0", "2"], ["a", "c"]),
        ({"type": "array", "items": {"type": "integer"}}, "1\n\n 2 ", [1, 2]),
        ({"type": "array", "items": {"type": "object"}}, '[{"a": 1}]', [{"a": 1}]),
    ],
)
def test_values(one: dict[str, Any], given: Any, value: Any) -> None:
    reading = read(schema(a=one), a=given)
    assert (reading.errors, reading.value) == ({}, {"a": value})
    assert type(reading.value["a"]) is type(value)


@pytest.mark.parametrize(
    ("one", "given", "said"),
    [
        ({"type": "string"}, "", "Please fill this in."),
        ({"type": "string", "minLength": 3}, "ab", "Please write at least 3 characters."),
        ({"type": "string", "maxLength": 3}, "abcd", "This is longer than 3 characters."),
        ({"type": "string", "pattern": "^a"}, "b", "This does not have the form that is asked for."),
        ({"type": "string", "format": "email"}, "a@", "This is not an e-mail address, such as ada@example.com."),
        ({"type": "string", "format": "uri"}, "example", "This is not a web address, such as https://example.com."),
        ({"type": "string", "format": "date"}, "2027-02-29", "This is not a date."),
        ({"type": "string", "format": "date-time"}, "now", "This is not a date with a time."),
        ({"type": "integer"}, "1.5", "This must be a whole number."),
        ({"type": "integer"}, "1_000", "This must be a whole number."),
        ({"type": "number"}, "inf", "This must be a number."),
        ({"type": "number"}, "9" * 400, "This must be a number."),
        ({"type": "number", "minimum": 2}, "1", "This must be 2 or more."),
        ({"type": "number", "exclusiveMaximum": 2}, "2", "This must be less than 2."),
        ({"type": "integer", "multipleOf": 5}, "7", "This must be a multiple of 5."),
        ({"enum": ["a"]}, "", "Please choose one of these."),
        ({"enum": ["a"]}, "1", "Please choose one of these."),
        ({"enum": ["a"]}, "-1", "Please choose one of these."),
        ({"type": "boolean", "const": True}, [], "Please confirm this."),
        ({"type": "boolean", "enum": [True]}, [], "Please confirm this."),
        ({"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 1}, ["0", "1"], "Please give at most 1."),
        ({"type": "array", "items": {"type": "integer"}}, "1\nx", "This must be a whole number."),
        ({"type": "array", "items": {"type": "integer", "maximum": 1}}, "1\n2", "This must be 1 or less."),
        ({"type": "object"}, "{", "This is not JSON."),
        ({"type": "object", "format": "file"}, "text", "Please choose a file."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(one: dict[str, Any], given: Any, said: str) -> None:
    form = schema("a", a=one)
    reading = read(form, a=given)
    assert reading.errors == {"a": said}
    assert said in drawn(form, reading.errors).replace("&#x27;", "'")


def test_everything_wrong_is_said_at_once_in_order() -> None:
    form = schema("b", a={"type": "integer"}, b={"type": "string"}, c={"type": "number", "minimum": 5})
    assert list(read(form, a="x", c="1").errors) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("file", "wrong"),
    [
        (Upload("a.png", "image/png", b"12345"), None),
        (Upload("a.png", "image/png", b"123456"), "too large"),
        (Upload("a.txt", "text/plain", b""), "another type"),
    ],
)
def test_files_are_limited(file: Upload, wrong: str | None) -> None:
    one = {"type": "object", "format": "file", "contentMediaType": "image/*, application/pdf", "maxBytes": 5}
    reading = read(schema("a", a=one, more={"type": "array", "items": one}), a=file, more=[file, file])
    if wrong is None:
        assert reading.value == {"a": file, "more": [file, file]}
    else:
        assert [wrong in said for said in reading.errors.values()] == [True, True]


class TestGroups:
    FORM = schema(who=schema("name", name={"type": "string"}, ok={"type": "boolean"}, age={"type": "integer"}))

    def test_an_optional_one_may_be_left_out_as_a_whole(self) -> None:
        assert read(self.FORM) == Reading({}, {})

    def test_but_not_in_part(self) -> None:
        assert read(self.FORM, **{"who.age": "3"}).errors == {"who.name": "Please fill this in."}
        assert read(self.FORM, **{"who.name": "Ada"}).value == {"who": {"name": "Ada"}}

    def test_a_required_one_is_always_there(self) -> None:
        form = {**self.FORM, "required": ["who"]}
        assert read(form).errors == {"who.name": "Please fill this in."}
        assert read(form, **{"who.name": "A"}).value == {"who": {"name": "A", "ok": False}}
        empty = schema("who", who=schema(name={"type": "string"}))
        assert read(empty) == Reading({"who": {}}, {})

    def test_constants_come_along(self) -> None:
        assert read(schema("kind", kind={"const": "order"}, n={"type": "integer"})).value == {"kind": "order"}


def test_schemas_that_hold_themselves_end() -> None:
    tree = {"type": "object", "properties": {"name": {"type": "string"}, "next": {"$ref": "#"}}}
    assert 1 < len(list(flat(fields_of(tree)))) < 20
    wide = {"type": "object", "properties": {f"p{n}": {"$ref": "#"} for n in range(20)}}
    with pytest.raises(ValueError, match=f"at most {MAX_FIELDS} fields"):
        fields_of(wide)
    assert fields_of({"$ref": "#"}) == ()


def test_nothing_that_is_shown_can_be_markup() -> None:
    evil = '"><script>alert(1)</script>'
    form = schema(
        evil,
        **{
            evil: {"type": "string", "title": evil, "description": evil, "default": evil},
            "b": {"enum": [evil, 1], "title": evil},
            "c": {"type": "object", "format": "file", "contentMediaType": evil},
            "d": {"type": "object", "title": evil, "properties": {evil: {"type": "string", "format": "textarea"}}},
        },
    )
    for shown in (
        drawn(form),
        drawn(form, {evil: evil, "": evil}, **{evil: [evil], f"d.{evil}": [f"</textarea>{evil}"]}),
    ):
        assert "<script" not in shown
        assert shown.count("</textarea>") == 1


def test_defaults_stand_in_the_form() -> None:
    form = schema(
        a={"type": "string", "default": "x"},
        b={"enum": ["u", "v"], "default": "v"},
        c={"type": "boolean", "default": True},
        d={"type": "array", "items": {"enum": [1, 2, 3]}, "default": [1, 3]},
        e={"type": "array", "items": {"type": "string"}, "default": ["p", "q"]},
        f={"type": "string", "format": "date-time", "default": "2026-11-21T10:30:00+02:00"},
        g={"type": "number", "default": 1.5},
        h={"type": "string", "format": "password", "default": "secret"},
    )
    values = defaults_of(fields_of(form))
    assert values == {
        "a": ["x"],
        "b": ["1"],
        "c": ["on"],
        "d": ["0", "2"],
        "e": ["p\nq"],
        "f": ["2026-11-21T08:30"],
        "g": ["1.5"],
        "h": [],
    }
    assert "secret" not in drawn(form)
    back = read_form(form, values).value
    assert {name: back[name] for name in "abcdeg"} == {name: form["properties"][name]["default"] for name in "abcdeg"}
