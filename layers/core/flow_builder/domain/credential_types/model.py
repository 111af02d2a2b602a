"""What a type of credential is: its fields, which of them are secret, and the JSON Schema that follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

Kind = Literal["text", "lines", "integer", "map", "list"]
_SCHEMAS: Mapping[Kind, Mapping[str, Any]] = {
    "text": {"type": "string"},
    "lines": {"type": "string", "x-multiline": True},
    "integer": {"type": ["integer", "string"], "pattern": "^[0-9]{1,15}$"},
    "map": {"type": "object"},
    "list": {"type": ["array", "string"], "items": {"type": "string"}},
}
_LONGEST_TEXT = 64_000
_TELLING = 8
"""Shorter parts of an address are words rather than secrets."""
_TELLING_SEGMENT = 16


@dataclass(frozen=True, slots=True)
class CredentialField:
    """One field of a credential.

    Attributes:
        title: As forms call it.
        help: What to put there.
        secret: Whether it is masked wherever it turns up; the others say where and who, and may be shown.
        kind: `lines` is text of several lines, such as a PEM file.
        choices: The values it takes; none for any.
        example: A made-up value.
        unset: Whether it is filled in by the product, not by people.
    """

    title: str
    help: str = ""
    secret: bool = False
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    example: str = ""
    unset: bool = False

    def schema(self) -> dict[str, Any]:
        """Returns the JSON Schema of the field; `x-secret` marks those whose values are never shown."""
        found: dict[str, Any] = {"title": self.title, **_SCHEMAS[self.kind]}
        if self.kind in ("text", "lines"):
            found["maxLength"] = _LONGEST_TEXT
        if self.help:
            found["description"] = self.help
        if self.choices:
            found["enum"] = list(self.choices)
        if self.example:
            found["examples"] = [self.example]
        if self.unset:
            found["readOnly"] = True
        if self.secret:
            found |= {"x-secret": True, "writeOnly": True}
            if self.kind == "text":
                found["format"] = "password"
        return found


@dataclass(frozen=True, slots=True)
class CredentialType:
    """A type of credential.

    Attributes:
        id: As stored, and as nodes name it.
        help: What it is for and where to get it, in a sentence or two.
        fields: By name, in the order of the form.
        needs: Names that must be there; of names joined by `|`, at least one.
        more: Whether it takes fields beside these; they are secret texts.
        test: What a test of it does; empty when it cannot be tested.
        untested: Why it cannot.
        test_url: Whether the test needs an address to send it to.
    """

    id: str
    title: str
    help: str
    icon: str
    fields: Mapping[str, CredentialField]
    needs: tuple[str, ...] = ()
    more: bool = False
    test: str = ""
    untested: str = ""
    test_url: bool = False

    def schema(self) -> dict[str, Any]:
        """Returns the JSON Schema (2020-12) of the fields."""
        found: dict[str, Any] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.title,
            "type": "object",
            "properties": {name: field.schema() for name, field in self.fields.items()},
            "required": [name for name in self.needs if "|" not in name],
            "minProperties": 1,
            "maxProperties": 50,
            "additionalProperties": (
                {"type": ["string", "number", "boolean"], "maxLength": _LONGEST_TEXT, "x-secret": True}
                if self.more
                else False
            ),
        }
        choices = [name.split("|") for name in self.needs if "|" in name]
        if choices:
            found["allOf"] = [{"anyOf": [{"required": [each]} for each in names]} for names in choices]
        return found

    def is_secret(self, name: str) -> bool:
        """Tells whether a field's value must never be shown; what the type does not know is secret."""
        field = self.fields.get(name)
        return name != "type" and (field is None or field.secret)

    def secrets(self, fields: Mapping[str, Any]) -> list[Any]:
        """Returns the values that must be masked: those of secret fields, and what is secret within addresses."""
        found = [value for name, value in fields.items() if self.is_secret(name)]
        return [*found, *(part for value in fields.values() if isinstance(value, str) for part in _of_address(value))]


def _of_address(text: str) -> Iterator[str]:
    """Yields a URL's password, and what of its path and query nobody could guess."""
    if "://" not in text:
        return
    try:
        parts = urlsplit(text)
        login, query = unquote(parts.password or ""), parse_qsl(parts.query)
    except ValueError:
        return
    if login:
        yield login
        yield from (parts.netloc.rpartition("@")[0],)
    yield from (value for _, value in query if len(value) >= _TELLING and any(map(str.isdigit, value)))
    yield from (
        each
        for each in parts.path.split("/")
        if len(each) >= _TELLING_SEGMENT and any(map(str.isdigit, each)) and any(map(str.isalpha, each))
    )
