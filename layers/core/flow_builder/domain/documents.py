"""Flow documents from and to raw data: read, upgrade, hash, write, describe.

load_document(raw)       JSON or YAML text, bytes or a dict -> FlowDocument of the current version
read_value(raw)          JSON or YAML text -> any JSON value, with the same limits
dump_document(document)  the shortest dict that loads to the same document
document_hash(document)  names the document's meaning
document_schema()        JSON Schema for editors and other tools
"""

import hashlib
import json
import math
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from flow_builder.domain import limits
from flow_builder.domain.document import (
    SCHEMA_VERSION,
    Cache,
    Edge,
    FlowDocument,
    Group,
    Node,
    Note,
    Position,
    Retry,
    Settings,
)
from flow_builder.domain.upgrades import upgrade
from flow_builder.domain.wording import more_problems, plain_message
from flow_builder.errors import InvalidDocument, LimitExceeded

_REPORTED = 20
"""Problems listed in an error's details."""


def load_document(raw: dict[str, Any] | str | bytes) -> FlowDocument:
    """Returns the document that `raw` holds, upgraded to the current version.

    Text that starts with `{` is JSON, any other is YAML. What concerns the graph's meaning (unknown types, cycles,
    a key used twice) is left to the compiler, so that the editor can show it on the canvas.

    Raises:
        InvalidDocument: `document.encoding`, `document.syntax`, `document.value`, `document.version` or
            `document.invalid`; `field` is the JSON pointer of the first problem, `details["problems"]` lists more.
        LimitExceeded: `document.too_large`, above `limits.MAX_DOCUMENT_BYTES`.
    """
    value = raw if isinstance(raw, dict) else _parse(_text(raw))
    if not isinstance(value, dict):
        raise InvalidDocument(
            "A flow document is an object with `name`, `nodes` and `edges`.", hint="See docs/flow.schema.json."
        )
    _Checker().check(value)
    try:
        return FlowDocument.model_validate(upgrade(value))
    except ValidationError as error:
        raise _invalid(error) from error


def read_value(raw: str | bytes) -> Any:
    """Returns the value that JSON or YAML text holds, whatever it is, with the limits of a document.

    Raises InvalidDocument `document.encoding`, `document.syntax`, `document.value`; LimitExceeded `document.too_large`.
    """
    value = _parse(_text(raw))
    _Checker().check(value)
    return value


def dump_document(document: FlowDocument) -> dict[str, Any]:
    """Returns the shortest JSON value that loads to the same document: nothing that equals its default but `schema`."""
    written = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"schema": document.schema_, **written}


def document_hash(document: FlowDocument) -> str:
    """Returns 64 hex digits that name what the document means.

    Positions, notes, groups, descriptions and the ids of the document and its edges make no difference. Key order inside a
    config does, because it is the order of the columns and fields that a node makes.
    """
    meaning = document.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_NO_MEANING)
    text = json.dumps({"schema": document.schema_, **meaning}, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


_NO_MEANING: Any = {
    "id": True,
    "description": True,
    "notes": True,
    "groups": True,
    "nodes": {"__all__": {"position", "notes"}},
    "edges": {"__all__": {"id"}},
}


def document_schema() -> dict[str, Any]:
    """Returns the JSON Schema (2020-12) of a flow document of the current version."""
    schema = FlowDocument.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Flow document"}


def _text(raw: str | bytes) -> str:
    if len(raw) > limits.MAX_DOCUMENT_BYTES:
        raise _too_large()
    try:
        if isinstance(raw, bytes):
            return raw.decode("utf-8-sig")
        raw.encode()
    except UnicodeError as error:
        raise _encoding() from error
    return raw.removeprefix("\ufeff")


def _encoding(field: str | None = None) -> InvalidDocument:
    return InvalidDocument(
        "The document is not valid UTF-8 text.", code="document.encoding", hint="Save the file as UTF-8.", field=field
    )


def _too_large() -> LimitExceeded:
    return LimitExceeded(
        f"The document is larger than {limits.MAX_DOCUMENT_BYTES // 1024**2} MiB.",
        code="document.too_large",
        hint="Move large data to a file or a dataset and split the flow into sub-flows.",
        details={"limit": limits.MAX_DOCUMENT_BYTES},
    )


def _parse(text: str) -> Any:
    if not text.lstrip().startswith("{"):
        from flow_builder.domain.yaml_text import parse_yaml

        return parse_yaml(text)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _syntax(f"{where}: {error.msg[:1].lower()}{error.msg[1:]}") from error
    except RecursionError as error:
        raise _syntax(f"values are nested more than {limits.MAX_DEPTH} deep") from error
    except ValueError as error:
        raise _syntax("a whole number has too many digits") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _syntax(f"the key {twice!r} is given twice in one object")
    return found


def _constant(name: str) -> Any:
    raise _syntax(f"{name} is not a JSON number")


def _syntax(problem: str) -> InvalidDocument:
    return InvalidDocument(f"The document is not valid JSON: {problem}.", code="document.syntax")


class _Checker:
    """Makes sure that a value is JSON, of bounded depth and size, also where YAML aliases share parts of it."""

    def __init__(self) -> None:
        self._left = limits.MAX_DOCUMENT_BYTES
        self._seen: dict[int, tuple[int, int]] = {}
        """Characters and depth of each collection by identity: a shared one is counted again but not walked again."""

    def check(self, value: Any, path: tuple[str | int, ...] = ()) -> int:
        """Returns how deep a value is; 0 for one that holds no others."""
        match value:
            case str():
                self._text(value, path)
            case None | bool() | int():
                self._spend(2)
            case float():
                self._spend(2)
                if not math.isfinite(value):
                    raise _value("is not a finite number", path)
            case dict() | list() | tuple():
                return self._collection(value, path)
            case _:
                raise _value(f"is a {type(value).__name__}, which JSON cannot hold", path)
        return 0

    def _collection(self, value: Any, path: tuple[str | int, ...]) -> int:
        chars, depth = self._seen.get(id(value), (2, 0))
        self._spend(chars)
        if len(path) + max(depth - 1, 0) > limits.MAX_DEPTH:
            raise _value(f"is nested more than {limits.MAX_DEPTH} deep", path[:4])
        if depth:
            return depth
        left = self._left
        named = isinstance(value, dict)
        for name, each in value.items() if named else enumerate(value):
            if named:
                self._name(name, path)
            depth = max(depth, self.check(each, (*path, name)))
        self._seen[id(value)] = (2 + left - self._left, depth + 1)
        return depth + 1

    def _name(self, name: Any, path: tuple[str | int, ...]) -> None:
        if not isinstance(name, str):
            raise _value(f"has the key {name!r}, which is not text", path)
        self._text(name, path)

    def _text(self, value: str, path: tuple[str | int, ...]) -> None:
        self._spend(len(value) + 2)
        if not value.isascii():
            try:
                value.encode()
            except UnicodeError as error:
                raise _encoding(pointer(path)) from error

    def _spend(self, chars: int) -> None:
        self._left -= chars
        if self._left < 0:
            raise _too_large()


def _value(problem: str, path: tuple[str | int, ...]) -> InvalidDocument:
    return InvalidDocument(f"{_subject(path)} {problem}.", code="document.value", field=pointer(path))


def pointer(path: tuple[str | int, ...]) -> str:
    """Returns a path as a JSON pointer (RFC 6901); the whole document's is empty."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _subject(path: tuple[str | int, ...]) -> str:
    return f"The value at {pointer(path)}" if path else "The document"


_MODELS: tuple[type[BaseModel], ...] = (FlowDocument, Settings, Node, Edge, Note, Group, Position, Retry, Cache)


def _invalid(error: ValidationError) -> InvalidDocument:
    """Turns pydantic's list into one error that tells the first problem and lists the others."""
    problems = [
        {"field": pointer(each["loc"]), "message": plain_message(each["msg"])}
        for each in error.errors(include_url=False, include_context=False, include_input=False)[:_REPORTED]
    ]
    first = error.errors(include_url=False)[0]
    more = more_problems(error.error_count() - 1)
    return InvalidDocument(
        f"{_subject(first['loc'])} is not accepted: {plain_message(first['msg'])}.{more}",
        field=pointer(first["loc"]),
        hint=_hint(first["type"], first["loc"]),
        details={"problems": problems},
    )


def _hint(kind: str, path: tuple[str | int, ...]) -> str:
    names = {name for model in _MODELS for name in model.model_fields}
    close = get_close_matches(str(path[-1]), names, n=1) if kind == "extra_forbidden" else []
    return f"Did you mean `{close[0]}`?" if close else "docs/flow.schema.json describes every field."


__all__ = [
    "SCHEMA_VERSION",
    "document_hash",
    "document_schema",
    "dump_document",
    "load_document",
    "pointer",
    "read_value",
]
