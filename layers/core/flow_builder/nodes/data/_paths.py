"""Paths into JSON values: `a.b[0].c`, `a["x.y"]` or a JSON pointer `/a/b/0/c`."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError

Segments = tuple[str | int, ...]
MISSING: Final = object()
"""What `find` gives when there is nothing at a path; null is a value like any other."""
MAX_LIST_GAP: Final = 10_000
"""How far past its end a list may be filled with nulls by setting one index."""

_PART = re.compile(
    r"""\[(?P<index>-?\d+)\] | \["(?P<double>(?:[^"\\]|\\.)*)"\] | \['(?P<single>(?:[^'\\]|\\.)*)'\] """
    r"""| \[(?P<star>\*)\] | (?P<name>[^.\[\]]+)""",
    re.VERBOSE,
)


def bad_path(path: str, position: int, reason: str) -> NodeError:
    """Returns the error for text that is not a path."""
    return NodeError(
        f"{path!r} is not a path: {reason} at position {position}.",
        code="data.bad_path",
        hint='Write `a.b[0].c`, `a["name with dots"]` or the pointer `/a/b/0/c`.',
        details={"path": path, "position": position},
    )


@lru_cache(maxsize=2048)
def parse_path(path: str) -> Segments:
    """Returns a path's segments; the empty path is the value itself. Raises NodeError `data.bad_path`.

    Numbers in brackets are ints. Between dots and slashes everything is text; on a list, text of digits counts as an
    index.
    """
    if path.startswith("/"):
        return tuple(part.replace("~1", "/").replace("~0", "~") for part in path[1:].split("/"))
    return tuple(_dotted(path.removeprefix("$.") if path != "$" else ""))


def _dotted(path: str) -> Sequence[str | int]:
    found: list[str | int] = []
    at = 0
    while at < len(path):
        if found and path[at] == ".":
            at += 1
        elif found and path[at] != "[":
            raise bad_path(path, at, "a dot is missing")
        match = _PART.match(path, at)
        if match is None:
            raise bad_path(path, at, "there is no name" if at < len(path) else "it ends with a dot")
        found.append(_segment(match))
        at = match.end()
    return found


def _segment(match: re.Match[str]) -> str | int:
    text = match[match.lastgroup or "name"]
    if match.lastgroup == "index":
        return int(text)
    return re.sub(r"\\(.)", r"\1", text) if match.lastgroup in {"double", "single"} else text


def list_index(segment: str | int, length: int) -> int | None:
    """Returns a segment as an index from 0 into a list of this length (negative ones count from the end), or None.

    The index may lie past the end, not before the beginning.
    """
    if isinstance(segment, str):
        if not re.fullmatch(r"-?[0-9]{1,9}", segment):
            return None
        segment = int(segment)
    index = segment + length if segment < 0 else segment
    return index if index >= 0 else None


def step_into(value: JSON, segment: str | int) -> Any:
    """Returns what one segment leads to, or MISSING."""
    if isinstance(value, dict):
        return value.get(str(segment), MISSING)
    if isinstance(value, list):
        index = list_index(segment, len(value))
        return value[index] if index is not None and index < len(value) else MISSING
    return MISSING


def find(value: JSON, segments: Segments) -> Any:
    """Returns what a path leads to, or MISSING."""
    for segment in segments:
        value = step_into(value, segment)
        if value is MISSING:
            return MISSING
    return value


def field_of(item: JSON, path: str) -> JSON:
    """Returns a field of a row, null when it has none; a field whose whole name is the path goes first."""
    if isinstance(item, dict) and path in item:
        return item[path]
    found = find(item, parse_path(path))
    return None if found is MISSING else found


def changed(value: JSON, segments: Segments, change: Callable[[Any], Any]) -> JSON:
    """Returns a copy of a value in which `change(old)` stands at a path; only what is on the path is copied.

    `old` is MISSING when there is nothing yet, a result of MISSING takes the place away. Missing parents are made:
    lists for bracketed numbers, else objects. Raises NodeError `data.bad_path` when a text, number or boolean is in
    the way, or an index is far past the end.
    """
    if not segments:
        return change(value)
    head, rest = segments[0], segments[1:]
    if value is None or value is MISSING:
        value = [] if isinstance(head, int) else {}
    if isinstance(value, dict):
        return _changed_object(value, str(head), rest, change)
    if isinstance(value, list):
        return _changed_list(value, head, rest, change)
    raise NodeError(
        f"The path goes through {type(value).__name__} {str(value)[:40]!r} at {head!r}.",
        code="data.bad_path",
        hint="Only objects and lists have something inside.",
        details={"segment": head},
    )


def _changed_object(value: dict[str, Any], head: str, rest: Segments, change: Callable[[Any], Any]) -> JSON:
    new = changed(value.get(head, MISSING), rest, change)
    if new is MISSING:
        return {name: each for name, each in value.items() if name != head}
    return {**value, head: new}


def _changed_list(value: list[Any], head: str | int, rest: Segments, change: Callable[[Any], Any]) -> JSON:
    index = len(value) if head == "-" else list_index(head, len(value))
    if index is None or index > len(value) + MAX_LIST_GAP:
        raise NodeError(
            f"{head!r} is not an index into a list of {len(value)}.", code="data.bad_path", details={"segment": head}
        )
    new = changed(value[index] if index < len(value) else MISSING, rest, change)
    if new is MISSING:
        return value[:index] + value[index + 1 :]
    gap = [None] * (index - len(value))
    return [*value[:index], *gap, new, *value[index + 1 :]]


def put(value: JSON, segments: Segments, new: JSON) -> JSON:
    """Returns a copy of a value with `new` at a path; errors as `changed`."""
    return changed(value, segments, lambda _: new)


def without(value: JSON, segments: Segments) -> JSON:
    """Returns a copy of a value without what a path leads to; the value itself when there is nothing."""
    if not segments or find(value, segments) is MISSING:
        return value
    return changed(value, segments, lambda _: MISSING)
