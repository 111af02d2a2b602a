r"""Cuts a command line into words, as bash does or as Windows does.

bash: 'as it is', "with \" and \\", $'with \n and \u00e9', \ before anything, and at the end of a line to go on. Nothing is
expanded. Windows: cmd takes ^ away first (outside of its quotes), the program's own rules then cut at blanks: "…" holds
words together, \" is a quote.
"""

import re
from dataclasses import dataclass, field

from flow_builder.errors import InvalidInput

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "v": "\v"}
_CODE = re.compile(r"x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})")
_PIECES = re.compile(r'(\\+")|(""|")|(\s)|([^\s"\\]+|\\)')
"""Backslashes before a quote (half of them stay, an odd one takes the quote's meaning), quotes, blanks, and the rest."""
_HIGHEST = 0x10FFFF
_ENDS = frozenset("|;&<>")
_EXPANDS = re.compile(r"\$[A-Za-z_{(]|`")


@dataclass(slots=True)
class Words:
    """The words of a command. `rest` is what follows it, such as a pipe; `variables` tells that bash would fill in some."""

    words: list[str] = field(default_factory=list)
    rest: str = ""
    variables: bool = False


def split(text: str, *, windows: bool) -> Words:
    """Returns the words of a command line for bash or for Windows; InvalidInput `curl.quotes`."""
    return Words(_windows(text)) if windows else _Bash(text).read()


def is_windows(text: str) -> bool:
    """Tells whether a command is written for cmd: lines that end in ^, quotes with ^ before them."""
    return bool(re.search(r'\^\r?\n|\^"', text)) or re.match(r"\s*curl\.exe\b", text, re.IGNORECASE) is not None


class _Bash:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._word: list[str] | None = None
        self._found = Words()

    def read(self) -> Words:
        while self._at < len(self._text):
            char = self._text[self._at]
            if char in _ENDS or (char == "\n" and self._found.words):
                break
            self._at += 1
            self._take(char)
        self._end_word()
        self._found.rest = self._text[self._at :].strip()
        return self._found

    def _take(self, char: str) -> None:
        following = self._text[self._at : self._at + 1]
        if char.isspace():
            self._end_word()
        elif char == "'":
            self._add(self._until("'"))
        elif char == '"':
            self._double()
        elif char == "$" and following == "'":
            self._at += 1
            self._ansi()
        elif char == "$" and following == '"':
            self._at += 1
            self._double()
        elif char == "\\":
            self._backslash()
        else:
            self._look(self._at - 1)
            self._add(char)

    def _backslash(self) -> None:
        line_break = re.compile(r"\r?\n").match(self._text, self._at)
        if line_break:
            self._at = line_break.end()
            if self._word is None:
                self._end_word()
        else:
            self._add(self._text[self._at : self._at + 1])
            self._at += 1

    def _double(self) -> None:
        start = self._at
        self._add("")
        while (char := self._next(start)) != '"':
            following = self._text[self._at : self._at + 1]
            if char == "\\" and following and following in '"\\$`\n':
                self._at += 1
                self._add("" if following == "\n" else following)
            else:
                self._look(self._at - 1)
                self._add(char)

    def _ansi(self) -> None:
        start = self._at
        self._add("")
        while (char := self._next(start)) != "'":
            if char != "\\":
                self._add(char)
                continue
            code = _CODE.match(self._text, self._at)
            if code:
                self._at = code.end()
                digits = code[1] or code[2] or code[3]
                value = int(digits, 16) if digits else int(code[4], 8) & 0xFF
                self._add(chr(value) if value <= _HIGHEST else "")
            else:
                following = self._next(start)
                self._add(_ESCAPES.get(following, following if following in "\\'\"?" else f"\\{following}"))

    def _until(self, quote: str) -> str:
        end = self._text.find(quote, self._at)
        if end < 0:
            raise _open(self._text, self._at - 1)
        start, self._at = self._at, end + 1
        return self._text[start:end]

    def _next(self, start: int) -> str:
        if self._at >= len(self._text):
            raise _open(self._text, start - 1)
        self._at += 1
        return self._text[self._at - 1]

    def _look(self, at: int) -> None:
        self._found.variables = self._found.variables or _EXPANDS.match(self._text, at) is not None

    def _add(self, text: str) -> None:
        if self._word is None:
            self._word = []
        self._word.append(text)

    def _end_word(self) -> None:
        if self._word is not None:
            self._found.words.append("".join(self._word))
        self._word = None


def _open(text: str, at: int) -> InvalidInput:
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return InvalidInput(
        f"The quote at line {line}, column {column} is never closed.",
        code="curl.quotes",
        hint="Copy the whole command.",
        details={"line": line, "column": column},
    )


def _windows(text: str) -> list[str]:
    words: list[str] = []
    word: list[str] | None = None
    quoted = False
    for piece in _PIECES.finditer(_without_carets(text)):
        slashes, quote, blank, plain = piece.groups()
        if blank and not quoted:
            words += [] if word is None else ["".join(word)]
            word = None
            continue
        word = [] if word is None else word
        if slashes:
            word.append("\\" * ((len(slashes) - 1) // 2))
        if (slashes and len(slashes) % 2 == 0) or (quote == '""' and quoted):
            word.append('"')
        elif slashes or quote:
            quoted = not quoted if quote != '""' else quoted
        else:
            word.append(plain or blank)
    if quoted:
        raise _open(text, text.rfind('"'))
    return words if word is None else [*words, "".join(word)]


def _without_carets(text: str) -> str:
    """Returns what cmd hands on: ^ makes the next character mean itself, and goes on in the next line."""
    found: list[str] = []
    quoted = False
    at = 0
    text = text.replace("\r\n", "\n")
    while at < len(text):
        char = text[at]
        at += 1
        if char == "^" and not quoted:
            if text[at : at + 1] == "\n":
                at += 1
            found.append(text[at : at + 1])
            at += 1
            continue
        if char == '"':
            quoted = not quoted
        found.append(char)
    return "".join(found)
