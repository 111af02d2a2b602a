"""Notion's properties and blocks as plain values, and back."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flow_builder.errors import NodeError
from flow_builder.nodes.text import as_text

_LONGEST_TEXT = 2_000


def plain(prop: Mapping[str, Any]) -> Any:
    """Returns the value of a property as Notion gives it; numbers, truth values and unknown kinds come as they are."""
    kind = str(prop.get("type"))
    value = prop.get(kind)
    return value if value is None or kind not in _READ else _READ[kind](value)


def written(name: str, value: Any, kind: str) -> dict[str, Any]:
    """Returns a property as Notion takes it; an object that already has the kind as its key is left as it is.

    NodeError `notion.bad_property` for kinds that Notion reckons out itself.
    """
    if isinstance(value, dict) and kind in value:
        return value
    if kind not in _WRITTEN:
        raise NodeError(
            f"The property {name!r} is of the kind {kind!r}, which cannot be set.",
            code="notion.bad_property",
            field=f"/action/properties/{name}",
        )
    return {kind: _WRITTEN[kind](value)}


def properties(values: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """Returns properties as Notion takes them, by the kinds in a schema; NodeError `notion.bad_property`."""
    unknown = next((name for name in values if name not in schema), None)
    if unknown is not None:
        raise NodeError(
            f"There is no property {unknown!r}; there are {', '.join(repr(each) for each in schema)}.",
            code="notion.bad_property",
            field=f"/action/properties/{unknown}",
        )
    return {name: written(name, value, schema[name]["type"]) for name, value in values.items()}


def rich_text(text: str) -> list[dict[str, Any]]:
    """Returns a text in pieces that are not too long for Notion."""
    pieces = (text[at : at + _LONGEST_TEXT] for at in range(0, len(text), _LONGEST_TEXT))
    return [{"type": "text", "text": {"content": each}} for each in pieces]


def paragraphs(text: str) -> Iterator[dict[str, Any]]:
    """Yields a paragraph block for each part of a text between empty lines."""
    for each in text.split("\n\n"):
        if each.strip():
            yield {"object": "block", "type": "paragraph", "paragraph": {"rich_text": rich_text(each.strip("\n"))}}


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _text_of(value: list[dict[str, Any]]) -> str:
    return "".join(each.get("plain_text", "") for each in value)


def _person(value: dict[str, Any]) -> Any:
    return value.get("name") or value.get("id")


def _date(value: dict[str, Any]) -> Any:
    return value if value.get("end") else value.get("start")


def _rollup(value: dict[str, Any]) -> Any:
    return [plain(each) for each in value["array"]] if value.get("type") == "array" else plain(value)


def _unique(value: dict[str, Any]) -> str:
    return "-".join(str(each) for each in (value.get("prefix"), value.get("number")) if each is not None)


def _as_texts(value: Any) -> list[dict[str, Any]]:
    return [] if value is None else rich_text(as_text(value))


def _as_name(value: Any) -> dict[str, str] | None:
    return None if value is None else {"name": as_text(value)}


def _as_ids(value: Any) -> list[dict[str, str]]:
    return [{"id": as_text(each)} for each in _listed(value)]


def _as_files(value: Any) -> list[dict[str, Any]]:
    return [{"name": as_text(each)[:100], "external": {"url": as_text(each)}} for each in _listed(value)]


_READ: dict[str, Callable[[Any], Any]] = {
    "title": _text_of,
    "rich_text": _text_of,
    "select": lambda value: value.get("name"),
    "status": lambda value: value.get("name"),
    "multi_select": lambda value: [each.get("name") for each in value],
    "date": _date,
    "relation": lambda value: [each.get("id") for each in value],
    "people": lambda value: [_person(each) for each in value],
    "created_by": _person,
    "last_edited_by": _person,
    "formula": plain,
    "rollup": _rollup,
    "unique_id": _unique,
    "files": lambda value: [each.get(each.get("type"), {}).get("url") for each in value],
}
_WRITTEN: dict[str, Callable[[Any], Any]] = {
    "title": _as_texts,
    "rich_text": _as_texts,
    "select": _as_name,
    "status": _as_name,
    "multi_select": lambda value: [{"name": as_text(each)} for each in _listed(value)],
    "date": lambda value: value if value is None or isinstance(value, dict) else {"start": as_text(value)},
    "people": _as_ids,
    "relation": _as_ids,
    "files": _as_files,
    **dict.fromkeys(("number", "checkbox", "url", "email", "phone_number"), lambda value: value),
}
