"""Form pages as HTML: no scripts and no other files, for light and dark screens, keyboards and screen readers."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from flow_builder.domain.value import JSON
from flow_builder.services.form_fields import FormField, flat
from flow_builder.services.form_reading import Given
from flow_builder.services.form_style import STYLE

_TYPES = {
    "email": "email",
    "url": "url",
    "date": "date",
    "datetime": "datetime-local",
    "password": "password",
    "number": "number",
    "integer": "number",
    "file": "file",
    "files": "file",
}
_SHORT = frozenset({"date", "datetime", "number", "integer"})
_COMPLETED = {"email": "email", "url": "url", "password": "new-password"}


def page(title: str, body: str, *, refresh_s: int | None = None) -> str:
    """Returns a whole page around HTML; `refresh_s` seconds later the browser asks for it again."""
    again = f'<meta http-equiv="refresh" content="{refresh_s}">' if refresh_s is not None else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"{again}<style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def form_html(
    fields: tuple[FormField, ...],
    values: Given,
    errors: Mapping[str, str],
    *,
    submit: str,
    hidden: Mapping[str, str],
    timezone: str = "UTC",
    buttons: str | None = None,
) -> str:
    """Returns a form with what was filled in and, beside the fields, what is wrong with it.

    `hidden` are further name-value pairs that come back with it; `buttons` is HTML in place of the one that says `submit`.
    """
    has_files = any(each.kind in {"file", "files"} for each in flat(fields))
    encoding = ' enctype="multipart/form-data"' if has_files else ""
    secret = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in hidden.items()
    )
    drawn = _Drawing(values, errors, timezone)
    inner = "".join(map(drawn.field, fields))
    sending = f"<button>{escape(submit)}</button>" if buttons is None else buttons
    return f'{_problems(fields, errors)}<form method="post"{encoding}>{secret}{inner}{sending}</form>'


def defaults_of(fields: tuple[FormField, ...], timezone: str = "UTC") -> dict[str, list[str]]:
    """Returns what stands in a form before anybody has filled it in."""
    return {
        each.name: _shown(each, each.schema["default"], timezone) for each in flat(fields) if "default" in each.schema
    }


def text_html(text: str, class_: str = "text") -> str:
    """Returns plain text as a paragraph that keeps its lines."""
    return f'<p class="{class_}">{escape(text)}</p>' if text else ""


def value_html(value: JSON) -> str:
    """Returns a value for people: texts as they are, others as indented JSON."""
    if isinstance(value, str):
        return text_html(value)
    return f'<pre tabindex="0">{escape(json.dumps(value, indent=2, ensure_ascii=False))}</pre>'


def _shown(field: FormField, default: JSON, timezone: str) -> list[str]:
    if field.kind in {"select", "radio", "checkboxes"}:
        wanted = default if field.kind == "checkboxes" and isinstance(default, list) else [default]
        return [str(place) for place, each in enumerate(field.choices) if each.value in wanted]
    if field.kind == "checkbox":
        return ["on"] if default is True else []
    if field.kind == "lines" and isinstance(default, list):
        return ["\n".join(map(str, default))]
    if field.kind == "datetime" and isinstance(default, str):
        return [_local(default, timezone)]
    if default is None or field.kind in {"file", "files", "password"}:
        return []
    return [default if isinstance(default, str) else json.dumps(default, ensure_ascii=False)]


def _local(text: str, timezone: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    local = moment.astimezone(ZoneInfo(timezone)) if moment.tzinfo else moment
    return local.strftime("%Y-%m-%dT%H:%M")


def _problems(fields: tuple[FormField, ...], errors: Mapping[str, str]) -> str:
    if not errors:
        return ""
    known = {each.name: each for each in flat(fields)}
    lines = [
        f'<li><a href="#{escape(_id(known[name]))}">{escape(known[name].label.rstrip(".:"))}</a>: {escape(said)}</li>'
        if name in known
        else f"<li>{escape(said)}</li>"
        for name, said in errors.items()
    ]
    return f'<div class="problems" role="alert"><p>Please look at this again.</p><ul>{"".join(lines)}</ul></div>'


def _id(field: FormField) -> str:
    return f"f-{field.name}"


class _Drawing:
    """Draws fields with their values and errors."""

    def __init__(self, values: Given, errors: Mapping[str, str], timezone: str) -> None:
        self._values = values
        self._errors = errors
        self._timezone = timezone
        self._focus = next(iter(errors), None)

    def field(self, field: FormField) -> str:
        """Returns a field, or a group with its fields."""
        if field.kind == "constant":
            return ""
        if field.kind == "group":
            inner = "".join(map(self.field, field.fields))
            return (
                f'<fieldset class="group"><legend>{escape(field.label)}</legend>{self._help(field)}{inner}</fieldset>'
            )
        if field.kind in {"radio", "checkboxes"}:
            return self._choices(field)
        bad = " bad" if field.name in self._errors else ""
        if field.kind == "checkbox":
            inner = f'<label class="choice">{self._input(field)}<span>{escape(field.label)}</span></label>'
            return f'<div class="field{bad}">{inner}{self._help(field)}{self._error(field)}</div>'
        label = f'<label for="{escape(_id(field))}">{escape(field.label)}{_optional(field)}</label>'
        return f'<div class="field{bad}">{label}{self._help(field)}{self._control(field)}{self._error(field)}</div>'

    def _choices(self, field: FormField) -> str:
        bad = " bad" if field.name in self._errors else ""
        kind = "radio" if field.kind == "radio" else "checkbox"
        taken = self._given(field)
        parts = [
            f'<label class="choice"><input type="{kind}" {self._attributes(field, first=place == 0)} value="{place}"'
            f"{' checked' if str(place) in taken else ''}{_required(field) if kind == 'radio' else ''}>"
            f"<span>{escape(each.label)}</span></label>"
            for place, each in enumerate(field.choices)
        ]
        legend = f"<legend>{escape(field.label)}{_optional(field)}</legend>"
        return (
            f'<fieldset class="choices{bad}">{legend}{self._help(field)}{"".join(parts)}{self._error(field)}</fieldset>'
        )

    def _control(self, field: FormField) -> str:
        if field.kind == "select":
            taken = self._given(field)
            parts = [
                f'<option value="{place}"{" selected" if str(place) in taken else ""}>{escape(each.label)}</option>'
                for place, each in enumerate(field.choices)
            ]
            inner = f'<option value="">Please choose</option>{"".join(parts)}'
            return f'<select class="control" {self._attributes(field)}{_required(field)}>{inner}</select>'
        if field.kind in {"textarea", "lines", "json"}:
            code = " code" if field.kind == "json" else ""
            limits = _limits(field) if field.kind == "textarea" else ""
            text = escape("\n".join(self._given(field)))
            # A line break right after the tag is not part of the text, so one that is has to be doubled.
            return f'<textarea class="control{code}" {self._attributes(field)}{limits}{_required(field)}>\n{text}</textarea>'
        return self._input(field)

    def _input(self, field: FormField) -> str:
        if field.kind == "checkbox":
            needed = " required" if field.schema.get("const") is True or field.schema.get("enum") == [True] else ""
            checked = " checked" if self._given(field) else ""
            return f'<input type="checkbox" {self._attributes(field)}{needed}{checked}>'
        class_ = f"control{' short' if field.kind in _SHORT else ''}"
        values = self._given(field)
        value = f' value="{escape(values[0])}"' if values and field.kind not in {"file", "files", "password"} else ""
        kind = _TYPES.get(field.kind, "text")
        return (
            f'<input class="{class_}" type="{kind}" {self._attributes(field)}{_limits(field)}{_required(field)}{value}>'
        )

    def _attributes(self, field: FormField, *, first: bool = True) -> str:
        """Returns name, id and what a screen reader says besides the label."""
        about = [f"{_id(field)}-help"] if self._help_text(field) else []
        about += [f"{_id(field)}-error"] if field.name in self._errors else []
        parts = [f'name="{escape(field.name)}"']
        parts += [f'id="{escape(_id(field))}"'] if first else []
        parts += [f'aria-describedby="{escape(" ".join(about))}"'] if about else []
        parts += ['aria-invalid="true"'] if field.name in self._errors else []
        parts += ["autofocus"] if first and field.name == self._focus else []
        parts += [f'autocomplete="{_COMPLETED[field.kind]}"'] if field.kind in _COMPLETED else []
        return " ".join(parts)

    def _given(self, field: FormField) -> list[str]:
        return [each for each in self._values.get(field.name, ()) if isinstance(each, str)]

    def _help_text(self, field: FormField) -> str:
        more = {
            "datetime": f"In the timezone {self._timezone}.",
            "lines": "One per line.",
            "json": "As JSON.",
        }.get(field.kind, "")
        if field.name in self._errors and field.kind in {"file", "files"}:
            more = "Files have to be chosen again."
        return " ".join(each for each in (field.help, more) if each)

    def _help(self, field: FormField) -> str:
        text = self._help_text(field)
        return f'<p class="help" id="{escape(_id(field))}-help">{escape(text)}</p>' if text else ""

    def _error(self, field: FormField) -> str:
        said = self._errors.get(field.name)
        return "" if said is None else f'<p class="error" id="{escape(_id(field))}-error">{escape(said)}</p>'


def _optional(field: FormField) -> str:
    return "" if field.required else '<span class="optional">optional</span>'


def _required(field: FormField) -> str:
    return " required" if field.required and field.sure else ""


def _limits(field: FormField) -> str:
    """Returns the limits that a browser checks itself; patterns differ too much between the two languages."""
    schema: Mapping[str, Any] = field.schema
    found: dict[str, Any] = {}
    if field.kind in {"number", "integer"}:
        found = {"min": schema.get("minimum"), "max": schema.get("maximum")}
        found["step"] = schema.get("multipleOf", 1 if field.kind == "integer" else "any")
    elif field.kind in {"text", "textarea", "email", "url", "password"}:
        found = {"minlength": schema.get("minLength"), "maxlength": schema.get("maxLength")}
    elif field.kind in {"file", "files"}:
        inner = schema if field.kind == "file" else field.items
        found = {"accept": inner.get("contentMediaType"), "multiple": True if field.kind == "files" else None}
    parts: Sequence[str] = [
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in found.items()
        if value is not None
    ]
    return "".join(parts)
