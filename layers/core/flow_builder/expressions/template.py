r"""Parses templates: text with `{{ expression }}` in it. `\{{` is a literal `{{`, `\\{{` a backslash before one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from flow_builder.errors import ExpressionError
from flow_builder.expressions.references import ROOTS, Reference, read_references
from flow_builder.expressions.tame import is_tame
from flow_builder.expressions.tokens import tokenize

MAX_EXPRESSION_CHARS = 20_000
"""Length of one expression; what is longer belongs in a transform node."""

_OPEN = re.compile(r"(\\{0,2})\{\{")
_SEGMENT = re.compile(
    r"\.((?:[^\W\d]|\$)(?:\w|\$)*)"
    r"|\[(0|[1-9]\d{0,15})\]"
    r'|\["([^"\\\n\r]*)"\]'
    r"|\['([^'\\\n\r]*)'\]"
)
_ROOT = re.compile(r"[a-z]+")
_PLAIN = re.compile(rf"\s*[a-z]+(?:{_SEGMENT.pattern})*\s*\}}\}}")


@dataclass(frozen=True, slots=True)
class Expression:
    """One `{{ }}`: its source between the braces, and the offset of that source in the template."""

    source: str
    position: int
    path: tuple[str | int, ...] | None
    """The whole expression as a plain path, root first; None when it needs the JavaScript engine."""
    references: tuple[Reference, ...]
    tame: bool
    """Whether it may be evaluated inside this process."""


@dataclass(frozen=True, slots=True)
class Template:
    """Literal text and expressions in order; `single` when the whole text is exactly one `{{ }}`."""

    text: str
    parts: tuple[str | Expression, ...]
    single: bool

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """The expressions alone, in order."""
        return tuple(part for part in self.parts if isinstance(part, Expression))


@lru_cache(maxsize=8_192)
def parse(text: str) -> Template:
    """Returns the template in a text; one without `{{` has the text as its only part.

    Raises ExpressionError `expression.syntax` with the position of a `{{`, bracket, string or comment that is never
    closed. The JavaScript itself is not compiled: `check` does that.
    """
    parts: list[str | Expression] = []
    literal = ""
    position = 0
    while match := _OPEN.search(text, position):
        escape = match[1]
        literal += text[position : match.start()]
        position = match.end()
        if escape == "\\":
            literal += "{{"
            continue
        literal += "\\" if escape else ""
        if literal:
            parts.append(literal)
            literal = ""
        expression = _expression(text, position)
        parts.append(expression)
        position += len(expression.source) + 2
    literal += text[position:]
    if literal or not parts:
        parts.append(literal)
    return Template(text, tuple(parts), single=len(parts) == 1 and isinstance(parts[0], Expression))


def _expression(text: str, start: int) -> Expression:
    plain = _PLAIN.match(text, start)
    return (plain and _plain(text, start, plain.end() - 2)) or _script(text, start)


def _plain(text: str, start: int, end: int) -> Expression | None:
    """Returns a plain path without cutting it into tokens, which takes ten times as long."""
    source = text[start:end]
    path = plain_path(source)
    if path is None or len(source) > MAX_EXPRESSION_CHARS:
        return None
    root = Reference(str(path[0]), path[1:], start + len(source) - len(source.lstrip()))
    return Expression(source, start, path, (root,), tame=True)


def _script(text: str, start: int) -> Expression:
    tokens, end = tokenize(text, start, stop=True, most=MAX_EXPRESSION_CHARS)
    if end >= len(text):
        raise ExpressionError(
            "'{{' is never closed.",
            code="expression.syntax",
            position=start - 2,
            hint="Close it with '}}', or write '\\{{' for two literal braces.",
        )
    if not tokens:
        raise ExpressionError("There is nothing between '{{' and '}}'.", code="expression.syntax", position=start - 2)
    source = text[start:end]
    return Expression(source, start, plain_path(source), read_references(tokens), is_tame(tokens))


def plain_path(source: str) -> tuple[str | int, ...] | None:
    """Returns a source such as `steps.a.rows[0]["unit price"]` as a path, or None when it is more than a path."""
    source = source.strip()
    root = _ROOT.match(source)
    if root is None or root[0] not in ROOTS:
        return None
    path: list[str | int] = [root[0]]
    position = root.end()
    while position < len(source):
        segment = _SEGMENT.match(source, position)
        if segment is None:
            return None
        name, index, double, single = segment.groups()
        path.append(int(index) if index is not None else next(x for x in (name, double, single) if x is not None))
        position = segment.end()
    return tuple(path)
