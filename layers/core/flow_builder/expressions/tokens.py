"""Cuts JavaScript source into tokens, well enough to find where an expression ends and which names it reads."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from flow_builder.errors import ExpressionError

Kind: TypeAlias = Literal["name", "number", "string", "template", "regex", "punct"]

_BLANK = re.compile(r"(?:\s|//[^\n\r\u2028\u2029]*|/\*.*?\*/)+", re.DOTALL)
_NAME = re.compile(
    r"#?(?:[^\W\d]|\$|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]+\})(?:\w|\$|[\u200c\u200d]|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]+\})*"
)
_NUMBER = re.compile(r"0[xXoObB][\w]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?[\d_]+)?n?")
_STRING = re.compile(r"""'(?:[^'\\\n\r]|\\(?:\r\n|.))*'|"(?:[^"\\\n\r]|\\(?:\r\n|.))*\"""", re.DOTALL)
_REGEX = re.compile(r"/(?:[^/\\\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])+/\w*")
_QUASI = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)
_PUNCT = re.compile(
    r">>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--|\+=|-=|\*=|/=|%=|&=|\|=|\^=|<<|>>|\*\*|.",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{4}))")

_BEFORE_OPERAND = frozenset(
    {"return", "typeof", "instanceof", "in", "new", "delete", "void", "throw", "case", "do", "else"}
)
_STATEMENT_HEADS = frozenset({"if", "while", "for", "with"})
_PAIRS = {")": "(", "]": "[", "}": "{", "${}": "${"}
_CLOSERS = frozenset({")", "]", "}"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `text` of a name has its unicode escapes decoded, `start` is an offset into the whole text."""

    kind: Kind
    text: str
    start: int
    end: int
    newline: bool
    """Whether it is the first one on its line."""


class _Lexer:
    def __init__(self, text: str, start: int, *, stop: bool, most: int) -> None:
        self.text = text
        self.position = start
        self.last = start + most
        self.stop = stop
        self.tokens: list[Token] = []
        self.newline = False
        self.open: list[tuple[str, int, bool]] = []
        """Open brackets: the bracket, where it is, and whether `/` starts a regular expression after its end."""

    def run(self) -> int:
        """Reads to the end; returns the offset of the closing `}}`, or the end of the text without `stop`."""
        text = self.text
        while True:
            if blank := _BLANK.match(text, self.position):
                self.position = blank.end()
                self.newline = self.newline or "\n" in blank[0]
            if self.position >= len(text):
                return self._finish()
            if self.stop and not self.open and text.startswith("}", self.position):
                if text.startswith("}}", self.position):
                    return self.position
                raise _syntax("Unexpected '}'.", self.position)
            if self.position > self.last:
                raise _syntax("The expression is too long.", self.position)
            self._next(text[self.position])

    def _add(self, kind: Kind, text: str, start: int, end: int) -> None:
        self.tokens.append(Token(kind, text, start, end, self.newline))
        self.newline = False

    def _finish(self) -> int:
        if self.open:
            bracket, position, _ = self.open[-1]
            raise _syntax(f"'{bracket}' is never closed.", position)
        return self.position

    def _next(self, char: str) -> None:
        if char == "`":
            self._quasi()
        elif char in "'\"":
            self._take("string", _STRING, "A string is never closed.")
        elif char == "}" and self.open and self.open[-1][0] == "${":
            self.open.pop()
            self._quasi()
        elif char == "/" and self._operand_expected():
            self._take("regex", _REGEX, "A regular expression is never closed.")
        elif char.isdigit() or (char == "." and self.text[self.position + 1 : self.position + 2].isdigit()):
            self._take("number", _NUMBER, "A number is malformed.")
        elif _NAME.match(self.text, self.position):
            self._take("name", _NAME, "A name is malformed.")
        else:
            self._punct()

    def _take(self, kind: Kind, pattern: re.Pattern[str], problem: str) -> None:
        match = pattern.match(self.text, self.position)
        if match is None:
            raise _syntax(problem, self.position)
        text = match[0]
        if kind == "name" and "\\" in text:
            text = _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), text)
        self._add(kind, text, match.start(), match.end())
        self.position = match.end()

    def _quasi(self) -> None:
        start = self.position
        match = _QUASI.match(self.text, start + 1)
        end = match.end() if match else start + 1
        if self.text.startswith("${", end):
            self.open.append(("${", end, True))
            self.position = end + 2
        elif self.text.startswith("`", end):
            self.position = end + 1
        else:
            raise _syntax("A template literal is never closed.", start)
        self._add("template", self.text[start : self.position], start, self.position)

    def _punct(self) -> None:
        match = _PUNCT.match(self.text, self.position)
        assert match is not None
        text = match[0]
        if text == "/" and self.text.startswith("/*", self.position):
            raise _syntax("A comment is never closed.", self.position)
        if text in ("(", "[", "{"):
            self.open.append((text, self.position, self._regex_after(text)))
        elif text in _CLOSERS:
            self._close(text)
        self._add("punct", text, match.start(), match.end())
        self.position = match.end()

    def _close(self, text: str) -> None:
        if not self.open or self.open[-1][0] != _PAIRS[text]:
            raise _syntax(f"Unexpected '{text}'.", self.position)
        self._after_close = self.open.pop()[2]

    _after_close = False

    def _regex_after(self, bracket: str) -> bool:
        last = self.tokens[-1] if self.tokens else None
        if bracket == "(":
            return last is not None and last.kind == "name" and last.text in _STATEMENT_HEADS and not self._property()
        if bracket == "{":
            return last is not None and last.text in (")", "=>", ";", "{", "}", "else", "do", "try", "finally")
        return False

    def _property(self) -> bool:
        return len(self.tokens) > 1 and self.tokens[-2].text in (".", "?.")

    def _operand_expected(self) -> bool:
        if not self.tokens:
            return True
        last = self.tokens[-1]
        match last.kind:
            case "template":
                return last.text.endswith("${")
            case "name":
                return last.text in _BEFORE_OPERAND and not self._property()
            case "punct":
                return self._operand_after(last.text)
            case _:
                return False

    def _operand_after(self, punct: str) -> bool:
        if punct in _CLOSERS:
            return self._after_close
        if punct in ("++", "--") and len(self.tokens) > 1:
            before = self.tokens[-2]
            return before.kind == "punct" and before.text not in (")", "]")
        return True


def _syntax(message: str, position: int) -> ExpressionError:
    return ExpressionError(message, code="expression.syntax", position=position)


def tokenize(
    text: str, start: int = 0, *, stop: bool = False, most: int | None = None
) -> tuple[tuple[Token, ...], int]:
    """Returns the tokens from `start` on and where they end.

    With `stop` the end is the offset of the `}}` that closes a template's expression, or the text's length when
    there is none; `most` is how many characters it may read. Raises ExpressionError `expression.syntax` for whatever is opened and never closed.
    """
    lexer = _Lexer(text, start, stop=stop, most=len(text) if most is None else most)
    end = lexer.run()
    return tuple(lexer.tokens), end
