"""HTML as Markdown, by markdownify."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from flow_builder.errors import LimitExceeded
from flow_builder.nodes.extract._source import complete_links

if TYPE_CHECKING:
    from bs4 import Tag
    from selectolax.lexbor import LexborNode

_MAX_DEPTH: Final = 200
"""The library calls itself for each level, and Python ends that at a thousand calls."""
_MAX_ELEMENTS: Final = 50_000
"""Some ten seconds' work."""
_DROPPED: Final = "script, style, noscript, template, head, svg, iframe, object, [hidden]"
_FEW_ROWS: Final = 20
_LANGUAGE: Final = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#-]+)")
_BLANK: Final = re.compile(r"\n{3,}")


def markdown(roots: "Sequence[LexborNode]", base: str, *, links: bool = True, images: bool = True) -> str:
    """Returns the parts as Markdown, with links made complete; LimitExceeded `extract.too_complex`."""
    from markdownify import MarkdownConverter

    stripped = [tag for tag, kept in (("a", links), ("img", images)) if not kept]
    converter = _counting(MarkdownConverter)(
        heading_style="atx",
        bullets="-",
        strip=stripped or None,
        table_infer_header=True,
        code_language_callback=_language,
    )
    parts = [_converted(root, base, converter) for root in roots]
    return "\n\n".join(filter(None, parts))


def _converted(root: "LexborNode", base: str, converter: Any) -> str:
    for node in root.css(_DROPPED):
        if node.mem_id != root.mem_id:
            node.decompose()
    _check(root)
    for head in root.css("thead"):
        if len(head.css("tr")) > _FEW_ROWS:
            head.unwrap()  # the library counts all of a head's rows for each of them
    complete_links(root, base)
    text = "\n".join(line.rstrip() for line in str(converter.convert(root.html or "")).split("\n"))
    return _BLANK.sub("\n\n", text).strip()


def _check(root: "LexborNode") -> None:
    elements = 0
    stack = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        elements += 1
        if elements > _MAX_ELEMENTS or depth > _MAX_DEPTH:
            raise LimitExceeded(
                f"The HTML has more than {_MAX_ELEMENTS:,} elements or {_MAX_DEPTH} levels, too many for Markdown.",
                code="extract.too_complex",
                hint="Take a part of the page only, or read it as plain text.",
            )
        child = node.first_child
        while child is not None:
            if child.is_element_node:
                stack.append((child, depth + 1))
            child = child.next


def _counting(base: Any) -> Any:
    """Returns the converter, numbering list items as it goes: the library counts all before each item, in the square."""

    class Counting(base):  # type: ignore[misc]
        def convert_li(self, el: "Tag", text: str, parent_tags: set[str]) -> str:
            above = el.parent
            if above is None or above.name != "ol":
                return str(super().convert_li(el, text, parent_tags))
            given = str(above.get("start") or "")
            number = int(str(above.get("data-next") or (given if given.isascii() and given.isdigit() else 1))[:9])
            above["data-next"] = str(number + 1)
            mark = f"{number}. "
            inner = re.sub(r"\n(?=[^\n])", "\n" + " " * len(mark), (text or "").strip())
            return f"{mark}{inner}\n" if inner else "\n"

    return Counting


def _language(element: "Tag") -> str | None:
    """Returns the language that a code block's class names."""
    inner = element.find("code")
    for each in (element, inner):
        classes = each.get("class") if each is not None else None
        names = " ".join(classes) if isinstance(classes, list) else str(classes or "")
        if found := _LANGUAGE.search(names):
            return found[1]
    return None
