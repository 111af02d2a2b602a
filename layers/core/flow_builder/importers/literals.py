"""Text that must mean itself in a config, where `{{ }}` means something."""

import json
from typing import Any

from flow_builder.errors import ExpressionError
from flow_builder.expressions.template import parse


class Raw(str):
    """Text that reaches a config as it is: program code, or a template that is meant as one."""

    __slots__ = ()


def literal(value: Any) -> Any:
    """Returns a JSON value whose texts, as templates, give the texts of `value`; keys and Raw texts stay as they are."""
    match value:
        case Raw():
            return str(value)
        case str():
            return _text(value)
        case dict():
            return {name: literal(each) for name, each in value.items()}
        case list() | tuple():
            return [literal(each) for each in value]
        case _:
            return value


def plain(value: Any, *, keep: frozenset[str] = frozenset()) -> Any:
    """Returns the value that templates without expressions stand for; texts with expressions stay as they are.

    So do the values of the keys in `keep`.
    """
    match value:
        case str():
            known = said(value)
            return value if known is None else known
        case dict():
            return {name: each if name in keep else plain(each, keep=keep) for name, each in value.items()}
        case list() | tuple():
            return [plain(each, keep=keep) for each in value]
        case _:
            return value


def said(template: str) -> str | None:
    """Returns the text a template gives, whatever a run brings; None when that is not known before."""
    if "{{" not in template:
        return template
    try:
        parts = parse(template).parts
    except ExpressionError:
        return None
    texts = [part if isinstance(part, str) else _constant(part.source) for part in parts]
    known = [text for text in texts if text is not None]
    return "".join(known) if len(known) == len(texts) else None


def _text(text: str) -> str:
    if "{{" not in text:
        return text
    if "\\{{" not in text:
        return text.replace("{{", "\\{{")
    return f"{{{{ {json.dumps(text)} }}}}"  # a backslash before braces can only be written inside an expression


def _constant(source: str) -> str | None:
    try:
        value = json.loads(source)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, str) else None
