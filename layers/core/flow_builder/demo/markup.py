"""HTML text of the demo sites: what is filled into a page is escaped unless it is HTML already."""

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template


class Html(str):
    """Text that is HTML; anything else is escaped when a page is filled with it."""

    __slots__ = ()


def fill(template: str, /, **values: object) -> Html:
    """Returns a template with its `$name` places filled; KeyError for a place without a value."""
    return Html(Template(template).substitute({name: _text(value) for name, value in values.items()}))


def join(parts: Iterable[Html], between: str = "") -> Html:
    """Returns pieces of HTML as one."""
    return Html(between.join(parts))


def each(template: str, rows: Iterable[dict[str, object]]) -> Html:
    """Returns the template filled once per row."""
    return join(fill(template, **row) for row in rows)


@cache
def read(folder: Path, name: str) -> str:
    """Returns the text of a file that came with the package."""
    return (folder / name).read_text("utf-8")


def _text(value: object) -> str:
    return value if isinstance(value, Html) else escape(str(value))
