"""What a rich text editor sends, reduced to a few harmless elements without attributes."""

from html import escape
from html.parser import HTMLParser
from typing import Final

_KEPT: Final = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "ul": "ul", "li": "li", "p": "p", "div": "p"}
_SILENT: Final = frozenset({"script", "style"})
_BLOCKS: Final = frozenset({"p", "div", "li", "ul", "br"})


def tidy_html(markup: str) -> str:
    """Returns the markup with just paragraphs, lists, bold and italic; all elements are closed."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return "".join([*reader.parts, *(f"</{name}>" for name in reversed(reader.open))])


def plain_text(markup: str) -> str:
    """Returns the text, with a line per paragraph and list entry."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.text).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - none is kept
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.text.append("\n")
        if tag == "br":
            self.parts.append("<br>")
        elif tag in _KEPT:
            self.open.append(_KEPT[tag])
            self.parts.append(f"<{_KEPT[tag]}>")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.text.append("\n")
        name = _KEPT.get(tag)
        while name in self.open:
            closed = self.open.pop()
            self.parts.append(f"</{closed}>")
            if closed == name:
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(escape(data))
            self.text.append(data)
