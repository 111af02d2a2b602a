"""Finds what an expression reads, without running it.

The answer errs on the side of too much: a name that might be a root counts as one. Names that the expression binds
itself (parameters, `const`, `let`, `var`, functions, classes, `catch`) hide a root within their function or block.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from flow_builder.expressions.tokens import Token

ROOTS = ("input", "steps", "item", "index", "vars", "run", "env")
"""The names in scope, in the order in which compiled expressions take them."""

_ROOT_SET = frozenset(ROOTS)
_OPENERS = {"(": ")", "[": "]", "{": "}"}
_ESCAPED = re.compile(r"\\")
_INTEGER = re.compile(r"0|[1-9]\d{0,15}")
_NOT_FUNCTIONS = frozenset({"if", "while", "for", "switch", "with"})
_OPERATORS = frozenset({"typeof", "instanceof", "in", "of", "new", "delete", "void"})
_DECLARATIONS = frozenset({"const", "let", "var"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A read of scope: the root, the static part of the path after it, and the root's offset in the text.

    `steps.a.rows[0].price` has the path `("a", "rows", 0, "price")`; `steps[x]` has `()`, which is everything. The name of
    a called method is left out: `steps.a.rows.map(…)` has `("a", "rows")`.
    """

    root: str
    path: tuple[str | int, ...]
    position: int


def read_references(tokens: Sequence[Token]) -> tuple[Reference, ...]:
    """Returns the reads of scope in the tokens of an expression or a function body, in order."""
    places = [at for at, token in enumerate(tokens) if token.kind == "name" and token.text in _ROOT_SET]
    if not places:
        return ()
    hidden = _Bindings(tokens).ranges
    return tuple(
        Reference(tokens[at].text, _path(tokens, at + 1), tokens[at].start)
        for at in places
        if not _is_property(tokens, at)
        and not any(first <= at <= last for first, last in hidden.get(tokens[at].text, ()))
    )


def _text(tokens: Sequence[Token], at: int) -> str:
    if not 0 <= at < len(tokens):
        return ""
    token = tokens[at]
    return token.text if token.kind in ("punct", "name") else f"<{token.kind}>"


def _is_property(tokens: Sequence[Token], at: int) -> bool:
    before = _text(tokens, at - 1)
    if before in (".", "?."):
        return True
    return before in ("{", ",") and _text(tokens, at + 1) == ":" and _enclosing(tokens, at) == "{"


def _enclosing(tokens: Sequence[Token], at: int) -> str:
    depth = 0
    for token in reversed(tokens[:at]):
        if token.kind == "template":
            depth += token.text.startswith("}") - token.text.endswith("${")
            if depth < 0:
                return "${"
        elif token.kind == "punct" and token.text in (")", "]", "}"):
            depth += 1
        elif token.kind == "punct" and token.text in _OPENERS:
            if depth == 0:
                return token.text
            depth -= 1
    return ""


def _path(tokens: Sequence[Token], at: int) -> tuple[str | int, ...]:
    path: list[str | int] = []
    while True:
        here = _text(tokens, at)
        if here == "?." and _text(tokens, at + 1) in ("[", "("):
            at += 1
            here = _text(tokens, at)
        if here in (".", "?.") and at + 1 < len(tokens) and tokens[at + 1].kind == "name":
            path.append(tokens[at + 1].text)
            at += 2
        elif here == "[" and _text(tokens, at + 2) == "]" and (key := _key(tokens[at + 1])) is not None:
            path.append(key)
            at += 3
        else:
            called = here == "(" or (here == "<template>" and not tokens[at].text.startswith("}"))
            return tuple(path[:-1] if called else path)


def _key(token: Token) -> str | int | None:
    if token.kind == "number" and _INTEGER.fullmatch(token.text):
        return int(token.text)
    if token.kind == "string" and not _ESCAPED.search(token.text):
        return token.text[1:-1]
    return None


class _Bindings:
    """Which token ranges hide a root, because the name is bound by the expression itself there."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.ranges: dict[str, list[tuple[int, int]]] = {}
        self.partner = _partners(tokens)
        self.opens = sorted(at for at, other in self.partner.items() if at < other)
        for at in range(len(tokens)):
            self._look(at)

    def _look(self, at: int) -> None:
        here = _text(self.tokens, at)
        if here == "=>":
            self._arrow(at)
        elif here == "(" and self._has_body(at):
            close = self.partner[at]
            self._bind(at, close, self.partner.get(close + 1, close))
        elif here in _DECLARATIONS and _text(self.tokens, at - 1) not in (".", "?."):
            self._declaration(at)
        elif here in ("function", "class") and at + 1 < len(self.tokens) and self.tokens[at + 1].text in _ROOT_SET:
            self._hide(self.tokens[at + 1].text, *self._named(at))

    def _has_body(self, at: int) -> bool:
        """Whether this bracket opens the parameters of a function, method or `catch`."""
        body = self.partner.get(at, -1) + 1
        if _text(self.tokens, body) != "{" or _text(self.tokens, at - 1) in _NOT_FUNCTIONS:
            return False
        keywords = {_text(self.tokens, at - back) for back in (1, 2, 3)}
        return not self.tokens[body].newline or bool(keywords & {"function", "catch"})

    def _named(self, at: int) -> tuple[int, int]:
        """Returns where a function's or class's own name holds: around a declaration, else inside the expression."""
        before = _text(self.tokens, at - 1)
        if before in ("", ";", "{", "}", ")", "async") or self.tokens[at].newline:
            return self._block(at)
        body = next((i for i in range(at, len(self.tokens)) if _text(self.tokens, i) == "{"), at)
        return at, self.partner.get(body, body)

    def _hide(self, name: str, first: int, last: int) -> None:
        self.ranges.setdefault(name, []).append((first, last))

    def _arrow(self, at: int) -> None:
        last = self._body_end(at + 1)
        if _text(self.tokens, at - 1) == ")" and at - 1 in self.partner:
            self._bind(self.partner[at - 1], at - 1, last)
        elif at and self.tokens[at - 1].text in _ROOT_SET:
            self._hide(self.tokens[at - 1].text, at - 1, last)

    def _new_statement(self, at: int) -> bool:
        """Whether a line break before this token ends a statement, as far as two tokens tell."""
        if not self.tokens[at].newline or not at:
            return False
        before = self.tokens[at - 1]
        ended = before.text in (")", "]", "}") if before.kind == "punct" else before.text not in _OPERATORS
        return ended and (self.tokens[at].kind != "punct" or self.tokens[at].text in ("{", "++", "--"))

    def _body_end(self, at: int) -> int:
        if _text(self.tokens, at) == "{":
            return self.partner.get(at, at)
        while at < len(self.tokens):
            if at in self.partner and self.partner[at] > at:
                at = self.partner[at] + 1
            elif at in self.partner or _text(self.tokens, at) in (",", ";", ")", "]", "}") or self._new_statement(at):
                break
            else:
                at += 1
        return at - 1

    def _bind(self, first: int, close: int, last: int) -> None:
        for name in self._pattern(first + 1, close):
            self._hide(name, first, last)

    def _pattern(self, at: int, end: int) -> list[str]:
        """Returns the roots bound by a parameter list or pattern; default values are reads, not bindings."""
        names = []
        while at < end:
            here = self.tokens[at]
            if here.kind == "punct" and here.text == "=":
                at = self._body_end(at + 1)
            elif (
                here.kind == "name"
                and here.text in _ROOT_SET
                and _text(self.tokens, at - 1) in ("(", ",", "{", "[", "...", ":", *_DECLARATIONS)
                and _text(self.tokens, at + 1) != ":"
            ):
                names.append(here.text)
            elif here.text == "[" and _text(self.tokens, at - 1) in ("{", ",") and self._computed(at):
                at = self.partner[at]
            at += 1
        return names

    def _computed(self, at: int) -> bool:
        return at in self.partner and _text(self.tokens, self.partner[at] + 1) == ":"

    def _declaration(self, at: int) -> None:
        end = at + 1
        while end < len(self.tokens) and _text(self.tokens, end) not in (";", "of", "in"):
            if self._new_statement(end):
                break
            if end in self.partner:
                if self.partner[end] < end:
                    break
                end = self.partner[end]
            end += 1
        first, last = self._block(at)
        for name in self._pattern(at + 1, end):
            self._hide(name, first, last)

    def _block(self, at: int) -> tuple[int, int]:
        """Returns the range in which a declaration at `at` holds: its block, or its `for` with the body."""
        for first in reversed(self.opens[: bisect_right(self.opens, at)]):
            last = self.partner[first]
            if last < at:
                continue
            if _text(self.tokens, first) == "(":
                return first, self._body_end(last + 1)
            return first, last
        return 0, len(self.tokens)


def _partners(tokens: Sequence[Token]) -> dict[int, int]:
    """Returns for each bracket the index of its other half; `${` and the `}` after it count as brackets."""
    partner: dict[int, int] = {}
    open_: list[int] = []
    for at, token in enumerate(tokens):
        closes = token.text.startswith("}") if token.kind == "template" else token.text in (")", "]", "}")
        opens = token.text.endswith("${") if token.kind == "template" else token.text in _OPENERS
        if token.kind not in ("punct", "template"):
            continue
        if closes and open_:
            other = open_.pop()
            partner.setdefault(other, at)
            partner[at] = other
        if opens:
            open_.append(at)
            partner.pop(at, None)
    return partner
