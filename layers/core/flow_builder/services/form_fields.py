"""Fields of a form from a JSON Schema: what is asked for, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    choices: tuple[Choice, ...] = ()
    fields: tuple["FormField", ...] = ()

    @property
    def name(self) -> str:
        """The field's name in the page."""
        return ".".join(self.path)


def fields_of(schema: Mapping[str, Any]) -> tuple[FormField, ...]:
    """Returns the fields for an object's properties; none for a schema without properties."""
    return tuple(_fields(_plain(schema, schema), schema, ()))


def flat(fields: tuple[FormField, ...]) -> Iterator[FormField]:
    """Yields the fields and those in groups, groups left out."""
    for each in fields:
        if each.kind == "group":
            yield from flat(each.fields)
        else:
            yield each


def _fields(schema: Mapping[str, Any], root: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[FormField]:
    properties = schema.get("properties")
    required = schema.get("required", ())
    for name, raw in properties.items() if isinstance(properties, Mapping) else ():
        if isinstance(raw, Mapping) and "const" not in raw:
            yield _field((*above, name), _plain(raw, root), root, required=name in required)


def _field(path: tuple[str, ...], schema: Mapping[str, Any], root: Mapping[str, Any], *, required: bool) -> FormField:
    label = str(schema.get("title") or _spoken(path[-1]))
    about = str(schema.get("description") or "")
    kind, choices, inner = _kind(schema, root, path)
    return FormField(path, kind, schema, label, about, required, choices, inner)


def _kind(
    schema: Mapping[str, Any], root: Mapping[str, Any], path: tuple[str, ...]
) -> tuple[Kind, tuple[Choice, ...], tuple[FormField, ...]]:
    type_ = _type(schema)
    choices = tuple(_choices(schema))
    if choices and type_ != "boolean":
        return ("radio" if len(choices) <= _RADIOS else "select"), choices, ()
    if type_ == "array":
        return _list_kind(_plain(schema.get("items", {}), root))
    if type_ == "object":
        return _object_kind(schema, root, path)
    if type_ == "string":
        long = schema.get("maxLength", 0) > _LONG_TEXT
        return _FORMATS.get(str(schema.get("format")), "textarea" if long else "text"), (), ()
    return _PLAIN.get(type_, "json"), (), ()


def _object_kind(
    schema: Mapping[str, Any], root: Mapping[str, Any], path: tuple[str, ...]
) -> tuple[Kind, tuple[Choice, ...], tuple[FormField, ...]]:
    if schema.get("format") == "file":
        return "file", (), ()
    if isinstance(schema.get("properties"), Mapping) and len(path) < _DEPTH:
        return "group", (), tuple(_fields(schema, root, path))
    return "json", (), ()


def _list_kind(items: Mapping[str, Any]) -> tuple[Kind, tuple[Choice, ...], tuple[FormField, ...]]:
    choices = tuple(_choices(items))
    if choices:
        return "checkboxes", choices, ()
    if items.get("format") == "file":
        return "files", (), ()
    return ("lines" if _type(items) in {"string", "integer", "number"} else "json"), (), ()


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


def _plain(raw: Any, root: Mapping[str, Any], depth: int = 0) -> Mapping[str, Any]:
    """Returns a schema with `$ref` followed and, of a value that may also be null, the other part."""
    if not isinstance(raw, Mapping) or depth > _DEPTH:
        return {}
    if isinstance(raw.get("$ref"), str):
        rest = {name: value for name, value in raw.items() if name != "$ref"}
        return {**_plain(_at(root, raw["$ref"]), root, depth + 1), **rest}
    members = raw.get("anyOf") or raw.get("oneOf")
    if isinstance(members, list) and "type" not in raw:
        others = [each for each in members if not (isinstance(each, Mapping) and each.get("type") == "null")]
        if len(others) == 1 and len(others) < len(members):
            rest = {name: value for name, value in raw.items() if name not in {"anyOf", "oneOf"}}
            return {**_plain(others[0], root, depth + 1), **rest}
    return raw


def _at(root: Mapping[str, Any], reference: str) -> Any:
    if not reference.startswith("#/"):
        return {}
    found: Any = root
    for part in reference[2:].split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _spoken(name: str) -> str:
    text = name.replace("_", " ").replace("-", " ").strip()
    return text[:1].upper() + text[1:] or name
