"""Tells hostile HTML before a parser meets it.

Parsers of HTML5 take time in proportion to tags times nesting, to the square of a tag's attributes, and make up new
elements for formatting that is never closed: a hundred kilobytes can cost a minute and gigabytes. This walks over the
tags once and keeps an outline of what a parser would have open, rather too much than too little.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from flow_builder.errors import LimitExceeded

MAX_CHARS: Final = 10_000_000
"""Length of an HTML text; a parsed one takes some 30 times that in memory."""
_MAX_TAGS: Final = 1_000_000
_MAX_ATTRIBUTES: Final = 2_000
_MAX_WORK: Final = 100_000_000
"""Sum over all tags of how deep they lie: about a second of parsing."""
_MAX_REBUILT: Final = 200_000
"""Elements made up for formatting that is never closed."""
_SHORT: Final = 2_000
"""Texts up to this length do no harm whatever they hold."""

_S: Final = "[ \\t\\n\\f\\r]"
_VALUE: Final = r""""[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+"""
_ATTRIBUTE: Final = rf"[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:{_S}*+={_S}*+(?:{_VALUE})?+)?+"
_TOKEN: Final = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|(?P<cdata><!\[CDATA\[)|<(?:[!?]|/[^a-zA-Z>])[^>]*+"
    rf"|<(?P<end>/?)(?P<name>[a-zA-Z][^ \t\n\f\r/>]*+)(?P<rest>(?:(?:{_S}|/)++|{_ATTRIBUTE})*+)",
    re.DOTALL,
)
_EACH_ATTRIBUTE: Final = re.compile(_ATTRIBUTE)
_RAW: Final = {
    name: re.compile(rf"</{name}(?=[ \t\n\f\r/>]|\Z)", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp")
}
"""Elements whose content is text up to their end tag."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID: Final = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
_FORMATTING: Final = _names("a b big code em font i nobr s small strike strong tt u")
_IMPLIED: Final = _names("p li dd dt option optgroup rb rp rt rtc")
_TABLE: Final = _names("td th tr tbody thead tfoot caption colgroup")
_FOREIGN: Final = frozenset({"svg", "math", "select", "template"})
"""Where a tag may mean something else, or nothing."""
_BREAKOUT: Final = _names(
    "b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu"
    " meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
"""Start tags that end foreign content."""
_CLOSES: Final = {
    "p": frozenset({"p"}),
    "li": frozenset({"p", "li"}),
    "dd": frozenset({"p", "dd", "dt"}),
    "dt": frozenset({"p", "dd", "dt"}),
    "option": frozenset({"option"}),
    "td": frozenset({"p", "td", "th"}),
    "th": frozenset({"p", "td", "th"}),
    "tr": frozenset({"p", "td", "th", "tr"}),
    "tbody": frozenset({"p", "td", "th", "tr", "tbody", "thead", "tfoot"}),
}
"""Start tags that close what lies on top of the open elements."""


def check_html(html: str) -> None:
    """Raises LimitExceeded `extract.too_large` or `extract.too_complex` for HTML that would cost too much to parse."""
    if len(html) > MAX_CHARS:
        raise LimitExceeded(
            f"The HTML is {len(html):,} characters long; at most {MAX_CHARS:,} are read.",
            code="extract.too_large",
            hint="Take a part of the page only, such as the element that matters.",
        )
    if len(html) > _SHORT:
        if html.count("<") > _MAX_TAGS:
            raise _too_complex(f"it has more than {_MAX_TAGS:,} tags")
        _Outline(html).walk()


def _too_complex(reason: str) -> LimitExceeded:
    return LimitExceeded(
        f"The HTML cannot be read: {reason}.",
        code="extract.too_complex",
        hint="Pages made by people are far below this limit; the page may mean harm, or be cut off.",
    )


def _is_self_closing(rest: str) -> bool:
    """Tells whether the slash at the end of a tag is its own, not that of a value without quotes."""
    last = max((match.end() for match in _EACH_ATTRIBUTE.finditer(rest)), default=0)
    return last < len(rest)


class _Outline:
    """The elements that are open while walking over a text."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._stack: list[tuple[str, str]] = []
        """Names of the open elements, with the attributes of formatting ones."""
        self._open: Counter[str] = Counter()
        self._lost: list[tuple[str, str]] = []
        """Formatting elements that were closed together with what holds them: a parser opens them again."""
        self._same: Counter[tuple[str, str]] = Counter()
        self._strange = 0
        """Open elements in which a tag may mean something else, or nothing."""
        self._broken = False
        """Whether foreign content may have ended without its end tag."""
        self._blind_until = 0
        """Up to here end tags may be text, so they close nothing."""
        self._work = self._rebuilt = 0

    def walk(self) -> None:
        """Goes over all tags; LimitExceeded when they cost too much."""
        at = 0
        while match := _TOKEN.search(self._html, at):
            at = match.end()
            if match["cdata"]:
                found = self._html.find("]]>", at)
                self._blind_until = max(self._blind_until, len(self._html) if found < 0 else found)
            elif match["name"]:
                name = match["name"].lower()
                if match["end"]:
                    self._end(name, at)
                else:
                    at = self._start(name, match["rest"], at)
                self._work += len(self._stack)
                if self._work > _MAX_WORK:
                    raise _too_complex("its elements lie too deep in each other")
                if self._rebuilt > _MAX_REBUILT:
                    raise _too_complex("too many of its formatting elements are never closed")

    def _start(self, name: str, rest: str, at: int) -> int:
        """Opens an element and returns where to go on, for one that holds text its end."""
        if len(rest) > _MAX_ATTRIBUTES and sum(1 for _ in _EACH_ATTRIBUTE.finditer(rest)) > _MAX_ATTRIBUTES:
            raise _too_complex(f"a tag has more than {_MAX_ATTRIBUTES:,} attributes")
        if self._strange:
            self._broken = self._broken or name in _BREAKOUT
            if rest.endswith("/") and not self._broken and _is_self_closing(rest):
                return at
        elif name in _VOID:
            return at
        elif name in _RAW:
            return self._raw(name, at)
        elif name in _CLOSES:
            self._close(_CLOSES[name])
        if name in _FORMATTING:
            self._reopen()
            self._push((name, rest))
        else:  # what was lost is opened again within
            self._push((name, ""))
            self._reopen()
        return at

    def _close(self, names: frozenset[str]) -> None:
        """Closes elements that a start tag closes, with the formatting in them."""
        while True:
            depth = next((depth for depth, (name, _) in self._inner() if name in names), None)
            if depth is None:
                return
            self._pop_through(depth)

    def _inner(self, passed: frozenset[str] = frozenset()) -> Iterator[tuple[int, tuple[str, str]]]:
        """Yields (depth, element) from the innermost outwards, up to the first that is not for formatting or in `passed`."""
        for depth, element in enumerate(reversed(self._stack)):
            yield depth, element
            self._work += 10
            if element[0] not in _FORMATTING and element[0] != "span" and element[0] not in passed:
                return

    def _raw(self, name: str, at: int) -> int:
        end = _RAW[name].search(self._html, at)
        content_end = end.start() if end else len(self._html)
        if name == "script" and self._html.find("<!--", at, content_end) >= 0:
            inner = self._html[at:content_end].lower()
            if "<script" in inner:  # such a script may go on behind what looks like its end
                self._blind_until = len(self._html)
        return content_end

    def _reopen(self) -> None:
        self._rebuilt += len(self._lost)
        lost, self._lost = self._lost, []
        for each in lost:
            self._same[each] -= 1
            self._push(each)

    def _push(self, element: tuple[str, str]) -> None:
        name = element[0]
        if name in ("a", "nobr"):  # these never lie in each other
            self._lost = [each for each in self._lost if each[0] != name]
            self._remove(name)
        if name in _FORMATTING:
            self._same[element] += 1
        self._stack.append(element)
        self._open[name] += 1
        self._strange += name in _FOREIGN

    def _remove(self, name: str) -> bool:
        """Closes the innermost formatting element of a name alone, if only other formatting lies in it."""
        depth = next((depth for depth, (other, _) in self._inner(_IMPLIED) if other == name), None)
        if depth is None:
            return False
        element = self._stack.pop(-1 - depth)
        self._open[name] -= 1
        self._same[element] -= 1
        return True

    def _pop_through(self, depth: int) -> None:
        """Closes the innermost elements, the one at `depth` included; a cell forgets the formatting in it."""
        name = self._stack[-1 - depth][0]
        cell = name in ("td", "th", "caption") and self._open["table"] and not self._strange
        for _ in range(depth + 1):
            self._pop(lose=not cell)

    def _pop(self, *, lose: bool) -> None:
        element = self._stack.pop()
        name = element[0]
        self._open[name] -= 1
        if name in _FOREIGN:
            self._strange -= 1
            self._broken = self._broken and self._strange > 0
        elif name in _FORMATTING:
            if lose and self._same[element] <= 3:  # noqa: PLR2004 - a parser keeps three equal ones
                self._lost.append(element)
            else:
                self._same[element] -= 1

    def _end(self, name: str, at: int) -> None:
        if at <= self._blind_until:
            return
        if self._stack and self._stack[-1][0] == name:
            self._pop_through(0) if name in _TABLE else self._pop(lose=False)
        elif name in _FORMATTING:
            if not (self._open[name] and self._remove(name)):
                self._forget(name)
        elif self._open[name]:
            passed = _IMPLIED | _TABLE if name == "table" or name in _TABLE else _IMPLIED
            depth = next((depth for depth, (other, _) in self._inner(passed) if other == name), None)
            if depth is not None:
                self._pop_through(depth)

    def _forget(self, name: str) -> None:
        for index in range(len(self._lost) - 1, -1, -1):
            if self._lost[index][0] == name:
                self._same[self._lost.pop(index)] -= 1
                return
