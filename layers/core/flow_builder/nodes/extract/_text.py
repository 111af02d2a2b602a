"""HTML as text, the way a reader sees it: blocks are lines, white space is folded, what is hidden is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Links = Literal["drop", "inline", "numbered"]

_HIDDEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "svg",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "datalist",
        "-comment",
    ]
)
_PARAGRAPHS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "pre", "figure", "hr"]
)
_LINES = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "header",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "option",
        "search",
        "section",
        "summary",
        "tbody",
        "tfoot",
        "thead",
        "tr",
    ]
)
_CELLS = frozenset({"td", "th"})
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
_BREAK_LINE, _BREAK_PARAGRAPH = 1, 2


def events(root: "LexborNode", without: frozenset[str] = frozenset()) -> Iterator[tuple[bool, "LexborNode"]]:
    """Yields (entering, node) over what is visible, without recursion: HTML may nest thousands of levels deep.

    Elements named in `without` are passed over.
    """
    stack = [(True, root)]
    while stack:
        entering, node = stack.pop()
        if entering and (
            node.tag in _HIDDEN or node.tag in without or (node.is_element_node and "hidden" in node.attributes)
        ):
            continue
        yield entering, node
        if entering and node.is_element_node:
            stack.append((False, node))
            stack.extend((True, child) for child in reversed(_children(node)))


def _children(node: "LexborNode") -> "list[LexborNode]":
    found, child = [], node.first_child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def flat_text(node: "LexborNode", without: frozenset[str] = frozenset()) -> str:
    """Returns a node's visible text in one line; elements named in `without` do not count."""
    parts: list[str] = []
    for entering, each in events(node, without):
        if each.is_text_node:
            parts.append(each.text_content or "")
        elif each.tag in _LINES or each.tag in _PARAGRAPHS or each.tag in _CELLS or (entering and each.tag == "br"):
            parts.append(" ")
    return _SPACE.sub(" ", "".join(parts)).strip()


@dataclass(slots=True)
class Writer:
    """Puts text together; breaks and spaces are written when something follows them."""

    links: Links = "drop"
    found: list[dict[str, str]] = field(default_factory=list)
    """Links in order: `{"text", "url"}`."""
    _out: list[str] = field(default_factory=list)
    _breaks: int = 0
    _space: bool = False
    _fresh: bool = False
    """Whether a list item has just begun, whose text goes on the same line."""
    _pre: int = 0
    _cells: int = 0
    _lists: list[int | None] = field(default_factory=list)
    """Number of the last item of each open list; None for a list without numbers."""
    _open_links: list[int] = field(default_factory=list)
    """Where in the output each open link began."""

    def text(self) -> str:
        """Returns what has been written."""
        return "\n".join(line.rstrip() for line in "".join(self._out).split("\n")).strip("\n")

    def enter(self, node: "LexborNode") -> None:
        """Writes what comes before an element's content, or a text."""
        if node.is_text_node:
            self._write(node.text_content or "")
            return
        self._around(node.tag)
        match node.tag:
            case "br":
                self._line_break()
            case "li":
                self._item()
            case "ul" | "ol":
                self._lists.append(0 if node.tag == "ol" else None)
            case "pre":
                self._pre += 1
            case "td" | "th":
                self._cell(node)
            case "a" if node.attributes.get("href"):
                self._open_links.append(len(self._out))

    def leave(self, node: "LexborNode") -> None:
        """Writes what comes after an element's content."""
        match node.tag:
            case "ul" | "ol":
                self._lists.pop()
            case "pre":
                self._pre -= 1
            case "td" | "th":
                self._cells -= 1
            case "a" if href := node.attributes.get("href"):
                self._link(href)
        self._around(node.tag)

    def _around(self, tag: str | None) -> None:
        if tag in _PARAGRAPHS:
            # Lists in lists follow line by line.
            inner = tag in {"ul", "ol"} and len(self._lists) > 0
            self._break(_BREAK_LINE if inner else _BREAK_PARAGRAPH)
        elif tag in _LINES:
            self._break(_BREAK_LINE)

    def _break(self, lines: int) -> None:
        if self._cells:
            self._space = True
        else:
            self._breaks = max(self._breaks, lines)

    def _line_break(self) -> None:
        if self._cells:
            self._space = True
        elif self._out:
            self._breaks = min(self._breaks + 1, _BREAK_PARAGRAPH)

    def _item(self) -> None:
        depth = max(len(self._lists) - 1, 0)
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number = number + 1
        self._flush()
        if not self._cells:
            self._out.append("  " * depth + (f"{number}. " if number else "- "))
            self._fresh = True

    def _cell(self, node: "LexborNode") -> None:
        before = node.prev
        while before is not None and not before.is_element_node:
            before = before.prev
        if before is not None and not self._cells:
            self._out.append(" | ")
            self._space = False
        elif self._cells:
            self._space = True
        else:
            self._flush()
        self._cells += 1

    def _link(self, href: str) -> None:
        start = self._open_links.pop()
        text = _SPACE.sub(" ", "".join(self._out[start:])).strip()
        mark = f"[{len(self.found) + 1}]" if self.links == "numbered" else f"({href})" if self.links == "inline" else ""
        if mark and text:
            self._out.append(f" {mark}" if mark != f"({text})" else "")
        elif mark:
            self._flush()
            self._out.append(mark)
        self.found.append({"text": text, "url": href})

    def _write(self, text: str) -> None:
        if self._pre and not self._cells:
            if text:
                self._flush()
                self._out.append(text)
            return
        folded = _SPACE.sub(" ", text)
        if not folded.strip():
            self._space = self._space or bool(folded)
            return
        self._space = self._space or folded[0] == " "
        self._flush()
        self._out.append(folded.strip())
        self._space = folded[-1] == " "

    def _flush(self) -> None:
        if self._breaks:
            if self._out and not self._fresh:
                self._out.append("\n" * self._breaks)
        elif self._space and self._out and not self._out[-1].endswith((" ", "\n")):
            self._out.append(" ")
        self._breaks, self._space, self._fresh = 0, False, False
