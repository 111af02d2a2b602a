"""Cuts a list, or a text, into pieces.

Use it before a loop, to send rows in batches, or to give a language model a long text piece by piece.

* By **size**: pieces of so many items (or characters), the last one may be shorter. **Overlap** repeats the end of a
  piece at the beginning of the next, so that nothing is torn apart.
* By **number of pieces**: as even as possible, sizes differ by one at most. There are fewer when there is too little.
* Text is cut at a space or line break near the end of a piece, where there is one.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._items import items_of

MAX_PIECES = 100_000


class BySize(NodeConfig):
    """Pieces of a size."""

    by: Literal["size"]
    size: int = Field(title="Size", ge=1, le=10_000_000, description="Items, or characters of a text.")
    overlap: int = Field(default=0, ge=0, title="Overlap", description="Repeated from the piece before.")

    @model_validator(mode="after")
    def _moves_on(self) -> "BySize":
        if self.overlap >= self.size:
            raise ValueError("the overlap must be smaller than the size")
        return self


class ByParts(NodeConfig):
    """A number of pieces."""

    by: Literal["parts"]
    parts: int = Field(title="Number of pieces", ge=1, le=MAX_PIECES)


class Config(NodeConfig):
    """What to cut and how."""

    items: Any = Field(
        default=None,
        title="List or text",
        description="Left out: the list that comes in, or the `items` of what comes in.",
    )
    how: Annotated[BySize | ByParts, Field(discriminator="by", title="How")] = BySize(by="size", size=100)


class Output(NodeOutput):
    """The pieces."""

    items: list[Any]
    count: int


def _by_parts(whole: Sequence[Any], parts: int) -> list[Any]:
    parts = min(parts, len(whole))
    bounds = [len(whole) * number // parts for number in range(parts + 1)] if parts else [0]
    return [whole[a:b] for a, b in pairwise(bounds)]


def _by_size(whole: Sequence[Any], how: BySize) -> list[Any]:
    pieces = []
    start = 0
    while start < len(whole):
        end = start + how.size
        if isinstance(whole, str) and end < len(whole):
            end = _word_end(whole, start + how.overlap + 1, end)
        pieces.append(whole[start:end])
        if end >= len(whole):
            break
        start = end - how.overlap
    return pieces


def _word_end(text: str, low: int, end: int) -> int:
    """Returns the end of the last word in the second half of text[low:end], else `end`."""
    low = max(low, (low + end) // 2)
    cut = max(text.rfind(space, low, end) for space in (" ", "\n", "\t"))
    return cut + 1 if cut >= 0 else end


async def run(config: Config, ctx: Context) -> Output:
    """Returns the pieces; NodeError `data.not_a_list`."""
    whole: Sequence[Any] = config.items if isinstance(config.items, str) else items_of(config, ctx)
    pieces = _by_size(whole, config.how) if isinstance(config.how, BySize) else _by_parts(whole, config.how.parts)
    return Output(items=pieces, count=len(pieces))


EXAMPLES = (
    Example(
        "Batches of two",
        {"items": "{{ input.rows }}", "how": {"by": "size", "size": 2}},
        input={"rows": [1, 2, 3, 4, 5]},
        output={"items": [[1, 2], [3, 4], [5]], "count": 3},
    ),
    Example(
        "Three even pieces",
        {"items": [1, 2, 3, 4, 5, 6, 7], "how": {"by": "parts", "parts": 3}},
        check=lambda o: [len(each) for each in o["items"]] == [2, 2, 3],
    ),
    Example(
        "A text, cut between words",
        {"items": "the quick brown fox jumps", "how": {"by": "size", "size": 12}},
        output={"items": ["the quick ", "brown fox ", "jumps"], "count": 3},
    ),
    Example("Neither list nor text", {"items": {"a": 1}}, error="data.not_a_list"),
    Example(
        "An overlap as large as the piece",
        {"items": [1], "how": {"by": "size", "size": 2, "overlap": 2}},
        error="config.invalid",
    ),
)

NODE = NodeType(
    id="data.chunk", title="Chunk", config=Config, output=Output, run=run, icon="grid-2x2", examples=EXAMPLES
)
