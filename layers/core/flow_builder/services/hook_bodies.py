"""Bodies of requests as values: JSON, forms and texts; files apart, until it is known where they are to be kept."""

import base64
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

from pydantic_core import from_json

from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput

_MAX_FIELDS = 1_000
_MAX_NAME_CHARS = 255
_TEXTS = ("text/", "application/xml", "application/javascript", "application/yaml", "application/x-yaml")
_TEXT_SUFFIXES = ("+xml", "+yaml", "/graphql", "/csv", "/sql", "/toml")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a request."""

    name: str
    content_type: str
    data: bytes

    def described(self) -> dict[str, JSON]:
        """Returns the file's descriptor without a place where it is kept."""
        facts = {"name": self.name, "content_type": self.content_type, "bytes": len(self.data)}
        return {"artifact": None, **facts, "sha256": sha256(self.data).hexdigest()}

    def inline(self) -> dict[str, JSON]:
        """Returns the file as a value, its bytes as base64 text."""
        return {"name": self.name, "content_type": self.content_type, "base64": base64.b64encode(self.data).decode()}


def media_type(headers: Mapping[str, str]) -> str:
    """Returns a body's content type in lower case without parameters, or an empty text."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def parse_body(raw: bytes, headers: Mapping[str, str]) -> JSON:
    """Returns a body as a value in which files are `Upload`s: the body itself, or fields of a multipart form.

    Raises InvalidInput `webhook.body`.
    """
    if not raw:
        return None
    kind = media_type(headers)
    try:
        if kind == "application/json" or kind.endswith("+json"):
            return from_json(raw, allow_inf_nan=False)
        if kind == "multipart/form-data":
            return collected(_parts(raw, headers["content-type"]))
        if kind == "application/x-www-form-urlencoded":
            return collected(parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=_MAX_FIELDS))
        if not kind or kind.startswith(_TEXTS) or kind.endswith(_TEXT_SUFFIXES):
            return raw.decode(_charset(headers))
    except (ValueError, LookupError, RecursionError) as error:
        raise unreadable(str(error)) from error
    return Upload("body", kind, raw)


def collected(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Returns name-value pairs as a mapping; a name that comes several times has the list of its values."""
    found: dict[str, list[Any]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def has_upload(value: JSON) -> bool:
    """Tells whether a parsed body holds a file."""
    if isinstance(value, dict):
        return any(map(has_upload, value.values()))
    return any(map(has_upload, value)) if isinstance(value, list) else isinstance(value, Upload)


def replaced(value: JSON, make: Callable[[Upload], JSON]) -> JSON:
    """Returns a parsed body with something else in place of each file."""
    match value:
        case Upload():
            return make(value)
        case dict():
            return {name: replaced(each, make) for name, each in value.items()}
        case list():
            return [replaced(each, make) for each in value]
        case _:
            return value


async def stored(value: JSON, keep: Callable[[Upload], Awaitable[JSON]]) -> JSON:
    """Returns a parsed body with what `keep` makes of each file in its place."""
    match value:
        case Upload():
            return await keep(value)
        case dict():
            return {name: await stored(each, keep) for name, each in value.items()}
        case list():
            return [await stored(each, keep) for each in value]
        case _:
            return value


def unreadable(why: str) -> InvalidInput:
    """Returns the error of a body that is not what it says it is."""
    return InvalidInput(f"The body cannot be read: {why.rstrip('.')}.", code="webhook.body", field="body")


def _charset(headers: Mapping[str, str]) -> str:
    from python_multipart.multipart import parse_options_header

    _, options = parse_options_header(headers.get("content-type", ""))
    return options.get(b"charset", b"utf-8").decode("ascii", "replace")


def _parts(raw: bytes, content_type: str) -> list[tuple[str, Any]]:
    """Returns the fields of a multipart form in order; ValueError."""
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import MultipartParser, parse_options_header

    _, options = parse_options_header(content_type)
    if not options.get(b"boundary"):
        raise ValueError("it is a multipart form without a boundary")
    reader = _PartReader()
    try:
        parser = MultipartParser(options[b"boundary"], reader.callbacks())  # type: ignore[arg-type]
        parser.write(raw)
        parser.finalize()
    except FormParserError as error:
        raise ValueError("it is not a multipart form") from error
    if not reader.complete:
        raise ValueError("the multipart form ends too early")
    return reader.fields


class _PartReader:
    """Takes what the multipart parser finds."""

    def __init__(self) -> None:
        self.fields: list[tuple[str, Any]] = []
        self.complete = False
        self._headers: dict[bytes, bytes] = {}
        self._name, self._value, self._data = b"", b"", bytearray()

    def callbacks(self) -> dict[str, Any]:
        """Returns what the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._on_name,
            "on_header_value": self._on_value,
            "on_header_end": self._on_header,
            "on_part_data": self._on_data,
            "on_part_end": self._end,
            "on_end": self._finish,
        }

    def _begin(self) -> None:
        self._headers, self._data = {}, bytearray()

    def _on_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name, self._value = b"", b""

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._data += data[start:end]

    def _end(self) -> None:
        from python_multipart.multipart import parse_options_header

        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        if b"name" not in options:
            raise ValueError("a part of the form has no name")
        if len(self.fields) >= _MAX_FIELDS:
            raise ValueError(f"the form has more than {_MAX_FIELDS:,} fields")
        name = options[b"name"].decode("utf-8", "replace")
        if b"filename" not in options:
            self.fields.append((name, self._data.decode()))
            return
        file = options[b"filename"].decode("utf-8", "replace").replace("\\", "/").rpartition("/")[2]
        kind = self._headers.get(b"content-type", b"application/octet-stream").decode("latin-1")
        self.fields.append((name, Upload(file[-_MAX_NAME_CHARS:], kind.partition(";")[0].strip(), bytes(self._data))))

    def _finish(self) -> None:
        self.complete = True
