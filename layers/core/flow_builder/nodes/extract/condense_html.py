"""Makes HTML small without losing its structure, for language models and for choosing selectors.

Scripts, styles, comments and what is hidden go, and so do elements that are empty or only wrap others, white space and
all attributes but the ones worth keeping. Of many like elements in a row, such as a list's items, you can keep the
first few; how many are left out is said in a comment.
"""

import asyncio
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.extract._condense import Condenser, Piece, written
from flow_builder.nodes.extract._source import Html, loaded, parse, roots

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ATTRIBUTES = [
    *("id", "class", "name", "type", "value", "placeholder", "for", "title", "alt", "role", "aria-label"),
    *("href", "src", "action", "method", "colspan", "rowspan", "datetime", "data-testid", "lang"),
    *("checked", "selected", "disabled", "required", "multiple"),
]


class Config(NodeConfig):
    """Which part, and what to keep."""

    html: Html
    within: str | None = Field(
        default=None, min_length=1, title="Only", description="CSS of the part to read; all its matches."
    )
    without: Annotated[list[str], Field(max_length=50)] = Field(
        default_factory=list, title="Leave out", description="CSS of parts to drop, such as `footer`."
    )
    attributes: Annotated[list[str], Field(max_length=200)] = Field(
        default_factory=lambda: list(_ATTRIBUTES), title="Attributes to keep"
    )
    repeat: int | None = Field(
        default=None, ge=1, title="Like ones in a row", description="Keep this many, such as 3; empty for all."
    )
    text_chars: int | None = Field(default=None, ge=1, title="Longest text", description="Characters of one text.")
    max_chars: int | None = Field(default=None, ge=1, title="At most (characters)", description="Of the whole.")


class Output(NodeOutput):
    """The smaller HTML."""

    html: str
    chars: int
    original_chars: int
    truncated: bool
    """Whether `max_chars` cut something off; all elements are closed nevertheless."""


async def run(config: Config, ctx: Context) -> Output:
    """Returns the smaller HTML.

    Raises NodeError `extract.no_match`, `extract.bad_selector`, LimitExceeded `extract.too_large`,
    `extract.too_complex`.
    """
    return await asyncio.to_thread(_condensed, await loaded(config.html, ctx), config)


def _condensed(html: str, config: Config) -> Output:
    document = parse(html)
    condenser = Condenser(frozenset(name.lower() for name in config.attributes), config.text_chars, config.repeat)
    parts: list[LexborNode] = roots(document, config.within, config.without)
    pieces: list[Piece | str] = [piece for part in parts for piece in condenser.condense(part)]
    small, truncated = written(pieces, config.max_chars)
    return Output(html=small, chars=len(small), original_chars=len(html), truncated=truncated)


EXAMPLES = (
    Example(
        "A page",
        {
            "html": """<html><head><style>b {}</style></head><body><div><div class="card" style="color: red"
                onclick="go()"> <span>Lamp</span>  <b></b><script>track()</script><a href="/lamp">more</a></div></div>"""
        },
        check=lambda out: out["html"] == '<div class="card"> Lamp <a href="/lamp">more</a></div>',
    ),
    Example(
        "Of a list the first two",
        {"html": "<ul><li>1<li>2<li>3<li>4<li>5</ul>", "repeat": 2},
        check=lambda out: out["html"] == "<ul><li>1</li><li>2</li><!-- 3 more like this --></ul>",
    ),
    Example(
        "Cut to a length, closed nevertheless",
        {"html": "<ul><li>first</li><li>second</li></ul>", "max_chars": 24},
        check=lambda out: out["html"] == "<ul><li>first</li></ul>" and out["truncated"],
    ),
)

NODE = NodeType(
    id="extract.condense_html",
    title="Condense HTML",
    config=Config,
    output=Output,
    run=run,
    credits=2,
    icon="shrink",
    examples=EXAMPLES,
)
