"""Lays a flow's nodes out on the canvas: from left to right in order, branches below each other, containers around theirs.

laid_out(document)  the document with a position for every node and note, whatever they had before

A note whose id is a node's id and `_note` lies above or below that node, any other one to the left of everything.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from flow_builder.domain.document import FlowDocument, Node, Note, Position

WIDTH, HEIGHT = 220.0, 72.0
"""Of a node that is no container, in canvas units."""
_GAP_X, _GAP_Y = 80.0, 48.0
_PADDING, _TITLE = 24.0, 48.0
"""Around the nodes of a container, and above them for its title."""
_NOTE_WIDTH, _NOTE_GAP = 240.0, 24.0
_LINE, _CHAR, _FRAME = 20.0, 7.2, 28.0
"""Estimates of a note's text: height of a line, width of a character, padding of the note."""


@dataclass(frozen=True, slots=True)
class _Size:
    width: float
    height: float


def laid_out(document: FlowDocument) -> FlowDocument:
    """Returns the document with positions; containers get a size that holds what is in them."""
    children: dict[str | None, list[Node]] = defaultdict(list)
    for node in document.nodes:
        children[node.parent].append(node)
    after: dict[str, list[str]] = defaultdict(list)
    for edge in document.edges:
        after[edge.source].append(edge.target)
    placed: dict[str, Position] = {}
    _place(None, children, after, placed)
    nodes = tuple(node.model_copy(update={"position": placed.get(node.id, node.position)}) for node in document.nodes)
    notes = tuple(_beside(note, document.nodes, placed) for note in document.notes)
    return document.model_copy(update={"nodes": nodes, "notes": notes})


def _place(
    parent: str | None,
    children: dict[str | None, list[Node]],
    after: dict[str, list[str]],
    placed: dict[str, Position],
) -> _Size:
    """Places the nodes of one scope and of those within it; returns what the scope's box measures."""
    nodes = children[parent]
    sizes = {
        node.id: _place(node.id, children, after, placed) if children.get(node.id) else _Size(WIDTH, HEIGHT)
        for node in nodes
    }
    columns = _columns([node.id for node in nodes], after)
    lanes = _lanes(columns, after)
    inset = _PADDING if parent is not None else 0.0
    lefts = _offsets({id_: (columns[id_], size.width) for id_, size in sizes.items()}, inset, _GAP_X)
    tops = _offsets(
        {id_: (lanes[id_], size.height) for id_, size in sizes.items()}, inset and _PADDING + _TITLE, _GAP_Y
    )
    for id_, size in sizes.items():
        box = {"width": size.width, "height": size.height} if children.get(id_) else {}
        placed[id_] = Position(x=lefts[id_], y=tops[id_], **box)
    right = max((lefts[id_] + size.width for id_, size in sizes.items()), default=WIDTH)
    bottom = max((tops[id_] + size.height for id_, size in sizes.items()), default=HEIGHT)
    return _Size(right + _PADDING, bottom + _PADDING)


def _columns(ids: list[str], after: dict[str, list[str]]) -> dict[str, int]:
    """Returns the column of each node: one more than that of the last node before it; what lies on cycles stays in 0."""
    found = dict.fromkeys(ids, 0)
    waiting = Counter(target for id_ in ids for target in after[id_] if target in found)
    ready = [id_ for id_ in ids if not waiting[id_]]
    for id_ in ready:
        for target in after[id_]:
            if target in found:
                found[target] = max(found[target], found[id_] + 1)
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
    return found


def _lanes(columns: dict[str, int], after: dict[str, list[str]]) -> dict[str, int]:
    """Returns the lane of each node: that of what leads to it, or the next one below that is free in its column."""
    wanted: dict[str, int] = {}
    found: dict[str, int] = {}
    by_column: dict[int, list[str]] = defaultdict(list)
    for id_, column in columns.items():
        by_column[column].append(id_)
    for _, ids in sorted(by_column.items()):
        free = 0
        for id_ in sorted(ids, key=lambda each: wanted.get(each, 0)):
            lane = found[id_] = max(free, wanted.get(id_, 0))
            free = lane + 1
            for place, target in enumerate(each for each in after[id_] if each in columns):
                wanted[target] = min(wanted.get(target, lane + place), lane + place)
    return found


def _offsets(cells: dict[str, tuple[int, float]], first: float, gap: float) -> dict[str, float]:
    """Returns where each cell begins, given the index of its row or column and its extent; the largest decides."""
    extents: dict[int, float] = defaultdict(float)
    for index, extent in cells.values():
        extents[index] = max(extents[index], extent)
    starts: dict[int, float] = {}
    at = first
    for index in sorted(extents):
        starts[index] = at
        at += extents[index] + gap
    return {id_: starts[index] for id_, (index, _) in cells.items()}


def _beside(note: Note, nodes: Iterable[Node], placed: dict[str, Position]) -> Note:
    width = note.position.width or _NOTE_WIDTH
    lines = sum(ceil(len(line) * _CHAR / (width - _FRAME)) or 1 for line in note.text.splitlines() or [""])
    height = lines * _LINE + _FRAME
    parents = {node.id: node.parent for node in nodes}
    id_ = note.id.removesuffix("_note")
    if id_ == note.id or id_ not in placed:
        return note.model_copy(update={"position": Position(x=-width - _GAP_X, y=0, width=width, height=height)})
    at = placed[id_]
    x, y, size = at.x, at.y, at.height or HEIGHT
    while (parent := parents[id_]) is not None:
        x, y, id_ = x + placed[parent].x, y + placed[parent].y, parent
    above = at.y <= _PADDING + _TITLE
    top = y - height - _NOTE_GAP if above else y + size + _NOTE_GAP
    return note.model_copy(update={"position": Position(x=x, y=top, width=width, height=height)})
