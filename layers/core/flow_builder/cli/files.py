"""Files and values from the command line."""

import json
from pathlib import Path
from typing import Any

from flow_builder.domain import limits
from flow_builder.errors import InvalidInput, LimitExceeded, NotFound

_ENDINGS = frozenset({".yaml", ".yml", ".json"})


def is_file(target: str) -> bool:
    """Tells whether FILE|ID means a file."""
    path = Path(target)
    return path.suffix.lower() in _ENDINGS or "/" in target or path.is_file()


def read_bytes(path: Path, limit: int = limits.MAX_DOCUMENT_BYTES) -> bytes:
    """Returns a file's bytes, `-` being standard input; NotFound, InvalidInput, LimitExceeded."""
    try:
        if str(path) == "-":
            import sys

            data = sys.stdin.buffer.read(limit + 1)
        else:
            with path.open("rb") as file:
                data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {str(path)!r}.", code="file.not_found") from error
    except OSError as error:
        raise InvalidInput(f"{str(path)!r} cannot be read: {error.strerror}.", code="file.unreadable") from error
    if len(data) > limit:
        raise LimitExceeded(f"{str(path)!r} is larger than {limit // 1024**2} MiB.", code="file.too_large")
    return data


def parse_input(given: list[str]) -> dict[str, Any]:
    """Returns a run's input: each part is `name=value`, a JSON object, or `@file` with one; later parts win."""
    found: dict[str, Any] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if text.startswith("@"):
            found |= _object(_text(Path(text[1:])), text)
        elif text.lstrip().startswith("{"):
            found |= _object(text, "--input")
        elif equals and name:
            found[name] = parse_value(value)
        else:
            raise InvalidInput(
                f"--input {text!r} is not understood.",
                code="input.syntax",
                hint="Use name=value, a JSON object or @file.json.",
            )
    return found


def parse_sets(given: list[str]) -> dict[str, Any]:
    """Returns edits `target=value` as a dict."""
    found: dict[str, Any] = {}
    for text in given:
        target, equals, value = text.partition("=")
        if not equals:
            raise InvalidInput(f"--set {text!r} has no `=`.", code="input.syntax", hint="Use steps.KEY.NAME=VALUE.")
        found[target.strip()] = parse_value(value)
    return found


def parse_value(text: str) -> Any:
    """Returns JSON when the text is JSON, the content of `@file` (parsed alike), else the text itself."""
    if text.startswith("@"):
        text = _text(Path(text[1:]))
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _text(path: Path) -> str:
    try:
        return read_bytes(path, limits.MAX_INPUT_BYTES).decode()
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{str(path)!r} is not UTF-8 text.", code="file.encoding") from error


def _object(text: str, source: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"{source} is not valid JSON: {error}.", code="input.syntax") from error
    if not isinstance(value, dict):
        raise InvalidInput(f"{source} must be a JSON object.", code="input.syntax")
    return value
