"""YAML text as JSON values: the YAML 1.2 core schema, without merge keys, custom tags and unbounded aliases.

Values are built from the parser's events rather than with a stock loader, because a loader recurses, lets later
keys overwrite earlier ones, reads `on:` as true and dates as objects, and expands merge keys without a limit.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from flow_builder.domain.limits import MAX_DEPTH
from flow_builder.errors import InvalidDocument

MAX_ALIASES = 1_000
"""Uses of `*anchor` in one text; what they expand to counts for the document's size."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_KEEP_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


def parse_yaml(text: str) -> Any:
    """Returns the one document in `text`; aliases give shared objects, never copies.

    Raises:
        InvalidDocument: `document.syntax` with line and column in the message.
    """
    builder = _Builder()
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.YAMLError as error:
        raise _syntax(_problem(error), getattr(error, "problem_mark", None)) from error
    return builder.result


def _events(text: str) -> Iterator[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[Any] = yaml.parse(text, Loader=loader)
    return events


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read")


def _syntax(problem: str, mark: Any) -> InvalidDocument:
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return InvalidDocument(
        f"The document is not valid YAML: {where}{problem}.",
        code="document.syntax",
        hint="Check indentation and quotes around there; text with `{{ … }}` must be quoted.",
    )


class _Builder:
    """Builds one value from parser events with an explicit stack."""

    def __init__(self) -> None:
        self.result: Any = None
        self._stack: list[tuple[Any, Any]] = []
        """Open collections and, for mappings, the key that waits for its value (or `_NO_KEY`)."""
        self._anchors: dict[str, Any] = {}
        self._aliases = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._add(self._anchored(event, _scalar(event)), event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._stack.pop()
            case yaml.AliasEvent():
                self._add(self._alias(event), event)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _syntax("there is more than one document", event.start_mark)

    def _open(self, event: Any) -> None:
        if event.tag not in _KEEP_TAGS:
            raise _syntax(f"the tag {event.tag} is not supported", event.start_mark)
        if len(self._stack) >= MAX_DEPTH:
            raise _syntax(f"values are nested more than {MAX_DEPTH} deep", event.start_mark)
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._add(self._anchored(event, value), event)
        self._stack.append((value, _NO_KEY))

    def _anchored(self, event: Any, value: Any) -> Any:
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _alias(self, event: Any) -> Any:
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise _syntax(f"there are more than {MAX_ALIASES} aliases", event.start_mark)
        if event.anchor not in self._anchors:
            raise _syntax(f"there is no anchor {event.anchor!r} before its alias", event.start_mark)
        value = self._anchors[event.anchor]
        if any(value is open_ for open_, _ in self._stack):
            raise _syntax(f"the anchor {event.anchor!r} holds itself", event.start_mark)
        return value

    def _add(self, value: Any, event: Any) -> None:
        if not self._stack:
            self.result = value
            return
        holder, key = self._stack[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif key is _NO_KEY:
            self._stack[-1] = (holder, _key(holder, event))
        else:
            holder[key] = value
            self._stack[-1] = (holder, _NO_KEY)


_NO_KEY = object()


def _key(holder: dict[str, Any], event: Any) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _syntax("a key must be plain text", event.start_mark)
    key = event.value
    if key == "<<" and event.implicit[0]:
        raise _syntax("merge keys (`<<`) are not supported", event.start_mark)
    if key in holder:
        raise _syntax(f"the key {key!r} is given twice", event.start_mark)
    return str(key)


def _scalar(event: Any) -> Any:
    if event.tag not in _KEEP_TAGS:
        raise _syntax(f"the tag {event.tag} is not supported", event.start_mark)
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _INT.fullmatch(text):
        return int(text, 0) if text.startswith(("0o", "0x")) else int(text)
    if _FLOAT.fullmatch(text):
        return float(text.replace(".inf", "inf").replace(".Inf", "inf").replace(".INF", "inf").replace(".nan", "nan"))
    return text
