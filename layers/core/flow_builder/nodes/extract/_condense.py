"""HTML made small: what says nothing is dropped, what repeats is cut, the structure stays."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final

from flow_builder.nodes.extract._text import events

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_WRAPPERS: Final = frozenset({"div", "span", "section", "center", "font", "main", "article", "header", "footer"})
_INLINE: Final = frozenset({"span", "font"})
_VOID: Final = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"})
_MEANT_EMPTY: Final = frozenset({"td", "th", "textarea", "option", "button", "select", "input", "hr", "br"})
_TRUTHS: Final = frozenset({"checked", "selected", "disabled", "required", "multiple", "readonly", "open"})
_UNSEEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACE: Final = re.compile(r"[ \t\n\r\f\u00a0]+")
_LONGEST_VALUE: Final = 300


@dataclass(slots=True)
class Piece:
    """An element that is kept."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Piece | str]" = field(default_factory=list)

    @property
    def kind(self) -> tuple[str, str]:
        """What makes siblings alike."""
        return self.tag, self.attributes.get("class", "")


@dataclass(frozen=True, slots=True)
class Condenser:
    """What to keep: names of attributes, length of a text, and how many alike in a row."""

    attributes: frozenset[str]
    text_chars: int | None = None
    repeat: int | None = None

    def condense(self, root: "LexborNode") -> "list[Piece | str]":
        """Returns what is left of a part."""
        top = Piece("")
        path = [top]
        pre = 0
        skipped: int | None = None
        for entering, node in events(root):
            if skipped is not None:
                skipped = None if not entering and node.mem_id == skipped else skipped
            elif node.is_text_node:
                self._add_text(path[-1], node.text_content or "", pre=pre > 0)
            elif not node.is_element_node:
                continue
            elif entering and _UNSEEN.search(node.attributes.get("style") or ""):
                skipped = node.mem_id
            elif entering:
                pre += node.tag == "pre"
                path.append(Piece(node.tag or "", self._kept(node)))
            else:
                pre -= node.tag == "pre"
                done = path.pop()
                path[-1].children.extend(self._left_of(done))
        return self._cut(top.children)

    def _kept(self, node: "LexborNode") -> dict[str, str]:
        kept = {}
        for name, value in node.attributes.items():
            if name in self.attributes and (value or name in _TRUTHS):
                kept[name] = _shortened(_SPACE.sub(" ", value or "").strip())
        return kept

    def _add_text(self, to: Piece, text: str, *, pre: bool) -> None:
        folded = text if pre else _SPACE.sub(" ", text)
        if self.text_chars is not None and len(folded) > self.text_chars:
            folded = folded[: self.text_chars] + "…"
        if to.children and isinstance(to.children[-1], str):
            to.children[-1] += folded
        elif folded:
            to.children.append(folded)

    def _left_of(self, piece: Piece) -> "list[Piece | str]":
        """Returns the piece, or what is left of it: nothing when it is empty, its content when it only wraps."""
        children = piece.children = self._cut(piece.children)
        if piece.tag == "img":
            return [piece] if piece.attributes.get("src") or piece.attributes.get("alt") else []
        if not any(not isinstance(each, str) or each.strip() for each in children):
            has_something = piece.tag in _MEANT_EMPTY or piece.tag in _VOID or piece.attributes.keys() & {"href", "src"}
            return [piece] if has_something else [" "]
        if piece.attributes or piece.tag not in _WRAPPERS:
            return [piece] if piece.tag not in ("html", "body") else children
        elements = [each for each in children if isinstance(each, Piece)]
        alone = len(elements) == 1 and not any(isinstance(each, str) and each.strip() for each in children)
        return children if piece.tag in _INLINE or alone else [piece]

    def _cut(self, children: "list[Piece | str]") -> "list[Piece | str]":
        """Returns the children without those beyond the allowed number of like ones in a row."""
        if self.repeat is None:
            return children
        kept: list[Piece | str] = []
        last: tuple[str, str] | None = None
        count = dropped = 0
        for child in children:
            if isinstance(child, str) and not child.strip():
                if not dropped:
                    kept.append(child)
                continue
            kind = child.kind if isinstance(child, Piece) else None
            count = count + 1 if kind is not None and kind == last else 1
            if count > self.repeat and kind is not None:
                dropped += 1
                continue
            kept.extend(_more(dropped))
            kept.append(child)
            last, dropped = kind, 0
        return [*kept, *_more(dropped)]


def _more(dropped: int) -> "list[Piece | str]":
    return [Piece("!--", {"text": f"{dropped} more like this"})] if dropped else []


def _shortened(value: str) -> str:
    if value.startswith("data:"):
        return value[:30] + "…"
    return value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"


def written(children: "list[Piece | str]", max_chars: int | None) -> tuple[str, bool]:
    """Returns the pieces as HTML, and whether it was cut; open elements are closed either way."""
    out: list[str] = []
    closing: list[str] = []
    length = due = 0
    for text, end in _parts(children):
        part = text.lstrip(" ") if out and out[-1].endswith(" ") else text
        if max_chars is not None and end is not True and length + len(part) + len(end or "") + due > max_chars:
            return "".join(out).strip() + "".join(reversed(closing)), True
        out.append(part)
        length += len(part)
        if end is True:
            due -= len(closing.pop())
        elif end:
            closing.append(end)
            due += len(end)
    return "".join(out).strip(), False


def _parts(children: "list[Piece | str]") -> Iterator[tuple[str, str | bool]]:
    """Yields (text, end tag that it makes due, or True when it is one), without recursion."""
    stack: list[Piece | str | None] = list(reversed(children))
    ends: list[str] = []
    while stack:
        each = stack.pop()
        if each is None:
            yield ends.pop(), True
        elif isinstance(each, str):
            yield escape(each, quote=False), False
        elif each.tag == "!--":
            yield f"<!-- {each.attributes['text']} -->", False
        elif each.tag in _VOID:
            yield _start(each), False
        else:
            ends.append(f"</{each.tag}>")
            yield _start(each), ends[-1]
            stack.append(None)
            stack.extend(reversed(each.children))


def _start(piece: Piece) -> str:
    attributes = "".join(
        f" {name}" if name in _TRUTHS else f' {name}="{escape(value)}"' for name, value in piece.attributes.items()
    )
    return f"<{piece.tag}{attributes}>"
