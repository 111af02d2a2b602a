"""Tells which expressions may run inside this process.

The engine looks at its clock between its own steps only: a single built-in function can take minutes (`"a".repeat(n).indexOf(…)`,
`x.sort()` on a huge length, operators on big BigInts) and nothing in the process can stop it. So an expression runs here only if
its source shows that it does a bounded number of steps, each at most linear in the size of its scope; every other one runs
in a process that can be killed. Being wrong in the other direction costs 0.1 ms, so the rules are short:

* no function, class, loop, assignment, regular expression, BigInt or tagged template; `new` for Date alone;
* calls go by name to a method or global listed here, the ones that search text get a short literal to search for;
* at most one call that lets text grow;
* no object literal with a key that could be called, by name or by a conversion.
"""

from collections.abc import Sequence

from flow_builder.expressions.references import ROOTS
from flow_builder.expressions.tokens import Token

MAX_SOURCE_CHARS = 2_000
_MAX_TOKENS = 400
_MAX_LITERAL = 18


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD_OPERATORS = frozenset({"typeof", "in", "instanceof", "void"})
_CONSTANTS = frozenset({"true", "false", "null", "undefined", "NaN", "Infinity", *_WORD_OPERATORS, *ROOTS})
_FUNCTIONS = frozenset({"Number", "String", "Boolean", "parseInt", "parseFloat", "isNaN", "isFinite"})
_GROWING_FUNCTIONS = frozenset({"encodeURIComponent"})
_STATIC = {
    "Math": _names("abs ceil floor round trunc sign min max sqrt cbrt pow exp log log2 log10 hypot random PI E"),
    "Number": _names("isInteger isFinite isNaN isSafeInteger parseFloat parseInt MAX_SAFE_INTEGER EPSILON"),
    "Object": frozenset({"keys", "values", "entries", "hasOwn"}),
    "Array": frozenset({"isArray"}),
    "Date": frozenset({"now", "parse", "UTC"}),
    "JSON": frozenset({"stringify"}),
}
_METHODS = _names(
    "toUpperCase toLowerCase trim trimStart trimEnd slice substring charAt charCodeAt codePointAt at "
    "concat flat toFixed toPrecision toString toReversed hasOwnProperty toISOString getTime valueOf "
    "getFullYear getMonth getDate getDay getHours getMinutes getSeconds getUTCFullYear getUTCMonth "
    "getUTCDate getUTCDay getUTCHours getUTCMinutes getUTCSeconds"
)
_SEARCHES = _names("includes indexOf lastIndexOf startsWith endsWith split")
_GROWING_METHODS = frozenset({"join", "replace", "replaceAll", "padStart", "padEnd"})
_CALLABLE = _METHODS | _SEARCHES | _GROWING_METHODS
_CONVERSIONS = frozenset({"toJSON", "__proto__", "then"})
_FORBIDDEN = frozenset({"=>", "=", "++", "--", ";", "#", "@", "\\"})


def is_tame(tokens: Sequence[Token]) -> bool:
    """Whether an expression with these tokens may run inside this process."""
    if len(tokens) > _MAX_TOKENS or (tokens and tokens[-1].end - tokens[0].start > MAX_SOURCE_CHARS):
        return False
    return _Reading(tokens).tame()


class _Reading:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.growing = 0

    def tame(self) -> bool:
        return all(self._token(at) for at in range(len(self.tokens))) and self.growing <= 1

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) and self.tokens[at].kind in ("punct", "name") else ""

    def _token(self, at: int) -> bool:
        token = self.tokens[at]
        match token.kind:
            case "regex":
                return False
            case "number":
                return not token.text.endswith("n")
            case "template":
                return token.text.startswith("}") or not self._operand(at - 1)
            case "string":
                return not self._is_key(at) or self._harmless_key(token.text[1:-1])
            case "punct":
                return self._punct(at)
            case _:
                return self._name(at)

    def _operand(self, at: int) -> bool:
        """Whether the token before is one that a call or a template could apply to."""
        if at < 0:
            return False
        token = self.tokens[at]
        if token.kind == "template":
            return token.text.endswith("`") and not token.text.endswith("${")
        if token.kind == "punct":
            return token.text in (")", "]", "}", "?.")
        return token.kind != "name" or token.text not in _WORD_OPERATORS

    def _punct(self, at: int) -> bool:
        text = self.tokens[at].text
        if text in _FORBIDDEN or (text.endswith("=") and text not in ("==", "===", "!=", "!==", "<=", ">=")):
            return False
        if text == "(" and self._operand(at - 1):
            return self.tokens[at - 1].kind == "name"
        return text != "[" or self._text(at - 1) not in ("{", ",") or not self._computed_key(at)

    def _computed_key(self, at: int) -> bool:
        depth = 0
        for other in range(at, len(self.tokens)):
            depth += (self._text(other) in ("[", "(", "{")) - (self._text(other) in ("]", ")", "}"))
            if depth == 0:
                return self._text(other + 1) == ":"
        return True

    def _is_key(self, at: int) -> bool:
        return self._text(at + 1) == ":" and self._text(at - 1) in ("{", ",")

    def _harmless_key(self, key: str) -> bool:
        return "\\" not in key and key not in _CALLABLE and key not in _CONVERSIONS

    def _name(self, at: int) -> bool:
        text = self.tokens[at].text
        if self._text(at - 1) in (".", "?."):
            return self._text(at + 1) != "(" or self._method(at)
        if self._is_key(at):
            return self._harmless_key(text)
        if text in _CONSTANTS:
            return self._text(at + 1) != "(" or text in _WORD_OPERATORS
        if self._text(at + 1) == "(":
            self.growing += text in _GROWING_FUNCTIONS
            return text in _FUNCTIONS or text in _GROWING_FUNCTIONS or (text == "Date" and self._text(at - 1) == "new")
        if text in _STATIC and self._text(at + 1) == ".":
            self.growing += text == "JSON"
            return self._text(at + 2) in _STATIC[text]
        return text == "new" and self._text(at + 1) == "Date" and self._text(at + 2) == "("

    def _method(self, at: int) -> bool:
        name = self.tokens[at].text
        if self._text(at - 2) in _STATIC and self._text(at - 3) not in (".", "?."):
            return name in _STATIC[self._text(at - 2)]
        if name in _METHODS:
            return True
        if name in _GROWING_METHODS:
            self.growing += 1
            return self._literals(at + 2, 1 if name == "join" else 2, numbers=name.startswith("pad"))
        return name in _SEARCHES and self._literals(at + 2, 1, numbers=True)

    def _literals(self, at: int, most: int, *, numbers: bool) -> bool:
        """Whether the arguments from `at` on are at most so many short literals and nothing else."""
        for _ in range(most):
            if self._text(at) == ")":
                return True
            token = self.tokens[at] if at < len(self.tokens) else None
            if token is None or not (token.kind == "string" or (numbers and token.kind == "number")):
                return False
            if token.end - token.start > (_MAX_LITERAL if token.kind == "string" else 3):
                return False
            at += 1
            if self._text(at) == ",":
                at += 1
        return self._text(at) == ")"
