"""Which steps' results a node can read: those that have ended, or been skipped, whenever it runs."""

from typing import Literal, TypeAlias

from flow_builder.compiler.model import Draft, Vertex

Verdict: TypeAlias = Literal["yes", "not_earlier", "inside_loop"]


class Visibility:
    """Answers for a draft whose scopes are known.

    A compensating node sees what the node it undoes sees, and that node itself.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._places: dict[str, tuple[str, ...]] = {}

    def of(self, reader: Vertex, read: Vertex, path: tuple[str | int, ...], *, per_item: bool) -> Verdict:
        """Tells whether `reader` can read `steps.<read>.<path>`; `per_item` in a loop's settings of that kind."""
        place = reader.id
        if reader.id in self._draft.compensators:
            place = self._draft.compensators[reader.id]
            if read.id == place:
                return "yes"
        if read.id in self._draft.compensators:
            return "not_earlier"
        return self._between(self._place(place), self._place(read.id), path, per_item=per_item)

    def _between(
        self, reader: tuple[str, ...], read: tuple[str, ...], path: tuple[str | int, ...], *, per_item: bool
    ) -> Verdict:
        """Compares two places: the containers from the outermost in, then the node itself."""
        level = 0
        while level < min(len(reader), len(read)) and reader[level] == read[level]:
            level += 1
        if level == len(read):
            # The node itself, or a container around the reader.
            around = len(reader) > level and self._kind(read[-1]) == "loop"
            return "yes" if around and path[:1] in (("item",), ("index",)) else "not_earlier"
        looped = any(self._kind(each) == "loop" for each in read[level:-1])
        if level == len(reader):
            # Inside the reader, which is a container.
            own = per_item and self._kind(reader[-1]) == "loop"
            return "inside_loop" if looped else "yes" if own else "not_earlier"
        scope = self._draft.scopes[self._draft.vertices[read[level]].node.parent]
        if not scope.is_before(read[level], reader[level]):
            return "not_earlier"
        return "inside_loop" if looped else "yes"

    def _place(self, node: str) -> tuple[str, ...]:
        found = self._places.get(node)
        if found is None:
            parent = self._draft.vertices[node].node.parent
            found = (*self._place(parent), node) if parent is not None else (node,)
            self._places[node] = found
        return found

    def _kind(self, node: str) -> str:
        return self._draft.vertices[node].kind
