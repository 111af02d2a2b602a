"""Names that an expression uses and nobody defines, found without running it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from flow_builder.expressions import ROOTS
from flow_builder.expressions.tokens import Token, tokenize

GLOBALS = frozenset(
    """
    AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError
    Float16Array Float32Array Float64Array Infinity Int16Array Int32Array Int8Array InternalError Iterator JSON Map Math NaN Number
    Object Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint16Array
    Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet atob btoa decodeURI decodeURIComponent encodeURI
    encodeURIComponent escape globalThis isFinite isNaN parseFloat parseInt undefined unescape
    """.split()  # noqa: SIM905 - a list of seventy quoted words is harder to read
)
"""What JavaScript itself brings to an expression."""
_WORDS = frozenset(
    """
    arguments async await break case catch class const continue debugger default delete do else export extends false
    finally for function get if import in instanceof let new null of return set static super switch this throw true try
    typeof var void while with yield
    """.split()  # noqa: SIM905 - a list of seventy quoted words is harder to read
)
_KNOWN = GLOBALS | _WORDS | frozenset(ROOTS)
_BLOCKS = frozenset({"function", "class", "const", "let", "var", "catch", "get", "set", "static", "typeof"})


_WORD = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]*")


@lru_cache(maxsize=8_192)
def unknown_names(source: str) -> tuple[str, ...]:
    """Returns the names in an expression that are neither in scope nor JavaScript's nor parameters of a function in it.

    Errs on the side of silence: an expression that declares names in blocks or methods, or asks `typeof`, is taken to be fine.
    """
    if _KNOWN.issuperset(_WORD.findall(source)):
        return ()
    tokens, _ = tokenize(source)
    names = {token.text for token in tokens if token.kind == "name"}
    if names <= _KNOWN or names & _BLOCKS or _has_method(tokens):
        return ()
    bound = _parameters(tokens)
    found = (token.text for at, token in enumerate(tokens) if _is_read(tokens, at))
    return tuple(dict.fromkeys(name for name in found if name not in _KNOWN and name not in bound))


def _is_read(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].kind != "name" or _text(tokens, at - 1) in (".", "?."):
        return False
    # `{ name: … }` and `{ name(…) {` are keys; `a ? name : b` is a read, told apart by what stands before it.
    return not (_text(tokens, at - 1) in ("{", ",") and _text(tokens, at + 1) in (":", "("))


def _has_method(tokens: Sequence[Token]) -> bool:
    return any(_text(tokens, at) == ")" and _text(tokens, at + 1) == "{" for at in range(len(tokens)))


def _parameters(tokens: Sequence[Token]) -> frozenset[str]:
    """Returns every name that stands among the parameters of an arrow function, defaults included."""
    bound: set[str] = set()
    for at, token in enumerate(tokens):
        if token.kind != "punct" or token.text != "=>":
            continue
        start = at - 1
        if _text(tokens, start) == ")":
            depth = 0
            while start >= 0:
                depth += (_text(tokens, start) == ")") - (_text(tokens, start) == "(")
                if depth == 0:
                    break
                start -= 1
        bound.update(each.text for each in tokens[max(start, 0) : at] if each.kind == "name")
    return frozenset(bound)


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) and tokens[at].kind == "punct" else ""
