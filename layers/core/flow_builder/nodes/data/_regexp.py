"""Regular expressions in the JavaScript sandbox, where a pattern that backtracks for ever is stopped in time.

Python's `re` cannot be interrupted while it matches and holds up the whole process, so text and patterns from flows
never meet it. It also makes patterns mean the same here as inside expressions.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.errors import ExpressionError, NodeError
from flow_builder.expressions import run_function

SECONDS: Final = 1.0
"""CPU time of one use of a pattern."""
MAX_MATCHES: Final = 100_000

Flags = Annotated[
    str,
    Field(
        pattern="^[imsuv]*$",
        max_length=5,
        description="`i` ignore case, `m` ^ and $ at line ends, `s` dot matches line ends, `u` Unicode.",
    ),
]

_COMPILE = """
let re;
try { re = new RegExp(pattern, flags); } catch (error) { return { bad: String(error.message) }; }
"""
_MATCHES = f"""{_COMPILE}
const found = [];
let last = 0;
for (const match of text.matchAll(re)) {{
  const [whole, ...groups] = match;
  const named = Object.entries(match.groups ?? {{}}).map(([name, value]) => [name, value ?? null]);
  found.push([text.slice(last, match.index), match.index, whole, groups, Object.fromEntries(named)]);
  last = match.index + whole.length;
  if (found.length >= limit) break;
}}
return {{ found, rest: text.slice(last) }};
"""
_TEST = f"{_COMPILE}\nreturn {{ result: re.test(text) }};"
_SPLIT = f"{_COMPILE}\nreturn {{ result: text.split(re, limit).map((part) => part ?? '') }};"
_REPLACE = f"""{_COMPILE}
const count = text.match(re)?.length ?? 0;
return {{ result: text.replace(re, replacement), count: re.global ? count : Math.min(count, 1) }};
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One match. `index` counts UTF-16 units, as JavaScript does."""

    before: str
    """The text between the match before and this one."""
    index: int
    text: str
    groups: list[str | None]
    named: dict[str, str | None]

    def as_json(self) -> dict[str, JSON]:
        """Returns the match as nodes give it out."""
        return {"text": self.text, "index": self.index, "groups": self.groups, "named": self.named}


def _call(body: str, pattern: str, flags: str, text: str, **arguments: JSON) -> dict[str, Any]:
    given = {"pattern": pattern, "flags": flags, "text": text, **arguments}
    try:
        answer: dict[str, Any] = run_function(body, {}, given, seconds=SECONDS)
    except ExpressionError as error:
        if error.code not in {"expression.timeout", "expression.memory", "expression.recursion"}:
            raise
        raise NodeError(
            "The pattern takes too long on this text.",
            code="data.pattern_too_slow",
            hint="Avoid repetitions inside repetitions such as (a+)+, or cut the text into smaller pieces.",
            details={"pattern": pattern[:200], "seconds": SECONDS},
        ) from error
    if "bad" in answer:
        raise NodeError(
            f"{pattern[:200]!r} is not a regular expression: {answer['bad']}.",
            code="data.bad_pattern",
            hint="Patterns are JavaScript's; inside YAML or JSON a backslash may need to be doubled.",
            details={"pattern": pattern[:200]},
        )
    return answer


def matches(pattern: str, flags: str, text: str, limit: int = MAX_MATCHES) -> tuple[list[Found], str]:
    """Returns the matches and the text after the last one; NodeError `data.bad_pattern`, `data.pattern_too_slow`."""
    answer = _call(_MATCHES, pattern, flags + "g", text, limit=limit)
    found = [Found(before, index, whole, groups, named) for before, index, whole, groups, named in answer["found"]]
    return found, answer["rest"]


def holds(pattern: str, flags: str, text: str) -> bool:
    """Tells whether a pattern matches anywhere; errors as `matches`."""
    return bool(_call(_TEST, pattern, flags, text)["result"])


def split_text(pattern: str, flags: str, text: str, limit: int | None = None) -> list[str]:
    """Returns the parts between matches, groups of the pattern among them; errors as `matches`."""
    parts: list[str] = _call(_SPLIT, pattern, flags, text, limit=limit or MAX_MATCHES)["result"]
    return parts


def replace(pattern: str, flags: str, text: str, replacement: str, *, every: bool) -> tuple[str, int]:
    """Returns the text with matches replaced (`$1`, `$<name>`, `$&` are understood), and how many; errors as `matches`."""
    answer = _call(_REPLACE, pattern, flags + ("g" if every else ""), text, replacement=replacement)
    return answer["result"], answer["count"]


class SandboxPattern:
    """A pattern with the methods of Python's compiled ones that JSONata's functions use."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._pattern = pattern
        self._flags = flags
        holds(pattern, flags, "")  # a bad pattern is told at once

    def search(self, string: str) -> "SandboxMatch | None":
        """Returns the first match, or None."""
        return next(self.finditer(string, 1), None)

    def finditer(self, string: str, limit: int = MAX_MATCHES) -> Iterator["SandboxMatch"]:
        """Yields the matches."""
        return map(SandboxMatch, matches(self._pattern, self._flags, string, limit)[0])

    def sub(self, repl: str | Callable[["SandboxMatch"], str], string: str, count: int = 0) -> str:
        r"""Returns the text with the first `count` matches replaced, 0 for all; `\g<1>` stands for a group."""
        found, rest = matches(self._pattern, self._flags, string, count or MAX_MATCHES)
        parts: list[str] = []
        for each in found:
            match = SandboxMatch(each)
            parts.extend((each.before, match.expand(repl) if isinstance(repl, str) else repl(match)))
        return "".join([*parts, rest])

    def split(self, string: str, maxsplit: int = 0) -> list[str]:
        """Returns the parts between matches; `maxsplit` is how many matches count, 0 for all."""
        found, rest = matches(self._pattern, self._flags, string, maxsplit or MAX_MATCHES)
        return [*(each.before for each in found), rest]


class SandboxMatch:
    """A match with the methods of Python's."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def group(self, number: int = 0) -> str | None:
        """Returns a group, 0 for the whole match."""
        return self._found.text if number == 0 else self._found.groups[number - 1]

    def groups(self) -> Sequence[str | None]:
        """Returns all groups but the whole match."""
        return self._found.groups

    def start(self) -> int:
        """Returns where the match begins."""
        return self._found.index

    def end(self) -> int:
        """Returns where the match ends."""
        return self._found.index + len(self._found.text)

    def expand(self, template: str) -> str:
        r"""Returns a replacement text with `\g<n>` filled in; of a number that is no group, its first digits count."""

        def fill(reference: re.Match[str]) -> str:
            digits = reference[1]
            for length in range(len(digits), 0, -1):
                if int(digits[:length]) <= len(self._found.groups):
                    return (self.group(int(digits[:length])) or "") + digits[length:]
            return ""

        return re.sub(r"\\g<(\d+)>", fill, template)
