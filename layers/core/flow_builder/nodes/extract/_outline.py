"""Tells hostile HTML before a parser meets it.

Parsers of HTML5 take time in proportion to tags times nesting, to the square of a tag's attributes, and make up new
elements for formatting that is never closed: a hundred kilobytes can cost a minute and gigabytes. This walks over the
tags once and keeps an outline of what a parser would have open, rather too much than too little.
"""

import re
from collections import Counter
from typing import Final

from flow_builder.errors import LimitExceeded

MAX_CHARS: Final = 10_000_000
"""Length of an HTML text; a parsed one takes some 30 times that in memory."""
_MAX_TAGS: Final = 1_000_000
_MAX_ATTRIBUTES: Final = 2_000
_MAX_WORK: Final = 100_000_000
"""Sum over all tags of how deep they lie: about a second of parsing."""
_MAX_REBUILT: Final = 100_000
_REBUILT_PER_TAG: Final = 5
"""Elements made up for formatting that is never closed: so many, and so many more for each tag."""
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
_BLOCKS: Final = _names(
    "address article aside blockquote button center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup li listing main menu nav ol option optgroup p pre search section select"
    " summary template ul"
)
"""Elements whose end tag closes those within it that need none."""
_SCOPES: Final = _names("applet caption marquee object td template th")
"""Elements that formatting does not reach out of."""
_FOREIGN: Final = frozenset({"svg", "math", "select", "template", "frameset"})
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
        self._stack: list[str] = []
        """Names of the open elements, innermost last."""
        self._open: Counter[str] = Counter()
        self._active: list[tuple[str, str, int]] = []
        """Formatting without end tag so far, which a parser opens again in each block: (name, attributes, scope)."""
        self._same: Counter[tuple[str, str]] = Counter()
        self._scope = 0
        """Open elements that formatting does not reach out of."""
        self._strange = 0
        """Open elements in which a tag may mean something else, or nothing."""
        self._broken = False
        """Whether foreign content may have ended without its end tag."""
        self._blind_until = 0
        """Up to here end tags may be text, so they close nothing."""
        self._tags = self._work = self._rebuilt = 0

    def walk(self) -> None:
        """Goes over all tags; LimitExceeded when they cost too much."""
        at = 0
        while match := _TOKEN.search(self._html, at):
            at = match.end()
            if match["cdata"]:
                at = self._cdata(at)
            elif match["name"]:
                name = match["name"].lower()
                if match["end"]:
                    self._end(name, at)
                else:
                    at = self._start(name, match["rest"], at)
                    self._rebuilt += len(self._active)
                self._tags += 1
                self._work += len(self._stack)
                self._check()

    def _check(self) -> None:
        if self._work > _MAX_WORK:
            raise _too_complex("its elements lie too deep in each other")
        if self._rebuilt > _MAX_REBUILT + _REBUILT_PER_TAG * self._tags:
            raise _too_complex("too many of its formatting elements are never closed")

    def _cdata(self, at: int) -> int:
        """Returns where to go on: behind a comment, or within what may be text, where end tags count no more."""
        if not self._strange:
            end = self._html.find(">", at)
            return len(self._html) if end < 0 else end + 1
        end = self._html.find("]]>", at)
        self._blind_until = max(self._blind_until, len(self._html) if end < 0 else end)
        return at

    def _start(self, name: str, rest: str, at: int) -> int:
        """Opens an element and returns where to go on, for one that holds text its end."""
        if len(rest) > _MAX_ATTRIBUTES and sum(1 for _ in _EACH_ATTRIBUTE.finditer(rest)) > _MAX_ATTRIBUTES:
            raise _too_complex(f"a tag has more than {_MAX_ATTRIBUTES:,} attributes")
        if self._strange:
            self._broken = self._broken or name in _BREAKOUT
            foreign = not self._broken and self._strange == self._open["svg"] + self._open["math"]
            if foreign and rest.endswith("/") and _is_self_closing(rest):
                return at
        elif name in _VOID or (name in ("svg", "math") and rest.endswith("/") and _is_self_closing(rest)):
            return at
        elif name in _RAW:
            return self._raw(name, at)
        elif name in _CLOSES and (name not in _TABLE or self._open["table"]):
            self._close(_CLOSES[name])
        elif name in ("option", "optgroup") and self._stack[-1:] == ["option"]:
            self._pop(1)
        if name in _FORMATTING:
            self._format(name, rest)
        self._stack.append(name)
        self._open[name] += 1
        self._strange += name in _FOREIGN
        self._scope += name in _SCOPES
        return at

    def _raw(self, name: str, at: int) -> int:
        end = _RAW[name].search(self._html, at)
        content_end = end.start() if end else len(self._html)
        if name == "script" and self._html.find("<!--", at, content_end) >= 0:
            inner = self._html[at:content_end].lower()
            if "<script" in inner:  # such a script may go on behind what looks like its end
                self._blind_until = len(self._html)
        return content_end

    def _close(self, names: frozenset[str]) -> None:
        """Closes elements that a start tag closes, with the formatting in them."""
        while (depth := self._depth_of(names)) is not None:
            self._pop(depth + 1)

    def _format(self, name: str, rest: str) -> None:
        """Notes formatting; a parser keeps three equal ones, and one link."""
        if name in ("a", "nobr"):  # these never lie in each other
            self._unformat(name)
            if (depth := self._depth_of(frozenset({name}), _IMPLIED)) is not None:
                del self._stack[-1 - depth]
                self._open[name] -= 1
        if self._same[name, rest] < 3:  # noqa: PLR2004 - as said above
            self._same[name, rest] += 1
            self._active.append((name, rest, self._scope))

    def _unformat(self, name: str) -> None:
        for index in range(len(self._active) - 1, -1, -1):
            other, rest, scope = self._active[index]
            if scope < self._scope:
                return
            if other == name:
                self._same[name, rest] -= 1
                del self._active[index]
                return
            self._work += 10

    def _end(self, name: str, at: int) -> None:
        if at <= self._blind_until:
            return
        if name in _FORMATTING:
            self._unformat(name)
            if self._open[name] and (depth := self._depth_of(frozenset({name}), _IMPLIED)) is not None:
                del self._stack[-1 - depth]
                self._open[name] -= 1
        elif self._stack and self._stack[-1] == name:
            self._pop(1)
        elif self._open[name]:
            passed = _IMPLIED if name in _BLOCKS else frozenset()
            if name == "table" or name in _TABLE:
                passed = _IMPLIED | _TABLE
            depth = self._depth_of(frozenset({name}), passed)
            self._pop(0 if depth is None else depth + 1)

    def _depth_of(self, names: frozenset[str], passed: frozenset[str] = frozenset()) -> int | None:
        """Returns how deep the innermost element of a name lies, if only formatting and what is `passed` lies in it."""
        for depth, name in enumerate(reversed(self._stack)):
            if name in names:
                return depth
            self._work += 10
            if name not in _FORMATTING and name != "span" and name not in passed:
                return None
        return None

    def _pop(self, count: int) -> None:
        """Closes the innermost elements."""
        for _ in range(count):
            name = self._stack.pop()
            self._open[name] -= 1
            if name in _FOREIGN:
                self._strange -= 1
                self._broken = self._broken and self._strange > 0
            if name in _SCOPES:
                self._scope -= 1
                if not self._strange and (self._open["table"] or name not in _TABLE):
                    self._leave()

    def _leave(self) -> None:
        """Forgets the formatting within an element that it does not reach out of."""
        while self._active and self._active[-1][2] > self._scope:
            name, rest, _ = self._active.pop()
            self._same[name, rest] -= 1
