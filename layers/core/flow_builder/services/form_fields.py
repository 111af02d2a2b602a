"""Fields of a form from a JSON Schema: what is asked for, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from flow_builder.domain.value import JSON

Kind = Literal[
    "text",
    "textarea",
    "email",
    "url",
    "date",
    "datetime",
    "password",
    "number",
    "integer",
    "checkbox",
    "select",
    "radio",
    "checkboxes",
    "lines",
    "file",
    "files",
    "json",
    "group",
    "constant",
]
_FORMATS: dict[str, Kind] = {
    "email": "email",
    "uri": "url",
    "url": "url",
    "date": "date",
    "date-time": "datetime",
    "password": "password",
    "textarea": "textarea",
    "multiline": "textarea",
}
_PLAIN: dict[str, Kind] = {"integer": "integer", "number": "number", "boolean": "checkbox"}
MAX_FIELDS = 500
_LONG_TEXT = 200
_RADIOS = 5
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values."""

    value: JSON
    label: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One field, or a group of them."""

    path: tuple[str, ...]
    """Where its value is in the form's value."""
    kind: Kind
    schema: Mapping[str, Any]
    label: str
    help: str = ""
    required: bool = False
    sure: bool = True
    """Whether the group that it is in has to be there."""
    items: Mapping[str, Any] = field(default_factory=dict)
    """Schema of the values in a list."""
    choices: tuple[Choice, ...] = ()
    fields: tuple["FormField", ...] = ()

    @property
    def name(self) -> str:
        """The field's name in the page."""
        return ".".join(self.path)


def fields_of(schema: Mapping[str, Any]) -> tuple[FormField, ...]:
    """Returns the fields for an object's properties, none for a schema without; ValueError for too many."""
    return tuple(_Builder(schema).fields(schema, (), sure=True))


def flat(fields: tuple[FormField, ...]) -> Iterator[FormField]:
    """Yields the fields and those in groups, groups left out."""
    for each in fields:
        if each.kind == "group":
            yield from flat(each.fields)
        else:
            yield each


class _Builder:
    """Makes the fields of one schema."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._count = 0

    def fields(self, schema: Mapping[str, Any], above: tuple[str, ...], *, sure: bool) -> Iterator[FormField]:
        """Yields the fields of an object's properties."""
        properties = schema.get("properties")
        required = schema.get("required", ())
        for name, raw in properties.items() if isinstance(properties, Mapping) else ():
            yield self._field((*above, name), self._plain(raw), required=name in required, sure=sure)

    def _field(self, path: tuple[str, ...], schema: Mapping[str, Any], *, required: bool, sure: bool) -> FormField:
        self._count += 1
        if self._count > MAX_FIELDS:
            raise ValueError(f"A form has at most {MAX_FIELDS} fields.")
        made = FormField(
            path,
            "json",
            schema,
            label=str(schema.get("title") or _spoken(path[-1])),
            help=str(schema.get("description") or ""),
            required=required,
            sure=sure,
            items=self._plain(schema.get("items")),
        )
        return self._of_kind(made, _type(schema))

    def _of_kind(self, field: FormField, type_: str) -> FormField:
        schema, choices = field.schema, tuple(_choices(field.schema))
        if "const" in schema and schema["const"] is not True:
            return replace(field, kind="constant")
        if type_ == "object" and schema.get("format") != "file" and isinstance(schema.get("properties"), Mapping):
            if len(field.path) >= _DEPTH:
                return field
            inner = tuple(self.fields(schema, field.path, sure=field.sure and field.required))
            return replace(field, kind="group", fields=inner)
        if type_ == "array":
            return _list_field(field)
        if choices and type_ != "boolean":
            return replace(field, kind="radio" if len(choices) <= _RADIOS else "select", choices=choices)
        return replace(field, kind=_plain_kind(schema, type_))

    def _plain(self, raw: Any, depth: int = 0) -> Mapping[str, Any]:
        """Returns a schema with `$ref` followed and, of a value that may also be null, the other part."""
        if not isinstance(raw, Mapping) or depth > _DEPTH:
            return {}
        if isinstance(raw.get("$ref"), str):
            rest = {name: value for name, value in raw.items() if name != "$ref"}
            return {**self._plain(_at(self._root, raw["$ref"]), depth + 1), **rest}
        members = raw.get("anyOf") or raw.get("oneOf")
        if isinstance(members, list) and "type" not in raw:
            others = [each for each in members if not (isinstance(each, Mapping) and each.get("type") == "null")]
            if len(others) == 1 and len(others) < len(members):
                rest = {name: value for name, value in raw.items() if name not in {"anyOf", "oneOf"}}
                return {**self._plain(others[0], depth + 1), **rest}
        return raw


def _list_field(field: FormField) -> FormField:
    choices = tuple(_choices(field.items))
    if choices:
        return replace(field, kind="checkboxes", choices=choices)
    if field.items.get("format") == "file":
        return replace(field, kind="files")
    return replace(field, kind="lines" if _type(field.items) in {"string", "integer", "number"} else "json")


def _plain_kind(schema: Mapping[str, Any], type_: str) -> Kind:
    if type_ == "object" and schema.get("format") == "file":
        return "file"
    if type_ == "string":
        long = schema.get("maxLength", 0) > _LONG_TEXT
        return _FORMATS.get(str(schema.get("format")), "textarea" if long else "text")
    return _PLAIN.get(type_, "json")


def _choices(schema: Mapping[str, Any]) -> Iterator[Choice]:
    values = schema.get("enum")
    if isinstance(values, list):
        yield from (Choice(each, "None" if each is None else str(each)) for each in values)
        return
    members = schema.get("oneOf") or schema.get("anyOf")
    if isinstance(members, list) and all(isinstance(each, Mapping) and "const" in each for each in members):
        yield from (Choice(each["const"], str(each.get("title", each["const"]))) for each in members)


def _type(schema: Mapping[str, Any]) -> str:
    """Returns the type of a value; of several, the first that is not null."""
    found = schema.get("type")
    if isinstance(found, list):
        found = next((each for each in found if each != "null"), None)
    if found is None and "properties" in schema:
        return "object"
    return str(found)


def _at(root: Mapping[str, Any], reference: str) -> Any:
    if not reference.startswith("#"):
        return {}
    found: Any = root
    for part in reference.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _spoken(name: str) -> str:
    text = name.replace("_", " ").replace("-", " ").strip()
    return text[:1].upper() + text[1:] or name
