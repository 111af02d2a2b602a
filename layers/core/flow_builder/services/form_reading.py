"""What was filled into a form, as the value that its schema describes, or what is wrong with it."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic_core import from_json

from flow_builder.domain.value import JSON
from flow_builder.services.form_fields import FormField, fields_of, flat
from flow_builder.services.hook_bodies import Upload, replaced

Given = Mapping[str, Sequence[Any]]
"""Field name -> the texts and `Upload`s that were sent under it."""

_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*")
_WEB = re.compile(r"[a-z][a-z0-9+.-]*://[^\s/]+.*", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})([eE][+-]?\d{1,3})?", re.ASCII)
_NEEDED = "Please fill this in."
_NOTHING = object()


class _WrongError(Exception):
    """What a visitor is told about one field."""


@dataclass(slots=True)
class Reading:
    """A form's value, with `Upload`s for files, and what is wrong, by the field's name; `""` is the form itself."""

    value: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)


def read_form(schema: Mapping[str, Any], given: Given, timezone: str = "UTC") -> Reading:
    """Returns what was filled in, checked against a schema that is a valid one."""
    fields = fields_of(schema)
    reading = Reading({})
    for each in flat(fields):
        try:
            value = _value(each, given.get(each.name, ()), timezone)
        except _WrongError as error:
            reading.errors[each.name] = str(error)
        else:
            if value is not _NOTHING:
                _put(reading.value, each.path, value)
            elif each.required and each.sure:
                reading.errors[each.name] = _missing(each)
    _fill_groups(fields, reading.value)
    reading.errors = {**_problems(schema, fields, reading.value), **reading.errors}
    order = [each.name for each in flat(fields)]
    reading.errors = {name: reading.errors[name] for name in ("", *order) if name in reading.errors}
    return reading


def _value(field_: FormField, given: Sequence[Any], timezone: str) -> Any:
    """Returns the value of one field, or _NOTHING when it was left empty."""
    texts = [each.replace("\r\n", "\n") for each in given if isinstance(each, str)]
    if field_.kind in {"file", "files"}:
        return _files(field_, [each for each in given if isinstance(each, Upload) and (each.name or each.data)])
    if field_.kind in {"constant", "checkbox", "checkboxes"}:
        return _marked(field_, texts)
    text = texts[0] if texts else ""
    if field_.kind not in {"password", "textarea"}:
        text = text.strip()
    if text:
        return _typed(field_, text, timezone)
    # An emptied field is empty, and not what it was before anybody touched it.
    clears = field_.kind in {"text", "textarea"} and field_.schema.get("default") and not field_.required
    return "" if clears else _NOTHING


def _files(field_: FormField, files: list[Upload]) -> Any:
    for each in files:
        _check_file(field_, each)
    if not files:
        return _NOTHING
    return files if field_.kind == "files" else files[0]


def _marked(field_: FormField, texts: list[str]) -> Any:
    if field_.kind == "constant":
        return field_.schema["const"] if field_.sure else _NOTHING
    if field_.kind == "checkbox":
        return bool(texts) if texts or field_.sure else _NOTHING
    found = [_chosen(field_, each) for each in texts]
    return found if found or "default" in field_.schema else _NOTHING


def _typed(field_: FormField, text: str, timezone: str) -> Any:
    match field_.kind:
        case "select" | "radio":
            return _chosen(field_, text)
        case "integer" | "number":
            return _number(text, whole=field_.kind == "integer")
        case "date" | "datetime":
            return _moment(field_.kind, text, timezone)
        case "lines":
            items = field_.items.get("type")
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            return lines if items == "string" else [_number(line, whole=items == "integer") for line in lines]
        case "json":
            try:
                return from_json(text, allow_inf_nan=False)
            except ValueError as error:
                raise _WrongError("This is not JSON.") from error
    if field_.kind == "email" and not _MAIL.fullmatch(text):
        raise _WrongError("This is not an e-mail address, such as ada@example.com.")
    if field_.kind == "url" and not _WEB.fullmatch(text):
        raise _WrongError("This is not a web address, such as https://example.com.")
    return text


def _number(text: str, *, whole: bool) -> int | float:
    if _NUMBER.fullmatch(text) and math.isfinite(number := float(text)):
        if number.is_integer():
            return int(text) if text.lstrip("+-").isdecimal() else int(number)
        if not whole:
            return number
    raise _WrongError("This must be a whole number." if whole else "This must be a number.")


def _moment(kind: str, text: str, timezone: str) -> str:
    try:
        if kind == "date":
            return date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _WrongError("This is not a date." if kind == "date" else "This is not a date with a time.") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))).isoformat()


def _chosen(field_: FormField, text: str) -> JSON:
    if text.isascii() and text.isdecimal() and int(text) < len(field_.choices):
        return field_.choices[int(text)].value
    raise _WrongError("Please choose one of these.")


def _check_file(field_: FormField, file: Upload) -> None:
    schema = field_.schema if field_.kind == "file" else field_.items
    most = schema.get("maxBytes")
    if isinstance(most, int) and len(file.data) > most:
        raise _WrongError(f"{file.name} is too large; a file may have {most:,} bytes.")
    kinds = [each.strip().lower() for each in str(schema.get("contentMediaType", "")).split(",") if each.strip()]
    if kinds and {file.content_type.lower(), f"{file.content_type.lower().partition('/')[0]}/*"}.isdisjoint(kinds):
        raise _WrongError(f"{file.name} is of another type; this takes {', '.join(kinds)}.")


def _missing(field_: FormField) -> str:
    match field_.kind:
        case "file" | "files":
            return "Please choose a file."
        case "select" | "radio" | "checkboxes":
            return "Please choose one of these."
    return _NEEDED


def _put(value: dict[str, Any], path: tuple[str, ...], found: Any) -> None:
    for part in path[:-1]:
        value = value.setdefault(part, {})
    value[path[-1]] = found


def _fill_groups(fields: tuple[FormField, ...], value: dict[str, Any]) -> None:
    for each in fields:
        if each.kind == "group" and each.required:
            _fill_groups(each.fields, value.setdefault(each.path[-1], {}))


def _problems(schema: Mapping[str, Any], fields: tuple[FormField, ...], value: dict[str, Any]) -> dict[str, str]:
    from jsonschema import Draft202012Validator
    from referencing import Registry

    names = {each.name for each in flat(fields)}
    found: dict[str, str] = {}
    shown = replaced(value, lambda file: {**file.described(), "artifact": ""})
    for error in Draft202012Validator(schema, registry=Registry()).iter_errors(shown):
        path = [str(part) for part in error.absolute_path]
        if error.validator == "required":
            path.append(next((each for each in error.validator_value if each not in error.instance), ""))
        # What is wrong inside a list is said at the list.
        name = next((text for end in range(len(path), 0, -1) if (text := ".".join(path[:end])) in names), "")
        found.setdefault(name, _said(error) if name else f"{'.'.join(path)}: {error.message}".lstrip(": "))
    return found


def _said(error: Any) -> str:
    limit = error.validator_value
    said = {
        "required": _NEEDED,
        "minLength": f"Please write at least {limit} characters." if limit != 1 else _NEEDED,
        "maxLength": f"This is longer than {limit} characters.",
        "pattern": "This does not have the form that is asked for.",
        "minimum": f"This must be {limit} or more.",
        "maximum": f"This must be {limit} or less.",
        "exclusiveMinimum": f"This must be more than {limit}.",
        "exclusiveMaximum": f"This must be less than {limit}.",
        "multipleOf": f"This must be a multiple of {limit}.",
        "minItems": f"Please give at least {limit}.",
        "maxItems": f"Please give at most {limit}.",
        "uniqueItems": "Each may be given once.",
        "const": "Please confirm this.",
        "enum": "Please confirm this." if error.validator_value == [True] else "Please choose one of these.",
    }
    return said.get(str(error.validator), str(error.message)[:300])
